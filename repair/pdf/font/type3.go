package font

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/paknevis/paknevis/repair/page"
)

const (
	// maxProcHead is how many bytes of a glyph procedure are read: its first
	// operator states the metrics.
	maxProcHead = 256
	// minEm and maxEm bound the height of the ink of most letters in units of the
	// nominal size. Fonts of bitmaps (dvips, Ghostscript) count in pixels instead,
	// a hundred of them for a size of 1 or 0.1.
	minEm = 0.35
	maxEm = 3.0
)

// type3 scales the metrics of a Type 3 font, whose glyphs are content streams
// in a space of their own (ISO 32000-1 §9.6.5).
func (l *loader) type3(v value) {
	f := l.f
	f.embedded = true
	if m := v.Key("FontMatrix"); m.Len() == 6 {
		for i := range f.matrix {
			f.matrix[i] = m.Index(i).Float()
		}
	}
	sx, sy := f.matrix[0]*1000, f.matrix[3]*1000
	for c, w := range f.widths {
		f.widths[c] = w * sx
	}
	if b := rect(v.Key("FontBBox"), sx, sy); !b.Empty() && b.Y1 > 0 && b.Y1 <= maxMetric {
		f.ascent, f.descent = b.Y1, min(b.Y0, 0)
	}
	l.procs(v.Key("CharProcs"), sx, sy)
}

// procs reads the box that each glyph procedure states for its ink. The boxes
// together tell the size of the letters, whatever unit the font counts in.
func (l *loader) procs(procs value, sx, sy float64) {
	f := l.f
	f.boxes = map[uint32]page.Rect{}
	var tops, feet []float64
	for code, name := range f.names {
		if name == "" || name == ".notdef" {
			continue
		}
		p := procs.Key(name)
		if !p.IsStream() {
			continue
		}
		head, _ := p.Data(maxProcHead) // cut short on purpose
		b, ok := inkOf(head)
		if !ok {
			continue
		}
		b = page.Rect{X0: min(b.X0*sx, b.X1*sx), X1: max(b.X0*sx, b.X1*sx), Y0: min(b.Y0*sy, b.Y1*sy), Y1: max(b.Y0*sy, b.Y1*sy)}
		if b.Empty() {
			continue
		}
		f.boxes[uint32(code)] = b
		tops, feet = append(tops, b.Y1), append(feet, b.Y0)
	}
	if len(tops) == 0 {
		return
	}
	// Brackets, marks and swashes reach farther than letters: the outer tenth at
	// both ends does not count.
	slices.Sort(tops)
	slices.Sort(feet)
	top, foot := tops[len(tops)-1-len(tops)/10], feet[len(feet)/10]
	if em := (top - foot) / 1000; em > 0 && (em < minEm || em > maxEm) {
		f.em, f.ascent, f.descent = em, top, foot
	}
}

// inkOf is the box that the operator d1 states, in glyph space.
func inkOf(head []byte) (page.Rect, bool) {
	words := bytes.Fields(head)
	if len(words) < 7 || string(words[6]) != "d1" {
		return page.Rect{}, false
	}
	var n [6]float64
	for i := range n {
		x, err := strconv.ParseFloat(string(words[i]), 64)
		if err != nil || !(x > -maxMetric && x < maxMetric) {
			return page.Rect{}, false
		}
		n[i] = x
	}
	r := page.Rect{X0: min(n[2], n[4]), Y0: min(n[3], n[5]), X1: max(n[2], n[4]), Y1: max(n[3], n[5])}
	return r, !r.Empty()
}

// Em is the height of the letters in units of the nominal font size: 1 unless a
// Type 3 font counts in units of its own.
func (f *Font) Em() float64 {
	if f.em > 0 {
		return f.em
	}
	return 1
}

// Mirrored reports a Type 3 font whose matrix turns its glyphs over. Its text stands
// upright either way: the text matrix turns it back, or the glyphs are drawn upside
// down in their own space, as Skia does.
func (f *Font) Mirrored() bool { return f.matrix[0]*f.matrix[3]-f.matrix[1]*f.matrix[2] < 0 }

// CharBox is the ink of a character in 1/1000 of the nominal font size, with
// the pen at the origin; false if the file does not tell.
func (f *Font) CharBox(c *Char) (page.Rect, bool) {
	if f.boxes != nil {
		r, ok := f.boxes[c.Code]
		return r, ok
	}
	if c.GID == 0 {
		return page.Rect{}, false
	}
	return f.GlyphBox(c.GID)
}
