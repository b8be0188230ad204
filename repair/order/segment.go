package order

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// SearchSegments returns the most likely readings of a line that was broken by
// the law of segments and runs, best first.
//
// The fault: ZWNJs, numbers and changes of font cut the true line into
// segments, spaces and whatever else cut these into runs. The segments were put
// out in their order, the runs of each in reverse; and at every border the item
// on its left and the one on its right changed places, or, where segments of a
// single run stand between, the whole cluster was reversed. With a segment of
// several runs written as a M b, M all runs between its first and its last:
//
//	true       s1 s2  a1 M1 b1   s3  a2 M2 b2   s4
//	emitted    b1 s2 s1 | M1 reversed | b2 s3 a1 | M2 reversed | s4 a2
//
// So a line of single runs, and a line of one segment, are simply reversed.
//
// The search reads the true line from its start, run by run. What is placed is
// the emitted line up to a border x, but for the run b of the segment to come:
//
//	emitted    ......... b [.. open ..]x.................
//	                   lo ^          ^ y
//
// Singles are taken from y down; then b is what is left from lo to y, and the
// segment is an a from beyond x, M from its left down to x, and b. What lies
// between M's right end and a is open for the next cluster.
//
// Hypotheses that placed equally many letters compete. Each is weighed by how
// much worse its letters read than they do where they stand, so that it does
// not matter which letters it has placed, and by what it owes for those that it
// left behind, see due.
func SearchSegments(m *lang.Model, line []rune, opt Options) []Reading {
	return searchLaw(newLetters(m), joint.NewScorer(joint.Default()), line, opt)
}

func searchLaw(m *letters, sc *joint.Scorer, line []rune, opt Options) []Reading {
	if k := bulletLength(line, opt.Law.Bullet); k > 0 {
		// It is where it belongs: a paragraph's sign of its own took no part in the exchange.
		opt.Law.Bullet = 0
		return behindLead(k, searchLaw(m, sc, line[k:], opt))
	}
	if opt.Law.Doubled {
		return searchSegments(m, sc, line, opt, doubleSpaced, 0)
	}
	// Nothing tells a stretched line.
	found := searchSegments(m, sc, line, opt, singleSpaced, looseCut)
	if opt.probe {
		opt.plain = bestPlain(found)
	}
	found = append(found, searchSegments(m, sc, line, opt, singleSpaced, stretchedCut)...)
	slices.SortStableFunc(found, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	return firstOf(distinct(line, found), opt.Count)
}

// firstOf are the first readings, with the line as it stands if there is room for two.
func firstOf(found []Reading, count int) []Reading {
	n := min(len(found), max(1, count))
	if i := slices.IndexFunc(found, Reading.Whole); i >= n && n > 1 {
		found[n-1] = found[i]
	}
	return found[:n]
}

// Limits of the search for segments.
const (
	maxLetters   = 126 // letters of a line: positions are packed into seven bits
	plainBeam    = 60  // nats behind the best plain reversal of as many letters
	segmentBeam  = 14  // nats behind the best hypothesis of as many letters
	segmentWidth = 75  // hypotheses of as many letters that are followed
	maxWork      = 1e6 // runs placed, from which on only narrowWidth hypotheses are followed: lines of text take a tenth of it
	narrowWidth  = 4
	glanceBeam   = 6  // see segmentBeam, of a first search that tells what regrets to expect
	glanceWidth  = 2  // and its segmentWidth
	probeWidth   = 12 // see segmentWidth, where only the law is asked for
	probeBeam    = 20 // see plainBeam, where only the law is asked for: the best of them counts
	otherLine    = 1  // nats by which a plain reversal reads worse as a stretched line, or better, so that only one kind is probed
)

// Lines in many pieces, as with a yeh from another font, need a wider search: where
// the best reading falls far behind what its joints can hope for, there may be a better
// one. Tuned on the shared set, of whose lines with segments a third is searched
// again, in three times the time of the first search.
const (
	farFromHope = 30.0 // nats
	wideBeam    = 18   // see segmentBeam
	wideWidth   = 250  // see segmentWidth
)

// segments is one search.
type segments struct {
	torn                 bool   // the document has yehs from another font
	facing               []rune // the line with its brackets as they are meant
	m                    *letters
	line                 []rune
	at                   []int  // code point at which each letter starts, then the length
	canOpen              []bool // letters with which a line can begin
	gaps                 []uint8
	sym                  []lang.Symbol
	keys                 []byte // the same as the model knows words by
	n                    int
	spacing              spacing
	twoFonts             bool      // the Farsi yehs are from another font
	spare                float64   // share of spaces that are borders
	bullet               rune      // opens list items, 0 for none
	ascii                []bool    // letters of strings of Latin letters with their signs
	phrase               []bool    // letters that go on a Latin phrase, see phrases
	spaceCut             float64   // probability of a cut at a space
	inWord               []float64 // the same at none
	stay                 []float32 // price of no cut
	stood                []float32 // what the words say of the joint before each letter as it stands
	typed                float32   // what of it the width of spaces adds
	work                 int       // runs placed so far
	cuts                 []uint8   // places to cut at, 0 and n included
	inner                []float32
	state                []lang.State
	endPrice, startPrice []float32   // what joints can hope for, by letter
	inPrice              []float32   // sum of both before a letter
	closing              float32     // the same for the end of the true line
	own                  []beginning // by cut
	dues                 due
	*room
	best      []float32 // by letters placed: the best regret that a search of one kind has come to
	least     []float32 // and that from which on a hypothesis may be followed
	beam      float32   // of this run
	width     int       // hypotheses of as many letters that are followed
	first, to []int     // borders of the solid piece of each letter
	cutOf     []int32   // by letter: which of cuts it is
}

// searchSegments searches with the given share of spaces that are cuts, or with
// that of the line's kind if it is 0.
func searchSegments(m *letters, sc *joint.Scorer, line []rune, opt Options, sp spacing, spaceCut float64) []Reading {
	s := newSegments(m, line, opt, sp, spaceCut)
	if s == nil {
		return nil
	}
	s.begin(sc)
	s.unknown()
	start := m.Unread()
	for _, r := range opt.Before {
		start, _ = m.Step(start, r)
	}
	start, _ = m.StepSymbol(start, lang.Gap)
	s.potentials(start)
	width := segmentWidth
	if opt.probe {
		width = probeWidth
	}
	// Reversals of the whole line are few, and crowded out among the others.
	beam := float32(plainBeam)
	if opt.probe {
		beam = probeBeam
	}
	s.run(start, beam, width, plain)
	found := s.readings(max(1, opt.Count))
	if opt.probe && opt.plain < 0 && bestPlain(found) < opt.plain-otherLine {
		return found
	}
	s.unknown()
	s.run(start, glanceBeam, glanceWidth, singles)
	s.run(start, segmentBeam, width, singles)
	if !opt.probe && s.best[s.n] < -farFromHope {
		s.run(start, wideBeam, wideWidth, singles)
	}
	found = append(found, s.readings(max(1, opt.Count))...)
	found = append(found, s.whole(start))
	slices.SortStableFunc(found, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	return firstOf(distinct(line, found), opt.Count)
}

// unknown makes ready for searches of another kind.
func (s *segments) unknown() {
	s.best = filled(s.n+1, float32(math.Inf(-1)))
	s.least = filled(s.n+1, float32(math.Inf(-1)))
}

// bestPlain is the score of the best of some readings that are plain reversals.
func bestPlain(found []Reading) float64 {
	best := math.Inf(-1)
	for _, r := range found {
		if !r.Mixed() {
			best = max(best, r.Score)
		}
	}
	return best
}

func newSegments(m *letters, line []rune, opt Options, sp spacing, spaceCut float64) *segments {
	s := lettersOf(m, line, opt)
	if s == nil {
		return nil
	}
	s.room.read(line, s.n)
	s.prices(sp, spaceCut)
	return s
}

// lettersOf is a search that knows its letters and their solid pieces, nil for a line that
// is not searched.
func lettersOf(m *letters, line []rune, opt Options) *segments {
	s := &segments{m: m, line: line, facing: line, bullet: opt.Law.Bullet, torn: opt.Law.TwoFonts, room: &m.room}
	if opt.Law.Mirrored {
		s.facing = Mirrored(line)
	}
	gaps := 0
	for i, r := range line {
		switch sym := lang.SymbolOf(r); sym {
		case lang.Gap:
			gaps++
		case lang.Skip:
		default:
			if opt.Law.Mirrored {
				sym = lang.SymbolOf(s.facing[i])
			}
			s.at = append(s.at, i)
			s.sym, s.keys = append(s.sym, sym), append(s.keys, byte(sym))
			s.gaps = append(s.gaps, uint8(min(gaps, 255)))
			gaps = 0
		}
	}
	s.n = len(s.sym)
	if s.n == 0 || s.n > maxLetters {
		return nil
	}
	// Marks before the first letter go with it.
	s.at[0] = max(0, slices.IndexFunc(line, func(r rune) bool { return lang.SymbolOf(r) != lang.Gap }))
	for _, at := range s.at {
		s.canOpen = append(s.canOpen, opens(s.facing[at]))
	}
	s.at = append(s.at, len(line))
	s.gaps = append(s.gaps, 1) // a line ends at a space
	s.pieces()
	return s
}

// begin reads the line as it stands.
func (s *segments) begin(sc *joint.Scorer) {
	s.listWords(sc)
	n := s.n
	s.inner = make([]float32, n+1)
	s.state = make([]lang.State, n+1)
	st := s.m.Unread()
	for i := range n {
		var lp float32
		st, lp = s.step(st, i, i > 0 && s.gaps[i] > 0)
		if i > 0 {
			lp -= s.stay[i]
		}
		s.inner[i+1], s.state[i+1] = s.inner[i]+lp, st
	}
	s.own = make([]beginning, len(s.cuts))
	for c, from := range s.cuts[:len(s.cuts)-1] {
		o := &s.own[c]
		for d, i := 1, int(from); d <= depth && i < n; d, i = d+1, i+1 {
			o.state[d], o.logProb[d] = s.step(o.state[d-1], i, d > 1 && s.gaps[i] > 0)
		}
	}
}

// listWords makes ready what the words say at the joints. Those that stand in the
// line between its words are part of what it costs not to cut there.
func (s *segments) listWords(sc *joint.Scorer) {
	s.cutOf = make([]int32, s.n+1)
	cuts := make([]int, len(s.cuts))
	for k, c := range s.cuts {
		s.cutOf[c], cuts[k] = int32(k), s.at[c]
	}
	s.words.read(sc, s.line, cuts, contextWeight)
	s.stood = make([]float32, s.n)
	for i := 1; i < s.n; i++ {
		s.stood[i] = s.words.sums[s.at[i]] - s.words.sums[s.at[i-1]]
		s.stay[i] -= s.stood[i]
	}
}

// parts reports that a word ends where letter start follows the one before end,
// even without a gap between.
func (s *segments) parts(end, start int) bool {
	return !s.sym[end-1].Letter() || !s.sym[start].Letter()
}

// pieces finds the solid string of letters around each letter.
func (s *segments) pieces() {
	s.first, s.to = make([]int, s.n), make([]int, s.n)
	for i := 0; i < s.n; {
		k := i + 1
		for k < s.n && s.gaps[k] == 0 && s.sym[k].Letter() == s.sym[i].Letter() {
			k++
		}
		for j := i; j < k; j++ {
			s.first[j], s.to[j] = i, k
		}
		i = k
	}
	s.latins()
}

// step reads letter i, after a gap if one stands before it.
func (s *segments) step(st lang.State, i int, gap bool) (lang.State, float32) {
	sum := float32(0)
	if gap {
		st, sum = s.m.Read(st, lang.Gap)
	}
	st, lp := s.m.Read(st, s.sym[i])
	return st, sum + lp
}

// ahead are the run beginnings after a joint, without and with a gap between, each read when
// it is first asked for.
type ahead struct {
	of     int // the first slot of them in the pool, by cut
	state  [2]lang.State
	before [2]float32 // what the gap scores
}

// ahead are the run beginnings after a joint, at the start of the line without a gap between.
func (s *segments) ahead(st lang.State, line bool) *ahead {
	at := seam{st, line}
	if a, ok := s.heads[at]; ok {
		return a
	}
	a := &ahead{of: s.pool.room(len(s.cuts))}
	a.state[0] = st
	if !line {
		a.state[1], a.before[1] = s.m.Read(st, lang.Gap)
	}
	s.heads[at] = a
	return a
}

// pair is the beginning of the run from letter i on behind a joint.
func (s *segments) pair(a *ahead, i int) *pair {
	p := s.pool.at(a.of + int(s.cutOf[i]))
	if !p.ready {
		p.ready = true
		for gap := range p.heads {
			p.heads[gap].begin(a.state[gap], a.before[gap], false)
		}
	}
	return p
}

// after is that beginning, d letters of it.
func (s *segments) after(a *ahead, gap, i, d int) *head {
	hd := &s.pair(a, i).heads[gap]
	for int(hd.n) < d {
		s.more(hd, i)
	}
	return hd
}

// more reads one more letter of the run from letter i on.
func (s *segments) more(hd *head, i int) {
	d := int(hd.n) + 1
	k := i + d - 1
	cur, sum := hd.state[d-1], hd.score[d-1]
	if d > 1 && cur == s.state[k] {
		sum += s.inner[k+1] - s.inner[k]
		cur = s.state[k+1]
	} else {
		var lp float32
		if own := &s.own[s.cutOf[i]]; d > 1 && cur == own.state[d-1] {
			cur, lp = own.state[d], own.logProb[d]
		} else {
			cur, lp = s.step(cur, k, d > 1 && s.gaps[k] > 0)
		}
		sum += lp
		if d > 1 {
			sum -= s.stay[k]
		}
	}
	hd.score[d], hd.state[d] = sum, cur
	hd.n = uint8(d)
}
