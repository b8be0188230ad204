package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/repair/report"
)

func TestPrint(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		text string
	}{
		{nil, OK, ""},
		{errors.New("unknown flag: --x"), Usage, "paknevis: unknown flag: --x\n"},
		{Errorf(Input, "", "a.pdf: %w", fs.ErrNotExist), Input, "paknevis: a.pdf: file does not exist\n"},
		{fmt.Errorf("outer: %w", Errorf(Encrypted, "give it", "locked")), Encrypted, "paknevis: outer: locked\nhint: give it\n"},
		{fmt.Errorf("copying: %w", context.Canceled), Cancelled, "paknevis: interrupted\n"},
		{fmt.Errorf("%w: %w", ErrTerminated, context.Canceled), Terminated, "paknevis: told to end\n"},
	} {
		var b bytes.Buffer
		if code := Print(&b, c.err); code != c.code || b.String() != c.text {
			t.Errorf("%v: got %d, %q", c.err, code, b.String())
		}
	}
	if err := Errorf(Input, "", "a: %w", fs.ErrNotExist); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v hides its cause", err)
	}
}

func TestFailureCode(t *testing.T) {
	for code, want := range map[string]int{
		"encrypted": Encrypted, "wrong-password": Encrypted,
		"missing-program": Dependency, "missing-model": Dependency,
		"output": Access, "permission": Access,
		"timeout": Child, "worker-died": Child,
		"damaged": Input, "no-pages": Input, "anything else": Input,
	} {
		if got := FailureCode(&report.Failure{Code: code}); got != want {
			t.Errorf("%s: got %d, want %d", code, got, want)
		}
	}
}

func TestEveryExitCodeIsInTheHelp(t *testing.T) {
	for _, code := range []int{OK, Usage, Input, Dependency, Partial, Access, Child, Encrypted, Other, Cancelled, Terminated} {
		if !strings.Contains(ExitCodes, fmt.Sprintf("\n  %-4d ", code)) {
			t.Errorf("the help does not know %d", code)
		}
	}
}

var (
	fromText = &report.Page{File: "a", Page: 1, Source: "text-layer"}
	byOCR    = &report.Page{File: "b", Page: 1, Source: "ocr"}
	failure  = &report.Page{File: "b", Page: 2, Source: "none", Error: &report.Failure{}}
	unopened = &report.Page{File: "c", Source: "none", Error: &report.Failure{}}
)

func TestProgressLine(t *testing.T) {
	p := NewProgress(&bytes.Buffer{}, false, 4)
	defer p.Close()
	check := func(want string) {
		t.Helper()
		if got := p.line(8 * time.Second); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	check("page 0 of about 4 (0 from text, 0 by OCR, 0 failed), 0.0 pages/s, time left unknown")
	p.Opened(10)
	p.Record(fromText)
	p.Record(fromText)
	check("page 2 of about 40 (2 from text, 0 by OCR, 0 failed), 0.2 pages/s, time left 2m32s")
	p.Opened(6)
	p.Record(byOCR)
	p.Record(failure)
	check("page 4 of about 32 (2 from text, 1 by OCR, 1 failed), 0.5 pages/s, time left 56s")
	p.Record(unopened)
	p.Opened(4)
	check("page 4 of 20 (2 from text, 1 by OCR, 2 failed), 0.5 pages/s, time left 32s")
}

func TestProgressBar(t *testing.T) {
	var b bytes.Buffer
	p := NewProgress(&b, true, 2)
	p.Opened(3)
	time.Sleep(drawInterval)
	p.Record(fromText)
	p.Clear()
	p.Record(byOCR)
	p.Close()
	if got := b.String(); !strings.Contains(got, "1 from text, 0 by OCR, 0 failed") || !strings.Contains(got, "(1/6") {
		t.Errorf("got %q", got)
	}
}

// A run that shows nothing has no Progress at all.
func TestNoProgress(t *testing.T) {
	var p *Progress
	p.Opened(1)
	p.Record(fromText)
	p.Clear()
	p.Close()
}
