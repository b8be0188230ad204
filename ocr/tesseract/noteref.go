package tesseract

import (
	"image"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/digit"
)

// The mark of a footnote is a small number above the line, close behind a word. The Persian model
// has seen none, and prints an exclamation, question or quotation mark for it; and for a quotation
// mark of TeX, which stands there too, one of the others.

const (
	// refMarks are what it prints, and refTail what may stand behind the number.
	refMarks = "!?\"'*\u061F\u00AB\u00BB\u2018\u2019\u201C\u201D" // ARABIC QUESTION MARK, GUILLEMETS, QUOTATION MARKS
	refTail  = ".:,;\u060C\u061B"                                 // ARABIC COMMA, SEMICOLON
	// refRise is how far above the baseline the number stands at least, refHeight how high it
	// is at most, in letters, and maxRefDigits how many digits it has.
	refRise, refHeight = 0.4, 0.9
	maxRefDigits       = 2
)

// restoreRef writes the number of a footnote in the place of the marks at the end of a word.
func (s *sheet) restoreRef(l *line, w *word) {
	body := strings.TrimRight(w.text, refTail)
	stem := strings.TrimRight(body, refMarks)
	last, _ := utf8.DecodeLastRuneInString(stem)
	if n := utf8.RuneCountInString(body[len(stem):]); n == 0 || n > maxRefDigits || !arabicLetter(last) && !strings.ContainsRune(refTail, last) {
		return
	}
	tail := w.text[len(body):]
	ink := s.groups(w.box)
	from, to := inkPieces(stem), len(ink)-utf8.RuneCountInString(tail)
	if to <= from || to > from+maxRefDigits {
		return
	}
	var box image.Rectangle
	for _, b := range ink[from:to] {
		box = box.Union(b)
	}
	loc := s.locate(l, w)
	if loc.letter <= 0 || loc.baseline-float64(box.Max.Y) < refRise*loc.letter || float64(box.Dy()) > refHeight*loc.letter {
		return
	}
	n := digit.Default().Read(s.pieces().Parts(box), loc.letter, digit.Context{AfterLetters: true})
	if _, whole := wholeNumber(n.Text); whole && n.Sure() {
		w.text = stem + n.Text + tail
	} else if stem+onLine == body || stem+arabicOnLine == body {
		w.text = stem + "\"" + tail
	}
}

// onLine and arabicOnLine are marks that no face draws above the line.
const onLine, arabicOnLine = "?", "\u061F" // ARABIC QUESTION MARK
