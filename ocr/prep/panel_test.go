package prep

import (
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPanels(t *testing.T) {
	clean := printed(800, 1000, 24)
	ink := Measure(clean).Ink()
	on := func(ground, print int, boxes ...image.Rectangle) *image.Gray {
		return each(clean, func(x, y, v int) int {
			for _, b := range boxes {
				if image.Pt(x, y).In(b) {
					return ground + (print-ground)*(255-v)/235
				}
			}
			return v
		})
	}
	grain := func(g *image.Gray, sigma float64) *image.Gray {
		r := rand.New(rand.NewPCG(3, 4))
		return each(g, func(_, _, v int) int { return v + int(sigma*r.NormFloat64()) })
	}
	whole := clean.Rect
	banner, box := image.Rect(40, 60, 760, 170), image.Rect(40, 400, 420, 680)
	slope := each(clean, func(x, y, v int) int { // a slide that gets darker downwards
		ground := 170 - y*80/1000
		return ground + (250-ground)*(255-v)/235
	})
	head := on(128, 255, whole) // with its headline in dark print
	for y := range 120 {
		for x := range 800 {
			if v := clean.Pix[y*clean.Stride+x]; v < 128 {
				head.Pix[y*head.Stride+x] = 10
			} else {
				head.Pix[y*head.Stride+x] = 128
			}
		}
	}
	grey := on(150, 10, box)
	mixed := each(on(150, 250, banner), func(x, y, v int) int {
		if y < 200 {
			return v
		}
		return int(grey.GrayAt(x, y).Y)
	})
	for name, c := range map[string]struct {
		g    *image.Gray
		want bool
		ink  float64 // of the page as prepared, as a part of that of the clean one
	}{
		"clean":                 {clean, false, 1},
		"a slide":               {on(128, 255, whole), true, 1},
		"a pale slide":          {on(190, 255, whole), true, 1},
		"a slide with grain":    {grain(on(120, 240, whole), 6), true, 1},
		"a slide with a slope":  {slope, true, 1},
		"both prints":           {head, true, 1},
		"a banner":              {on(40, 255, banner), true, 1},
		"black":                 {on(0, 255, banner, box), true, 1},
		"boxes":                 {on(150, 250, banner, box), true, 1},
		"a box, dark print":     {on(150, 10, box), false, 1},
		"a slide, dark print":   {on(150, 10, whole), false, 1},
		"one of each":           {mixed, true, 1},
		"print hardly lighter":  {on(220, 250, whole), false, 0},
		"texture for a picture": {each(clean, func(x, y, v int) int { return min(v, 90+70*((x*7+y*13)%11)/5) }), false, -1},
	} {
		s := Measure(c.g)
		if s.Panels != c.want {
			t.Errorf("%s: panels %v, plan %q", name, s.Panels, s.Plan())
			continue
		}
		g, _ := Apply(c.g, s.Plan())
		if again := Measure(g); again.Panels {
			t.Errorf("%s: plan %q after %q", name, again.Plan(), s.Plan())
		}
		if got := float64(s.Ink()); c.ink > 0 && math.Abs(got-c.ink*float64(ink)) > 0.15*float64(ink) {
			t.Errorf("%s: ink %.0f, of the clean page %d", name, got, ink)
		}
		if !c.want && !s.Plan().Panels && s.Plan().Empty() && !slices.Equal(g.Pix, c.g.Pix) {
			t.Errorf("%s: pixels changed", name)
		}
	}
}
