package lang

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"math/bits"
	"slices"
	"sync/atomic"
)

// The model file:
//
//	"pnlm", or "pnla" for Arabic, version  crc32 of all that follows (little endian)
//	streams, each after its length (uvarint):
//	    characters   order, number of inner nodes (uint32), these (trie), probabilities of the others
//	    words        total (float64), key lengths (tally), keys, free, numbers of variants (tally), variants, hash (none in Arabic)
//	    pairs        rows (uint32), next (uint32), seen, joint
//	    seams        scale (float32), calibrations (float32: slope and shift, of gaps, then of places), weights
//
// Nothing is packed: the streams are used where they lie. The embedded file is
// part of the program's image, so opening it costs nothing, what no text asks
// for is never read from disk, and processes share what is.
const (
	magic       = "pnlm"
	arabicMagic = "pnla"
	version     = 4
)

// magicOf begins the file of a model of a language.
func magicOf(l Language) string {
	if l == Arabic {
		return arabicMagic
	}
	return magic
}

// ErrModel is returned for bytes that are no model of this version.
var ErrModel = errors.New("not a language model of this version")

// CharTable is a character model as the trainer makes it: nodes breadth first.
type CharTable struct {
	Order  int
	Counts []uint8 // per inner node: number of children
	Syms   []uint8 // per node but the root: its symbol; those of one node's children rise
	Prob   []uint8 // per node: log probability of its last symbol after the others, in -1/probScale
	Back   []uint8 // per inner node: log back-off weight, in -1/backScale above backTop
}

// Variant is one way to write a word: bit i of Mask for a ZWNJ after letter i.
type Variant struct {
	Mask  uint32
	Count float64
}

// Word is an entry of the vocabulary.
type Word struct {
	Key      string // symbols
	Free     float64
	Variants []Variant
}

// Pair counts two pieces that stand together.
type Pair struct {
	A, B  uint32 // indices of words
	Seen  float64
	Joint float64 // share of ZWNJ, or -1
}

// Parts is all a model is made of.
type Parts struct {
	Language Language // Arabic; any other is Persian
	Chars    CharTable
	Words    []Word // sorted by key
	Pairs    []Pair // sorted by A, then B
	Seams    SeamTable
}

// Encode writes the model. The same parts give the same bytes.
func (p *Parts) Encode(out io.Writer) error {
	var k packer
	if err := p.packChars(&k); err != nil {
		return err
	}
	p.packWords(&k)
	p.packSeams(&k)
	head := append([]byte(magicOf(p.Language)), version)
	head = binary.LittleEndian.AppendUint32(head, crc32.ChecksumIEEE(k.b))
	if _, err := out.Write(append(head, k.b...)); err != nil {
		return fmt.Errorf("writing the model: %w", err)
	}
	return nil
}

type packer struct{ b []byte }

func (k *packer) stream(b []byte) {
	k.b = append(binary.AppendUvarint(k.b, uint64(len(b))), b...)
}

func (p *Parts) packChars(k *packer) error {
	c := &p.Chars
	inner, ok := c.trie()
	if !ok {
		return errChars
	}
	k.stream([]byte{byte(c.Order)})
	k.stream(binary.LittleEndian.AppendUint32(nil, uint32(len(c.Counts))))
	k.stream(inner)
	k.stream(c.Prob[len(c.Counts):])
	return nil
}

func (p *Parts) packWords(k *packer) {
	var lengths, text, free, nvars, list []byte
	total := 0.0
	for _, w := range p.Words {
		lengths = append(lengths, byte(len(w.Key)))
		text = append(text, w.Key...)
		free = append(free, quantise(w.Free))
		total += counts[quantise(w.Free)]
		nvars = append(nvars, byte(len(w.Variants)))
		for _, v := range w.Variants {
			list = append(binary.LittleEndian.AppendUint32(list, v.Mask), quantise(v.Count))
		}
	}
	k.stream(binary.LittleEndian.AppendUint64(nil, math.Float64bits(total)))
	w := &Words{len: newTally(lengths), text: text, free: free}
	var slot []byte
	if p.Language != Arabic { // whose slots are made when they are needed: they would be a third of the file
		slot = w.hash()
	}
	for _, s := range [][]byte{w.len, text, free, newTally(nvars), list, slot} {
		k.stream(s)
	}
	var next, seen, joint []byte
	rows := make([]byte, 4, 4*len(p.Words)+4)
	i := 0
	for a := range p.Words {
		for ; i < len(p.Pairs) && p.Pairs[i].A == uint32(a); i++ {
			next = binary.LittleEndian.AppendUint32(next, p.Pairs[i].B)
			seen = append(seen, quantise(p.Pairs[i].Seen))
			if j := p.Pairs[i].Joint; j < 0 {
				joint = append(joint, 255)
			} else {
				joint = append(joint, byte(j*254+0.5))
			}
		}
		rows = binary.LittleEndian.AppendUint32(rows, uint32(i))
	}
	for _, s := range [][]byte{rows, next, seen, joint} {
		k.stream(s)
	}
}

func (p *Parts) packSeams(k *packer) {
	k.stream(binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(p.Seams.Scale))))
	var b []byte
	for _, c := range slices.Concat(p.Seams.Gap[:], p.Seams.Place[:]) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(c.Slope)))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(c.Shift)))
	}
	k.stream(b)
	b = make([]byte, len(p.Seams.Weight))
	for i, w := range p.Seams.Weight {
		b[i] = byte(w)
	}
	k.stream(b)
}

// unpacker reads streams and remembers the first fault.
type unpacker struct {
	b   []byte
	err error
}

func (u *unpacker) stream() []byte {
	n, k := binary.Uvarint(u.b)
	if k <= 0 || n > uint64(len(u.b)-k) {
		u.err = cmp.Or(u.err, ErrModel)
		u.b = nil
		return nil
	}
	s := u.b[k : k+int(n) : k+int(n)]
	u.b = u.b[k+int(n):]
	return s
}

// fixed is a stream of a known length.
func (u *unpacker) fixed(n int) []byte {
	s := u.stream()
	if len(s) != n {
		u.err = cmp.Or(u.err, ErrModel)
		return make([]byte, n)
	}
	return s
}

// parseModel finds the parts of a model. Only their sizes are looked at.
func parseModel(b []byte) (*Model, error) {
	if len(b) < headBytes || b[len(magic)] != version {
		return nil, ErrModel
	}
	m := &Model{language: Persian}
	switch string(b[:len(magic)]) {
	case magic:
	case arabicMagic:
		m.language = Arabic
	default:
		return nil, ErrModel
	}
	u := &unpacker{b: b[headBytes:]}
	c := &Chars{order: int(u.fixed(1)[0]), nodes: int(binary.LittleEndian.Uint32(u.fixed(4))), inner: u.stream(), ends: u.stream()}
	w := &Words{total: math.Float64frombits(binary.LittleEndian.Uint64(u.fixed(8)))}
	w.len, w.text, w.free, w.vars, w.list, w.slot = u.stream(), u.stream(), u.stream(), u.stream(), u.stream(), u.stream()
	if m.language == Arabic {
		if w.slot, w.clitics = nil, true; !w.sized() {
			return nil, ErrModel
		}
	}
	w.row, w.next, w.seen, w.joint = u.stream(), u.stream(), u.stream(), u.stream()
	s := &Seams{scale: math.Float32frombits(binary.LittleEndian.Uint32(u.fixed(4)))}
	cal := u.fixed(8 * (len(s.gap) + len(s.place)))
	for i := range s.gap {
		s.gap[i], s.place[i] = calibration(cal[8*i:]), calibration(cal[8*(len(s.gap)+i):])
	}
	s.weight = u.stream()
	switch {
	case u.err != nil || len(u.b) > 0:
		return nil, ErrModel
	case !c.fits(), !w.fits(), bits.OnesCount(uint(len(s.weight))) != 1:
		return nil, ErrModel
	}
	m.chars, m.words, m.seams = c, w, s
	return m, nil
}

// ready makes what is found out while the model is used.
func (m *Model) ready() *Model {
	m.words.index()
	m.words.plain = make([]atomic.Uint32, len(m.words.free)/32+1)
	m.chars.start, _ = m.chars.step(0, symEdge)
	return m
}

func calibration(b []byte) Calibration {
	f := func(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }
	return Calibration{Slope: f(b), Shift: f(b[4:])}
}

// headBytes is the length of magic, version and checksum.
const headBytes = len(magic) + 1 + 4

// Decode opens a model whose bytes are those that Encode wrote, which its
// checksum tells. The model keeps b.
func Decode(b []byte) (*Model, error) {
	m, err := summed(b)
	if err != nil {
		return nil, err
	}
	return m.ready(), nil
}

func summed(b []byte) (*Model, error) {
	if len(b) >= headBytes && crc32.ChecksumIEEE(b[headBytes:]) != binary.LittleEndian.Uint32(b[len(magic)+1:]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrModel)
	}
	return parseModel(b)
}

// Check looks at all of an encoded model and reports the first fault. Use it on
// models that come from elsewhere, before Decode.
func Check(b []byte) error {
	m, err := summed(b)
	if err != nil {
		return err
	}
	if err := m.chars.check(); err != nil {
		return err
	}
	return m.words.check()
}

// Build makes a model of parts in memory, without their encoded form.
func (p *Parts) Build() (*Model, error) {
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		return nil, err
	}
	if err := Check(b.Bytes()); err != nil {
		return nil, err
	}
	return Decode(b.Bytes())
}

// SortWords puts the words in the order that Encode needs.
func SortWords(ws []Word) {
	slices.SortFunc(ws, func(a, b Word) int { return cmp.Compare(a.Key, b.Key) })
}
