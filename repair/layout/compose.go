package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A line is a row in order. Cells are first visual (left to right), then logical.
type line struct {
	cells    []cell
	y        float64
	size     float64
	x0, x1   float64
	rtl      bool // base direction
	strength int  // right-to-left minus left-to-right letters
	tabs     bool // a row of a table
	verse    bool // two hemistichs
	font     int32
	left     *unit   // a space painted at the left end
	word     float64 // width of the first word, where there are no cells
	slim     []int32 // joiners that may be spaces
}

// A cell is a unit or the white between two of them.
type cell struct {
	u     *unit // nil for a space
	space rune  // ' ' or '\t' where u is nil
	from  int32 // glyph of a space, or page.Inferred
	twin  int32 // glyph of a second space painted in the same white, or page.Inferred
	at    int   // place on the visual line
	rtl   bool  // logical line: the cell stands at an odd embedding level
	zwnj  int32 // a joiner stands in the white to the right of this cell: its glyph, or noJoiner
	gap   float64
}

const noJoiner = int32(math.MinInt32)

// compose orders the units of a row from left to right, binds the marks and finds
// the spaces and stated joiners.
func (a *arranger) compose(r *row) *line {
	c := composer{lineDesk: &a.desk.line, size: r.size}
	c.sortOut(r.units)
	a.bind(c.ink, c.mark)
	c.measure()
	l := &line{y: r.y, size: r.size, left: c.settle()}
	c.judge()
	l.cells = c.cut(a.room.newCells(len(c.ink) + len(c.ink)/3))
	l.slim = c.slim
	l.span(c.ink, c.right)
	return l
}

// span tells what the ink of a line says of all of it; right is where it ends.
func (l *line) span(ink []*unit, right float64) {
	if len(ink) == 0 {
		return
	}
	l.x0, l.x1 = ink[0].x0, right
	for _, u := range ink {
		l.x0, l.x1 = min(l.x0, u.x0), max(l.x1, u.x1)
		r, lt := u.strength()
		l.strength += r - lt
	}
	l.font = ink[len(ink)/2].font
}

// A composer makes a line of the units of a row. White i stands between ink[i-1] and ink[i].
type composer struct {
	*lineDesk
	size    float64 // of the line's font, points
	right   float64 // where the ink ends
	track   float64 // white between all letters, in font sizes
	least   float64 // gap from which on a word ends, in font sizes
	painted int     // whites in which a space is painted that moves the pen
	slopes  bool    // the words of a Nastaliq line
	led     bool    // dots lead from the words to a number
	slim    []int32 // joiners that may be spaces, see slimNet
}

// sortOut parts the units of a row by their roles, and orders each from left to right.
func (c *composer) sortOut(us []*unit) {
	c.ink, c.mark, c.white = c.ink[:0], c.mark[:0], c.white[:0]
	for _, u := range us {
		switch u.role {
		case markUnit:
			c.mark = append(c.mark, u)
		case spaceUnit, joinerUnit:
			c.white = append(c.white, u)
		default:
			c.ink = append(c.ink, u)
		}
	}
	c.sorter.sort(c.ink, (*unit).center)
	nested(c.ink)
	c.sorter.sort(c.white, func(u *unit) float64 { return u.x0 })
}

// measure takes the width of each white, in font sizes.
func (c *composer) measure() {
	c.gaps = cleared(c.gaps, len(c.ink))
	c.right = math.Inf(-1)
	for i, u := range c.ink {
		if i > 0 {
			c.gaps[i] = (u.x0 - c.right) / c.size
		}
		c.right = max(c.right, u.x1)
		if i > 0 && c.right > u.x1+0.5*c.size && u.x1 > c.ink[i-1].x1 {
			c.right = u.x1
		}
	}
	spacing(c.gaps, c.ink, c.mark, c.size)
}

// settle puts the painted spaces, two at most, and the joiners into the whites where they
// stand. A space before all ink is returned.
func (c *composer) settle() (left *unit) {
	n := len(c.ink)
	c.fill, c.join, c.twin = cleared(c.fill, n+1), cleared(c.join, n+1), cleared(c.twin, n+1)
	beyond := 0 // the ink from there on stands right of the white
	for _, w := range c.white {
		for beyond < n && c.ink[beyond].center() < w.x0 {
			beyond++
		}
		i := slot(c.ink, w, beyond)
		switch {
		case w.role == joinerUnit:
			c.join[i] = w
		case i == 0:
			left = w
		case i == n:
		case c.fill[i] == nil:
			c.fill[i] = w
		case w.width() > c.fill[i].width():
			c.fill[i], c.twin[i] = w, c.fill[i]
		default:
			c.twin[i] = w
		}
	}
	return left
}

// judge finds the gap from which on a word ends.
func (c *composer) judge() {
	c.led = isLed(c.ink)
	sorted := c.sortedGaps()
	c.track = tracking(sorted, c.filledGaps())
	if c.slopes = sloping(c.ink); c.slopes {
		c.least = slopeThreshold(c.gaps, c.ink)
	} else {
		c.least = threshold(sorted, spelled(c.ink))
	}
	for i := 1; i < len(c.ink); i++ {
		// Some programs paint only the spaces that must not break, beside formulas and names.
		if c.ink[i-1].isLatin() == c.ink[i].isLatin() && c.isFilled(i) {
			c.painted++
		}
	}
	if !c.slopes && c.painted < paintedLeast && eastern(c.ink) {
		c.least = min(c.least, exactThreshold(sorted, c.least))
		if !c.led {
			c.least = min(c.least, tightThreshold(sorted))
		}
	}
}

// sortedGaps are the widths of the whites in order, but for those between dots that lead.
func (c *composer) sortedGaps() []float64 {
	c.ordered = c.ordered[:0]
	for i := 1; i < len(c.gaps); i++ {
		if !c.leads(i) {
			c.ordered = append(c.ordered, c.gaps[i])
		}
	}
	slices.Sort(c.ordered)
	return c.ordered
}

// filledGaps are those of them in which a space is painted.
func (c *composer) filledGaps() []float64 {
	c.filled = c.filled[:0]
	for i := 1; i < len(c.gaps); i++ {
		if c.fill[i] != nil && !c.leads(i) {
			c.filled = append(c.filled, c.gaps[i])
		}
	}
	slices.Sort(c.filled)
	return c.filled
}

func (c *composer) leads(i int) bool { return c.led && betweenDots(c.ink, i) }

// gap is how far the pen went on by white i, points.
func (c *composer) gap(i int) float64 {
	return net(c.ink[i-1], c.fill[i], c.ink[i], c.gaps[i]*c.size)
}

// isFilled reports that a space is painted in white i which moves the pen.
func (c *composer) isFilled(i int) bool {
	f := c.fill[i]
	return f != nil && c.gap(i)-c.track*c.size >= c.filler(i)*max(f.width(), fillerLeast*c.size)
}

// filler is the part of its width that a space in white i has to move the pen at least.
func (c *composer) filler(i int) float64 {
	if isArabicLetter(c.ink[i-1].first()) && isArabicLetter(c.ink[i].last()) {
		return slimNet
	}
	return fillerNet
}

// cut adds the ink and the spaces of the line to the cells.
func (c *composer) cut(cells []cell) []cell {
	for i, u := range c.ink {
		if i > 0 {
			if s, ok := c.spaceAt(i); ok {
				cells = append(cells, s)
			}
		}
		cells = append(cells, cell{u: u, zwnj: c.joinerAt(i + 1)})
	}
	for i := range cells {
		cells[i].at = i
	}
	return cells
}

// spaceAt is the space of white i, if a word ends there.
func (c *composer) spaceAt(i int) (cell, bool) {
	left, right, f := c.ink[i-1], c.ink[i], c.fill[i]
	s := cell{space: ' ', from: page.Inferred, twin: page.Inferred, gap: c.gap(i) / c.size, zwnj: noJoiner}
	switch {
	case left.partsFrom(right):
		if f != nil {
			s.from = f.glyphs[0]
		}
		return s, true
	case f != nil:
		s.from = f.glyphs[0]
		if c.twin[i] != nil {
			s.twin = c.twin[i].glyphs[0]
		}
		return s, c.isFilled(i)
	case s.gap < c.least, c.slopes && joined(left, right):
		return s, false
	}
	// Where all spaces are painted, a gap of the same pen is none.
	return s, c.painted < paintedLeast || s.gap >= spaceMost || !right.silent() && !left.silent() && !paintedTogether(left, right)
}

// joinerAt is the glyph of a joiner in white i, stated or the trace of one; or noJoiner.
func (c *composer) joinerAt(i int) int32 {
	if j := c.join[i]; j != nil {
		return j.glyphs[0]
	}
	f := c.fill[i]
	if f != nil && !c.ink[i-1].partsFrom(c.ink[i]) && c.gap(i)-c.track*c.size < c.filler(i)*f.width() {
		if c.gap(i)-c.track*c.size >= fillerNet*f.width() {
			c.slim = append(c.slim, f.glyphs[0])
		}
		return f.glyphs[0]
	}
	return noJoiner
}
