package order

import "github.com/paknevis/paknevis/repair/lang"

// letters is the character model as searches ask it. The readings of a document ask for
// the same steps again and again, each of which looks in several far places of a large
// table; the last ones are kept close together. It is for one goroutine.
type letters struct {
	*lang.Model
	kept []step
	room room // of searches for segments
}

// step is what the model said of a symbol in a state.
type step struct {
	state, next lang.State
	asked       uint8 // the symbol plus 1, 0 for none
	logProb     float32
}

// stepBits is the logarithm of how many steps are kept, 16 bytes each: a search asks for
// some thousands of different ones.
const stepBits = 15

func newLetters(m *lang.Model) *letters {
	return &letters{Model: m, kept: make([]step, 1<<stepBits)}
}

// StepSymbol is that of the model.
func (l *letters) StepSymbol(st lang.State, s lang.Symbol) (lang.State, float64) {
	// Multiplication spreads neighbouring states (Knuth, vol. 3, 6.4).
	k := &l.kept[(uint32(st)*0x9E3779B1^uint32(s)*0x85EBCA6B)>>(32-stepBits)]
	if k.state == st && k.asked == uint8(s)+1 {
		return k.next, float64(k.logProb)
	}
	next, lp := l.Model.StepSymbol(st, s)
	*k = step{state: st, next: next, asked: uint8(s) + 1, logProb: float32(lp)}
	return next, lp
}
