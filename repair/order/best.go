package order

import (
	"container/heap"
	"slices"
)

// Bounds of the walk back.
const (
	bestReach = 30 // nats behind the best reading
	maxWalked = 50 // partial readings that are looked at for each that is wanted
)

// part is the end of a reading: runs from some cell of the programme to the last
// one placed. f is the score of the best reading that ends so, but for what the
// letters before a joint say to those some runs later.
type part struct {
	f    float32
	i, k int   // the cell
	node int32 // the runs after this one
}

type parts []part

func (p parts) Len() int           { return len(p) }
func (p parts) Less(a, b int) bool { return p[a].f > p[b].f }
func (p parts) Swap(a, b int)      { p[a], p[b] = p[b], p[a] }
func (p *parts) Push(x any)        { *p = append(*p, x.(part)) }
func (p *parts) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

// node is a run of a partial reading.
type node struct {
	run   Run
	next  int32 // the run after it, -1 for none
	state int32 // in node 0 of a chain: which final hypothesis
}

// readings walks back from the ends of the programme, best first (A* with the
// exact scores of the way there), and traces count readings that score no less than least,
// or fewer.
func (s *search) readings(count int, least float32) (found []Reading) {
	end := len(s.cuts) - 1
	open, nodes := s.open[:0], s.nodes[:0]
	clear(s.placed)
	defer func() { s.open, s.nodes = open[:0], nodes[:0] }()
	var finals []hyp
	for k := 1; k <= end; k++ {
		if s.torn(k) {
			continue
		}
		if h := *s.at(0, k); h.placed {
			h.score += s.ending(h, s.cuts[k])
			nodes = append(nodes, node{next: -1, state: int32(len(finals))})
			finals = append(finals, h)
			open = append(open, part{h.score, 0, k, int32(len(nodes) - 1)})
		}
	}
	heap.Init(&open)
	if len(open) == 0 {
		return nil
	}
	floor := max(open[0].f-bestReach, least)
	for walked := 0; len(open) > 0 && len(found) < count && walked < maxWalked*max(perLine, count); walked++ {
		p := heap.Pop(&open).(part)
		if p.f < least {
			break
		}
		h := s.at(p.i, p.k)
		run := Run{From: s.cuts[p.i], To: s.cuts[p.k], Gap: h.gap}
		if h.end < 0 {
			found = append(found, s.trace(run, p, nodes, finals))
			continue
		}
		tail := p.f - h.score
		for _, b := range s.behind(p.i, p.k, floor-tail) {
			if b.score > floor-tail {
				nodes = append(nodes, node{run: Run{From: run.From, To: run.To, Gap: b.gap}, next: p.node})
				heap.Push(&open, part{tail + b.score, p.k, int(b.end), int32(len(nodes) - 1)})
			}
		}
	}
	return found
}

// placings are the ways to have placed a run behind any that may stand before it.
type placings struct {
	least float32 // all score more than this
	found []hyp
}

// behind are the ways to have placed the run i to j that score more than least, and maybe some
// that score less. What many readings have in common is asked for again and again, of hardly
// ever less than the first time: parts come best first.
func (s *search) behind(i, j int, least float32) []hyp {
	w := s.placed[i*len(s.cuts)+j]
	switch {
	case w == nil:
		w = &placings{}
		s.placed[i*len(s.cuts)+j] = w
	case w.least <= least:
		return w.found
	}
	w.least, w.found = least, w.found[:0]
	for k := j + 1; k < len(s.cuts); k++ {
		if before := s.at(j, k); before.placed && s.joins(i, k) {
			if way, ok := s.place(i, j, k, before, least); ok {
				w.found = append(w.found, way)
			}
		}
	}
	return w.found
}

// trace lists the runs of a reading whose first run is given.
func (s *search) trace(first Run, p part, nodes []node, finals []hyp) Reading {
	runs := 1
	for at := p.node; nodes[at].next >= 0; at = nodes[at].next {
		runs++
	}
	r := Reading{Runs: append(make([]Run, 0, runs), first), Score: float64(p.f)}
	at := p.node
	for ; nodes[at].next >= 0; at = nodes[at].next {
		r.Runs = append(r.Runs, nodes[at].run)
	}
	r.state = finals[nodes[at].state].state
	index := func(at int) int {
		i, _ := slices.BinarySearch(s.cuts, at)
		return i
	}
	for n, run := range r.Runs {
		i, j := index(run.From), index(run.To)
		r.words += float64(s.words.run(i, j))
		if n > 0 {
			if k := index(r.Runs[n-1].To); run.Gap || s.parts(i, k) {
				r.words += float64(s.words.joint(i, j, j, k))
			}
		}
	}
	return r
}
