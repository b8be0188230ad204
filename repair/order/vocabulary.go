package order

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
)

// lexicon numbers words, and remembers what the model says of them: the readings of a
// line have hardly any word that another reading of it has not. It is for one goroutine.
type lexicon struct {
	m     *lang.Model
	ids   map[string]int32
	words []entry
	pairs map[[2]int32]float64 // log probability of the second word after the first
}

type entry struct {
	text        string
	known, torn verdict // see lexicon.known and lexicon.turned
}

// verdict is what the model says, once it is asked.
type verdict uint8

const (
	unasked verdict = iota
	no
	yes
)

// nothing stands before the first word of a line, in place of a word.
const nothing = -1

// Bounds of a lexicon: a book has 20,000 words.
const (
	maxWords = 1 << 16
	maxSaid  = 1 << 17
)

func newLexicon(m *lang.Model) *lexicon {
	return &lexicon{m: m, ids: make(map[string]int32), pairs: make(map[[2]int32]float64)}
}

// list is the words of a text, its solid strings of letters.
func (x *lexicon) list(text []rune) (ids []int32) {
	var word []byte
	for i := 0; i <= len(text); i++ {
		switch {
		case i < len(text) && inWord(text[i]):
			word = utf8.AppendRune(word, text[i])
		case len(word) > 0:
			id, ok := x.ids[string(word)]
			if !ok {
				id = int32(len(x.words))
				x.words = append(x.words, entry{text: string(word)})
				x.ids[x.words[id].text] = id
			}
			ids = append(ids, id)
			word = word[:0]
		}
	}
	return ids
}

// inWord reports a letter or a mark.
func inWord(r rune) bool {
	switch s := lang.SymbolOf(r); {
	case s.Letter(), s == latin:
		return true
	case s == lang.Gap, digit(s):
		return false
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

// logProb is the log probability of a word after another by the model.
func (x *lexicon) logProb(before, word int32) float64 {
	key := [2]int32{before, word}
	lp, ok := x.pairs[key]
	if !ok {
		if len(x.pairs) > maxSaid {
			clear(x.pairs)
		}
		text := ""
		if before != nothing {
			text = x.words[before].text
		}
		lp = x.m.WordLogProb(text, x.words[word].text)
		x.pairs[key] = lp
	}
	return lp
}

// known reports a word that the model has.
func (x *lexicon) known(word int32) bool {
	e := &x.words[word]
	return e.known.ask(func() bool { return x.m.Known(e.text) })
}

// turned reports a word that is torn wherever it stands: one run puts the same parts
// in the same wrong order each time.
func (x *lexicon) turned(word int32) bool {
	e := &x.words[word]
	return e.torn.ask(func() bool { return turned(x.m, []rune(e.text)) != 0 })
}

func (v *verdict) ask(model func() bool) bool {
	if *v == unasked {
		*v = no
		if model() {
			*v = yes
		}
	}
	return *v == yes
}

// vocabulary is what a document says of itself: which words follow each other.
// Inside runs words stand in their true order, so even a scrambled document
// teaches its own phrases.
type vocabulary struct {
	*lexicon
	pairs map[[2]int32]float64
	first []float64 // by word: how often it stands before another
}

func newVocabulary(x *lexicon) *vocabulary {
	return &vocabulary{lexicon: x, pairs: make(map[[2]int32]float64)}
}

// add counts the words of a text n times; a negative n takes them out again.
func (v *vocabulary) add(words []int32, n float64) {
	for k := 1; k < len(words); k++ {
		before := words[k-1]
		v.pairs[[2]int32{before, words[k]}] += n
		if grow := int(before) + 1 - len(v.first); grow > 0 {
			v.first = append(v.first, make([]float64, grow)...)
		}
		v.first[before] += n
	}
}

// seen is how often a word stands before another.
func (v *vocabulary) seen(word int32) float64 {
	if word == nothing || int(word) >= len(v.first) {
		return 0
	}
	return v.first[word]
}

// pairDoubt is how many sightings of a word in the document make its pairs
// weigh as much as the model's.
const pairDoubt = 4

// logProb is the log probability of the words of a text by the model, and how
// much likelier the document makes them by the pairs that it has elsewhere.
func (v *vocabulary) logProb(words []int32) (model, document float64) {
	before := int32(nothing)
	for _, word := range words {
		lp := v.lexicon.logProb(before, word)
		model += lp
		if n := v.seen(before); n > 0 {
			trust := n / (n + pairDoubt)
			document += math.Log(trust*v.pairs[[2]int32{before, word}]/n/math.Exp(lp) + 1 - trust)
		}
		before = word
	}
	return model, document
}

// unknown is the number of words of a text that neither the model nor the document has.
func (v *vocabulary) unknown(words []int32) (n int) {
	for _, word := range words {
		if !v.known(word) && (v.seen(word) <= 0 || v.turned(word)) {
			n++
		}
	}
	return n
}
