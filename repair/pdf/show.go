package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
)

// minWhite is the advance, in font sizes, from which a glyph without ink and
// without text is a space. Joiners and controls hardly move the pen.
const minWhite = 0.1

const maxCoordinate = 1e7 // points; glyphs beyond are nowhere

// show paints a string, ISO 32000-1 §9.4.4.
func (in *interpreter) show(s *state, t *textObject, b []byte) {
	if s.font == nil || in.full {
		return
	}
	var m mark
	if n := len(in.marks); n > 0 {
		m = in.marks[n-1]
	}
	vertical := s.font.Vertical()
	// Of an unknown font only ASCII is common ground. Codes of two bytes are no text.
	unread := s.index < 0 && slices.ContainsFunc(b, func(c byte) bool { return c < ' ' || c > '~' })
	for len(b) > 0 {
		c, n := s.font.Next(b)
		if n <= 0 {
			return
		}
		b = b[min(n, len(b)):]
		if len(in.page.Glyphs) >= maxGlyphs {
			in.full = true
			in.warn("too-many-glyphs", 0, "the page has more glyphs than are read")
			return
		}
		if unread {
			c.Text = ""
		}
		extra := s.char
		if c.Space {
			extra += s.word
		}
		trm := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(t.m).mul(s.ctm)
		if vertical {
			in.glyph(s, t, m, &c, matrix{1, 0, 0, 1, -c.Vertical.X / 1000, -c.Vertical.Y / 1000}.mul(trm), true)
			t.advance(s, c.Vertical.Advance/1000*s.size+extra)
			continue
		}
		if c.Text == "" && !s.type3.IsNull() && in.proc(s, t, &c, trm) {
			t.advance(s, c.Width/1000*s.size+extra)
			continue
		}
		in.glyph(s, t, m, &c, trm, false)
		t.advance(s, c.Width/1000*s.size+extra)
	}
}

// glyph adds one glyph; trm maps ems to page space.
func (in *interpreter) glyph(s *state, t *textObject, m mark, c *font.Char, trm matrix, vertical bool) {
	if m.hidden {
		return
	}
	o := trm.apply(0, 0)
	if !(math.Abs(o.X) < maxCoordinate && math.Abs(o.Y) < maxCoordinate) { // NaN too
		return
	}
	g := page.Glyph{
		Text: c.Text, Origin: o, Font: s.index, Code: c.Code, GID: c.GID, Span: m.span,
		Form: c.Form, Evidence: c.Evidence, Conf: c.Conf,
		Size: math.Hypot(trm[2], trm[3]) * s.font.Em(), Angle: degrees(trm[0], trm[1]),
	}
	g.Advance = math.Hypot(trm[0], trm[1]) * c.Width / 1000
	if vertical {
		g.Advance = g.Size * math.Abs(c.Vertical.Advance) / 1000
	}
	if trm.det() < 0 && !s.font.Mirrored() {
		g.Flags |= page.Mirrored
		if trm[0] < 0 && math.Abs(trm[1]) < -trm[0]*1e-3 { // mirrored along the line: the line itself is upright
			g.Angle = 0
		}
	}
	if m.reversed {
		g.Flags |= page.Reversed
	}
	if filler(c.Text) {
		g.Flags |= page.Filler
	}
	ink := c.Ink
	if c.Inked && ink.Empty() && c.Text == "" && g.Advance > minWhite*g.Size {
		g.Flags |= page.Filler // nothing is drawn, and the pen moves on: the space of a font without a map
	}
	if ink.Empty() {
		ink = page.Rect{X0: min(0, c.Width), Y0: s.font.Descent(), X1: max(0, c.Width), Y1: s.font.Ascent()}
	}
	g.Box = trm.box(page.Rect{X0: ink.X0 / 1000, Y0: ink.Y0 / 1000, X1: ink.X1 / 1000, Y1: ink.Y1 / 1000})
	painted, clipped := s.paints(), s.clip.hides(g.Box)
	switch {
	case !painted:
		g.Flags |= page.Hidden
	case clipped:
		g.Flags |= page.Hidden | page.Clipped
	}
	if s.mode >= 4 {
		t.outline(g.Box, int32(len(in.page.Glyphs)), painted || clipped)
	}
	in.page.Glyphs = append(in.page.Glyphs, g)
}

// paints reports that the text rendering mode leaves something to see, ISO
// 32000-1 table 106.
func (s *state) paints() bool {
	switch s.mode & 3 {
	case 0:
		return !s.clear[0]
	case 1:
		return !s.clear[1]
	case 2:
		return !s.clear[0] || !s.clear[1]
	}
	return false
}

func degrees(x, y float64) float64 {
	if y == 0 && x >= 0 {
		return 0
	}
	return math.Atan2(y, x) * 180 / math.Pi
}

// filler reports text that shows no ink by its own map.
func filler(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
	}) < 0
}
