package prep

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// printed draws a page of made-up print: lines of joined strokes with dots, as
// wide as the margins allow, in letters of the given height.
func printed(w, h, letter int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	rect := func(x0, y0, x1, y1 int) {
		for y := max(y0, 0); y < min(y1, h); y++ {
			for x := max(x0, 0); x < min(x1, w); x++ {
				g.SetGray(x, y, color.Gray{Y: 20})
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	pen := max(letter/6, 2)
	for base := 4 * letter; base < h-3*letter; base += letter * 5 / 2 {
		for x := 3 * letter; x < w-5*letter; {
			n := letter + r.IntN(2*letter)
			rect(x, base-pen, x+n, base)            // the joining stroke
			rect(x, base-letter, x+pen, base)       // a tall letter
			rect(x+n-pen, base-letter/2, x+n, base) // a low one
			dot := x + pen + r.IntN(n-2*pen)
			rect(dot, base+pen, dot+pen, base+2*pen)
			x += n + letter/2
		}
	}
	return g
}

func TestMeasureClean(t *testing.T) {
	s := Measure(printed(800, 1000, 24))
	if p := s.Plan(); !p.Empty() || s.Ink() == 0 || s.Dark || s.Sideways || s.Shade > 0.1 {
		t.Errorf("a clean page: plan %q, %+v", p, s.Letter)
	}
	if math.Abs(s.Letter-24) > 2 {
		t.Errorf("letter height %.0f, drawn with 24", s.Letter)
	}
	if s := Measure(printed(800, 40, 24)); s.Ink() != 0 || !s.Plan().Empty() {
		t.Errorf("paper without print: ink %d", s.Ink())
	}
}

func TestSkew(t *testing.T) {
	g := printed(900, 1100, 24)
	for _, want := range []float64{-5, -2, -0.7, 0.5, 1.5, 3, 6} {
		turned, _ := Deskew(g, -want, 255)
		s := Measure(turned)
		if math.Abs(s.Skew-want) > 0.15 {
			t.Errorf("turned by %.1f degrees, measured %.2f", want, s.Skew)
		}
		level, _ := Apply(turned, s.Plan())
		if left := Measure(level).Skew; math.Abs(left) > 0.15 {
			t.Errorf("turned by %.1f degrees, %.2f left after the cure", want, left)
		}
	}
	side, _ := Turn(g, 1)
	if s := Measure(side); !s.Sideways || s.Plan().Quarters == 0 {
		t.Error("a page on its side was not seen")
	}
}

// TestSkewBesidePhotograph: the edges of a photograph make a sharper comb than print, and lean as
// they like.
func TestSkewBesidePhotograph(t *testing.T) {
	const cell = 90
	g := printed(1654, 2339, 20)
	r := rand.New(rand.NewPCG(5, 7))
	for y := 100; y < 700; y += cell {
		for x := 100; x < 1400; x += cell {
			lean := math.Tan((4 + 4*r.Float64()) * float64(1-2*r.IntN(2)) * math.Pi / 180)
			for py := range cell {
				for px := range cell {
					ink := uint8(255)
					if at := float64(py) - float64(px)*lean; math.Mod(at+1e4, 12) < 6 && px%100 > 5 {
						ink = 20
					}
					g.SetGray(x+px, y+py, color.Gray{Y: ink})
				}
			}
		}
	}
	if s := Measure(g); math.Abs(s.Skew) > 0.2 {
		t.Errorf("a straight page beside a photograph leans by %.2f degrees", s.Skew)
	}
}

func TestMaps(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 301, 203))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	spot := image.Rect(200, 60, 212, 72)
	for y := spot.Min.Y; y < spot.Max.Y; y++ {
		for x := spot.Min.X; x < spot.Max.X; x++ {
			g.SetGray(x, y, color.Gray{})
		}
	}
	for _, p := range []Plan{{}, {Quarters: 1}, {Quarters: 2}, {Quarters: 3}, {Deskew: 4, Paper: 255}, {Deskew: -4, Paper: 255},
		{Scale: 0.5}, {Scale: 2.2}, {Median: true}, {Quarters: 3, Deskew: 2, Scale: 0.6, Paper: 255}} {
		o, m := Apply(g, p)
		// The middle of the black in the prepared picture, mapped back.
		n, sx, sy := 0.0, 0.0, 0.0
		for y := range o.Rect.Dy() {
			for x := range o.Rect.Dx() {
				if v := float64(255 - o.GrayAt(x, y).Y); v > 0 {
					n, sx, sy = n+v, sx+v*(float64(x)+0.5), sy+v*(float64(y)+0.5)
				}
			}
		}
		x, y := m.Point(sx/n, sy/n)
		if math.Abs(x-206) > 0.7 || math.Abs(y-66) > 0.7 {
			t.Errorf("plan %q: the spot maps to %.1f, %.1f; it is at 206, 66", p, x, y)
		}
	}
}

func TestFaults(t *testing.T) {
	clean := printed(800, 1000, 24)
	ink := Measure(clean).Ink()

	dark := Measure(invert(clean))
	if !dark.Dark || math.Abs(float64(dark.Ink()-ink)) > 0.02*float64(ink) {
		t.Errorf("negative: dark %v, ink %d of %d", dark.Dark, dark.Ink(), ink)
	}

	shade := image.NewGray(clean.Rect)
	for i, p := range clean.Pix {
		shade.Pix[i] = uint8(int(p) * (60 + 195*(i%800)/800) / 255)
	}
	if s := Measure(shade); s.Shade < 0.5 || math.Abs(float64(s.Ink()-ink)) > 0.1*float64(ink) {
		t.Errorf("shadow: shade %.2f, ink %d of %d", s.Shade, s.Ink(), ink)
	}

	noisy := image.NewGray(clean.Rect)
	copy(noisy.Pix, clean.Pix)
	r := rand.New(rand.NewPCG(3, 4))
	for range len(noisy.Pix) / 50 {
		noisy.Pix[r.IntN(len(noisy.Pix))] = 0
	}
	s := Measure(noisy)
	if !s.Plan().Impulses {
		t.Errorf("noise: speckle %.2f, plan %q", s.Speckle, s.Plan())
	}
	quiet, _ := Apply(noisy, Plan{Impulses: true})
	if left := Measure(quiet).Speckle; left > s.Speckle/10 {
		t.Errorf("noise: speckle %.2f before and %.2f after", s.Speckle, left)
	}
}

func TestUnread(t *testing.T) {
	g := printed(800, 1000, 24)
	s := Measure(g)
	whole := g.Rect
	upper := image.Rect(0, 0, 800, 500)
	if a, b, c := s.Unread(nil), s.Unread([]image.Rectangle{whole}), s.Unread([]image.Rectangle{upper}); a != 1 || b != 0 || c < 0.4 || c > 0.6 {
		t.Errorf("unread without boxes %.2f, with the page %.2f, with its upper half %.2f", a, b, c)
	}
}

func TestLabel(t *testing.T) {
	// Two spirals that meet only in a corner, and a lone pixel.
	rows := []string{
		"####.#",
		"...#..",
		".###..",
		"#.....",
		"....##",
	}
	b := &Bitmap{W: 6, H: 5}
	for _, r := range rows {
		for _, c := range r {
			v := uint8(0)
			if c == '#' {
				v = 1
			}
			b.Pix = append(b.Pix, v)
		}
	}
	_, comps, ok := Label(b)
	if !ok || len(comps) != 3 || comps[0].Area != 9 || comps[0].Box != image.Rect(0, 0, 4, 4) {
		t.Errorf("components %v", comps)
	}
}

func BenchmarkMeasure(b *testing.B) {
	g := printed(1654, 2339, 20)
	b.SetBytes(int64(len(g.Pix)))
	for b.Loop() {
		Measure(g)
	}
}

func FuzzMeasure(f *testing.F) {
	f.Add(uint8(40), []byte("some pixels"))
	f.Fuzz(func(t *testing.T, w uint8, pix []byte) {
		if w == 0 || len(pix) < int(w) {
			return
		}
		h := len(pix) / int(w)
		g := &image.Gray{Pix: pix[:int(w)*h], Stride: int(w), Rect: image.Rect(0, 0, int(w), h)}
		s := Measure(g)
		o, m := Apply(g, s.Plan())
		x0, y0, x1, y1 := m.Box(o.Rect)
		if o.Rect.Empty() || math.IsNaN(x0+y0+x1+y1) {
			t.Fatalf("plan %q made %v", s.Plan(), o.Rect)
		}
	})
}

func TestEraseRules(t *testing.T) {
	clean := printed(900, 1100, 24)
	if g, ruling, erased := Measure(clean).EraseRules(clean, 255); erased || len(ruling.Tables) > 0 || g != clean {
		t.Errorf("a page without rules: erased %v, tables %v", erased, ruling.Tables)
	}
	draw := func(g *image.Gray, r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				g.SetGray(x, y, color.Gray{Y: 20})
			}
		}
	}
	headline := image.NewGray(clean.Rect) // its upright strokes are thicker than a rule, and as long as a short one
	copy(headline.Pix, clean.Pix)
	for x := 100; x < 700; x += 60 {
		draw(headline, image.Rect(x, 2, x+12, 68))
		draw(headline, image.Rect(x, 56, x+40, 68))
	}
	if letter := Measure(headline).Letter; 66 < shortRule*letter || 66 >= uprightRule*letter {
		t.Fatalf("letters of %.0f pixels", letter)
	}
	if _, _, erased := Measure(headline).EraseRules(headline, 255); erased {
		t.Error("strokes of a headline pass for rules")
	}
	// Letters that reach down to an underline make one piece with it, around all the others.
	underlined := image.NewGray(clean.Rect)
	copy(underlined.Pix, clean.Pix)
	draw(underlined, image.Rect(80, 354, 780, 357))
	for _, x := range []int{200, 420, 640} {
		draw(underlined, image.Rect(x, 322, x+4, 357))
	}
	g, _, erased := Measure(underlined).EraseRules(underlined, 255)
	if before, after := Measure(clean).Ink(), Measure(g).Ink(); !erased || after < before {
		t.Errorf("ink of the print %d, of the same underlined and without the rule %d", before, after)
	}
	ruled := image.NewGray(clean.Rect)
	copy(ruled.Pix, clean.Pix)
	frame := image.Rect(40, 300, 860, 803)
	for _, x := range []int{40, 857} {
		draw(ruled, image.Rect(x, 300, x+3, 803))
	}
	for _, y := range []int{300, 800} {
		draw(ruled, image.Rect(40, y, 860, y+3))
	}
	if _, ruling, erased := Measure(ruled).EraseRules(ruled, 255); !erased || len(ruling.Tables)+len(ruling.Uprights) > 0 {
		t.Errorf("a frame: erased %v, %v; a frame without columns is no table", erased, ruling)
	}
	draw(ruled, image.Rect(450, 300, 453, 803))
	var ruling Ruling
	g, ruling, erased = Measure(ruled).EraseRules(ruled, 255)
	tables := ruling.Tables
	if !erased || len(tables) != 1 || !tables[0].In(frame.Inset(-1)) || tables[0].Dx() < frame.Dx()-4 || tables[0].Dy() < frame.Dy()-4 {
		t.Fatalf("a table in %v: erased %v, tables %v", frame, erased, tables)
	}
	if n, m := len(ruling.Uprights), len(ruling.Flats); n != 3 || m != 2 {
		t.Errorf("%d upright rules and %d flat ones, want 3 and 2: %v", n, m, ruling)
	}
	// What is left is the print, but for what the rules crossed.
	if before, after := Measure(clean).Ink(), Measure(g).Ink(); math.Abs(float64(before-after)) > 0.05*float64(before) {
		t.Errorf("ink of the print %d, of the page without its rules %d", before, after)
	}
}

// TestPlanBoundsPixels: small print on a page of metres is not made large.
func TestPlanBoundsPixels(t *testing.T) {
	for _, tt := range []struct {
		size image.Point
		want float64
	}{
		{image.Pt(1654, 2339), 3},
		{image.Pt(3308, 4678), 1.53},
		{image.Pt(8000, 8000), 0},
		{image.Pt(0, 0), 3},
	} {
		s := &Survey{Letter: 5, ink: 1, size: tt.size}
		if got := s.Plan().Scale; math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%v: scaled by %.2f, want %.2f", tt.size, got, tt.want)
		}
	}
}
