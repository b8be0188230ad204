package pdf

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

const maxAnnotations = 1 << 14 // of one page

// Flags of an annotation that keep it from the screen, ISO 32000-1 table 165.
const (
	annotationHidden = 1 << 1
	annotationNoView = 1 << 5
)

// annotations paints what lies on the page besides its content and shows text:
// free text, stamps, and the fields of forms with what was filled in. ISO
// 32000-1 §12.5.5.
func (in *interpreter) annotations(l leaf) {
	list := l.dict.Key("Annots")
	res := newResources(l.resources).within(in.f.resources)
	for i := range min(list.Len(), maxAnnotations) {
		if in.full {
			return
		}
		a := list.Index(i)
		rect, ok := rectOf(a.Key("Rect"))
		if !ok || !shown(a) || in.f.groups.off(a.Key("OC")) {
			continue
		}
		before := len(in.page.Glyphs)
		in.appear(appearance(a), rect, res)
		if !slices.ContainsFunc(in.page.Glyphs[before:], func(g page.Glyph) bool { return g.Text != "" }) {
			in.value(a, rect)
		}
	}
}

// appear fits the box of an appearance, as its matrix turns it, into a rectangle.
func (in *interpreter) appear(x object.Value, rect page.Rect, res *resources) {
	box, ok := rectOf(x.Key("BBox"))
	m := matrixOf(x.Key("Matrix"))
	if box = m.box(box); !ok || box.Empty() || !x.IsStream() || in.f.groups.off(x.Key("OC")) {
		return
	}
	w, h := rect.Width()/box.Width(), rect.Height()/box.Height()
	fit := matrix{w, 0, 0, h, rect.X0 - box.X0*w, rect.Y0 - box.Y0*h}
	in.form(x, res, newState(fit.mul(in.base), in.page.Box), 0)
}

// shown reports that an annotation is meant for the screen and always open.
func shown(a object.Value) bool {
	return a.Key("F").Int()&(annotationHidden|annotationNoView) == 0 && a.Key("Subtype").Name() != "Popup"
}

// appearance is the stream that paints an annotation, null if there is none.
func appearance(a object.Value) object.Value {
	n := a.Key("AP").Key("N")
	if n.IsDict() { // one for each state, as of a check box
		n = n.Key(a.Key("AS").Name())
	}
	return n
}
