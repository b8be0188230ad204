package order

// pool lends heads to one search after another. Of those that a seam may have few are ever
// asked for: only these are made, so that they lie close together.
type pool struct {
	blocks [][]head
	made   int
	slots  []int32 // of each head that may be asked for: its number plus 1, 0 if none is made
}

// poolBlock is how many heads are made at a time, 64 bytes each.
const poolBlock = 1 << 12

// room is the first of n slots for heads none of which is made.
func (p *pool) room(n int) int {
	first := len(p.slots)
	p.slots = append(p.slots, make([]int32, n)...)
	return first
}

// at is the head of a slot. It is not ready if it was not asked for before.
func (p *pool) at(slot int) *head {
	k := int(p.slots[slot]) - 1
	if k >= 0 {
		return &p.blocks[k/poolBlock][k%poolBlock]
	}
	k = p.made
	if k/poolBlock == len(p.blocks) {
		p.blocks = append(p.blocks, make([]head, poolBlock))
	}
	p.made++
	p.slots[slot] = int32(p.made)
	h := &p.blocks[k/poolBlock][k%poolBlock]
	h.ready = false
	return h
}

// empty takes all back.
func (p *pool) empty() { p.made, p.slots = 0, p.slots[:0] }
