package order

// scored is something with a score.
type scored[T any] struct {
	score float32
	of    T
}

// heap has the best first (Williams 1964): that of container/heap allocates for each.
type heap[T any] []scored[T]

func (p *heap[T]) push(score float32, of T) {
	*p = append(*p, scored[T]{score, of})
	h := *p
	for k := len(h) - 1; k > 0; {
		up := (k - 1) / 2
		if h[k].score <= h[up].score {
			return
		}
		h[up], h[k] = h[k], h[up]
		k = up
	}
}

// pop takes the best.
func (p *heap[T]) pop() scored[T] {
	h := *p
	best, last := h[0], len(h)-1
	h[0] = h[last]
	*p = h[:last]
	p.sink(0)
	return best
}

// sink puts k below those that are better.
func (p heap[T]) sink(k int) {
	for {
		down := 2*k + 1
		if down >= len(p) {
			return
		}
		if right := down + 1; right < len(p) && p[right].score > p[down].score {
			down = right
		}
		if p[down].score <= p[k].score {
			return
		}
		p[k], p[down] = p[down], p[k]
		k = down
	}
}

// order makes a heap of them.
func (p heap[T]) order() {
	for k := len(p)/2 - 1; k >= 0; k-- {
		p.sink(k)
	}
}
