package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/paknevis/paknevis/repair/joint"
)

// net is a model of joints while it is learned: see package joint for its form.
type net struct {
	netSize
	words      int
	rows       []float32 // dim each
	rowSquare  []float32 // by row: the sum of the squares of its gradients, or their running mean
	rowMet     []float32 // and how often it was met
	first      [2][]float32
	bias       [2][]float32
	second     [2][]float32
	mean       [2][3][]float32 // of the gradients of a layer
	square     [2][3][]float32 // of their squares
	grad       [2][3][]float32
	steps      int             // of the layers
	pace       float32         // 0..1, of the steps
	waiting    int             // windows whose gradients of the layers were not used yet
	vec        []float32       // by token of the window
	dvec       [2][]float32    // by side and token
	part, dpar [2][][]float32  // by side and distance: the hidden layers of the tokens
	hid, dhid  [2][]float32    // by place
	end, dend  [2][]float32    // by place
	back       [2][2][]float32 // the layers turned, for the way back
	scores     []float32       // by place on the left and on the right, in rows of scoreWide
	dscores    []float32
	turn       []float32 // room for ends turned
}

func newNet(size netSize, words int) *net {
	n := &net{netSize: size, words: words, pace: 1}
	r := rand.New(rand.NewPCG(jointSeed, 1))
	fill := func(k int, spread float64) []float32 {
		out := make([]float32, k)
		for i := range out {
			out[i] = float32(spread * r.NormFloat64())
		}
		return out
	}
	rows, tokens := signRows+words+n.forms, jointWindow+2*n.reach+1
	n.rows, n.rowSquare, n.rowMet = fill(rows*n.dim, 0.1), make([]float32, rows), make([]float32, rows)
	for side := range 2 {
		n.first[side] = fill(n.reach*n.dim*n.hidden, 1/math.Sqrt(float64(n.dim)))
		n.bias[side] = make([]float32, n.hidden)
		n.second[side] = fill(n.hidden*n.out, 1/math.Sqrt(float64(n.hidden)))
		for k, layer := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
			n.mean[side][k], n.square[side][k], n.grad[side][k] = make([]float32, len(layer)), make([]float32, len(layer)), make([]float32, len(layer))
		}
		for range n.reach {
			n.part[side] = append(n.part[side], make([]float32, tokens*n.hidden))
			n.dpar[side] = append(n.dpar[side], make([]float32, tokens*n.hidden))
		}
		n.hid[side], n.dhid[side] = make([]float32, jointWindow*n.hidden), make([]float32, jointWindow*n.hidden)
		n.end[side], n.dend[side] = make([]float32, scoreWide*n.out), make([]float32, scoreWide*n.out)
		n.dvec[side] = make([]float32, tokens*n.dim)
		n.back[side] = [2][]float32{make([]float32, len(n.first[side])), make([]float32, len(n.second[side]))}
		n.turnLayers(side)
	}
	n.vec = make([]float32, tokens*n.dim)
	n.scores, n.dscores = make([]float32, scoreWide*scoreWide), make([]float32, scoreWide*scoreWide)
	n.turn = make([]float32, scoreWide*n.out)
	return n
}

// scoreWide is how many places a table of scores has room for: jointWindow, in whole vectors.
const scoreWide = 48

// turnLayers makes the turned layers of a side.
func (n *net) turnLayers(side int) {
	size := n.dim * n.hidden
	for d := range n.reach {
		turnInto(n.back[side][0][d*size:][:size], n.first[side][d*size:][:size], n.hidden)
	}
	turnInto(n.back[side][1], n.second[side], n.out)
}

// turnInto writes a matrix of so many columns with rows for columns.
func turnInto(out, x []float32, columns int) {
	rows := len(x) / columns
	for r := range rows {
		for c, v := range x[r*columns:][:columns] {
			out[c*rows+r] = v
		}
	}
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
	tokens, places := len(w.tokens), len(w.at)
	clear(n.vec)
	for t, m := range w.tokens {
		vec := n.vec[t*n.dim:][:n.dim]
		for _, row := range [...]int32{m.row, m.f0, m.f1, m.f2} {
			if row >= 0 {
				addTo(vec, n.rows[int(row)*n.dim:])
			}
		}
	}
	bothSides(func(side int) {
		for d, part := range n.part[side] {
			clear(part)
			product(part, tokens, n.dim, n.hidden, rowsOf(n.vec, n.dim), n.first[side][d*n.dim*n.hidden:])
		}
		for p := range places {
			h := n.hid[side][p*n.hidden:][:n.hidden]
			copy(h, n.bias[side])
			for d, t := range w.ctx[side][p][:n.reach] {
				addTo(h, n.part[side][d][t*n.hidden:])
			}
			for j, x := range h {
				h[j] = max(x, 0)
			}
		}
		clear(n.end[side])
		product(n.end[side], places, n.hidden, n.out, rowsOf(n.hid[side], n.hidden), n.second[side])
	})
	clear(n.scores)
	turnInto(n.turn, n.end[1], n.out)
	product(n.scores, places, n.out, scoreWide, rowsOf(n.end[0], n.out), n.turn)
	for p := range w.at {
		for q := range w.at {
			if p != q && w.at[q] <= w.at[p] && w.at[q]+w.n[1][q] > w.at[p]-w.n[0][p] { // they share words
				n.scores[p*scoreWide+q] = float32(math.Inf(-1))
			}
		}
	}
}

// addTo adds a vector to out.
func addTo(out, x []float32) {
	x = x[:len(out)]
	for i := range out {
		out[i] += x[i]
	}
}

// score is how well the place q goes on from the place p.
func (n *net) score(p, q int) float64 { return float64(n.scores[p*scoreWide+q]) }

// learn takes one step and returns the loss summed over the places.
func (n *net) learn(w window) (loss float64) {
	n.forward(w)
	tokens, places := len(w.tokens), len(w.at)
	loss = n.contrast(places)
	if n.waiting++; n.waiting == n.batch {
		n.waiting = 0
		n.steps++
	}
	bothSides(func(side int) {
		d := rowsOf(n.dscores, scoreWide)
		if side == 1 {
			d = d.turned()
		}
		clear(n.dend[side])
		product(n.dend[side], places, places, n.out, d, n.end[1-side])
		product(n.grad[side][2], n.hidden, places, n.out, rowsOf(n.hid[side], n.hidden).turned(), n.dend[side])
		clear(n.dhid[side])
		product(n.dhid[side], places, n.out, n.hidden, rowsOf(n.dend[side], n.out), n.back[side][1])
		for _, dpar := range n.dpar[side] {
			clear(dpar)
		}
		for p := range places {
			dh := n.dhid[side][p*n.hidden:][:n.hidden]
			for j, x := range n.hid[side][p*n.hidden:][:n.hidden] {
				if x == 0 {
					dh[j] = 0
				}
			}
			addTo(n.grad[side][1], dh)
			for dist, t := range w.ctx[side][p][:n.reach] {
				addTo(n.dpar[side][dist][t*n.hidden:][:n.hidden], dh)
			}
		}
		clear(n.dvec[side])
		size := n.dim * n.hidden
		for dist, dpar := range n.dpar[side] {
			product(n.dvec[side], tokens, n.hidden, n.dim, rowsOf(dpar, n.hidden), n.back[side][0][dist*size:])
			product(n.grad[side][0][dist*size:][:size], n.dim, tokens, n.hidden, rowsOf(n.vec, n.dim).turned(), dpar)
		}
		if n.waiting == 0 {
			for layer, x := range [][]float32{n.first[side], n.bias[side], n.second[side]} {
				descend(newAdam(n.pace*layerRate, n.steps), n.grad[side][layer], n.mean[side][layer], n.square[side][layer], x)
			}
			n.turnLayers(side)
		}
	})
	addTo(n.dvec[0], n.dvec[1])
	for t, m := range w.tokens {
		for _, row := range [...]int32{m.row, m.f0, m.f1, m.f2} {
			if row >= 0 {
				n.stepRow(int(row), n.dvec[0][t*n.dim:][:n.dim])
			}
		}
	}
	return loss
}

// bothSides does the same for the networks of both sides at once: neither touches what
// is the other's.
func bothSides(do func(side int)) {
	var group sync.WaitGroup
	group.Go(func() { do(1) })
	do(0)
	group.Wait()
}

// stepRow moves a vector; all of it shares one step width. By AdaGrad (Duchi et al. 2011) it falls
// as the squares of all gradients sum up. The model that forgets goes by RMSprop (Tieleman and
// Hinton 2012) with a width that falls more slowly the more often a vector is met: most are met
// a few times, those of forms and signs all the time.
func (n *net) stepRow(row int, g []float32) {
	sum := float32(0)
	for _, x := range g {
		sum += float32(x * x)
	}
	if sum == 0 {
		return
	}
	var step float32
	if n.forgets {
		n.rowMet[row]++
		keep := min(rowKept, 1-1/n.rowMet[row])
		n.rowSquare[row] = float32(keep*n.rowSquare[row]) + float32((1-keep)*sum)/float32(n.dim)
		step = n.pace * rowRate / float32(math.Pow(float64(n.rowMet[row]), rowFall)) / float32(math.Sqrt(float64(n.rowSquare[row])+1e-8))
	} else {
		n.rowSquare[row] += sum / float32(n.dim)
		step = n.pace * jointRate / float32(math.Sqrt(float64(n.rowSquare[row])+1e-6))
	}
	at := n.rows[row*n.dim:][:n.dim]
	for i, x := range g {
		at[i] -= float32(step * x)
	}
}

// contrast is the loss of telling each place from the others by the scores, on the left and on
// the right, and fills dscores with its derivative.
func (n *net) contrast(places int) (loss float64) {
	top := float32(math.Inf(-1))
	for p := range places {
		top = max(top, slices.Max(n.scores[p*scoreWide:][:places]))
	}
	var e [jointWindow][jointWindow]float64
	var left, right [jointWindow]float64 // sums
	for p := range places {
		for q, s := range n.scores[p*scoreWide:][:places] {
			x := math.Exp(float64(s - top))
			e[p][q] = x
			left[p] += x
			right[q] += x
		}
	}
	clear(n.dscores)
	for p := range places {
		loss += math.Log(left[p]) + math.Log(right[p]) + 2*float64(top) - 2*n.score(p, p)
		d := n.dscores[p*scoreWide:][:places]
		for q := range d {
			d[q] = float32((e[p][q]/left[p] + e[p][q]/right[q]) / 2)
		}
		d[p]--
	}
	return loss / 2
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
					best = best && (q == p || n.score(p, q) < n.score(p, p))
				}
				if best {
					first++
				}
			}
			count += len(w.at)
			loss += n.contrast(len(w.at))
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
