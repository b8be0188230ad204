package shape

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// Net is a network of two layers, the first one with rectified outputs.
type Net struct {
	inputs, hidden, outputs int
	first, second           []float32 // by output, its inputs and a bias at the end
}

// Weights are all a network is made of, as its trainer has them.
type Weights struct {
	Hidden        int
	First, Second []float32
}

// Probabilities is the softmax of the outputs for the inputs x.
func (m *Net) Probabilities(x []float32) []float32 {
	h := make([]float32, m.hidden)
	for i := range h {
		h[i] = max(0, layer(m.first, i, x))
	}
	out := make([]float32, m.outputs)
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
var ErrModel = errors.New("not a model of shapes of this version")

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
		return fmt.Errorf("writing a model of shapes: %w", err)
	}
	return nil
}

// Decode opens a network of some inputs and outputs that Encode wrote.
func Decode(b []byte, inputs, outputs int) (*Net, error) {
	if len(b) < headBytes+4 || string(b[:len(magic)]) != magic || b[len(magic)] != version ||
		crc32.ChecksumIEEE(b[headBytes:]) != binary.LittleEndian.Uint32(b[len(magic)+1:]) {
		return nil, ErrModel
	}
	b = b[headBytes:]
	m := &Net{inputs: inputs, hidden: int(binary.LittleEndian.Uint32(b)), outputs: outputs}
	b = b[4:]
	if m.hidden < 1 || m.hidden > maxHidden || len(b) != 8+m.hidden*(inputs+1)+outputs*(m.hidden+1) {
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
	m.first = read(m.hidden * (inputs + 1))
	m.second = read(outputs * (m.hidden + 1))
	return m, nil
}
