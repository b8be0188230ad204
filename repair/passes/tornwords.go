package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// A text whose words are torn behind letters that do not join on, as where a font moves the next
// letter away from them.
const (
	tornWords  = 4             // different words that are known without the space, of whose parts one is none
	tornShare  = 0.012         // and such places among all words
	tornSample = 1 << 12       // words after which a text without even a quarter of these
	tornFew    = tornShare / 4 // is known to have no such places
	tornSeen   = 20            // sightings of the whole, at least
	tornPart   = 5             // of the part that is none, at most
)

// tearsWords reports such a text. In one whose words changed places parts meet by chance.
func tearsWords(m *lang.Model, v *pass.View) bool {
	words := wordsOf(v)
	places, wholes := 0, make(map[string]bool)
	for i := 1; i < len(words); i++ {
		if whole := tornWord(m, v, &words[i-1], &words[i]); whole != "" {
			places++
			wholes[whole] = true
		}
		if i == tornSample && float64(places) < tornFew*tornSample {
			return false
		}
	}
	order := guard{m: m, v: v}
	return len(wholes) >= tornWords && float64(places) >= tornShare*float64(len(words)) && !order.disordered()
}

// hasTornWord reports that line n holds one.
func hasTornWord(m *lang.Model, v *pass.View, n int) bool {
	words := listedIn(v, n)
	for i := 1; i < len(words); i++ {
		if tornWord(m, v, &words[i-1], &words[i]) != "" {
			return true
		}
	}
	return false
}

// tornWord is the word of which two words of a text are parts; empty if they are none.
func tornWord(m *lang.Model, v *pass.View, a, b *persianWord) string {
	if b.from-a.to != 1 || v.Text[a.to].R != ' ' || a.mask|b.mask != 0 || joinsNext(v.Text[a.to-1].R) {
		return ""
	}
	if isVowelMark(v.Text[a.from].R) || isVowelMark(v.Text[b.from].R) { // the word before has lost it, see Marks
		return ""
	}
	if len(a.key)+len(b.key) < splitLetters || isPart(a) == isPart(b) && len(a.key) == 1 {
		return ""
	}
	left, right := lang.Spell(a.key), lang.Spell(b.key)
	if !(isPart(a) || m.Count(left) <= tornPart) && !(isPart(b) || m.Count(right) <= tornPart) || m.Count(left+right) < tornSeen {
		return ""
	}
	return left + right
}

// isPart reports a letter that is no word.
func isPart(w *persianWord) bool {
	return len(w.key) == 1 && w.key[0] != keyWaw && w.key[0] != keyYeh
}

var keyYeh = byte(lang.SymbolOf('\u06CC')) // FARSI YEH, which people write behind a space for an ezafe
