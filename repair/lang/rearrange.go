package lang

// Rearranged weighs texts against each other that consist of the same parts in different
// orders, by what LogProb says of them. Each differs from the others only near the seams:
//
//	part    a part of it that stands behind other texts ...
//	        └── read in each text ──┘└ states have met: the same in all texts
//	                                        end: the last symbols alone tell the state
//
// The model remembers order-1 symbols at most. So the states in which the texts read a
// part meet soon, from where on the part adds the same to all of them, and the state at
// the end of a part follows from its last symbols. The zero value is ready for use and
// keeps its room.
type Rearranged struct {
	chars *Chars
	syms  []Symbol // of the parts, one after another
	parts []extent // in syms
	begin []State  // in which text k begins with part i, at k*len(parts)+i
	sum   []float64
	meet  []State
}

type extent struct{ from, to int }

// Piece is a part in its place in a text.
type Piece struct {
	Part int
	Gap  string // what stands between it and the part before
}

// Parts sets the parts of the texts.
func (r *Rearranged) Parts(m *Model, parts ...[]rune) {
	r.chars, r.syms, r.parts = m.chars, r.syms[:0], r.parts[:0]
	for _, p := range parts {
		from := len(r.syms)
		for _, c := range p {
			if s := SymbolOf(c); s != Skip {
				r.syms = append(r.syms, s)
			}
		}
		r.parts = append(r.parts, extent{from, len(r.syms)})
	}
}

// Weigh is the log probability of each of some texts, in each of which every part stands
// once, less what all of them have in common. The differences between two texts are those of
// LogProb to the last bit: log probabilities of symbols are whole multiples of 1/backScale,
// which any order adds up to the same sum. The result is good until the next call.
func (r *Rearranged) Weigh(texts ...[]Piece) []float64 {
	r.begin, r.sum = sized(r.begin, len(texts)*len(r.parts)), sized(r.sum, len(texts))
	for k, pieces := range texts {
		st, sum := State(0), 0.0
		for i, p := range pieces {
			if i > 0 {
				for _, c := range p.Gap {
					if s := SymbolOf(c); s != Skip {
						var lp float32
						st, lp = r.chars.step(st, s)
						sum += float64(lp)
					}
				}
			}
			r.begin[k*len(r.parts)+p.Part] = st
			st = r.end(p.Part, st)
		}
		r.sum[k] = sum
	}
	for i := range r.parts {
		r.read(i)
	}
	return r.sum
}

// end is the state in which a part that begins in a state ends.
func (r *Rearranged) end(part int, st State) State {
	p := r.parts[part]
	if n := r.chars.order - 1; p.to-p.from >= n {
		st, p.from = 0, p.to-n
	}
	for _, s := range r.syms[p.from:p.to] {
		st, _ = r.chars.step(st, s)
	}
	return st
}

// read adds to each text what a part costs in it, until all are in one state.
func (r *Rearranged) read(part int) {
	p, n := r.parts[part], len(r.parts)
	st := sized(r.meet, len(r.sum))
	r.meet = st
	for k := range st {
		st[k] = r.begin[k*n+part]
	}
	for _, s := range r.syms[p.from:p.to] {
		met := true
		for _, other := range st[1:] {
			met = met && other == st[0]
		}
		if met {
			return
		}
		for k := range st {
			var lp float32
			st[k], lp = r.chars.step(st[k], s)
			r.sum[k] += float64(lp)
		}
	}
}

// sized is s with n elements of any value.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
