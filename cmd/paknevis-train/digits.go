package main

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/ocr/digit"
)

// Learning the model of ocr/digit: words of digits, signs and letters are drawn in many
// fonts and sizes, worn as scans are, and cut into parts by the code that will read them.
const (
	digitHidden = 224
	digitWords  = 900 // drawn in each face
	digitEpochs = 7
	digitRate   = 0.05
	digitSeed   = 14
)

// trainDigits learns from the faces that match the patterns, parted by commas. Those that
// match held are left out, and what the model makes of them is printed.
func trainDigits(patterns, held, out string, words, epochs int) error {
	faces, err := openFaces(patterns)
	if err != nil {
		return err
	}
	var learn, test []*face
	for _, f := range faces {
		if held != "" && slices.ContainsFunc(strings.Split(held, ","), func(h string) bool { return strings.Contains(f.name, h) }) {
			test = append(test, f)
		} else {
			learn = append(learn, f)
		}
	}
	if len(learn) == 0 {
		return fmt.Errorf("no face of %s has Persian or Latin digits: %w", patterns, os.ErrNotExist)
	}
	examples := drawAll(learn, words)
	fmt.Fprintf(os.Stderr, "digits: %d faces, %d parts; %d faces held out\n", len(learn), len(examples), len(test))
	n := newDigitNet()
	r := rand.New(rand.NewPCG(digitSeed, 2))
	for epoch := range epochs {
		r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		n.rate = digitRate / float32(1+epoch)
		loss := 0.0
		for i := range examples {
			loss += n.learn(&examples[i])
		}
		fmt.Fprintf(os.Stderr, "digits: epoch %d, loss %.4f\n", epoch+1, loss/float64(len(examples)))
	}
	w := digit.Weights{Hidden: digitHidden, First: n.first, Second: n.second}
	if err := writeModel(out, w.Encode); err != nil {
		return err
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return fmt.Errorf("reading the model back: %w", err)
	}
	m, err := digit.Decode(b)
	if err != nil {
		return err
	}
	measureDigits("learned from", m, learn, words/4)
	measureDigits("held out", m, test, words/4)
	note := strings.TrimSuffix(out, filepath.Ext(out)) + ".txt"
	var text strings.Builder
	fmt.Fprintf(&text, "Model of ocr/digit, learned by cmd/paknevis-train -digits from words drawn in these faces\n(file, start of its SHA-256, licence that it states):\n\n")
	for _, f := range learn {
		fmt.Fprintf(&text, "  %s, %s, %s\n", filepath.Join(filepath.Base(filepath.Dir(f.name)), filepath.Base(f.name)), f.digest, f.licence)
	}
	if err := os.WriteFile(note, []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("writing the provenance: %w", err)
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d bytes, and %s\n", out, len(b), note)
	return nil
}

// digitPart is a part with what it is.
type digitPart struct {
	x    [digit.Inputs]float32
	want int
}

// drawAll draws words in each face, several faces at once.
func drawAll(faces []*face, words int) (all []digitPart) {
	sets := make([][]digitPart, len(faces))
	var wg sync.WaitGroup
	for i, f := range faces {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(digitSeed, uint64(i)))
			for range words {
				sets[i] = append(sets[i], f.word(r)...)
			}
		})
	}
	wg.Wait()
	return slices.Concat(sets...)
}

// word draws a word and cuts it into parts.
func (f *face) word(r *rand.Rand) []digitPart {
	p, want, letter, err := f.draw(r, f.text(r))
	if err != nil {
		return nil // an outline that cannot be read
	}
	parts := p.Parts(everything)
	var out []digitPart
	for i := range parts {
		e := digitPart{want: len(digit.Signs)}
		digit.Features(parts, i, letter, e.x[:])
		inside := 0
		mid := float64(parts[i].Box.Min.X+parts[i].Box.Max.X) / 2
		for _, g := range want {
			if m := (g.x0 + g.x1) / 2; m >= float64(parts[i].Box.Min.X) && m <= float64(parts[i].Box.Max.X) {
				e.want = g.class
				inside++
			}
		}
		for _, g := range want {
			if inside == 0 && mid >= g.x0 && mid <= g.x1 { // half of a sign
				e.want = g.class
				inside = 1
			}
		}
		if inside == 0 {
			continue // dirt
		}
		if inside > 1 {
			e.want = len(digit.Signs) // signs that touch are none
		}
		out = append(out, e)
	}
	return out
}

// digitNet is a model of digits while it is learned.
type digitNet struct {
	first, second, squareFirst, squareSecond []float32
	h, dh, out                               []float32
	rate                                     float32
}

func newDigitNet() *digitNet {
	r := rand.New(rand.NewPCG(digitSeed, 1))
	fill := func(outputs, inputs int) []float32 {
		w := make([]float32, outputs*(inputs+1))
		for i := range w {
			w[i] = float32(r.NormFloat64() / math.Sqrt(float64(inputs)))
		}
		return w
	}
	n := &digitNet{first: fill(digitHidden, digit.Inputs), second: fill(digit.Outputs(), digitHidden)}
	n.squareFirst, n.squareSecond = make([]float32, len(n.first)), make([]float32, len(n.second))
	n.h, n.dh, n.out = make([]float32, digitHidden), make([]float32, digitHidden), make([]float32, digit.Outputs())
	return n
}

// learn takes a step (AdaGrad) and returns the loss before it.
func (n *digitNet) learn(e *digitPart) float64 {
	in := len(e.x)
	for i := range n.h {
		w := n.first[i*(in+1):][:in+1]
		n.h[i] = max(0, dot(e.x[:], w[:in])+w[in])
		n.dh[i] = 0
	}
	top := float32(math.Inf(-1))
	for i := range n.out {
		w := n.second[i*(digitHidden+1):][:digitHidden+1]
		n.out[i] = dot(n.h, w[:digitHidden]) + w[digitHidden]
		top = max(top, n.out[i])
	}
	sum := 0.0
	for _, v := range n.out {
		sum += math.Exp(float64(v - top))
	}
	loss := math.Log(sum) + float64(top-n.out[e.want])
	for i, v := range n.out {
		d := float32(math.Exp(float64(v-top)) / sum)
		if i == e.want {
			d--
		}
		if d > -1e-4 && d < 1e-4 {
			continue
		}
		w := n.second[i*(digitHidden+1):][:digitHidden+1]
		axpy(d, w[:digitHidden], n.dh)
		n.step(w, n.squareSecond[i*(digitHidden+1):], n.h, d)
	}
	for i, d := range n.dh {
		if n.h[i] > 0 && d != 0 {
			n.step(n.first[i*(in+1):][:in+1], n.squareFirst[i*(in+1):], e.x[:], d)
		}
	}
	return loss
}

// step moves the weights of one output by its derivative d.
func (n *digitNet) step(w, square, x []float32, d float32) {
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

// measureDigits prints how many words of digits the model reads, and how many it reads
// wrongly without a doubt.
func measureDigits(what string, m *digit.Model, faces []*face, words int) {
	all, right, sure, wrong, letters, passed := 0, 0, 0, 0, 0, 0
	for i, f := range faces {
		r := rand.New(rand.NewPCG(digitSeed, 1<<32+uint64(i)))
		for range words {
			text := f.text(r)
			p, _, letter, err := f.draw(r, text)
			if err != nil {
				continue
			}
			got := m.Read(p.Parts(everything), letter, digit.Context{})
			if slices.ContainsFunc(text, func(r rune) bool { return digit.Class(r) == len(digit.Signs) }) {
				letters++
				if got.Sure() {
					passed++
				}
				continue
			}
			all++
			same := got.Text == digit.Stored(text)
			if same {
				right++
			}
			if got.Sure() {
				sure++
				if !same {
					wrong++
				}
			}
		}
	}
	fmt.Fprintf(os.Stderr, "digits %s: %d of %d words right; %d sure, %d of them wrong; %d of %d with letters pass\n", what, right, all, sure, wrong, passed, letters)
}

// everything is a box around any picture that is drawn.
var everything = image.Rect(0, 0, math.MaxInt16, math.MaxInt16)
