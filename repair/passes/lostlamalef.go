package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LostLamAlef puts lam-alefs back that a text lost.
func LostLamAlef(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "lost-lam-alef",
		Class: pass.Inferred,
		After: []string{"direction"}, // before spread-lines, which joins what is left of a word
		Doc: `Fault: every lam-alef of a text is missing, and a space stands in its place or nothing: «اط عات» or «اطعات» for اطلاعات.
Cause: the glyph of the ligature has no name in the font's map, and the extractor writes the gap of its width, or leaves it out.
Repair: in a text without a single lam-alef in which several strings that are no words become frequent ones by it, strings become
words by one where their line reads better so (lost).
Left alone: texts with a lam-alef, or with lines that were spread by their letters; strings that no lam-alef makes a word.
Risk: a word that is one with and without, as با and بالا.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return lostLamAlef(ctx, m, v) },
	}
}

// Tuned on texts that lost theirs, and on clean texts, which must stay.
const (
	lostFrequent = 20.0  // sightings of a word that tells of a lost lam-alef
	lostTimes    = 20.0  // and so many times as many as of what stands there
	lostWords    = 3     // fewest different words that do
	lostLong     = 200   // words from which on the want of lam-alefs tells as much as one of them: one text in fifty has none
	lostShare    = 0.004 // and share of them among all: Persian has lam-alefs in 2 % of its words, Arabic in 8
	lostKnown    = 4.0   // nats by which a line must read better with one where it is of words without
	lostAround   = 12    // code points on both sides that it is read with
)

// lamAlefs are the letters of the ligature and of those with signs.
var lamAlefs = [][]rune{{lam, alef}, {lam, '\u0623'}, {lam, '\u0625'}, {lam, '\u0622'}} // ALEF WITH HAMZA ABOVE, BELOW, MADDA

func lostLamAlef(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || hasLamAlef(v.Text) {
		return nil, nil
	}
	r := lossReader{m: m, v: v, words: wordsOf(v), s: surveyOf(v).spellerOf(m)}
	if !r.lost() || len(spreadLines(m, v)) > 0 { // whose letters stand apart: what is missing is told once they are put together
		return nil, nil
	}
	for i := 0; i < len(r.words); i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		at, new, by := pass.Range{}, page.Text(nil), 0.0
		for _, p := range r.places(i) {
			known := r.s.isKnown(&r.words[i]) && (p.at.To <= int(r.words[i].to) || r.s.isKnown(&r.words[i+1]))
			for _, x := range lamAlefs {
				t := slices.Concat(v.Text[p.at.From:p.before], lettersAt(v.Text[min(p.before, p.at.To-1)].From, x), v.Text[p.after:p.at.To])
				if !m.Known(t.String()) {
					continue
				}
				gain := r.gain(p.at, t)
				if known {
					gain -= lostKnown
				}
				if gain > by {
					at, new, by = p.at, t, gain
				}
			}
		}
		if new == nil || !ownAround(m, v, at) {
			continue
		}
		if edits = append(edits, v.Edit(at, new, "lost", 0.8)); at.To > int(r.words[i].to) {
			i++
		}
	}
	return edits, nil
}

// hasLamAlef reports a text with a lam before an alef, or its ligature.
func hasLamAlef(t page.Text) bool {
	for i, c := range t {
		if c.R == lam && isAlef(at(t, i+1)) || c.R >= '\uFEF5' && c.R <= '\uFEFC' { // the ligatures
			return true
		}
	}
	return false
}

// lettersAt are letters that are read where something else stood in the input.
func lettersAt(from int32, rs []rune) (t page.Text) {
	for _, r := range rs {
		t = append(t, keep(from, r))
	}
	return t
}

// lossReader finds where a text lost lam-alefs.
type lossReader struct {
	m     *lang.Model
	v     *pass.View
	words []persianWord
	s     *speller
	gaps  bool // a space stands where one was inside of a word
}

// lossPlace is where a lam-alef may have been: between before and after, in a stretch that is a word then.
type lossPlace struct {
	at            pass.Range
	before, after int
}

// lost reports whether the text lost its lam-alefs, and learns what stands in their place.
func (r *lossReader) lost() bool {
	told := make(map[string]bool)
	n, gaps := 0, 0
	for i := range r.words {
		w := &r.words[i]
		if w.mask != 0 {
			continue
		}
		if r.isPair(i) && r.words[i+1].mask == 0 && r.tells(w.key, r.words[i+1].key, true) {
			told[string(w.key)+" "+string(r.words[i+1].key)] = true
			n++
			gaps++
			continue
		}
		for k := range len(w.key) + 1 {
			if r.tells(w.key[:k], w.key[k:], false) {
				told[string(w.key)] = true
				if n++; k > 0 && k < len(w.key) {
					gaps--
				}
				break
			}
		}
	}
	r.gaps = gaps > 0
	least := lostWords
	if len(r.words) >= lostLong {
		least--
	}
	return len(told) >= least && float64(n) >= lostShare*float64(len(r.words))
}

// tells reports two strings, with a space between or not, that are a word with a lam-alef between, a frequent
// one and far more so than they are.
func (r *lossReader) tells(first, second []byte, apart bool) bool {
	if len(first)+len(second) < 2 || len(first)+len(second)+2 > maxLetters {
		return false
	}
	most := 0.0
	for _, x := range lamAlefs {
		key := append(slices.Clone(first), byte(lang.SymbolOf(x[0])), byte(lang.SymbolOf(x[1])))
		most = max(most, r.m.Frequency(append(key, second...)))
	}
	if most < lostFrequent {
		return false
	}
	if !apart {
		return most >= lostTimes*r.m.Frequency(slices.Concat(first, second))
	}
	seen, _ := r.m.Pair(lang.Spell(first), lang.Spell(second))
	if most < lostTimes*seen {
		return false
	}
	// Without a lam-alef among so many words two that are never seen beside each other tell, however often each is: «س م».
	return len(r.words) >= lostLong || most >= lostTimes*min(r.m.Frequency(first), r.m.Frequency(second))
}

// isPair reports that a single space parts a word from the next.
func (r *lossReader) isPair(i int) bool {
	if i+1 == len(r.words) {
		return false
	}
	w, next := &r.words[i], &r.words[i+1]
	return next.after && next.from == w.to+1
}

// places are where a lam-alef may have been in a word or between it and the next.
func (r *lossReader) places(i int) (places []lossPlace) {
	w := &r.words[i]
	from, to := int(w.from), int(w.to)
	if r.gaps && r.isPair(i) {
		next := &r.words[i+1]
		places = append(places, lossPlace{pass.Range{From: from, To: int(next.to)}, to, int(next.from)})
	}
	end := to
	if r.v.Text[to-1].R == fathatan { // which stands on the alef
		end--
	}
	for k := from; k <= end; k++ {
		if k == from || k == end || !r.gaps {
			places = append(places, lossPlace{pass.Range{From: from, To: to}, k, k})
		}
	}
	return places
}

// gain is by how many nats a stretch reads better as another.
func (r *lossReader) gain(at pass.Range, new page.Text) float64 {
	t := r.v.Text
	before := plainLetters(t, pass.Range{From: max(0, at.From-lostAround), To: at.From})
	after := plainLetters(t, pass.Range{From: at.To, To: min(len(t), at.To+lostAround)})
	return r.m.LogProb(before, append(plainOf(new), after...)) - r.m.LogProb(before, append(plainLetters(t, at), after...))
}
