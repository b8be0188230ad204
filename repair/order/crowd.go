package order

import "math/bits"

// perPlace is how many hypotheses of one place are kept.
const perPlace = 8

// crowd is the best hypotheses of a place, as indexes plus 1, best first.
type crowd struct {
	key  uint64 // see place.key
	best [perPlace]int32
}

// crowds are those of all places, in a hash table with linear probing (Knuth, vol. 3, 6.4).
// The slots are small, as most of them lie far from those asked for before.
type crowds struct {
	slots []int32 // indexes plus 1 of all, 0 for none: a power of two, at most half of which are taken
	all   []crowd
}

// leastSlots is how many slots there are at first.
const leastSlots = 1 << 13

// empty makes ready for another search.
func (c *crowds) empty() {
	if c.slots == nil {
		c.slots = make([]int32, leastSlots)
	}
	clear(c.slots)
	c.all = c.all[:0]
}

// of are the hypotheses of a place. They hold until another place is asked for.
func (c *crowds) of(p place) *[perPlace]int32 {
	key := p.key()
	s := c.find(key)
	if *s == 0 {
		if 2*(len(c.all)+1) > len(c.slots) {
			c.grow()
			s = c.find(key)
		}
		c.all = append(c.all, crowd{key: key})
		*s = int32(len(c.all))
	}
	return &c.all[*s-1].best
}

// find is the slot of a key, or the one that it would take.
func (c *crowds) find(key uint64) *int32 {
	mask := uint64(len(c.slots) - 1)
	// The high bits of a product depend on all bits of the key (Knuth, vol. 3, 6.4).
	for i := key * 0x9E3779B97F4A7C15 >> (64 - bits.Len64(mask)); ; i = (i + 1) & mask {
		if s := &c.slots[i]; *s == 0 || c.all[*s-1].key == key {
			return s
		}
	}
}

// grow doubles the slots.
func (c *crowds) grow() {
	c.slots = make([]int32, 2*len(c.slots))
	for i := range c.all {
		*c.find(c.all[i].key) = int32(i + 1)
	}
}
