package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// carryMost bounds the cells of a line that is looked at: each space that is carried moves those
// behind it. The widest tables have some hundreds.
const carryMost = 2048

// Word processors cut a right-to-left line into runs by language and font, and a space
// typed beside a foreign word often belongs to the foreign run. Such a run is painted
// from left to right with its space, so that the space shows on the wrong side of the
// word:
//
//	typed    ABC_ (in English) - SHABAKE    painted   EKABAHS -ABC_(
//	typed    SHODE _(Proposed)              painted   _(Proposed)EDOHS
//
// carry takes the space to the side on which it was typed. It moves only a space of
// the foreign run's own font that was painted next to the run, and only to a side that
// has none. Where the line's own space was painted beside it, that one stays.
func (a *arranger) carry(l *line) {
	if !l.rtl || len(l.cells) > carryMost {
		return
	}
	for i := 0; i < len(l.cells); i++ {
		if c := l.cells[i]; c.u != nil && !c.rtl && c.u.isLatin() {
			i = a.carryBeside(l, l.foreignRun(i))
		}
	}
}

// A foreignRun is the cells [from, to) of a line, of one font, and the first and the last
// glyph of them as they were painted.
type foreignRun struct {
	from, to    int
	font        int32
	first, last int32
}

// foreignRun is the run around the Latin cell i.
func (l *line) foreignRun(i int) foreignRun {
	r := foreignRun{from: i, to: i + 1, font: l.cells[i].u.font, first: math.MaxInt32, last: -1}
	for r.to < len(l.cells) && l.foreign(r.to, r.font) {
		r.to++
	}
	for r.from > 0 && l.cells[r.from-1].u != nil && l.foreign(r.from-1, r.font) {
		r.from--
	}
	for r.to > r.from+1 && l.cells[r.to-1].u == nil {
		r.to--
	}
	for _, d := range l.cells[r.from:r.to] {
		if d.u != nil {
			r.first, r.last = min(r.first, d.u.glyphs[0]), max(r.last, d.u.glyphs[0])
		}
	}
	return r
}

// carryBeside carries the space of a run, and returns the cell that was looked at last.
func (a *arranger) carryBeside(l *line, r foreignRun) int {
	own := func(g int32) bool {
		return g >= 0 && int(g) < len(a.page.Glyphs) && a.page.Glyphs[g].Font == r.font
	}
	stray := func(i int, g int32) bool {
		return i >= 0 && i < len(l.cells) && own(g) && l.cells[i].u == nil && (l.cells[i].from == g || l.cells[i].twin == g)
	}
	bare := func(i int) bool {
		return i >= 0 && i < len(l.cells) && l.cells[i].u != nil && l.cells[i].u.font != r.font
	}
	switch {
	case bare(r.to) && stray(r.from-1, r.last+1):
		return l.carryBehind(r)
	case bare(r.from-1) && stray(r.to, r.first-1):
		return l.carryBefore(r)
	case bare(r.from-1) && r.to == len(l.cells) && l.left != nil && l.left.glyphs[0] == r.first-1 && own(r.first-1):
		s := cell{space: ' ', from: r.first - 1, twin: page.Inferred, at: math.MinInt32, zwnj: noJoiner}
		l.cells = slices.Insert(l.cells, r.from, s)
		return len(l.cells)
	}
	return r.to - 1
}

// carryBehind carries the space in the cell before a run to behind it.
func (l *line) carryBehind(r foreignRun) int {
	if l.cells[r.from-1].twin == page.Inferred {
		s := l.cells[r.from-1]
		l.cells = slices.Insert(slices.Delete(l.cells, r.from-1, r.from), r.to-1, s)
		return r.to - 1
	}
	_, bracket := l.cells[r.to].bracket()
	if !l.cells[r.to].u.isRTL() && !(bracket && r.to+1 < len(l.cells) && l.cells[r.to+1].u != nil && l.cells[r.to+1].u.isRTL()) {
		return r.to - 1
	}
	l.cells = slices.Insert(l.cells, r.to, l.cells[r.from-1].part(r.last+1))
	return r.to
}

// carryBefore carries the space in the cell behind a run to before it.
func (l *line) carryBefore(r foreignRun) int {
	if l.cells[r.to].twin == page.Inferred {
		s := l.cells[r.to]
		l.cells = slices.Insert(slices.Delete(l.cells, r.to, r.to+1), r.from, s)
		return r.to
	}
	if u := l.cells[r.from-1].u; !u.isRTL() && !l.cells[r.from-1].closes() && !isBullet(u.first()) {
		return r.to
	}
	l.cells = slices.Insert(l.cells, r.from, l.cells[r.to].part(r.first-1))
	return r.to + 1
}

// part takes the space of a glyph out of the white of two, and is a cell of it.
func (c *cell) part(g int32) cell {
	s := *c
	if c.from == g {
		c.from = c.twin
	}
	c.twin = page.Inferred
	s.space, s.from, s.twin = ' ', g, page.Inferred
	return s
}

// foreign reports whether cell i goes on with a left-to-right run of a font: its
// letters and inner spaces, and brackets of that font.
func (l *line) foreign(i int, font int32) bool {
	c := l.cells[i]
	if c.u == nil {
		return !c.rtl && c.from != page.Inferred
	}
	if c.u.font != font {
		return false
	}
	_, bracket := c.bracket()
	return !c.rtl || bracket
}

func (u *unit) isLatin() bool {
	r, l := u.strength()
	return l > 0 && r == 0
}
