package order

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// hyp is the best way to have placed a suffix of the line whose first run is given.
// Places are indices of cuts.
type hyp struct {
	score  float32
	state  lang.State
	end    int16 // where the run placed before this one ends: its start is this run's end; -1 for none
	gap    bool
	placed bool  // there is such a way
	next   int32 // index plus 1 of the heads of the runs that may follow, 0 until somebody asks
}

// head is the score of the first letters of a run in the context of a joint. Most are not
// read to their end: a few letters tell that the run stands badly there.
type head struct {
	score [depth + 1]float32 // of the first 0, 1, ... letters
	state [depth + 1]lang.State
	n     uint8 // letters that are read
	gap   bool  // a gap stands before them
	met   bool  // the model looks back as far as it does in the line as it stands
}

// pair is the two ways for a run to follow a seam: without and with a gap put between.
type pair struct {
	joined joined
	heads  [2]head
	ready  bool // none of their letters is read, but what stands before them is known
}

// joined is which way letters like best for a run put after another, whatever these score
// themselves and wherever the one before begins.
type joined struct {
	of    joints
	score float32 // of the letters at the joint; that of none of the ways is above it as long as it is not sure
	state lang.State
	gap   bool
	sure  bool
}

// joints are those that letters and words cannot tell apart.
type joints struct {
	left, right int32 // which of the ends the last words before are, and the first behind
	d           uint8 // letters that are read
	known       bool  // there is such a joint
	parted      bool  // a gap must be put between
	torn        bool  // none may
}

// beginning is what the model says of the first letters of a run by themselves: what it says of
// those after a joint over which it no longer looks back.
type beginning struct {
	state   [depth + 1]lang.State
	logProb [depth + 1]float32 // of letter d-1
}

// seam is where a run ends and another is put.
type seam struct {
	state lang.State
	gap   bool // the last letter before it is a gap
}

// heads are those of the runs that may follow a seam, without and with a gap put
// between, each read when it is first asked for.
type heads struct {
	of     int // the first slot of them in the pool
	n      int // how many there are
	seam   seam
	after  lang.State // behind the gap put between, and its score
	gapped float32
}

// search is the dynamic programme over one line, run for one style at a time. It may
// be used for one line after another.
type search struct {
	m      *letters
	sc     *joint.Scorer
	line   []rune
	sym    []lang.Symbol
	mute   []bool // by letter: the model does not read it
	n      int
	cuts   []int     // places where a run may begin, 0 first, and n
	share  float32   // log probability of the style
	price  []float32 // by letter: of a cut before it
	stay   []float32 // and of no cut there, summed up to each letter
	inner  []float32 // score of letters 0..i, each in the context of those before it
	state  []lang.State
	own    []beginning // by letter at which a run may begin
	best   []hyp       // by start*len(cuts)+end
	top    []float32   // by start: the best score among those
	cache  map[seam]int32
	seams  []heads // cache has their indices plus 1
	pool   pool
	words  contexts
	kept   bool        // see Cut.keeps
	places []kind      // by letter: what a cut before it would part
	order  []rank      // see followed
	ahead  []placedRun // the runs that are put behind those from one cut on
	nodes  []node      // of the readings that are traced
	placed allPlacings // see behind
	open   heap[part]
}

func newSearch(m *letters, sc *joint.Scorer) *search {
	return &search{m: m, sc: sc, cache: make(map[seam]int32)}
}

// read makes ready for a line.
func (s *search) read(line []rune, context float64) {
	n := len(line)
	s.line, s.n = line, n
	s.sym, s.mute, s.cuts = s.sym[:0], s.mute[:0], s.cuts[:0]
	s.inner, s.state = append(s.inner[:0], 0), append(s.state[:0], 0)
	clear(s.cache)
	s.seams = s.seams[:0]
	s.pool.empty()
	s.places = placesOf(s.m.Model, line)
	st := s.m.Unread()
	for i, r := range line {
		sym := lang.SymbolOf(r)
		// A gap after a gap is one gap.
		s.mute = append(s.mute, sym == lang.Skip || sym == lang.Gap && i > 0 && s.sym[i-1] == lang.Gap)
		s.sym = append(s.sym, sym)
		var lp float32
		st, lp = s.step(st, i)
		s.inner = append(s.inner, s.inner[i]+lp)
		s.state = append(s.state, st)
		if i == 0 || s.places[i] != uncut && s.places[i] != inPhrase {
			s.cuts = append(s.cuts, i)
		}
	}
	s.own = slices.Grow(s.own[:0], n)[:n]
	for _, from := range s.cuts {
		o := &s.own[from]
		for d, i := 1, from; d <= depth && i < n; d, i = d+1, i+1 {
			o.state[d], o.logProb[d] = s.step(o.state[d-1], i)
		}
	}
	s.cuts = append(s.cuts, n)
	s.words.read(s.sc, line, s.cuts, context)
}

// use makes ready for a style.
func (s *search) use(style Style) {
	s.share = priceWeight * float32(math.Log(style.Share))
	s.price, s.stay = append(s.price[:0], make([]float32, s.n)...), append(s.stay[:0], make([]float32, s.n+1)...)
	for i, pl := range s.places {
		s.stay[i+1] = s.stay[i]
		if p := style.cut[pl]; i > 0 && pl != uncut && pl != inPhrase {
			s.price[i] = priceWeight * float32(-math.Log(p))
			s.stay[i+1] += priceWeight * float32(-math.Log1p(-p))
		}
	}
	s.best = append(s.best[:0], make([]hyp, len(s.cuts)*len(s.cuts))...)
	s.top = append(s.top[:0], make([]float32, len(s.cuts))...)
	for i := range s.top {
		s.top[i] = float32(math.Inf(-1))
	}
}

// step reads letter i.
func (s *search) step(st lang.State, i int) (lang.State, float32) {
	if s.mute[i] {
		return st, 0
	}
	return s.m.Read(st, s.sym[i])
}

// heads are those of the runs before cut j after a seam, as an index plus 1.
func (s *search) heads(at seam, j int) int32 {
	if h := s.cache[at]; h > 0 && s.seams[h-1].n >= j {
		return h
	}
	h := heads{seam: at, n: j}
	h.of = s.pool.room(j)
	if !at.gap {
		h.after, h.gapped = s.m.Read(at.state, lang.Gap)
	}
	s.seams = append(s.seams, h)
	s.cache[at] = int32(len(s.seams))
	return int32(len(s.seams))
}

// pair is the beginning of the run from cut c on after a seam, behind a gap put between, which
// is none behind another, and without.
func (s *search) pair(h *heads, c int) *pair {
	p := s.pool.at(h.of + c)
	if !p.ready {
		p.ready, p.joined.of.known = true, false
		p.heads[0].begin(h.seam.state, 0, h.seam.gap)
		p.heads[1].begin(h.after, h.gapped, true)
	}
	return p
}

// head is that without.
func (s *search) head(h *heads, c int) *head { return &s.pair(h, c).heads[0] }

// begin has no letter read behind a state.
func (h *head) begin(st lang.State, before float32, gap bool) {
	h.score[0], h.state[0] = before, st
	h.n, h.gap, h.met = 0, gap, false
}

// more reads one more letter of the run from letter i on.
func (s *search) more(hd *head, i int) {
	d := int(hd.n) + 1
	cur, sum := hd.state[d-1], hd.score[d-1]
	// Once the model knows of no more than in the line as it stands, the rest is read as there.
	if hd.met = hd.met || d > 1 && cur == s.state[i+d-1]; hd.met {
		sum += s.inner[i+d] - s.inner[i+d-1]
		cur = s.state[i+d]
	} else if d > 1 || !hd.gap || s.sym[i] != lang.Gap {
		var lp float32
		if own := &s.own[i]; d > 1 && cur == own.state[d-1] {
			cur, lp = own.state[d], own.logProb[d]
		} else {
			if at := i + d - 1; !s.mute[at] {
				cur, lp = s.m.Read(cur, s.sym[at])
			}
		}
		sum += lp
	}
	hd.score[d], hd.state[d] = sum, cur
	hd.n = uint8(d)
}

// reads reads d letters of the run from letter i on, or fewer where they score no more
// than least: letters score less than nothing.
func (s *search) reads(hd *head, i, d int, least float32) bool {
	for int(hd.n) < d {
		if hd.score[hd.n] <= least {
			return false
		}
		s.more(hd, i)
	}
	return true
}

// letters is the score of letters i to j after a head, with none cut.
func (s *search) letters(h *head, i, j int) float32 {
	stay := s.stay[j] - s.stay[i+1]
	s.reads(h, i, min(j-i, depth), float32(math.Inf(-1)))
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

func (s *search) at(i, k int) *hyp { return &s.best[i*len(s.cuts)+k] }

// run fills the cells. first is the state of what stands before the line.
func (s *search) run(first lang.State) {
	end := len(s.cuts) - 1
	start := &s.seams[s.heads(seam{first, true}, end)-1]
	for i := range end {
		if from := s.cuts[i]; i == 0 || opens(s.line[from]) {
			h := s.head(start, i)
			*s.at(i, end) = hyp{score: s.share + s.letters(h, from, s.n) + s.words.run(i, end), state: s.after(h, from, s.n), end: -1, placed: true}
			s.top[i] = s.at(i, end).score
		}
	}
	for j := end - 1; j > 0; j-- {
		followed := s.followed(j)
		if len(followed) == 0 {
			continue
		}
		s.ahead = s.ahead[:0]
		for i := range j {
			s.ahead = append(s.ahead, s.toPlace(i, j))
		}
		top := s.top[:len(s.ahead)]
		for _, r := range followed {
			l := s.toLead(j, int(r.id()))
			for i := range s.ahead {
				ahead := &s.ahead[i]
				if !l.joins(ahead) {
					continue
				}
				cell := s.at(i, j)
				least := top[i] - traced
				if i == 0 {
					least = top[i] - bestReach
				}
				if cell.placed && cell.score > least {
					least = cell.score
				}
				if next, ok := s.place(ahead, &l, least); ok {
					*cell = next
					top[i] = max(top[i], next.score)
				}
			}
		}
	}
}

// followed are the ends of the runs from cut j on behind which others are put, best first.
func (s *search) followed(j int) []rank {
	s.order = s.order[:0]
	row := s.best[j*len(s.cuts):][:len(s.cuts)]
	for k := j + 1; k < len(row); k++ {
		if row[k].placed {
			s.order = append(s.order, rankOf(row[k].score, int32(k)))
		}
	}
	if len(s.order) == 0 {
		return nil
	}
	best := row[slices.Min(s.order).id()].score
	last := rankOf(best-beam, math.MaxInt32)
	s.order = slices.DeleteFunc(s.order, func(r rank) bool { return r > last })
	slices.Sort(s.order)
	return s.order
}

// placedRun is a run that is to be placed, with what holds behind whatever other.
type placedRun struct {
	i        int
	from, to int     // its letters
	d        int     // how many of them are read in the context of the joint
	words    float32 // what the joints in it score
	stay     float32 // what it costs that it is not cut
	rest     float32 // what the letters far from the joint score
	right    int32   // which of the ends its first words are
	letter   bool    // it begins with a letter
	gap      bool    // it begins with a gap
	gapped   bool    // it ends with one
}

func (s *search) toPlace(i, j int) placedRun {
	from, to := s.cuts[i], s.cuts[j]
	r := placedRun{i: i, from: from, to: to, d: min(to-from, depth), words: s.words.run(i, j), stay: s.stay[to] - s.stay[from+1], right: s.words.right(i, j)}
	if to-from > depth {
		r.rest = s.inner[to] - s.inner[from+depth]
	}
	r.letter, r.gap, r.gapped = s.sym[from].Letter(), s.sym[from] == lang.Gap, s.sym[to-1] == lang.Gap
	return r
}

// leader is a run behind which others are put, with what holds whichever follows.
type leader struct {
	*hyp
	j, k   int
	score  float32 // less the price of a cut behind it
	left   int32   // which of the ends its last words are
	letter bool    // it ends with a letter
	gap    bool    // it ends with a gap
	torn   bool    // the rest of a torn word must follow
}

func (s *search) toLead(j, k int) leader {
	h, last := s.at(j, k), s.sym[s.cuts[k]-1]
	return leader{h, j, k, h.score - s.price[s.cuts[j]], s.words.left(j, k), last.Letter(), last == lang.Gap, s.torn(k)}
}

// joins reports whether a run can follow another: the rest of a torn word must follow its beginning.
func (l *leader) joins(r *placedRun) bool { return !l.torn || r.letter }

// place puts a run after another, with a gap between or without, if that scores more than least.
func (s *search) place(r *placedRun, l *leader, least float32) (hyp, bool) {
	// The letters score less than nothing but for those far from the joint.
	known := l.score + r.words - r.stay + r.rest
	words := s.words.between(l.left, r.right)
	hoped := known
	if words > 0 {
		hoped += words
	}
	if hoped <= least {
		return hyp{}, false
	}
	if l.next == 0 {
		l.next = s.heads(seam{l.state, l.gap}, l.j)
	}
	needed := least - known // of the letters
	if words > 0 {
		needed -= words
	}
	p := s.pair(&s.seams[l.next-1], r.i)
	touch := !l.gap && !r.gap // unless a gap is put between
	// What ends a run where spaces keep their place began its neighbour on the line.
	of := joints{left: l.left, right: r.right, d: uint8(r.d), known: true, parted: s.kept && touch && r.gapped, torn: l.torn}
	if p.joined.of != of {
		p.joined = joined{of: of, score: float32(math.Inf(1))}
	}
	way := &p.joined
	if !way.sure && way.score > needed {
		s.join(p, r, touch, needed)
	}
	if !way.sure {
		return hyp{}, false
	}
	score := way.score + known
	if way.gap || !l.letter || !r.letter { // a word ends between them, even without a gap
		score += words
	}
	if score <= least {
		return hyp{}, false
	}
	best := hyp{score: score, state: way.state, end: int16(l.k), gap: way.gap, placed: true}
	if r.to-r.from > depth {
		best.state = s.state[r.to]
	}
	return best, true
}

// join finds the better way of a pair to put a run after another, and may leave it open where the
// letters of none score more than needed. Where touch is false there is a gap without one put between.
func (s *search) join(p *pair, r *placedRun, touch bool, needed float32) {
	way := &p.joined
	way.score = float32(math.Inf(-1))
	read := false
	if touch && !way.of.torn {
		b := &p.heads[1]
		if read = s.reads(b, r.from, r.d, needed); read {
			way.state, way.gap = b.state[r.d], true
			needed = math.Nextafter32(max(needed, b.score[r.d]), float32(math.Inf(-1)))
		}
		way.score = b.score[min(int(b.n), r.d)]
	}
	// Of a gap the letters tell: the words say something of one way only.
	if way.of.parted {
		way.sure = read
		return
	}
	a := &p.heads[0]
	done := s.reads(a, r.from, r.d, needed)
	switch score := a.score[min(int(a.n), r.d)]; { // letters that are not read yet only take from it
	case done && score >= way.score:
		way.score, way.state, way.gap, way.sure = score, a.state[r.d], false, true
	case score < way.score:
		way.sure = read
	default:
		way.score = score
	}
}

// torn reports that cut k is one before a space, where a word is torn.
func (s *search) torn(k int) bool { return s.cuts[k] < s.n && s.sym[s.cuts[k]] == lang.Gap }

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
	a := s.head(&s.seams[s.heads(seam{first, true}, 1)-1], 0)
	h := hyp{score: s.share + s.letters(a, 0, s.n) + s.words.run(0, end), state: s.after(a, 0, s.n)}
	return Reading{Runs: []Run{{From: 0, To: s.n}}, Score: float64(h.score + s.ending(h, s.n)), state: h.state, words: float64(s.words.run(0, end))}
}
