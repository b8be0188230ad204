package order

import (
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// contextMean is the score of a joint that speaks for neither one word more nor
// one less, in nats: the mean on held-out text. Between 0 and 2 the results hardly change.
const contextMean = 1.0

// contexts knows what the words on both sides say of every joint that a search
// may make. Runs give what words they have: across the joint after next
// nothing is read. What nobody asks for is not found out.
type contexts struct {
	sc     *joint.Scorer
	weight float64 // of what the words say
	line   []rune
	cuts   []int // code points at which a run may begin or end, rising
	pieces pieces
	runs   [2][]int32 // by run: which of ends its last words are, and its first; unread if unknown
	full   [2][]full  // by the cut beside the joint
	ends   [2][]end
	ids    [2]map[[joint.Reach]joint.Word]int32
	sums   []float32 // by code point: of the joints that stand before it in the line
	said   []said
}

// end is some words beside a joint, and what the model makes of them once somebody asks.
type end struct {
	words [joint.Reach]joint.Word
	n     int
	made  joint.End
}

// full is the end of all runs that reach some other cut: they have more words than are read.
type full struct{ cut, end int32 }

// said is the score of a joint, kept where its two ends lead.
type said struct {
	ends  uint64 // left and right plus 1, 0 for none
	score float32
}

// saidBits is the logarithm of how many scores are kept: a search asks for some thousands.
const saidBits = 13

const unread = -1 // of a run nobody asked for yet

// read makes ready for a line, of which nothing holds any more that was asked of another.
func (c *contexts) read(sc *joint.Scorer, line []rune, cuts []int, weight float64) {
	c.sc, c.weight, c.line, c.cuts = sc, weight, line, cuts
	c.within()
	c.pieces.cut(sc, line, cuts)
	runs := len(cuts) * len(cuts)
	for side := range c.ids {
		c.runs[side] = slices.Grow(c.runs[side][:0], runs)[:runs]
		for i := range c.runs[side] {
			c.runs[side][i] = unread
		}
		c.full[side] = slices.Grow(c.full[side][:0], len(cuts))[:len(cuts)]
		for i := range c.full[side] {
			c.full[side][i].end = unread
		}
		c.ends[side] = c.ends[side][:0]
		if c.ids[side] == nil {
			c.ids[side] = make(map[[joint.Reach]joint.Word]int32)
		}
		clear(c.ids[side])
	}
	if c.said == nil {
		c.said = make([]said, 1<<saidBits)
	}
	clear(c.said)
}

// left is which of the ends the last words of the run i to j are.
func (c *contexts) left(i, j int) int32 {
	f := &c.full[0][j]
	if f.end != unread && i <= int(f.cut) {
		return f.end
	}
	id := &c.runs[0][i*len(c.cuts)+j]
	if *id == unread {
		from, ws := c.pieces.last(i, j, c.sc.Reach())
		*id = c.number(0, ws)
		if len(ws) > c.sc.Reach() {
			*f = full{int32(from), *id}
		}
	}
	return *id
}

// right is which of the ends the first words of the run i to j are.
func (c *contexts) right(i, j int) int32 {
	f := &c.full[1][i]
	if f.end != unread && j >= int(f.cut) {
		return f.end
	}
	id := &c.runs[1][i*len(c.cuts)+j]
	if *id == unread {
		to, ws := c.pieces.first(i, j, c.sc.Reach())
		*id = c.number(1, ws)
		if len(ws) > c.sc.Reach() {
			*f = full{int32(to), *id}
		}
	}
	return *id
}

// number is which of the ends some words have on a side.
func (c *contexts) number(side int, ws []joint.Word) int32 {
	e := end{n: min(len(ws), c.sc.Reach())}
	if side == 0 {
		ws = ws[len(ws)-e.n:]
	}
	copy(e.words[:], ws[:e.n])
	id, ok := c.ids[side][e.words]
	if !ok {
		id = int32(len(c.ends[side]))
		c.ids[side][e.words] = id
		c.ends[side] = append(c.ends[side], e)
	}
	return id
}

// pieces are the words of stretches of a line from cut to cut. What holds a place where
// no word goes on is its parts on both sides, so that nothing is read more than once.
type pieces struct {
	sc    *joint.Scorer
	line  []rune
	cuts  []int
	next  []int        // by cut: the next one at which no word goes on
	prev  []int        // and the last one before it
	read  []stretch    // by its two cuts: in which no word ends but at the last
	all   []joint.Word // of those
	words []joint.Word // of the last stretch that was asked for
}

// stretch is where the words of one begin in all, and where they end; they end at 0 if it
// was not read.
type stretch struct{ from, to int32 }

func (p *pieces) cut(sc *joint.Scorer, line []rune, cuts []int) {
	n := len(cuts)
	p.sc, p.line, p.cuts = sc, line, cuts
	p.next = slices.Grow(p.next[:0], n)[:n]
	p.read = slices.Grow(p.read[:0], n*n)[:n*n]
	clear(p.read)
	p.all = append(p.all[:0], 0) // no stretch ends here
	p.prev = slices.Grow(p.prev[:0], n)[:n]
	open := func(k int) bool { return cuts[k] > 0 && lang.SymbolOf(line[cuts[k]-1]) == lang.Gap }
	for k, prev := 0, 0; k < n; k++ {
		if p.prev[k] = prev; open(k) {
			prev = k
		}
	}
	for k, next := n-1, n-1; k >= 0; k-- {
		if p.next[k] = next; open(k) {
			next = k
		}
	}
}

// first are the words from cut j to k, or from j to where there are more than enough. They
// hold until it is asked again.
func (p *pieces) first(j, k, enough int) (to int, ws []joint.Word) {
	p.words = p.words[:0]
	for j < k && len(p.words) <= enough {
		to := min(k, p.next[j])
		p.words = append(p.words, p.solid(j, to)...)
		j = to
	}
	return j, p.words
}

// last are the words from cut j to k, or from where there are more than enough to k. They
// hold until it is asked again.
func (p *pieces) last(j, k, enough int) (from int, ws []joint.Word) {
	n := 0
	from = k
	for from > j && n <= enough {
		to := from
		from = max(j, p.prev[from])
		n += len(p.solid(from, to))
	}
	_, ws = p.first(from, k, n)
	return from, ws
}

// solid are the words from cut j to k, none of which ends between.
func (p *pieces) solid(j, k int) []joint.Word {
	s := &p.read[j*len(p.cuts)+k]
	if s.to == 0 {
		s.from = int32(len(p.all))
		p.all = p.sc.AppendWords(p.all, p.line[p.cuts[j]:p.cuts[k]])
		s.to = int32(len(p.all))
	}
	return p.all[s.from:s.to]
}

// within sums what the joints between the words of the line as it stands score.
func (c *contexts) within() {
	c.sums = append(c.sums[:0], make([]float32, len(c.line)+1)...)
	ws, at := c.sc.WordsAt(c.line)
	for k := 1; k < len(ws); k++ {
		c.sums[at[k]] = float32(c.weight) * float32(c.sc.Score(ws[:k], ws[k:])-contextMean)
	}
	for i := 1; i < len(c.sums); i++ {
		c.sums[i] += c.sums[i-1]
	}
}

// run is what the joints inside a run score.
func (c *contexts) run(i, j int) float32 {
	return c.sums[c.cuts[j]-1] - c.sums[c.cuts[i]]
}

// joint is the score of the run i to j after the run l to k.
func (c *contexts) joint(i, j, l, k int) float32 {
	return c.between(c.left(l, k), c.right(i, j))
}

// between is the score of a joint between two ends.
func (c *contexts) between(a, b int32) float32 {
	ends := uint64(a)<<32 | uint64(b) + 1
	// Multiplication spreads neighbouring ends (Knuth, vol. 3, 6.4).
	x := &c.said[ends*0x9E3779B97F4A7C15>>(64-saidBits)]
	if x.ends != ends {
		*x = said{ends, float32(c.weight) * float32(joint.Join(c.end(0, a), c.end(1, b))-contextMean)}
	}
	return x.score
}

func (c *contexts) end(side int, id int32) joint.End {
	e := &c.ends[side][id]
	if e.made == nil {
		if side == 0 {
			e.made = c.sc.Left(e.words[:e.n])
		} else {
			e.made = c.sc.Right(e.words[:e.n])
		}
	}
	return e.made
}

// contextScore is what the joints between the words of a text score.
func contextScore(ws []joint.Word, sc *joint.Scorer) float64 {
	sum := 0.0
	for k := 1; k < len(ws); k++ {
		sum += sc.Score(ws[:k], ws[k:]) - contextMean
	}
	return sum
}
