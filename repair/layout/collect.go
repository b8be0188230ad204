package layout

import (
	"math"
	"strings"

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
	// twinOffset: the same glyph painted again within this part of the font size is
	// the second stroke of a fake bold or a shadow, not a second letter.
	twinOffset = 0.12
	// twinAdvance: ... and within this part of its own advance, so that two narrow letters stay two.
	twinAdvance = 0.5
	// offPage: how far outside of the page, in font sizes, ink may lie and still count.
	offPage = 1.5
	// markAdvance: an unmapped glyph that moves the pen less than this part of the
	// font size is a mark.
	markAdvance = 0.05
	// uprightSlack: baselines within so many degrees of a right angle belong to it; a
	// scan lies skew by less.
	uprightSlack = 10
	// visibleCell is the side in points of the cells that tell where visible text stands.
	visibleCell = 6
	// visibleNear: hidden text so near to visible text, points, is its shadow.
	visibleNear = 2
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
	type sum struct {
		f          *frame
		diff, wide float64
	}
	sums := map[int]*sum{}
	angleOf := func(g *page.Glyph) float64 {
		if g.Has(page.Mirrored) && direction(g.Angle) == 180 {
			return g.Angle - 180 // the mirror turns the pen, not the reader
		}
		return g.Angle
	}
	// Most glyphs have the angle of the one before.
	last, at := math.NaN(), (*sum)(nil)
	of := func(g *page.Glyph) *sum {
		if angle := angleOf(g); angle != last {
			d := direction(angle)
			if last, at = angle, sums[d]; at == nil {
				at = &sum{f: &frame{angle: float64(d)}}
				sums[d] = at
				a.frames = append(a.frames, at.f)
			}
		}
		return at
	}
	kept, hidden := 0, false
	for i := range a.page.Glyphs {
		if drop[i] {
			continue
		}
		kept++
		g := &a.page.Glyphs[i]
		hidden = hidden || g.Has(page.Hidden)
		s := of(g)
		w := math.Max(g.Advance, 0.1)
		if last != 0 {
			s.diff += (math.Mod(last-float64(direction(last))+540, 360) - 180) * w
		}
		s.wide += w
	}
	for _, s := range sums {
		s.f.angle += s.diff / s.wide
		s.f.sin, s.f.cos = math.Sincos(s.f.angle * math.Pi / 180)
	}
	spans, bases := a.wholeSpans(drop)
	restated := a.restate()
	// The units, their glyphs and their letters lie in three rows.
	a.room.units, a.room.glyphs = sized(a.room.units, kept), sized(a.room.glyphs, kept)
	a.room.letters, a.room.refs = sized(a.room.letters, kept+kept/8), sized(a.room.refs, kept)
	units, glyphs, letters := a.room.units, a.room.glyphs, a.room.letters[:0]
	if len(a.frames) == 1 {
		a.frames[0].units = a.room.refs[:0]
	}
	for i := range a.page.Glyphs {
		if drop[i] {
			continue
		}
		g := &a.page.Glyphs[i]
		f := of(g).f
		text, displaced := restated[int32(i)]
		if !displaced {
			text = standing(g.Text, g)
		}
		if s := g.Span; !displaced && s > 0 && int(s) <= len(spans) && spans[s-1] != nil {
			u := spans[s-1]
			if len(u.glyphs) == 0 {
				u.span, u.font = true, g.Font
				f.units = append(f.units, u)
				a.take(u, f, g, int32(i), true)
			} else {
				a.take(u, f, g, int32(i), false)
			}
			if bases[s-1] == int32(i) {
				u.stand(f, g)
			}
			continue
		}
		if g.Text == "" && !displaced && g.Advance <= markAdvance*g.Size && g.Box.Empty() {
			continue // neither seen nor named nor moving the pen: a joiner or a direction mark
		}
		u := &units[0]
		units = units[1:]
		*u = unit{key: key{g.Font, g.Code}, font: g.Font, form: g.Form, conf: g.Conf, glyphs: glyphs[:0:1]}
		glyphs = glyphs[1:]
		if g.GID != 0 {
			u.key.code = g.GID
		}
		a.take(u, f, g, int32(i), true)
		var form script.Form
		from := len(letters)
		if letters, form = fold(text, int32(i), letters); u.form == script.FormUnknown {
			u.form = form
		}
		u.text = letters[from:len(letters):len(letters)]
		if displaced && len(u.text) == 0 {
			continue // it is part of what a neighbour stands for
		}
		u.span = displaced
		u.settle(g)
		f.units = append(f.units, u)
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

// dropped marks the glyphs that do not count: off the page, painted twice, or
// hidden under visible text.
func (a *arranger) dropped() []bool {
	gs := a.page.Glyphs
	a.desk.drop = cleared(a.desk.drop, len(gs))
	drop, seen := a.desk.drop, &a.desk.twins
	seen.reset(len(gs))
	hidden, shown := 0, 0
	for i := range gs {
		g := &gs[i]
		if bad(g.Origin.X) || bad(g.Origin.Y) || bad(g.Advance) || bad(g.Size) {
			drop[i] = true
			continue
		}
		kept := a.places.keeps(i)
		if !kept && a.isOff(g) {
			drop[i] = true
			continue
		}
		if g.Has(page.Clipped) && !kept { // no layer of text over a picture is made so
			drop[i] = true
			continue
		}
		if a.drawsControl(g) {
			drop[i] = true
			continue
		}
		if g.Has(page.Hidden) && !kept {
			hidden++
			continue
		}
		d := min(twinOffset*g.Size, twinAdvance*g.Advance)
		if g.Advance <= markAdvance*g.Size {
			d = markAdvance * g.Size
		}
		if d > 0 && seen.find(gs, int32(i), d) {
			drop[i] = true
			continue
		}
		if g.Text != "" && !g.Has(page.Filler) {
			shown++
		}
	}
	if hidden == 0 || shown == 0 {
		return drop
	}
	visible := map[[2]int32]bool{}
	for i := range gs {
		if g := &gs[i]; !drop[i] && (!g.Has(page.Hidden) || a.places.keeps(i)) && g.Text != "" && !g.Has(page.Filler) {
			for x := g.Box.X0; x < g.Box.X1+visibleCell; x += visibleCell {
				visible[[2]int32{int32(x / visibleCell), int32(g.Box.Center().Y / visibleCell)}] = true
				if x > g.Box.X0+100*visibleCell {
					break
				}
			}
		}
	}
	for i := range gs {
		if g := &gs[i]; g.Has(page.Hidden) && !drop[i] && !a.places.keeps(i) {
			if i > 0 && !standsAlone(g) && gs[i-1].Has(page.Hidden) && !gs[i-1].Has(page.Filler) {
				drop[i] = drop[i-1] // a mark goes with its letter
				continue
			}
			c := g.Box.Center()
			for _, dy := range [3]float64{0, visibleNear, -visibleNear} { // it may lie across the edge of a cell
				drop[i] = drop[i] || visible[[2]int32{int32(c.X / visibleCell), int32((c.Y + dy) / visibleCell)}]
			}
		}
	}
	return drop
}

// drawsControl reports white that stands for nothing but controls: Skia paints the directional
// ones with the glyph of the space, at one place with the space that parts the words, and
// says in an ActualText which of both each of them is.
func (a *arranger) drawsControl(g *page.Glyph) bool {
	if !g.Has(page.Filler) || g.Span <= 0 || int(g.Span) > len(a.page.Spans) {
		return false
	}
	text := a.page.Spans[g.Span-1].Text
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return !isControl(r) })
}

func bad(x float64) bool { return !(math.Abs(x) <= 1e7) } // NaN too
