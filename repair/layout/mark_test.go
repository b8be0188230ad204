package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// A program that does no positioning lets every mark move the pen, so that it stands
// between its letter and the next one, and its advance is no space.
func TestMarksThatMoveThePen(t *testing.T) {
	for _, c := range []struct {
		want   string
		glyphs []string // from left to right, in painting order
	}{
		{"محمَّد", []string{"د", "\u0651", "\u064E", "م", "ح", "م"}},
		{"قصّهٔ ما", []string{"ا", "م", " ", "\u0654", "ه", "\u0651", "ص", "ق"}},
		{"فوراً، بیا", []string{"ا", "ی", "ب", " ", "،", "\u064B", "ا", "ر", "و", "ف"}},
		{"سُلالَه", []string{"ه", "\u064E", "ل", "ا", "ل", "\u064F", "س"}},
	} {
		p := newPress()
		x := 100.0
		for i, s := range c.glyphs {
			w := 5.0
			if isMark([]rune(s)[0]) {
				w = 2.5
			}
			g := page.Glyph{Text: s, Code: uint32(i + 1), Origin: page.Point{X: x, Y: 700}, Advance: w, Size: 12, Conf: 1, Box: page.Rect{X0: x, X1: x + w, Y0: 697, Y1: 709}}
			if s == " " {
				g.Flags = page.Filler
			}
			p.page.Glyphs = append(p.page.Glyphs, g)
			x += w
		}
		if got := p.read(Options{}); got != c.want+"\n" {
			t.Errorf("got %+q want %+q: %s", got, c.want, got)
		}
	}
}
