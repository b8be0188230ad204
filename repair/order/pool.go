package order

import "slices"

// pool lends pairs to one search after another. Of those that a seam may have few are ever
// asked for: only these are made, so that they lie close together.
type pool struct {
	blocks []*[poolBlock]pair
	made   int32
	before int32   // how many pairs the searches before made
	slots  []int32 // of each pair that may be asked for: its number, counted on from one search to the next; one that is not above before is of another
}

// poolBlock is how many pairs are made at a time, 140 bytes each.
const poolBlock = 1 << 11

// room is the first of n slots for pairs none of which is made. They keep what they held: a line
// has room for a megabyte of slots, most of which nobody looks at.
func (p *pool) room(n int) int {
	first := len(p.slots)
	p.slots = slices.Grow(p.slots, n)[:first+n]
	return first
}

// at is the pair of a slot. It is not ready if it was not asked for before.
func (p *pool) at(slot int) *pair {
	if k := p.slots[slot] - p.before - 1; k >= 0 {
		return &p.blocks[uint32(k)/poolBlock][uint32(k)%poolBlock]
	}
	return p.make(slot)
}

// make is at of a slot that was not asked for.
func (p *pool) make(slot int) *pair {
	k := p.made
	if int(k/poolBlock) == len(p.blocks) {
		p.blocks = append(p.blocks, new([poolBlock]pair))
	}
	p.made++
	p.slots[slot] = p.before + p.made
	h := &p.blocks[k/poolBlock][k%poolBlock]
	h.ready = false
	return h
}

// empty takes all back.
func (p *pool) empty() {
	p.before, p.made = p.before+p.made, 0
	p.slots = p.slots[:0]
	if p.before > maxBefore {
		p.before = 0
		clear(p.slots[:cap(p.slots)])
	}
}

// maxBefore keeps the numbers of pairs in 32 bits.
const maxBefore = 1 << 30
