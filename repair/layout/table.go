package layout

import (
	"cmp"
	"math"
	"slices"
)

// Rows of tables and lines of verse. Tuned on tables of seven producers.
const (
	// cellGap: white in a row of a table is at least this wide, in font sizes,
	cellGap = 1.2
	// cellToSpace: and so many times as wide as the narrowest space of its line, for a
	// justified line may have wide spaces, but alike,
	cellToSpace = 1.6
	// cellSure: or wider than justification ever makes a space.
	cellSure = 2.5
	// cellAlone: so wide, it parts a title from its page number though no other line has
	// white there.
	cellAlone = 5
	// cellFar: two pieces of a line so far apart, and by so many times the widest space in
	// them, or twice as far, are cells.
	cellFar    = 8
	farToSpace = 3
	// pageDigits: a page number has at most so many signs.
	pageDigits = 5
	// stripWidth: white that runs through all rows of a table is at least this wide, in
	// font sizes.
	stripWidth = 0.3
	// stripSure: so wide, it parts columns though no row has white as wide as cellGap there.
	stripSure = 0.6
	// tableRows: so many rows show that white over white is no chance.
	tableRows = 3
)

// cut finds the white that parts cells of a table and hemistichs: wide gaps that
// stand over each other in neighbouring rows.
func (a *arranger) cut(r *region) {
	all := make([]whites, len(r.lines))
	for i, l := range r.lines {
		l.leaders()
		all[i] = l.whites(l.cellGap())
	}
	for i, l := range r.lines {
		if len(all[i].list) == 0 {
			continue
		}
		shared := 0
		for _, g := range all[i].list {
			for _, j := range [2]int{i - 1, i + 1} {
				if j < 0 || j >= len(r.lines) {
					continue
				}
				if all[j].beside(g, func(h interval) bool {
					return min(g.x1, h.x1)-max(g.x0, h.x0) >= cellGap/2*l.size
				}) {
					shared++
					break
				}
			}
		}
		wide := all[i].list
		if shared == 0 && !l.numbered(wide) && !l.parted(wide) {
			continue
		}
		verse := len(wide) == 1 && a.hemistichs(l, wide[0])
		least := l.cellGap()
		for k := range l.cells {
			if c := &l.cells[k]; c.u == nil && c.gap >= least && !l.besideBullet(k) {
				c.space = '\t'
			}
		}
		l.tabs, l.verse = !verse, verse
	}
	r.tables()
	for i, l := range r.lines {
		for _, j := range [2]int{i - 1, i + 1} {
			if !l.tabs && !l.verse && j >= 0 && j < len(r.lines) && r.lines[j].verse && len(all[j].list) == 1 {
				a.cutVerse(l, all[j].list[0])
			}
		}
	}
}

// whites are the pieces of white of a line, by their left edges.
type whites struct {
	list []interval
	far  []float64 // how far to the right those up to each one reach
}

// whites are those that are at least so wide, in font sizes, with ink on both sides.
func (l *line) whites(least float64) (w whites) {
	for i, c := range l.cells {
		if c.u == nil && c.gap >= least && i > 0 && i+1 < len(l.cells) && l.cells[i-1].u != nil && l.cells[i+1].u != nil && !l.besideBullet(i) {
			w.list = append(w.list, interval{l.cells[i-1].u.x1, l.cells[i+1].u.x0})
		}
	}
	slices.SortStableFunc(w.list, func(p, q interval) int { return cmp.Compare(p.x0, q.x0) })
	w.far = make([]float64, len(w.list))
	most := math.Inf(-1)
	for i, v := range w.list {
		most = max(most, v.x1)
		w.far[i] = most
	}
	return w
}

// beside reports whether one of those that overlap or touch a piece of white is as asked.
func (w whites) beside(v interval, is func(interval) bool) bool {
	from, _ := slices.BinarySearch(w.far, v.x0)
	for _, h := range w.list[from:] {
		if h.x0 > v.x1 {
			return false
		}
		if is(h) {
			return true
		}
	}
	return false
}

// cover reports whether one of them takes in a strip.
func (w whites) cover(s interval) bool {
	return w.beside(s, func(h interval) bool { return h.x0 <= s.x0 && h.x1 >= s.x1 })
}

// parted reports a line of two pieces so far apart that no setting of one line would do it.
func (l *line) parted(wide []interval) bool {
	if len(wide) != 1 {
		return false
	}
	others, most := 0, 0.0
	for _, c := range l.cells {
		if c.u == nil && c.gap*l.size < wide[0].x1-wide[0].x0-0.01*l.size {
			others, most = others+1, max(most, c.gap)
		}
	}
	gap := (wide[0].x1 - wide[0].x0) / l.size
	return others > 0 && gap >= cellFar && gap >= farToSpace*most || gap >= 2*cellFar
}

// numbered reports a line that consists of a title and a number far behind it, as in a
// table of contents.
func (l *line) numbered(wide []interval) bool {
	if len(wide) != 1 || wide[0].x1-wide[0].x0 < cellAlone*l.size {
		return false
	}
	signs, digits, letters := 0, 0, 0
	for _, c := range l.cells {
		switch {
		case c.u == nil:
		case c.u.center() > wide[0].x0 == (l.strength > 0):
			letters++
		case isNumber(classOf(c.u.first())):
			digits++
			fallthrough
		default:
			signs++
		}
	}
	return digits > 0 && digits == signs && signs <= pageDigits && letters > 2
}

// cutVerse cuts a line beside a line of verse where its white is widest, if that stands
// over or under the white between the hemistichs of the neighbour.
func (a *arranger) cutVerse(l *line, h interval) {
	widest := -1
	for k, c := range l.cells {
		if c.u == nil && k > 0 && k+1 < len(l.cells) && (widest < 0 || c.gap > l.cells[widest].gap) {
			widest = k
		}
	}
	if widest < 0 || l.cells[widest-1].u == nil || l.cells[widest+1].u == nil {
		return
	}
	g := interval{l.cells[widest-1].u.x1, l.cells[widest+1].u.x0}
	if min(g.x1, h.x1)-max(g.x0, h.x0) >= cellGap/2*l.size && a.hemistichs(l, g) {
		l.cells[widest].space, l.verse = '\t', true
	}
}

// cellGap is the width from which on white can part cells of this line, in font sizes.
func (l *line) cellGap() float64 {
	narrow, n := math.Inf(1), 0
	for _, c := range l.cells {
		if c.u == nil {
			narrow = min(narrow, c.gap)
			n++
		}
	}
	if n < 3 {
		return cellGap
	}
	return min(max(cellGap, cellToSpace*narrow), cellSure)
}

// hemistichs reports whether both sides of the white have about the same width and
// the letters of half a line of verse.
func (a *arranger) hemistichs(l *line, g interval) bool {
	lw, rw := g.x0-l.x0, l.x1-g.x1
	if min(lw, rw) < (1-3*verseSpread)*max(lw, rw) {
		return false
	}
	left, right := 0, 0
	for _, c := range l.cells {
		if c.u == nil {
			continue
		}
		r, lt := c.u.strength()
		if c.u.center() < g.x0 {
			left += r + lt
		} else {
			right += r + lt
		}
	}
	return min(left, right) >= columnLetters && max(left, right) <= verseLetters
}

// tables cuts the rows of each table at the white that runs through all of them, narrow
// as it may be in one row: the words of a long cell come near to the next column.
func (r *region) tables() {
	for i := 0; i < len(r.lines); i++ {
		if !r.lines[i].tabs {
			continue
		}
		j := i
		for j < len(r.lines) && r.lines[j].tabs {
			j++
		}
		rows := r.lines[i:j]
		if len(rows) >= tableRows {
			strips := stripsOf(rows)
			// The row of titles above, if it has the same columns.
			if i > 0 && !r.lines[i-1].verse && len(r.lines[i-1].cells) > 0 {
				with := stripsOf(r.lines[i-1 : j])
				if len(with) == len(strips) && r.lines[i-1].spans(with) {
					rows, strips = r.lines[i-1:j], with
				}
			}
			for _, l := range rows {
				l.cutAt(strips)
			}
		}
		i = j
	}
}

// stripsOf lists the white strips that run through all rows and are wide, or as wide as
// the white between cells in one of them.
func stripsOf(rows []*line) []interval {
	var ink []interval
	size := 0.0
	for _, l := range rows {
		size = max(size, l.size)
		for _, c := range l.cells {
			if c.u != nil {
				ink = append(ink, interval{c.u.x0, c.u.x1})
			}
		}
	}
	ink = merge(ink, stripWidth*size)
	wide := make([]whites, len(rows)) // white that parts cells by its width
	for i, l := range rows {
		wide[i] = l.whites(l.cellGap())
	}
	var out []interval
	for i := 1; i < len(ink); i++ {
		s := interval{ink[i-1].x1, ink[i].x0}
		if s.x1-s.x0 >= stripSure*size && len(rows) >= tableRows || slices.ContainsFunc(wide, func(w whites) bool { return w.cover(s) }) {
			out = append(out, s)
		}
	}
	return out
}

// spans reports whether the line has ink in all columns between the strips.
func (l *line) spans(strips []interval) bool {
	w := l.whites(math.Inf(-1))
	return len(strips) > 0 && !slices.ContainsFunc(strips, func(s interval) bool { return !w.cover(s) })
}

// cutAt makes a tab of the white at each strip.
func (l *line) cutAt(strips []interval) {
	for i := range l.cells {
		c := &l.cells[i]
		if c.u != nil || i == 0 || i+1 >= len(l.cells) || l.besideBullet(i) {
			continue
		}
		x0, x1 := l.cells[i-1].u.x1, l.cells[i+1].u.x0
		// Strips lie side by side: of those right of x0 the first ends first.
		k, _ := slices.BinarySearchFunc(strips, x0, func(s interval, x float64) int { return cmp.Compare(s.x0, x) })
		if k < len(strips) && strips[k].x1 <= x1 {
			c.space, l.tabs, l.verse = '\t', true, false
		}
	}
}
