package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A run is a piece of a line that was painted in one go: glyph after glyph the pen goes
// on from where it stands.
type run struct {
	lo, hi int // glyphs lo..hi-1
	x0, x1 float64
	y      float64
	size   float64
	dir    int     // 1 from left to right, -1 from right to left, 0 for a single glyph
	rtl    int     // right-to-left letters
	ink0   float64 // extent of what is no white and no mark; ink0 > ink1 if there is nothing
	ink1   float64
	off    bool    // no glyph of it is seen: the page or its clip ends before it
	cut    bool    // at least one glyph of it is not seen
	base0  float64 // extent of its last glyph that is no mark
	base1  float64
}

const (
	// runPen: inside of a run the pen is at most so far from the end of the glyph
	// before, in font sizes.
	runPen = 0.3
	// runRise: runs of one line have the same baseline, give or take this part of the
	// font size; marks stand higher.
	runRise = 0.6
	// runSize: and its glyphs have one size, give or take this part.
	runSize = 0.02
	// runApart: runs that follow each other on a line are at most so far apart, in
	// font sizes.
	runApart = 0.6
	// runOver: runs lie over each other when they share so much, in font sizes, or
	// half of the narrower one.
	runOver = 0.6
	// coverRuns: so many runs before and after may lie over a run.
	coverRuns = 32
	// runLetters: so many letters show the direction of the pen.
	runLetters = 2
)

// runs cuts the upright glyphs of the page into runs, painting order.
func (a *arranger) runs() []run {
	gs := a.page.Glyphs
	rs := a.desk.runs[:0]
	for i := range gs {
		g := &gs[i]
		if bad(g.Origin.X) || bad(g.Origin.Y) || bad(g.Advance) || bad(g.Size) || direction(g.Angle) != 0 || g.Has(page.Mirrored) {
			continue
		}
		off, alone := a.isOut(g), standsAlone(g)
		if n := len(rs); n > 0 && rs[n-1].hi == i && rs[n-1].takes(g, alone) {
			r := &rs[n-1]
			r.hi, r.off, r.cut = i+1, r.off && off, r.cut || off
			r.add(g, alone)
			continue
		}
		r := run{lo: i, hi: i + 1, x0: math.Inf(1), x1: math.Inf(-1), ink0: math.Inf(1), ink1: math.Inf(-1), y: g.Origin.Y, size: g.Size, off: off, cut: off, base0: g.Origin.X, base1: g.Origin.X + g.Advance}
		r.add(g, alone)
		rs = append(rs, r)
	}
	a.desk.runs = rs
	return rs
}

// add widens the run by a glyph; alone is standsAlone of it.
func (r *run) add(g *page.Glyph, alone bool) {
	x0, x1 := g.Origin.X, g.Origin.X+g.Advance
	r.x0, r.x1 = min(r.x0, x0), max(r.x1, x1)
	if alone {
		r.base0, r.base1 = x0, x1
		if !g.Has(page.Filler) {
			r.ink0, r.ink1 = min(r.ink0, x0), max(r.ink1, x1)
		}
	}
	for _, c := range g.Text {
		if classOf(c) == classR {
			r.rtl++
		}
	}
}

// isOut reports a glyph that is not seen because the page or its clip ends before it.
func (a *arranger) isOut(g *page.Glyph) bool { return a.isOff(g) || g.Has(page.Clipped) }

// isOff reports a glyph that begins outside of the page.
func (a *arranger) isOff(g *page.Glyph) bool {
	box, m := a.page.Box, offPage*g.Size
	return !box.Empty() && (g.Origin.X < box.X0-m || g.Origin.X > box.X1+m || g.Origin.Y < box.Y0-m || g.Origin.Y > box.Y1+m)
}

// takes reports whether glyph g goes on with the run; alone is standsAlone of it.
func (r *run) takes(g *page.Glyph, alone bool) bool {
	if math.Abs(g.Origin.Y-r.y) > runRise*r.size || math.Abs(g.Size-r.size) > runSize*r.size {
		return false
	}
	if !alone {
		return r.base0-r.size < g.Origin.X && g.Origin.X < r.base1+r.size
	}
	right := math.Abs(r.base1-g.Origin.X) < runPen*r.size
	left := math.Abs(r.base0-g.Origin.X-g.Advance) < runPen*r.size
	switch {
	case right && r.dir >= 0 && (!left || r.dir > 0):
		r.dir = 1
		return true
	case left && r.dir <= 0 && (!right || r.dir < 0):
		r.dir = -1
		return true
	}
	return right && left
}

// standsAlone reports a glyph that is no mark on another.
func standsAlone(g *page.Glyph) bool {
	if g.Advance <= markAdvance*g.Size {
		return false
	}
	for _, c := range g.Text {
		if !isMark(c) {
			return true
		}
	}
	return g.Text == ""
}

// follows reports whether two runs are painted one after the other on one line.
func (r *run) follows(p *run) bool {
	return r.lo == p.hi && math.Abs(r.y-p.y) < runRise*min(r.size, p.size)
}

// beside reports whether two runs stand next to each other, without much white.
func (r *run) beside(p *run) bool {
	far := runApart * max(r.size, p.size)
	return math.Abs(r.x0-p.x1) < far || math.Abs(p.x0-r.x1) < far
}

// over reports whether the ink of two runs lies over each other.
func (r *run) over(p *run) bool {
	both := min(r.ink1, p.ink1) - max(r.ink0, p.ink0)
	return both > 0 && (both > runOver*r.size || both > min(r.ink1-r.ink0, p.ink1-p.ink0)/2)
}

// leftwards reports right-to-left letters in logical order.
func (r *run) leftwards() bool { return r.dir < 0 && r.rtl >= runLetters }

// place is what a page's runs tell of glyphs that stand where they should not.
type place struct {
	shift []float64 // how far each glyph is moved to the right, points; nil for none
	kept  []bool    // glyphs that are not seen but read nevertheless; nil for none
}

// keeps reports that glyph i is off the page and read nevertheless.
func (p *place) keeps(i int) bool { return p.kept != nil && p.kept[i] }

// by is how far glyph i is moved to the right, points.
func (p *place) by(i int) float64 {
	if p.shift == nil {
		return 0
	}
	return p.shift[i]
}

// place finds the glyphs that stand where they should not.
//
// Qt measures a run of a right-to-left paragraph before it paints it and gets it wrong
// where fonts change, so that runs of a line are painted over each other, or off the
// page. Its runs come in the order in which they should stand from left to right, though
// the letters inside are in logical order; no other producer does that. So where such
// a page has runs over each other, each is moved to the end of the one before.
//
// A line that runs off the page's edge is still one line, and is read to its end.
func (a *arranger) place() place {
	rs := a.runs()
	var p place
	moved := rs
	if paintedRightwards(rs) {
		moved = slices.Clone(rs)
		for lo := 0; lo < len(rs); {
			hi := lo + 1
			for hi < len(rs) && rs[hi].follows(&rs[hi-1]) {
				hi++
			}
			spread(rs[lo:hi], moved[lo:hi])
			lo = hi
		}
	}
	for i := range rs {
		if d := moved[i].x0 - rs[i].x0; d != 0 {
			if p.shift == nil {
				p.shift = make([]float64, len(a.page.Glyphs))
			}
			for k := rs[i].lo; k < rs[i].hi; k++ {
				p.shift[k] = d
			}
		}
	}
	on := func(i int) bool { return !rs[i].off || p.keeps(rs[i].lo) }
	keep := func(i int) {
		if p.kept == nil {
			p.kept = make([]bool, len(a.page.Glyphs))
		}
		for k := rs[i].lo; k < rs[i].hi; k++ {
			if g := &a.page.Glyphs[k]; standsAlone(g) || k == rs[i].lo {
				p.kept[k] = p.shift != nil || !covered(rs, i, g)
			} else {
				p.kept[k] = p.kept[k-1]
			}
		}
	}
	for i := range rs {
		if !rs[i].off || i > 0 && on(i-1) && rs[i].follows(&rs[i-1]) && moved[i].beside(&moved[i-1]) {
			if rs[i].cut {
				keep(i)
			}
		}
	}
	for i := len(rs) - 2; i >= 0; i-- {
		if rs[i].off && !on(i) && on(i+1) && rs[i+1].follows(&rs[i]) && moved[i].beside(&moved[i+1]) {
			keep(i)
		}
	}
	return p
}

// covered reports whether glyph g of run i lies under the ink of a run painted near it
// on the same line: the text of a table cell that is cut at its border is hidden by
// the text of the next cell.
func covered(rs []run, i int, g *page.Glyph) bool {
	for k := max(0, i-coverRuns); k < min(len(rs), i+coverRuns+1); k++ {
		if r := &rs[k]; k != i && !r.off && math.Abs(r.y-g.Origin.Y) < runRise*r.size && min(r.ink1, g.Origin.X+g.Advance)-max(r.ink0, g.Origin.X) > g.Advance/2 {
			return true
		}
	}
	return false
}

// paintedRightwards reports a page whose runs follow each other to the right though the
// pen goes left inside of them.
func paintedRightwards(rs []run) bool {
	votes := 0
	for i := 1; i < len(rs); i++ {
		p, r := &rs[i-1], &rs[i]
		if !r.follows(p) || !r.leftwards() && !p.leftwards() || r.ink0 > r.ink1 || p.ink0 > p.ink1 || !r.beside(p) || r.over(p) {
			continue
		}
		if r.x0 >= p.x1-runPen*r.size {
			votes++
		} else {
			votes--
		}
	}
	return votes > 0
}

// spread moves the runs of one line that lie over earlier ones to their end, together
// with those that go on from them. What stands elsewhere, the next cell of a table say,
// stays.
func spread(rs, moved []run) {
	first, end := 0, math.Inf(-1) // the runs that were put in a row, and where it ends
	for lo := 0; lo < len(rs); {
		hi := lo + 1
		for hi < len(rs) && math.Abs(rs[hi].x0-rs[hi-1].x1) < runApart*rs[hi].size {
			hi++
		}
		over := false
		for i := lo; i < hi && !over; i++ {
			for k := max(first, i-coverRuns); k < lo && !over; k++ {
				over = rs[i].over(&rs[k])
			}
		}
		by := 0.0
		if over {
			by = end - rs[lo].x0
		} else {
			first, end = lo, math.Inf(-1)
		}
		for i := lo; i < hi; i++ {
			moved[i].x0 += by
			moved[i].x1 += by
			end = max(end, moved[i].x1)
		}
		lo = hi
	}
}
