package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textWriter writes a document whose pages are bound, as plain text or as CommonMark.
type textWriter struct {
	b     binder
	text  func(*Item) (text string, foot int) // what it takes of a page
	marks bool
	err   error
}

func newText(w io.Writer, d Document) Writer {
	return newTextWriter(w, d.Breaks, d.Marks, func(it *Item) (string, int) {
		if it.Error != nil && d.Marks {
			return mark(it) + "\n", 0
		}
		return it.Text, it.Foot
	})
}

// newMarkdown writes CommonMark, in which there is no page break.
func newMarkdown(w io.Writer, d Document) Writer {
	return newTextWriter(w, false, d.Marks, func(it *Item) (string, int) {
		if it.Error != nil && d.Marks {
			return inline(mark(it)) + "\n", 0
		}
		return it.Markdown, it.MDFoot
	})
}

// mark stands in the place of a page without text.
func mark(it *Item) string {
	return fmt.Sprintf("[page %d: %s]", it.Number, strings.Join(strings.Fields(it.Error.Reason), " "))
}

func newTextWriter(w io.Writer, breaks, marks bool, text func(*Item) (string, int)) Writer {
	t := &textWriter{text: text, marks: marks}
	t.b = binder{breaks: breaks, emit: func(s string, _ int) {
		if t.err == nil {
			_, t.err = io.WriteString(w, s)
		}
	}}
	return t
}

func (t *textWriter) Add(it *Item) error {
	if it.Error == nil || t.b.breaks || t.marks {
		text, foot := t.text(it)
		t.b.add(it, text, foot)
	}
	return t.err
}

func (t *textWriter) Close() error {
	t.b.release()
	return t.err
}

// binder puts the pages of a document one after another. A paragraph that goes over a page
// break is made one again, and the footnotes between its parts come after it.
type binder struct {
	breaks bool                        // a form feed between pages, and every page as it is
	emit   func(text string, page int) // takes the text in order, each part with its page

	last *Item   // the page before
	tip  string  // the end of the paragraph at its foot, which may go on
	held []piece // what comes after that paragraph
}

// piece is text that waits.
type piece struct {
	text string
	page int
}

// add takes the next page of the document, whose text may go on in the line foot.
func (b *binder) add(it *Item, text string, foot int) {
	switch {
	case b.last == nil:
	case b.breaks:
		b.emit("\f", it.Number)
	case it.Number == b.last.Number+1 && b.last.Tail.Joins(it.Head):
		first, rest, _ := strings.Cut(text, "\n")
		if !cutAtHyphen(b.tip) {
			b.emit(" ", b.last.Number)
		}
		b.emit(first, it.Number)
		if b.tip = first; it.Tail.Open && foot == 0 {
			b.held = append(b.held, piece{rest, it.Number})
			b.last = it
			return
		}
		b.release()
		text, foot = rest, foot-1
	default:
		b.release()
		b.emit("\n", b.last.Number)
	}
	b.last = it
	if !b.breaks && it.Tail.Open {
		end := endOfLine(text, foot)
		b.held = append(b.held, piece{text[end:], it.Number})
		text = text[:end]
		b.tip = text
	}
	b.emit(text, it.Number)
}

// release emits what is held back.
func (b *binder) release() {
	for _, p := range b.held {
		b.emit(p.text, p.page)
	}
	b.held = b.held[:0]
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
