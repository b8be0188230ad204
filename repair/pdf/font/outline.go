package font

import (
	"encoding/binary"

	"github.com/go-text/typesetting/font/cff"
	ot "github.com/go-text/typesetting/font/opentype"

	"github.com/paknevis/paknevis/repair/page"
)

// Limits on outlines; letters of real fonts stay far below.
const (
	maxContours  = 256
	maxPoints    = 1 << 12
	maxParts     = 32 // of a glyph made of other glyphs
	maxPartDepth = 4
)

// Outline is the outline of a glyph: its contours in the order of the program, nil
// if the program is not in the file or keeps its outlines in another way than
// TrueType and CFF do.
func (f *Font) Outline(gid uint32) (cs []page.Contour) {
	f.once.Do(f.judge)
	if f.prog == nil || f.prog.outline == nil {
		return nil
	}
	guard(func() {
		f.mu.Lock() // outlines are read through buffers of the program
		defer f.mu.Unlock()
		cs = f.prog.outline(gid)
	})
	return cs
}

// pen gathers the contours of one glyph. Control points stand for the curves.
type pen struct {
	k              float64 // font units to 1/1000 em
	cs             []page.Contour
	open           bool
	x0, y0, x, y   float64
	points, budget int
}

func (p *pen) move(x, y float64) {
	p.close()
	x, y = x*p.k, y*p.k
	if len(p.cs) < maxContours {
		p.cs = append(p.cs, page.Contour{Box: page.Rect{X0: x, Y0: y, X1: x, Y1: y}, Path: []page.Point{{X: x, Y: y}}})
		p.open = true
		p.x0, p.y0, p.x, p.y = x, y, x, y
	}
}

func (p *pen) line(x, y float64) {
	if p.points++; !p.open || p.points > maxPoints {
		return
	}
	x, y = x*p.k, y*p.k
	c := &p.cs[len(p.cs)-1]
	c.Area += (p.x*y - x*p.y) / 2
	c.Box = page.Rect{X0: min(c.Box.X0, x), Y0: min(c.Box.Y0, y), X1: max(c.Box.X1, x), Y1: max(c.Box.Y1, y)}
	c.Path = append(c.Path, page.Point{X: x, Y: y})
	p.x, p.y = x, y
}

func (p *pen) close() {
	if p.open {
		c := &p.cs[len(p.cs)-1]
		c.Area += (p.x*p.y0 - p.x0*p.y) / 2
		p.open = false
	}
}

// cffOutline reads the outlines of a CFF program.
func cffOutline(f *cff.CFF, em float64) func(uint32) []page.Contour {
	return func(gid uint32) []page.Contour {
		if int(gid) >= len(f.Charstrings) {
			return nil
		}
		segments, _, err := f.LoadGlyph(uint16(gid))
		if err != nil {
			return nil
		}
		p := pen{k: 1000 / em}
		for _, s := range segments {
			args := s.ArgsSlice()
			if s.Op == ot.SegmentOpMoveTo {
				p.move(float64(args[0].X), float64(args[0].Y))
				continue
			}
			for _, a := range args {
				p.line(float64(a.X), float64(a.Y))
			}
		}
		p.close()
		return p.cs
	}
}

// glyfTable reads outlines of a TrueType program (OpenType 1.9, glyf).
type glyfTable struct {
	glyf, loca []byte
	long       bool
}

// data is the description of a glyph, empty for one without ink.
func (t glyfTable) data(gid uint32) ([]byte, bool) {
	at := func(i uint32) (int64, bool) {
		if t.long {
			if k := int64(i) * 4; k+4 <= int64(len(t.loca)) {
				return int64(binary.BigEndian.Uint32(t.loca[k:])), true
			}
			return 0, false
		}
		if k := int64(i) * 2; k+2 <= int64(len(t.loca)) {
			return int64(binary.BigEndian.Uint16(t.loca[k:])) * 2, true
		}
		return 0, false
	}
	a, ok := at(gid)
	b, ok2 := at(gid + 1)
	if !ok || !ok2 || a > int64(len(t.glyf)) {
		return nil, false
	}
	if b <= a {
		return nil, true
	}
	return t.glyf[a:min(b, int64(len(t.glyf)))], true
}

func (t glyfTable) outline(em float64) func(uint32) []page.Contour {
	return func(gid uint32) []page.Contour {
		p := pen{k: 1000 / em, budget: maxParts}
		t.draw(&p, gid, [6]float64{1, 0, 0, 1, 0, 0}, 0)
		p.close()
		return p.cs
	}
}

// draw adds a glyph under a matrix of six numbers as in PDF.
func (t glyfTable) draw(p *pen, gid uint32, m [6]float64, depth int) {
	b, ok := t.data(gid)
	if !ok || len(b) < 10 || depth > maxPartDepth {
		return
	}
	if n := int(int16(binary.BigEndian.Uint16(b))); n >= 0 {
		drawSimple(p, b[10:], n, m)
		return
	}
	t.drawParts(p, b[10:], m, depth)
}

// Flags of points and of parts.
const (
	pointXShort, pointYShort, pointRepeat, pointXSame, pointYSame = 0x02, 0x04, 0x08, 0x10, 0x20

	partWords, partXY, partScale, partMore, partXYScale, partTwoByTwo = 0x01, 0x02, 0x08, 0x20, 0x40, 0x80
)

func drawSimple(p *pen, b []byte, n int, m [6]float64) {
	if n > maxContours || len(b) < 2*n+2 || n == 0 {
		return
	}
	ends := b[:2*n]
	points := int(binary.BigEndian.Uint16(ends[2*n-2:])) + 1
	b = b[2*n:]
	skip := 2 + int(binary.BigEndian.Uint16(b)) // instructions
	if points > maxPoints || skip > len(b) {
		return
	}
	b = b[skip:]
	flags := make([]byte, 0, points)
	for len(flags) < points && len(b) > 0 {
		f := b[0]
		b = b[1:]
		flags = append(flags, f)
		if f&pointRepeat != 0 && len(b) > 0 {
			for r := int(b[0]); r > 0 && len(flags) < points; r-- {
				flags = append(flags, f)
			}
			b = b[1:]
		}
	}
	axis := func(short, same byte) []float64 {
		out := make([]float64, len(flags))
		v := 0
		for i, f := range flags {
			switch {
			case f&short != 0 && len(b) > 0:
				d := int(b[0])
				b = b[1:]
				if f&same == 0 {
					d = -d
				}
				v += d
			case f&short == 0 && f&same == 0 && len(b) > 1:
				v += int(int16(binary.BigEndian.Uint16(b)))
				b = b[2:]
			}
			out[i] = float64(v)
		}
		return out
	}
	xs := axis(pointXShort, pointXSame)
	ys := axis(pointYShort, pointYSame)
	from := 0
	for i := range n {
		to := int(binary.BigEndian.Uint16(ends[2*i:])) + 1
		for j := from; j < to && j < len(xs); j++ {
			x, y := m[0]*xs[j]+m[2]*ys[j]+m[4], m[1]*xs[j]+m[3]*ys[j]+m[5]
			if j == from {
				p.move(x, y)
			} else {
				p.line(x, y)
			}
		}
		from = max(from, to)
	}
}

// drawParts adds a glyph made of others. Parts that are fitted point to point are
// left where they are: the boxes then are off by a little.
func (t glyfTable) drawParts(p *pen, b []byte, m [6]float64, depth int) {
	i16 := func(k int) float64 { return float64(int16(binary.BigEndian.Uint16(b[k:]))) }
	for len(b) >= 4 {
		if p.budget--; p.budget < 0 {
			return
		}
		flags, gid := binary.BigEndian.Uint16(b), uint32(binary.BigEndian.Uint16(b[2:]))
		b = b[4:]
		part := [6]float64{1, 0, 0, 1, 0, 0}
		size := 2
		if flags&partWords != 0 {
			size = 4
		}
		if len(b) < size {
			return
		}
		if flags&partXY != 0 {
			if size == 4 {
				part[4], part[5] = i16(0), i16(2)
			} else {
				part[4], part[5] = float64(int8(b[0])), float64(int8(b[1]))
			}
		}
		b = b[size:]
		const unit = 1 << 14 // F2DOT14
		switch {
		case flags&partScale != 0 && len(b) >= 2:
			part[0] = i16(0) / unit
			part[3] = part[0]
			b = b[2:]
		case flags&partXYScale != 0 && len(b) >= 4:
			part[0], part[3] = i16(0)/unit, i16(2)/unit
			b = b[4:]
		case flags&partTwoByTwo != 0 && len(b) >= 8:
			part[0], part[1], part[2], part[3] = i16(0)/unit, i16(2)/unit, i16(4)/unit, i16(6)/unit
			b = b[8:]
		}
		t.draw(p, gid, [6]float64{
			part[0]*m[0] + part[1]*m[2], part[0]*m[1] + part[1]*m[3],
			part[2]*m[0] + part[3]*m[2], part[2]*m[1] + part[3]*m[3],
			part[4]*m[0] + part[5]*m[2] + m[4], part[4]*m[1] + part[5]*m[3] + m[5],
		}, depth+1)
		if flags&partMore == 0 {
			return
		}
	}
}
