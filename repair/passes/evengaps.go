package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/pass"
)

// EvenGaps halves the gaps between words where all of a text are doubled.
func EvenGaps() pass.Pass {
	return pass.Pass{
		Name:  "even-gaps",
		Class: pass.Lossless,
		After: []string{"controls"},
		Doc: `Fault: two spaces stand between all words, and four where there were two.
Cause: the PDF has a space glyph for every gap, and the extractor writes another for its width.
Repair: where hardly a gap of a text is an odd number of spaces and many are two, those of two and four are halved (even),
so that two spaces mean again what they mean in a text whose runs changed places.
Left alone: texts with single spaces between words; gaps at the ends of lines and those of six spaces and more, which part
columns; texts in other languages; lines with tabs.
Risk: columns of single words that are four spaces apart, in a text with two spaces between all other words.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return evenGaps(v), nil },
	}
}

// What shows such a text. Tuned on the shared set with all its spaces doubled.
const (
	evenLeast  = 20   // gaps of two spaces
	evenDouble = 0.4  // share of two spaces among the gaps
	evenOdd    = 0.02 // share of an odd number at most
	evenMost   = 4    // spaces of a gap that is halved
)

func evenGaps(v *pass.View) (edits []pass.Edit) {
	if !shows(v, signTwice) {
		return nil
	}
	gaps, double, odd := 0, 0, 0
	var halved []pass.Range // what each gap has too much
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].arabic == 0 || has(v.Text, l, func(r rune) bool { return r == '\t' }) {
			continue
		}
		l = lines[n].within(l)
		for i := l.From; i < l.To; i++ {
			from := i
			for i < l.To && v.Text[i].R == ' ' {
				i++
			}
			width := i - from
			if width == 0 {
				continue
			}
			gaps++
			switch {
			case width%2 == 1:
				odd++
			case width == 2:
				double++
				fallthrough
			case width <= evenMost:
				halved = append(halved, pass.Range{From: from + width/2, To: i})
			}
		}
	}
	if double < evenLeast || float64(double) < evenDouble*float64(gaps) || float64(odd) > evenOdd*float64(gaps) || isOthers(nil, v) {
		return nil
	}
	for _, r := range halved {
		edits = append(edits, v.Delete(r, "even", 0.95))
	}
	return edits
}
