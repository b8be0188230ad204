package tesseract

import (
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/script"
)

const (
	// maskedArabic is how likely each piece of a word that was read without letters must be one
	// of the Arabic script for it to be read again, and maskedConf the least confidence of the
	// letters it gives.
	maskedArabic, maskedConf = 0.8, 0.5
	// maxMasked bounds such words on one page.
	maxMasked = 20
)

// rereadLetters reads words again that came out as a digit or a bracket and whose ink is
// letters: short words of the Arabic script, above all, pass for them.
func (j *job) rereadLetters(s *sheet) error {
	left := maxMasked
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for from := 0; from < len(l.words); from++ {
				to := from
				var box image.Rectangle
				for to < len(l.words) && masked(l.words[to]) && (to == from || float64(box.Min.X-l.words[to].box.Max.X) < signJoint*s.survey.Letter) {
					box = box.Union(l.words[to].box)
					to++
				}
				if to == from || !s.ofLetters(l, box) {
					continue
				}
				if left--; left < 0 {
					return nil
				}
				lines, err := j.readPatch(s, s.whole(box), j.language)
				if err != nil {
					return err
				}
				if len(lines) != 1 || len(lines[0].words) != 1 {
					continue
				}
				got := lines[0].words[0]
				if got.conf >= maskedConf && strings.ContainsFunc(got.text, arabicLetter) && !strings.ContainsFunc(got.text, unicode.IsDigit) {
					l.words = slices.Replace(l.words, from, to, got)
				}
			}
		}
	}
	return nil
}

// masked reports a word that may be letters read as something else: of one or two signs, and
// none of them sure.
func masked(w word) bool {
	return !w.latin && !w.sure && utf8.RuneCountInString(w.text) <= 2 && !strings.ContainsFunc(w.text, unicode.IsLetter)
}

// ofLetters reports that all ink in a box of a line is letters of the Arabic script, by its
// shape.
func (s *sheet) ofLetters(l *line, box image.Rectangle) bool {
	p, row := s.pieces(), s.rowAround(l, box)
	groups, boxes := p.Groups(row.ids)
	seen := 0
	for i, g := range groups {
		if mid := (boxes[i].Min.X + boxes[i].Max.X) / 2; mid < box.Min.X || mid >= box.Max.X {
			continue
		}
		piece := script.PieceOf(p.Part(g), boxes, i, row.letter)
		if probs := script.Default().Read(&piece, row.letter, row.base); probs[script.Arabic] < maskedArabic {
			return false
		}
		seen++
	}
	return seen > 0
}
