package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/lang"
)

// run extends hypotheses of ever more letters until the line is placed. It begins with
// hypotheses of one kind, plain or singles. What an earlier search of that kind has come to
// is known from the beginning.
func (s *segments) run(start lang.State, beam float32, width int, kind phase) {
	s.beam, s.width, s.work = beam, width, 0
	s.room.empty()
	for g := range s.least {
		s.least[g] = s.best[g] - beam
	}
	last := len(s.cuts) - 1
	x := extension{trail: trail{state: start, before: -1}, of: -1, heads: s.ahead(start, true)}
	if kind == plain {
		x.place = place{phase: plain, x: uint8(last), y: uint8(last)}
		s.extend(&x)
	} else {
		for c := 1; c < last; c++ {
			x.place = place{phase: singles, x: uint8(c), y: uint8(c)}
			s.extend(&x)
		}
	}
	for g := 1; g < s.n; g++ {
		for followed, i := range s.leading(g, s.best[g]-s.beam, width) {
			if followed >= narrowWidth && s.work > maxWork {
				break
			}
			t := &s.all[i.id()]
			x.trail, x.of, x.g, x.heads, x.left = *t, i.id(), g, s.ahead(t.state, false), unread
			x.due = s.due(t.place)
			x.paid = t.regret - x.due
			x.behind = s.dues.of(s.dues.behind[t.phase.joint()], int(s.cutOf[t.end]))
			s.extend(&x)
		}
	}
}

// maxRead is about as much as the first letters of a run read better behind a run that is put
// there than behind what stands before it in the line, in nats.
const maxRead = 10

// maxJoined is about as much as words say in favour of a joint, in nats.
const maxJoined = 6

// extension is a hypothesis behind which runs are placed.
type extension struct {
	trail
	of    int32 // which one it is, -1 for the one before all others
	g     int   // letters that it placed
	heads *ahead
	left  int32   // which of the ends its last words are, unread until somebody asks
	due   float32 // what it owes
	paid  float32 // its regret less that
	next  onset   // see segments.onset
	// behind is how much the joints after it fall behind, by the cut at which a run begins.
	behind []float32
}

// extend places each run that may come next.
func (s *segments) extend(x *extension) {
	d := &s.dues
	last := len(s.cuts) - 1
	to := x.place
	switch x.phase {
	case plain:
		for c := range int(x.y) {
			to.y = uint8(c)
			r := s.onset(x, c)
			s.put(x, r, int(x.y), to, 0)
		}
	case singles:
		from := int(x.lo)
		if int(x.x) < last {
			from++ // the run b of the next segment must be left, if there is one
		}
		open := d.of(d.cluster[s.closes(x.x)], int(x.lo))
		for c := from; c < int(x.y); c++ {
			to.y = uint8(c)
			r := s.onset(x, c)
			s.put(x, r, int(x.y), to, open[c])
		}
		if x.lo == x.y || int(x.x) == last {
			return
		}
		to.y, to.phase = x.y, first
		b := s.alone(to)
		before, closing := d.of(d.begun[0], int(x.x)), d.of(d.begun[1], int(x.x))
		cuts := s.cuts[:last]
		for p := int(x.x); p < last; p++ {
			r := s.onset(x, p)
			to.p = uint8(p)
			due := b + before[p]
			hope, least, in := r.hope+due, s.least[x.g:], s.inPrice[r.from:]
			for x2 := p + 1; x2 < last; x2++ { // hopeful, as most are asked about here
				if e := int(cuts[x2]) - r.from; hope+in[e] >= least[e] {
					to.x2 = uint8(x2)
					s.join(x, r, x2, to, due)
				}
			}
			to.x2 = uint8(last)
			s.put(x, r, last, to, b+closing[p])
		}
	case first:
		s.last(x, x.x)
		to.phase = middle
		b := s.alone(to)
		m, open := d.of(d.middle, int(x.x)), d.cluster[s.closes(x.x2)]
		for c := int(x.x); c < int(x.p); c++ {
			r := s.onset(x, c)
			to.z = uint8(c)
			owed, least, in := b+m[c], s.least[x.g:], s.inPrice[r.from:]
			for e := c + 1; e <= int(x.p); e++ { // hopeful, as above
				due := owed + open[e*d.cuts+int(x.p)]
				if k := int(s.cuts[e]) - r.from; r.hope+due+in[k] >= least[k] {
					to.e = uint8(e)
					s.join(x, r, e, to, due)
				}
			}
		}
	case middle:
		if x.z == x.x {
			s.last(x, x.e)
			return
		}
		owed := s.alone(to) + d.of(d.cluster[s.closes(x.x2)], int(x.e))[x.p]
		m := d.of(d.middle, int(x.x))
		for c := int(x.x); c < int(x.z); c++ {
			to.z = uint8(c)
			r := s.onset(x, c)
			s.put(x, r, int(x.z), to, owed+m[c])
		}
	}
}

// last places the run b of a segment whose M ends on its right at e.
func (s *segments) last(x *extension, e uint8) {
	to := place{phase: singles, x: x.x2, lo: e, y: x.p}
	if e == x.p && int(x.x2) < len(s.cuts)-1 {
		return // nothing is left for the next segment
	}
	r := s.onset(x, int(x.lo))
	s.put(x, r, int(x.y), to, s.due(to))
}

// onset is a run that begins at some cut after a hypothesis: what does not depend on its end.
type onset struct {
	cut, from int     // it begins at, and the letter there
	hope      float32 // what its regret is at best, but for what is due and for where it is not cut
	met       bool    // it was hopeful enough to need the rest
	pair      *pair
	price     [2]float32 // of the joint, without and with a gap between, once it is needed
	priced    [2]bool
}

// onset is the run that begins at a cut after a hypothesis, until the next is asked for. Hardly any
// is hopeful: it takes the place of the one before, of which the rest is left as it was.
func (s *segments) onset(x *extension, cut int) *onset {
	r := &x.next
	from := int(s.cuts[cut])
	r.cut, r.from, r.met = cut, from, false
	if x.g == 0 {
		r.hope = float32(math.Inf(1))
	} else {
		r.hope = x.paid - x.behind[cut] - s.inPrice[from+1] + maxRead
	}
	return r
}

// hopeful reports that a run up to a cut after a hypothesis, which then owes so much, may be
// good enough to be placed. Hardly any is: it is asked about without a call.
func (s *segments) hopeful(x *extension, r *onset, cut int, due float32) bool {
	e := int(s.cuts[cut])
	return r.hope+due+s.inPrice[e] >= s.least[x.g+e-r.from]
}

// put places a run up to a cut if it is hopeful.
func (s *segments) put(x *extension, r *onset, cut int, to place, due float32) {
	if s.hopeful(x, r, cut, due) {
		s.join(x, r, cut, to, due)
	}
}

// join places a run up to a cut, without and with a gap before it.
func (s *segments) join(x *extension, r *onset, cut int, to place, due float32) {
	s.work++
	f, e := r.from, int(s.cuts[cut])
	g := x.g + e - f
	if x.g == 0 {
		s.open(x, f, e, to, due)
		return
	}
	if !r.met {
		r.met, r.pair, r.priced = true, s.pair(x.heads, f), [2]bool{}
	}
	d := min(e-f, depth)
	prev := int(x.end)
	least := &s.least[g]
	before, behind, ended, within := s.inner[f], s.inner[f+d], s.endPrice[prev], s.within(f, e)
	for h := range &r.pair.heads {
		hd := &r.pair.heads[h]
		for int(hd.n) < d {
			s.more(hd, f)
		}
		score := hd.score[d] - behind + before
		regret := x.regret + score + ended + within + due - x.due
		if regret < *least {
			continue
		}
		if !r.priced[h] {
			r.price[h], r.priced[h] = s.price(prev, f, h == 1, x.phase.joint()), true
		}
		price := r.price[h]
		if regret-price < *least-maxJoined {
			continue
		}
		said := x.words - s.stood[f]
		if h == 1 || s.parts(prev, f) {
			if x.left == unread {
				x.left = s.words.left(int(s.cutOf[x.from]), int(s.cutOf[prev]))
			}
			joined := s.words.between(x.left, s.words.right(r.cut, cut))
			said += joined
			price -= joined
		}
		if regret-price < *least {
			continue
		}
		state := hd.state[d]
		if e-f > depth {
			state = s.state[e]
		}
		s.add(trail{place: to, score: x.score + score - price, words: said, regret: regret - price, state: state, end: uint8(e), from: uint8(f), gap: h == 1, border: x.phase.joint() != inSegment, before: x.of}, g)
	}
}

// open places the letters from f to e at the start of the line.
func (s *segments) open(x *extension, f, e int, to place, due float32) {
	if f > 0 && !s.opens(f) {
		return
	}
	score, state := s.read(x.heads, f, e)
	score += s.opening(f)
	s.add(trail{place: to, score: score, words: -s.stood[f], regret: score + s.endPrice[0] + s.within(f, e) + due, state: state, end: uint8(e), from: uint8(f), before: x.of}, e-f)
}

// within is the price of a run's start and of the places where it is not cut.
func (s *segments) within(from, end int) float32 {
	return s.startPrice[from] + s.inPrice[end] - s.inPrice[from+1]
}

// read is the score of letters from to end at the start of the line above what they score
// where they stand, and the state behind them.
func (s *segments) read(heads *ahead, from, end int) (float32, lang.State) {
	d := min(end-from, depth)
	h := s.after(heads, 0, from, d)
	score := h.score[d] - s.inner[from+d] + s.inner[from]
	if d < depth || end-from == depth {
		return score, h.state[d]
	}
	return score, s.state[end]
}
