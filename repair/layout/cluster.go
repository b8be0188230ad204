package layout

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// A row is the units of one line of print, unordered.
type row struct {
	units []*unit
	y     float64 // baseline
	size  float64 // the size most of the ink has
	x0    float64
	x1    float64
}

// Tolerances of the baseline clusters, as parts of the font size. Tuned on the
// pages of six producers; the print itself keeps lines at least 0.9 apart.
const (
	// sameBaseline: units this close in height stand on one baseline.
	sameBaseline = 0.28
	// scriptRise: a superscript, a subscript or a raised sign stands this close to
	// the baseline of the line it belongs to.
	scriptRise = 0.65
	// scriptSize: raised and lowered text is at most this part of the size of its line.
	scriptSize = 0.85
	// scriptCover: and it may share this part of its width with the line's own ink.
	scriptCover = 0.35
	// markRise: a mark that is placed by its own matrix stands this close to the
	// baseline of its base.
	markRise = 1.1
	// markSink: shapers raise a mark that stands above its letter and hardly lower it, so
	// that a line above its own baseline is so many times as far.
	markSink = 2
)

// A clusterer clusters units by baseline. The zero clusterer is ready for use; it keeps
// its room.
type clusterer struct {
	sorter     sorter
	base, rest []*unit
	stand      []int // the row of each of the rest, or -1
}

// rows clusters units by baseline, top to bottom.
//
// Letters make the clusters; small clusters of small letters between the lines
// (superscripts, signs) then join the line they stand at; marks and white space
// join last and never make a line of their own.
func (c *clusterer) rows(us []*unit) []*row {
	c.base, c.rest = c.base[:0], c.rest[:0]
	for _, u := range us {
		if u.role == inkUnit || u.role == blankUnit {
			c.base = append(c.base, u)
		} else {
			c.rest = append(c.rest, u)
		}
	}
	c.sinkInitials(c.base)
	rs := absorb(unstamped(c.onBaselines(c.base)))
	counts := c.stands(rs)
	// The rows get memory of their own, all of it in one piece.
	all, end := make([]*unit, len(us)), 0
	for i, r := range rs {
		n := end + copy(all[end:], r.units)
		r.units, end = all[end:n:n+counts[i]], n+counts[i]
	}
	for k, u := range c.rest {
		if i := c.stand[k]; i >= 0 {
			rs[i].units = append(rs[i].units, u)
		}
	}
	return rs
}

// onBaselines clusters letters by baseline, top to bottom. It sorts them.
func (c *clusterer) onBaselines(base []*unit) (rs []*row) {
	c.sorter.sort(base, func(u *unit) float64 { return -u.y })
	for i, u := range base {
		if n := len(rs); n > 0 {
			r := rs[n-1]
			if math.Abs(r.y-u.y) < sameBaseline*math.Max(u.size, r.size) {
				r.add(u)
				r.units = base[i-len(r.units) : i+1 : i+1] // the units of a row follow each other
				continue
			}
		}
		rs = append(rs, &row{y: u.y, size: u.size, x0: u.x0, x1: u.x1, units: base[i : i+1 : i+1]})
	}
	for _, r := range rs {
		r.settle()
	}
	return rs
}

// standsAbove reports a mark that stands above its letter.
func (u *unit) standsAbove() bool {
	if u.role != markUnit || len(u.text) == 0 {
		return false
	}
	switch u.text[0].R {
	case '\u064B', '\u064C', '\u064E', '\u064F', '\u0651', '\u0652', '\u0653', '\u0654', '\u0670': // ARABIC FATHATAN to SUPERSCRIPT ALEF
		return true
	}
	return false
}

// standRows bounds the rows above and below a unit that are looked at; within the reach of a mark
// stand two or three.
const standRows = 64

// stands finds the row at which each of the rest stands, and how many stand at each row.
func (c *clusterer) stands(rs []*row) (counts []int) {
	counts, c.stand = make([]int, len(rs)), sized(c.stand, len(c.rest))
	falling := make([]int, len(rs)) // rows from top to bottom; a few were pulled by large letters
	for i := range falling {
		falling[i] = i
	}
	byHeight := func(i, j int) int { return cmp.Or(cmp.Compare(rs[j].y, rs[i].y), cmp.Compare(i, j)) }
	if !slices.IsSortedFunc(falling, byHeight) {
		slices.SortFunc(falling, byHeight)
	}
	for k, u := range c.rest {
		best, d, reach, above := -1, math.Inf(1), markRise*u.size, u.standsAbove()
		at := sort.Search(len(rs), func(i int) bool { return rs[falling[i]].y <= u.y })
		from := at
		for from > max(0, at-standRows) && rs[falling[from-1]].y-u.y < reach {
			from--
		}
		for _, i := range falling[from:min(len(rs), at+standRows)] {
			r := rs[i]
			if u.y-r.y >= reach {
				break
			}
			dy := math.Abs(r.y - u.y)
			if u.x1 < r.x0-u.size || u.x0 > r.x1+u.size {
				dy += u.size / 2
			}
			if dy >= reach {
				continue
			}
			if above && r.y > u.y {
				dy *= markSink
			}
			if dy < d || dy == d && best > i {
				best, d = i, dy
			}
		}
		if c.stand[k] = best; best >= 0 {
			counts[best]++
		}
	}
	return counts
}

// add widens the row by a unit.
func (r *row) add(u *unit) {
	// The baseline follows the largest letters, so that a run of raised ones does
	// not lead the cluster upwards step by step.
	if u.size > r.size {
		r.y, r.size = u.y, u.size
	}
	r.x0, r.x1 = min(r.x0, u.x0), max(r.x1, u.x1)
}

// settle sets baseline and size to those of most of the ink.
func (r *row) settle() {
	type level struct{ y, size, ink float64 }
	var ls []level
	for _, u := range r.units {
		w := max(u.width(), 0.01)
		found := false
		for i := range ls {
			if l := &ls[i]; math.Abs(l.y-u.y) < 0.01*u.size && math.Abs(l.size-u.size) < 0.05*u.size {
				l.ink += w
				found = true
				break
			}
		}
		if !found && len(ls) < 32 {
			ls = append(ls, level{u.y, u.size, w})
		}
	}
	best := ls[0]
	for _, l := range ls[1:] {
		if l.ink > best.ink {
			best = l
		}
	}
	r.y, r.size = best.y, best.size
}

// absorb joins raised and lowered text to its line.
func absorb(rs []*row) []*row {
	kept := rs[:0]
	for i, s := range rs {
		var line *row
		d := 0.0
		consider := func(r *row) {
			dy := math.Abs(r.y - s.y)
			if s.size > scriptSize*r.size && s.ink() > r.ink()/2 || dy > scriptRise*r.size || s.ink() > r.ink() {
				return
			}
			if s.x1 < r.x0-r.size || s.x0 > r.x1+r.size || s.covered(r) > scriptCover {
				return
			}
			if line == nil || dy < d {
				line, d = r, dy
			}
		}
		if n := len(kept); n > 0 {
			consider(kept[n-1])
		}
		if i+1 < len(rs) {
			consider(rs[i+1])
		}
		if line == nil {
			kept = append(kept, s)
			continue
		}
		line.units = append(line.units, s.units...)
		line.x0, line.x1 = min(line.x0, s.x0), max(line.x1, s.x1)
	}
	return kept
}

func (r *row) ink() float64 {
	w := 0.0
	for _, u := range r.units {
		w += u.width()
	}
	return w
}

// coverMost bounds the pairs of units that are compared: raised text has a few letters.
const coverMost = 1 << 20

// covered is the part of the row's ink, 0..1, that lies over the ink of t.
func (r *row) covered(t *row) float64 {
	if len(r.units)*len(t.units) > coverMost {
		return 1
	}
	over, all := 0.0, 0.0
	for _, u := range r.units {
		all += u.width()
		for _, v := range t.units {
			over += max(0, min(u.x1, v.x1)-max(u.x0, v.x0))
		}
	}
	if all <= 0 {
		return 0
	}
	return over / all
}
