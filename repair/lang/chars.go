package lang

import (
	"errors"
	"math/bits"
)

// Chars is a back-off character n-gram model laid out as an automaton. The
// n-grams form a trie in breadth-first order; a node is the state after its
// n-gram has been read, and links to the longest proper suffix that is a node.
// A step looks for a child; if there is none it pays the back-off weight and
// tries again from the link (Katz 1987; weights from modified Kneser-Ney, Chen
// and Goodman 1999, learned by cmd/paknevis-train).
//
//	root ── "س" ── "سل" ── "سلا" ── ...        children: mask and first child
//	          ╲link   ╲link   ╲link
//	         root     "ل"     "لا"
type Chars struct {
	order int
	mask  []uint64 // per inner node: which symbols continue it
	first []uint32 // per inner node: index of its first child; the others follow by rising symbol
	prob  []uint8  // per node: log probability of its last symbol after the others, in -1/probScale
	back  []uint8  // per inner node: log back-off weight, in -1/backScale above backTop
	link  []uint32 // per node: its longest proper suffix; nodes of the highest order continue there
	start State
}

// Quantisation of the tables. The steps are far below the spread of the
// estimates themselves: rounding moves the perplexity by less than 0.1 %.
const (
	probScale = 16 // steps per nat: 0 to -15.9
	backScale = 32 // steps per nat
	backTop   = 1  // largest log back-off weight; pruning lifts some above 0
)

// State is what the model remembers of the text before: at most the last
// order-1 symbols. States are small numbers, equal if what follows is equally
// likely.
type State uint32

var errChars = errors.New("character table does not fit together")

// newChars lays out the trie. counts holds the number of children of each inner
// node and syms the symbols of all nodes but the root, both breadth first.
func newChars(order int, counts, syms, prob, back []uint8) (*Chars, error) {
	inner := len(counts)
	if inner == 0 || len(back) != inner || len(prob) != len(syms)+1 || order < 2 || order > 9 || inner > len(prob) {
		return nil, errChars
	}
	c := &Chars{order: order, mask: make([]uint64, inner), first: make([]uint32, inner), prob: prob, back: back, link: make([]uint32, len(prob))}
	next := uint32(1)
	for i, n := range counts {
		c.first[i] = next
		for range n {
			if int(next) > len(syms) || syms[next-1] >= symbols || next <= uint32(i) {
				return nil, errChars
			}
			c.mask[i] |= 1 << syms[next-1]
			next++
		}
		if bits.OnesCount64(c.mask[i]) != int(n) {
			return nil, errChars
		}
	}
	if int(next) != len(prob) {
		return nil, errChars
	}
	// The link of a child is the child of the link: n-grams are closed under suffixes.
	for i := 1; i < inner; i++ {
		up := c.link[i]
		if int(up) >= inner {
			return nil, errChars
		}
		mask, base := c.mask[up], c.first[up]
		if mask&c.mask[i] != c.mask[i] {
			return nil, errChars
		}
		k := c.first[i]
		for m := c.mask[i]; m != 0; m &= m - 1 {
			bit := m & -m
			c.link[k] = base + uint32(bits.OnesCount64(mask&(bit-1)))
			k++
		}
	}
	for _, l := range c.link {
		if int(l) >= inner {
			return nil, errChars
		}
	}
	c.start, _ = c.step(0, symEdge)
	return c, nil
}

// step is the state after s and the log probability of s in state st.
func (c *Chars) step(st State, s Symbol) (State, float32) {
	bit := uint64(1) << s
	cost := int32(0) // in -1/backScale
	node := uint32(st)
	for c.mask[node]&bit == 0 {
		if node == 0 {
			return 0, -16 // a symbol that no text held
		}
		cost += int32(c.back[node]) - backTop*backScale
		node = c.link[node]
	}
	kid := c.first[node] + uint32(bits.OnesCount64(c.mask[node]&(bit-1)))
	lp := -float32(c.prob[kid])/probScale - float32(cost)/backScale
	if int(kid) >= len(c.mask) {
		kid = c.link[kid]
	}
	return State(kid), lp
}

// Start is the state at the start of a line.
func (m *Model) Start() State { return m.chars().start }

// Unread is the state that knows nothing of the text before.
func (m *Model) Unread() State { return 0 }

// Step reads a code point: the state after it and its log probability.
// A code point that the model skips (a mark, tatweel) costs nothing.
func (m *Model) Step(st State, r rune) (State, float64) {
	s := SymbolOf(r)
	if s == Skip {
		return st, 0
	}
	st, lp := m.chars().step(st, s)
	return st, float64(lp)
}

// StepSymbol reads a folded code point, which must not be Skip.
func (m *Model) StepSymbol(st State, s Symbol) (State, float64) {
	st, lp := m.chars().step(st, s)
	return st, float64(lp)
}

// End is the log probability that the line ends in the state.
func (m *Model) End(st State) float64 {
	_, lp := m.chars().step(st, symEdge)
	return float64(lp)
}

// LogProb is the log probability of runes after context. A nil context knows
// nothing of what stands before.
func (m *Model) LogProb(context, runes []rune) float64 {
	c := m.chars()
	st := State(0)
	if n := len(context) - 4*c.order; n > 0 {
		context = context[n:]
	}
	for _, r := range context {
		if s := SymbolOf(r); s != Skip {
			st, _ = c.step(st, s)
		}
	}
	sum := 0.0
	for _, r := range runes {
		if s := SymbolOf(r); s != Skip {
			var lp float32
			st, lp = c.step(st, s)
			sum += float64(lp)
		}
	}
	return sum
}

// Score is the mean log probability per symbol of a line in itself, with
// neither line end counted; 0 for a line without symbols. Clean Persian prose
// lies near -1.7, reversed or shuffled letters below -3.
func (m *Model) Score(line []rune) float64 {
	return m.scoreSymbols(Symbols(line))
}

func (m *Model) scoreSymbols(syms []Symbol) float64 {
	if len(syms) == 0 {
		return 0
	}
	c := m.chars()
	st, sum := State(0), 0.0
	for _, s := range syms {
		var lp float32
		st, lp = c.step(st, s)
		sum += float64(lp)
	}
	return sum / float64(len(syms))
}
