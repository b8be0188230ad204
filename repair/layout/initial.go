package layout

import "slices"

// Measures of initials, in sizes of the lines beside them. Tuned on a book of XeTeX whose chapters
// begin with letters that are three lines high, and on the pages of six producers.
const (
	// initialSize: an initial is so many times as large as the lines beside it at least.
	initialSize = 1.8
	// initialLines: so many lines stand beside it at least; a heading is larger than the
	// lines under it and has none.
	initialLines = 2
	// initialUnits bounds the glyphs that are enlarged: a letter, its dots, a quotation mark.
	initialUnits = 4
	// initialMost bounds the rows of enlarged glyphs of a page; more are no initials.
	initialMost = 256
	// initialRise: the first of the lines stands under the top of capitals, in sizes of the initial.
	initialRise = 0.75
	// initialGap: the lines begin so near to it.
	initialGap = 2.0
	// initialSink: it stands on the last of the lines, or so much higher or lower.
	initialSink = 0.6
)

// sinkInitials puts letters that begin a paragraph, as high as several of its lines, on the
// first of these. Where they stand by their own baseline they reach over to several lines,
// and pull them into one.
func (c *clusterer) sinkInitials(base []*unit) {
	least, most := 0.0, 0.0
	for _, u := range base {
		if most = max(most, u.size); least == 0 || u.size < least {
			least = u.size
		}
	}
	if most < initialSize*least {
		return
	}
	size := initialSize * bodySize(base)
	if most < size {
		return
	}
	isLarge := func(u *unit) bool { return u.size >= size }
	large := slices.DeleteFunc(slices.Clone(base), func(u *unit) bool { return !isLarge(u) })
	initials := c.onBaselines(large)
	if len(initials) > initialMost {
		return
	}
	rs := c.onBaselines(slices.DeleteFunc(slices.Clone(base), isLarge))
	for _, initial := range initials {
		if len(initial.units) > initialUnits || !slices.ContainsFunc(initial.units, (*unit).isLetter) {
			continue
		}
		if first := initial.lines(rs); first != nil {
			for _, u := range initial.units {
				u.y, u.size, u.initial = first.y, first.size, true
			}
		}
	}
}

// lines is the first of the lines that begin beside an initial, nil if there are too few.
func (r *row) lines(rs []*row) (first *row) {
	n, right, left := 0, 0, 0
	foot := false
	for _, l := range rs {
		gap := initialGap * l.size
		if r.size < initialSize*l.size || l.y > r.y+initialRise*r.size || l.y < r.y-initialSink*l.size {
			continue
		}
		switch {
		case l.x1 <= r.x0+l.size/2 && l.x1 > r.x0-gap: // the initial is at their right end
			right++
		case l.x0 >= r.x1-l.size/2 && l.x0 < r.x1+gap:
			left++
		default:
			continue
		}
		foot = foot || l.y < r.y+initialSink*l.size
		if n++; first == nil || l.y > first.y {
			first = l
		}
	}
	if n < initialLines || !foot || right > 0 && left > 0 {
		return nil
	}
	return first
}

// beginsInitial reports a line that begins with an initial, beside which the lines after it
// start farther in.
func (l *line) beginsInitial() bool {
	return slices.ContainsFunc(l.cells, func(c cell) bool { return c.u != nil && c.u.initial })
}

// isLetter reports a unit of letters.
func (u *unit) isLetter() bool {
	r, l := u.strength()
	return r+l > 0
}
