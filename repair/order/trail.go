package order

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// place is what a hypothesis has placed, see SearchSegments.
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
}

// add keeps a hypothesis of g letters if it is among the best in its place.
func (s *segments) add(t trail, g int) {
	if g == s.n {
		_, lp := s.m.StepSymbol(t.state, lang.Gap)
		t.score += float32(lp)
		t.regret += float32(lp) + s.endPrice[t.end] + s.closing
	}
	if t.regret < s.best[g]-s.beam {
		return
	}
	s.best[g] = max(s.best[g], t.regret)
	id := int32(len(s.all))
	at, ok := s.crowd[t.key()]
	if !ok {
		at = int32(len(s.crowds))
		s.crowd[t.key()] = at
		s.crowds = append(s.crowds, [perPlace]int32{})
	}
	c := &s.crowds[at]
	// Places hold indexes plus 1, best first.
	k := perPlace
	for k > 0 && (c[k-1] == 0 || s.all[c[k-1]-1].score < t.score) {
		k--
	}
	if k == perPlace {
		return
	}
	for j := k; j < perPlace; j++ {
		if c[j] != 0 {
			if o := &s.all[c[j]-1]; o.state == t.state && o.gap == t.gap && o.end == t.end {
				// The same with a worse past.
				o.before = dropped
				copy(c[j:], c[j+1:])
				c[perPlace-1] = 0
				break
			}
		}
	}
	if c[perPlace-1] != 0 {
		s.all[c[perPlace-1]-1].before = dropped
	}
	copy(c[k+1:], c[k:perPlace-1])
	c[k] = id + 1
	s.all = append(s.all, t)
	s.buckets[g] = append(s.buckets[g], id)
}

// readings are the hypotheses that placed the whole line.
func (s *segments) readings() (found []Reading) {
	total := float64(s.inner[s.n])
	for _, i := range s.buckets[s.n] {
		t := s.all[i]
		if t.before == dropped || t.y != t.lo && t.phase == singles {
			continue
		}
		r := Reading{Score: total + float64(t.score), state: t.state, words: float64(t.words + s.words.sums[len(s.line)])}
		for {
			r.Runs = append(r.Runs, Run{From: s.at[t.from], To: s.end(int(t.end)), Gap: t.gap, Border: t.border})
			if t.before < 0 {
				break
			}
			t = s.all[t.before]
		}
		slices.Reverse(r.Runs)
		if len(r.Runs) == 1 {
			continue
		}
		found = append(found, r)
	}
	return found
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
	score, state := s.read(&s.ahead(start, true)[0][0], 0, s.n)
	score += s.opening(0)
	_, end := s.m.StepSymbol(state, lang.Gap)
	if !s.opens(0) {
		end -= closerPrice
	}
	return Reading{Runs: []Run{{From: 0, To: len(s.line)}}, Score: float64(s.inner[s.n]+score) + end, typed: float64(s.typed), state: state, words: float64(s.words.sums[len(s.line)])}
}
