package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/lang"
)

// vocabulary is what a document says of itself: which words follow each other.
// Inside runs words stand in their true order, so even a scrambled document
// teaches its own phrases.
type vocabulary struct {
	m     *lang.Model
	pairs map[[2]string]float64
	first map[string]float64
	asked map[string]bool // what the model knows
	torn  map[string]bool // what is no word but one whose parts changed places
}

func newVocabulary(m *lang.Model) *vocabulary {
	return &vocabulary{m: m, pairs: make(map[[2]string]float64), first: make(map[string]float64), asked: make(map[string]bool), torn: make(map[string]bool)}
}

// add counts the words of a text n times; a negative n takes them out again.
func (v *vocabulary) add(text []rune, n float64) {
	before := ""
	for word := range words(text) {
		if before != "" {
			v.pairs[[2]string{before, word}] += n
			v.first[before] += n
		}
		before = word
	}
}

// pairDoubt is how many sightings of a word in the document make its pairs
// weigh as much as the model's.
const pairDoubt = 4

// logProb is the log probability of the words of a text by the model, and how
// much likelier the document makes them by the pairs that it has elsewhere.
func (v *vocabulary) logProb(text []rune) (model, document float64) {
	before := ""
	for word := range words(text) {
		lp := v.m.WordLogProb(before, word)
		model += lp
		if before != "" {
			if n := v.first[before]; n > 0 {
				trust := n / (n + pairDoubt)
				document += math.Log(trust*v.pairs[[2]string{before, word}]/n/math.Exp(lp) + 1 - trust)
			}
		}
		before = word
	}
	return model, document
}

// unknown is the number of words of a text that neither the model nor the document has.
func (v *vocabulary) unknown(text []rune) (n int) {
	for word := range words(text) {
		if !v.known(word) && (v.first[word] <= 0 || v.turned(word)) {
			n++
		}
	}
	return n
}

// known asks the model for a word, once.
func (v *vocabulary) known(word string) bool {
	is, ok := v.asked[word]
	if !ok {
		is = v.m.Known(word)
		v.asked[word] = is
	}
	return is
}

// turned reports a word that is torn wherever it stands: one run puts the same parts
// in the same wrong order each time.
func (v *vocabulary) turned(word string) bool {
	is, ok := v.torn[word]
	if !ok {
		is = turned(v.m, []rune(word)) != 0
		v.torn[word] = is
	}
	return is
}
