package layout

import (
	"slices"
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

// A mark that leans over the letter beside its own goes the way the other marks of the
// document were painted.
func TestLeaningMarks(t *testing.T) {
	for _, st := range []storage{visualOrder, logicalOrder_} {
		p := newPress()
		p.storage, p.forms = st, true
		p.line("كَتَبَ مَلِكٌ كَلَامَهُ وَرَسَمَ", 540, 700, true)
		if st == visualOrder {
			for i := 0; i+1 < len(p.page.Glyphs); i++ { // a pen that moves right paints marks first
				if g := p.page.Glyphs; isMark([]rune(g[i+1].Text)[0]) {
					g[i], g[i+1] = g[i+1], g[i]
					i++
				}
			}
		}
		at := len(p.page.Glyphs)
		lean := func(text string, x, w float64) {
			p.page.Glyphs = append(p.page.Glyphs, page.Glyph{Text: text, Code: uint32([]rune(text)[0]), Origin: page.Point{X: x, Y: 660}, Advance: w, Size: 12, Conf: 1, Box: page.Rect{X0: x, X1: x + max(w, 2), Y0: 657, Y1: 669}})
		}
		lean("ی", 100, 8)
		lean("\u0651", 106, 0) // over the tail of the yeh
		lean("ل", 108, 3)
		lean("ح", 111, 6)
		lean("م", 117, 5)
		if st == logicalOrder_ {
			g := p.page.Glyphs[at:]
			slices.Reverse(g)
		}
		want(t, p.read(Options{}), "كَتَبَ مَلِكٌ كَلَامَهُ وَرَسَمَ\n\nمحلّی\n")
	}
}

// TestComposedTwice: a mark that the letter has already, by the map of a font which names its
// strokes after the whole, is one; other marks stay.
func TestComposedTwice(t *testing.T) {
	for in, want := range map[string]string{
		"\u0622\u0653": "\u0622", // ALEF WITH MADDA ABOVE, MADDAH ABOVE
		"\u0626\u0654": "\u0626", // YEH WITH HAMZA ABOVE, HAMZA ABOVE
		"\u0627\u0653": "\u0622",
		"\u0622\u064E": "\u0622\u064E", // FATHA
		"\u0623\u0655": "\u0623\u0655", // ALEF WITH HAMZA ABOVE, HAMZA BELOW
	} {
		if got := compose(nil, page.TextOf(in)).String(); got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}
