package main

import (
	"math"
	"math/rand/v2"

	"github.com/paknevis/paknevis/repair/joint"
)

// net is a model of joints while it is learned: see package joint for its form.
type net struct {
	words      int
	rows       []float32 // jointDim each
	rowSquare  []float32 // one for each row
	first      [2][]float32
	bias       [2][]float32
	second     [2][]float32
	square     [2][3][]float32
	grad       [2][3][]float32
	rate       float32
	vec, dvec  [][]float32    // by token of the window
	part, dpar [2][][]float32 // by token: joint.Reach hidden layers
	hid, dhid  [2][][]float32 // by place
	end, dend  [2][][]float32 // by place
	score      [][]float64    // by place on the left and on the right
}

func newNet(words int) *net {
	n := &net{words: words, rate: jointRate}
	r := rand.New(rand.NewPCG(jointSeed, 1))
	fill := func(k int, spread float64) []float32 {
		out := make([]float32, k)
		for i := range out {
			out[i] = float32(spread * r.NormFloat64())
		}
		return out
	}
	rows := signRows + words + joint.FormRows
	n.rows, n.rowSquare = fill(rows*jointDim, 0.1), make([]float32, rows)
	for side := range 2 {
		n.first[side] = fill(joint.Reach*jointDim*jointHidden, 1/math.Sqrt(jointDim))
		n.bias[side] = make([]float32, jointHidden)
		n.second[side] = fill(jointHidden*jointOut, 1/math.Sqrt(jointHidden))
		for k, layer := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
			n.square[side][k], n.grad[side][k] = make([]float32, len(layer)), make([]float32, len(layer))
		}
		tokens := jointWindow + 2*joint.Reach
		n.part[side], n.dpar[side] = table(tokens+1, joint.Reach*jointHidden), table(tokens+1, joint.Reach*jointHidden)
		n.hid[side], n.dhid[side] = table(jointWindow, jointHidden), table(jointWindow, jointHidden)
		n.end[side], n.dend[side] = table(jointWindow, jointOut), table(jointWindow, jointOut)
		n.vec, n.dvec = table(tokens+1, jointDim), table(tokens+1, jointDim)
	}
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
	lo, hi := max(0, from+1-joint.Reach), min(len(s), from+jointWindow+joint.Reach)
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
			know := joint.Reach
			if r != nil && r.Float64() < jointShort {
				know = 1 + r.IntN(joint.Reach-1)
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
				axpy(1, n.rows[row*jointDim:(row+1)*jointDim], vec)
			}
		}
		for side := range 2 {
			part := n.part[side][t]
			clear(part)
			for d := range joint.Reach {
				out := part[d*jointHidden : (d+1)*jointHidden]
				for i, x := range vec {
					axpy(x, n.first[side][(d*jointDim+i)*jointHidden:][:jointHidden], out)
				}
			}
		}
	}
	for side := range 2 {
		for p := range w.at {
			h := n.hid[side][p]
			copy(h, n.bias[side])
			for d, t := range w.ctx[side][p] {
				axpy(1, n.part[side][t][d*jointHidden:(d+1)*jointHidden], h)
			}
			end := n.end[side][p]
			clear(end)
			for j, x := range h {
				if x > 0 {
					axpy(x, n.second[side][j*jointOut:(j+1)*jointOut], end)
				}
			}
		}
	}
	for p := range w.at {
		for q := range w.at {
			s := math.Inf(-1)
			if p == q || w.at[q] > w.at[p] || w.at[q]+w.n[1][q] <= w.at[p]-w.n[0][p] {
				s = float64(dot(n.end[0][p], n.end[1][q]))
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
				axpy(g, n.end[1][q], n.dend[0][p])
				axpy(g, n.end[0][p], n.dend[1][q])
			}
		}
	}
	for t := range w.tokens {
		clear(n.dpar[0][t])
		clear(n.dpar[1][t])
		clear(n.dvec[t])
	}
	for side := range 2 {
		for p := range w.at {
			h, dh, de := n.hid[side][p], n.dhid[side][p], n.dend[side][p]
			for j, x := range h {
				dh[j] = 0
				if x > 0 {
					dh[j] = dot(de, n.second[side][j*jointOut:(j+1)*jointOut])
					axpy(x, de, n.grad[side][2][j*jointOut:(j+1)*jointOut])
				}
			}
			axpy(1, dh, n.grad[side][1])
			for dist, t := range w.ctx[side][p] {
				axpy(1, dh, n.dpar[side][t][dist*jointHidden:(dist+1)*jointHidden])
			}
		}
		for t := range w.tokens {
			vec, dvec := n.vec[t], n.dvec[t]
			for dist := range joint.Reach {
				dp := n.dpar[side][t][dist*jointHidden : (dist+1)*jointHidden]
				for i, x := range vec {
					at := (dist*jointDim + i) * jointHidden
					dvec[i] += dot(dp, n.first[side][at:at+jointHidden])
					axpy(x, dp, n.grad[side][0][at:at+jointHidden])
				}
			}
		}
	}
	for t, m := range w.tokens {
		for _, row := range [...]int32{m.row, m.f0, m.f1, m.f2} {
			if row >= 0 {
				n.stepRow(int(row), n.dvec[t])
			}
		}
	}
	for side := range 2 {
		for layer, x := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
			sq, g := n.square[side][layer], n.grad[side][layer]
			for i, gi := range g {
				if gi != 0 {
					sq[i] += gi * gi
					x[i] -= 0.5 * n.rate * gi / float32(math.Sqrt(float64(sq[i])+1e-6))
					g[i] = 0
				}
			}
		}
	}
	return loss / 2
}

// stepRow moves a vector; all of it shares one step width.
func (n *net) stepRow(row int, g []float32) {
	sum := dot(g, g)
	if sum == 0 {
		return
	}
	n.rowSquare[row] += sum / jointDim
	axpy(-n.rate/float32(math.Sqrt(float64(n.rowSquare[row])+1e-6)), g, n.rows[row*jointDim:(row+1)*jointDim])
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
	return &joint.Parts{Dim: jointDim, Hidden: jointHidden, Out: jointOut, Hashes: hashes, Rows: n.rows, First: n.first, Bias: n.bias, Second: n.second}
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// axpy adds a times x to y.
func axpy(a float32, x, y []float32) {
	y = y[:len(x)]
	i := 0
	for ; i+4 <= len(x); i += 4 {
		y[i] += a * x[i]
		y[i+1] += a * x[i+1]
		y[i+2] += a * x[i+2]
		y[i+3] += a * x[i+3]
	}
	for ; i < len(x); i++ {
		y[i] += a * x[i]
	}
}
