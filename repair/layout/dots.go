package layout

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// joinDots gives the letters that a file names a dot by to the glyph it was painted with.
//
// Fonts draw some pairs of letters as the strokes of both in one glyph and their dots in
// glyphs of their own. Producers that name the glyphs of such a cluster one by one, in
// their order, call the strokes by the first letter and a dot by the second, so that a
// letter seems to hover over the line. Painted from left to right, the dots come first.
func (a *arranger) joinDots(f *frame) {
	gone := false
	for i, u := range f.units {
		if u == nil || !a.isDot(u) {
			continue
		}
		if b := a.dotted(f.units, i); b != nil {
			if a.isTanwin(u, b) {
				u.text = page.Text{{R: fathatan, From: u.text[0].From}}
			}
			b.text = append(b.text[:len(b.text):len(b.text)], u.text...)
			b.glyphs = append(b.glyphs[:len(b.glyphs):len(b.glyphs)], u.glyphs...)
			f.units[i], gone = nil, true
		}
	}
	if gone {
		f.units = compact(f.units)
	}
}

// isTanwin reports a glyph that is called an alef and lies over one: of the three letters of a
// lam-alef with tanwin Word gives the first two to the ligature and to the mark.
func (a *arranger) isTanwin(u, b *unit) bool {
	mark, base := a.page.Glyphs[u.glyphs[0]].Box, a.page.Glyphs[b.glyphs[0]].Box
	return len(u.text) == 1 && u.text[0].R == alef && b.last() == alef && mark.Y0 > (base.Y0+base.Y1)/2
}

// maxDots is how many dots are painted with one glyph.
const maxDots = 3

// dotted is the glyph that the dot at i was painted with: the next one with an advance,
// or the one before.
func (a *arranger) dotted(us []*unit, i int) *unit {
	for _, step := range [2]int{1, -1} {
		for n, j := 0, i+step; n <= maxDots && j >= 0 && j < len(us); n, j = n+1, j+step {
			b := us[j]
			if b == nil {
				continue
			}
			g := &a.page.Glyphs[b.glyphs[0]]
			if g.Font != us[i].font || b.span {
				break
			}
			if g.Advance <= markAdvance*g.Size {
				continue
			}
			if c := us[i].center(); b.role == inkUnit && c > b.x0 && c < b.x1 {
				return b
			}
			break
		}
	}
	return nil
}

// isDot reports a glyph as small as dots that neither moves the pen nor is named a mark,
// but a letter.
func (a *arranger) isDot(u *unit) bool {
	return !u.span && len(u.glyphs) == 1 && page.IsDot(&a.page.Glyphs[u.glyphs[0]]) && len(u.text) > 0 && script.IsLetter(u.text[0].R)
}
