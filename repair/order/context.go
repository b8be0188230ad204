package order

import (
	"github.com/paknevis/paknevis/repair/joint"
)

// contextMean is the score of a joint that speaks for neither one word more nor
// one less, in nats: the mean on held-out text. Between 0 and 2 the results hardly change.
const contextMean = 1.0

// contexts knows what the words on both sides say of every joint that a search
// may make. Runs give what words they have: across the joint after next
// nothing is read.
type contexts struct {
	s      *search
	lefts  []int32 // by run: which of ends its last words are
	rights []int32 // and its first words
	ends   [2][]joint.End
	sums   []float32 // by code point: of the joints that stand before it in the line
	joints map[[2]int32]float32
}

func newContexts(s *search) contexts {
	n := len(s.cuts)
	c := contexts{s: s, lefts: make([]int32, n*n), rights: make([]int32, n*n), joints: make(map[[2]int32]float32)}
	c.within()
	var ids [2]map[[joint.Reach]joint.Word]int32
	for side := range ids {
		ids[side] = make(map[[joint.Reach]joint.Word]int32)
	}
	number := func(side int, ws []joint.Word) int32 {
		var key [joint.Reach]joint.Word
		if side == 0 {
			ws = ws[max(0, len(ws)-joint.Reach):]
		}
		copy(key[:], ws[:min(len(ws), joint.Reach)])
		id, ok := ids[side][key]
		if !ok {
			id = int32(len(c.ends[side]))
			ids[side][key] = id
			if side == 0 {
				c.ends[0] = append(c.ends[0], s.sc.Left(ws))
			} else {
				c.ends[1] = append(c.ends[1], s.sc.Right(ws))
			}
		}
		return id
	}
	for k := 1; k < n; k++ {
		id, full := int32(0), false
		for j := k - 1; j >= 0; j-- {
			if !full {
				ws := s.sc.Words(s.line[s.cuts[j]:s.cuts[k]])
				id, full = number(0, ws), len(ws) > joint.Reach
			}
			c.lefts[j*n+k] = id
		}
	}
	for i := range n - 1 {
		id, full := int32(0), false
		for j := i + 1; j < n; j++ {
			if !full {
				ws := s.sc.Words(s.line[s.cuts[i]:s.cuts[j]])
				id, full = number(1, ws), len(ws) > joint.Reach
			}
			c.rights[i*n+j] = id
		}
	}
	return c
}

// within sums what the joints between the words of the line as it stands score.
func (c *contexts) within() {
	c.sums = make([]float32, c.s.n+1)
	ws, at := c.s.sc.WordsAt(c.s.line)
	for k := 1; k < len(ws); k++ {
		c.sums[at[k]] = contextWeight * float32(c.s.sc.Score(ws[:k], ws[k:])-contextMean)
	}
	for i := 1; i < len(c.sums); i++ {
		c.sums[i] += c.sums[i-1]
	}
}

// run is what the joints inside a run score.
func (c *contexts) run(i, j int) float32 {
	return c.sums[c.s.cuts[j]-1] - c.sums[c.s.cuts[i]]
}

// joint is the score of the run i to j after the run j to k.
func (c *contexts) joint(i, j, k int) float32 {
	n := len(c.s.cuts)
	key := [2]int32{c.lefts[j*n+k], c.rights[i*n+j]}
	x, ok := c.joints[key]
	if !ok {
		x = contextWeight * float32(joint.Join(c.ends[0][key[0]], c.ends[1][key[1]])-contextMean)
		c.joints[key] = x
	}
	return x
}

// contextScore is what the joints between the words of a text score.
func contextScore(ws []joint.Word, sc *joint.Scorer) float64 {
	sum := 0.0
	for k := 1; k < len(ws); k++ {
		sum += sc.Score(ws[:k], ws[k:]) - contextMean
	}
	return sum
}
