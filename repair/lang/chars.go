package lang

import "errors"

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
// A node of the highest order is no state: what it links to is.
type Chars struct {
	order int
	inner trie    // the nodes but for those of the highest order
	nodes int     // how many there are
	ends  []uint8 // per node of the highest order: its prob
	start State
}

// Quantisation of the tables. The steps are far below the spread of the
// estimates themselves: rounding moves the perplexity by less than 0.1 %.
const (
	probScale = 16 // of log probabilities (prob), steps per nat: 0 to -15.9
	backScale = 32 // of log back-off weights (back), steps per nat
	backTop   = 1  // largest log back-off weight; pruning lifts some above 0
)

// State is what the model remembers of the text before: at most the last
// order-1 symbols. States are small numbers, equal if what follows is equally
// likely.
type State uint32

var errChars = errors.New("character table does not fit together")

// fits reports whether the tables have the sizes of one trie.
func (c *Chars) fits() bool {
	return c.order >= 2 && c.order <= 9 && c.nodes > 0 && c.nodes+len(c.ends) < indexMask && c.inner.fits(c.nodes)
}

// check walks through all nodes. The suffixes in a table that passes are inner nodes, and
// continued by what continues the nodes: n-grams are closed under suffixes.
func (c *Chars) check() error {
	kid := uint32(1)
	for i := range uint32(len(c.inner) / blockBytes * blockNodes) {
		b, k := c.inner.block(i)
		suffix := b.suffix(k) & indexMask
		kids := b.kids(k) & symbolMask
		switch {
		case int(i) >= c.nodes && (kids != 0 || suffix != 0), kids != 0 && kid <= i, suffix > 0 && suffix >= i:
			return errChars
		case k == 0 && b.first() != kid:
			return errChars
		}
		up, u := c.inner.block(suffix)
		if kids&^up.kids(u) != 0 {
			return errChars
		}
		for ; kids != 0; kids &= kids - 1 {
			want := uint32(0)
			if i > 0 {
				want = up.kid(u, kids&-kids)
			}
			if int(kid) < c.nodes {
				if at, n := c.inner.block(kid); at.suffix(n)&indexMask != want {
					return errChars
				}
			} else if int(want) >= c.nodes {
				return errChars
			}
			kid++
		}
	}
	if int(kid) != c.nodes+len(c.ends) {
		return errChars
	}
	return nil
}

// step is the state after s and the log probability of s in state st.
func (c *Chars) step(st State, s Symbol) (State, float32) {
	next, cost := c.take(st, s)
	return next, -float32(cost) / backScale
}

// take is step with what s costs in 1/backScale nats.
func (c *Chars) take(st State, s Symbol) (next State, cost int32) {
	for {
		to, more, ok := c.goOn(st, s)
		if cost += more; ok {
			return to, cost
		}
		st = to
	}
}

// goOn is take where the text of a state goes on with s. Where none went on so it is false, with
// the state of its longest proper suffix, from which on s costs so much more.
func (c *Chars) goOn(st State, s Symbol) (next State, cost int32, ok bool) {
	bit := uint64(1) << s & symbolMask
	b, k := c.inner.block(uint32(st))
	kids := b.kids(k)
	if kids&bit == 0 {
		if st == 0 {
			return 0, unheard * backScale, true
		}
		return State(b.suffix(k) & indexMask), int32(kids>>Alphabet) - backTop*backScale, false
	}
	kid := b.kid(k, bit)
	var prob uint32
	if int(kid) < c.nodes {
		to, n := c.inner.block(kid)
		prob = to.suffix(n) >> indexBits
	} else {
		prob = uint32(c.ends[int(kid)-c.nodes])
		up, n := c.inner.block(b.suffix(k) & indexMask)
		kid = up.kid(n, bit)
	}
	return State(kid), int32(prob) * (backScale / probScale), true
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
