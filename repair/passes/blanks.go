package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Blanks takes out white space that means nothing.
func Blanks(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "blanks",
		Class: pass.Lossless,
		After: []string{"paragraphs"},
		Doc: `Fault: lines start or end with spaces, words are parted by two or three.
Cause: extractors put a space for every gap, and where runs of text meet both bring one.
Repair: spaces at the ends of a line with Arabic letters and in an empty line after it are dropped (edge); two or three
spaces between its words become one (run); of several empty lines beside it one stays, and none at the ends of the text (empty-lines).
Left alone: the spaces of texts in other languages, unless they come off a page; runs of spaces in a text whose
words changed places, where they tell how; lines without Arabic letters, whose spaces may be code; indents and gaps
of four spaces and more, and
tabs, which part columns and hemistichs.
Risk: none for reading.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return blanks(m, v), nil },
	}
}

func blanks(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	t, lines, shown, g := v.Text, v.Lines(), linesOf(v), guard{m: m, v: v}
	others, asked := false, false // asked only where a space is one too many
	last, prose := -1, false      // the last line with text, and whether that is written in Arabic letters
	for i, l := range lines {
		b := trim(t, l)
		if b.Len() == 0 {
			continue
		}
		now := isProse(t, b, shown[i])
		if now && (prose || last < 0) || prose && i-last > 2 && now {
			edits = append(edits, between(v, last, i)...)
		}
		last, prose = i, now
		if !now {
			continue
		}
		twice := shown[i].signs&signTwice != 0 && twoSpaces(t, b)
		if !twice && b == l {
			continue
		}
		if !asked {
			asked, others = true, isOthers(nil, v)
		}
		if others {
			continue
		}
		for _, edge := range [...]pass.Range{{From: l.From, To: b.From}, {From: b.To, To: l.To}} {
			indent := edge.From == l.From && edge.Len() >= columnGap // code, or a column
			if edge.Len() > 0 && !indent && !has(t, edge, func(r rune) bool { return r == '\f' || r == '\t' }) {
				edits = append(edits, v.Delete(edge, "edge", certain))
			}
		}
		if twice && !g.distrusted() {
			edits = runs(v, b, edits)
		}
	}
	if prose {
		edits = append(edits, between(v, last, len(lines))...)
	}
	return edits
}

// twoSpaces is the gate for runs.
func twoSpaces(t page.Text, b pass.Range) bool {
	for i := b.From + 1; i < b.To; i++ {
		if t[i].R == ' ' && t[i-1].R == ' ' {
			return true
		}
	}
	return false
}

// isProse reports a line of mostly Arabic letters that no sign of a comment opens.
func isProse(t page.Text, b pass.Range, shown *line) bool {
	switch t[b.From].R {
	case '#', '/', ';', '%', '<', '{', '|':
		return false
	}
	return shown.arabic > shown.foreign
}

// runs makes one space of two or three in a line.
func runs(v *pass.View, b pass.Range, edits []pass.Edit) []pass.Edit {
	t := v.Text
	for k := b.From; k < b.To; k++ {
		if t[k].R != ' ' {
			continue
		}
		from := k
		for t[k+1].R == ' ' {
			k++
		}
		if n := k + 1 - from; n > 1 && n < columnGap && !isWhite(t[k+1].R) && !isWhite(t[from-1].R) {
			edits = append(edits, v.Delete(pass.Range{From: from + 1, To: k + 1}, "run", certain))
		}
	}
	return edits
}

// between cleans the empty lines between lines i and j, of which at most one
// stays; none at the start of the text (i is -1) and at its end.
func between(v *pass.View, i, j int) (edits []pass.Edit) {
	lines := v.Lines()
	for k := i + 1; k < j; k++ {
		l := lines[k]
		if has(v.Text, l, func(r rune) bool { return r == '\f' }) {
			continue
		}
		first := k == i+1 && i >= 0 && j < len(lines)
		switch {
		case first && l.Len() == 1: // more may be the indent of code
			edits = append(edits, v.Delete(l, "edge", certain))
		case !first && l.To < len(v.Text):
			edits = append(edits, v.Delete(pass.Range{From: l.From, To: l.To + 1}, "empty-lines", certain))
		case !first && l.Len() > 0:
			edits = append(edits, v.Delete(l, "edge", certain))
		}
	}
	return edits
}
