package tesseract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/digit"
	"github.com/paknevis/paknevis/repair/script"
)

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

// Numbers of Arabic digits are Latin letters, signs and digits of three sets to the models of
// Arabic: 2025/09/30 came out as 22/00, 4-6 as quotation marks. The network of package digit tells
// them.

// arabicNumberConf is how sure it must be where the model saw no digit.
const arabicNumberConf = 0.95

// arabicNumbers reads the numbers of an Arabic page again by the shapes of their digits.
func (s *sheet) arabicNumbers() {
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n := range l.words {
				if w := &l.words[n]; maybeNumber(w.text) {
					s.arabicNumber(l, w)
				}
			}
		}
	}
}

// maybeNumber reports a word with a digit, or one without Arabic letters that is no mark by itself.
func maybeNumber(s string) bool {
	if strings.ContainsFunc(s, unicode.IsDigit) {
		return true
	}
	if s == string(alef) {
		return true // the digit one
	}
	const marks = ".,:;!?()[]{}-/|\u060C\u061B\u061F\u00AB\u00BB\u2026" // ARABIC COMMA, SEMICOLON, QUESTION MARK, GUILLEMETS, ELLIPSIS
	return strings.Trim(s, marks) != "" && !strings.ContainsFunc(s, arabicLetter)
}

func (s *sheet) arabicNumber(l *line, w *word) {
	parts := s.pieces().Parts(s.whole(w.box))
	if len(parts) == 0 {
		return
	}
	n := digit.Default().Read(parts, s.locate(l, w).letter, digit.Context{AfterLetters: true})
	before := countDigits(w.text)
	if !n.Sure() || before == 0 && n.Conf < arabicNumberConf || countDigits(n.Text) < max(1, before) ||
		before > 0 && utf8.RuneCountInString(n.Text) < utf8.RuneCountInString(stripControls(w.text)) {
		return // a zero and a stop are dots, which print may lose
	}
	w.text, w.conf, w.sure = strings.Map(arabicDigit, n.Text), n.Conf, true
}

func countDigits(s string) (n int) {
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// arabicDigit is the Arabic digit for a Persian one.
func arabicDigit(r rune) rune {
	if set, d := script.DigitOf(r); set == script.PersianDigits {
		return '\u0660' + rune(d) // ARABIC-INDIC DIGIT ZERO
	}
	return r
}
