package pdf

import (
	"github.com/paknevis/paknevis/repair/pdf/font"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// resources are those of a content stream, and those of the streams around it.
// A form should name all that it uses itself (ISO 32000-1 §7.8.3); files forget
// it, and readers look further out.
type resources struct {
	own   object.Value
	outer *resources
	fonts []knownFont
}

// knownFont is a font by the name it was found under.
type knownFont struct {
	name  string
	font  *font.Font
	index int32
	type3 object.Value
}

// maxKnownFonts: more names are looked up each time.
const maxKnownFonts = 16

func newResources(v object.Value) *resources { return &resources{own: v} }

// within are the resources of a form that is painted where r holds.
func (r *resources) within(v object.Value) *resources {
	if !v.IsDict() {
		return r
	}
	return &resources{own: v, outer: r}
}

// find is the object of a name in a category, null if there is none.
func (r *resources) find(category, name string) object.Value {
	for ; r != nil; r = r.outer {
		if v := r.own.Key(category).Key(name); !v.IsNull() {
			return v
		}
	}
	return object.Value{}
}
