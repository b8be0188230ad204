package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

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
	if !l.rtl {
		return
	}
	for i := 0; i < len(l.cells); i++ {
		c := l.cells[i]
		if c.u == nil || c.rtl || !c.u.isLatin() {
			continue
		}
		from, to := i, i+1 // the run is cells[from:to]
		for to < len(l.cells) && l.foreign(to, c.u.font) {
			to++
		}
		for from > 0 && l.cells[from-1].u != nil && l.foreign(from-1, c.u.font) {
			from--
		}
		for to > from+1 && l.cells[to-1].u == nil {
			to--
		}
		first, last := int32(math.MaxInt32), int32(-1)
		for _, d := range l.cells[from:to] {
			if d.u != nil {
				first, last = min(first, d.u.glyphs[0]), max(last, d.u.glyphs[0])
			}
		}
		own := func(g int32) bool {
			return g >= 0 && int(g) < len(a.page.Glyphs) && a.page.Glyphs[g].Font == c.u.font
		}
		bareBefore := from > 0 && l.cells[from-1].u != nil && l.cells[from-1].u.font != c.u.font
		bareAfter := to < len(l.cells) && l.cells[to].u != nil && l.cells[to].u.font != c.u.font
		stray := func(i int, g int32) bool {
			return own(g) && l.cells[i].u == nil && (l.cells[i].from == g || l.cells[i].twin == g)
		}
		switch {
		case bareAfter && from > 0 && stray(from-1, last+1) && l.cells[from-1].twin != page.Inferred:
			i = to - 1
			_, bracket := l.cells[to].bracket()
			if l.cells[to].u.isRTL() || bracket && to+1 < len(l.cells) && l.cells[to+1].u != nil && l.cells[to+1].u.isRTL() {
				l.cells = slices.Insert(l.cells, to, l.cells[from-1].part(last+1))
				i = to
			}
		case bareAfter && from > 0 && stray(from-1, last+1):
			s := l.cells[from-1]
			l.cells = slices.Insert(slices.Delete(l.cells, from-1, from), to-1, s)
			i = to - 1
		case bareBefore && to < len(l.cells) && stray(to, first-1) && l.cells[to].twin != page.Inferred:
			i = to
			if u := l.cells[from-1].u; u.isRTL() || l.cells[from-1].closes() || isBullet(u.first()) {
				l.cells = slices.Insert(l.cells, from, l.cells[to].part(first-1))
				i = to + 1
			}
		case bareBefore && to < len(l.cells) && stray(to, first-1):
			s := l.cells[to]
			l.cells = slices.Insert(slices.Delete(l.cells, to, to+1), from, s)
			i = to
		case bareBefore && to == len(l.cells) && l.left != nil && l.left.glyphs[0] == first-1 && own(first-1):
			l.cells = slices.Insert(l.cells, from, cell{space: ' ', from: first - 1, twin: page.Inferred, at: math.MinInt32, zwnj: noJoiner})
			return
		default:
			i = to - 1
		}
	}
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
