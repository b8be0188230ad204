package layout

import (
	"cmp"
	"math"
	"slices"
)

// A shaper hands out a letter and its marks as one cluster, so that a producer paints all
// marks of a page after their letters or, where the pen moves against the script, all of
// them before. Which of the two it is shows in the marks that stand over one letter only;
// a mark between two letters, over a narrow lam say, follows the others.

const (
	// markClear: the letter that a mark is not for is so much farther away, in font sizes.
	markClear = 0.1
	// markVotes: so many marks show the order of painting.
	markVotes = 6
	// markAgree: and this part of them agree. Tuned on pages of Amiri, whose marks lean
	// over their neighbours, and of five other fonts by six producers.
	markAgree = 0.9
)

// learnMarks counts in which order the marks of the page were painted.
func (a *arranger) learnMarks() ballot {
	var b ballot
	for _, f := range a.frames {
		for i := range f.regions {
			for _, r := range f.regions[i].rows {
				a.learnRow(r, &b)
			}
		}
	}
	return b
}

func (a *arranger) learnRow(r *row, b *ballot) {
	var ink, marks []*unit
	for _, u := range r.units {
		switch {
		case u.role == markUnit && u.width() > 0 && !u.span:
			marks = append(marks, u)
		case u.role == inkUnit || u.role == blankUnit:
			ink = append(ink, u)
		}
	}
	if len(marks) == 0 {
		return
	}
	slices.SortFunc(ink, func(p, q *unit) int { return cmp.Compare(p.glyphs[0], q.glyphs[0]) })
	for _, m := range marks {
		if a.movesPen(m) {
			continue
		}
		before, after := paintedBeside(ink, m)
		if before == nil || after == nil {
			continue
		}
		switch d := distance(before, m) - distance(after, m); {
		case d > markClear*m.size:
			b.first++
			b.all++
		case d < -markClear*m.size:
			b.all++
		}
	}
}

// A ballot is how many marks were painted before their letter, and of how many.
type ballot struct{ first, all int }

func (b ballot) order() markOrder {
	switch share := float64(b.first) / float64(max(b.all, 1)); {
	case b.all < markVotes:
		return marksAnyhow
	case share >= markAgree:
		return marksFirst
	case share <= 1-markAgree:
		return marksLast
	}
	return marksAnyhow
}

// markOrder is when a producer paints the marks of a letter.
type markOrder uint8

const (
	marksAnyhow markOrder = iota
	marksFirst            // before the letter
	marksLast             // after it
)

// paintedBeside is the ink painted just before and just after a mark, with other marks
// between at most; painted is in painting order.
func paintedBeside(painted []*unit, m *unit) (before, after *unit) {
	i, _ := slices.BinarySearchFunc(painted, m.glyphs[0], func(u *unit, g int32) int { return cmp.Compare(u.glyphs[0], g) })
	if i > 0 && m.glyphs[0]-painted[i-1].glyphs[len(painted[i-1].glyphs)-1] < markStack && isBase(painted[i-1]) {
		before = painted[i-1]
	}
	if i < len(painted) && painted[i].glyphs[0]-m.glyphs[0] < markStack && isBase(painted[i]) {
		after = painted[i]
	}
	return before, after
}

// distance is how far the middle of a mark lies outside of a letter, points.
func distance(u, m *unit) float64 {
	c := m.center()
	return max(u.x0-c, c-u.x1, 0)
}

// ordered is the base of a mark by the order of painting, if it stands near enough.
func (a *arranger) ordered(painted []*unit, m *unit) *unit {
	if a.marks == marksAnyhow || m.span {
		return nil
	}
	before, after := paintedBeside(painted, m)
	base := before
	if a.marks == marksFirst {
		base = after
	}
	if base == nil || distance(base, m) > markReach*m.size || math.Abs(base.y-m.y) > markRise*m.size {
		return nil
	}
	return base
}
