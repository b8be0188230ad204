package lang

// Trace is a text as the character model has read it, kept so that its stretches can be
// read again in another order. Soon after a seam the model is in the state in which it
// was there the first time, for it remembers a few letters only; from there on all is
// known. The answers are those of LogProb to the last bit: log probabilities are whole
// multiples of 1/backScale, which any order adds up to the same sum. The zero Trace is
// ready for use and keeps its room.
type Trace struct {
	chars *Chars
	runes []rune
	after []State   // when so many code points have been read
	sum   []float64 // log probability of these
}

// Read reads a text before which nothing is known. The trace keeps runes.
func (t *Trace) Read(m *Model, runes []rune) {
	t.chars, t.runes = m.chars, runes
	t.after, t.sum = append(t.after[:0], 0), append(t.sum[:0], 0)
	st, sum := State(0), 0.0
	for _, r := range runes {
		if s := SymbolOf(r); s != Skip {
			var lp float32
			st, lp = t.chars.step(st, s)
			sum += float64(lp)
		}
		t.after, t.sum = append(t.after, st), append(t.sum, sum)
	}
}

// LogProb is the log probability of the text.
func (t *Trace) LogProb() float64 { return t.sum[len(t.runes)] }

// Again reads the code points from..to-1 in another state: the state after them and
// their log probability.
func (t *Trace) Again(st State, from, to int) (State, float64) {
	sum := 0.0
	for i := from; i < to; i++ {
		if st == t.after[i] {
			return t.after[to], sum + t.sum[to] - t.sum[i]
		}
		if s := SymbolOf(t.runes[i]); s != Skip {
			var lp float32
			st, lp = t.chars.step(st, s)
			sum += float64(lp)
		}
	}
	return st, sum
}
