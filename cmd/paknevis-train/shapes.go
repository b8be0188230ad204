package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/ocr/shape"
)

// shapeRate is the first step of learning a network of ocr/shape.
const shapeRate = 0.05

// shapeExample is a piece of ink with what it is.
type shapeExample struct {
	x    []float32
	want int
}

// chosenFaces opens the faces that match the patterns, parted by commas; those whose names
// hold one of held are for testing.
func chosenFaces(patterns, held string) (learn, test []*face, err error) {
	faces, err := openFaces(patterns)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range faces {
		if held != "" && slices.ContainsFunc(strings.Split(held, ","), func(h string) bool { return strings.Contains(f.name, h) }) {
			test = append(test, f)
		} else {
			learn = append(learn, f)
		}
	}
	return learn, test, nil
}

// ofFaces makes examples of each face, several faces at once, each from a sequence of
// random numbers of its own: the same whatever the number of processors.
func ofFaces(faces []*face, seed, stream uint64, examples func(r *rand.Rand, f *face) []shapeExample) []shapeExample {
	sets := make([][]shapeExample, len(faces))
	var wg sync.WaitGroup
	for i, f := range faces {
		wg.Go(func() { sets[i] = examples(rand.New(rand.NewPCG(seed, stream+uint64(i))), f) })
	}
	wg.Wait()
	return slices.Concat(sets...)
}

// noteFaces writes beside a model what it was learned from.
func noteFaces(out, how string, faces []*face) (note string, err error) {
	note = strings.TrimSuffix(out, filepath.Ext(out)) + ".txt"
	var text strings.Builder
	fmt.Fprintf(&text, "Model of ocr/%s in these faces\n(file, start of its SHA-256, licence that it states):\n\n", how)
	listFaces(&text, faces)
	if err := os.WriteFile(note, []byte(text.String()), 0o644); err != nil {
		return "", fmt.Errorf("writing the provenance: %w", err)
	}
	return note, nil
}

// listFaces names faces by file, digest and licence.
func listFaces(b *strings.Builder, faces []*face) {
	for _, f := range faces {
		listFace(b, f)
	}
}

func listFace(b *strings.Builder, f *face) {
	fmt.Fprintf(b, "  %s, %s, %s\n", filepath.Join(filepath.Base(filepath.Dir(f.name)), filepath.Base(f.name)), f.digest, f.licence)
}

// fit learns from the examples, writes the network to a file and gives its bytes.
func (n *shapeNet) fit(examples []shapeExample, epochs int, out string) ([]byte, error) {
	r := rand.New(rand.NewPCG(n.seed, 2))
	for epoch := range epochs {
		r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		n.rate = shapeRate / float32(1+epoch)
		loss := 0.0
		for i := range examples {
			loss += n.learn(examples[i].x, examples[i].want)
		}
		fmt.Fprintf(os.Stderr, "epoch %d, loss %.4f\n", epoch+1, loss/float64(len(examples)))
	}
	w := shape.Weights{Hidden: n.hidden, First: n.first, Second: n.second}
	if err := writeModel(out, w.Encode); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("reading the model back: %w", err)
	}
	return b, nil
}

// shapeNet is a network of ocr/shape while it is learned.
type shapeNet struct {
	inputs, hidden, outputs                  int
	first, second, squareFirst, squareSecond []float32
	h, dh, out                               []float32
	rate                                     float32
	seed                                     uint64
}

func newShapeNet(inputs, hidden, outputs int, seed uint64) *shapeNet {
	r := rand.New(rand.NewPCG(seed, 1))
	fill := func(outputs, inputs int) []float32 {
		w := make([]float32, outputs*(inputs+1))
		for i := range w {
			w[i] = float32(r.NormFloat64() / math.Sqrt(float64(inputs)))
		}
		return w
	}
	n := &shapeNet{inputs: inputs, hidden: hidden, outputs: outputs, seed: seed, first: fill(hidden, inputs), second: fill(outputs, hidden)}
	n.squareFirst, n.squareSecond = make([]float32, len(n.first)), make([]float32, len(n.second))
	n.h, n.dh, n.out = make([]float32, hidden), make([]float32, hidden), make([]float32, outputs)
	return n
}

// learn takes a step (AdaGrad) and returns the loss before it.
func (n *shapeNet) learn(x []float32, want int) float64 {
	in, hidden := n.inputs, n.hidden
	for i := range n.h {
		w := n.first[i*(in+1):][:in+1]
		n.h[i] = max(0, dot(x, w[:in])+w[in])
		n.dh[i] = 0
	}
	top := float32(math.Inf(-1))
	for i := range n.out {
		w := n.second[i*(hidden+1):][:hidden+1]
		n.out[i] = dot(n.h, w[:hidden]) + w[hidden]
		top = max(top, n.out[i])
	}
	sum := 0.0
	for _, v := range n.out {
		sum += math.Exp(float64(v - top))
	}
	loss := math.Log(sum) + float64(top-n.out[want])
	for i, v := range n.out {
		d := float32(math.Exp(float64(v-top)) / sum)
		if i == want {
			d--
		}
		if d > -1e-4 && d < 1e-4 {
			continue
		}
		w := n.second[i*(hidden+1):][:hidden+1]
		axpy(d, w[:hidden], n.dh)
		n.step(w, n.squareSecond[i*(hidden+1):], n.h, d)
	}
	for i, d := range n.dh {
		if n.h[i] > 0 && d != 0 {
			n.step(n.first[i*(in+1):][:in+1], n.squareFirst[i*(in+1):], x, d)
		}
	}
	return loss
}

// step moves the weights of one output by its derivative d.
func (n *shapeNet) step(w, square, x []float32, d float32) {
	k := len(x)
	for i, v := range x {
		if g := d * v; g != 0 {
			square[i] += g * g
			w[i] -= n.rate * g / float32(math.Sqrt(float64(square[i])+1e-4))
		}
	}
	square[k] += d * d
	w[k] -= n.rate * d / float32(math.Sqrt(float64(square[k])+1e-4))
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
