package lang

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
	"sync/atomic"
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
//
// What a step needs of a node is put together when the node is first reached:
// few of millions ever are.
type Chars struct {
	order int
	kids  tally           // per inner node: its children
	syms  []uint8         // per node but the root: its symbol; those of one node's children rise
	prob  []uint8         // per node: log probability of its last symbol after the others, in -1/probScale
	back  []uint8         // per inner node: log back-off weight, in -1/backScale above backTop
	nodes []node          // per inner node
	ends  []atomic.Uint32 // per node of the highest order: its link, see node
	inner mapped          // memory of nodes
	outer mapped          // and of ends
	start State
}

// node is an inner node as far as it was reached. Goroutines that reach it at
// the same time write the same.
//
// The numbers of nodes take indexBits; above them stands the byte of the tables that is asked
// for together with them, as each table that is looked at costs a wait for far memory.
type node struct {
	mask  atomic.Uint64 // which symbols continue it; valid once first is
	first atomic.Uint32 // its first child, or 0; the others follow by rising symbol. Above: its back
	link  atomic.Uint32 // its longest proper suffix plus 1, or 0. Above: its prob
}

// Sizes in memory.
const (
	nodeBytes = 16
	endBytes  = 4
)

// A model has fewer than 1<<indexBits nodes.
const (
	indexBits = 24
	indexMask = 1<<indexBits - 1
)

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

// fits reports whether the tables have the sizes of one trie.
func (c *Chars) fits() bool {
	return len(c.prob) < indexMask && len(c.back) > 0 && len(c.back) <= len(c.prob) && len(c.syms) == len(c.prob)-1 &&
		c.order >= 2 && c.order <= 9 && c.kids.fits(len(c.back))
}

// check walks through all nodes. The links of a table that passes lead to inner nodes.
func (c *Chars) check() error {
	if n, ok := c.kids.things(); !ok || n != len(c.syms) {
		return errChars
	}
	c.ready()
	for i := range c.back {
		first, n := c.kids.at(i)
		syms := c.syms[first : first+n]
		if int(first) < i || n > 0 && syms[n-1] >= symbols || !slices.IsSortedFunc(syms, func(a, b uint8) int { return cmp.Or(cmp.Compare(a, b), -1) }) {
			return errChars
		}
	}
	for i := range c.back {
		// The link of a child is the child of the link: n-grams are closed under suffixes.
		kids, first := c.reach(uint32(i))
		first &= indexMask
		if i > 0 {
			if up, _ := c.reach(c.nodes[i].suffix()); up&kids != kids {
				return errChars
			}
		}
		for m := kids; m != 0; m &= m - 1 {
			if l := c.link(first, uint32(i), Symbol(bits.TrailingZeros64(m))); int(l&indexMask) > len(c.back) {
				return errChars
			}
			first++
		}
	}
	return nil
}

// ready makes room for what will be reached.
func (c *Chars) ready() {
	c.nodes = make([]node, len(c.back))
	c.ends = make([]atomic.Uint32, len(c.prob)-len(c.back))
	c.inner, c.outer = newMapped(c.nodes), newMapped(c.ends)
	c.nodes[0].link.Store(1)
}

// suffix is the longest proper suffix of a node that was reached.
func (n *node) suffix() uint32 { return n.link.Load()&indexMask - 1 }

// reach is which symbols continue a node, and its first child with its back above.
func (c *Chars) reach(i uint32) (mask uint64, first uint32) {
	n := &c.nodes[i]
	if first = n.first.Load(); first != 0 {
		return n.mask.Load(), first
	}
	c.inner.around(int(i) * nodeBytes)
	at, k := c.kids.at(int(i))
	for _, s := range c.syms[at : at+k] {
		mask |= 1 << (s & (symbols - 1))
	}
	n.mask.Store(mask)
	first = at + 1 | uint32(c.back[i])<<indexBits
	n.first.Store(first)
	return mask, first
}

// link is the longest proper suffix of kid, the child of a node by s, plus 1 and with the prob
// of kid above. The links of the node and of its suffixes are known, as the node was reached
// before.
func (c *Chars) link(kid, parent uint32, s Symbol) uint32 {
	to := c.linkOf(kid)
	if l := to.Load(); l != 0 {
		return l
	}
	if int(kid) < len(c.nodes) {
		c.inner.around(int(kid) * nodeBytes)
	} else {
		c.outer.around((int(kid) - len(c.nodes)) * endBytes)
	}
	l := uint32(0)
	if parent != 0 {
		up := c.nodes[parent].suffix()
		mask, first := c.reach(up)
		l = first&indexMask + uint32(bits.OnesCount64(mask&(1<<s-1)))
		c.link(l, up, s)
	}
	l = l + 1 | uint32(c.prob[kid])<<indexBits
	to.Store(l)
	return l
}

func (c *Chars) linkOf(i uint32) *atomic.Uint32 {
	if int(i) < len(c.nodes) {
		return &c.nodes[i].link
	}
	return &c.ends[int(i)-len(c.nodes)]
}

// step is the state after s and the log probability of s in state st.
func (c *Chars) step(st State, s Symbol) (State, float32) {
	next, cost := c.take(st, s)
	return next, -float32(cost) / backScale
}

// take is step with what s costs in 1/backScale nats.
func (c *Chars) take(st State, s Symbol) (next State, cost int32) {
	bit := uint64(1) << (s & (symbols - 1))
	at := uint32(st)
	mask, first := c.reach(at)
	for mask&bit == 0 {
		if at == 0 {
			return 0, unheard * backScale
		}
		cost += int32(first>>indexBits) - backTop*backScale
		at = c.nodes[at].suffix()
		mask, first = c.reach(at)
	}
	kid := first&indexMask + uint32(bits.OnesCount64(mask&(bit-1)))
	link := c.linkOf(kid).Load()
	if link == 0 {
		link = c.link(kid, at, s)
	}
	cost += int32(link>>indexBits) * (backScale / probScale)
	if int(kid) >= len(c.nodes) {
		kid = link&indexMask - 1
	}
	return State(kid), cost
}

// unheard is what a symbol costs that no text held, in nats.
const unheard = 16

// Start is the state at the start of a line.
func (m *Model) Start() State { return m.chars.start }

// Unread is the state that knows nothing of the text before.
func (m *Model) Unread() State { return 0 }

// Step reads a code point: the state after it and its log probability.
// A code point that the model skips (a mark, tatweel) costs nothing.
func (m *Model) Step(st State, r rune) (State, float64) {
	s := SymbolOf(r)
	if s == Skip {
		return st, 0
	}
	st, lp := m.chars.step(st, s)
	return st, float64(lp)
}

// StepSymbol reads a folded code point, which must not be Skip.
func (m *Model) StepSymbol(st State, s Symbol) (State, float64) {
	st, lp := m.chars.step(st, s)
	return st, float64(lp)
}

// End is the log probability that the line ends in the state.
func (m *Model) End(st State) float64 {
	_, lp := m.chars.step(st, symEdge)
	return float64(lp)
}

// LogProb is the log probability of runes after context. A nil context knows
// nothing of what stands before.
func (m *Model) LogProb(context, runes []rune) float64 {
	c := m.chars
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
	c := m.chars
	st, sum := State(0), 0.0
	for _, s := range syms {
		var lp float32
		st, lp = c.step(st, s)
		sum += float64(lp)
	}
	return sum / float64(len(syms))
}
