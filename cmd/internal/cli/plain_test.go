package cli

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/paknevis/paknevis/repair/report"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"کتاب\u200cها.pdf":              "کتاب\u200cها.pdf", // ZWNJ shapes letters and moves nothing
		"a\x1b[31mb":                    `a\x1b[31mb`,
		"one\ntwo\tthree":               "one\ntwo\tthree",
		"\u202Egnp.exe":                 `\u202egnp.exe`, // RIGHT-TO-LEFT OVERRIDE
		"\u009B2J":                      `\x9b2J`,        // CONTROL SEQUENCE INTRODUCER
		"\x9b2J\xff":                    `\x9b2J\xff`,
		"\r\b\x00 and an honest \uFFFD": `\x0d\x08\x00 and an honest ` + "\uFFFD",
	} {
		var b bytes.Buffer
		if n, err := fmt.Fprint(Plain(&b), in); err != nil || n != len(in) || b.String() != want {
			t.Errorf("%q: %q, %d, %v, want %q", in, b.String(), n, err, want)
		}
	}
}

func TestNoNameReachesTheTerminalAsItIs(t *testing.T) {
	const name = "a\x1b[2J\nfake.pdf: all is well"
	var b bytes.Buffer
	l := NewLog(&b, LogText)
	p := &report.Page{File: name, Page: 2, Error: &report.Failure{Code: "damaged", Reason: "font \x1b]0;x\x07", Hint: "none"}}
	l.Failure(p)
	want := `a\x1b[2J\nfake.pdf: all is well: page 2: font \x1b]0;x\x07 (damaged)` + "\n  hint: none\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	b.Reset()
	Print(&b, errors.New("open \x1b[31m.pdf: permission denied"))
	if want := `paknevis: open \x1b[31m.pdf: permission denied` + "\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
