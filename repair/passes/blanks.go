package passes

import (
	"context"
	"unicode"

	"github.com/paknevis/paknevis/repair/pass"
)

// Blanks takes out white space that means nothing.
func Blanks() pass.Pass {
	return pass.Pass{
		Name:  "blanks",
		Class: pass.Lossless,
		After: []string{"paragraphs"},
		Doc: `Fault: lines start or end with spaces, words are parted by two or three.
Cause: extractors put a space for every gap, and where runs of text meet both bring one.
Repair: spaces at the ends of a line with Arabic letters and in an empty line are dropped (edge); two or three
spaces between its words become one (run); of several empty lines beside it one stays (empty-lines).
Left alone: lines without Arabic letters, whose spaces may be code; gaps of four spaces and more, and
tabs, which part columns and hemistichs.
Risk: none for reading.`,
		Run: blanks,
	}
}

func blanks(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, lines := v.Text, v.Lines()
	empty, before := 0, false // empty lines so far, and whether the line before them has Arabic letters
	for i, l := range lines {
		b := trim(t, l)
		if b.Len() == 0 {
			if l.Len() > 0 && !has(t, l, func(r rune) bool { return r == '\f' }) {
				edits = append(edits, v.Delete(l, "edge", certain))
			}
			empty++
			continue
		}
		arabic := has(t, b, isArabic)
		if empty > 1 && (arabic || before) && empty <= i {
			edits = append(edits, emptyLines(v, i, empty)...)
		}
		empty, before = 0, arabic
		if !arabic {
			continue
		}
		if b.From > l.From && !has(t, pass.Range{From: l.From, To: b.From}, func(r rune) bool { return r == '\f' || r == '\t' }) {
			edits = append(edits, v.Delete(pass.Range{From: l.From, To: b.From}, "edge", certain))
		}
		if b.To < l.To && !has(t, pass.Range{From: b.To, To: l.To}, func(r rune) bool { return r == '\f' }) {
			edits = append(edits, v.Delete(pass.Range{From: b.To, To: l.To}, "edge", certain))
		}
		for k := b.From; k < b.To; k++ {
			if t[k].R != ' ' {
				continue
			}
			from := k
			for t[k+1].R == ' ' {
				k++
			}
			if n := k - from; n > 0 && n < columnGap-1 && !unicode.IsSpace(t[k+1].R) && !unicode.IsSpace(t[from-1].R) {
				edits = append(edits, v.Delete(pass.Range{From: from + 1, To: k + 1}, "run", certain))
			}
		}
	}
	return edits, nil
}

// emptyLines drops all but one of the n empty lines before line i.
func emptyLines(v *pass.View, i, n int) (edits []pass.Edit) {
	lines := v.Lines()
	for k := i - n + 1; k < i; k++ {
		if l := lines[k]; !has(v.Text, l, func(r rune) bool { return r == '\f' }) {
			edits = append(edits, v.Delete(pass.Range{From: l.To, To: l.To + 1}, "empty-lines", certain))
		}
	}
	return edits
}
