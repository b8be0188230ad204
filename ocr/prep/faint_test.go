package prep

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// TestFaintRules: the rules of a table that fell to pieces are found and erased; print and what
// stands in a column of it are not.
func TestFaintRules(t *testing.T) {
	const letter = 24
	clean := printed(900, 1100, letter)
	ink := func(g *image.Gray, r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				g.SetGray(x, y, color.Gray{Y: 20})
			}
		}
	}
	copied := func() *image.Gray {
		g := image.NewGray(clean.Rect)
		copy(g.Pix, clean.Pix)
		return g
	}
	if s := Measure(clean); len(s.Components) > 0 {
		for _, flat := range []bool{false, true} {
			if pieces, rules := s.faintRules(flat); len(pieces)+len(rules) > 0 {
				t.Errorf("print holds faint rules: %v", rules)
			}
		}
	}
	ones := copied()
	for y := 30; y < 1060; y += letter * 5 / 2 {
		ink(ones, image.Rect(860, y, 863, y+letter))
	}
	if pieces, rules := Measure(ones).faintRules(false); len(pieces) > 0 {
		t.Errorf("a column of numbers is a faint rule: %v", rules)
	}

	dashed := copied()
	for y := 60; y < 1040; y += 29 {
		ink(dashed, image.Rect(30, y, 34, y+17))
	}
	if _, rules := Measure(dashed).faintRules(false); len(rules) != 1 {
		t.Errorf("a dashed line is %v", rules)
	}
	vowels := copied()
	for x := 80; x < 800; x += letter {
		for i := range letter / 2 { // they rise
			ink(vowels, image.Rect(x+i, 30-i/3, x+i+1, 33-i/3))
		}
	}
	if pieces, rules := Measure(vowels).faintRules(true); len(pieces) > 0 {
		t.Errorf("marks above letters are %v", rules)
	}

	r := rand.New(rand.NewPCG(3, 4))
	faint := copied()
	for _, x := range []int{20, 855, 885} {
		for y := 60; y < 1040; y += 4 + r.IntN(10) {
			n := 4 + r.IntN(24)
			ink(faint, image.Rect(x, y, x+1+r.IntN(2), y+n))
			y += n
		}
	}
	for _, y := range []int{57, 1045} {
		for x := 20; x < 885; x += 4 + r.IntN(10) {
			n := 6 + r.IntN(24)
			ink(faint, image.Rect(x, y, x+n, y+2))
			x += n
		}
	}
	g, ruling, erased := Measure(faint).EraseRules(faint, 255)
	if !erased || len(ruling.Tables) != 1 || len(ruling.Uprights) != 3 || len(ruling.Flats) != 2 {
		t.Fatalf("a faint table: erased %v, %+v", erased, ruling)
	}
	if before, after := Measure(clean).Ink(), Measure(g).Ink(); math.Abs(float64(before-after)) > 0.02*float64(before) {
		t.Errorf("ink of the print %d, of the page without its faint rules %d", before, after)
	}
}
