package pdf

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const (
	maxImages = 1 << 14
	maxForms  = 16 // nested form XObjects and patterns
)

// paint runs a form XObject or notes an image, ISO 32000-1 §8.10 and §8.9.
func (in *interpreter) paint(x object.Value, res *resources, s state, depth int) {
	if !x.IsStream() || in.f.groups.off(x.Key("OC")) || in.hidden() {
		return
	}
	n := x.Object()
	if x.Key("Subtype").Name() == "Image" {
		in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: x.Key("Width").Int(), Height: x.Key("Height").Int(), Object: n})
		return
	}
	if x.Key("Subtype").Name() == "Form" {
		in.form(x, res, s, depth)
	}
}

// form runs a form XObject or the appearance of an annotation.
func (in *interpreter) form(x object.Value, res *resources, s state, depth int) {
	n := x.Object()
	if depth >= maxForms || in.forms[n] {
		in.warn("form-loop", n, "a form paints itself or lies too deep; it was left out")
		return
	}
	in.forms[n] = true
	defer delete(in.forms, n)
	s.ctm = matrixOf(x.Key("Matrix")).mul(s.ctm)
	s.clip = s.clip.to(s.ctm, x.Key("BBox"))
	in.run(in.data(x), res.within(x.Key("Resources")), s, depth+1)
}

// tile paints one cell of the tiling pattern that is the fill colour, once a
// page: the other cells repeat it. ISO 32000-1 §8.7.3.
func (in *interpreter) tile(s *state, res *resources, depth int) {
	x := s.pattern
	n := x.Object()
	if !x.IsStream() || x.Key("PatternType").Int() != 1 || in.hidden() || in.tiled[n] || depth >= maxForms {
		return
	}
	in.tiled[n] = true
	cell := newState(matrixOf(x.Key("Matrix")).mul(in.base), in.page.Box)
	in.run(in.data(x), res.within(x.Key("Resources")), cell, depth+1)
}

func matrixOf(v object.Value) matrix {
	if v.Len() != 6 {
		return identity
	}
	var a matrix
	for i := range a {
		a[i] = v.Index(i).Float()
	}
	return a
}

func (in *interpreter) image(i page.Image) {
	if len(in.page.Images) < maxImages {
		in.page.Images = append(in.page.Images, i)
	}
	in.rule(i.Box)
}
