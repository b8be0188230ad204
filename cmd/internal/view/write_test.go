package view

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"iter"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/report"
)

var options = Options{
	Title: hostile[0], Shown: 60, Jobs: 3, Records: "report.jsonl", Times: true,
	About: []Fact{{"paknevis", hostile[1]}}, Passes: map[string]string{"letters": hostile[2]},
}

func write(t testing.TB, pages iter.Seq2[*Page, error], o Options) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, pages, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestNothingOfAnInputIsMarkup: the tags of the report are those of the template, and what
// turns text round or cannot be seen is spelled out.
func TestNothingOfAnInputIsMarkup(t *testing.T) {
	got := write(t, made(batch()...), options)
	if !utf8.ValidString(got) {
		t.Error("the report is no UTF-8")
	}
	for _, bad := range []string{"\u202E", "\u2028", "\u2029", "\x00", "<img src=x", "evil=1</script>", "<!--<script", "ZgotmplZ"} {
		if at := strings.Index(got, bad); at >= 0 {
			t.Errorf("%q stands in the report: %q", bad, got[max(0, at-60):min(len(got), at+60)])
		}
	}
	// Three elements: the data of the table, its script, and the CSS.
	if n := strings.Count(got, "<script") + strings.Count(got, "<style"); n != 3 {
		t.Errorf("%d scripts and styles", n)
	}
	handler := regexp.MustCompile(`<[^>]*\s(on[a-z]+|style)\s*=`)
	if hit := handler.FindString(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(got, `""`)); hit != "" {
		t.Errorf("an attribute that runs or styles: %q", hit)
	}
	for _, ref := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if !strings.HasPrefix(ref[1], "#") && !strings.HasPrefix(ref[1], "data:image/jpeg;base64,") {
			t.Errorf("a link to %.80q", ref[1])
		}
	}
	for _, want := range []string{"a&lt;U&#43;202E&gt;gnp.exe", "&lt;0xFF&gt;&lt;0xFE&gt;"} {
		if !strings.Contains(got, want) && !strings.Contains(got, strings.ReplaceAll(want, "&#43;", "+")) {
			t.Errorf("%s is not in the report", html.UnescapeString(want))
		}
	}
}

// TestSamePagesSameBytes also holds for any number of pictures drawn at once.
func TestSamePagesSameBytes(t *testing.T) {
	o := options
	first := write(t, made(batch()...), o)
	for o.Jobs = range 4 {
		if write(t, made(batch()...), o) != first {
			t.Errorf("%d jobs write another report", o.Jobs)
		}
	}
	o.Times = false
	pages := batch()
	without := write(t, made(pages...), o)
	for _, p := range pages {
		p.Record.Millis += 17
	}
	if write(t, made(pages...), o) != without {
		t.Error("a report without times depends on them")
	}
}

func TestWorstPagesComeFirst(t *testing.T) {
	page := func(file string, conf float64, chars int) *Page {
		return &Page{
			Record: &report.Page{File: file, Page: 1, Source: "ocr", Confidence: conf, Chars: chars},
			Body:   func() (*Body, error) { return &Body{Text: "text of " + file + "\n"}, nil },
		}
	}
	failed := func(file, code string, number int) *Page {
		return &Page{Record: &report.Page{File: file, Page: number, Source: "none", Error: &report.Failure{Code: code, Reason: "why " + code, Hint: "do this"}}}
	}
	pages := []*Page{page("good", 0.99, 9), page("blank", 0, 0), page("bad", 0.4, 9), page("fair", 0.7, 9), failed("gone", "missing", 0)}
	for i := range 9 {
		pages = append(pages, failed(fmt.Sprintf("dark-%d", i), "illegible", 1))
	}
	got := write(t, made(pages...), Options{Shown: 5, Records: "report.jsonl"})
	titles := regexp.MustCompile(`<h3 id="t\d+"><span class="rank">\d+</span> <bdi>([^<]+)</bdi>`).FindAllStringSubmatch(got, -1)
	var names []string
	for _, m := range titles {
		names = append(names, m[1])
	}
	if want := "dark-0 bad fair good blank"; strings.Join(names, " ") != want {
		t.Errorf("shown: %s, want %s", strings.Join(names, " "), want)
	}
	for _, want := range []string{"text of bad", "why missing", "<b>What to do:</b> do this", "and 4 more, in the table below and in report.jsonl"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	if rows := regexp.MustCompile(`(?s)<td class="file">.*?<bdi>([^<]+)`).FindAllStringSubmatch(got, -1); rows[0][1] != "gone" || rows[10][1] != "bad" || rows[13][1] != "blank" {
		t.Errorf("rows: %v", rows)
	}
}

// TestABatchOfManyFiles: the report stays small and says what it leaves out; pages are not
// held in memory.
func TestABatchOfManyFiles(t *testing.T) {
	const files = 60_000
	bodies := 0
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	pages := func(yield func(*Page, error) bool) {
		for i := range files {
			if i%20_000 == 19_999 {
				runtime.GC()
				runtime.ReadMemStats(&after)
				if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 40<<20 {
					t.Errorf("after %d files %d bytes are held", i, grown)
				}
			}
			p := &Page{
				Record: &report.Page{File: fmt.Sprintf("archive/%d/%s-%d.pdf", i%100, strings.Repeat("نام", 20), i), Page: 1, Source: "ocr", Confidence: float64(i%1000) / 1000, Chars: 10},
				Body: func() (*Body, error) {
					bodies++
					return &Body{Text: strings.Repeat("متن بلند ", 100_000)}, nil
				},
			}
			if !yield(p, nil) {
				return
			}
		}
	}
	got := write(t, pages, Options{Shown: 10, Records: "report.jsonl"})
	if bodies != 10 {
		t.Errorf("%d texts were read for 10 pages", bodies)
	}
	if len(got) > 8<<20 {
		t.Errorf("the report has %d bytes", len(got))
	}
	for _, want := range []string{"The table has the 20,000 worst; the other 40,000 pages are in report.jsonl only.", "The text goes on for 880,000 characters"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
}

func TestWriteStops(t *testing.T) {
	broken := errors.New("no disk")
	_, err := Write(t.Context(), new(bytes.Buffer), func(yield func(*Page, error) bool) { yield(nil, broken) }, options)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	pages := batch()
	for _, p := range pages {
		p.Picture = func(context.Context) ([]byte, error) { cancel(); return nil, ctx.Err() }
	}
	if _, err := Write(ctx, new(bytes.Buffer), made(pages...), options); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := write(t, made(), Options{}); !strings.Contains(got, "Nothing was repaired.") {
		t.Error("an empty batch has no report")
	}
}
