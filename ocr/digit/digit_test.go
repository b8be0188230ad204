package digit

import (
	"errors"
	"image"
	"image/draw"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
	"github.com/paknevis/paknevis/ocr/shape/shapetest"
)

// TestCompose: signs from left to right become what right-to-left text stores.
func TestCompose(t *testing.T) {
	for _, c := range []struct {
		seen, after, alone string // as seen, and as stored after letters or before any
	}{
		{"۱۲", "۱۲", "۱۲"},
		{"۱۴۰۴/۰۷/۱۵", "۱۴۰۴/۰۷/۱۵", "۱۴۰۴/۰۷/۱۵"},
		{"۱,۲۵۰", "۱٬۲۵۰", "۱٬۲۵۰"},
		{"1,250", "1,250", "1,250"},
		{",۱۲", "۱۲،", "۱۲،"}, // a comma on the left comes after the number
		{"(۱۲)", "(۱۲)", "(۱۲)"},
		{".(۱۲", "۱۲).", "۱۲)."},
		{"٪۱۵", "۱۵٪", "۱۵٪"},
		{"۱۵٪", "۱۵٪", "۱۵٪"},
		{"۱۷۲-۱۶۸", "۱۶۸-۱۷۲", "۱۷۲-۱۶۸"},
		{"۱۲-", "-۱۲", "-۱۲"},
		{"%%15", "15%", "15%"}, // a percent sign in pieces
		{"««۱۲»", "«۱۲»", "«۱۲»"},
		{"\u00B1۳", "\u00B1۳", "\u00B1۳"}, // PLUS-MINUS SIGN before its number, on either side
		{"۳\u00B1", "\u00B1۳", "\u00B1۳"},
		{"(\u00B1۲٪)", "(\u00B1۲٪)", "(\u00B1۲٪)"},
		{"-", "", ""},
		{"", "", ""},
	} {
		for i, want := range []string{c.after, c.alone} {
			var signs []sign
			for _, r := range c.seen {
				signs = append(signs, sign{r, 1})
			}
			if got := compose(signs, i == 0); got.Text != want {
				t.Errorf("%q after letters %v: got %q, want %q", c.seen, i == 0, got.Text, want)
			}
		}
	}
}

// TestConfidence: that of a number is its weakest digit's, signs at its ends have their own.
func TestConfidence(t *testing.T) {
	n := compose([]sign{{'.', 0.3}, {'1', 0.9}, {',', 0.7}, {'2', 0.8}}, false)
	if n.Conf != 0.7 || n.Edge != 0.3 || n.Text != "1,2." {
		t.Errorf("%+v", n)
	}
}

// letterShare is the height of digits of the Go faces in ems.
const letterShare = 0.7

// TestRead: numbers in faces that the model has not learned from. No face with Persian
// digits is at hand in every place where tests run; the scans of package tesseract have them.
func TestRead(t *testing.T) {
	right, all := 0, 0
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		for _, size := range []float64{18, 24, 36, 60} {
			for _, text := range []string{"2014", "7", "3.14", "1,250,000", "22/06/2019", "10:45", "98765"} {
				p := shapetest.Draw(t, ttf, text, size)
				got := Default().Read(p.Parts(shapetest.Everything), size*letterShare, Context{Latin: true}) // a seven by itself may be a Persian six
				all++
				switch {
				case got.Text == text:
					right++
				case got.Sure():
					t.Errorf("%s %v: %q is read as %+v", name, size, text, got)
				}
			}
			for _, text := range []string{"Gallery", "KP-04", "x2y"} {
				p := shapetest.Draw(t, ttf, text, size)
				if got := Default().Read(p.Parts(shapetest.Everything), size*letterShare, Context{}); got.Sure() {
					t.Errorf("%s %v: %q is read as %+v", name, size, text, got)
				}
			}
		}
	}
	t.Logf("%d of %d numbers right", right, all)
	if float64(right) < 0.9*float64(all) {
		t.Errorf("%d of %d numbers right", right, all)
	}
}

func TestModel(t *testing.T) {
	m := Default()
	if _, err := Decode(embedded[:len(embedded)-1]); !errors.Is(err, shape.ErrModel) {
		t.Error(err)
	}
	if n := m.Read(nil, 10, Context{}); n != (Number{}) {
		t.Errorf("nothing is read as %+v", n)
	}
}

func BenchmarkRead(b *testing.B) {
	g := image.NewGray(image.Rect(0, 0, 400, 60))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for n := range 8 {
		draw.Draw(g, image.Rect(20+30*n, 10, 30+30*n, 50), image.Black, image.Point{}, draw.Src)
	}
	s := &prep.Survey{}
	s.Runs, s.Components, _ = prep.Label(prep.Sauvola(g, 51))
	p := shape.NewPage(g, s)
	m := Default()
	for b.Loop() {
		m.Read(p.Parts(g.Rect), 40, Context{})
	}
}

// TestPercentShape: two rings and a stroke are a percent sign, digits beside a slash are none.
func TestPercentShape(t *testing.T) {
	for _, c := range []struct {
		name         string
		a, stroke, c image.Rectangle
		want         bool
	}{
		{"apart", image.Rect(0, 2, 10, 12), image.Rect(12, 0, 24, 32), image.Rect(26, 20, 36, 30), true},
		{"under the stroke", image.Rect(0, 2, 10, 12), image.Rect(6, 0, 24, 32), image.Rect(20, 20, 30, 30), true},
		{"zeros on the line", image.Rect(0, 12, 10, 22), image.Rect(12, 0, 24, 32), image.Rect(26, 12, 36, 22), false},
		{"tall digits", image.Rect(0, 0, 14, 30), image.Rect(16, 0, 28, 32), image.Rect(30, 2, 44, 32), false},
		{"the other way", image.Rect(0, 20, 10, 30), image.Rect(12, 0, 24, 32), image.Rect(26, 2, 36, 12), false},
		{"far apart", image.Rect(0, 2, 10, 12), image.Rect(30, 0, 42, 32), image.Rect(60, 20, 70, 30), false},
	} {
		if got := percentShape(c.a, c.stroke, c.c); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		parts := []shape.Part{{Box: c.a}, {Box: c.stroke}, {Box: c.c}}
		joined, rings := joinPercents(parts)
		if in := Percents(parts); in[2] != c.want || (len(joined) == 1 && rings[0]) != c.want {
			t.Errorf("%s: %v, %d parts", c.name, in, len(joined))
		}
	}
}

// TestLoneRings: a ring with no stroke beside it is a zero.
func TestLoneRings(t *testing.T) {
	likely := func(r rune) []float32 {
		p := make([]float32, Outputs())
		p[Class(r)] = 0.9
		return p
	}
	seven, ring, slash := shape.Part{Box: image.Rect(0, 0, 14, 30)}, shape.Part{Box: image.Rect(18, 10, 28, 20)}, shape.Part{Box: image.Rect(30, 0, 44, 30)}
	for _, c := range []struct {
		name  string
		parts []shape.Part
		third rune
		want  rune
	}{
		{"behind digits", []shape.Part{seven, ring}, 0, persianZero},
		{"beside the rest of a percent sign", []shape.Part{seven, ring, slash}, '%', '%'},
		{"beside another digit", []shape.Part{seven, ring, slash}, persianZero + 1, persianZero},
		{"as tall as a digit", []shape.Part{seven, {Box: image.Rect(18, 0, 40, 30)}}, 0, '%'},
	} {
		probs := [][]float32{likely(persianZero + 7), likely('%'), likely(c.third)}[:len(c.parts)]
		loneRings(c.parts, probs)
		if probs[1][Class(c.want)] < 0.9 {
			t.Errorf("%s: %v", c.name, probs[1])
		}
	}
}

// TestLowSigns: what stands low between Persian digits is a decimal separator where the
// network does not know; what it knows, dots and signs elsewhere stay.
func TestLowSigns(t *testing.T) {
	part := func(x0, y0, x1, y1 int) shape.Part { return shape.Part{Box: image.Rect(x0, y0, x1, y1)} }
	five, low, high := part(0, 0, 20, 30), part(22, 16, 30, 36), part(22, 0, 30, 14)
	for _, c := range []struct {
		name string
		sign shape.Part
		p    float32 // of a comma
		rest float32 // of anything else
		want bool
	}{
		{"low", low, 0.1, 0.8, true},
		{"raised", high, 0.1, 0.8, false},
		{"a dot", part(22, 26, 26, 30), 0.1, 0.8, false},
		{"as tall as a digit", part(22, 2, 30, 34), 0.1, 0.8, false},
		{"known as a comma", low, 0.6, 0.3, false},
	} {
		probs := make([][]float32, 3)
		for i := range probs {
			probs[i] = make([]float32, Outputs())
			probs[i][5] = 1 // the digit five
		}
		probs[1][5], probs[1][Class(',')], probs[1][len(Signs)] = 0, c.p, c.rest
		six := five
		six.Box = six.Box.Add(image.Pt(32, 0))
		lowSigns([]shape.Part{five, c.sign, six}, probs)
		if got := probs[1][Class(decimalPoint)] > 0.5; got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	lowSigns(nil, nil)
}
