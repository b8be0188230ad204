package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// codeShare is the share of lines with a sign of code from which on a text is code
// or markup, whose line ends mean something. Of pieces of 300 lines that look
// wrapped, prose has 0.02 (48 broken fixtures, 25 shared texts: 0), and 19 of 20 of
// Go, C, Perl and HTML have 0.06 and more.
const codeShare = 0.05

// rowShare is the share of rows of comma-separated values from which on a text is a table of them.
const rowShare = 0.3

// isData reports a table of comma-separated values.
func isData(v *pass.View) bool {
	n, data := 0, 0
	for i, l := range v.Lines() {
		if form := formOf(v, i, l); form != 0 {
			n++
			if form&formRow != 0 {
				data++
			}
		}
	}
	return float64(data) > rowShare*float64(n)
}

// isCode reports a text of a programming or markup language, or of comma-separated values.
func isCode(v *pass.View) bool {
	n, code := 0, 0
	for i, l := range v.Lines() {
		if form := formOf(v, i, l); form != 0 {
			n++
			if form&(formCode|formMarkup) != 0 {
				code++
			}
		}
	}
	return float64(code) > codeShare*float64(n) || isData(v)
}

// quotesCode reports a text of whose lines many have the signs of code: its strings are sentences.
func quotesCode(v *pass.View) bool {
	n, code, shown := 0, 0, linesOf(v)
	for i, l := range v.Lines() {
		if shown[i].within(l).Len() == 0 {
			continue
		}
		n++
		if shown[i].signs&signCode != 0 {
			code++
		}
	}
	return float64(code) > quotedCode*float64(n)
}

// quotedCode: of the shared set, texts in disorder have signs of code in 1 line of 20 at most.
const quotedCode = 0.25

// lineForm is what a line looks like to who asks for code.
type lineForm uint8

const (
	formAny    lineForm = 1 << iota // it is not empty
	formCode                        // see codeLine
	formMarkup                      // see isMarkup
	formRow                         // see isRow
	formSource                      // see hasCodeForm
	formAsked
)

// formOf is the form of line i, 0 if it is empty.
func formOf(v *pass.View, i int, l pass.Range) lineForm {
	s := surveyOf(v).lines[i]
	if s.form == 0 {
		s.form = formAsked
		if l = s.within(l); l.Len() > 0 {
			s.form |= formAny
			for _, q := range [...]struct {
				is   func(page.Text, pass.Range) bool
				what lineForm
			}{{codeLine, formCode}, {isMarkup, formMarkup}, {isRow, formRow}, {hasCodeForm, formSource}} {
				if q.is(v.Text, l) {
					s.form |= q.what
				}
			}
		}
	}
	return s.form &^ formAsked
}

// isMarkup reports a heading, a link, a fence, a row of a table or a rule of the languages that
// mark up plain text.
func isMarkup(t page.Text, l pass.Range) bool {
	switch first := t[l.From].R; first {
	case '#':
		i := l.From
		for i < l.To && t[i].R == '#' {
			i++
		}
		return i < l.To && t[i].R == ' '
	case '|':
		return l.Len() > 1 && t[l.To-1].R == '|'
	case '`', '=', '*', '^', '~':
		if l.Len() >= 3 && !has(t, pass.Range{From: l.From, To: min(l.From+ruleSigns, l.To)}, func(r rune) bool { return r != first }) {
			return true
		}
	}
	for i := l.From + 1; i < l.To; i++ {
		if t[i].R == '(' && t[i-1].R == ']' {
			return true
		}
	}
	return false
}

// ruleSigns is the number of equal signs at the start of a line that make a rule.
const ruleSigns = 3

// isRow reports three values or more with commas, and no space, between. A sentence that is stored
// backwards has its spaces before the commas.
func isRow(t page.Text, l pass.Range) bool {
	n := 0
	for i := l.From; i+1 < l.To; i++ {
		if t[i].R == ',' {
			if isSpace(t[i+1].R) || i > l.From && isSpace(t[i-1].R) && isArabic(t[i+1].R) {
				return false
			}
			n++
		}
	}
	return n >= 2
}

// codeLine reports a line that begins or ends as lines of code and tags do and
// lines of prose do not.
func codeLine(t page.Text, l pass.Range) bool {
	switch first, last := t[l.From].R, t[l.To-1].R; {
	case last == '{' || last == '}' || last == ';' || first == '}' || first == '{':
		return true
	case first == '<':
		return last == '>' || isLatin(at(t, l.From+1)) || at(t, l.From+1) == '/' || at(t, l.From+1) == '!'
	case last == '>':
		return isLatin(at(t, l.To-2)) || at(t, l.To-2) == '"' || at(t, l.To-2) == '/'
	case first == '/':
		return at(t, l.From+1) == '/' || at(t, l.From+1) == '*'
	}
	return false
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// isCodeSign reports what code and markup are full of and sentences do without.
func isCodeSign(r rune) bool {
	switch r {
	case '{', '}', '<', '>', '=', ';', '_', '`', '\'', '"', '\\', '$':
		return true
	}
	return false
}

// formShare is the share of lines with the form of code, see hasCodeForm, from which on all lines
// of a text may be. Of 1,097 files of public repositories with Persian or Arabic in them 9 in 10 of
// programs, data, translations and pages of the web have more; of 450 texts that pdftotext read out
// of the first 15 pages of reports and exercises, many of them on programs, one page of code has,
// and the others 0.40 at most.
const formShare = 0.45

// inCode tells the lines of a view that are code: all those of a text of which formShare has the
// form of it; those between fences; in a text of which codeShare is code beyond doubt those with a
// sign of code, an indent or, in Persian, a sign of comment. What Persian stands in them is data for
// a program, and their order, spaces and letters mean something to it.
// The sentences between them are repaired as anywhere. It is nil for other texts, and for
// pages that were laid out here.
func inCode(v *pass.View) func(i int) bool {
	if v.Firm {
		return nil // formulas look like code, and a page's letters are its font's
	}
	s := surveyOf(v)
	if !s.coded {
		s.coded = true
		s.code, s.allCode = hasCode(v)
		s.fenced = fencedLines(v)
	}
	switch {
	case s.allCode:
		return func(int) bool { return true }
	case !s.code && s.fenced == nil:
		return nil
	}
	t, lines := v.Text, v.Lines()
	return func(i int) bool {
		l := lines[i]
		if s.fenced != nil && s.fenced[i] {
			return true
		}
		if !s.code {
			return false
		}
		if s.lines[i].signs&signCode != 0 || l.Len() > 1 && (t[l.From].R == '\t' || t[l.From].R == ' ' && t[l.From+1].R == ' ') {
			return true
		}
		l = s.lines[i].within(l)
		return s.lines[i].arabic > 0 && isCommentSign(t[l.From].R)
	}
}

// isSource reports a text that is nothing but code.
func isSource(v *pass.View) bool { return inCode(v) != nil && surveyOf(v).allCode }

// hasCode reports a text with so many lines of code that no sentence can be, and one that is
// nothing else.
func hasCode(v *pass.View) (some, all bool) {
	n, code, form := 0, 0, 0
	persian, data := int32(0), int32(0)
	shown := linesOf(v)
	for i, l := range v.Lines() {
		s, f := shown[i], formOf(v, i, l)
		if f == 0 {
			continue
		}
		n++
		if s.arabic == 0 && f&formCode != 0 {
			code++
		}
		if f&formSource != 0 {
			form++
		}
		persian += s.arabic
		if f&formSource != 0 || s.lead > 1 || isCommentSign(v.Text[s.within(l).From].R) {
			data += s.arabic
		}
	}
	some = float64(code) > codeShare*float64(n)
	if n > 0 && n < formLeast {
		return some, isDatum(v)
	}
	all = float64(form) >= formShare*float64(n) && float64(data) >= dataShare*float64(persian)
	return some, all
}

// dataShare is the share of its Arabic letters in lines that have it too, an indent, or a sign of
// comment: what else is written about programs has its sentences between.
const dataShare = 0.5

// formLeast is the number of lines from which on their forms tell: a line or two are an example
// that somebody quotes.
const formLeast = 4

// fencedLines tells the lines between fences, which Markdown puts around code; it is nil if there
// are none.
func fencedLines(v *pass.View) (fenced []bool) {
	shown, open, from := linesOf(v), rune(0), 0
	for i, l := range v.Lines() {
		if l = shown[i].within(l); !isFence(v.Text, l) {
			continue
		}
		switch sign := v.Text[l.From].R; open {
		case 0:
			open, from = sign, i
		case sign:
			if fenced == nil {
				fenced = make([]bool, len(shown))
			}
			for k := from; k <= i; k++ {
				fenced[k] = true
			}
			open = 0
		}
	}
	return fenced
}

// isFence: «```go», «~~~»
func isFence(t page.Text, l pass.Range) bool {
	if l.Len() < ruleSigns || t[l.From].R != '`' && t[l.From].R != '~' {
		return false
	}
	return t[l.From+1].R == t[l.From].R && t[l.From+2].R == t[l.From].R
}

// isDatum reports a text that is one object, list or element: data is written without line
// feeds too.
func isDatum(v *pass.View) bool {
	b := trim(v.Text, pass.Range{To: len(v.Text)})
	first, last := v.Text[b.From].R, v.Text[b.To-1].R
	switch nextSign(v.Text, b, b.From+1) {
	case '{', '[':
		return first == '[' && last == ']'
	case '"':
		return first == '{' && last == '}' || first == '[' && last == ']'
	case '!', '?':
		return first == '<' && last == '>'
	}
	return false
}

// sparingSource is a pass without all edits but those of line ends that it proposes in a text
// that is nothing but code: what nobody sees is there for a purpose (a ZWNJ in a pattern).
func sparingSource(p pass.Pass) pass.Pass {
	return without(p, func(v *pass.View, _ func(i int) bool) func(pass.Edit) bool {
		return func(e pass.Edit) bool { return surveyOf(v).allCode && e.Reason != reasonLineEnd }
	})
}

// sparing is a pass without the edits that it proposes in lines of code.
func sparing(p pass.Pass) pass.Pass {
	return without(p, func(v *pass.View, coded func(i int) bool) func(pass.Edit) bool {
		lines := v.Lines()
		return func(e pass.Edit) bool {
			for i := lineAt(lines, e.At); i < len(lines) && lines[i].From < e.End(); i++ {
				if coded(i) {
					return true
				}
			}
			return false
		}
	})
}

// without is a pass without some of the edits that it proposes in a text with lines of code.
func without(p pass.Pass, unwanted func(v *pass.View, coded func(i int) bool) func(pass.Edit) bool) pass.Pass {
	run := p.Run
	p.Run = func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
		edits, err := run(ctx, v)
		if err != nil || len(edits) == 0 {
			return edits, err
		}
		if coded := inCode(v); coded != nil {
			edits = slices.DeleteFunc(edits, unwanted(v, coded))
		}
		return edits, nil
	}
	return p
}
