package main

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"slices"

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
	learn, test, err := chosenFaces(patterns, held)
	if err != nil {
		return err
	}
	if len(learn) == 0 {
		return fmt.Errorf("no face of %s has Persian or Latin digits: %w", patterns, os.ErrNotExist)
	}
	examples := drawAll(learn, words)
	fmt.Fprintf(os.Stderr, "digits: %d faces, %d parts; %d faces held out\n", len(learn), len(examples), len(test))
	n := newShapeNet(digit.Inputs, digitHidden, digit.Outputs(), digitSeed)
	b, err := n.fit(examples, epochs, out)
	if err != nil {
		return err
	}
	m, err := digit.Decode(b)
	if err != nil {
		return err
	}
	measureDigits("learned from", m, learn, words/4)
	measureDigits("held out", m, test, words/4)
	note, err := noteFaces(out, "digit, learned by cmd/paknevis-train -digits from words drawn", learn)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d bytes, and %s\n", out, len(b), note)
	return nil
}

// drawAll draws words in each face.
func drawAll(faces []*face, words int) []shapeExample {
	return ofFaces(faces, digitSeed, 0, func(r *rand.Rand, f *face) (set []shapeExample) {
		for range words {
			set = append(set, f.word(r)...)
		}
		return set
	})
}

// word draws a word and cuts it into parts.
func (f *face) word(r *rand.Rand) []shapeExample {
	p, want, letter, err := f.draw(r, f.text(r))
	if err != nil {
		return nil // an outline that cannot be read
	}
	parts := p.Parts(everything)
	var out []shapeExample
	for i := range parts {
		e := shapeExample{x: make([]float32, digit.Inputs), want: len(digit.Signs)}
		digit.Features(parts, i, letter, e.x)
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
