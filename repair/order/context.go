package order

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// contextMean is the score of a joint that speaks for neither one word more nor
// one less, in nats: the mean on held-out text. Between 0 and 2 the results hardly change.
const contextMean = 1.0

// contexts knows what the words on both sides say of every joint that a search
// may make. Runs give what words they have: across the joint after next
// nothing is read.
type contexts struct {
	sc     *joint.Scorer
	weight float64 // of what the words say
	line   []rune
	cuts   []int   // code points at which a run may begin or end, rising
	lefts  []int32 // by run: which of ends its last words are
	rights []int32 // and its first words
	ends   [2][]end
	ids    [2]map[[joint.Reach]joint.Word]int32
	sums   []float32 // by code point: of the joints that stand before it in the line
	joints []float32 // by left and right end; unknownJoint if unknown
}

// end is some words beside a joint, and what the model makes of them once somebody asks.
type end struct {
	words [joint.Reach]joint.Word
	n     int
	made  joint.End
}

// read makes ready for a line, of which nothing holds any more that was asked of another.
func (c *contexts) read(sc *joint.Scorer, line []rune, cuts []int, weight float64) {
	n := len(cuts)
	c.sc, c.weight, c.line, c.cuts = sc, weight, line, cuts
	c.lefts, c.rights = append(c.lefts[:0], make([]int32, n*n)...), append(c.rights[:0], make([]int32, n*n)...)
	c.within()
	for side := range c.ids {
		c.ends[side] = c.ends[side][:0]
		if c.ids[side] == nil {
			c.ids[side] = make(map[[joint.Reach]joint.Word]int32)
		}
		clear(c.ids[side])
	}
	number := func(side int, ws []joint.Word) int32 {
		e := end{n: min(len(ws), sc.Reach())}
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
	pieces := newPieces(sc, line, cuts)
	for k := 1; k < n; k++ {
		id, full := int32(0), false
		for j := k - 1; j >= 0; j-- {
			if !full {
				ws := pieces.between(j, k)
				id, full = number(0, ws), len(ws) > sc.Reach()
			}
			c.lefts[j*n+k] = id
		}
	}
	for i := range n - 1 {
		id, full := int32(0), false
		for j := i + 1; j < n; j++ {
			if !full {
				ws := pieces.between(i, j)
				id, full = number(1, ws), len(ws) > sc.Reach()
			}
			c.rights[i*n+j] = id
		}
	}
	joints := len(c.ends[0]) * len(c.ends[1])
	c.joints = slices.Grow(c.joints[:0], joints)[:joints]
	for i := range c.joints {
		c.joints[i] = unknownJoint
	}
}

// pieces are the words of stretches of a line from cut to cut. What holds a place where
// no word goes on is its parts on both sides, so that little is read more than once.
type pieces struct {
	sc    *joint.Scorer
	line  []rune
	cuts  []int
	next  []int          // by cut: the next one at which no word goes on
	read  [][]joint.Word // by cut: of the stretch to next
	words []joint.Word   // of the last stretch that was asked for
}

func newPieces(sc *joint.Scorer, line []rune, cuts []int) *pieces {
	n := len(cuts)
	p := &pieces{sc: sc, line: line, cuts: cuts, next: make([]int, n), read: make([][]joint.Word, n)}
	next := n - 1
	for k := n - 2; k >= 0; k-- {
		p.next[k] = next
		if at := cuts[k]; at > 0 && lang.SymbolOf(line[at-1]) == lang.Gap {
			next = k
		}
	}
	return p
}

// between are the words from cut j to k, until it is asked again.
func (p *pieces) between(j, k int) []joint.Word {
	p.words = p.words[:0]
	for j < k && p.next[j] <= k {
		if p.read[j] == nil {
			p.read[j] = p.sc.Words(p.line[p.cuts[j]:p.cuts[p.next[j]]])
		}
		p.words = append(p.words, p.read[j]...)
		j = p.next[j]
	}
	if j < k {
		p.words = append(p.words, p.sc.Words(p.line[p.cuts[j]:p.cuts[k]])...)
	}
	return p.words
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
	n := len(c.cuts)
	a, b := c.lefts[l*n+k], c.rights[i*n+j]
	x := &c.joints[int(a)*len(c.ends[1])+int(b)]
	if *x == unknownJoint {
		*x = float32(c.weight) * float32(joint.Join(c.end(0, a), c.end(1, b))-contextMean)
	}
	return *x
}

const unknownJoint = -math.MaxFloat32 // of a joint nobody asked for yet

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
