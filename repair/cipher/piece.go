package cipher

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// isPiece reports that glyph j is the other piece of g: ink without a name and
// without advance that stands on the baseline as a letter does. Fonts paint lam-alef
// so; marks lie above or below.
func isPiece(gs []page.Glyph, j int, g *page.Glyph) bool {
	if j < 0 || j >= len(gs) {
		return false
	}
	h := &gs[j]
	return h.Text == "" && h.Span == 0 && h.Font == g.Font && h.Size == g.Size && h.Advance <= thinAdvance*h.Size &&
		h.StandsUp() &&
		math.Abs(h.Origin.X-g.Origin.X) <= max(g.Advance, g.Size/4) && math.Abs(h.Origin.Y-g.Origin.Y) < thinAdvance*g.Size
}

// pieces names the second pieces of lam-alef that carry a sign of their own by that
// sign: the rest of them is no letter more.
func (s *solver) pieces(pages []*page.Page, outlines Outliner, names map[Code]page.Naming) {
	lam := map[Code]bool{}
	for c, n := range names {
		if n.Text == string(lamAlef) {
			lam[c] = true
		}
	}
	if len(lam) == 0 || outlines == nil {
		return
	}
	gids := map[Code]uint32{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if !lam[Code{g.Font, g.Code}] {
				continue
			}
			for _, j := range []int{i - 1, i + 1} {
				if isPiece(p.Glyphs, j, g) {
					h := &p.Glyphs[j]
					gids[Code{h.Font, h.Code}] = h.GID
				}
			}
		}
	}
	codes := make([]Code, 0, len(gids))
	for c := range gids {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b Code) int { return cmp.Or(cmp.Compare(a.Font, b.Font), cmp.Compare(a.Code, b.Code)) })
	for _, c := range codes {
		if r := signOf(outlines.Outline(c.Font, gids[c])); r != 0 {
			names[c] = page.Naming{Text: string(r), Evidence: page.EvidenceGuess, Conf: signConf}
			s.parts = append(s.parts, c)
		}
	}
}

// maddaFlat: a madda is so many times as wide as it is high; a hamza is not.
const maddaFlat = 2.0

// signOf is the sign over or under the alef of an outline, 0 for a bare one.
func signOf(cs []page.Contour) rune {
	body, sign := -1, -1
	for i, c := range cs {
		if body < 0 || math.Abs(c.Area) > math.Abs(cs[body].Area) {
			body = i
		}
	}
	for i, c := range cs {
		if i == body || (c.Area > 0) != (cs[body].Area > 0) {
			continue
		}
		if sign >= 0 {
			return 0
		}
		sign = i
	}
	if sign < 0 {
		return 0
	}
	b, alef := cs[sign].Box, cs[body].Box
	switch {
	case b.Y1 < alef.Center().Y:
		return '\u0655' // ARABIC HAMZA BELOW
	case b.Y0 < alef.Center().Y:
		return 0
	case b.Width() >= maddaFlat*b.Height():
		return '\u0653' // ARABIC MADDAH ABOVE
	}
	return script.HamzaAbove
}
