package lang

// Recent is a model that keeps its last steps close together: searches ask for the same ones
// again and again, each of which looks in several far places of a large table. It is for one
// goroutine.
type Recent struct {
	*Model
	kept *[1 << recentBits]recentStep
	gaps featurer // of Joint
}

// recentStep is what the model said of a symbol in a state, from the lowest bit on:
//
//	next state: indexBits | cost in 1/backScale nats: costBits | tag: what the slot leaves open | 1
type recentStep uint64

const (
	// recentBits is the logarithm of how many steps are kept: a search asks for some
	// thousands of different ones.
	recentBits = 15
	costBits   = 16
	tagBits    = 32 - recentBits
)

// NewRecent makes a Recent.
func NewRecent(m *Model) *Recent {
	r := &Recent{Model: m, kept: new([1 << recentBits]recentStep), gaps: m.featurer()}
	r.gaps.near = r
	r.gaps.rights = make(map[string]rightPiece)
	return r
}

// StepSymbol is that of the model.
func (r *Recent) StepSymbol(st State, s Symbol) (State, float64) {
	next, lp := r.Read(st, s)
	return next, float64(lp)
}

// Read is StepSymbol in as many bits as the model has: costs are few of its steps.
func (r *Recent) Read(st State, s Symbol) (State, float32) {
	k, tag := r.slot(st, s)
	x := *k
	if x&^(1<<(indexBits+costBits)-1) != tag {
		x = r.ask(k, tag, st, s)
	}
	return State(x & indexMask), float32(int16(x>>indexBits)) * (-1.0 / backScale)
}

// slot is where a step is kept, and by which tag it is known there.
func (r *Recent) slot(st State, s Symbol) (k *recentStep, tag recentStep) {
	// Multiplication spreads neighbouring states (Knuth, vol. 3, 6.4). An odd factor gives each
	// state and symbol a product of its own: slot and tag together tell them.
	product := (uint32(st)*symbols | uint32(s)%symbols) * 0x9E3779B1
	return &r.kept[product>>tagBits], recentStep(product%(1<<tagBits)|1<<tagBits) << (indexBits + costBits)
}

// ask asks the model for a step, and keeps it in its slot, as it does those that it backs off to.
func (r *Recent) ask(k *recentStep, tag recentStep, st State, s Symbol) recentStep {
	next, cost, ok := r.chars.goOn(st, s)
	if !ok { // of what follows a shorter text more was asked for
		short, known := r.slot(next, s)
		x := *short
		if x&^(1<<(indexBits+costBits)-1) != known {
			x = r.ask(short, known, next, s)
		}
		next, cost = State(x&indexMask), cost+int32(int16(x>>indexBits))
	}
	x := tag | recentStep(uint16(cost))<<indexBits | recentStep(next)
	*k = x
	return x
}

// Joint is that of the model.
func (r *Recent) Joint(a, b, before, after []byte) float64 {
	return r.joint(&r.gaps, a, b, before, after)
}
