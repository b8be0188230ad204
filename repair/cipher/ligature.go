package cipher

import (
	"slices"

	"github.com/paknevis/paknevis/repair/script"
)

// Nazanin and its relatives draw pairs of letters as one glyph (ماه, نما), which XeTeX and
// Word embed and do not name. They are looked for where no single letter will do.

const (
	// pairPrice is the price of a ligature in nats: there are ten times as many as letters.
	pairPrice = 3.0
	// pairMargin is minMargin for ligatures, and pairWords how many different words have to
	// speak for one that no other cut of the family has. Tuned on the letters that TestDeletion
	// takes out, of which none may become a pair.
	pairMargin = 8.0
	pairWords  = 2
)

// pairsIn are the ligatures of two letters of Arabic Presentation Forms-A, in the letters of a
// language.
func pairsIn(tag string) [][]rune {
	var pairs []string
	for r := '\uFC00'; r <= '\uFD3D'; r++ {
		sh, ok := script.Unshape(r)
		if !ok {
			continue
		}
		pair := []rune(sh.Base)
		if len(pair) != 2 || script.IsMark(pair[0]) || script.IsMark(pair[1]) {
			continue
		}
		pair[0], pair[1] = letterIn(tag, pair[0]), letterIn(tag, pair[1])
		if pair[1] != alefMaksura && !slices.Equal(pair, lamAlef) { // tried with the letters
			pairs = append(pairs, string(pair))
		}
	}
	slices.Sort(pairs)
	var all [][]rune
	for _, p := range slices.Compact(pairs) {
		all = append(all, []rune(p))
	}
	return all
}

// isPair reports a text of two letters that is no lam-alef, which all fonts have.
func isPair(t []rune) bool {
	return len(t) == 2 && script.IsLetter(t[0]) && script.IsLetter(t[1]) &&
		!slices.ContainsFunc(ligatures, func(l []rune) bool { return slices.Equal(l, t) })
}

// pair reports a guess that is looked for at second sight only.
func (g guess) pair() bool {
	return len(g.text) == 2 && !slices.ContainsFunc(ligatures, func(t []rune) bool { return slices.Equal(t, g.text) })
}

// weighPairs weighs ligatures against all other readings of a code, false if none is best.
func (s *solver) weighPairs(k int) (verdict, bool) {
	v, ok := s.weigh(k, s.readings.paired)
	return v, ok && v.best.pair() && (v.words >= pairWords || v.kin) && v.margin >= pairMargin && v.sure()
}
