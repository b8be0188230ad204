package tesseract

import (
	"context"
	"image"
	"slices"
)

// In a large headline the white between letters that do not join is as wide as a gutter of the
// text below it: the recognizer takes its parts for columns, and cuts a word.

const (
	// tornLine is the white in heights of its letters up to which two lines beside each other
	// are one that was torn: no gutter is as narrow.
	tornLine = 0.45
	// tornShare is which part of the lower of the two must stand beside the other.
	tornShare = 0.6
	// tornLoss is how much less sure the line as a whole may be than its parts.
	tornLoss = 0.05
	// maxTorn bounds such lines on one page.
	maxTorn = 12
)

// joinTorn puts the parts of torn lines together and reads them again.
func (j *job) joinTorn(ctx context.Context, s *sheet) error {
	for range maxTorn {
		right, left, ok := s.tornPair()
		if !ok {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		whole := *right
		whole.words = slices.Clone(right.words)
		whole.mergeWords(left.words)
		whole.box = right.box.Union(left.box)
		found, err := j.readCrop(s, whole.box, j.language, modeLine, min(1, wantedLine/s.lineLetter(&whole)))
		if err != nil {
			return err
		}
		if len(found) == 1 && lineConf(found[0])+tornLoss >= lineConf(whole) {
			whole = found[0]
		}
		*right, left.words = whole, nil
		s.layout.settle()
	}
	s.audit()
	return nil
}

// tornPair finds two lines that stand so close beside each other that they are one.
func (s *sheet) tornPair() (right, left *line, ok bool) {
	var lines []*line
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			if !s.inTable(l.box) {
				lines = append(lines, l)
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return a.box.Min.Y - b.box.Min.Y })
	for i, a := range lines {
		for _, b := range lines[i+1:] {
			if b.box.Min.Y >= a.box.Max.Y {
				break
			}
			right, left = a, b
			if a.box.Max.X < b.box.Max.X {
				right, left = b, a
			}
			if s.isTorn(right, left) {
				return right, left, true
			}
		}
	}
	return nil, nil, false
}

// isTorn reports two lines that are one.
func (s *sheet) isTorn(right, left *line) bool {
	least := min(right.box.Dy(), left.box.Dy())
	beside := min(right.box.Max.Y, left.box.Max.Y) - max(right.box.Min.Y, left.box.Min.Y)
	if float64(beside) < tornShare*float64(least) {
		return false
	}
	if right.holdsInGap(left) || left.holdsInGap(right) {
		return true
	}
	white := right.box.Min.X - left.box.Max.X
	if white < -least || float64(white) >= tornLine*float64(least) {
		return false
	}
	ends := line{box: image.Rect(left.box.Max.X-2*least, left.box.Min.Y, right.box.Min.X+2*least, left.box.Max.Y)}
	return float64(white) < tornLine*s.lineLetter(&ends)
}

// holdsInGap reports a line beside l that stands between two words of it.
func (l *line) holdsInGap(inner *line) bool {
	right, left := false, false
	for _, w := range l.words {
		switch {
		case w.box.Min.X >= inner.box.Max.X:
			right = true
		case w.box.Max.X <= inner.box.Min.X:
			left = true
		default:
			return false
		}
	}
	return right && left
}
