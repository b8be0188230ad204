package page

import "unicode"

// dotWidth and dotHeight bound the ink of the dots of a letter, in font sizes.
const (
	dotWidth  = 0.4
	dotHeight = 0.3
)

// IsDot reports a glyph that is no more than the dots, or a stroke, of a letter whose other
// parts are glyphs of their own: it does not move the pen, its ink is small, and it is not
// named as a combining mark.
func IsDot(g *Glyph) bool {
	b := g.Box
	if g.Advance > 0.01*g.Size || b.Empty() || b.Width() > dotWidth*g.Size || b.Height() > dotHeight*g.Size || g.Has(Hidden) || g.Has(Filler) || g.Span > 0 {
		return false
	}
	for _, r := range g.Text {
		if !unicode.Is(unicode.Lo, r) || !unicode.Is(unicode.Arabic, r) {
			return false
		}
	}
	return true
}
