package layout

import (
	"cmp"
	"math"
	"slices"
)

// joinFractions joins numerators and denominators: blocks of one size over each other
// that are centred on each other. Two numbers over each other are a fraction only where
// they stand nearer than lines do, or where the formula goes on between them.
func joinFractions(parts []part, words []*unit, g *grouping) {
	f := newFractions(parts, words)
	at := make(map[*unit]int, len(parts))
	for i, p := range parts {
		at[p.unit] = i
	}
	for i, b := range f.blocks {
		for j := i + 1; j < len(f.blocks) && f.blocks[j].x0 < b.x1 && f.work < formulaWork; j++ {
			c := f.blocks[j]
			if !f.isFraction(b, c) {
				continue
			}
			g.join(at[b.units[0]], at[c.units[0]])
			for _, d := range [2]block{b, c} {
				for _, u := range d.units {
					g.join(at[d.units[0]], at[u])
				}
			}
		}
	}
}

// fractions is what tells of two blocks whether they are a fraction.
type fractions struct {
	blocks []block         // from left to right
	text   map[int][]*unit // words in lines between numerators and denominators, by height
	math   map[*unit]bool
	tall   []part // braces and signs as high as several rows
	work   int
}

func newFractions(parts []part, words []*unit) *fractions {
	f := &fractions{text: map[int][]*unit{}, math: make(map[*unit]bool, len(parts))}
	for _, u := range words {
		if r, _ := u.strength(); r > 0 {
			for d := -2; d <= 2; d++ {
				f.text[halfPoints(u.y)+d] = append(f.text[halfPoints(u.y)+d], u)
			}
		}
	}
	us := make([]*unit, 0, len(parts))
	for _, p := range parts {
		if p.math && p.top-p.foot > 1.8*p.size {
			f.tall = append(f.tall, p)
		}
		f.math[p.unit] = p.math
		if !p.silent() && !p.digit {
			us = append(us, p.unit)
		}
	}
	f.blocks = blocksOf(us)
	slices.SortStableFunc(f.blocks, func(p, q block) int { return cmp.Compare(p.x0, q.x0) })
	return f
}

// isFraction reports that one block is the numerator of the other.
func (f *fractions) isFraction(b, c block) bool {
	size := b.units[0].size
	f.work++
	apart := math.Abs(b.y - c.y)
	if math.Abs(b.x0+b.x1-c.x0-c.x1)/2 > fractionCenter*size || math.Abs(c.units[0].size-size) > runSize*size || apart < fractionLeast*size || apart > fractionMost*size {
		return false
	}
	f.work += 3*len(f.blocks) + len(f.text[halfPoints((b.y+c.y)/2)])
	if apart > fractionNear*size && !(apart > fractionFar*size && f.isLone(b, c)) && !f.goesOn(b, c) {
		return false
	}
	return !f.isMatrix(b, c)
}

// isLone reports that nothing stands beside b on its line, and that mathematics is set so.
func (f *fractions) isLone(b, c block) bool {
	isMath := func(u *unit) bool { return f.math[u] }
	if !slices.ContainsFunc(b.units, isMath) && !slices.ContainsFunc(c.units, isMath) {
		return false
	}
	size := b.units[0].size
	return !slices.ContainsFunc(f.blocks, func(m block) bool {
		return math.Abs(m.y-b.y) < formulaLevel*size && m.x0 != b.x0 && m.x0-b.x1 < rowGap*size && b.x0-m.x1 < rowGap*size
	})
}

// goesOn reports that the formula, or the text around it, goes on between b and c.
func (f *fractions) goesOn(b, c block) bool {
	size, middle := b.units[0].size, (b.y+c.y)/2
	beside := func(x0, x1 float64) bool {
		return math.Abs(min(b.x0, c.x0)-x1) < formulaGap*size || math.Abs(x0-max(b.x1, c.x1)) < formulaGap*size
	}
	return slices.ContainsFunc(f.blocks, func(m block) bool {
		return math.Abs(m.y-middle) < 2*formulaLevel*size && m.units[0].size > scriptSize*size && beside(m.x0, m.x1)
	}) || slices.ContainsFunc(f.text[halfPoints(middle)], func(u *unit) bool { return beside(u.x0, u.x1) })
}

// isMatrix reports that b and c are rows behind a brace or in a matrix.
func (f *fractions) isMatrix(b, c block) bool {
	size, left := b.units[0].size, min(b.x0, c.x0)
	return slices.ContainsFunc(f.tall, func(v part) bool {
		return v.foot < min(b.y, c.y) && v.top > max(b.y, c.y) && left-v.x1 < formulaScript*size && v.x1-left < formulaScript*size
	})
}

// joinGroups joins groups over each other to fractions, and groups that stand side by
// side: a fraction and what is before and after it.
func joinGroups(parts []part, g *grouping) {
	type box struct {
		x0, x1, y0, y1, size float64
		math, digit          bool
	}
	groups := g.groups()
	boxes := make([]box, len(groups))
	for k, group := range groups {
		b := box{x0: math.Inf(1), x1: math.Inf(-1), y0: math.Inf(1), y1: math.Inf(-1)}
		for _, i := range group {
			p := parts[i]
			b.x0, b.x1 = min(b.x0, p.x0), max(b.x1, p.x1)
			b.y0, b.y1 = min(b.y0, p.y), max(b.y1, p.y)
			b.size = max(b.size, p.size)
			b.math, b.digit = b.math || p.math, b.digit || p.digit
		}
		boxes[k] = b
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(boxes[i].x0, boxes[j].x0) })
	for n, i := range order {
		b := boxes[i]
		for _, j := range order[n+1:] {
			c := boxes[j]
			size := max(b.size, c.size)
			if c.x0 > b.x1+formulaGap*size {
				break
			}
			if b.digit || c.digit {
				continue
			}
			low, high := b, c
			if b.y0 > c.y0 {
				low, high = c, b
			}
			apart := high.y0 - low.y1
			over := math.Abs(b.x0+b.x1-c.x0-c.x1)/2 < fractionCenter*size && apart > fractionLeast*size && apart < fractionMost*size &&
				(b.math || c.math) && (b.y1-b.y0 > fractionLeast*size) != (c.y1-c.y0 > fractionLeast*size) // a fraction in a fraction
			beside := c.x0 > b.x1-formulaText*size && min(b.y1, c.y1) > max(b.y0, c.y0)-formulaLevel*size && (b.y0 != b.y1 || c.y0 != c.y1)
			if over || beside {
				g.join(groups[i][0], groups[j][0])
			}
		}
	}
}

// A block is parts side by side on one level.
type block struct {
	units  []*unit
	x0, x1 float64
	y      float64
}

// blocksOf cuts the parts of a page into blocks of one size, by height and from left to right.
func blocksOf(us []*unit) []block {
	us = slices.Clone(us)
	slices.SortStableFunc(us, func(p, q *unit) int {
		return cmp.Or(cmp.Compare(halfPoints(q.y), halfPoints(p.y)), cmp.Compare(p.size, q.size), cmp.Compare(p.x0, q.x0))
	})
	var out []block
	for _, u := range us {
		if n := len(out); n > 0 {
			b := &out[n-1]
			if v := b.units[len(b.units)-1]; math.Abs(b.y-u.y) < 1 && math.Abs(v.size-u.size) < runSize*u.size && u.x0-b.x1 < formulaScript*u.size && u.x0 > b.x0 {
				b.units, b.x1 = append(b.units, u), max(b.x1, u.x1)
				continue
			}
		}
		out = append(out, block{[]*unit{u}, u.x0, u.x1, u.y})
	}
	return out
}

// levels cuts the parts of a formula into blocks, from left to right.
func levels(us []*unit, size float64) []block {
	us = slices.Clone(us)
	slices.SortStableFunc(us, func(p, q *unit) int { return cmp.Compare(p.x0, q.x0) })
	var out []block
next:
	for _, u := range us {
		for i := len(out) - 1; i >= 0 && i > len(out)-levelsOpen; i-- {
			if b := &out[i]; math.Abs(b.y-u.y) < formulaLevel*size && u.x0-b.x1 < formulaScript*size && math.Abs(b.units[0].size-u.size) < runSize*size {
				b.units, b.x1 = append(b.units, u), max(b.x1, u.x1)
				continue next
			}
		}
		out = append(out, block{[]*unit{u}, u.x0, u.x1, u.y})
	}
	return out
}

// levelsOpen: so many blocks back a part may go on with one.
const levelsOpen = 8

// grouping is a union of sets of numbers.
type grouping struct{ parent []int }

func newGrouping(n int) *grouping {
	g := &grouping{make([]int, n)}
	for i := range g.parent {
		g.parent[i] = i
	}
	return g
}

func (g *grouping) find(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *grouping) join(i, j int) {
	i, j = g.find(i), g.find(j)
	g.parent[max(i, j)] = min(i, j)
}

// groups lists the sets in the order of their first members.
func (g *grouping) groups() [][]int {
	at := map[int]int{}
	var out [][]int
	for i := range g.parent {
		r := g.find(i)
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}
