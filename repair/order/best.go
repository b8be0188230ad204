package order

import "slices"

// Bounds of the walk back.
const (
	bestReach = 30 // nats behind the best reading
	maxWalked = 50 // partial readings that are looked at for each that is wanted
)

// part is the end of a reading: runs from some cell of the programme to the last
// one placed. Its score is that of the best reading that ends so, but for what the
// letters before a joint say to those some runs later.
type part struct {
	i, k int16 // the cell
	node int32 // the runs after this one
}

// node is a run of a partial reading.
type node struct {
	i, k  int16 // its cuts
	gap   bool  // one has to be put before it
	next  int32 // the run after it, -1 for none
	state int32 // in node 0 of a chain: which final hypothesis
}

// readings walks back from the ends of the programme, best first (A* with the
// exact scores of the way there), and traces count readings that score no less than least,
// or fewer.
func (s *search) readings(count int, least float32) (found []Reading) {
	end := len(s.cuts) - 1
	open, nodes := s.open[:0], s.nodes[:0]
	s.placed.empty(len(s.cuts))
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
			open = append(open, scored[part]{h.score, part{0, int16(k), int32(len(nodes) - 1)}})
		}
	}
	open.order()
	if len(open) == 0 {
		return nil
	}
	floor := max(open[0].score-bestReach, least)
	for walked := 0; len(open) > 0 && len(found) < count && walked < maxWalked*max(perLine, count); walked++ {
		best := open.pop()
		if best.score < least {
			break
		}
		p := best.of
		h := s.at(int(p.i), int(p.k))
		if h.end < 0 {
			found = append(found, s.trace(node{i: p.i, k: p.k, gap: h.gap, next: p.node}, best.score, nodes, finals))
			continue
		}
		tail := best.score - h.score
		for _, b := range s.behind(int(p.i), int(p.k), floor-tail) {
			if b.score > floor-tail {
				nodes = append(nodes, node{i: p.i, k: p.k, gap: b.gap, next: p.node})
				open.push(tail+b.score, part{p.k, b.end, int32(len(nodes) - 1)})
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

// allPlacings are those of the runs that were asked for, in memory that serves one search after another.
type allPlacings struct {
	cuts int
	at   []int32 // by start*cuts+end: which of all, plus 1, 0 for none
	all  []placings
}

// empty makes ready for another search of a line with so many cuts.
func (p *allPlacings) empty(cuts int) {
	p.cuts = cuts
	p.at = slices.Grow(p.at[:0], cuts*cuts)[:cuts*cuts]
	clear(p.at)
	p.all = p.all[:0]
}

// of are the placings of the run i to j, and whether somebody asked before. They hold until another is asked for.
func (p *allPlacings) of(i, j int) (w *placings, asked bool) {
	n := &p.at[i*p.cuts+j]
	if *n > 0 {
		return &p.all[*n-1], true
	}
	if len(p.all) < cap(p.all) {
		p.all = p.all[:len(p.all)+1] // with room for what it found before
	} else {
		p.all = append(p.all, placings{})
	}
	*n = int32(len(p.all))
	return &p.all[*n-1], false
}

// behind are the ways to have placed the run i to j that score more than least, and maybe some
// that score less. What many readings have in common is asked for again and again, of hardly
// ever less than the first time: parts come best first.
func (s *search) behind(i, j int, least float32) []hyp {
	w, asked := s.placed.of(i, j)
	if asked && w.least <= least {
		return w.found
	}
	w.least, w.found = least, w.found[:0]
	run := s.toPlace(i, j)
	for k := j + 1; k < len(s.cuts); k++ {
		if !s.at(j, k).placed {
			continue
		}
		if l := s.toLead(j, k); l.joins(&run) {
			if way, ok := s.place(&run, &l, least); ok {
				w.found = append(w.found, way)
			}
		}
	}
	return w.found
}

// trace lists the runs of a reading of some score whose first run is given.
func (s *search) trace(first node, score float32, nodes []node, finals []hyp) Reading {
	runs := 1
	last := first.next
	for ; nodes[last].next >= 0; last = nodes[last].next {
		runs++
	}
	r := Reading{Runs: make([]Run, 0, runs), Score: float64(score), state: finals[nodes[last].state].state}
	for n, end := first, int16(-1); len(r.Runs) < runs; n = nodes[n.next] {
		i, j, k := int(n.i), int(n.k), int(end)
		r.Runs = append(r.Runs, Run{From: s.cuts[i], To: s.cuts[j], Gap: n.gap})
		r.words += float64(s.words.run(i, j))
		if k >= 0 && (n.gap || s.parts(i, k)) {
			r.words += float64(s.words.joint(i, j, j, k))
		}
		end = n.k
	}
	return r
}

// parts reports that a word ends where run i follows one that ends at k, even without a gap between.
func (s *search) parts(i, k int) bool {
	return !s.sym[s.cuts[k]-1].Letter() || !s.sym[s.cuts[i]].Letter()
}
