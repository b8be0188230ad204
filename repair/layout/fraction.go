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
	text := map[int][]*unit{} // of the lines between numerators and denominators, by height
	for _, u := range words {
		if r, _ := u.strength(); r > 0 {
			for d := -2; d <= 2; d++ {
				text[halfPoints(u.y)+d] = append(text[halfPoints(u.y)+d], u)
			}
		}
	}
	at := make(map[*unit]int, len(parts))
	byUnit := make(map[*unit]part, len(parts))
	us := make([]*unit, 0, len(parts))
	var tall []part
	for i, p := range parts {
		if p.math && p.top-p.foot > 1.8*p.size {
			tall = append(tall, p)
		}
		at[p.unit], byUnit[p.unit] = i, p
		if !p.silent() && !p.digit {
			us = append(us, p.unit)
		}
	}
	bs := blocksOf(us)
	slices.SortStableFunc(bs, func(p, q block) int { return cmp.Compare(p.x0, q.x0) })
	isMath := func(b block) bool {
		return slices.ContainsFunc(b.units, func(u *unit) bool { return byUnit[u].math })
	}
	work := 0
	for i, b := range bs {
		size := b.units[0].size
		for j := i + 1; j < len(bs) && bs[j].x0 < b.x1 && work < formulaWork; j++ {
			c := bs[j]
			work++
			apart := abs(b.y - c.y)
			if abs(b.x0+b.x1-c.x0-c.x1)/2 > fractionCenter*size || abs(c.units[0].size-size) > runSize*size || apart < fractionLeast*size || apart > fractionMost*size {
				continue
			}
			work += 3 * len(bs)
			lone := (isMath(b) || isMath(c)) && apart > fractionFar*size && !slices.ContainsFunc(bs, func(m block) bool {
				return abs(m.y-b.y) < formulaLevel*size && m.x0 != b.x0 && m.x0-b.x1 < rowGap*size && b.x0-m.x1 < rowGap*size
			})
			beside := func(x0, x1 float64) bool {
				return abs(min(b.x0, c.x0)-x1) < formulaGap*size || abs(x0-max(b.x1, c.x1)) < formulaGap*size
			}
			if apart > fractionNear*size && !lone && !slices.ContainsFunc(bs, func(m block) bool {
				return abs(m.y-(b.y+c.y)/2) < 2*formulaLevel*size && m.units[0].size > scriptSize*size && beside(m.x0, m.x1)
			}) && !slices.ContainsFunc(text[halfPoints((b.y+c.y)/2)], func(u *unit) bool { return beside(u.x0, u.x1) }) {
				continue
			}
			if slices.ContainsFunc(tall, func(v part) bool {
				return v.foot < min(b.y, c.y) && v.top > max(b.y, c.y) && min(b.x0, c.x0)-v.x1 < formulaScript*size && v.x1-min(b.x0, c.x0) < formulaScript*size
			}) {
				continue // the rows behind a brace or in a matrix
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
			over := abs(b.x0+b.x1-c.x0-c.x1)/2 < fractionCenter*size && apart > fractionLeast*size && apart < fractionMost*size &&
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
			if v := b.units[len(b.units)-1]; abs(b.y-u.y) < 1 && abs(v.size-u.size) < runSize*u.size && u.x0-b.x1 < formulaScript*u.size && u.x0 > b.x0 {
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
			if b := &out[i]; abs(b.y-u.y) < formulaLevel*size && u.x0-b.x1 < formulaScript*size && abs(b.units[0].size-u.size) < runSize*size {
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
