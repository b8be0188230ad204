package passes

import (
	"context"
	"math"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

const reasonReversedRuns = "reversed-runs"

const runsDoc = `Runs of a line in the order of the page from the left.

Fault: «را به موزه آوردند. کارگران کتاب‌ها» for «کارگران کتاب‌ها را به موزه
آوردند.». Cause: a right-to-left line was painted as several runs, broken at
ZWNJs, letters of another font, digits, or every word of a stretched line; the
extractor emitted the runs from left to right, each with its letters in order.
Repair: reversed-runs puts the runs of a line in the order that a language
model, the document's own phrases and the neighbouring lines like best.
Left alone: texts of which the model finds few lines sick; lines read off a
page, whose order is known; lines in other languages; readings that are not
clearly better than the line as it stands.
Risk: of two readings that both make sense the wrong one.`

// minGain is how much better than the line as it stands a reading must be, in
// nats, to be proposed. Tuned on texts with reversed runs made by our own
// damage library and on the shared set.
const minGain = 3

// Runs puts the runs of scrambled lines in order. Without a model it proposes
// nothing; rd may be nil.
func Runs(m *lang.Model, rd *order.Reader) pass.Pass {
	return pass.Pass{
		Name: "runs", Doc: runsDoc, Class: pass.Inferred, After: []string{"letters"},
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
			g := guard{m: m, v: v}
			if m == nil || v.Firm || !g.disordered() {
				return nil, nil
			}
			var at []pass.Range
			var lines [][]rune
			for _, l := range v.Lines() {
				if l = trim(v.Text, l); !scrambled(v, l) {
					continue
				}
				at, lines = append(at, l), append(lines, v.Runes(l))
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if rd == nil {
				rd = order.NewReader(m)
			}
			var edits []pass.Edit
			for i, c := range rd.Lines(lines, order.Options{}) {
				if len(c.Runs) > 1 && c.Gain >= minGain {
					edits = append(edits, v.Edit(at[i], placed(m, v.Text[at[i].From:at[i].To], c.Runs), reasonReversedRuns, 1-math.Exp(-c.Gain/minGain)))
				}
			}
			return edits, ctx.Err()
		},
	}
}

// minScrambled is the least length in code points of a line that is searched:
// shorter ones read well in any order.
const minScrambled = 12

// scrambled reports whether a line of a distrusted text is one to search: not
// too long for it, and Persian for the most part.
func scrambled(v *pass.View, l pass.Range) bool {
	if l.Len() < minScrambled || l.Len() > order.MaxLine {
		return false
	}
	letters, other := 0, 0
	for _, c := range v.Text[l.From:l.To] {
		switch s := lang.SymbolOf(c.R); {
		case s.Letter():
			letters++
		case s != lang.Gap && s != lang.Skip:
			other++
		}
	}
	return letters > 2*other
}

// joinedFrom is the probability from which on a gap that the reading infers is
// a ZWNJ. Runs end at ZWNJs, which leave nothing behind, and a space mostly
// stays with its run: so a lost gap is a ZWNJ even where a space is as likely.
const joinedFrom = 0.3

// placed puts the runs of a line one after another, with gaps between where the
// reading wants them and none at the ends.
func placed(m *lang.Model, line page.Text, runs []order.Run) page.Text {
	out := make(page.Text, 0, len(line)+len(runs))
	for _, r := range runs {
		run := line[r.From:r.To]
		if r.Gap {
			gap := page.Char{R: ' ', From: page.Inferred}
			if m.Joint(pieceEnd(out), pieceStart(run), nil, nil) >= joinedFrom {
				gap.R = '\u200C' // ZERO WIDTH NON-JOINER
			}
			out = append(out, gap)
		}
		out = append(out, run...)
	}
	return out
}

// pieceEnd is the key of the solid letters at the end of a text.
func pieceEnd(t page.Text) []byte {
	from := len(t)
	for from > 0 && (lang.SymbolOf(t[from-1].R).Letter() || isMark(t[from-1].R)) {
		from--
	}
	key, _, _ := lang.Key(t[from:].String())
	return key
}

// pieceStart is the key of the solid letters at the start of a text.
func pieceStart(t page.Text) []byte {
	to := 0
	for to < len(t) && (lang.SymbolOf(t[to].R).Letter() || isMark(t[to].R)) {
		to++
	}
	key, _, _ := lang.Key(t[:to].String())
	return key
}
