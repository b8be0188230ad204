package pdf

import (
	"bytes"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const (
	maxImages = 1 << 14
	maxForms  = 16 // nested form XObjects and patterns
)

// paint runs a form XObject or notes an image, ISO 32000-1 §8.10 and §8.9.
func (in *interpreter) paint(x, res object.Value, s state, depth int) {
	if !x.IsStream() || in.f.groups.off(x.Key("OC")) {
		return
	}
	n := x.Object()
	if x.Key("Subtype").Name() == "Image" {
		in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: x.Key("Width").Int(), Height: x.Key("Height").Int(), Object: n})
		return
	}
	if x.Key("Subtype").Name() != "Form" {
		return
	}
	if depth >= maxForms || in.forms[n] {
		in.warn("form-loop", n, "a form paints itself or lies too deep; it was left out")
		return
	}
	in.forms[n] = true
	defer delete(in.forms, n)
	s.ctm = matrixOf(x.Key("Matrix")).mul(s.ctm)
	s.clip = s.clip.to(s.ctm, x.Key("BBox"))
	if r := x.Key("Resources"); r.IsDict() {
		res = r
	}
	in.run(in.data(x), res, s, depth+1)
}

// tile paints one cell of the tiling pattern that is the fill colour, once a
// page: the other cells repeat it. ISO 32000-1 §8.7.3.
func (in *interpreter) tile(s *state, depth int) {
	x := s.pattern
	n := x.Object()
	if !x.IsStream() || x.Key("PatternType").Int() != 1 || in.tiled[n] || depth >= maxForms {
		return
	}
	in.tiled[n] = true
	cell := newState(matrixOf(x.Key("Matrix")).mul(in.base), in.page.Box)
	in.run(in.data(x), x.Key("Resources"), cell, depth+1)
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
}

// inline passes over an inline image, ISO 32000-1 §8.9.7. Its data end at an
// EI between blanks that is followed by something that can be content.
func (in *interpreter) inline(lex *object.Lexer, s state) {
	dict := map[string]float64{}
	key := ""
	for {
		v, op, ok := lex.Next()
		if !ok || op == "EI" {
			return
		}
		if op == "ID" {
			break
		}
		if v.IsName() && key == "" {
			key = v.Name()
			continue
		}
		dict[key] = v.Float()
		key = ""
	}
	w, h := dict["W"]+dict["Width"], dict["H"]+dict["Height"]
	in.image(page.Image{Box: s.ctm.box(page.Rect{X1: 1, Y1: 1}), Width: int(min(w, 1e6)), Height: int(min(h, 1e6))})
	b := lex.Rest()
	for i := 1; ; {
		k := bytes.Index(b[min(i, len(b)):], []byte("EI"))
		if k < 0 {
			lex.Skip(len(b))
			return
		}
		k += i
		if blank(b[k-1]) && (k+2 >= len(b) || blank(b[k+2])) && printable(b[min(k+2, len(b)):min(k+34, len(b))]) {
			lex.Skip(k + 2)
			return
		}
		i = k + 2
	}
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func printable(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f || c < ' ' && !blank(c) {
			return false
		}
	}
	return true
}
