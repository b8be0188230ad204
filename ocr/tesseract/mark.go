package tesseract

import (
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/repair/lang"
)

// Confidences from which on the shape of a mark is believed. Of 10,245 ends of words drawn
// in faces that the network has not seen, 97 % are told at any confidence; of those told
// with 0.9 and more 0.5 % wrongly.
const (
	likelyMark = 0.6  // over another mark that the recognizer saw
	surerMark  = 0.85 // over a stop, which it knows: true commas of worn pages have 0.97 and more, stops that look like commas 0.5 to 0.7
	sureMark   = 0.9  // over nothing
	plainMark  = 0.97 // over a letter, in a word that has it
)

// leastStem is the length in letters of a word from whose end a letter is taken for a mark:
// any single letter is a known word.
const leastStem = 2

// ending is the mark at the left end of w, 0 for none, and how sure that is.
func (s *sheet) ending(l *line, w *word) (sign rune, conf float64, box image.Rectangle) {
	row := s.rowAround(l, w.box)
	piece, ok := mark.Find(s.pieces(), row.ids, w.box.Min.X, max(row.letter, leastLetter*s.survey.Letter), row.base)
	if !ok {
		return 0, 0, box
	}
	sign, conf = mark.Default().Read(&piece)
	return sign, conf, piece.Box()
}

// settle writes the mark that the pixels show where the recognizer saw another one, or a
// letter that makes no word or a far rarer one.
func settle(s string, sign rune, conf float64) string {
	last, n := utf8.DecodeLastRuneInString(s)
	stem := s[:len(s)-n]
	if !endsInMark(s) || conf < likelyMark {
		return s
	}
	switch {
	case last == heh || last == hamza:
		if sign != mark.Comma && sign != mark.Semicolon || conf < sureMark {
			return s
		}
		if m := lang.Default(); utf8.RuneCountInString(stem) < leastStem || !isWord(m, stem) || m.Known(s) && conf < plainMark {
			return s
		}
	case sign != '.' && sign != mark.Comma && sign != mark.Semicolon, last == '.' && conf < surerMark:
		return s
	}
	return stem + string(sign)
}

// settleArabic does it in Arabic, where many words end in a hamza that no vocabulary vouches
// for: the shape alone tells it from a comma.
func settleArabic(s string, sign rune, conf float64) string {
	last, n := utf8.DecodeLastRuneInString(s)
	switch {
	case last == heh:
		return s
	case last == hamza && (sign == mark.Comma || sign == mark.Semicolon) && conf >= sureMark:
		return s[:len(s)-n] + string(sign)
	}
	return settle(s, sign, conf)
}

// lostMark is the place of a mark that the recognizer may have left out behind a word of
// letters: a piece of ink on the left of all those that the letters make. next is the right
// edge of what stands there; least is how sure the shape of the mark must be.
func (s *sheet) lostMark(l *line, w *word, next int) (place image.Rectangle, least float64, ok bool) {
	text := []rune(w.text)
	if len(text) < 2 || slices.ContainsFunc(text, func(r rune) bool { return !arabicLetter(r) && r != zwnj && !vowel(r) }) {
		return place, 0, false
	}
	pieces := inkPieces(w.text)
	box := w.box
	box.Min.X = max(box.Min.X-int(commaReach*s.survey.Letter), min(next, box.Min.X))
	ink := s.groups(box)
	if len(ink) < 2 || len(ink) > pieces+1 {
		return place, 0, false
	}
	place = ink[len(ink)-1]
	if next > l.box.Min.X && place.Min.X-next < ink[len(ink)-2].Min.X-place.Max.X {
		return place, 0, false // nearer to the next word: the dot of its first letter
	}
	if len(ink) == pieces+1 {
		return place, sureMark, true
	}
	// In kerned faces a reh reaches under the next letter, and both count as one piece: what
	// stands apart on the left may still be a mark if it is no larger than one.
	return place, plainMark, text[len(text)-1] != hamza && float64(place.Dx()) <= maxMarkWidth*s.survey.Letter &&
		float64(place.Dy()) <= maxCommaHeight*s.survey.Letter
}

const (
	// commaReach is how far behind its word, in letters, a mark may begin.
	commaReach = 0.6
	// maxMarkWidth and maxCommaHeight are the size of a mark at most, in letters: commas are
	// 0.22 to 0.27 wide and 0.33 to 0.47 high.
	maxMarkWidth, maxCommaHeight = 0.42, 0.75
)

// restoreMark writes the mark that the recognizer left out behind w.
func (s *sheet) restoreMark(l *line, w *word, next int) {
	place, least, ok := s.lostMark(l, w, next)
	if !ok {
		return
	}
	sign, conf, box := s.ending(l, &word{box: place})
	if conf < least || box != place || sign != mark.Comma && sign != mark.Semicolon && sign != '.' {
		return
	}
	if least == plainMark && isLastMark(w.text) {
		_, n := utf8.DecodeLastRuneInString(w.text)
		w.text = w.text[:len(w.text)-n]
	}
	w.text, w.box = w.text+string(sign), w.box.Union(place)
}

// isLastMark reports a word that nobody knows with its last letter, which does not join,
// but without it: a mark behind it was taken for the letter.
func isLastMark(text string) bool {
	r := []rune(text)
	n := len(r) - 1
	if n < leastStem || !aloneToTheLeft(r[n-1]) {
		return false
	}
	m := lang.Default()
	return isWord(m, string(r[:n])) && !isWord(m, text)
}

// joinMarks puts marks that stand as words of their own behind the words that they end.
func (s *sheet) joinMarks(l *line) {
	for n := 1; n < len(l.words); n++ {
		w, before := &l.words[n], &l.words[n-1]
		if utf8.RuneCountInString(w.text) != 1 || !strings.ContainsAny(w.text, loneMarks) || float64(before.box.Min.X-w.box.Max.X) > loneReach*s.survey.Letter {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(before.text)
		if !arabicLetter(last) && !unicode.Is(unicode.Mn, last) {
			continue
		}
		sign, conf, _ := s.ending(l, w)
		if conf < sureMark || sign != mark.Comma && sign != mark.Semicolon && sign != '.' && sign != ':' {
			continue
		}
		before.text, before.box, w.text = before.text+string(sign), before.box.Union(w.box), ""
	}
	l.words = dropEmpty(l.words)
}

// loneMarks are what marks by themselves are read as, and loneReach is how far behind its
// word, in letters, one may stand.
const (
	loneMarks = confusedMarks + ":\u06F0\u060C\u0621" // EXTENDED ARABIC-INDIC DIGIT ZERO, ARABIC COMMA, LETTER HAMZA
	loneReach = 0.9
)
