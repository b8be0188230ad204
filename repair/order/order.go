// Package order finds the logical order of a line whose runs an extractor
// emitted from left to right though the line reads from right to left.
//
//	Search(model, line, options)   the most likely readings of one line, best first
//	Lines(model, lines, options)   the readings of neighbouring lines together
//
// The fault: a line was painted as runs (at ZWNJs, letters of another font,
// digits, points of justification). Inside each run the letters are in logical
// order, the runs came out in the order of the page from the left. So the true
// line is the runs in reverse, and what has to be found is where they begin.
//
//	emitted    C  B  A        display order, each run readable
//	true       A  B  C        the same runs, last one first
//
// The search is a dynamic programme over (start, end) of the run placed last:
// the suffix of the line from start on is then placed, whatever was done before.
// A language model scores the letters across each joint; a joint may have lost
// its space. It is exact but for the beam.
package order

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

// Options steer a search. The zero value is ready for use.
type Options struct {
	// Before is what stands before the line in the text, nil if unknown.
	Before []rune
	// Styles are the ways lines are cut into runs; nil means Styles.
	Styles []Style
	// Count is how many readings are wanted, 1 if it is 0.
	Count int
}

// Reading is one way to order a line.
type Reading struct {
	Runs  []Run
	Score float64 // log probability in nats of the letters, less the price of the cuts
	state lang.State
}

// Run is a stretch of the line as it stands, in code points.
type Run struct {
	From, To int
	Gap      bool // a space or ZWNJ has to be put before it
}

// Whole reports whether the reading leaves the line as it is.
func (r Reading) Whole() bool { return len(r.Runs) == 1 }

// Apply writes the reading out; an inferred gap is a space.
func (r Reading) Apply(line []rune) []rune {
	out := make([]rune, 0, len(line)+len(r.Runs))
	for _, run := range r.Runs {
		if run.Gap {
			out = append(out, ' ')
		}
		out = append(out, line[run.From:run.To]...)
	}
	return out
}

// Limits of a search.
const (
	// MaxLine is the longest line that is searched, in code points. The time
	// grows with the cube; printed lines have at most 130.
	MaxLine = 180
	// beam is how far in nats a reading of a suffix may lie behind the best one
	// of the same suffix and still be followed.
	beam = 14
	// perCell is how many ways to have placed a suffix, for each run placed last,
	// are followed: enough that the best dozen readings come out, whose last runs
	// differ.
	perCell = 3
	// depth is how many letters after a joint are read in its context: the model
	// looks back six letters.
	depth = 6
)

// hyp is a way to have placed a suffix of the line.
type hyp struct {
	score float32
	state lang.State
	end   int16 // where the run placed before this one ends: its start is this run's end
	rank  int16 // which of the ways to place that one
	gap   bool
}

// Search returns the most likely readings of a line, best first. The reading
// that leaves the line as it stands is always among those considered. A line
// that is empty or longer than MaxLine has none.
func Search(m *lang.Model, line []rune, opt Options) []Reading {
	n := len(line)
	if n == 0 || n > MaxLine {
		return nil
	}
	keep := max(1, opt.Count)
	styles := opt.Styles
	if styles == nil {
		styles = Styles
	}
	first := m.Unread()
	for _, r := range opt.Before {
		first, _ = m.Step(first, r)
	}
	first, _ = m.StepSymbol(first, lang.Gap) // a line begins with a word
	var found []Reading
	for _, style := range styles {
		found = append(found, newSearch(m, line, min(keep, perCell), style).readings(first)...)
	}
	slices.SortStableFunc(found, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	found = slices.CompactFunc(found, func(a, b Reading) bool { return slices.Equal(a.Runs, b.Runs) })
	return found[:min(len(found), keep)]
}

// head is the score of the first letters of a run in the context of a joint.
type head struct {
	score [depth + 1]float32 // of the first 0, 1, ... letters
	state [depth + 1]lang.State
}

// search is one run of the dynamic programme, for one style.
type search struct {
	m     *lang.Model
	line  []rune
	sym   []lang.Symbol
	cut   []float32 // price of a cut before letter i
	stay  []float32 // price of no cut there
	n     int
	keep  int
	inner []float32    // score of letters 0..i, each in the context of those before it
	state []lang.State // after letters 0..i
	best  [][]hyp      // by start*(n+1)+end, best first
	cache map[joint]*[2][]head
}

func newSearch(m *lang.Model, line []rune, keep int, style Style) *search {
	n := len(line)
	s := &search{m: m, line: line, n: n, keep: keep, sym: make([]lang.Symbol, n), best: make([][]hyp, (n+1)*(n+1)), cache: make(map[joint]*[2][]head)}
	s.cut, s.stay = style.prices(line)
	s.inner = make([]float32, n+1)
	s.state = make([]lang.State, n+1)
	st := m.Unread()
	for i, r := range line {
		s.sym[i] = lang.SymbolOf(r)
		var lp float32
		st, lp = s.step(st, i)
		s.inner[i+1] = s.inner[i] + lp - s.stay[i]
		s.state[i+1] = st
	}
	return s
}

// step reads letter i. A gap after a gap is one gap.
func (s *search) step(st lang.State, i int) (lang.State, float32) {
	if s.sym[i] == lang.Skip || s.sym[i] == lang.Gap && i > 0 && s.sym[i-1] == lang.Gap {
		return st, 0
	}
	st, lp := s.m.StepSymbol(st, s.sym[i])
	return st, float32(lp)
}

// joint is where a run ends and another is put.
type joint struct {
	state lang.State
	gap   bool // the last letter before it is a gap
}

// heads are the scores of all run beginnings after a joint, without and with a
// gap put between. They are computed once for each joint.
func (s *search) heads(at joint) *[2][]head {
	if h, ok := s.cache[at]; ok {
		return h
	}
	h := &[2][]head{make([]head, s.n)}
	s.fill(h[0], at.state, 0, at.gap)
	if !at.gap {
		h[1] = make([]head, s.n)
		state, lp := s.m.StepSymbol(at.state, lang.Gap)
		s.fill(h[1], state, float32(lp), true)
	}
	s.cache[at] = h
	return h
}

func (s *search) fill(heads []head, st lang.State, before float32, gap bool) {
	for i := range heads {
		hd := &heads[i]
		hd.score[0], hd.state[0] = before, st
		cur, sum := st, before
		for d := 1; d <= depth && i+d <= s.n; d++ {
			if d > 1 && cur == s.state[i+d-1] {
				// The model no longer looks back over the joint: the rest is read as
				// it stands.
				sum += s.inner[i+d] - s.inner[i+d-1]
				cur = s.state[i+d]
				hd.score[d], hd.state[d] = sum, cur
				continue
			}
			if d > 1 || !gap || s.sym[i] != lang.Gap {
				var lp float32
				cur, lp = s.step(cur, i+d-1)
				sum += lp
			}
			if d > 1 {
				sum -= s.stay[i+d-1]
			}
			hd.score[d], hd.state[d] = sum, cur
		}
	}
}

// run is the score of letters i to j after a head.
func (s *search) run(h *head, i, j int) float32 {
	if d := j - i; d <= depth {
		return h.score[d]
	}
	return h.score[depth] + s.inner[j] - s.inner[i+depth]
}

// after is the state behind letters i to j.
func (s *search) after(h *head, i, j int) lang.State {
	if d := j - i; d <= depth {
		return h.state[d]
	}
	return s.state[j]
}

func (s *search) at(i, k int) []hyp { return s.best[i*(s.n+1)+k] }

// add keeps a hypothesis if it is among the best of its run.
func (s *search) add(i, k int, h hyp) {
	cell := &s.best[i*(s.n+1)+k]
	if len(*cell) == s.keep && (*cell)[s.keep-1].score >= h.score {
		return
	}
	at := len(*cell)
	for at > 0 && (*cell)[at-1].score < h.score {
		at--
	}
	if len(*cell) < s.keep {
		*cell = append(*cell, hyp{})
	}
	copy((*cell)[at+1:], (*cell)[at:])
	(*cell)[at] = h
}

// trace reads a finished hypothesis back into runs. Runs were placed from the
// first of the true line to its last, so the chain comes out in reverse.
func (s *search) trace(k, rank int, last hyp) Reading {
	r := Reading{Score: float64(last.score), state: last.state}
	i, h := 0, last
	for {
		r.Runs = append(r.Runs, Run{From: i, To: k, Gap: h.gap})
		if h.end < 0 {
			break
		}
		i, k = k, int(h.end)
		h = s.at(i, k)[h.rank]
	}
	slices.Reverse(r.Runs)
	return r
}

// readings runs the programme and traces the best ways to place the whole line.
// first is the state of what stands before it.
func (s *search) readings(first lang.State) []Reading {
	n := s.n
	start := s.heads(joint{first, true})
	for i := range n {
		if i > 0 && !opens(s.line[i]) {
			continue
		}
		s.add(i, n, hyp{score: s.run(&start[0][i], i, n), state: s.after(&start[0][i], i, n), end: -1})
	}
	for j := n - 1; j > 0; j-- {
		top := float32(math.Inf(-1))
		for k := j + 1; k <= n; k++ {
			if hs := s.at(j, k); len(hs) > 0 {
				top = max(top, hs[0].score)
			}
		}
		for k := j + 1; k <= n; k++ {
			for rank, h := range s.at(j, k) {
				if h.score < top-beam {
					break
				}
				s.extend(j, k, rank, h)
			}
		}
	}
	var found []Reading
	for k := 1; k <= n; k++ {
		for rank, h := range s.at(0, k) {
			// A line ends with a word too.
			if s.sym[k-1] != lang.Gap {
				_, end := s.m.StepSymbol(h.state, lang.Gap)
				h.score += float32(end)
			}
			found = append(found, s.trace(k, rank, h))
		}
	}
	return found
}

// extend places every run that ends at j after the run j to k.
func (s *search) extend(j, k, rank int, h hyp) {
	gap := s.sym[k-1] == lang.Gap
	heads := s.heads(joint{h.state, gap})
	h.score -= s.cut[j]
	for i := range j {
		s.add(i, j, hyp{h.score + s.run(&heads[0][i], i, j), s.after(&heads[0][i], i, j), int16(k), int16(rank), false})
		if gap || s.sym[i] == lang.Gap {
			continue
		}
		s.add(i, j, hyp{h.score + s.run(&heads[1][i], i, j), s.after(&heads[1][i], i, j), int16(k), int16(rank), true})
	}
}

// opens reports whether a line can begin with r: marks and closing punctuation
// belong to what stands before them.
func opens(r rune) bool {
	if unicode.In(r, unicode.Mn, unicode.Pe, unicode.Pf) {
		return false
	}
	switch r {
	case '.', '!', ':', ',', ';', '?', '\u060C', '\u061B', '\u061F', '\u066A', '%': // ARABIC COMMA, SEMICOLON, QUESTION MARK, PERCENT SIGN
		return false
	}
	return true
}
