package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestBarFitsItsTerminal(t *testing.T) {
	s := State{Opened: 12, Files: 50_000, Pages: 340, Expected: 1_200_000, About: true, Text: 300, OCR: 38, Failed: 2, Rate: 4.25, Left: 52 * time.Hour}
	for width, want := range map[int]string{
		140: "file 12/50000  page 340/~1200000  [..............................]   0%  300 text, 38 OCR, 2 failed  4.2/s  left 2d04h",
		100: "file 12/50000  page 340/~1200000  [............]   0%  300 text, 38 OCR, 2 failed  4.2/s  left 2d04h",
		85:  "file 12/50000  page 340/~1200000    0%  300 text, 38 OCR, 2 failed  4.2/s  left 2d04h",
		79:  "file 12/50000  page 340/~1200000  300 text, 38 OCR, 2 failed  4.2/s  left 2d04h",
		60:  "12/50000  340/~1200000  text 300 OCR 38 fail 2  2d04h",
		40:  "340/~1200000  fail 2  2d04h",
		8:   "  0%",
		0:   "",
	} {
		if got := s.barLine(width); got != want {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
	s = State{Opened: 4, Files: 4, Pages: 40, Expected: 40, Text: 40, Rate: 100}
	if got := s.barLine(79); !strings.Contains(got, "[######") || !strings.Contains(got, "100%") || strings.Contains(got, ".]") {
		t.Errorf("%q", got)
	}
	s.Stage, s.Done, s.Of = "report.html", 3, 50
	for width, want := range map[int]string{79: "report.html  page 3/50  [#.............................]    6%", 25: "report.html  page 3/50", 10: "  6%", 2: "  ", 0: ""} {
		if got := s.barLine(width); got != want {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
	if got := s.line(); got != "report.html: page 3 of 50" {
		t.Errorf("%q", got)
	}
	for width := range 200 {
		if got := s.barLine(width); len(got) > width {
			t.Errorf("%d columns: %q", width, got)
		}
	}
	s.Stage = ""
	for width := range 200 {
		if got := s.barLine(width); len(got) > width {
			t.Errorf("%d columns: %q", width, got)
		}
	}
}

func TestProgressBar(t *testing.T) {
	var b bytes.Buffer
	p := NewProgress(NewLog(&b, LogText), true, 2)
	p.Opened(3)
	time.Sleep(2 * drawInterval)
	p.Record(fromText, false)
	p.Clear()
	b.WriteString("a line that stays\n")
	p.Record(byOCR, false)
	p.Close()
	got := b.String()
	if !strings.Contains(got, "page 1/~6") || !strings.Contains(got, "1 text, 0 OCR, 0 failed") {
		t.Errorf("got %q", got)
	}
	if !strings.Contains(got, eraseLine+"a line that stays\n"+eraseLine+"file 1/2  page 2/~6") || !strings.HasSuffix(got, eraseLine) {
		t.Errorf("got %q", got)
	}
}

func TestShortTime(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", 42 * time.Second: "42s", 425 * time.Second: "7m05s", 200 * time.Minute: "3h20m", 100 * time.Hour: "4d04h",
	} {
		if got := shortTime(d); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
}
