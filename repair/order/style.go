package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/lang"
)

// Style is how a typesetter cuts lines into runs: the probability of a cut at
// each kind of place, 0..1.
type Style struct {
	Gap   float64 // at a space
	Affix float64 // at the border of an ending or a prefix, where a ZWNJ stood
	Hamza float64 // next to a letter with hamza or madda, which many fonts lack
	Kind  float64 // between letters, digits, Latin and signs
	Word  float64 // anywhere else
}

// Styles are the two ways seen in the wild: a line with cuts here and there,
// and a line stretched to the margins, where every word is a run of its own.
// Counted on lines whose true order is known.
var Styles = []Style{
	{Gap: 0.10, Affix: 0.5, Hamza: 0.25, Kind: 0.3, Word: 0.015},
	{Gap: 0.99, Affix: 0.9, Hamza: 0.25, Kind: 0.7, Word: 0.01},
}

// prices are the costs in nats of a cut before each letter, and of none.
func (st Style) prices(line []rune) (cut, stay []float32) {
	n := len(line)
	cut, stay = make([]float32, n), make([]float32, n)
	affix := affixBorders(line)
	for i := 1; i < n; i++ {
		p := st.Word
		a, b := lang.SymbolOf(line[i-1]), lang.SymbolOf(line[i])
		switch {
		case a == lang.Gap && b == lang.Gap:
		case b == lang.Gap:
			// A run keeps the space at its end more often than at its start.
			p = st.Gap / 4
		case a == lang.Gap:
			p = st.Gap
		case affix[i]:
			p = st.Affix
		case hamza(line[i-1]) || hamza(line[i]):
			p = st.Hamza
		case a.Letter() != b.Letter():
			p = st.Kind
		}
		cut[i], stay[i] = float32(-math.Log(p)), float32(-math.Log1p(-p))
	}
	return cut, stay
}

// hamza reports whether r is a letter with hamza or madda.
func hamza(r rune) bool { return r >= '\u0621' && r <= '\u0626' }

// Endings and prefixes that are written with a ZWNJ. In a reversed line an
// ending stands before its stem and a prefix behind it.
var (
	endings  = []string{"ها", "های", "هایی", "هایش", "هایشان", "تر", "ترین", "تری", "ای", "اند", "ام", "اش", "ایم", "المللی", "شود"}
	prefixes = []string{"می", "نمی", "بی", "به", "هم", "پیش", "بین", "هیچ"}
)

// affixBorders marks the places where a solid string begins with an ending or
// ends with a prefix.
func affixBorders(line []rune) []bool {
	at := make([]bool, len(line)+1)
	for from := 0; from < len(line); {
		to := from
		for to < len(line) && lang.SymbolOf(line[to]).Letter() {
			to++
		}
		if to == from {
			from++
			continue
		}
		word := string(line[from:to])
		for _, e := range endings {
			if len(e) < len(word) && word[:len(e)] == e {
				at[from+len([]rune(e))] = true
			}
		}
		for _, p := range prefixes {
			if len(p) < len(word) && word[len(word)-len(p):] == p {
				at[to-len([]rune(p))] = true
			}
		}
		from = to
	}
	return at
}
