package tesseract

import "strings"

// The model of the script has the letters of all its languages. On an Arabic page it
// prints some of them in the shape of another one's, which look the same there.

// arabicLetters are letters of other languages by the Arabic one of the same shape.
var arabicLetters = strings.NewReplacer(
	"\u06CC", "\u064A", // ARABIC LETTER FARSI YEH: YEH
	"\u06D0", "\u064A", // ARABIC LETTER E: YEH
	"\u06A9", "\u0643", // ARABIC LETTER KEHEH: KAF
	"\u06AA", "\u0643", // ARABIC LETTER SWASH KAF: KAF
	"\u06BE", "\u0647", // ARABIC LETTER HEH DOACHASHMEE: HEH
	"\u06C1", "\u0647", // ARABIC LETTER HEH GOAL: HEH
)

const (
	farsiYeh    = "\u06CC" // ARABIC LETTER FARSI YEH
	alefMaksura = "\u0649" // ARABIC LETTER ALEF MAKSURA
	// notArabic are PEH, TCHEH, JEH and GAF: a word with one of them is quoted.
	notArabic = "\u067E\u0686\u0698\u06AF"
)

// endsInYeh are the most frequent words whose last letter is a yeh although books set it
// without its dots.
var endsInYeh = map[string]bool{
	"\u0641\u064A":             true, // fi, in
	"\u0647\u064A":             true, // hiya, she
	"\u0623\u064A":             true, // ay, that is
	"\u0627\u0644\u0630\u064A": true, // alladhi, who
	"\u0627\u0644\u062A\u064A": true, // allati, who, of a woman
}

// arabicSpelling writes a word of an Arabic page in Arabic letters. A yeh of Persian has
// no dots at the end of a word: there it is an alef maksura, but in a few words.
func arabicSpelling(s string) string {
	if strings.ContainsAny(s, notArabic) {
		return s
	}
	word := strings.TrimRightFunc(s, func(r rune) bool { return !arabicLetter(r) })
	rest := s[len(word):]
	stem, yeh := strings.CutSuffix(word, farsiYeh)
	word = arabicLetters.Replace(word)
	if yeh && !endsInYeh[word] && !endsInYeh[strings.TrimPrefix(word, "\u0648")] { // WAW, and
		word = arabicLetters.Replace(stem) + alefMaksura
	}
	return word + rest
}
