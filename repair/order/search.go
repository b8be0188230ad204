package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// hyp is a way to have placed a suffix of the line. Places are indices of cuts.
type hyp struct {
	score float32
	state lang.State
	end   int16 // where the run placed before this one ends: its start is this run's end; -1 for none
	rank  int16 // which of the ways to place that one
	gap   bool
	next  *heads // of the runs that may follow, nil until somebody asks
}

// head is the score of the first letters of a run in the context of a joint.
type head struct {
	score [depth + 1]float32 // of the first 0, 1, ... letters
	state [depth + 1]lang.State
	ready bool
}

// seam is where a run ends and another is put.
type seam struct {
	state lang.State
	gap   bool // the last letter before it is a gap
}

// heads are those of the runs that may follow a seam, without and with a gap put
// between, each read when it is first asked for.
type heads struct {
	of     [2][]head
	seam   seam
	after  lang.State // behind the gap put between, and its score
	gapped float32
}

// search is the dynamic programme over one line, run for one style at a time.
type search struct {
	m      *lang.Model
	sc     *joint.Scorer
	line   []rune
	sym    []lang.Symbol
	n      int
	cuts   []int     // places where a run may begin, 0 first, and n
	share  float32   // log probability of the style
	price  []float32 // by letter: of a cut before it
	stay   []float32 // and of no cut there, summed up to each letter
	inner  []float32 // score of letters 0..i, each in the context of those before it
	state  []lang.State
	best   [][]hyp // by start*len(cuts)+end, best first
	cache  map[seam]*heads
	words  contexts
	places []kind // by letter: what a cut before it would part
}

func newSearch(m *lang.Model, sc *joint.Scorer, line []rune, context float64) *search {
	n := len(line)
	s := &search{m: m, sc: sc, line: line, n: n, sym: make([]lang.Symbol, n), cache: make(map[seam]*heads)}
	s.inner = make([]float32, n+1)
	s.state = make([]lang.State, n+1)
	s.stay = make([]float32, n+1)
	st := m.Unread()
	places := placesOf(m, line)
	for i, r := range line {
		s.sym[i] = lang.SymbolOf(r)
		var lp float32
		st, lp = s.step(st, i)
		s.inner[i+1] = s.inner[i] + lp
		s.state[i+1] = st
		if i == 0 || places[i] != uncut && places[i] != inPhrase {
			s.cuts = append(s.cuts, i)
		}
	}
	s.cuts = append(s.cuts, n)
	s.words = newContexts(sc, line, s.cuts, context)
	s.places = places
	return s
}

// use makes ready for a style.
func (s *search) use(style Style) {
	s.share = priceWeight * float32(math.Log(style.Share))
	s.price = make([]float32, s.n)
	for i, pl := range s.places {
		s.stay[i+1] = s.stay[i]
		if p := style.cut[pl]; i > 0 && pl != uncut && pl != inPhrase {
			s.price[i] = priceWeight * float32(-math.Log(p))
			s.stay[i+1] += priceWeight * float32(-math.Log1p(-p))
		}
	}
	s.best = make([][]hyp, len(s.cuts)*len(s.cuts))
}

// step reads letter i. A gap after a gap is one gap.
func (s *search) step(st lang.State, i int) (lang.State, float32) {
	if s.sym[i] == lang.Skip || s.sym[i] == lang.Gap && i > 0 && s.sym[i-1] == lang.Gap {
		return st, 0
	}
	st, lp := s.m.StepSymbol(st, s.sym[i])
	return st, float32(lp)
}

// heads are those of the runs before cut j after a seam.
func (s *search) heads(at seam, j int) *heads {
	h, ok := s.cache[at]
	if ok && len(h.of[0]) >= j {
		return h
	}
	h = &heads{seam: at}
	h.of[0] = make([]head, j)
	if !at.gap {
		h.of[1] = make([]head, j)
		state, lp := s.m.StepSymbol(at.state, lang.Gap)
		h.after, h.gapped = state, float32(lp)
	}
	s.cache[at] = h
	return h
}

// head is the beginning of the run from cut c on after a seam, behind a gap put between or not.
func (s *search) head(h *heads, c int, gap bool) *head {
	if gap {
		hd := &h.of[1][c]
		if !hd.ready {
			s.fill(hd, c, h.after, h.gapped, true)
		}
		return hd
	}
	hd := &h.of[0][c]
	if !hd.ready {
		s.fill(hd, c, h.seam.state, 0, h.seam.gap)
	}
	return hd
}

func (s *search) fill(hd *head, c int, st lang.State, before float32, gap bool) {
	i := s.cuts[c]
	hd.ready = true
	hd.score[0], hd.state[0] = before, st
	cur, sum := st, before
	met := false
	for d := 1; d <= depth && i+d <= s.n; d++ {
		// Once the model no longer looks back over the joint, the rest is read as it stands.
		if met = met || d > 1 && cur == s.state[i+d-1]; met {
			sum += s.inner[i+d] - s.inner[i+d-1]
			cur = s.state[i+d]
		} else if d > 1 || !gap || s.sym[i] != lang.Gap {
			var lp float32
			cur, lp = s.step(cur, i+d-1)
			sum += lp
		}
		hd.score[d], hd.state[d] = sum, cur
	}
}

// letters is the score of letters i to j after a head, with none cut.
func (s *search) letters(h *head, i, j int) float32 {
	stay := s.stay[j] - s.stay[i+1]
	if d := j - i; d <= depth {
		return h.score[d] - stay
	}
	return h.score[depth] + s.inner[j] - s.inner[i+depth] - stay
}

// after is the state behind letters i to j.
func (s *search) after(h *head, i, j int) lang.State {
	if d := j - i; d <= depth {
		return h.state[d]
	}
	return s.state[j]
}

func (s *search) at(i, k int) []hyp { return s.best[i*len(s.cuts)+k] }

// add keeps a hypothesis if it is among the best of its run.
func (s *search) add(i, k int, h hyp) {
	cell := &s.best[i*len(s.cuts)+k]
	if len(*cell) == perCell && (*cell)[perCell-1].score >= h.score {
		return
	}
	at := len(*cell)
	for at > 0 && (*cell)[at-1].score < h.score {
		at--
	}
	if len(*cell) < perCell {
		*cell = append(*cell, hyp{})
	}
	copy((*cell)[at+1:], (*cell)[at:])
	(*cell)[at] = h
}

// run fills the cells. first is the state of what stands before the line.
func (s *search) run(first lang.State) {
	end := len(s.cuts) - 1
	start := s.heads(seam{first, true}, end)
	for i := range end {
		if from := s.cuts[i]; i == 0 || opens(s.line[from]) {
			h := s.head(start, i, false)
			s.add(i, end, hyp{score: s.share + s.letters(h, from, s.n) + s.words.run(i, end), state: s.after(h, from, s.n), end: -1})
		}
	}
	for j := end - 1; j > 0; j-- {
		top := float32(math.Inf(-1))
		for k := j + 1; k <= end; k++ {
			if hs := s.at(j, k); len(hs) > 0 {
				top = max(top, hs[0].score)
			}
		}
		for k := j + 1; k <= end; k++ {
			for rank := range s.at(j, k) {
				h := &s.at(j, k)[rank]
				if h.score < top-beam {
					break
				}
				for i := range j {
					if !s.joins(i, k) {
						continue
					}
					next := s.place(i, j, k, h)
					next.rank = int16(rank)
					s.add(i, j, next)
				}
			}
		}
	}
}

// place puts the run i to j after the run j to k, in the better of both ways:
// with a gap between or without.
func (s *search) place(i, j, k int, h *hyp) hyp {
	from, to := s.cuts[i], s.cuts[j]
	last := s.cuts[k] - 1
	gap := s.sym[last] == lang.Gap
	if h.next == nil {
		h.next = s.heads(seam{h.state, gap}, j)
	}
	words := s.words.joint(i, j, j, k)
	score := h.score - s.price[to] + s.words.run(i, j)
	a := s.head(h.next, i, false)
	glued := hyp{score: score + s.letters(a, from, to), state: s.after(a, from, to), end: int16(k)}
	if s.parts(i, k) {
		glued.score += words
	}
	if gap || s.sym[from] == lang.Gap || s.torn(k) {
		return glued
	}
	b := s.head(h.next, i, true)
	parted := hyp{score: score + s.letters(b, from, to) + words, state: s.after(b, from, to), end: int16(k), gap: true}
	if parted.score > glued.score {
		return parted
	}
	return glued
}

// torn reports that cut k is one before a space, where a word is torn.
func (s *search) torn(k int) bool { return s.cuts[k] < s.n && s.sym[s.cuts[k]] == lang.Gap }

// joins reports whether run i can follow one that ends at k: the rest of a torn
// word must follow its beginning.
func (s *search) joins(i, k int) bool { return !s.torn(k) || s.sym[s.cuts[i]].Letter() }

// parts reports that a word ends where run i follows one that ends at k, even
// without a gap between.
func (s *search) parts(i, k int) bool {
	return !s.sym[s.cuts[k]-1].Letter() || !s.sym[s.cuts[i]].Letter()
}

// ending is what the end of the line adds to a hypothesis whose last letter is
// the one before to: a line ends with a word too.
func (s *search) ending(h hyp, to int) float32 {
	if s.sym[to-1] == lang.Gap {
		return 0
	}
	_, lp := s.m.StepSymbol(h.state, lang.Gap)
	return float32(lp)
}

// whole is the reading that leaves the line as it stands.
func (s *search) whole(first lang.State) Reading {
	end := len(s.cuts) - 1
	a := s.head(s.heads(seam{first, true}, 1), 0, false)
	h := hyp{score: s.share + s.letters(a, 0, s.n) + s.words.run(0, end), state: s.after(a, 0, s.n)}
	return Reading{Runs: []Run{{From: 0, To: s.n}}, Score: float64(h.score + s.ending(h, s.n)), state: h.state, words: float64(s.words.run(0, end))}
}
