package tesseract

import (
	"image"
	"slices"
)

// leaderReach is how far from the ends of a leader its words stand at most, in letters.
const leaderReach = 6.0

// follow puts what leaders join into one line: to the recognizer the numbers of pages are a
// column of their own. The word behind a leader is marked.
func (s *sheet) follow() {
	for _, box := range s.leaders {
		rightLine, right := s.besideLeader(box, false)
		leftLine, left := s.besideLeader(box, true)
		if right < 0 || left < 0 {
			continue
		}
		// The line is read from the side with the larger part of the words.
		if rightLine != leftLine {
			if len(leftLine.words) > len(rightLine.words) {
				rightLine, leftLine = leftLine, rightLine
			}
			rightLine.mergeWords(leftLine.words)
			leftLine.words = nil
		}
		for i := 1; i < len(rightLine.words); i++ {
			a, b := &rightLine.words[i-1], &rightLine.words[i]
			b.leader = b.leader || a.box.Min.X >= box.Max.X-a.box.Dx()/2 && b.box.Max.X <= box.Min.X+b.box.Dx()/2 ||
				b.box.Min.X >= box.Max.X-b.box.Dx()/2 && a.box.Max.X <= box.Min.X+a.box.Dx()/2
		}
	}
	s.layout.settle()
}

// besideLeader is the word next to a leader on its left or right, and the line that it is of;
// -1 if there is none.
func (s *sheet) besideLeader(box image.Rectangle, left bool) (at *line, word int) {
	word = -1
	most := int(leaderReach * s.survey.Letter)
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n, w := range l.words {
				if w.box.Max.Y+w.box.Dy()/2 < box.Min.Y || w.box.Min.Y > box.Max.Y {
					continue
				}
				away := w.box.Min.X - box.Max.X
				if left {
					away = box.Min.X - w.box.Max.X
				}
				if away < most && away > -w.box.Dx()/2 {
					most, at, word = away, l, n
				}
			}
		}
	}
	return at, word
}

// hasLeader reports an entry of a table of contents.
func (l *line) hasLeader() bool {
	return slices.ContainsFunc(l.words, func(w word) bool { return w.leader })
}
