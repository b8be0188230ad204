package main

import (
	"math"
	"math/rand/v2"
	"sync"

	"github.com/paknevis/paknevis/repair/joint"
)

// net is a model of joints while it is learned: see package joint for its form.
type net struct {
	netSize
	words      int
	rows       []float32 // dim each
	rowSquare  []float32 // one for each row
	first      [2][]float32
	bias       [2][]float32
	second     [2][]float32
	square     [2][3][]float32
	grad       [2][3][]float32
	rate       float32
	waiting    int            // windows whose gradients of the layers were not used yet
	vec        [][]float32    // by token of the window
	dvec       [2][][]float32 // by side and token
	part, dpar [2][][]float32 // by token: reach hidden layers
	hid, dhid  [2][][]float32 // by place
	end, dend  [2][][]float32 // by place
	score      [][]float64    // by place on the left and on the right
}

func newNet(size netSize, words int) *net {
	n := &net{netSize: size, words: words, rate: jointRate}
	r := rand.New(rand.NewPCG(jointSeed, 1))
	fill := func(k int, spread float64) []float32 {
		out := make([]float32, k)
		for i := range out {
			out[i] = float32(spread * r.NormFloat64())
		}
		return out
	}
	rows := signRows + words + n.forms
	n.rows, n.rowSquare = fill(rows*n.dim, 0.1), make([]float32, rows)
	for side := range 2 {
		n.first[side] = fill(n.reach*n.dim*n.hidden, 1/math.Sqrt(float64(n.dim)))
		n.bias[side] = make([]float32, n.hidden)
		n.second[side] = fill(n.hidden*n.out, 1/math.Sqrt(float64(n.hidden)))
		for k, layer := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
			n.square[side][k], n.grad[side][k] = make([]float32, len(layer)), make([]float32, len(layer))
		}
		tokens := jointWindow + 2*n.reach
		n.part[side], n.dpar[side] = table(tokens+1, n.reach*n.hidden), table(tokens+1, n.reach*n.hidden)
		n.hid[side], n.dhid[side] = table(jointWindow, n.hidden), table(jointWindow, n.hidden)
		n.end[side], n.dend[side] = table(jointWindow, n.out), table(jointWindow, n.out)
		n.dvec[side] = table(tokens+1, n.dim)
	}
	n.vec = table(jointWindow+2*n.reach+1, n.dim)
	n.score = make([][]float64, jointWindow)
	for i := range n.score {
		n.score[i] = make([]float64, jointWindow)
	}
	return n
}

func table(n, width int) [][]float32 {
	out := make([][]float32, n)
	for i := range out {
		out[i] = make([]float32, width)
	}
	return out
}

// window is a stretch of a stream whose places are told apart. Token 0 is the
// one of which nothing is known.
type window struct {
	tokens []mark
	at     []int                 // places: the token to the right
	ctx    [2][][joint.Reach]int // by side and place: tokens, nearest first
	n      [2][]int              // how many of them are shown
}

// window takes the places of a stream from from on; r hides words, or is nil.
func (n *net) window(s []mark, from int, r *rand.Rand) (w window) {
	lo, hi := max(0, from+1-n.reach), min(len(s), from+jointWindow+n.reach)
	w.tokens = append(w.tokens, mark{0, -1, -1, -1})
	for _, m := range s[lo:hi] {
		if r != nil && m.f0 >= 0 && r.Float64() < jointHide {
			m.row = -1
		}
		w.tokens = append(w.tokens, m)
	}
	for p := from + 1; p <= from+jointWindow && p < len(s); p++ {
		w.at = append(w.at, p)
		for side := range 2 {
			know := n.reach
			if r != nil && r.Float64() < jointShort {
				know = 1 + r.IntN(n.reach-1)
			}
			var ctx [joint.Reach]int
			shown := 0
			for d := range know {
				t := p - 1 - d
				if side == 1 {
					t = p + d
				}
				if t < lo || t >= hi {
					break
				}
				ctx[d] = t - lo + 1
				shown++
			}
			w.ctx[side], w.n[side] = append(w.ctx[side], ctx), append(w.n[side], shown)
		}
	}
	return w
}

// forward fills the tables for a window.
func (n *net) forward(w window) {
	for t, m := range w.tokens {
		vec := n.vec[t]
		clear(vec)
		for _, row := range [...]int32{m.row, m.f0, m.f1, m.f2} {
			if row >= 0 {
				addScaled(1, n.rows[int(row)*n.dim:(int(row)+1)*n.dim], vec)
			}
		}
	}
	bothSides(func(side int) {
		for t := range w.tokens {
			clear(n.part[side][t])
		}
		for d := range n.reach { // a row of weights for all tokens at once
			for i := range n.dim {
				row := n.first[side][(d*n.dim+i)*n.hidden:][:n.hidden]
				for t := range w.tokens {
					addScaled(n.vec[t][i], row, n.part[side][t][d*n.hidden:(d+1)*n.hidden])
				}
			}
		}
		for p := range w.at {
			h := n.hid[side][p]
			copy(h, n.bias[side])
			for d, t := range w.ctx[side][p][:n.reach] {
				addScaled(1, n.part[side][t][d*n.hidden:(d+1)*n.hidden], h)
			}
			end := n.end[side][p]
			clear(end)
			for j, x := range h {
				if x > 0 {
					addScaled(x, n.second[side][j*n.out:(j+1)*n.out], end)
				}
			}
		}
	})
	for p := range w.at {
		for q := range w.at {
			s := math.Inf(-1)
			if p == q || w.at[q] > w.at[p] || w.at[q]+w.n[1][q] <= w.at[p]-w.n[0][p] {
				s = float64(dotProduct(n.end[0][p], n.end[1][q]))
			}
			n.score[p][q] = s
		}
	}
}

// learn takes one step and returns the loss summed over the places.
func (n *net) learn(w window) (loss float64) {
	n.forward(w)
	k := len(w.at)
	for p := range k {
		clear(n.dend[0][p])
		clear(n.dend[1][p])
	}
	// The derivative of both losses, each of the places on one side.
	d := make([][]float64, k)
	for p := range k {
		d[p] = make([]float64, k)
	}
	for p := range k {
		loss += contrast(k, p, func(q int) float64 { return n.score[p][q] }, func(q int, g float64) { d[p][q] += g })
		loss += contrast(k, p, func(q int) float64 { return n.score[q][p] }, func(q int, g float64) { d[q][p] += g })
	}
	for p := range k {
		for q := range k {
			if g := float32(d[p][q] / 2); g > 1e-5 || g < -1e-5 {
				addScaled(g, n.end[1][q], n.dend[0][p])
				addScaled(g, n.end[0][p], n.dend[1][q])
			}
		}
	}
	if n.waiting++; n.waiting == n.batch {
		n.waiting = 0
	}
	bothSides(func(side int) {
		for t := range w.tokens {
			clear(n.dpar[side][t])
			clear(n.dvec[side][t])
		}
		for p := range w.at {
			h, dh, de := n.hid[side][p], n.dhid[side][p], n.dend[side][p]
			for j, x := range h {
				dh[j] = 0
				if x > 0 {
					dh[j] = dotProduct(de, n.second[side][j*n.out:(j+1)*n.out])
					addScaled(x, de, n.grad[side][2][j*n.out:(j+1)*n.out])
				}
			}
			addScaled(1, dh, n.grad[side][1])
			for dist, t := range w.ctx[side][p][:n.reach] {
				addScaled(1, dh, n.dpar[side][t][dist*n.hidden:(dist+1)*n.hidden])
			}
		}
		for d := range n.reach {
			for i := range n.dim {
				at := (d*n.dim + i) * n.hidden
				row, grad := n.first[side][at:at+n.hidden], n.grad[side][0][at:at+n.hidden]
				for t := range w.tokens {
					dp := n.dpar[side][t][d*n.hidden : (d+1)*n.hidden]
					n.dvec[side][t][i] += dotProduct(dp, row)
					addScaled(n.vec[t][i], dp, grad)
				}
			}
		}
		if n.waiting == 0 {
			for layer, x := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
				descend(n.rate/2, n.grad[side][layer], n.square[side][layer], x)
			}
		}
	})
	for t, m := range w.tokens {
		addScaled(1, n.dvec[1][t], n.dvec[0][t])
		for _, row := range [...]int32{m.row, m.f0, m.f1, m.f2} {
			if row >= 0 {
				n.stepRow(int(row), n.dvec[0][t])
			}
		}
	}
	return loss / 2
}

// bothSides does the same for the networks of both sides at once: neither touches what
// is the other's.
func bothSides(do func(side int)) {
	var group sync.WaitGroup
	group.Go(func() { do(1) })
	do(0)
	group.Wait()
}

// stepRow moves a vector; all of it shares one step width.
func (n *net) stepRow(row int, g []float32) {
	sum := dotProduct(g, g)
	if sum == 0 {
		return
	}
	n.rowSquare[row] += sum / float32(n.dim)
	addScaled(-n.rate/float32(math.Sqrt(float64(n.rowSquare[row])+1e-6)), g, n.rows[int(row)*n.dim:(int(row)+1)*n.dim])
}

// contrast is the loss of telling place p from the others by their scores.
func contrast(k, p int, score func(int) float64, grad func(int, float64)) float64 {
	top := math.Inf(-1)
	for q := range k {
		top = max(top, score(q))
	}
	sum := 0.0
	var e [jointWindow]float64
	for q := range k {
		e[q] = math.Exp(score(q) - top)
		sum += e[q]
	}
	for q := range k {
		g := e[q] / sum
		if q == p {
			g--
		}
		grad(q, g)
	}
	return math.Log(sum) + top - score(p)
}

// measure is the mean loss on streams, and how often the right place is first.
func (n *net) measure(streams [][]mark) (loss, first float64) {
	count := 0
	for _, s := range streams {
		for from := 0; from+2 <= len(s); from += jointWindow {
			w := n.window(s, from, nil)
			n.forward(w)
			for p := range w.at {
				best := true
				for q := range w.at {
					best = best && (q == p || n.score[p][q] < n.score[p][p])
				}
				if best {
					first++
				}
				loss += contrast(len(w.at), p, func(q int) float64 { return n.score[p][q] }, func(int, float64) {})
				count++
			}
		}
	}
	return loss / float64(max(1, count)), first / float64(max(1, count))
}

func (n *net) parts(hashes []uint32) *joint.Parts {
	for i := range n.second[0] {
		n.second[0][i] *= n.sharp
	}
	return &joint.Parts{Reach: n.reach, Forms: n.forms, Dim: n.dim, Hidden: n.hidden, Out: n.out, Hashes: hashes, Rows: n.rows, First: n.first, Bias: n.bias, Second: n.second}
}
