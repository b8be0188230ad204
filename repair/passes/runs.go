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
				// A space at the end of the line belongs to the run there.
				if l.To < len(v.Text) && v.Text[l.To].R == ' ' {
					l.To++
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
					edits = append(edits, v.Edit(at[i], placed(m, v.Text[at[i].From:at[i].To], c.Reading), reasonReversedRuns, 1-math.Exp(-c.Gain/minGain)))
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

// A gap between two runs is a ZWNJ from these probabilities on, which careful
// text gives for the two pieces: runs end at ZWNJs, which leave nothing behind,
// and a space is seldom lost. So a gap without a trace is a ZWNJ even where a
// space is far likelier, and one with a space on its one side only where none is:
// extractors leave the space now with its run, now in its place on the line.
const (
	joinedUntraced = 0.05
	joinedTraced   = 0.9
)

// placed puts the runs of a line one after another, with gaps between where the
// reading wants them and none at the ends.
func placed(m *lang.Model, line page.Text, r order.Reading) page.Text {
	out := make(page.Text, 0, len(line)+len(r.Runs))
	for k, run := range r.Runs {
		text := line[run.From:run.To]
		if k == 0 {
			out = append(out, text...)
			continue
		}
		before := out
		for n := len(before); n > 0 && isSpace(before[n-1].R); n = len(before) {
			before = before[:n-1]
		}
		for len(text) > 0 && isSpace(text[0].R) {
			text = text[1:]
		}
		parted := run.Gap || len(before) < len(out) || len(text) < run.To-run.From
		// What ends a run in this order began its neighbour in that.
		own, place := !run.Gap, isSpace(line[run.To-1].R)
		from := joinedUntraced
		switch {
		case own && place || r.Stretched && place:
			from = 2
		case own && !r.Stretched:
			from = joinedTraced
		}
		switch {
		case !parted, len(text) > 0 && isStop(text[0].R) && len(before) > 0 && isArabic(before[len(before)-1].R):
			out = before
		case m.Joint(pieceEnd(before), pieceStart(text), nil, nil) >= from:
			out = append(before, page.Char{R: zwnj, From: page.Inferred})
		case run.Gap || len(before) == len(out):
			out = append(before, page.Char{R: ' ', From: page.Inferred})
		}
		out = append(out, text...)
	}
	for n := len(out); n > 0 && isSpace(out[n-1].R); n = len(out) {
		out = out[:n-1]
	}
	for len(out) > 0 && isSpace(out[0].R) {
		out = out[1:]
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
