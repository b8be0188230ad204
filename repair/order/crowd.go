package order

import (
	"math/bits"

	"github.com/paknevis/paknevis/repair/lang"
)

// perPlace is how many hypotheses of one place are kept.
const perPlace = 8

// crowd is the best hypotheses of a place, best first.
type crowd struct {
	key  uint64 // see place.key
	n    int
	best [perPlace]ranked
}

// ranked is a hypothesis in a crowd.
type ranked struct {
	score  float32
	future future
	at     int32 // where it is listed, -1 for none
}

// push puts a hypothesis behind n better ones, and returns the one that it pushes out: that
// with the same future, or else the last of a full crowd, which may be the new one.
func (c *crowd) push(n int, r ranked) (out ranked) {
	if n == perPlace {
		return r
	}
	out = ranked{at: -1}
	last := n
	for last < c.n && c.best[last].future != r.future {
		last++
	}
	switch {
	case last < c.n:
		out = c.best[last]
	case c.n == perPlace:
		last--
		out = c.best[last]
	default:
		c.n++
	}
	copy(c.best[n+1:last+1], c.best[n:last])
	c.best[n] = r
	return out
}

// future is what the letters after a hypothesis of a place depend on.
type future struct {
	state lang.State
	end   uint8 // of its last run
	gap   bool  // one stands before that
}

func (t *trail) future() future { return future{t.state, t.end, t.gap} }

// crowds are those of all places that hypotheses of as many letters have, in a hash table with
// linear probing (Knuth, vol. 3, 6.4).
type crowds struct {
	slots []int32 // indexes plus 1 of all, 0 for none: a power of two, at most half of which are taken
	all   []crowd
}

// leastSlots is how many slots there are at first.
const leastSlots = 1 << 11

// empty makes ready for other places.
func (c *crowds) empty() {
	if c.slots == nil {
		c.slots = make([]int32, leastSlots)
	}
	clear(c.slots)
	c.all = c.all[:0]
}

// of are the hypotheses of a place, by its key. They hold until another place is asked for.
func (c *crowds) of(key uint64) *crowd {
	s := c.find(key)
	if *s == 0 {
		if 2*(len(c.all)+1) > len(c.slots) {
			c.grow()
			s = c.find(key)
		}
		if len(c.all) < cap(c.all) {
			c.all = c.all[:len(c.all)+1]
		} else {
			c.all = append(c.all, crowd{})
		}
		last := &c.all[len(c.all)-1]
		last.key, last.n = key, 0
		*s = int32(len(c.all))
	}
	return &c.all[*s-1]
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
