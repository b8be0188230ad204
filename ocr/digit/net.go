package digit

import (
	_ "embed"
	"sync"

	"github.com/paknevis/paknevis/ocr/shape"
)

// Inputs is the number of values that the network sees of a part: its picture, and how it
// stands among the others.
const Inputs = shape.Side*shape.Side + 7

// Features writes what the network sees of part i.
func Features(parts []shape.Part, i int, letter float64, x []float32) {
	tallest := 0
	for _, p := range parts {
		tallest = max(tallest, p.Box.Dy())
	}
	// The line on which the tall parts stand.
	foot, n := 0, 0
	for _, p := range parts {
		if 2*p.Box.Dy() > tallest {
			foot, n = foot+p.Box.Max.Y, n+1
		}
	}
	p := &parts[i]
	unit, base := float32(tallest), float32(foot)/float32(n)
	copy(x, p.Grid[:])
	x = x[shape.Side*shape.Side:]
	x[0] = float32(p.Box.Dy()) / unit
	x[1] = min(float32(p.Box.Dx())/unit, 3)
	x[2] = (base - float32(p.Box.Max.Y)) / unit
	x[3] = (base - float32(p.Box.Min.Y)) / unit
	x[4] = p.Fill
	x[5] = min(float32(p.N), 3) / 3
	x[6] = min(unit/float32(max(letter, 1)), 2)
}

// Model is a network that tells the signs of numbers.
type Model struct{ net *shape.Net }

// Outputs is the number of outputs: Signs, and one for everything else.
func Outputs() int { return len(Signs) + 1 }

// Decode opens a model that [shape.Weights] wrote.
func Decode(b []byte) (*Model, error) {
	n, err := shape.Decode(b, Inputs, Outputs())
	if err != nil {
		return nil, err
	}
	return &Model{n}, nil
}

//go:embed digit.bin
var embedded []byte

// Default is the model that the program holds.
var Default = sync.OnceValue(func() *Model {
	m, err := Decode(embedded)
	if err != nil {
		panic(err) // a test opens it
	}
	return m
})
