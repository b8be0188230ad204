package tesseract

import (
	"image"
	"slices"

	"github.com/paknevis/paknevis/ocr/digit"
)

// A column of numbers beside a text, as those of a list, passes for a line that runs from the top
// down, whose signs are read lying on their side.

const (
	// minStack is the least number of words of such a line, and stackHeight the most that one
	// is high, in letters: words of a text that is turned are longer.
	minStack    = 3
	stackHeight = 3.0
)

// unstack takes these lines apart: what is a number stays, in the row that it stands in, and the
// rest is ink that was not read.
func (s *sheet) unstack() {
	var loose []word
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		b.lines = slices.DeleteFunc(b.lines, func(l line) bool {
			if !s.stacked(l) {
				return false
			}
			loose = append(loose, l.words...)
			return true
		})
	}
	if loose == nil {
		return
	}
	s.layout.settle()
	for _, w := range loose {
		parts := s.pieces().Parts(w.box)
		n := digit.Default().Read(parts, s.survey.Letter, digit.Context{})
		if !n.Sure() {
			continue
		}
		box := image.Rectangle{}
		for _, p := range parts {
			box = box.Union(p.Box)
		}
		s.insert(line{box: box, size: float64(box.Dy()), words: []word{{box: box, text: n.Text, conf: n.Conf, sure: true}}})
	}
}

// stacked reports a line whose words stand one under the other.
func (s *sheet) stacked(l line) bool {
	for i, w := range l.words {
		if float64(w.box.Dy()) > stackHeight*s.survey.Letter || i > 0 && w.box.Min.Y < l.words[i-1].box.Max.Y {
			return false
		}
	}
	return len(l.words) >= minStack
}
