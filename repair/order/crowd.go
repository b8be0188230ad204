package order

// perPlace is how many hypotheses of one place are kept.
const perPlace = 8

// crowds are the best hypotheses of each place, as indexes plus 1, best first: a hash table with
// linear probing (Knuth, vol. 3, 6.4). It serves one search after another: what an earlier one
// left in it is of an earlier time.
type crowds struct {
	slots []slot // a power of two of them, at most half of which are taken
	lists [][perPlace]int32
	time  uint32
}

type slot struct {
	key  uint64 // see place.key
	list int32
	time uint32 // of the search that took the slot, 0 for none
}

// leastSlots is how many places there is room for at first, and twice as many slots: more than
// lines of text take.
const leastSlots = 1 << 12

// empty makes ready for another search.
func (c *crowds) empty() {
	if c.time++; c.time == 0 || len(c.slots) == 0 {
		c.slots, c.time = make([]slot, 2*leastSlots), 1
	}
	c.lists = c.lists[:0]
}

// of are the hypotheses of a place. They hold until another place is asked for.
func (c *crowds) of(p place) *[perPlace]int32 {
	key := p.key()
	s := c.find(key)
	if s.time != c.time {
		if 2*(len(c.lists)+1) > len(c.slots) {
			c.grow()
			s = c.find(key)
		}
		*s = slot{key: key, list: int32(len(c.lists)), time: c.time}
		c.lists = append(c.lists, [perPlace]int32{})
	}
	return &c.lists[s.list]
}

// find is the slot of a key, or the one that it would take.
func (c *crowds) find(key uint64) *slot {
	mask := uint64(len(c.slots) - 1)
	// Multiplication spreads neighbouring places, the shift brings its high bits down.
	h := key * 0x9E3779B97F4A7C15
	for i := (h ^ h>>32) & mask; ; i = (i + 1) & mask {
		if s := &c.slots[i]; s.time != c.time || s.key == key {
			return s
		}
	}
}

// grow doubles the slots.
func (c *crowds) grow() {
	old := c.slots
	c.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.time == c.time {
			*c.find(s.key) = s
		}
	}
}
