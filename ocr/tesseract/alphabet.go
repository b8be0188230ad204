package tesseract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
)

// The Persian model of Tesseract has an alphabet of 95 symbols, that of this package 11
// more. What a page shows beyond them comes out as the nearest one it has. Where the pixels tell
// which it was, it is put right here; where only the language could, it is left
// to the repair passes.

const (
	arabicComma     = '\u060C'       // ARABIC COMMA
	arabicSemicolon = '\u061B'       // ARABIC SEMICOLON
	arabicQuestion  = '\u061F'       // ARABIC QUESTION MARK
	hamza           = '\u0621'       // ARABIC LETTER HAMZA
	tehMarbuta      = '\u0629'       // ARABIC LETTER TEH MARBUTA
	heh             = '\u0647'       // ARABIC LETTER HEH
	hamzaAbove      = '\u0654'       // ARABIC HAMZA ABOVE
	persianHeh      = '\u06C1'       // ARABIC LETTER HEH GOAL
	article         = "\u0627\u0644" // ALEF LAM
)

// repairAlphabet puts the marks right that the model has no symbol for.
// language is the model the page was read with; the library's for Persian and Arabic have
// no comma.
func repairAlphabet(s *sheet, language string) {
	persian := language == defaultLanguage
	arabic := isArabic(language)
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n := range l.words {
				w := &l.words[n]
				w.text = stripControls(w.text)
				if arabic {
					if t := w.text; endsInMark(t) {
						sign, conf, _ := s.ending(l, w)
						w.text = settleArabic(t, sign, conf)
					}
					w.text = arabicPunctuation(arabicSpelling(w.text))
				}
				if !persian {
					continue
				}
				// Pixels are asked only where a mark is in question.
				if t := w.text; endsInMark(t) {
					sign, conf, _ := s.ending(l, w)
					w.text = settle(t, sign, conf)
				}
				if t := w.text; endsInHeh(t) {
					w.text = repairHeh(t, s.locate(l, w))
				}
				if !w.latin && !w.sure {
					w.text = onceHamza(s.restoreHamza(lang.Default(), l, w))
				}
				next := l.box.Min.X
				if n+1 < len(l.words) {
					next = l.words[n+1].box.Max.X
				}
				s.restoreMark(l, w, next)
				s.restoreRef(l, w)
				w.text = arabicPunctuation(w.text)
			}
			l.words = dropEmpty(l.words)
			if persian {
				s.joinMarks(l)
			}
		}
	}
}

// stripControls takes out the bidi controls that Tesseract wraps around runs of
// Latin and numbers.
func stripControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}

func dropEmpty(words []word) []word {
	kept := words[:0]
	for _, w := range words {
		if w.text != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// arabicPunctuation gives , ; ? behind a letter of the Arabic script their
// Arabic form. Behind a digit or a Latin letter they stay.
func arabicPunctuation(s string) string {
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		to, ok := map[rune]rune{',': arabicComma, ';': arabicSemicolon, '?': arabicQuestion}[r[i]]
		if ok && arabicLetter(r[i-1]) {
			r[i] = to
		}
	}
	return string(r)
}

func arabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// confusedMarks are the symbols that stand where a comma was printed.
const confusedMarks = ".,'\u00BB\u066C\u203A" // and RIGHT-POINTING GUILLEMETS, ARABIC THOUSANDS SEPARATOR

func endsInMark(s string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	if !(arabicLetter(before) || unicode.Is(unicode.Mn, before) || strings.ContainsRune(")\u00BB", before) || unicode.Is(unicode.Nd, before) && before > utf8.RuneSelf) {
		return false
	}
	return strings.ContainsRune(confusedMarks, last) || last == hamza || last == heh || last == arabicComma
}

// isWord reports a known word, or one with endings.
func isWord(m *lang.Model, s string) bool {
	key, mask, ok := lang.Key(s)
	return m.Known(s) || ok && mask == 0 && m.Inflected(key)
}

// endsInHeh reports whether a word ends in heh or what the model takes for heh
// with hamza above: teh marbuta, or heh with a vowel mark.
func endsInHeh(s string) bool {
	s = strings.TrimRightFunc(s, vowel)
	last, _ := utf8.DecodeLastRuneInString(s)
	return last == heh || last == tehMarbuta || last == persianHeh
}

func vowel(r rune) bool { return r >= '\u064B' && r <= '\u0652' } // FATHATAN to SUKUN

// repairHeh writes hamza above on a final heh where the pixels show a mark of
// its size above the left end of the word, and where the model saw a teh marbuta
// in a word that Persian, not Arabic, has, with heh. Of the mark it makes now and then a
// second heh.
func repairHeh(s string, loc local) string {
	if !endsInHeh(s) {
		return s
	}
	bare := strings.TrimRightFunc(s, vowel)
	last, n := utf8.DecodeLastRuneInString(bare)
	stem := bare[:len(bare)-n]
	m := lang.Default()
	if !loc.hamza && (last != tehMarbuta || strings.HasPrefix(s, article) || m.Known(bare) || !m.Known(stem+string(heh))) {
		return s
	}
	once, joined := strings.CutSuffix(stem, string(zwnj))
	if short, twice := strings.CutSuffix(once, string(heh)); twice && isWord(m, once) && (joined || !isWord(m, stem+string(heh))) {
		stem = short
	}
	return stem + string(heh) + string(hamzaAbove)
}
