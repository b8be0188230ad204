package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/paknevis/paknevis/repair/page"
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
		{&Error{Code: Partial, Err: errors.New("told"), Told: true}, Partial, ""},
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
		"timeout": Child, "worker-died": Child, "renderer-killed": Child,
		"changed": Again, "not-regular": Input,
		"damaged": Input, "no-pages": Input, "anything else": Input,
	} {
		if got := FailureCode(&report.Failure{Code: code}); got != want {
			t.Errorf("%s: got %d, want %d", code, got, want)
		}
	}
}

func TestEveryExitCodeIsInTheHelp(t *testing.T) {
	for _, code := range []int{OK, Usage, Input, Dependency, Partial, Access, Child, Encrypted, Settings, Other, Again, Cancelled, Terminated} {
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
	p := NewProgress(NewLog(&bytes.Buffer{}, LogText), false, 4)
	defer p.Close()
	check := func(want string) {
		t.Helper()
		if got := p.stateAfter(8 * time.Second).line(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	check("page 0 of about 4 (file 0 of 4, 0 pages from text, 0 by OCR, 0 failed), 0.0 pages/s, time left unknown")
	p.Opened(10)
	p.Record(fromText, false)
	p.Record(fromText, false)
	check("page 2 of about 40 (file 1 of 4, 2 pages from text, 0 by OCR, 0 failed), 0.2 pages/s, time left 2m32s")
	p.Opened(6)
	p.Record(byOCR, false)
	p.Record(failure, false)
	check("page 4 of about 32 (file 2 of 4, 2 pages from text, 1 by OCR, 1 failed), 0.5 pages/s, time left 56s")
	p.Record(unopened, false)
	p.Opened(4)
	check("page 4 of 20 (file 4 of 4, 2 pages from text, 1 by OCR, 2 failed), 0.5 pages/s, time left 32s")
}

// Pages of an earlier run are done, and say nothing about how fast this one is.
func TestProgressOfARunThatGoesOn(t *testing.T) {
	p := NewProgress(NewLog(&bytes.Buffer{}, LogText), false, 1)
	defer p.Close()
	p.Opened(10)
	for range 6 {
		p.Record(fromText, true)
	}
	p.Record(fromText, false)
	s := p.stateAfter(2 * time.Second)
	if s.Pages != 7 || s.Rate != 0.5 || s.Left != 6*time.Second {
		t.Errorf("%+v", s)
	}
}

func TestLogForPrograms(t *testing.T) {
	var b bytes.Buffer
	l := NewLog(&b, LogJSON)
	l.Failure(&report.Page{File: "الف.pdf", Page: 3, Error: &report.Failure{Code: "timeout", Reason: "slow", Hint: "wait"}})
	l.Warning(fromText, page.Warning{Code: "blank-page", Text: "nothing"})
	l.Summary(report.Summary{Files: 2, Pages: 3}, time.Second)
	l.Note("note", "dir", "out")
	if err := l.Edits("a", []report.Edit{{Page: 1, Pass: "zwnj"}}); err != nil {
		t.Error(err)
	}
	l.progress(State{Pages: 4, Files: 2})
	err := l.Tell(Errorf(Again, "again", "not all"))
	if code := Print(&b, err); code != Again {
		t.Errorf("exit code %d", code)
	}
	n := 0
	for line := range bytes.Lines(b.Bytes()) {
		var v map[string]any
		if err := json.Unmarshal(line, &v); err != nil || v["level"] == nil {
			t.Errorf("%s: %v", line, err)
		}
		n++
	}
	if n != 7 || !bytes.Contains(b.Bytes(), []byte(`"file":"الف.pdf","page":3,"code":"timeout"`)) {
		t.Errorf("%d lines: %s", n, b.Bytes())
	}
}

// A run that shows nothing has no Progress at all.
func TestNoProgress(t *testing.T) {
	var p *Progress
	p.Opened(1)
	p.Record(fromText, false)
	p.Clear()
	p.Close()
}
