package pdf

import (
	"bytes"

	"github.com/paknevis/paknevis/repair/pdf/font"
)

// proc runs the content stream of a Type 3 glyph whose code says nothing, and
// reports whether it painted text. Most paint curves or a picture; they are
// glyphs of their own. ISO 32000-1 §9.6.5.
func (in *interpreter) proc(s *state, t *textObject, c *font.Char, trm matrix) bool {
	x := s.type3.Key("CharProcs").Key(s.font.GlyphName(c.Code))
	n := x.Object()
	if n == 0 || in.plain[n] || in.forms[n] || t.depth >= maxForms || !x.IsStream() {
		return false
	}
	data := in.data(x)
	if !bytes.Contains(data, []byte("Tj")) && !bytes.Contains(data, []byte("TJ")) && !bytes.Contains(data, []byte("Do")) {
		in.plain[n] = true
		return false
	}
	in.forms[n] = true
	defer delete(in.forms, n)
	inner := *s
	inner.ctm = matrix(s.font.Matrix()).mul(trm)
	inner.char, inner.word, inner.scale, inner.rise = 0, 0, 1, 0
	inner.font, inner.index = nil, -1
	before := len(in.page.Glyphs)
	in.run(data, t.res.within(s.type3.Key("Resources")), inner, t.depth+1)
	if len(in.page.Glyphs) == before {
		in.plain[n] = true
		return false
	}
	return true
}
