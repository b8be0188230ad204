package layout

import (
	"slices"
)

// Typesetters of Persian books write the half-space as a space of a third of the usual
// width. The painted spaces of such a page are of two clearly different widths, and the
// narrow ones stand where Unicode has a ZWNJ.
const (
	// halfMost: a half-space is at most so wide, in font sizes,
	halfMost = 0.13
	// halfShare: and at most this part of the usual space of its line,
	halfShare = 0.45
	// halfUsual: which is at least so wide, in font sizes.
	halfUsual = 0.17
	// halfLeast: so many on a page show that they are meant,
	halfLeast = 4
	// halfBetween: and of the narrow spaces at most this part lies between the two widths.
	halfBetween = 0.2
	// usualLeast: a line tells its usual space by so many of them.
	usualLeast = 4
)

// halfSpaces makes joiners of the narrow spaces of a page of which there are two widths:
// after a letter that would join, whose shape shows that a word part ends there.
func (a *arranger) halfSpaces() {
	type narrow struct {
		l *line
		i int
	}
	var all []narrow
	between := 0
	for _, f := range a.frames {
		for r := range f.regions {
			for _, l := range f.regions[r].lines {
				usual := l.usualSpace()
				if usual < halfUsual {
					continue
				}
				for i, c := range l.cells {
					switch {
					case c.u != nil || c.space != ' ' || c.from < 0 || i == 0 || i+1 == len(l.cells) || l.cells[i-1].u == nil || l.cells[i+1].u == nil:
					case c.gap <= halfMost && c.gap <= halfShare*usual:
						// Still visual order: the letter before is the right one.
						if isDualJoining(l.cells[i+1].u.last()) && isArabicLetter(l.cells[i-1].u.first()) {
							all = append(all, narrow{l, i})
						}
					case c.gap < (1+halfShare)/2*usual:
						between++
					}
				}
			}
		}
	}
	if len(all) < halfLeast || float64(between) > halfBetween*float64(len(all)+between) {
		return
	}
	gone := map[*line]map[int]bool{}
	for _, n := range all {
		if gone[n.l] == nil {
			gone[n.l] = map[int]bool{}
		}
		gone[n.l][n.i] = true
	}
	for l, spaces := range gone {
		kept := l.cells[:0]
		for i, c := range l.cells {
			if spaces[i] {
				kept[len(kept)-1].zwnj = c.from
				continue
			}
			c.at = len(kept)
			kept = append(kept, c)
		}
		l.cells = kept
	}
}

// usualSpace is the median of the painted spaces between the words of a line in font sizes, those
// that can be half-spaces left out; 0 where there are too few. The dots of a leader have wide ones.
func (l *line) usualSpace() float64 {
	var gs []float64
	dot := func(i int) bool {
		return i < 0 || i >= len(l.cells) || l.cells[i].u == nil || isDots(l.cells[i].u.text)
	}
	for i, c := range l.cells {
		if c.u == nil && c.space == ' ' && c.from >= 0 && c.gap > halfMost && !(dot(i-1) && dot(i+1)) {
			gs = append(gs, c.gap)
		}
	}
	if len(gs) < usualLeast {
		return 0
	}
	slices.Sort(gs)
	return gs[len(gs)/2]
}
