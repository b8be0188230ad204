package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// Words that a network which has learned the language reads by habit instead of by eye:
// with letters that few texts write, and with letters that differ in their dots alone.

// hamzas are the letters with a hamza, those that texts write least first and oftenest.
const hamzas = "\u0623\u0623\u0623\u0624\u0624\u0624\u0625\u0626\u0621\u0654" // ALEF, WAW, ALEF WITH HAMZA BELOW, YEH, HAMZA, HAMZA ABOVE

// hamzaWords are the words of some lines that have a letter of hamzas, each once, by letter.
func hamzaWords(lines []string) map[rune][]string {
	words, seen := map[rune][]string{}, map[string]bool{}
	for _, l := range lines {
		for w := range strings.FieldsSeq(l) {
			w = strings.TrimFunc(w, func(c rune) bool { return !unicode.IsLetter(c) && c != '\u0654' }) // HAMZA ABOVE
			if c := strings.IndexAny(w, hamzas); c >= 0 && !seen[w] {
				seen[w] = true
				r := []rune(w[c:])[0]
				words[r] = append(words[r], w)
			}
		}
	}
	return words
}

// hamzaWord is one of them, each letter as often as hamzas has it.
func (t *texts) hamzaWord(r *rand.Rand) (string, bool) {
	letters := []rune(hamzas)
	words := t.hamza[letters[r.IntN(len(letters))]]
	if len(words) == 0 {
		return "", false
	}
	return words[r.IntN(len(words))], true
}

// withHamza is a word with a hamza on its alef or waw, whether it is a word or not.
func withHamza(r *rand.Rand, word string) string {
	letters := []rune(word)
	var at []int
	for i, c := range letters {
		if c == '\u0627' || c == '\u0648' { // ALEF, WAW
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return word
	}
	i := at[r.IntN(len(at))]
	switch {
	case letters[i] == '\u0648': // WAW
		letters[i] = '\u0624' // WAW WITH HAMZA ABOVE
	case i == 0 && r.IntN(4) == 0:
		letters[i] = '\u0625' // ALEF WITH HAMZA BELOW
	default:
		letters[i] = '\u0623' // ALEF WITH HAMZA ABOVE
	}
	return string(letters)
}

// dotted are letters of one shape but for their dots and strokes.
var dotted = [][]rune{
	[]rune("\u0628\u067E\u062A\u062B\u0646\u06CC"), // BEH, PEH, TEH, THEH, NOON, FARSI YEH
	[]rune("\u062C\u0686\u062D\u062E"),             // JEEM, TCHEH, HAH, KHAH
	[]rune("\u062F\u0630"),                         // DAL, THAL
	[]rune("\u0631\u0632\u0698"),                   // REH, ZAIN, JEH
	[]rune("\u0633\u0634"),                         // SEEN, SHEEN
	[]rune("\u0635\u0636"),                         // SAD, DAD
	[]rune("\u0637\u0638"),                         // TAH, ZAH
	[]rune("\u0639\u063A"),                         // AIN, GHAIN
	[]rune("\u0641\u0642"),                         // FEH, QAF
	[]rune("\u06A9\u06AF"),                         // KEHEH, GAF
}

// otherDots is a word with another letter of its shape in one place.
func otherDots(r *rand.Rand, word string) string {
	letters := []rune(word)
	i := r.IntN(len(letters))
	for _, of := range dotted {
		if slices.Contains(of, letters[i]) {
			letters[i] = of[r.IntN(len(of))]
		}
	}
	return string(letters)
}

// otherJoint is a word without one of its ZWNJs, or with one more, behind a letter that joins.
func otherJoint(r *rand.Rand, word string) string {
	letters := []rune(word)
	var at []int // places of ZWNJs and of joints
	for i := 1; i+1 < len(letters); i++ {
		switch {
		case letters[i] == zwnj && slices.Contains(joining, letters[i-1]):
			at = append(at, i, i, i) // they are few
		case slices.Contains(joining, letters[i-1]) && slices.Contains(persianLetters, letters[i]):
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return word
	}
	i := at[r.IntN(len(at))]
	if letters[i] == zwnj {
		return string(slices.Delete(letters, i, i+1))
	}
	return string(slices.Insert(letters, i, zwnj))
}

// respelled strews such words into a line.
func (t *texts) respelled(r *rand.Rand, words []string) []string {
	if r.IntN(10) == 0 { // of a quarter of the lines, it takes tanwin on an alef for a hamza
		for range 1 + r.IntN(3) {
			if w, ok := t.hamzaWord(r); ok {
				words = slices.Insert(words, r.IntN(len(words)+1), w)
			}
		}
	}
	// More of these, and it reads what is plain against the language: باشد as بأشد.
	var change func(*rand.Rand, string) string
	switch r.IntN(60) {
	case 0:
		change = withHamza
	case 1, 2:
		change = otherDots
	case 3, 4:
		change = otherJoint
	default:
		return words
	}
	for i, w := range words {
		if r.IntN(4) == 0 && w != "" && unicode.IsLetter([]rune(w)[0]) {
			words[i] = change(r, w)
		}
	}
	return words
}
