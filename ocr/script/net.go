package script

import (
	_ "embed"
	"image"
	"sync"

	"github.com/paknevis/paknevis/ocr/shape"
)

// Class is what a piece of ink is part of.
type Class uint8

const (
	Arabic  Class = iota // letters of the Arabic script
	Latin                // letters
	Western              // digits 0 to 9
	Eastern              // Persian and Arabic digits
	Sign                 // marks and brackets
	Classes
)

// Piece is a piece of ink and how it stands in its line.
type Piece struct {
	Part        shape.Part
	Left, Right float64 // white to the next ink on either side, in pixels
}

// Inputs is the number of values that the network sees.
const Inputs = shape.Side*shape.Side + 9

// Features writes what the network sees of a piece in a line whose letters have some
// height, in pixels, and stand on some row.
func (p *Piece) Features(letter, base float64, x []float32) {
	copy(x, p.Part.Grid[:])
	x = x[shape.Side*shape.Side:]
	unit := float32(max(letter, 1))
	b := p.Part.Box
	x[0] = min(float32(b.Dy())/unit, 4)
	x[1] = min(float32(b.Dx())/unit, 4)
	x[2] = clamp((float32(base) - float32(b.Max.Y)) / unit)
	x[3] = clamp((float32(base) - float32(b.Min.Y)) / unit)
	x[4] = p.Part.Fill
	x[5] = min(float32(p.Part.N), 4) / 4
	x[6] = clamp(float32(p.Left) / unit)
	x[7] = clamp(float32(p.Right) / unit)
	x[8] = min(float32(b.Dx())/float32(max(b.Dy(), 1)), 4)
}

func clamp(v float32) float32 { return max(-2, min(v, 2)) }

// PieceOf is box i of a line, from left to right, whose letters have some height in pixels.
func PieceOf(part shape.Part, boxes []image.Rectangle, i int, letter float64) Piece {
	return Piece{Part: part, Left: min(letter, white(boxes, i)), Right: min(letter, right(boxes, i))}
}

// near is how many boxes on a side may reach close to one.
const near = 3

// Model is a network that tells scripts.
type Model struct{ net *shape.Net }

// Decode opens a model that [shape.Weights] wrote.
func Decode(b []byte) (*Model, error) {
	n, err := shape.Decode(b, Inputs, int(Classes))
	if err != nil {
		return nil, err
	}
	return &Model{n}, nil
}

// Read is how likely each class is for a piece.
func (m *Model) Read(p *Piece, letter, base float64) (probs [Classes]float32) {
	x := make([]float32, Inputs)
	p.Features(letter, base, x)
	copy(probs[:], m.net.Probabilities(x))
	return probs
}

//go:embed script.bin
var embedded []byte

// Default is the model that the program holds.
var Default = sync.OnceValue(func() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err) // a test opens it
	}
	return m
})
