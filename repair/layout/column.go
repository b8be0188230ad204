package layout

import "math"

// region is a part of a page without columns: its rows follow each other.
type region struct {
	units []*unit
	rows  []*row // until there are lines
	lines []*line
	// x0, x1 is the measure: the edges the lines are set between.
	x0, x1 float64
	// column is set where the region is one of several side by side.
	column bool
	// grid is set for a drawn table, with the seats of its rows and lines.
	grid  *grid
	seats []seat
}

// maxColumnDepth bounds the cuts inside cuts.
const maxColumnDepth = 6

// split cuts a page at its gutters and returns the parts in reading order: what is
// above, the columns from the reading side, what is below.
func (a *arranger) split(us []*unit, depth int) []region {
	whole := func() []region {
		r := region{units: us, column: depth > 0}
		r.measure()
		return []region{r}
	}
	if out, ok := a.cutGrid(us, depth); ok {
		return out
	}
	if depth >= maxColumnDepth || len(us) < 2*gutterRows {
		return whole()
	}
	m, ok := cutBands(us)
	if !ok {
		return whole()
	}
	m.block(us, a.grids)
	g, ok := m.findGutter(us, gutterWidth)
	if !ok {
		if g, ok = m.findGutter(us, gutterTight); !ok {
			return whole()
		}
	}
	g.trim(us)
	var top, left, right, bottom []*unit
	for _, u := range us {
		switch {
		case u.y > g.y1:
			top = append(top, u)
		case u.y < g.y0:
			bottom = append(bottom, u)
		case u.center() < (g.x0+g.x1)/2:
			left = append(left, u)
		default:
			right = append(right, u)
		}
	}
	var out []region
	if len(top) > 0 {
		out = append(out, a.split(top, depth+1)...)
	}
	first, second := right, left
	if !a.rtl {
		first, second = left, right
	}
	out = append(out, a.split(first, depth+1)...)
	out = append(out, a.split(second, depth+1)...)
	if len(bottom) > 0 {
		out = append(out, a.split(bottom, depth+1)...)
	}
	return out
}

func (r *region) measure() {
	r.x0, r.x1 = math.Inf(1), math.Inf(-1)
	for _, u := range r.units {
		if u.role == inkUnit {
			r.x0, r.x1 = min(r.x0, u.x0), max(r.x1, u.x1)
		}
	}
	if r.x0 > r.x1 {
		r.x0, r.x1 = 0, 0
	}
}
