package prep

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// each makes a picture of the same size from place and old value.
func each(g *image.Gray, f func(x, y, v int) int) *image.Gray {
	o := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			o.SetGray(x, y, color.Gray{Y: uint8(min(max(f(x, y, int(g.GrayAt(x, y).Y)), 0), 255))})
		}
	}
	return o
}

func TestImpulsesKeepStrokes(t *testing.T) {
	strokes := image.NewGray(image.Rect(0, 0, 60, 60))
	for i := range strokes.Pix {
		strokes.Pix[i] = 255
	}
	for i := 5; i < 50; i++ {
		strokes.SetGray(i, 10, color.Gray{}) // one pixel high
		strokes.SetGray(8, i, color.Gray{})  // one wide
		strokes.SetGray(i, i, color.Gray{})  // and one aslant
	}
	for _, p := range []image.Point{{30, 45}, {31, 45}, {30, 46}, {31, 46}} {
		strokes.SetGray(p.X, p.Y, color.Gray{}) // a dot of 2 x 2
	}
	if got := dropImpulses(strokes); !slices.Equal(got.Pix, strokes.Pix) {
		// The ends of strokes have one neighbour.
		lost := 0
		for i, p := range got.Pix {
			if p != strokes.Pix[i] {
				lost++
			}
		}
		if lost > 6 {
			t.Errorf("%d pixels of strokes changed", lost)
		}
	}
	peppered := each(strokes, func(x, y, v int) int {
		if x == 20 && y == 40 || (x == 40 || x == 41) && y == 20 {
			return 0
		}
		return v
	})
	if got := dropImpulses(peppered); got.GrayAt(20, 40).Y != 255 || got.GrayAt(40, 20).Y != 255 {
		t.Error("a speck of one or two pixels was left")
	}
}

func TestBorder(t *testing.T) {
	clean := printed(800, 1000, 24)
	ink := Measure(clean).Ink()
	black := each(clean, func(x, y, v int) int {
		if x < 20 || x > 770+y/100 || y > 970 {
			return 8
		}
		return v
	})
	s := Measure(black)
	if !s.Border || s.Shade > 0.1 || math.Abs(float64(s.Ink()-ink)) > 0.02*float64(ink) {
		t.Errorf("black on three sides: border %v, shade %.2f, ink %d of %d", s.Border, s.Shade, s.Ink(), ink)
	}
	if g, _ := Apply(black, s.Plan()); g.GrayAt(5, 500).Y < 200 || g.GrayAt(790, 500).Y < 200 || g.GrayAt(400, 995).Y < 200 {
		t.Errorf("the border is still there after %q", s.Plan())
	}
	// A dark banner with light letters is print, and so are rules at the edge.
	banner := each(clean, func(x, y, v int) int {
		if y < 60 {
			if y > 15 && y < 45 && x%23 < 9 {
				return 250
			}
			return 20
		}
		return v
	})
	for name, g := range map[string]*image.Gray{"clean": clean, "banner": banner} {
		if Measure(g).Border {
			t.Errorf("%s: a border was seen", name)
		}
	}
}

// mirrored is the print of g as its back shows it, moved down a little.
func mirrored(g *image.Gray, x, y int) int {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	return 255 - int(g.GrayAt(w-1-x, (y+h-20)%h).Y)
}

func TestFlatten(t *testing.T) {
	clean := printed(800, 1000, 24)
	dim := func(part int) *image.Gray { // paper that the light leaves towards the right
		return each(clean, func(x, _, v int) int { return v * (800 - x*part/100) / 800 })
	}
	for name, c := range map[string]struct {
		g    *image.Gray
		want bool
	}{
		"clean":          {clean, false},
		"shadow":         {dim(70), true},
		"shines through": {each(clean, func(x, y, v int) int { return v - mirrored(clean, x, y)*22/100 }), true},
		// A second text in grey, on lines of its own in the lower half.
		"grey print": {each(clean, func(x, y, v int) int {
			if y > 500 {
				return 255 - (255-v)*30/100
			}
			return v
		}), false},
	} {
		s := Measure(c.g)
		if got := s.Plan().Flatten != 0; got != c.want {
			t.Errorf("%s: plan %q", name, s.Plan())
		}
		g, _ := Apply(c.g, s.Plan())
		if a, b := Measure(g).Ink(), Measure(clean).Ink(); name != "grey print" && math.Abs(float64(a-b)) > 0.05*float64(b) {
			t.Errorf("%s: ink %d after %q, of the clean page %d", name, a, s.Plan(), b)
		}
		if again := Measure(g).Plan(); again.Flatten != 0 {
			t.Errorf("%s: plan %q after %q", name, again, s.Plan())
		}
	}
}
