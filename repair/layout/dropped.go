package layout

import (
	"math"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// Tolerances, tuned on no set: they follow from how such pages are made.
const (
	// twinOffset: the same glyph painted again within this part of the font size is
	// the second stroke of a fake bold or a shadow, not a second letter.
	twinOffset = 0.12
	// twinAdvance: ... and within this part of its own advance, so that two narrow letters stay two.
	twinAdvance = 0.5
	// offPage: how far outside of the page, in font sizes, ink may lie and still count.
	offPage = 1.5
	// visibleCell is the side in points of the cells that tell where visible text stands.
	visibleCell = 6
	// visibleWidest: so many cells at most tell of one glyph.
	visibleWidest = 100
	// visibleNear: hidden text so near to visible text, points, is its shadow.
	visibleNear = 2
)

// dropped marks the glyphs that do not count: off the page, painted twice, or
// hidden under visible text.
func (a *arranger) dropped() []bool {
	gs := a.page.Glyphs
	a.desk.drop = cleared(a.desk.drop, len(gs))
	a.desk.twins.reset(len(gs))
	hidden, shown := false, false
	for i := range gs {
		g := &gs[i]
		switch {
		case a.drops(i):
			a.desk.drop[i] = true
		case a.isHidden(i):
			hidden = true
		case a.isTwin(i):
			a.desk.drop[i] = true
		case g.Text != "" && !g.Has(page.Filler):
			shown = true
		}
	}
	if hidden && shown {
		a.dropShadows()
	}
	return a.desk.drop
}

// drops reports a glyph that counts nowhere.
func (a *arranger) drops(i int) bool {
	g := &a.page.Glyphs[i]
	if bad(g.Origin.X) || bad(g.Origin.Y) || bad(g.Advance) || bad(g.Size) {
		return true
	}
	// No layer of text over a picture is clipped.
	if !a.places.keeps(i) && a.isOut(g) {
		return true
	}
	return a.drawsControl(g)
}

func (a *arranger) isHidden(i int) bool {
	return a.page.Glyphs[i].Has(page.Hidden) && !a.places.keeps(i)
}

// isTwin reports a glyph that was painted before, at the same place.
func (a *arranger) isTwin(i int) bool {
	g := &a.page.Glyphs[i]
	d := min(twinOffset*g.Size, twinAdvance*g.Advance)
	if g.Advance <= markAdvance*g.Size {
		d = markAdvance * g.Size
	}
	return d > 0 && a.desk.twins.find(a.page.Glyphs, int32(i), d)
}

// dropShadows drops the hidden glyphs that lie under visible ones.
func (a *arranger) dropShadows() {
	gs, drop := a.page.Glyphs, a.desk.drop
	visible := a.visibleCells()
	for i := range gs {
		if drop[i] || !a.isHidden(i) {
			continue
		}
		g := &gs[i]
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

// visibleCells are the cells of visibleCell points in which visible text stands.
func (a *arranger) visibleCells() map[[2]int32]bool {
	visible := map[[2]int32]bool{}
	for i := range a.page.Glyphs {
		g := &a.page.Glyphs[i]
		if a.desk.drop[i] || a.isHidden(i) || g.Text == "" || g.Has(page.Filler) {
			continue
		}
		end := min(g.Box.X1, g.Box.X0+visibleWidest*visibleCell) + visibleCell
		for x := g.Box.X0; x < end; x += visibleCell {
			visible[[2]int32{int32(x / visibleCell), int32(g.Box.Center().Y / visibleCell)}] = true
		}
	}
	return visible
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
