package layout

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// maxSpanRunes bounds the text of one ActualText span.
const maxSpanRunes = 1 << 14

// wholeSpans makes a unit of every span whose glyphs stand side by side on one
// line. The text of a span is in logical order and is what the file says the glyphs
// mean (ISO 32000-1 §14.9.4), so it replaces theirs. A span that runs over several
// lines is no unit: its glyphs stand for themselves. The second result is the glyph
// of each span that tells its baseline: the widest letter, for a mark that is painted
// first stands above or below the line.
func (a *arranger) wholeSpans(drop []bool) ([]*unit, []int32) {
	type extent struct {
		x0, x1, y0, y1, size float64
		n                    int
		base                 int32
		width                float64
	}
	ext := make([]extent, len(a.page.Spans))
	for i := range a.page.Glyphs {
		g := &a.page.Glyphs[i]
		if g.Span <= 0 || int(g.Span) > len(ext) || drop[i] {
			continue
		}
		e := &ext[g.Span-1]
		if e.n == 0 {
			*e = extent{g.Origin.X, g.Origin.X, g.Origin.Y, g.Origin.Y, g.Size, 0, int32(i), -1}
		}
		if w := baseWidth(g); w > e.width {
			e.base, e.width = int32(i), w
		}
		e.x0, e.x1 = min(e.x0, g.Origin.X), max(e.x1, g.Origin.X)
		e.y0, e.y1 = min(e.y0, g.Origin.Y), max(e.y1, g.Origin.Y)
		e.n++
	}
	us, bases := make([]*unit, len(a.page.Spans)), make([]int32, len(a.page.Spans))
	for i, s := range a.page.Spans {
		e := ext[i]
		if e.n == 0 || utf8.RuneCountInString(s.Text) > maxSpanRunes {
			continue
		}
		// Upright and turned text alike: one of the extents is about the size of a letter.
		if math.Min(e.y1-e.y0, e.x1-e.x0) > e.size {
			continue
		}
		us[i], bases[i] = &unit{conf: 1}, e.base
		us[i].text, _ = fold(s.Text, page.Inferred, nil)
		us[i].settle(nil)
		if len(us[i].text) == 0 {
			us[i].role = markUnit // stands for nothing
		}
	}
	return us, bases
}

// baseWidth ranks the glyphs of a span by how likely each stands on the baseline:
// letters by their width, what a mark is made of last.
func baseWidth(g *page.Glyph) float64 {
	w := max(g.Advance, 0)
	if w <= markAdvance*g.Size {
		for _, r := range g.Text {
			if !isMark(r) {
				return max(w, markAdvance*g.Size)
			}
		}
	}
	return w
}

// alignSpan gives each code point of a span the glyph it most likely came from:
// letters and glyphs are walked in reading order, evenly where their numbers differ.
func (u *unit) alignSpan(p *page.Page) {
	gs := slices.Clone(u.glyphs)
	r, l := u.strength()
	slices.SortStableFunc(gs, func(i, j int32) int {
		d := p.Glyphs[i].Origin.X - p.Glyphs[j].Origin.X
		if r > l {
			d = -d
		}
		switch {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	// One letter and its marks: the span has the shape of the letter.
	letters := 0
	for _, i := range gs {
		if g := &p.Glyphs[i]; g.Advance > markAdvance*g.Size && !g.Has(page.Filler) {
			letters++
			u.form = g.Form
		}
	}
	if letters != 1 {
		u.form = script.FormUnknown
	}
	n := 0
	for _, c := range u.text {
		if !isMark(c.R) {
			n++
		}
	}
	k := -1
	for i, c := range u.text {
		if !isMark(c.R) || k < 0 {
			k++
		}
		u.text[i].From = gs[min(k*len(gs)/max(n, 1), len(gs)-1)]
	}
}
