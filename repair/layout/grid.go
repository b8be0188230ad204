package layout

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A grid is a table whose cells are parted by drawn lines. Where the lines are, no guess
// by white is needed: what stands between them is one cell, though it has several lines,
// and a row with an empty cell has it still.
type grid struct {
	box    page.Rect
	xs, ys []float64 // edges of the columns from the left, of the bands from the top
	// down[i][j] tells that edge j is drawn beside band i, over[i][j] that edge i is
	// drawn above column j.
	down, over [][]bool
	rtl        bool // its cells are read from the right
	used       bool // it is a region of its own
}

// Measures of grids, points. Tuned on tables of LaTeX, Word, LibreOffice, Chromium and Typst.
const (
	// ruleNear: lines so near to each other are one, and meet.
	ruleNear = 3
	// ruleCover: a line edges a cell when it covers this part of its side.
	ruleCover = 0.6
	// gridRules bounds the lines of a page that are looked at, gridMost the edges of a
	// grid: a drawing or graph paper has more.
	gridRules = 4000
	gridMost  = 200
	// gridWork bounds the glyphs that are looked at for the grids of a page, each as often as
	// there are grids; a page of ten tables has a hundredth.
	gridWork = 5_000_000
	// gridFilled: this part of the cells of a table has text, of a drawing less.
	gridFilled = 0.3
	// gridCrossed: words go through at most this part of the lines that a row meets.
	gridCrossed = 0.05
)

// gridsOf finds the tables of the page that are drawn.
func (a *arranger) gridsOf(f *frame) []grid {
	if direction(f.angle) != 0 || math.Abs(f.sin) > 0.01 || len(a.page.Rules) < 3 || len(a.page.Rules) > gridRules {
		return nil
	}
	var ups, levels []page.Rect
	for _, r := range a.page.Rules {
		if bad(r.X0) || bad(r.X1) || bad(r.Y0) || bad(r.Y1) {
			continue
		}
		if r.Height() > r.Width() {
			ups = append(ups, r)
		} else {
			levels = append(levels, r)
		}
	}
	ups = mergeRules(ups, true)
	levels = mergeRules(levels, false)
	var out []grid
	work := 0
	for _, c := range meeting(ups, levels) {
		if g, ok := newGrid(c.ups, c.levels); ok && work < gridWork {
			work += len(f.units)
			if g.holds(&a.desk.clusterer, f.units) {
				out = append(out, g)
			}
		}
	}
	// Of two that lie in one another the outer one stays.
	slices.SortStableFunc(out, func(g, h grid) int {
		return cmp.Compare(h.box.Width()*h.box.Height(), g.box.Width()*g.box.Height())
	})
	kept := out[:0]
	for _, g := range out {
		if !slices.ContainsFunc(kept, func(h grid) bool { return !h.box.Intersect(g.box).Empty() }) {
			kept = append(kept, g)
		}
	}
	return kept
}

// mergeRules makes one line of those that lie on and behind each other.
func mergeRules(rs []page.Rect, up bool) []page.Rect {
	at := func(r page.Rect) (at, from, to float64) {
		c := r.Center()
		if up {
			return c.X, r.Y0, r.Y1
		}
		return c.Y, r.X0, r.X1
	}
	slices.SortFunc(rs, func(r, s page.Rect) int {
		ra, rf, _ := at(r)
		sa, sf, _ := at(s)
		return cmp.Or(cmp.Compare(ra, sa), cmp.Compare(rf, sf))
	})
	var out []page.Rect
	for i := 0; i < len(rs); {
		// Those of about one height, then in order of their starts.
		first, _, _ := at(rs[i])
		j := i
		for j < len(rs) {
			if x, _, _ := at(rs[j]); x-first > ruleNear {
				break
			}
			j++
		}
		group := rs[i:j]
		slices.SortStableFunc(group, func(r, s page.Rect) int {
			_, rf, _ := at(r)
			_, sf, _ := at(s)
			return cmp.Compare(rf, sf)
		})
		begun := len(out)
		for _, r := range group {
			_, from, _ := at(r)
			if n := len(out); n > begun {
				if _, _, to := at(out[n-1]); from-to <= ruleNear {
					out[n-1] = page.Rect{X0: min(out[n-1].X0, r.X0), Y0: min(out[n-1].Y0, r.Y0), X1: max(out[n-1].X1, r.X1), Y1: max(out[n-1].Y1, r.Y1)}
					continue
				}
			}
			out = append(out, r)
		}
		i = j
	}
	return out
}

// crossing is lines that hang together.
type crossing struct{ ups, levels []page.Rect }

// meeting groups the lines that touch each other.
func meeting(ups, levels []page.Rect) []crossing {
	parts := newGrouping(len(ups) + len(levels))
	for i, u := range ups {
		x := u.Center().X
		for j, l := range levels {
			y := l.Center().Y
			if x >= l.X0-ruleNear && x <= l.X1+ruleNear && y >= u.Y0-ruleNear && y <= u.Y1+ruleNear {
				parts.join(i, len(ups)+j)
			}
		}
	}
	var out []crossing
	for _, g := range parts.groups() {
		var c crossing
		for _, i := range g {
			if i < len(ups) {
				c.ups = append(c.ups, ups[i])
			} else {
				c.levels = append(c.levels, levels[i-len(ups)])
			}
		}
		if len(c.ups) > 0 && len(c.levels) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// newGrid puts the lines of a table in order; ok is false if they make no columns.
func newGrid(ups, levels []page.Rect) (g grid, ok bool) {
	for _, r := range slices.Concat(ups, levels) {
		g.box = g.box.Union(r)
	}
	for _, u := range ups {
		g.xs = append(g.xs, u.Center().X)
	}
	for _, l := range levels {
		g.xs = append(g.xs, l.X0, l.X1)
		g.ys = append(g.ys, l.Center().Y)
	}
	for _, u := range ups {
		g.ys = append(g.ys, u.Y0, u.Y1)
	}
	g.xs, g.ys = distinct(g.xs), distinct(g.ys)
	slices.Reverse(g.ys)
	cols, bands := len(g.xs)-1, len(g.ys)-1
	if cols < 2 || bands < 1 || cols > gridMost || bands > gridMost {
		return g, false
	}
	for i := range bands {
		row := make([]bool, cols+1)
		for j, x := range g.xs {
			row[j] = runsAlong(ups, true, x, g.ys[i+1], g.ys[i])
		}
		g.down = append(g.down, row)
	}
	for i, y := range g.ys {
		row := make([]bool, cols)
		for j := range row {
			row[j] = i == 0 || i == bands || runsAlong(levels, false, y, g.xs[j], g.xs[j+1])
		}
		g.over = append(g.over, row)
	}
	return g, true
}

// distinct sorts numbers and makes one of those that are near to each other.
func distinct(xs []float64) []float64 {
	slices.Sort(xs)
	out := xs[:0]
	for _, x := range xs {
		if n := len(out); n == 0 || x-out[n-1] > ruleNear {
			out = append(out, x)
		}
	}
	return out
}

// runsAlong reports a line at a place that runs along most of the way between two others.
func runsAlong(rs []page.Rect, up bool, at, from, to float64) bool {
	sum := 0.0
	for _, r := range rs {
		c, lo, hi := r.Center().Y, r.X0, r.X1
		if up {
			c, lo, hi = r.Center().X, r.Y0, r.Y1
		}
		if math.Abs(c-at) <= ruleNear {
			sum += max(0, min(hi, to)-max(lo, from))
		}
	}
	return sum >= ruleCover*(to-from)
}

// at is the band and the column of a unit; ok is false outside of the grid.
func (g *grid) at(u *unit) (band, col int, ok bool) {
	x, y := u.center(), u.y+sameBaseline*u.size
	if x < g.xs[0] || x > g.xs[len(g.xs)-1] || y > g.ys[0] || y < g.ys[len(g.ys)-1] {
		return 0, 0, false
	}
	col, _ = slices.BinarySearch(g.xs[1:len(g.xs)-1], x)
	for band = 0; band+2 < len(g.ys) && y < g.ys[band+1]; band++ {
	}
	return band, col, true
}

// holds reports whether the text of the page stands in the cells as in those of a table.
func (g *grid) holds(c *clusterer, us []*unit) bool {
	var inside []*unit
	cells := map[[2]int]bool{}
	for _, u := range us {
		if i, j, ok := g.at(u); ok && u.role == inkUnit {
			inside = append(inside, u)
			cells[g.origin(i, j)] = true
		}
	}
	abreast := map[int]int{} // cells with text that begin in a band
	for o := range cells {
		abreast[o[0]]++
	}
	several, last := 0, 0
	for i, n := range abreast {
		if n > 1 {
			several, last = several+1, i
		}
	}
	if several == 0 {
		return false
	}
	rows := c.rows(inside)
	if g.crossed(c, rows) {
		return false
	}
	if several == 1 && len(rows) < tableRows || several == 1 && !g.byLines(last, g.within(last, rows), false) {
		return false // columns of prose, with a line between them
	}
	own := 0
	for i := range g.down {
		for j := range len(g.xs) - 1 {
			if g.origin(i, j) == [2]int{i, j} {
				own++
			}
		}
	}
	return own > 1 && float64(len(cells)) >= gridFilled*float64(own)
}

// within lists the rows of print of a band.
func (g *grid) within(i int, rows []*row) (out []*row) {
	for _, r := range rows {
		if k, _, ok := g.at(r.units[0]); ok && k == i {
			out = append(out, r)
		}
	}
	return out
}

// crossed reports that words go through the lines, which then part no cells.
func (g *grid) crossed(c *clusterer, rows []*row) bool {
	met, through := 0, 0
	for _, r := range rows {
		ink := slices.Clone(r.units)
		c.sorter.sort(ink, (*unit).center)
		for n := 1; n < len(ink); n++ {
			i, j, _ := g.at(ink[n-1])
			_, k, _ := g.at(ink[n])
			if j >= k || !slices.Contains(g.down[i][j+1:k+1], true) {
				continue
			}
			met++
			if ink[n].x0-ink[n-1].x1 < spacePrior*r.size {
				through++
			}
		}
	}
	return float64(through) > gridCrossed*float64(met)
}

// origin is the first place, from the top and the left, of the cell that holds a place: a
// cell may span columns and bands.
func (g *grid) origin(i, j int) [2]int {
	for j > 0 && !g.down[i][j] {
		j--
	}
	for i > 0 && !g.over[i][j] && g.sameSpan(i, i-1, j) {
		i--
	}
	return [2]int{i, j}
}

// sameSpan reports that the cells at column j of two bands have the same edges.
func (g *grid) sameSpan(i, k, j int) bool {
	for ; ; j++ {
		if g.down[i][j] != g.down[k][j] {
			return false
		}
		if j+1 == len(g.xs)-1 || g.down[i][j+1] || g.down[k][j+1] {
			return j+1 == len(g.xs)-1 || g.down[i][j+1] == g.down[k][j+1]
		}
	}
}
