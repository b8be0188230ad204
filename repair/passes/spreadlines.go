package passes

import (
	"context"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// SpreadLines takes the spaces out of the words of lines that were spread over their column.
func SpreadLines(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "spread-lines",
		Class: pass.Inferred,
		After: []string{"direction"},
		Doc: `Fault: every letter of a line, or every group of letters that are drawn joined, has a space behind it: «د ا نش جو یا ن».
Cause: the line was justified by moving its letters, or stretched by strokes that have no name; pdftotext takes each
gap for a space.
Repair: a line is spread if hardly a letter that joins none on its left has the next one behind it, and many stand alone; a
weaker sign is enough beside such lines. It keeps the spaces with which the language model reads it best, and where shapes do
not join (split), and none before a sign that ends a sentence or a part of one (before-sign). Where several words of a text are known only without a space behind such a letter, the lines that
hold one lose these spaces likewise.
Left alone: lines in which every letter may stand by itself, and lines of which some words stay unknown.
Risk: a line of single letters that make words.`,
		Run: func(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
			if m == nil || isOthers(m, v) {
				return nil, nil
			}
			spread, torn := spreadLines(m, v), tearsWords(m, v)
			if len(spread) == 0 && !torn {
				return nil, nil
			}
			for n, l := range v.Lines() {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				p := parter{m: m, v: v, t: v.Text, l: linesOf(v)[n].within(l)}
				switch {
				case spread[n]:
					p.within = p.apart
					edits = p.gather(edits)
				case torn && hasTornWord(m, v, n):
					p.within, p.cost = p.apartBehind, splitCost
					edits = p.mend(edits)
				}
			}
			return edits, nil
		},
	}
}

// A line that was spread over its column: every letter, or every group of letters that are drawn
// joined, was moved by itself, and readers take each gap for a space. Most letters that do not
// join on end a piece then, of which in sound Persian two in five end a word. Tuned on pages of
// Word and Qt through pdftotext, and on 24 MB of clean text, in which no such line may be changed.
const (
	spreadEnds   = 8    // letters that do not join on and have a space behind them, at least
	spreadInside = 0.25 // of them all, that may have a letter right behind them
	spreadAlone  = 4    // letters that stand alone, but for و, at least
	spreadGaps   = 3    // fewest gaps of a line
	spreadKnown  = 0.85 // share of the letters in known words, once the spaces are out
	spreadPiece  = 60   // code points of a piece of a longer line that is asked for its words
	spreadWords  = 3.8  // most letters of the Arabic script to a gap; running text has 3.9

	// The same of lines of a text that has some which were spread.
	besideEnds   = 3
	besideInside = 0.5
	besideAlone  = 2
)

// spreadLines are the lines of a text that were spread.
func spreadLines(m *lang.Model, v *pass.View) map[int]bool {
	spread := make(map[int]bool)
	s := surveyOf(v)
	for n := range v.Lines() {
		if !hasManyGaps(v, n) || s.lines[n].signs&signApart == 0 && s.readsWell(m, v, n) {
			continue
		}
		if c := countSpread(v, n); c.ends >= spreadEnds && c.alone >= spreadAlone && c.insideMost(spreadInside) {
			spread[n] = true
		}
	}
	if len(spread) == 0 {
		return nil
	}
	for n := range v.Lines() {
		if !hasManyGaps(v, n) {
			continue
		}
		if c := countSpread(v, n); c.ends >= besideEnds && c.alone >= besideAlone && c.insideMost(besideInside) {
			spread[n] = true
		}
	}
	return spread
}

// hasManyGaps is the gate.
func hasManyGaps(v *pass.View, n int) bool {
	gaps, l := 0, v.Lines()[n]
	for _, c := range v.Text[l.From:l.To] {
		if c.R == ' ' {
			gaps++
		}
	}
	return gaps >= spreadGaps && float64(linesOf(v)[n].arabic) <= spreadWords*float64(gaps)
}

// spreadCount is what tells that a line was spread.
type spreadCount struct {
	ends, inside int // letters that do not join on before a space and a letter, and right before a letter
	alone        int // letters that stand alone, but for و
}

// insideMost reports that no more than a share of the letters that do not join on stand right
// before a letter.
func (c spreadCount) insideMost(share float64) bool {
	return float64(c.inside) <= share*float64(c.ends+c.inside)
}

func countSpread(v *pass.View, n int) (c spreadCount) {
	t, l := v.Text, v.Lines()[n]
	for i := l.From; i < l.To; i++ {
		if !isArabic(t[i].R) {
			continue
		}
		next := i + 1
		for next < l.To && isMark(t[next].R) {
			next++
		}
		r := last(baseOf(t[i].R))
		if !joinsNext(r) {
			switch {
			case next+1 < l.To && t[next].R == ' ' && isArabic(t[next+1].R):
				c.ends++
			case next < l.To && isArabic(t[next].R):
				c.inside++
			}
		}
		if r != waw && (i == l.From || t[i-1].R == ' ') && (next == l.To || t[next].R == ' ') {
			c.alone++
		}
	}
	return c
}

// apart reports a space between two letters that may stand in one word, as far as their
// shapes tell.
func (p *parter) apart(i int) bool {
	if p.t[i].R != ' ' || !isArabic(at(p.t, i+1)) {
		return false
	}
	k := i - 1
	for k > p.l.From && isMark(p.t[k].R) {
		k--
	}
	a, b := edgeOf(p.t, k), edgeOf(p.t, i+1)
	if !a.letter || !b.letter || k < p.l.From {
		return false
	}
	if joinsNext(last(baseOf(p.t[k].R))) {
		return (!a.sure || a.reach) && (!b.sure || b.takes)
	}
	return !b.sure || !b.takes
}

// apartBehind is apart behind a letter that does not join on.
func (p *parter) apartBehind(i int) bool {
	return p.apart(i) && !p.between(i)
}

// gather takes the spaces out of the words of a line that was spread, where it consists of
// words then; of a long one, a paragraph, wherever a piece of it does: a verse or a name in it is no reason to leave the rest.
func (p *parter) gather(edits []pass.Edit) []pass.Edit {
	found := p.mend(nil)
	if len(found) == 0 {
		return edits
	}
	out := make(map[int]bool, len(found))
	for _, e := range found {
		out[e.At] = true
	}
	if p.readsWithout(p.l, out) {
		for i := p.l.From + 1; i+1 < p.l.To; i++ {
			if p.t[i].R == ' ' && strings.ContainsRune(".:!"+pausingSigns, p.t[i+1].R) {
				found = append(found, p.v.Delete(pass.Range{From: i, To: i + 1}, "before-sign", 0.9))
			}
		}
		return append(edits, found...)
	}
	for from := p.l.From; from < p.l.To && p.l.Len() > spreadPiece; {
		to := from + 1
		for to < p.l.To && (to-from < spreadPiece || p.t[to].R != ' ' || out[to]) {
			to++
		}
		if piece := (pass.Range{From: from, To: to}); p.readsWithout(piece, out) {
			for _, e := range found {
				if e.At >= from && e.At < to {
					edits = append(edits, e)
				}
			}
		}
		from = to
	}
	return edits
}

// readsWithout reports a stretch that consists of known words for the most part, without these spaces.
func (p *parter) readsWithout(l pass.Range, out map[int]bool) bool {
	rs := make([]rune, 0, l.Len())
	for i := l.From; i < l.To; i++ {
		if !out[i] {
			rs = append(rs, baseOf(p.t[i].R)...)
		}
	}
	return p.m.Coverage(rs) >= spreadKnown
}
