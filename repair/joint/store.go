package joint

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"sort"
)

// Model is a model of joints. It is safe for concurrent use.
type Model struct {
	dim, hidden, out int
	reach, forms     int    // words that are read on either side; rows of the table of forms
	hashes           []byte // of the words of the vocabulary, rising, as they lie in the file
	rows             []byte // vectors of int8: of signs, of words, of forms
	scale            float32
	first            [2][]float32 // by side: (distance, dim) x hidden
	bias             [2][]float32
	second           [2][]float32 // hidden x out
}

// Parts is all a model is made of, as the trainer makes it. Side 0 is left.
type Parts struct {
	Dim, Hidden, Out int
	Reach, Forms     int       // words that are read on either side; rows of the table of forms
	Hashes           []uint32  // of the words, rising
	Rows             []float32 // vectors of dim: of 64 signs, the words, the forms
	First            [2][]float32
	Bias             [2][]float32
	Second           [2][]float32
}

// The file:
//
//	magic, version, CRC-32 of what follows
//	dim, hidden, out, words           uint32
//	reach, forms, from version 2 on   uint32
//	hashes                            uint32 each
//	scale                             float32
//	vectors                           int8
//	first, bias, second of each side  float32
const (
	magic     = "pnjt"
	version   = 1 // reach 3 and 8192 forms
	wider     = 2 // both are named
	headBytes = len(magic) + 1 + 4
	rowLimit  = 127
	maxSize   = 1024 // largest width of a layer
)

// ErrModel is returned for bytes that are no model of this version.
var ErrModel = errors.New("not a model of joints of this version")

// Encode writes the model. The same parts give the same bytes.
func (p *Parts) Encode(w io.Writer) error {
	var b []byte
	for _, n := range []int{p.Dim, p.Hidden, p.Out, len(p.Hashes), p.Reach, p.Forms} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	for _, h := range p.Hashes {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	// A few large weights must not take the steps of all others: they are cut.
	var square float64
	for _, x := range p.Rows {
		square += float64(x) * float64(x)
	}
	scale := rowSpread * math.Sqrt(square/float64(max(1, len(p.Rows)))) / rowLimit
	if scale == 0 {
		scale = 1
	}
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(scale)))
	for _, x := range p.Rows {
		b = append(b, byte(int8(max(-rowLimit, min(rowLimit, math.Round(float64(x)/scale))))))
	}
	for side := range 2 {
		for _, layer := range [][]float32{p.First[side], p.Bias[side], p.Second[side]} {
			for _, x := range layer {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
			}
		}
	}
	head := binary.LittleEndian.AppendUint32(append([]byte(magic), wider), crc32.ChecksumIEEE(b))
	if _, err := w.Write(append(head, b...)); err != nil {
		return fmt.Errorf("writing the model of joints: %w", err)
	}
	return nil
}

// rowSpread is the largest weight that is kept, in standard deviations.
const rowSpread = 6

// Decode opens a model that Encode wrote. The model keeps b: its large tables are used where
// they lie, as few of their rows are ever asked for.
func Decode(b []byte) (*Model, error) {
	if len(b) < headBytes || crc32.ChecksumIEEE(b[headBytes:]) != binary.LittleEndian.Uint32(b[len(magic)+1:]) {
		return nil, ErrModel
	}
	return parseModel(b)
}

// parseModel is Decode without a look at the checksum.
func parseModel(b []byte) (*Model, error) {
	if len(b) < headBytes+16 || string(b[:len(magic)]) != magic || b[len(magic)] != version && b[len(magic)] != wider {
		return nil, ErrModel
	}
	named := b[len(magic)] == wider
	b = b[headBytes:]
	number := func() uint32 {
		x := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return x
	}
	m := &Model{dim: int(number()), hidden: int(number()), out: int(number())}
	words := int(number())
	m.reach, m.forms = 3, 8192
	if named {
		if len(b) < 12 {
			return nil, ErrModel
		}
		m.reach, m.forms = int(number()), int(number())
		if m.reach < 1 || m.reach > Reach || m.forms < 1 || m.forms > 1<<20 {
			return nil, ErrModel
		}
	}
	if m.dim > maxSize || m.hidden > maxSize || m.out > maxSize || words > 1<<24 {
		return nil, ErrModel
	}
	vectors := (signs + words + m.forms) * m.dim
	layers := 2 * (m.reach*m.dim*m.hidden + m.hidden + m.hidden*m.out)
	if len(b) != 4*words+4+vectors+4*layers {
		return nil, ErrModel
	}
	m.hashes, b = b[:hashBytes*words], b[hashBytes*words:]
	for i := 1; i < words; i++ {
		if m.hash(i) < m.hash(i-1) {
			return nil, ErrModel
		}
	}
	m.scale = math.Float32frombits(number())
	m.rows, b = b[:vectors], b[vectors:]
	floats := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = math.Float32frombits(number())
		}
		return out
	}
	for side := range 2 {
		m.first[side], m.bias[side], m.second[side] = floats(m.reach*m.dim*m.hidden), floats(m.hidden), floats(m.hidden*m.out)
	}
	return m, nil
}

// hashBytes is the size of a hash in the file.
const hashBytes = 4

// hash is that of word i.
func (m *Model) hash(i int) uint32 { return binary.LittleEndian.Uint32(m.hashes[hashBytes*i:]) }

// addVector adds a token's vectors to one.
func (m *Model) addVector(out []float32, t Token) {
	add := func(row int) {
		for i, q := range m.rows[row*m.dim : (row+1)*m.dim] {
			out[i] += m.scale * float32(int8(q))
		}
	}
	if t.Key == "" {
		add(int(t.Sign) % signs)
		return
	}
	words, key := len(m.hashes)/hashBytes, Hash(t.Key)
	if i := sort.Search(words, func(i int) bool { return m.hash(i) >= key }); i < words && m.hash(i) == key {
		add(signs + i)
	}
	for _, f := range Forms(t.Key, m.forms) {
		add(signs + words + int(f))
	}
}
