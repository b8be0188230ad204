package font

import (
	"encoding/binary"

	"github.com/go-text/typesetting/font/cff"
	ot "github.com/go-text/typesetting/font/opentype"

	"github.com/paknevis/paknevis/repair/page"
)

// readCFF reads a bare CFF program (FontFile3). Outlines and glyph names come
// from the library; the encoding, and the charset of a CID-keyed program, it
// keeps to itself, so they are read here (Adobe Technical Note 5176).
func readCFF(data []byte) *program {
	f, err := cff.Parse(data)
	if err != nil || len(f.Charstrings) == 0 {
		return nil
	}
	p := &program{em: 1000, glyphs: min(len(f.Charstrings), maxGlyphs)}
	c := cffReader{b: data}
	top := c.top()
	if m, ok := top[opFontMatrix]; ok && len(m) == 6 && m[0] > 1e-6 {
		p.em = 1 / m[0]
	}
	_, p.cidKeyed = top[opROS]
	if p.cidKeyed {
		p.cidToGID = map[uint32]uint32{}
		if off, ok := top[opCharset]; ok && len(off) == 1 && off[0] > 2 {
			for gid, cid := range c.charset(int(off[0]), p.glyphs) {
				p.cidToGID[cid] = uint32(gid)
			}
		} else {
			for g := range p.glyphs {
				p.cidToGID[uint32(g)] = uint32(g)
			}
		}
	} else {
		names := make(map[uint32]string, p.glyphs)
		for g := range p.glyphs {
			if n := f.GlyphName(ot.GID(g)); n != "" && n != ".notdef" && len(n) <= maxNameLength {
				names[uint32(g)] = n
			}
		}
		p.setNames(names)
		off := 0
		if v, ok := top[opEncoding]; ok && len(v) == 1 {
			off = int(v[0])
		}
		switch off {
		case 0:
			p.builtin = map[uint32]uint32{}
			for code, n := range standardEncoding() {
				if g, ok := p.byName[n]; ok && n != "" {
					p.builtin[uint32(code)] = g
				}
			}
		case 1: // the expert encoding: old-style figures and fractions, told by their names alone
		default:
			p.builtin = c.encoding(off)
		}
	}
	em := p.em
	p.outline = cffOutline(f, em)
	p.bounds = func(gid uint32) (r page.Rect, ok bool) {
		defer func() {
			if recover() != nil {
				r, ok = page.Rect{}, false
			}
		}()
		if int(gid) >= len(f.Charstrings) {
			return page.Rect{}, false
		}
		segments, b, err := f.LoadGlyph(uint16(gid))
		if err != nil {
			return page.Rect{}, false
		}
		if len(segments) == 0 {
			return page.Rect{}, true
		}
		k := 1000 / em
		return page.Rect{X0: b.Min.X * k, Y0: b.Min.Y * k, X1: b.Max.X * k, Y1: b.Max.Y * k}, true
	}
	return p
}

// Operators of a Top DICT; two-byte operators have 12 in the high byte.
const (
	opCharset    = 15
	opEncoding   = 16
	opFontMatrix = 12<<8 | 7
	opROS        = 12<<8 | 30
)

type cffReader struct{ b []byte }

func (c cffReader) u8(i int) int {
	if i < 0 || i >= len(c.b) {
		return 0
	}
	return int(c.b[i])
}

func (c cffReader) u16(i int) int { return c.u8(i)<<8 | c.u8(i+1) }

// index reads the head of an INDEX and returns the bounds of its items and
// where it ends.
func (c cffReader) index(at int) (bounds []int, end int) {
	n := c.u16(at)
	if n == 0 {
		return nil, at + 2
	}
	size := c.u8(at + 2)
	if size < 1 || size > 4 || at+3+(n+1)*size > len(c.b) {
		return nil, len(c.b)
	}
	base := at + 3 + (n+1)*size - 1
	for i := range n + 1 {
		v := 0
		for k := range size {
			v = v<<8 | c.u8(at+3+i*size+k)
		}
		bounds = append(bounds, min(base+v, len(c.b)))
	}
	return bounds, bounds[n]
}

// top reads the operands of the first Top DICT.
func (c cffReader) top() map[int][]float64 {
	_, at := c.index(c.u8(2))
	bounds, _ := c.index(at)
	if len(bounds) < 2 || bounds[1] < bounds[0] {
		return nil
	}
	out := map[int][]float64{}
	var args []float64
	for i := bounds[0]; i < bounds[1]; {
		v := c.u8(i)
		i++
		switch {
		case v == 12:
			out[12<<8|c.u8(i)] = args
			args = nil
			i++
		case v <= 21:
			out[v] = args
			args = nil
		case v == 28:
			args = append(args, float64(int16(c.u16(i))))
			i += 2
		case v == 29:
			args = append(args, float64(int32(c.u16(i)<<16|c.u16(i+2))))
			i += 4
		case v == 30:
			var f float64
			f, i = c.real(i)
			args = append(args, f)
		case v >= 32 && v <= 246:
			args = append(args, float64(v-139))
		case v >= 247 && v <= 250:
			args = append(args, float64((v-247)*256+c.u8(i)+108))
			i++
		case v >= 251 && v <= 254:
			args = append(args, float64(-(v-251)*256-c.u8(i)-108))
			i++
		}
		if len(args) > 64 {
			return out
		}
	}
	return out
}

// real reads a number of packed decimal digits.
func (c cffReader) real(i int) (float64, int) {
	mantissa, scale, exp, sign, expSign := 0.0, 0, 0, 1.0, 1
	inFraction, inExp := false, false
	for ; i < len(c.b); i++ {
		for _, d := range []int{c.u8(i) >> 4, c.u8(i) & 15} {
			switch {
			case d <= 9 && inExp:
				exp = min(exp*10+d, 300)
			case d <= 9:
				mantissa = mantissa*10 + float64(d)
				if inFraction {
					scale++
				}
			case d == 10:
				inFraction = true
			case d == 11, d == 12:
				inExp = true
				if d == 12 {
					expSign = -1
				}
			case d == 14:
				sign = -1
			case d == 15:
				return sign * mantissa * pow10(expSign*exp-scale), i + 1
			}
		}
	}
	return 0, i
}

func pow10(n int) float64 {
	v := 1.0
	for range min(max(n, -n), 308) {
		if n < 0 {
			v /= 10
		} else {
			v *= 10
		}
	}
	return v
}

// charset is the SID or CID of each glyph.
func (c cffReader) charset(at, glyphs int) []uint32 {
	out := make([]uint32, 1, glyphs)
	format := c.u8(at)
	for at++; len(out) < glyphs && at < len(c.b); {
		first := uint32(c.u16(at))
		at += 2
		left := 0
		switch format {
		case 1:
			left = c.u8(at)
			at++
		case 2:
			left = c.u16(at)
			at += 2
		}
		for k := 0; k <= left && len(out) < glyphs; k++ {
			out = append(out, first+uint32(k))
		}
	}
	return out
}

// encoding is the glyph of each code. Glyphs are listed in order from 1 on.
func (c cffReader) encoding(at int) map[uint32]uint32 {
	out := map[uint32]uint32{}
	n := c.u8(at + 1)
	switch c.u8(at) & 0x7f {
	case 0:
		for i := range n {
			out[uint32(c.u8(at+2+i))] = uint32(i + 1)
		}
	case 1:
		g := uint32(1)
		for i := range n {
			first, left := c.u8(at+2+2*i), c.u8(at+3+2*i)
			for k := 0; k <= left && first+k < 256; k++ {
				out[uint32(first+k)] = g
				g++
			}
		}
	}
	return out
}

// isType1 tells a Type 1 program from a CFF one that sits in the wrong key.
func isType1(b []byte) bool {
	return len(b) > 6 && (b[0] == '%' && b[1] == '!' || b[0] == 0x80 && b[1] == 1)
}

func isSFNT(b []byte) bool {
	if len(b) < 12 {
		return false
	}
	switch binary.BigEndian.Uint32(b) {
	case 0x00010000, 0x74727565, 0x4f54544f, 0x74746366: // 1.0, true, OTTO, ttcf
		return true
	}
	return false
}
