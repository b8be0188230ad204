package layout

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// frame is the text of one direction of writing, turned upright.
type frame struct {
	angle    float64 // degrees, counter-clockwise
	sin, cos float64
	units    []*unit
	regions  []region
}

// Tolerances of the collection, tuned on no set: they follow from how such pages are made.
const (
	// markAdvance: an unmapped glyph that moves the pen less than this part of the
	// font size is a mark.
	markAdvance = 0.05
	// uprightSlack: baselines within so many degrees of a right angle belong to it; a
	// scan lies skew by less.
	uprightSlack = 10
)

// direction is the group of an angle: right angles take in their neighbourhood,
// everything else goes by steps of five degrees.
func direction(angle float64) int {
	if angle == 0 {
		return 0
	}
	angle = math.Mod(math.Mod(angle, 360)+360, 360)
	if q := math.Round(angle/90) * 90; math.Abs(angle-q) <= uprightSlack {
		return int(q) % 360
	}
	return int(math.Round(angle/5)) * 5 % 360
}

// collect makes units of the glyphs that can be seen, by direction.
func (a *arranger) collect() {
	a.places = a.place()
	drop := a.dropped()
	frames := inclines{sums: map[int]*incline{}}
	kept, hidden := 0, false
	for i := range a.page.Glyphs {
		if drop[i] {
			continue
		}
		kept++
		g := &a.page.Glyphs[i]
		hidden = hidden || g.Has(page.Hidden)
		frames.add(g)
	}
	a.frames = frames.settled()
	c := collector{arranger: a, restated: a.restate()}
	c.spans, c.bases = a.wholeSpans(drop)
	// The units, their glyphs and their letters lie in three rows.
	a.room.units, a.room.glyphs = sized(a.room.units, kept), sized(a.room.glyphs, kept)
	a.room.letters, a.room.refs = sized(a.room.letters, kept+kept/8), sized(a.room.refs, kept)
	c.units, c.glyphs, c.letters = a.room.units, a.room.glyphs, a.room.letters[:0]
	if len(a.frames) == 1 {
		a.frames[0].units = a.room.refs[:0]
	}
	for i := range a.page.Glyphs {
		if !drop[i] {
			c.collect(frames.of(&a.page.Glyphs[i]).f, int32(i))
		}
	}
	for _, f := range a.frames {
		for _, u := range f.units {
			if u.span {
				u.alignSpan(a.page)
			}
		}
		level(f.units)
		nastaliq(f.units)
		a.joinDots(f)
		if !hidden {
			continue
		}
		a.joinStored(f)
		f.units = compact(f.units)
		a.joinNatural(f)
		f.units = compact(f.units)
	}
}

// inclines are the frames of a page by the directions of its glyphs.
type inclines struct {
	sums   map[int]*incline
	frames []*frame
	last   float64 // angle of the glyph before, which most glyphs have
	at     *incline
}

// An incline is a frame and how far its glyphs turn from its direction, weighed by their
// advances.
type incline struct {
	f          *frame
	diff, wide float64
}

// of is the incline of a glyph.
func (n *inclines) of(g *page.Glyph) *incline {
	angle := g.Angle
	if g.Has(page.Mirrored) && direction(angle) == 180 {
		angle -= 180 // the mirror turns the pen, not the reader
	}
	if n.at != nil && angle == n.last {
		return n.at
	}
	d := direction(angle)
	if n.last, n.at = angle, n.sums[d]; n.at == nil {
		n.at = &incline{f: &frame{angle: float64(d)}}
		n.sums[d] = n.at
		n.frames = append(n.frames, n.at.f)
	}
	return n.at
}

// add weighs a glyph.
func (n *inclines) add(g *page.Glyph) {
	s := n.of(g)
	w := math.Max(g.Advance, 0.1)
	if n.last != 0 {
		s.diff += (math.Mod(n.last-float64(direction(n.last))+540, 360) - 180) * w
	}
	s.wide += w
}

// settled are the frames at the mean angles of their glyphs.
func (n *inclines) settled() []*frame {
	for _, s := range n.sums {
		s.f.angle += s.diff / s.wide
		s.f.sin, s.f.cos = math.Sincos(s.f.angle * math.Pi / 180)
	}
	return n.frames
}

// A collector makes units of glyphs.
type collector struct {
	*arranger
	spans    []*unit          // by span
	bases    []int32          // the glyph of each that tells its baseline
	restated map[int32]string // texts of the glyphs whose spans are displaced
	// What is left of the rows.
	units   []unit
	glyphs  []int32
	letters page.Text
}

// collect makes a unit of glyph i, or adds it to that of its span.
func (c *collector) collect(f *frame, i int32) {
	g := &c.page.Glyphs[i]
	text, displaced := c.restated[i]
	if !displaced {
		text = standing(g.Text, g)
	}
	if s := g.Span; !displaced && s > 0 && int(s) <= len(c.spans) && c.spans[s-1] != nil {
		c.addToSpan(f, i)
		return
	}
	if g.Text == "" && !displaced && g.Advance <= markAdvance*g.Size && g.Box.Empty() {
		return // neither seen nor named nor moving the pen: a joiner or a direction mark
	}
	u := c.newUnit(g)
	c.take(u, f, g, i, true)
	var form script.Form
	from := len(c.letters)
	if c.letters, form = fold(text, i, c.letters); u.form == script.FormUnknown {
		u.form = form
	}
	u.text = c.letters[from:len(c.letters):len(c.letters)]
	if displaced && len(u.text) == 0 {
		return // it is part of what a neighbour stands for
	}
	u.span = displaced
	u.settle(g)
	f.units = append(f.units, u)
}

// addToSpan adds glyph i to the unit of its span.
func (c *collector) addToSpan(f *frame, i int32) {
	g := &c.page.Glyphs[i]
	u := c.spans[g.Span-1]
	first := len(u.glyphs) == 0
	if first {
		u.span, u.font = true, g.Font
		f.units = append(f.units, u)
	}
	c.take(u, f, g, i, first)
	if c.bases[g.Span-1] == i {
		u.stand(f, g)
	}
}

// newUnit is the next unit of the row.
func (c *collector) newUnit(g *page.Glyph) *unit {
	u := &c.units[0]
	c.units = c.units[1:]
	*u = unit{key: key{g.Font, g.Code}, font: g.Font, form: g.Form, conf: g.Conf, glyphs: c.glyphs[:0:1]}
	c.glyphs = c.glyphs[1:]
	if g.GID != 0 {
		u.key.code = g.GID
	}
	return u
}

// take widens a unit by a glyph.
func (a *arranger) take(u *unit, f *frame, g *page.Glyph, at int32, first bool) {
	x, y := g.Origin.X*f.cos+g.Origin.Y*f.sin, -g.Origin.X*f.sin+g.Origin.Y*f.cos
	by := a.places.by(int(at))
	x += by
	x0, x1 := x, x+g.Advance
	if g.Has(page.Mirrored) {
		x0, x1 = x-g.Advance, x
	}
	if b := g.Box; g.Advance <= markAdvance*g.Size && b.X1 > b.X0 {
		// Nothing but the ink tells where a glyph without advance is.
		c := b.Center()
		cx := c.X*f.cos + c.Y*f.sin + by
		h := (b.Width()*math.Abs(f.cos) + b.Height()*math.Abs(f.sin)) / 2
		x0, x1 = cx-h, cx+h
	}
	if x1 < x0 {
		x0, x1 = x1, x0
	}
	if first {
		u.x0, u.x1, u.y, u.size = x0, x1, y, g.Size
		if u.size <= 0 {
			u.size = max(g.Box.Height(), 1)
		}
	} else {
		u.x0, u.x1 = min(u.x0, x0), max(u.x1, x1)
		u.conf = min(u.conf, g.Conf)
	}
	u.glyphs = append(u.glyphs, at)
}

// stand puts the unit on the baseline of a glyph.
func (u *unit) stand(f *frame, g *page.Glyph) {
	u.y = -g.Origin.X*f.sin + g.Origin.Y*f.cos
	if g.Size > 0 {
		u.size = g.Size
	}
}

// settle decides the role of a unit of one glyph.
func (u *unit) settle(g *page.Glyph) {
	all := func(is func(rune) bool) bool {
		for _, c := range u.text {
			if !is(c.R) {
				return false
			}
		}
		return len(u.text) > 0
	}
	switch {
	case all(func(r rune) bool { return r == zwnj }):
		u.role = joinerUnit
	case all(func(r rune) bool { return isSpace(r) || r == zwnj }):
		u.role = spaceUnit
	case len(u.text) == 0 && g != nil && g.Has(page.Filler):
		u.role = spaceUnit
	case all(isMark):
		u.role = markUnit
	case len(u.text) == 0 && g != nil && g.Advance <= markAdvance*g.Size:
		u.role = markUnit
	case len(u.text) == 0, all(func(r rune) bool { return r == tatweel || isMark(r) }):
		u.role = blankUnit
	}
	if len(u.text) == 2 && u.text[1].R == lam && isAlef(u.text[0].R) {
		// There is no alef-lam ligature: the map of a lam-alef was written in visual order.
		u.text[0], u.text[1] = u.text[1], u.text[0]
	}
}

func isAlef(r rune) bool { return r == alef || r == '\u0622' || r == '\u0623' || r == '\u0625' }

func compact(us []*unit) []*unit {
	kept := us[:0]
	for _, u := range us {
		if u != nil {
			kept = append(kept, u)
		}
	}
	return kept
}
