package main

import (
	"fmt"
	"math"
	"os"

	"github.com/paknevis/paknevis/repair/lang"
)

const (
	seamBits   = 19   // hashed features
	seamRate   = 0.25 // AdaGrad step
	seamEpochs = 3
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
		met := map[string]int{}
		loss, places := 0.0, 0
		rate := seamRate / (1 + float64(epoch))
		for _, l := range c.lines {
			if l.tier != 'A' {
				continue
			}
			m := models[l.block%2]
			ts := tokens(l.text)
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
					y := 0.0
					if t.mask>>p.Letter&1 == 1 {
						y = 1
					}
					sum := 0.0
					for _, h := range p.Features {
						sum += float64(weight[h&(1<<seamBits-1)])
					}
					q := 1 / (1 + math.Exp(-sum))
					g := float32(q - y)
					loss -= math.Log(max(1e-9, 1-math.Abs(q-y)))
					places++
					if math.Abs(float64(g)) < 1e-3 {
						continue
					}
					for _, h := range p.Features {
						h &= 1<<seamBits - 1
						square[h] += g * g
						weight[h] -= float32(rate) * g / float32(math.Sqrt(float64(square[h])+1e-3))
					}
				}
			}
		}
		fmt.Fprintf(os.Stderr, "seams: epoch %d, %d places, loss %.5f\n", epoch+1, places, loss/float64(places))
	}
	t := lang.SeamTable{Weight: make([]int8, len(weight)), Scale: seamStep}
	for i, w := range weight {
		t.Weight[i] = int8(max(-127, min(127, math.Round(float64(w)/seamStep))))
	}
	return t, nil
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
