package tesseract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
)

// The recognizer reads the texture of photographs, and ornaments, as digits and strokes.

// Limits of what is taken for a picture, chosen on 3,384 lines of 130 public pages at 200 per inch:
// of 3,432 letters and digits in 228 lines that a first form of them left out 165 stood in words
// of the page.
const (
	// pictureConf is the confidence below which a line may be one, and fewWords the share of its
	// letters and digits that words have there at most.
	pictureConf, fewWords = 0.5, 0.2
	// wordRunes is the length from which something is a word, and wordConf the confidence from
	// which an unknown one is; from pairConf on two letters are.
	wordRunes, wordConf = 3, 0.5
	pairConf            = 0.85
	// A row of at least ornamentMarks of ornamentRunes each, of which none is a word, is an
	// ornament below the confidence ornamentConf: digits in a table are surer.
	ornamentMarks = 8
	ornamentRunes = 1.5
	ornamentConf  = 0.75
	// textConf is the least confidence of what stays: nastaliq that is read as naskh stays below 0.6.
	textConf = 0.7
)

// dropPictures leaves out the lines that no reading makes words of, beside others that are read
// well: a page that is noise as a whole is for the caller to judge.
func (j *job) dropPictures(s *sheet) {
	m, gone := lang.Default(), 0
	text := &layout{}
	for _, b := range s.layout.blocks {
		all := len(b.lines)
		b.lines = slices.DeleteFunc(slices.Clone(b.lines), func(l line) bool { return isPicture(m, l) })
		gone += all - len(b.lines)
		text.blocks = append(text.blocks, b)
	}
	conf, words := text.confidence()
	if gone == 0 || conf < textConf {
		return
	}
	s.layout.blocks, s.conf, s.words = text.blocks, conf, words
	s.layout.settle()
	j.warn(ocr.WarnPicture, "the marks of %d lines make no words: they were taken for pictures or ornaments and left out", gone)
}

// isPicture reports a line whose words are noise.
func isPicture(m *lang.Model, l line) bool {
	conf := lineConf(l)
	if conf >= ornamentConf {
		return false
	}
	signs, inWords := 0, 0
	for _, w := range l.words {
		n := 0
		for _, r := range w.text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
		signs += n
		if w.sure || isPlainWord(m, w) {
			inWords += n
		}
	}
	if inWords == 0 && len(l.words) >= ornamentMarks && float64(signs) <= ornamentRunes*float64(len(l.words)) {
		return true
	}
	return conf < pictureConf && float64(inWords) < max(fewWords*float64(signs), 1)
}

// isPlainWord reports a word of letters of one script, or a number, that is likely to be one.
func isPlainWord(m *lang.Model, w word) bool {
	if w.latin && w.conf >= wordConf {
		return true
	}
	core := strings.TrimFunc(w.text, outer)
	if n := utf8.RuneCountInString(core); n < 2 || n < wordRunes && w.conf < pairConf {
		return false
	}
	if w.latin && !strings.ContainsFunc(core, unicode.IsDigit) {
		return true
	}
	kinds := 0
	for _, is := range []func(rune) bool{arabicLetter, unicode.IsDigit, otherLetter} {
		if strings.ContainsFunc(core, is) {
			kinds++
		}
	}
	return kinds == 1 && (w.conf >= wordConf || isWord(m, core))
}

func otherLetter(r rune) bool { return unicode.IsLetter(r) && !arabicLetter(r) }
