package prep

import (
	"image"
	"testing"
)

func TestEraseLeaders(t *testing.T) {
	clean := printed(800, 600, 24)
	ink := Measure(clean).Ink()
	dotted := func(step, n, wild int) *image.Gray {
		g := each(clean, func(x, y, v int) int {
			if y > 460 {
				return 255 // room below the print
			}
			return v
		})
		for i := range n {
			x, y := 100+i*step+wild*(i%3), 500
			for d := range 16 {
				g.Pix[(y+d/4)*g.Stride+x+d%4] = 20
			}
		}
		return g
	}
	for name, c := range map[string]struct {
		g    *image.Gray
		want int
	}{
		"print":    {clean, 0},
		"leader":   {dotted(14, 20, 0), 1},
		"close":    {dotted(8, 12, 0), 1},
		"ellipsis": {dotted(10, 3, 0), 0},
		"wild":     {dotted(14, 20, 4), 0},
		"far":      {dotted(80, 8, 0), 0},
	} {
		s := Measure(c.g)
		g, leaders := s.EraseLeaders(c.g, 255)
		if len(leaders) != c.want || c.want == 0 && g != c.g {
			t.Errorf("%s: leaders %v", name, leaders)
		}
		if c.want == 1 && (leaders[0].Min.X != 100 || leaders[0].Min.Y != 500 || g.GrayAt(101, 501).Y != 255 || Measure(g).Ink() > ink) {
			t.Errorf("%s: a leader in %v", name, leaders[0])
		}
	}
}
