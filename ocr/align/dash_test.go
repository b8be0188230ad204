package align

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

func TestDash(t *testing.T) {
	glyph := func(x0, x1, y0, y1 float64) *page.Glyph {
		return &page.Glyph{Size: 10, Origin: page.Point{X: 100, Y: 200}, Box: page.Rect{X0: 100 + x0, X1: 100 + x1, Y0: 200 + y0, Y1: 200 + y1}}
	}
	for _, c := range []struct {
		name string
		g    *page.Glyph
		want bool
	}{
		{"a dash", glyph(0.5, 7.4, 2.3, 2.8), true},
		{"a hyphen", glyph(0.2, 3.4, 2.0, 2.6), true},
		{"a stroke on the baseline", glyph(-0.2, 3, 0, 0.9), false},
		{"a dot", glyph(0, 1, 2, 3), false},
		{"a vowel mark above letters", glyph(0, 3, 7, 8), false},
		{"a letter", glyph(0, 5, 0, 7), false},
		{"nothing", glyph(0, 0, 0, 0), false},
	} {
		if got := dash(c.g); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
