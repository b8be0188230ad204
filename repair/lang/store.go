package lang

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"sync"
)

// The model file:
//
//	"pnlm" version  crc32 of all that follows (little endian)
//	per section: raw length, packed length (uvarint), flate stream
//	    0 characters   1 words and pairs   2 seams
//
// A section is a row of byte streams, each after its length: equal things lie
// together, which is what flate is good at.
const (
	magic      = "pnlm"
	version    = 1
	maxSection = 256 << 20 // bytes; far above any model we train
)

// ErrModel is returned for bytes that are no model of this version.
var ErrModel = errors.New("not a language model of this version")

// CharTable is a character model as the trainer makes it: nodes breadth first.
type CharTable struct {
	Order  int
	Counts []uint8 // per inner node: number of children
	Syms   []uint8 // per node but the root: its symbol
	Prob   []uint8 // per node: see Chars
	Back   []uint8 // per inner node
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
	Chars CharTable
	Words []Word // sorted by key
	Pairs []Pair // sorted by A, then B
	Seams SeamTable
}

type packer struct{ buf bytes.Buffer }

func (p *packer) stream(b []byte) {
	p.buf.Write(binary.AppendUvarint(nil, uint64(len(b))))
	p.buf.Write(b)
}

// Encode writes the model. The same parts give the same bytes.
func (p *Parts) Encode(out io.Writer) error {
	var body []byte
	for _, fill := range []func(*packer){p.packChars, p.packWords, p.packSeams} {
		var k packer
		fill(&k)
		var z bytes.Buffer
		w, err := flate.NewWriter(&z, flate.BestCompression)
		if err != nil {
			return fmt.Errorf("packing a section: %w", err)
		}
		if _, err := w.Write(k.buf.Bytes()); err != nil {
			return fmt.Errorf("packing a section: %w", err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("packing a section: %w", err)
		}
		body = binary.AppendUvarint(body, uint64(k.buf.Len()))
		body = binary.AppendUvarint(body, uint64(z.Len()))
		body = append(body, z.Bytes()...)
	}
	head := append([]byte(magic), version)
	head = binary.LittleEndian.AppendUint32(head, crc32.ChecksumIEEE(body))
	if _, err := out.Write(append(head, body...)); err != nil {
		return fmt.Errorf("writing the model: %w", err)
	}
	return nil
}

func (p *Parts) packChars(k *packer) {
	k.stream([]byte{byte(p.Chars.Order)})
	k.stream(p.Chars.Counts)
	k.stream(p.Chars.Syms)
	k.stream(p.Chars.Prob)
	k.stream(p.Chars.Back)
}

func (p *Parts) packWords(k *packer) {
	var common, tails, text, free, nvars, masks, vcounts []byte
	last := ""
	for _, w := range p.Words {
		n := 0
		for n < len(last) && n < len(w.Key) && last[n] == w.Key[n] {
			n++
		}
		common = append(common, byte(n))
		tails = append(tails, byte(len(w.Key)-n))
		text = append(text, w.Key[n:]...)
		free = append(free, quantise(w.Free))
		nvars = append(nvars, byte(len(w.Variants)))
		for _, v := range w.Variants {
			masks = binary.AppendUvarint(masks, uint64(v.Mask))
			vcounts = append(vcounts, quantise(v.Count))
		}
		last = w.Key
	}
	for _, s := range [][]byte{common, tails, text, free, nvars, masks, vcounts} {
		k.stream(s)
	}
	var rows, next, seen, joint []byte
	i := 0
	for a := range p.Words {
		from := i
		b := uint32(0)
		for i < len(p.Pairs) && p.Pairs[i].A == uint32(a) {
			next = binary.AppendUvarint(next, uint64(p.Pairs[i].B-b))
			b = p.Pairs[i].B
			seen = append(seen, quantise(p.Pairs[i].Seen))
			if j := p.Pairs[i].Joint; j < 0 {
				joint = append(joint, 255)
			} else {
				joint = append(joint, byte(j*254+0.5))
			}
			i++
		}
		rows = binary.AppendUvarint(rows, uint64(i-from))
	}
	for _, s := range [][]byte{rows, next, seen, joint} {
		k.stream(s)
	}
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
	s := u.b[k : k+int(n)]
	u.b = u.b[k+int(n):]
	return s
}

// uvarint takes a number off the front of a stream.
func (u *unpacker) uvarint(s *[]byte) uint64 {
	n, k := binary.Uvarint(*s)
	if k <= 0 {
		u.err = cmp.Or(u.err, ErrModel)
		return 0
	}
	*s = (*s)[k:]
	return n
}

func inflate(packed []byte, size int) (*unpacker, error) {
	raw := make([]byte, size)
	if _, err := io.ReadFull(flate.NewReader(bytes.NewReader(packed)), raw); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return &unpacker{b: raw}, nil
}

func unpackChars(packed []byte, size int) (*Chars, error) {
	u, err := inflate(packed, size)
	if err != nil {
		return nil, err
	}
	order := u.stream()
	cs, syms, prob, back := u.stream(), u.stream(), u.stream(), u.stream()
	if u.err != nil || len(order) != 1 {
		return nil, ErrModel
	}
	return newChars(int(order[0]), cs, syms, prob, back)
}

func unpackWords(packed []byte, size int) (*Words, error) {
	u, err := inflate(packed, size)
	if err != nil {
		return nil, err
	}
	common, tails, text, free, nvars, masks, vcounts := u.stream(), u.stream(), u.stream(), u.stream(), u.stream(), u.stream(), u.stream()
	rows, next, seen, joint := u.stream(), u.stream(), u.stream(), u.stream()
	n := len(common)
	if u.err != nil || len(tails) != n || len(free) != n || len(nvars) != n || len(seen) != len(joint) {
		return nil, errWords
	}
	w := &Words{off: make([]uint32, 1, n+1), free: free, vars: make([]uint32, 1, n+1), vari: make([]variant, 0, len(vcounts)), text: make([]byte, 0, len(text)*2),
		row: make([]uint32, 1, n+1), next: make([]uint32, 0, len(seen)), seen: seen, joint: joint}
	from := 0
	for i := range n {
		c, t := int(common[i]), int(tails[i])
		if t > len(text) || c+t > maxWord || i > 0 && c > len(w.text)-from || i == 0 && c > 0 {
			return nil, errWords
		}
		at := len(w.text)
		w.text = append(w.text, w.text[from:from+c]...)
		w.text = append(w.text, text[:t]...)
		text = text[t:]
		from = at
		w.off = append(w.off, uint32(len(w.text)))
		for range nvars[i] {
			if len(vcounts) == 0 {
				return nil, errWords
			}
			w.vari = append(w.vari, variant{uint32(u.uvarint(&masks)), vcounts[0]})
			vcounts = vcounts[1:]
		}
		w.vars = append(w.vars, uint32(len(w.vari)))
		b := uint64(0)
		for range u.uvarint(&rows) {
			if b += u.uvarint(&next); u.err != nil || b >= uint64(n) {
				return nil, errWords
			}
			w.next = append(w.next, uint32(b))
		}
		w.row = append(w.row, uint32(len(w.next)))
	}
	if u.err != nil || len(w.next) != len(seen) {
		return nil, errWords
	}
	w.index()
	return w, nil
}

type section struct {
	packed []byte
	size   int
}

func sections(b []byte) (out [3]section, err error) {
	if len(b) < len(magic)+5 || string(b[:len(magic)]) != magic || b[len(magic)] != version {
		return out, ErrModel
	}
	sum, b := binary.LittleEndian.Uint32(b[len(magic)+1:]), b[len(magic)+5:]
	if crc32.ChecksumIEEE(b) != sum {
		return out, fmt.Errorf("%w: checksum differs", ErrModel)
	}
	for i := range out {
		var n [2]uint64
		for j := range n {
			v, k := binary.Uvarint(b)
			if k <= 0 {
				return out, ErrModel
			}
			n[j], b = v, b[k:]
		}
		if n[0] > maxSection || n[1] > uint64(len(b)) {
			return out, ErrModel
		}
		out[i] = section{b[:n[1]], int(n[0])}
		b = b[n[1]:]
	}
	return out, nil
}

// Decode reads a model. Its parts are unpacked when first used: the checksum
// says that they are what Encode wrote. Call Check to unpack all of them now.
func Decode(b []byte) (*Model, error) {
	s, err := sections(b)
	if err != nil {
		return nil, err
	}
	return &Model{
		chars: lazy(s[0], unpackChars),
		words: lazy(s[1], unpackWords),
		seams: lazy(s[2], unpackSeams),
	}, nil
}

// lazy unpacks a section at its first use. A section whose checksum holds and
// that yet does not unpack was never written by Encode.
func lazy[T any](s section, unpack func([]byte, int) (*T, error)) func() *T {
	return sync.OnceValue(func() *T {
		v, err := unpack(s.packed, s.size)
		if err != nil {
			panic("lang: " + err.Error())
		}
		return v
	})
}

// Check unpacks all parts of an encoded model and reports the first fault.
// Use it on models that come from elsewhere, before Decode.
func Check(b []byte) error {
	s, err := sections(b)
	if err != nil {
		return err
	}
	if _, err := unpackChars(s[0].packed, s[0].size); err != nil {
		return err
	}
	if _, err := unpackWords(s[1].packed, s[1].size); err != nil {
		return err
	}
	_, err = unpackSeams(s[2].packed, s[2].size)
	return err
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
