package digit

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"sync"
)

// Inputs is the number of values that the network sees of a part: its picture, and how it
// stands among the others.
const Inputs = side*side + 7

// Features writes what the network sees of part i.
func Features(parts []Part, i int, letter float64, x []float32) {
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
	copy(x, p.grid[:])
	x = x[side*side:]
	x[0] = float32(p.Box.Dy()) / unit
	x[1] = min(float32(p.Box.Dx())/unit, 3)
	x[2] = (base - float32(p.Box.Max.Y)) / unit
	x[3] = (base - float32(p.Box.Min.Y)) / unit
	x[4] = p.fill
	x[5] = min(float32(p.n), 3) / 3
	x[6] = min(unit/float32(max(letter, 1)), 2)
}

// Model is the network: two layers, the first one with rectified outputs.
type Model struct {
	hidden        int
	first, second []float32 // by output, its inputs and a bias at the end
}

// Weights are all a model is made of, as its trainer has them.
type Weights struct {
	Hidden        int
	First, Second []float32
}

// Outputs is the number of outputs: Signs, and one for everything else.
func Outputs() int { return len(Signs) + 1 }

// probabilities is the softmax of the outputs for the inputs x.
func (m *Model) probabilities(x []float32) []float32 {
	h := make([]float32, m.hidden)
	for i := range h {
		h[i] = max(0, layer(m.first, i, x))
	}
	out := make([]float32, Outputs())
	top := float32(math.Inf(-1))
	for i := range out {
		out[i] = layer(m.second, i, h)
		top = max(top, out[i])
	}
	sum := float32(0)
	for i, v := range out {
		out[i] = float32(math.Exp(float64(v - top)))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// layer is output i of a layer.
func layer(w []float32, i int, x []float32) float32 {
	w = w[i*(len(x)+1):][:len(x)+1]
	sum := w[len(x)]
	for k, v := range x {
		sum += v * w[k]
	}
	return sum
}

// The file: magic, version, CRC-32 of what follows; the number of hidden values; for each
// layer the step of its weights (float32) and the weights (int8).
const (
	magic     = "pndg"
	version   = 1
	headBytes = len(magic) + 1 + 4
	maxHidden = 1024
	steps     = 127
)

// ErrModel is returned for bytes that are no model of this version.
var ErrModel = errors.New("not a model of digits of this version")

// Encode writes the weights, rounded to 127 steps to each side.
func (p *Weights) Encode(w io.Writer) error {
	b := binary.LittleEndian.AppendUint32(nil, uint32(p.Hidden))
	for _, layer := range [][]float32{p.First, p.Second} {
		top := float32(1e-9)
		for _, v := range layer {
			top = max(top, max(v, -v))
		}
		step := top / steps
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(step))
		for _, v := range layer {
			b = append(b, byte(int8(math.Round(float64(v/step)))))
		}
	}
	head := binary.LittleEndian.AppendUint32(append([]byte(magic), version), crc32.ChecksumIEEE(b))
	if _, err := w.Write(append(head, b...)); err != nil {
		return fmt.Errorf("writing the model of digits: %w", err)
	}
	return nil
}

// Decode opens a model that Encode wrote.
func Decode(b []byte) (*Model, error) {
	if len(b) < headBytes+4 || string(b[:len(magic)]) != magic || b[len(magic)] != version ||
		crc32.ChecksumIEEE(b[headBytes:]) != binary.LittleEndian.Uint32(b[len(magic)+1:]) {
		return nil, ErrModel
	}
	b = b[headBytes:]
	m := &Model{hidden: int(binary.LittleEndian.Uint32(b))}
	b = b[4:]
	if m.hidden < 1 || m.hidden > maxHidden || len(b) != 8+m.hidden*(Inputs+1)+Outputs()*(m.hidden+1) {
		return nil, ErrModel
	}
	read := func(n int) []float32 {
		step := math.Float32frombits(binary.LittleEndian.Uint32(b))
		out := make([]float32, n)
		for i, v := range b[4 : 4+n] {
			out[i] = step * float32(int8(v))
		}
		b = b[4+n:]
		return out
	}
	m.first = read(m.hidden * (Inputs + 1))
	m.second = read(Outputs() * (m.hidden + 1))
	return m, nil
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
