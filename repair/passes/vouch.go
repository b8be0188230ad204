package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// No keyboard of Persian has AE, the hehs and the yeh of Urdu, the swash kaf of Sindhi, or puts
// an alef maksura inside of words as Uyghur does. Fonts and their maps bring such letters into
// Persian; else they are of another language, of which a line of few words may have no other
// sign. So the words in which they stand must vouch for them: most of those are words of Persian
// when the letters are folded.

const (
	// leastStem is how often the texts behind the model have a word for it to vouch: they have what
	// Persian compounds begin with (واژه, نتیجه) hundreds of times, syllables of Kurdish (فه, ناوه) up to 14 times.
	leastStem = 20
	// stemLetters is what a stem before a ZWNJ has at least: Kurdish has چە and دە before anything.
	stemLetters = 3
	// borrowedShare is the share of words with such letters up to which they are names in Persian: Kurdish,
	// Sindhi and Uyghur have them in every second word, Urdu in every third.
	borrowedShare = 0.05
	// longWord: so many letters are no syllable, and vouch though they are a rare form of a word.
	longWord = 6
	// lineVouched: so many words with such letters tell of a line what they tell of a text.
	lineVouched = 3
)

// isBorrowed reports that letter i is of a language other than Persian and Arabic, or stands
// where only such a language has it.
func isBorrowed(t page.Text, i int) bool {
	return isThird(t[i].R) || t[i].R == '\u0649' && beforeLetter(t, i) // ALEF MAKSURA
}

// isThird reports a letter of a third language.
func isThird(r rune) bool {
	switch r {
	case ae, '\u06BE', '\u06C1', '\u06C2', '\u06D2', '\u06AA': // HEH DOACHASHMEE, HEH GOAL, HEH GOAL WITH HAMZA ABOVE, YEH BARREE, SWASH KAF
		return true
	}
	return isStrange(r)
}

// vouchers counts words, those with borrowed letters, and those of them that are words of Persian.
type vouchers struct{ words, borrowed, known int }

// holds is false if the words show another language.
func (n vouchers) holds() bool {
	return 2*n.known > n.borrowed || float64(n.borrowed) <= borrowedShare*float64(n.words)
}

func (n vouchers) plus(m vouchers) vouchers {
	return vouchers{n.words + m.words, n.borrowed + m.borrowed, n.known + m.known}
}

// vouchersOf counts them in a stretch of text.
func vouchersOf(m *lang.Model, t page.Text, r pass.Range) (n vouchers) {
	for i := r.From; i < r.To; i++ {
		w := wordAfter(t, r, i)
		if w.Len() == 0 {
			continue
		}
		i = w.To
		n.words++
		borrowed := false
		for k := w.From; k < w.To && !borrowed; k++ {
			borrowed = isBorrowed(t, k)
		}
		if borrowed {
			n.borrowed++
			if isPersianWord(m, t, w) {
				n.known++
			}
		}
	}
	return n
}

// isPersianWord reports a word that is one of Persian in the letters of Persian.
func isPersianWord(m *lang.Model, t page.Text, w pass.Range) bool {
	word := make([]rune, 0, w.Len()+1)
	for i := w.From; i < w.To; i++ {
		if f, ok := script.FoldOf("fa", t[i].R); ok {
			word = append(word, keepShape(t, i, f)...)
		} else {
			word = append(word, t[i].R)
		}
	}
	key, mask, ok := lang.Key(string(word))
	if !ok {
		return false
	}
	if m.Frequency(key) >= leastStem || mask == 0 && len(key) >= longWord && m.Inflected(key) {
		return true
	}
	stem := word[:max(0, slices.Index(word, zwnj))]
	if len(stem) < stemLetters || !m.KnownKey(key, mask) {
		return false
	}
	key, _, ok = lang.Key(string(stem))
	return ok && m.Frequency(key) >= leastStem
}

// vouch takes the lines from the spans of Persian, by line, whose words with borrowed letters show
// another language.
func vouch(t page.Text, spans [][]pass.Range) {
	of, all := make([]vouchers, len(spans)), vouchers{}
	for k, line := range spans {
		for _, s := range line {
			of[k] = of[k].plus(vouchersOf(lang.Default(), t, s))
		}
		all = all.plus(of[k])
	}
	for k, n := range of {
		if n.borrowed > 0 && (!all.holds() || n.borrowed >= lineVouched && !n.holds()) {
			spans[k] = nil
		}
	}
}
