package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// WideGaps tells the spaces inside of words from those between them where the latter are two.
func WideGaps() pass.Pass {
	return pass.Pass{
		Name:  "wide-gaps",
		Class: pass.Inferred,
		After: []string{"direction", "forms", "letters", "runs", "word-order", "stretches"},
		Doc: `Fault: two spaces stand between words, and one where a ZWNJ was.
Cause: the PDF has a space glyph between words and a gap too, for which the extractor writes another space (mutool, of
Google Docs).
Repair: where most gaps of a text are of two spaces and most of the others stand beside an ending or a prefix, those are
ZWNJs (joiner), and two or three spaces are one (gap).
Left alone: texts with few single spaces of that kind; single spaces beside Latin words, numbers and signs; wider gaps.
Risk: a word that keeps to the next by a single space for another reason gets a ZWNJ.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return wideGaps(v), nil },
	}
}

// What shows such a text. Two papers of Google Docs through mutool have 8 and 23 times as many gaps of
// two spaces as of one, no other text of 480 through six readers has 2 times as many.
const (
	wideLeast = 40  // gaps of two spaces or more between letters of the Arabic script
	wideTimes = 3.0 // to one of a single space
	wideBound = 0.5 // of the single ones beside an ending or a prefix
	widest    = 3   // spaces of a gap between words: one each for the glyph, the gap and a change of direction
)

func wideGaps(v *pass.View) (edits []pass.Edit) {
	t, shown := v.Text, linesOf(v)
	if wideWords(v) < wideLeast {
		return nil
	}
	type single struct {
		at   int
		line pass.Range
	}
	var narrow []single
	var wide []pass.Range
	words := 0
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isSpace(t[i].R) {
				continue
			}
			gap := pass.Range{From: i, To: i}
			for gap.To < l.To && isSpace(t[gap.To].R) {
				gap.To++
			}
			i = gap.To - 1
			between := gap.From > l.From && gap.To < l.To && isArabic(t[gap.From-1].R) && isArabic(t[gap.To].R)
			switch {
			case gap.Len() > 1:
				if gap.From > l.From && gap.To < l.To && gap.Len() <= widest {
					wide = append(wide, gap)
				}
				if between {
					words++
				}
			case between:
				narrow = append(narrow, single{gap.From, l})
			}
		}
	}
	if words < wideLeast || float64(words) < wideTimes*float64(len(narrow)) || len(narrow) == 0 {
		return nil
	}
	bound := 0
	for _, s := range narrow {
		if isBound(v, s.line, s.at) {
			bound++
		}
	}
	if float64(bound) < wideBound*float64(len(narrow)) {
		return nil
	}
	for _, s := range narrow {
		if joinsNext(t[s.at-1].R) {
			edits = append(edits, v.Replace(s.at, []rune{zwnj}, "joiner", 0.9))
		}
	}
	for _, gap := range wide {
		edits = append(edits, v.Edit(gap, page.Text{t[gap.From]}, "gap", 0.9))
	}
	return edits
}

// wideWords counts the gaps of two spaces or more between letters, in lines that have such: those
// of one are far more, and are looked at only where these are many.
func wideWords(v *pass.View) (n int) {
	t, shown := v.Text, linesOf(v)
	for k, l := range v.Lines() {
		if shown[k].arabic == 0 || shown[k].signs&signSpaces == 0 {
			continue
		}
		for i := l.From + 1; i < l.To; i++ {
			from := i
			for i < l.To && isSpace(t[i].R) {
				i++
			}
			if i-from > 1 && i < l.To && isArabic(t[from-1].R) && isArabic(t[i].R) {
				n++
			}
		}
	}
	return n
}
