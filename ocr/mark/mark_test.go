package mark

import (
	"bufio"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// letterHeight and baseline are those of the words that the tests draw, in pixels.
const (
	letterHeight = 40
	baseline     = 100
)

// canvas is a white picture on which shapes are drawn in black.
type canvas struct{ *image.Gray }

func newCanvas(w, h int) canvas {
	g := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	return canvas{g}
}

func (c canvas) box(x0, y0, x1, y1 int) {
	draw.Draw(c, image.Rect(x0, y0, x1, y1), image.Black, image.Point{}, draw.Src)
}

func (c canvas) disc(x, y, r float64) {
	for py := int(y - r - 1); py <= int(y+r+1); py++ {
		for px := int(x - r - 1); px <= int(x+r+1); px++ {
			if math.Hypot(float64(px)+0.5-x, float64(py)+0.5-y) <= r {
				c.SetGray(px, py, color.Gray{})
			}
		}
	}
}

// comma is an Arabic comma: a round head, and a tail that rises from its left and bends
// over to the right.
func (c canvas) comma(x, foot, r float64) {
	c.disc(x, foot-r, r)
	for a := 0.0; a <= 1; a += 0.01 { // along a curve of three points
		p, q, s := (1-a)*(1-a), 2*a*(1-a), a*a
		c.disc(x+r*(-0.3*p-0.2*q+1.2*s), foot-r*(1.2*p+2.9*q+4.4*s), r*(0.7-0.4*a))
	}
}

// word draws what stands on the right of a mark: letters of strokes, on a line.
func (c canvas) word(left int) {
	for x := left; x+60 <= c.Rect.Max.X-10; x += 70 {
		c.box(x, baseline-8, x+60, baseline)
		c.box(x+52, baseline-letterHeight, x+60, baseline)
	}
}

// page is the picture as pieces of ink, with what Measure makes of it.
func (c canvas) page() (p *shape.Page, line []int, letter, base float64) {
	s := &prep.Survey{}
	s.Runs, s.Components, _ = prep.Label(prep.Sauvola(c.Gray, 51))
	p = shape.NewPage(c.Gray, s)
	line = p.In(c.Rect)
	letter, base = Measure(s.Components)
	return p, line, letter, base
}

// TestRead: marks of simple shapes behind a word, and what is none.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(canvas)
		want rune
	}{
		{"a dot", func(c canvas) { c.disc(90, baseline-5, 5) }, '.'},
		{"a square dot", func(c canvas) { c.box(85, baseline-9, 94, baseline) }, '.'},
		{"two dots", func(c canvas) { c.disc(90, baseline-5, 5); c.disc(90, baseline-27, 5) }, ':'},
		{"a comma", func(c canvas) { c.comma(90, baseline, 5) }, Comma},
		{"a comma below the line", func(c canvas) { c.comma(90, baseline+5, 5.5) }, Comma},
		{"a semicolon", func(c canvas) { c.disc(90, baseline-5, 5); c.comma(89, baseline-14, 5) }, Semicolon},
		{"a stroke", func(c canvas) { c.box(88, baseline-letterHeight, 94, baseline) }, 0},
	} {
		g := newCanvas(420, 160)
		g.word(110)
		c.draw(g)
		p, line, letter, base := g.page()
		if math.Abs(letter-letterHeight) > 3 || math.Abs(base-baseline) > 3 {
			t.Fatalf("%s: letters of %.0f on %.0f", c.name, letter, base)
		}
		piece, ok := Find(p, line, 84, letter, base)
		if !ok {
			t.Errorf("%s: nothing found", c.name)
			continue
		}
		if sign, conf := Default().Read(&piece); sign != c.want {
			t.Errorf("%s is read as %q, %.3f", c.name, sign, conf)
		} else {
			t.Logf("%s: %.3f", c.name, conf)
		}
	}
}

// TestFind: what has the size and the place of a mark.
func TestFind(t *testing.T) {
	g := newCanvas(420, 200)
	g.word(110)
	g.disc(90, baseline-5, 5)
	g.disc(90, baseline-27, 5)
	g.disc(40, 12, 5)  // far above the line
	g.disc(60, 190, 5) // far below
	p, line, letter, base := g.page()
	for _, c := range []struct {
		name string
		left int
		want image.Rectangle
	}{
		{"two dots", 85, image.Rect(85, baseline-32, 95, baseline)},
		{"a word", 110, image.Rectangle{}},
		{"above the line", 35, image.Rectangle{}},
		{"below the line", 55, image.Rectangle{}},
		{"nothing", 0, image.Rectangle{}},
	} {
		piece, ok := Find(p, line, c.left, letter, base)
		if ok != !c.want.Empty() || ok && piece.Box() != c.want {
			t.Errorf("%s: %v, %v", c.name, ok, piece.Box())
		}
	}
}

// TestBounds: places and sizes that no page has find something small or nothing, and what is
// found is read; a page of specks takes no longer than its specks.
func TestBounds(t *testing.T) {
	g := newCanvas(1200, 1200)
	for y := 1; y < 1200; y += 6 {
		for x := 1; x < 1200; x += 6 {
			g.box(x, y, x+3, y+3)
		}
	}
	p, line, _, _ := g.page()
	if len(line) < 30_000 {
		t.Fatalf("%d specks", len(line))
	}
	for _, letter := range []float64{0, -1, 1, 40, 1200, 1e300, math.Inf(1), math.NaN()} {
		for _, base := range []float64{0, -1e300, 600, 1e300, math.NaN()} {
			for _, left := range []int{0, 600, -1 << 40, 1 << 40} {
				piece, ok := Find(p, line, left, letter, base)
				if !ok {
					continue
				}
				if b := piece.Box(); b.Empty() || !b.In(g.Rect) || float64(b.Dx()) > maxWidth*letter || float64(b.Dy()) > maxHeight*letter {
					t.Errorf("letter %v, base %v, left %d: %v", letter, base, left, b)
				}
				if _, conf := Default().Read(&piece); !(conf > 0 && conf <= 1) {
					t.Errorf("letter %v, base %v, left %d: confidence %v", letter, base, left, conf)
				}
			}
		}
	}
	if _, ok := Find(p, nil, 0, 40, 100); ok {
		t.Error("found in a line of nothing")
	}
	if letter, base := Measure(nil); letter != 0 || base != 0 {
		t.Errorf("nothing has letters of %v on %v", letter, base)
	}
}

func TestModel(t *testing.T) {
	Default() // the embedded model opens
	for _, n := range []int{0, 4, len(embedded) - 1} {
		if _, err := Decode(embedded[:n]); !errors.Is(err, shape.ErrModel) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// TestProvenance: the file beside the model names each face with a digest and a licence.
func TestProvenance(t *testing.T) {
	f, err := os.Open("mark.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	faces := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		line, indented := strings.CutPrefix(s.Text(), "  ")
		if !indented {
			continue
		}
		fields := strings.SplitN(line, ", ", 3)
		if len(fields) != 3 || len(fields[1]) != 16 || fields[2] == "" {
			t.Errorf("%q", line)
		}
		faces++
	}
	if faces < 40 {
		t.Errorf("%d faces", faces)
	}
}
