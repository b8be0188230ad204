package order

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// place is what a hypothesis has placed, see SearchSegments, by cuts.
type place struct {
	phase       phase
	x, lo, y    uint8 // border; open cluster or run b; in phase middle b is lo to y
	p, x2, e, z uint8 // run a; right end of M; right end of the next run of M
}

// key packs a place.
func (p place) key() uint64 {
	return uint64(p.phase)<<56 | uint64(p.x)<<48 | uint64(p.lo)<<40 | uint64(p.y)<<32 | uint64(p.p)<<24 | uint64(p.x2)<<16 | uint64(p.e)<<8 | uint64(p.z)
}

type phase uint8

const (
	singles phase = iota
	first         // a is placed, M is to begin
	middle
	plain // one segment: runs from y down
)

// joint is the kind of the joints after hypotheses of a phase.
func (p phase) joint() jointKind {
	switch p {
	case plain:
		return anyJoint
	case singles:
		return atBorder
	}
	return inSegment
}

// trail is a hypothesis.
type trail struct {
	place
	score  float32 // above what the letters score where they stand
	words  float32 // of it what the words say at the joints
	regret float32 // how much its joints fall behind what their ends and starts can hope for; not positive but for short runs
	state  lang.State
	end    uint8 // where the last run ends in the emitted line
	from   uint8 // and where it starts
	gap    bool  // a gap stands before the last run
	border bool  // it begins a segment
	before int32 // the hypothesis that it goes on from, -1 for none
	other  int32 // 1 and the next of those with the same future and a worse past, 0 for none
}

// add keeps a hypothesis of g letters if it may be among the best.
func (s *segments) add(t trail, g int) {
	if g == s.n {
		_, lp := s.m.StepSymbol(t.state, lang.Gap)
		t.score += float32(lp)
		t.regret += float32(lp) + s.endPrice[t.end] + s.closing
	}
	if t.regret < s.least[g] {
		return
	}
	s.best[g] = max(s.best[g], t.regret)
	s.buckets[g] = append(s.buckets[g], rival{t.place.key(), rankOf(t.regret, int32(len(s.all))), t.score, t.future()})
	s.all = append(s.all, t)
	s.cutoffs[g].add(t.regret, cutoffShare*s.width)
	s.least[g] = max(s.best[g]-s.beam, s.cutoffs[g].least())
}

// cutoffShare is how many hypotheses are kept for each that is followed: of those with the
// same future only the best is. With as many as are followed a line of 26 documents of the
// shared set is read worse, with half as many again all are read as with all.
const cutoffShare = 2

// rival is a hypothesis among those of as many letters, with what tells those apart.
type rival struct {
	place uint64 // its key
	rank
	score float32
	future
}

// room is what searches keep, one after another.
type room struct {
	words   contexts
	line    []rune // that joins are of
	heads   map[seam]*ahead
	pool    pool
	joins   []float64 // probability that the gap between pieces is a ZWNJ, by end*(n+1)+start; negative if unknown
	joints  []float32 // prices of joints by kind, gap, end and start; 0 if unknown
	all     []trail
	cutoffs [maxLetters + 1]cutoff  // by letters placed
	buckets [maxLetters + 1][]rival // by letters placed
	ranks   []rank                  // see leading
	crowds  crowds
}

// read makes ready for a line of n letters.
func (r *room) read(line []rune, n int) {
	if r.heads == nil {
		r.heads = make(map[seam]*ahead)
	}
	clear(r.heads)
	r.pool.empty()
	pairs := (n + 1) * (n + 1)
	r.joints = slices.Grow(r.joints[:0], 6*pairs)[:6*pairs]
	clear(r.joints)
	if len(r.joins) == pairs && slices.Equal(r.line, line) {
		return // what kind of line it is makes no difference to words
	}
	r.line = append(r.line[:0], line...)
	r.joins = slices.Grow(r.joins[:0], pairs)[:pairs]
	for i := range r.joins {
		r.joins[i] = -1
	}
}

// empty makes ready for another search of the line.
func (r *room) empty() {
	r.all = r.all[:0]
	for g := range r.buckets {
		r.buckets[g] = r.buckets[g][:0]
		r.cutoffs[g].empty()
	}
}

// leading are the hypotheses of g letters that are among the best of their places and whose
// regret is not below least, width of them or fewer, best first and then in the order in which
// they came. Those with the same future as a better one are listed behind it.
func (r *room) leading(g int, least float32, width int) []rank {
	b := r.buckets[g]
	r.crowds.empty()
	for i := range b {
		e := &b[i]
		c := r.crowds.of(e.place)
		n := 0
		for n < c.n && c.best[n].score >= e.score && c.best[n].future != e.future {
			n++
		}
		if n < c.n && c.best[n].score >= e.score {
			t, o := &r.all[e.id()], &r.all[b[c.best[n].at].id()]
			t.other, o.other = o.other, e.id()+1
			e.rank |= gone
			continue
		}
		out := c.push(n, ranked{e.score, e.future, int32(i)})
		if out.future == e.future && int(out.at) != i {
			r.all[e.id()].other = b[out.at].id() + 1
		}
		if out.at >= 0 {
			b[out.at].rank |= gone
		}
	}
	last := rankOf(least, math.MaxInt32)
	r.ranks = r.ranks[:0]
	for i := range b {
		if k := b[i].rank; k <= last {
			r.ranks = append(r.ranks, k)
		}
	}
	slices.Sort(r.ranks)
	return r.ranks[:min(len(r.ranks), width)]
}

// way is a hypothesis that placed some runs before those of a list.
type way struct {
	id   int32 // of the hypothesis
	next int32 // index of the way with one run more, -1 for none
}

// readings are hypotheses that placed the whole line, count of them or fewer, best
// first: those that are left, and on each way back those with the same future.
func (s *segments) readings(count int) (found []Reading) {
	var open heap[way]
	for _, r := range s.buckets[s.n] {
		if t := &s.all[r.id()]; t.y == t.lo || t.phase != singles {
			open = append(open, scored[way]{t.score, way{r.id(), -1}})
		}
	}
	open.order()
	if len(open) == 0 {
		return nil
	}
	floor := open[0].score - bestReach
	var gone []way // those that were gone back from
	for len(open) > 0 && len(found) < count && len(gone) < maxWalked*perLine {
		best := open.pop()
		w := best.of
		t := &s.all[w.id]
		if t.before < 0 {
			if r := s.trace(w, best.score, gone); len(r.Runs) > 1 {
				found = append(found, r)
			}
			continue
		}
		at := int32(len(gone))
		gone = append(gone, w)
		past := &s.all[t.before]
		open.push(best.score, way{t.before, at})
		for o := past.other; o != 0; o = s.all[o-1].other {
			if score := best.score + s.all[o-1].score - past.score; score >= floor {
				open.push(score, way{o - 1, at})
			}
		}
	}
	return found
}

// trace lists the runs of a way of some score that has come to the start of the line.
func (s *segments) trace(w way, score float32, gone []way) Reading {
	r := Reading{Score: float64(s.inner[s.n] + score), words: float64(s.words.sums[len(s.line)])}
	before := float32(0)
	for {
		t := &s.all[w.id]
		r.Runs = append(r.Runs, Run{From: s.at[t.from], To: s.end(int(t.end)), Gap: t.gap, Border: t.border})
		past := float32(0)
		if t.before >= 0 {
			past = s.all[t.before].words
		}
		before += t.words - past
		r.state = t.state
		if w.next < 0 {
			break
		}
		w = gone[w.next]
	}
	r.words += float64(before)
	return r
}

// end is the code point behind letter i-1 and its marks.
func (s *segments) end(i int) int {
	to := s.at[i]
	for to > 0 && lang.SymbolOf(s.line[to-1]) == lang.Gap {
		to--
	}
	return to
}

// closerPrice is what a line that begins with a closing sign costs, in nats: no
// typesetter breaks a line before one.
const closerPrice = 4

// whole is the line as it stands.
func (s *segments) whole(start lang.State) Reading {
	score, state := s.read(s.ahead(start, true), 0, s.n)
	score += s.opening(0)
	_, end := s.m.StepSymbol(state, lang.Gap)
	if !s.opens(0) {
		end -= closerPrice
	}
	return Reading{Runs: []Run{{From: 0, To: len(s.line)}}, Score: float64(s.inner[s.n]+score) + end, typed: float64(s.typed), state: state, words: float64(s.words.sums[len(s.line)])}
}
