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

// isCode reports a text of a programming or markup language.
func isCode(v *pass.View) bool {
	n, code := 0, 0
	shown := linesOf(v)
	for i, l := range v.Lines() {
		if l = shown[i].within(l); l.Len() == 0 {
			continue
		}
		n++
		if codeLine(v.Text, l) {
			code++
		}
	}
	return float64(code) > codeShare*float64(n)
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

// inCode tells the lines of a view that are code: in a text of which codeShare is
// code beyond doubt, those with a sign of code or an indent. What Persian stands in
// them is data for a program, and their order, spaces and letters mean something to it.
// The sentences between them are repaired as anywhere. It is nil for other texts, and for
// pages that were laid out here.
func inCode(v *pass.View) func(i int) bool {
	if v.Firm {
		return nil // formulas look like code, and a page's letters are its font's
	}
	s := surveyOf(v)
	if !s.coded {
		s.coded, s.code = true, hasCode(v)
	}
	if !s.code {
		return nil
	}
	t, lines := v.Text, v.Lines()
	return func(i int) bool {
		l := lines[i]
		return s.lines[i].signs&signCode != 0 || l.Len() > 1 && (t[l.From].R == '\t' || t[l.From].R == ' ' && t[l.From+1].R == ' ')
	}
}

// hasCode reports a text with so many lines of code that no sentence can be.
func hasCode(v *pass.View) bool {
	n, code := 0, 0
	shown := linesOf(v)
	for i, l := range v.Lines() {
		if l = shown[i].within(l); l.Len() == 0 {
			continue
		}
		n++
		if shown[i].arabic == 0 && codeLine(v.Text, l) {
			code++
		}
	}
	return float64(code) > codeShare*float64(n)
}

// sparing is a pass without the edits that it proposes in lines of code.
func sparing(p pass.Pass) pass.Pass {
	run := p.Run
	p.Run = func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
		edits, err := run(ctx, v)
		if err != nil || len(edits) == 0 {
			return edits, err
		}
		coded := inCode(v)
		if coded == nil {
			return edits, nil
		}
		lines := v.Lines()
		return slices.DeleteFunc(edits, func(e pass.Edit) bool {
			i, found := slices.BinarySearchFunc(lines, e.At, func(l pass.Range, at int) int { return l.From - at })
			if !found {
				i-- // the line that e begins in
			}
			for ; i < len(lines) && lines[i].From < e.End(); i++ {
				if coded(i) {
					return true
				}
			}
			return false
		}), nil
	}
	return p
}
