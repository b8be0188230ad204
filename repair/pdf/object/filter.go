package object

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// maxFilters bounds the filters of one stream. Files have one, seldom two.
const maxFilters = 8

// ErrImageFilter says that the data of a stream is an encoded picture.
var ErrImageFilter = errors.New("encoded picture")

// Filters are the names of a stream's filters in the order of decoding.
func (v Value) Filters() []string {
	f := v.Key("Filter")
	if n := f.Name(); n != "" {
		return []string{n}
	}
	var out []string
	for i := range min(f.Len(), maxFilters) {
		out = append(out, f.Index(i).Name())
	}
	return out
}

// Data is the decoded content of a stream, at most max bytes. With an error
// the bytes before the fault are given.
func (v Value) Data(max int) ([]byte, error) {
	s, ok := v.data.(*stream)
	if !ok {
		return nil, errors.New("not a stream")
	}
	if n := v.Key("Filter").Len(); n > maxFilters {
		return nil, fmt.Errorf("%d filters, one behind the other: %w", n, ErrDamaged)
	}
	b := s.raw
	if s.open != nil {
		b = s.open(b)
	}
	params := v.Key("DecodeParms")
	var first error
	if s.cut {
		first = ErrCut
	}
	for i, f := range v.Filters() {
		p := params
		if params.IsArray() {
			p = params.Index(i)
		}
		var err error
		switch f {
		case "FlateDecode", "Fl":
			b, err = inflate(b, max)
			b = unpredict(b, p)
		case "LZWDecode", "LZW":
			early := 1
			if e := p.Key("EarlyChange"); e.IsNumber() {
				early = e.Int()
			}
			b, err = unLZW(b, early, max)
			b = unpredict(b, p)
		case "ASCIIHexDecode", "AHx":
			b = []byte((&Lexer{b: append([]byte{'<'}, b...)}).hex())
		case "ASCII85Decode", "A85":
			b = un85(b)
		case "RunLengthDecode", "RL":
			b, err = unRunLength(b, max)
		case "Crypt":
		default:
			return b[:min(len(b), max)], fmt.Errorf("filter %s: %w", f, ErrImageFilter)
		}
		if err != nil && first == nil {
			first = err
		}
	}
	if len(b) > max {
		b, first = b[:max], ErrDataLimit
	}
	return b, first
}

// ErrCut says that a file ends within the data of a stream.
var ErrCut = errors.New("cut short")

// ErrDataLimit says that there is more data than was asked for.
var ErrDataLimit = errors.New("decoded stream is longer than allowed")

// inflate keeps what came out before a fault; producers cut streams short.
func inflate(b []byte, max int) ([]byte, error) {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	if len(b) == 0 {
		return nil, nil
	}
	body := b
	if len(b) >= 2 && b[0]&15 == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 {
		body = b[2:]
	}
	out, err := unflate(body, max)
	if len(out) > max {
		return out[:max], ErrDataLimit
	}
	if len(out) == 0 && err != nil && len(b) > 2 && len(body) == len(b) { // a damaged header before a sound body
		out, err = unflate(b[2:], max)
		out = out[:min(len(out), max)]
	}
	return out, err
}

// inflaters are kept: each holds 50 kB.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

const (
	usualRatio = 8       // of text, 6 to 10; only memory hangs on it
	firstBytes = 1 << 16 // most bytes made room for before any was seen
)

// unflate gives at most one byte more than max.
func unflate(b []byte, max int) ([]byte, error) {
	r := inflaters.Get().(io.Reader)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(b), nil); err != nil {
		return nil, fmt.Errorf("inflating: %w", err)
	}
	out := make([]byte, 0, min(usualRatio*len(b)+bytes.MinRead, firstBytes))
	for len(out) <= max {
		if len(out) == cap(out) {
			out = slices.Grow(out, len(out))
		}
		n, err := r.Read(out[len(out):min(cap(out), max+1)])
		out = out[:len(out)+n]
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

func unLZW(b []byte, early, max int) ([]byte, error) {
	type entry struct {
		prev int
		n    int
		c    byte
	}
	table := make([]entry, 258, 4096)
	for i := range 256 {
		table[i] = entry{-1, 1, byte(i)}
	}
	var out []byte
	acc, bits, width, prev := 0, 0, 9, -1
	for _, c := range b {
		acc, bits = acc<<8|int(c), bits+8
		for bits >= width {
			code := acc >> (bits - width) & (1<<width - 1)
			bits -= width
			acc &= 1<<bits - 1
			switch {
			case code == 257:
				return out, nil
			case code == 256:
				table, width, prev = table[:258], 9, -1
				continue
			case code > len(table) || code == len(table) && prev < 0:
				return out, errors.New("lzw: bad code")
			}
			if prev >= 0 && len(table) < 4096 {
				k := code
				if code == len(table) {
					k = prev
				}
				for table[k].prev >= 0 {
					k = table[k].prev
				}
				table = append(table, entry{prev, table[prev].n + 1, table[k].c})
			}
			if code >= len(table) {
				return out, errors.New("lzw: bad code")
			}
			n := table[code].n
			if len(out)+n > max {
				return out, ErrDataLimit
			}
			out = append(out, make([]byte, n)...)
			for k, i := code, len(out)-1; k >= 0; k, i = table[k].prev, i-1 {
				out[i] = table[k].c
			}
			prev = code
			switch len(table) + early {
			case 512:
				width = 10
			case 1024:
				width = 11
			case 2048:
				width = 12
			}
		}
	}
	return out, nil
}

func un85(b []byte) []byte {
	var out []byte
	var v uint32
	n := 0
	b = bytes.TrimPrefix(bytes.TrimLeft(b, " \r\n\t\f\x00"), []byte("<~")) // the frame that the encoding has outside of PDF
	for _, c := range b {
		switch {
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c == '~':
			goto end
		case c >= '!' && c <= 'u':
			v = v*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
				v, n = 0, 0
			}
		}
	}
end:
	if n > 1 {
		for i := n; i < 5; i++ {
			v = v*85 + 84
		}
		out = append(out, []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8)}[:n-1]...)
	}
	return out
}

func unRunLength(b []byte, max int) ([]byte, error) {
	var out []byte
	for i := 0; i < len(b) && b[i] != 128; {
		n := int(b[i])
		i++
		if n < 128 {
			end := min(len(b), i+n+1)
			out = append(out, b[i:end]...)
			i = end
		} else if i < len(b) {
			out = append(out, bytes.Repeat(b[i:i+1], 257-n)...)
			i++
		}
		if len(out) > max {
			return out[:max], ErrDataLimit
		}
	}
	return out, nil
}
