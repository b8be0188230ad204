// Package mark tells the marks behind words by their shapes.
//
// No model of Tesseract for Persian has an Arabic comma or semicolon: they come out as
// stops, letters or nothing, and in some faces stops come out as what commas do. What
// stands at the left end of a word is looked at by itself, with a small network learned
// from the marks of many faces (cmd/paknevis-train -marks; mark.txt names them).
//
//	Measure(components)                      letter height and baseline of a line
//	Find(page, line, left, letter, base)     the piece of ink at the end of a word
//	Default().Read(piece)                    which mark it is
package mark

import (
	_ "embed"
	"image"
	"slices"
	"sync"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// Signs are what the network tells apart, in the order of its outputs; one more output
// stands for letters, digits and everything else.
var Signs = []rune{
	'.', ':', '!',
	Comma, Semicolon,
	'\u061F', // ARABIC QUESTION MARK
	'\u00AB', // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
	'\u00BB', // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
	'(', ')',
}

const (
	Comma     = '\u060C' // ARABIC COMMA
	Semicolon = '\u061B' // ARABIC SEMICOLON
)

// Measure takes the height of letters and the baseline of a line from its pieces of ink:
// the median height weighted by ink, and the row where most of the ink stands.
func Measure(parts []prep.Component) (letter, baseline float64) {
	if len(parts) == 0 {
		return 0, 0
	}
	byHeight := slices.Clone(parts)
	slices.SortFunc(byHeight, func(a, b prep.Component) int { return a.Box.Dy() - b.Box.Dy() })
	total := 0
	feet := map[int]int{}
	for _, c := range parts {
		total += c.Area
		for d := -1; d <= 1; d++ {
			feet[c.Box.Max.Y+d] += c.Area
		}
	}
	rest := total / 2
	for _, c := range byHeight {
		if rest -= c.Area; rest <= 0 {
			letter = float64(c.Box.Dy())
			break
		}
	}
	best := -1
	for y, ink := range feet {
		if ink > best || ink == best && float64(y) < baseline {
			best, baseline = ink, float64(y)
		}
	}
	return letter, baseline
}

// Piece is the ink at the end of a word and how it stands in its line.
type Piece struct {
	Part         shape.Part
	letter, base float64
	gap          float64 // to the next ink on the right, in pixels
}

// Box is its place in pixels.
func (p *Piece) Box() image.Rectangle { return p.Part.Box }

// Sizes of what may be a mark, in letters.
const (
	maxWidth, maxHeight = 0.9, 1.9 // of one with all its pieces
	reachLeft           = 0.35     // how far left of the word's end it may begin
	reachRight          = 0.2      // how far right of it
	overlap             = 0.5      // of the narrower of two pieces that stand above each other
	rise, drop          = 2.0, 0.9 // how far from the baseline its middle is
	tallest             = 1 << 16  // pixels of a letter on any page
)

// Find is the piece of ink at the left end of a word, which is at the column left; line are
// the components of the words around it, as [shape.Page.In] lists them. ok is false if
// nothing of the size of a mark is there.
func Find(p *shape.Page, line []int, left int, letter, base float64) (piece Piece, ok bool) {
	small := func(b image.Rectangle) bool {
		mid := float64(b.Min.Y+b.Max.Y) / 2
		return float64(b.Dx()) <= maxWidth*letter && float64(b.Dy()) <= maxHeight*letter && mid > base-rise*letter && mid < base+drop*letter
	}
	if !(letter > 0 && letter <= tallest) {
		return piece, false
	}
	first := -1
	for _, i := range line { // from left to right
		b := p.Component(i).Box
		if x := float64(b.Min.X - left); x >= -reachLeft*letter && x <= reachRight*letter && small(b) {
			first = i
			break
		}
	}
	if first < 0 {
		return piece, false
	}
	box, comps := p.Component(first).Box, []int{first}
	mine := make([]bool, len(line)) // by place in line: part of the piece
	for k, i := range line {
		if i == first {
			mine[k] = true
			continue
		}
		b := p.Component(i).Box
		shared := min(b.Max.X, box.Max.X) - max(b.Min.X, box.Min.X)
		if small(b) && small(b.Union(box)) && float64(shared) >= overlap*float64(min(b.Dx(), box.Dx())) {
			box, comps, mine[k] = box.Union(b), append(comps, i), true
		}
	}
	piece = Piece{Part: p.Part(comps), letter: letter, base: base, gap: letter}
	for k, i := range line {
		b := p.Component(i).Box
		if !mine[k] && b.Max.X > box.Max.X && b.Min.Y < box.Max.Y+int(letter) && b.Max.Y > box.Min.Y-int(letter) {
			piece.gap = min(piece.gap, float64(b.Min.X-box.Max.X))
		}
	}
	return piece, true
}

// Inputs is the number of values that the network sees.
const Inputs = shape.Side*shape.Side + 7

// Outputs is the number of its outputs.
func Outputs() int { return len(Signs) + 1 }

// Features writes what the network sees of a piece.
func (p *Piece) Features(x []float32) {
	copy(x, p.Part.Grid[:])
	x = x[shape.Side*shape.Side:]
	unit := float32(max(p.letter, 1))
	b := p.Part.Box
	x[0] = float32(b.Dy()) / unit
	x[1] = float32(b.Dx()) / unit
	x[2] = (float32(p.base) - float32(b.Max.Y)) / unit
	x[3] = (float32(p.base) - float32(b.Min.Y)) / unit
	x[4] = p.Part.Fill
	x[5] = min(float32(p.Part.N), 3) / 3
	x[6] = max(-1, min(float32(p.gap)/unit, 1))
}

// Model is a network that tells marks.
type Model struct{ net *shape.Net }

// Decode opens a model that [shape.Weights] wrote.
func Decode(b []byte) (*Model, error) {
	n, err := shape.Decode(b, Inputs, Outputs())
	if err != nil {
		return nil, err
	}
	return &Model{n}, nil
}

// Read gives the likeliest mark that a piece is, and how likely that is; 0 for no mark.
func (m *Model) Read(p *Piece) (sign rune, conf float64) {
	x := make([]float32, Inputs)
	p.Features(x)
	best := float32(-1)
	for i, q := range m.net.Probabilities(x) {
		if q > best {
			best, sign = q, 0
			if i < len(Signs) {
				sign = Signs[i]
			}
		}
	}
	return sign, float64(best)
}

//go:embed mark.bin
var embedded []byte

// Default is the model that the program holds.
var Default = sync.OnceValue(func() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err) // a test opens it
	}
	return m
})
