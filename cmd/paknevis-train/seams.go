package main

import (
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

const (
	seamBits   = 22   // hashed features
	seamRate   = 0.25 // AdaGrad step
	seamEpochs = 4
	seamStep   = 1.0 / 20
	clearly    = 4 // sightings of a word up to which each is learned from
)

// learnSeams trains the seam model on tier A with its ZWNJs taken out. What the
// vocabulary knows of a word is a feature, so each half of the blocks is learned
// with the vocabulary of the other half: the model sees how far to trust a
// vocabulary that may not hold the word.
func learnSeams(c *corpus) (lang.SeamTable, error) {
	weight := make([]float32, 1<<seamBits)
	square := make([]float32, 1<<seamBits)
	var models [2]*lang.Model
	for half := range models {
		var p lang.Parts
		p.Words, p.Pairs = countWords(c, func(b uint32) bool { return int(b%2) != half })
		p.Chars = lang.CharTable{Order: 2, Counts: []uint8{0}, Prob: []uint8{0}, Back: []uint8{0}}
		p.Seams = lang.SeamTable{Weight: []int8{0}, Scale: 1}
		m, err := p.Build()
		if err != nil {
			return lang.SeamTable{}, fmt.Errorf("building half a model: %w", err)
		}
		models[half] = m
	}
	for epoch := range seamEpochs {
		met, metGaps := map[string]int{}, map[string]int{}
		rate := seamRate / (1 + float64(epoch))
		l := learner{weight: weight, square: square, rate: rate}
		g := l
		for _, ln := range c.lines {
			if ln.tier != 'A' {
				continue
			}
			m := models[ln.block%2]
			ts := tokens(ln.text)
			for i, t := range ts {
				if !learnFrom(met, t.key) {
					continue
				}
				tok := lang.Token{Word: t.key}
				if i > 0 && t.after {
					tok.Left = ts[i-1].key
				}
				if i+1 < len(ts) && ts[i+1].after {
					tok.Right = ts[i+1].key
				}
				for _, p := range m.Places(tok) {
					l.see(p.Features, t.mask>>p.Letter&1 == 1)
				}
			}
			ps := pieces(ts)
			for i := 1; i < len(ps); i++ {
				if !ps[i].after || !learnFrom(metGaps, slices.Concat(ps[i-1].key, []byte{0}, ps[i].key)) {
					continue
				}
				var before, after []byte
				if i > 1 && ps[i-1].after {
					before = ps[i-2].key
				}
				if i+1 < len(ps) && ps[i+1].after {
					after = ps[i+1].key
				}
				g.see(m.GapFeatures(ps[i-1].key, ps[i].key, before, after), ps[i].joint)
			}
		}
		fmt.Fprintf(os.Stderr, "seams: epoch %d, %d places, loss %.5f; %d gaps, loss %.5f\n", epoch+1, l.n, l.loss/float64(l.n), g.n, g.loss/float64(g.n))
	}
	t := lang.SeamTable{Weight: make([]int8, len(weight)), Scale: seamStep}
	for i, w := range weight {
		t.Weight[i] = int8(max(-127, min(127, math.Round(float64(w)/seamStep))))
	}
	return t, nil
}

// learner takes the steps of a logistic regression (AdaGrad, Duchi et al. 2011).
type learner struct {
	weight, square []float32
	rate           float64
	n              int
	loss           float64
}

func (l *learner) see(features []uint32, yes bool) {
	y, sum := 0.0, 0.0
	if yes {
		y = 1
	}
	for _, h := range features {
		sum += float64(l.weight[h&(1<<seamBits-1)])
	}
	q := 1 / (1 + math.Exp(-sum))
	l.loss -= math.Log(max(1e-9, 1-math.Abs(q-y)))
	l.n++
	if math.Abs(q-y) < 1e-3 {
		return
	}
	d := float32(q - y)
	for _, h := range features {
		h &= 1<<seamBits - 1
		l.square[h] += d * d
		l.weight[h] -= float32(l.rate) * d / float32(math.Sqrt(float64(l.square[h])+1e-3))
	}
}

// learnFrom thins frequent words: each of the first few sightings, then ever
// fewer, so that rare words have a say.
func learnFrom(met map[string]int, key []byte) bool {
	met[string(key)]++
	n := met[string(key)]
	step := 1
	for n > clearly*step*2 {
		step *= 2
	}
	return n%step == 0
}
