package order

// pool lends heads to one search after another.
type pool struct {
	blocks [][]head
	next   int    // block to take from when free is used up
	free   []head // rest of the block before
}

// poolBlock is how many heads are made at a time, 64 bytes each.
const poolBlock = 1 << 13

// take lends n heads, of which none is ready, until the pool is emptied.
func (p *pool) take(n int) []head {
	if n > len(p.free) {
		if p.next == len(p.blocks) {
			p.blocks = append(p.blocks, make([]head, max(n, poolBlock)))
		}
		p.free = p.blocks[p.next]
		p.next++
	}
	h := p.free[:n:n]
	p.free = p.free[n:]
	for i := range h {
		h[i].ready = false
	}
	return h
}

// empty takes all back.
func (p *pool) empty() { p.next, p.free = 0, nil }
