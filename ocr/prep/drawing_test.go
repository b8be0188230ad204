package prep

import (
	"image"
	"testing"
)

// A drawing has more ink than the print beside it, and does not tell how high letters are.
func TestLettersBesideDrawings(t *testing.T) {
	boxes := func(g *image.Gray, n int) *image.Gray {
		return each(g, func(x, y, v int) int {
			for i := range n {
				b := image.Rect(60, 500+i*90, 760, 580+i*90)
				if p := image.Pt(x, y); p.In(b) && !p.In(b.Inset(12)) {
					return 20
				}
			}
			if y > 480 {
				return 255
			}
			return v
		})
	}
	for name, c := range map[string]struct {
		g    *image.Gray
		want float64
	}{
		"beside a drawing": {boxes(printed(800, 1000, 24), 5), 24},
		"a headline":       {printed(1400, 1000, 80), 80},
	} {
		if got := Measure(c.g).Letter; got < 0.8*c.want || got > 1.2*c.want {
			t.Errorf("%s: letters of %.0f pixels, drawn with %.0f", name, got, c.want)
		}
	}
}
