package pdf

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
)

// minWhite is the advance, in font sizes, from which a glyph without ink and
// without text is a space. Joiners and controls hardly move the pen.
const minWhite = 0.1

const maxCoordinate = 1e7 // points; glyphs beyond are nowhere

// pen is what the glyphs of a string have in common: the state of text and the
// directions of the text matrix, which painting does not change.
type pen struct {
	*stance
	in     *interpreter
	s      *state
	t      *textObject
	mark   mark
	flags  page.GlyphFlags
	hidden bool // nothing of its glyphs is seen
}

// stance is how glyphs stand on the page, wherever they do. Strings by the thousand
// share one.
type stance struct {
	of       upon
	turn     matrix // ems to page space, but for the place
	size     float64
	angle    float64
	stride   float64 // length of an em along the line, points
	mirrored bool
}

// upon is what a stance depends on.
type upon struct {
	font        *font.Font
	size, scale float64
	text, user  [4]float64 // directions of the text matrix and of user space
}

func newStance(u upon) stance {
	x, y := u.text, u.user
	m := matrix{u.size * u.scale, 0, 0, u.size}.mul(matrix{x[0], x[1], x[2], x[3]}).mul(matrix{y[0], y[1], y[2], y[3]})
	st := stance{of: u, turn: m, size: math.Hypot(m[2], m[3]) * u.font.Em(), angle: degrees(m[0], m[1]), stride: math.Hypot(m[0], m[1])}
	if m.det() < 0 && !u.font.Mirrored() {
		st.mirrored = true
		if m[0] < 0 && math.Abs(m[1]) < -m[0]*1e-3 { // mirrored along the line: the line itself is upright
			st.angle = 0
		}
	}
	return st
}

// newPen is for strings that follow each other with nothing but moves between.
func (in *interpreter) newPen(s *state, t *textObject) pen {
	p := pen{in: in, s: s, t: t}
	if s.font == nil {
		return p
	}
	if n := len(in.marks); n > 0 {
		p.mark = in.marks[n-1]
	}
	if p.stand(); p.mirrored {
		p.flags |= page.Mirrored
	}
	if p.mark.reversed {
		p.flags |= page.Reversed
	}
	if p.hidden = !s.paints(); p.hidden {
		p.flags |= page.Hidden
	}
	return p
}

// stand takes the stance of the strings before, if it is the same.
func (p *pen) stand() {
	u := upon{p.s.font, p.s.size, p.s.scale, [4]float64(p.t.m[:4]), [4]float64(p.s.ctm[:4])}
	if u != p.in.stance.of {
		p.in.stance = newStance(u)
	}
	p.stance = &p.in.stance
}

// at maps ems to page space where the pen stands: the product of size and rise, text
// matrix and user space of ISO 32000-1 §9.4.4.
func (p *pen) at() matrix {
	m, c := &p.t.m, &p.s.ctm
	x, y := p.s.rise*m[2]+m[4], p.s.rise*m[3]+m[5]
	trm := p.turn
	trm[4], trm[5] = x*c[0]+y*c[2]+c[4], x*c[1]+y*c[3]+c[5]
	return trm
}

// show paints a string, ISO 32000-1 §9.4.4.
func (p *pen) show(b []byte) {
	in, s, t := p.in, p.s, p.t
	if s.font == nil || in.full {
		return
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
			mute := *c
			mute.Text, mute.Filler = "", false
			c = &mute
		}
		extra := s.char
		if c.Space {
			extra += s.word
		}
		trm := p.at()
		switch {
		case vertical:
			p.glyph(c, matrix{1, 0, 0, 1, -c.Vertical.X / 1000, -c.Vertical.Y / 1000}.mul(trm))
			t.advance(s, c.Vertical.Advance/1000*s.size+extra)
			continue
		case c.Text == "" && !s.type3.IsNull():
			painted := in.proc(s, t, c, trm)
			p.stand() // what the glyph is made of stands otherwise
			if !painted {
				p.glyph(c, trm)
			}
		default:
			p.glyph(c, trm)
			p.piece(c)
		}
		t.advance(s, c.Width/1000*s.size+extra)
	}
}

// glyph adds one glyph; trm maps ems to page space.
func (p *pen) glyph(c *font.Char, trm matrix) {
	in, s := p.in, p.s
	if p.mark.hidden {
		return
	}
	o := page.Point{X: trm[4], Y: trm[5]}
	if !(math.Abs(o.X) < maxCoordinate && math.Abs(o.Y) < maxCoordinate) { // NaN too
		return
	}
	in.page.Glyphs = append(in.page.Glyphs, page.Glyph{
		Text: c.Text, Origin: o, Font: s.index, Code: c.Code, GID: c.GID, Span: p.mark.span,
		Form: c.Form, Evidence: c.Evidence, Conf: c.Conf, Flags: p.flags,
		Size: p.size, Angle: p.angle, Advance: p.stride * c.Width / 1000, Box: trm.box(c.Box),
	})
	g := &in.page.Glyphs[len(in.page.Glyphs)-1]
	if s.font.Vertical() {
		g.Advance = g.Size * math.Abs(c.Vertical.Advance) / 1000
	}
	// Nothing is drawn, and the pen moves on: the space of a font without a map.
	if c.Filler || c.Text == "" && c.Inked && c.Ink.Empty() && g.Advance > minWhite*g.Size {
		g.Flags |= page.Filler
	}
	clipped := s.clip.hides(g.Box)
	if clipped && !p.hidden {
		g.Flags |= page.Hidden | page.Clipped
	}
	if s.mode >= 4 {
		p.t.outline(g.Box, int32(len(in.page.Glyphs)-1), !p.hidden || clipped)
	}
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
