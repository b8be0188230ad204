package batch

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
)

// binder writes the pages of a file one after another. A paragraph that goes over a page
// break is made one again, and the footnotes between its parts come after it.
type binder struct {
	w      io.Writer
	breaks bool // a form feed between pages, and every page as it is

	last *pipeline.Result // the page before
	held string           // what comes after the paragraph at its foot, which may go on
	tip  string           // the end of that paragraph
	err  error
}

func (b *binder) write(s string) {
	if b.err == nil {
		_, b.err = io.WriteString(b.w, s)
	}
}

// page writes the next page of the output.
func (b *binder) page(res *pipeline.Result) {
	text, foot := res.Text, res.FootLine
	switch {
	case b.last == nil:
	case b.breaks:
		b.write("\f")
	case res.Record.Page == b.last.Record.Page+1 && b.last.Foot.Joins(res.Head):
		first, rest, _ := strings.Cut(text, "\n")
		if !cutAtHyphen(b.tip) {
			b.write(" ")
		}
		b.write(first)
		if b.tip = first; res.Foot.Open && foot == 0 {
			b.held += rest
			b.last = res
			return
		}
		b.write(b.held)
		text, foot = rest, foot-1
	default:
		b.write(b.held)
		b.write("\n")
	}
	b.last, b.held = res, ""
	if !b.breaks && res.Foot.Open {
		end := endOfLine(text, foot)
		text, b.held = text[:end], text[end:]
		b.tip = text
	}
	b.write(text)
}

// close writes what is held back and returns the first error.
func (b *binder) close() error {
	b.write(b.held)
	b.held = ""
	return b.err
}

// endOfLine is the offset of the line feed after line n, counted from 0.
func endOfLine(text string, n int) int {
	at := 0
	for ; ; n-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		if n <= 0 {
			return at + i
		}
		at += i + 1
	}
}

// cutAtHyphen reports a text that ends inside a word.
func cutAtHyphen(text string) bool {
	rest, ok := strings.CutSuffix(text, "-")
	before, _ := utf8.DecodeLastRuneInString(rest)
	return ok && unicode.IsLetter(before)
}
