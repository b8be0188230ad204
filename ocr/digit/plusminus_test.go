package digit

import (
	"image"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/paknevis/paknevis/ocr/shape"
	"github.com/paknevis/paknevis/ocr/shape/shapetest"
)

// TestPlusMinus: the sign is told in faces and sizes that no constant was taken from, and
// the number beside it is read.
func TestPlusMinus(t *testing.T) {
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		for _, size := range []float64{24, 36, 60} {
			for _, text := range []string{"\u00B12.5", "\u00B140"} {
				p := shapetest.Draw(t, ttf, text, size)
				parts := p.Parts(shapetest.Everything)
				if !PlusMinus(&parts[0]) {
					t.Errorf("%s %v: the sign of %q is not told", name, size, text)
				}
				if got := Default().Read(parts, size*letterShare, Context{Latin: true}); got.Text != text {
					t.Errorf("%s %v: %q is read as %+v", name, size, text, got)
				}
			}
			// U+00F7 DIVISION SIGN, U+2264 and U+2265 LESS-THAN and GREATER-THAN OR EQUAL TO, U+00A6 BROKEN BAR
			for _, r := range "+=!:;i?%0123456789\u00E9\u00C4\u00F1\u00F7\u2264\u2265\u00A6\u2260" {
				p := shapetest.Draw(t, ttf, string(r), size)
				for _, part := range p.Parts(shapetest.Everything) {
					if PlusMinus(&part) {
						t.Errorf("%s %v: %q is taken for a plus-minus", name, size, r)
					}
				}
			}
		}
	}
}

// TestPlusMinusShape: each stroke is needed, and no picture is out of bounds.
func TestPlusMinusShape(t *testing.T) {
	type rows struct{ from, to, left, right int }
	upper, arms, lower, bar := rows{0, 6, 8, 9}, rows{6, 8, 2, 15}, rows{8, 13, 8, 9}, rows{15, 18, 2, 15}
	for _, c := range []struct {
		name string
		ink  []rows
		n, w int
		want bool
	}{
		{"plus-minus", []rows{upper, arms, lower, bar}, 2, 14, true},
		{"in one piece", []rows{upper, arms, lower, bar}, 1, 14, false},
		{"narrow", []rows{upper, arms, lower, bar}, 2, 8, false},
		{"no bar", []rows{upper, arms, lower}, 2, 14, false},
		{"no arms", []rows{upper, lower, bar}, 2, 14, false},
		{"nothing above the arms", []rows{arms, lower, bar}, 2, 14, false},
		{"nothing below the arms", []rows{upper, arms, bar}, 2, 14, false},
		{"a stem at the side", []rows{{0, 6, 2, 3}, arms, lower, bar}, 2, 14, false},
		{"a short bar", []rows{upper, arms, lower, {15, 18, 6, 11}}, 2, 14, false},
		{"a third bar", []rows{upper, arms, lower, bar, {0, 1, 2, 15}}, 2, 14, false},
		{"white", nil, 2, 14, false},
		{"black", []rows{{0, 18, 0, 17}}, 2, 18, false},
	} {
		p := shape.Part{Box: image.Rect(0, 0, c.w, 18), N: c.n}
		for _, s := range c.ink {
			for r := s.from; r < s.to; r++ {
				for x := s.left; x <= s.right; x++ {
					p.Grid[r*shape.Side+x] = 1
				}
			}
		}
		if got := PlusMinus(&p); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
