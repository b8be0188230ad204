package pdf

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// clip is a box around what the clipping path lets through, in page space. It
// is never smaller than the path: text is not called hidden unless it is.
type clip struct {
	box  page.Rect
	none bool // nothing is let through
}

// within narrows the clip, ISO 32000-1 §8.5.4.
func (c clip) within(r page.Rect) clip {
	b := page.Rect{X0: max(c.box.X0, r.X0), Y0: max(c.box.Y0, r.Y0), X1: min(c.box.X1, r.X1), Y1: min(c.box.Y1, r.Y1)}
	return clip{b, c.none || b.X0 > b.X1 || b.Y0 > b.Y1}
}

// to narrows the clip to the BBox of a form.
func (c clip) to(m matrix, box object.Value) clip {
	if box.Len() != 4 {
		return c
	}
	a, b := box.Index(0).Float(), box.Index(1).Float()
	x, y := box.Index(2).Float(), box.Index(3).Float()
	return c.within(m.box(page.Rect{X0: min(a, x), Y0: min(b, y), X1: max(a, x), Y1: max(b, y)}))
}

// hides reports that no part of a box is let through.
func (c clip) hides(b page.Rect) bool {
	return c.none || b.X1 < c.box.X0 || b.Y1 < c.box.Y0 || b.X0 > c.box.X1 || b.Y0 > c.box.Y1
}

// path is the current path as far as clipping needs it: the box around its
// points, which holds its curves too; and the straight lines in it.
type path struct {
	box   page.Rect
	begun bool
	clips bool
	drawn strokes
}

func (p *path) add(q page.Point) {
	if math.IsNaN(q.X) || math.IsNaN(q.Y) {
		return
	}
	if !p.begun {
		p.box, p.begun = page.Rect{X0: q.X, Y0: q.Y, X1: q.X, Y1: q.Y}, true
		return
	}
	p.box.X0, p.box.Y0 = min(p.box.X0, q.X), min(p.box.Y0, q.Y)
	p.box.X1, p.box.Y1 = max(p.box.X1, q.X), max(p.box.Y1, q.Y)
}

func (p *path) points(m *matrix, args []object.Operand) {
	for i := 0; i+1 < len(args); i += 2 {
		p.add(m.apply(args[i].Float(), args[i+1].Float()))
	}
}

func (p *path) rectangle(m *matrix, args []object.Operand) {
	if len(args) < 4 {
		return
	}
	x, y, w, h := args[0].Float(), args[1].Float(), args[2].Float(), args[3].Float()
	var qs [4]page.Point
	for i, c := range [...][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}} {
		qs[i] = m.apply(c[0], c[1])
		p.add(qs[i])
	}
	p.drawn.rectangle(qs[0], qs[1], qs[2], qs[3])
}

// end closes the path at its painting operator, at which a clip takes effect.
func (p *path) end(s *state) {
	if p.clips && p.begun {
		s.clip = s.clip.within(p.box)
	}
	*p = path{drawn: strokes{lines: p.drawn.lines[:0], boxes: p.drawn.boxes[:0]}}
}

// outlines are glyphs that clip what is painted after them, ISO 32000-1 §9.3.6.
type outlines struct {
	box    page.Rect
	glyphs []int32 // those that are not painted themselves
}

// outline notes a glyph of the text object that clips.
func (t *textObject) outline(box page.Rect, glyph int32, painted bool) {
	if t.out == nil {
		t.out = &outlines{box: box}
	}
	b := &t.out.box
	b.X0, b.Y0 = min(b.X0, box.X0), min(b.Y0, box.Y0)
	b.X1, b.Y1 = max(b.X1, box.X1), max(b.Y1, box.Y1)
	if !painted {
		t.out.glyphs = append(t.out.glyphs, glyph)
	}
}

// clip takes effect at the end of the text object.
func (t *textObject) clip(s *state) {
	if t.out != nil {
		s.clip, s.outlines = s.clip.within(t.out.box), t.out
		t.out = nil
	}
}

// reveal shows the glyphs that clip: something is painted through them.
func (in *interpreter) reveal(s *state) {
	if s.outlines == nil {
		return
	}
	for _, i := range s.outlines.glyphs {
		in.page.Glyphs[i].Flags &^= page.Hidden
	}
	s.outlines.glyphs = nil // saved states share them
}
