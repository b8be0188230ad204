package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/vector"

	"github.com/paknevis/paknevis/fixtures/picture"
)

// dress gives each run a face: the given one, or another for the characters it lacks. It
// reports whether the two have them all.
func (f *face) dress(runs []run, other *face) (out []stretch, ok bool) {
	lacks := func(f *face, c rune) bool {
		return c != ' ' && c != zwnj && (!f.has(c) || f.eastern && (c == '%' || c >= '0' && c <= '9'))
	}
	for _, p := range runs {
		for len(p.text) > 0 {
			chosen, n := f, 0
			if lacks(f, p.text[0]) {
				chosen = other
			}
			for n < len(p.text) && !lacks(chosen, p.text[n]) && (chosen == f || lacks(f, p.text[n])) {
				n++
			}
			if n == 0 || n < len(p.text) && !p.right {
				return nil, false
			}
			out = append(out, stretch{p.text[:n], chosen, p.right, 1})
			p.text = p.text[n:]
		}
	}
	return out, true
}

// setLine shapes the parts of a line, each in its direction, with spaces so many times as
// wide as the faces have them.
func setLine(line []stretch, space float64) []shaped {
	out := make([]shaped, len(line))
	for i, p := range line {
		buf := harfbuzz.NewBuffer()
		buf.AddRunes(p.text, 0, len(p.text))
		buf.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage("fa"), Script: language.Arabic, Direction: harfbuzz.LeftToRight}
		if p.right {
			buf.Props.Direction = harfbuzz.RightToLeft
		}
		buf.Shape(p.face.shaper, nil)
		for k, info := range buf.Info {
			if p.text[info.Cluster] == ' ' {
				buf.Pos[k].XAdvance = harfbuzz.Position(space * float64(buf.Pos[k].XAdvance))
			}
		}
		out[i] = shaped{p.face, buf}
	}
	return out
}

// drawRight draws the parts of a line, the last one leftmost.
func drawRight(z *vector.Rasterizer, line []stretch, set []shaped, size, pen, base, turn float64) error {
	for i := len(line) - 1; i >= 0; i-- {
		_, end, err := set[i].draw(z, line[i].text, size, pen, base, turn)
		if err != nil {
			return err
		}
		pen = end
	}
	return nil
}

func widthOf(set []shaped, size float64) (sum float64) {
	for _, s := range set {
		sum += s.width(size)
	}
	return sum
}

// Heights of an alef or a gaf, in pixels: from small print at 100 dpi to large at 300.
const (
	leastTall = 10
	mostTall  = 42
	// linePad is the white that Tesseract leaves around a line, in pixels.
	linePad = 4
)

// drawPage draws a line in a face, with parts of its neighbours, cut as Tesseract cuts it.
func drawPage(r *rand.Rand, f, other *face, t *texts) (page, bool) {
	runs := runsOf([]rune(t.line(r)))
	label := seen(runs)
	if r.IntN(25) == 0 && f.has(tatweel) {
		for i := range runs {
			runs[i].text = stretched(r, runs[i].text)
		}
	}
	line, ok := f.dress(runs, other)
	if !ok {
		return page{}, false
	}
	up, down := f.tall()
	size := sizeOf(r, leastTall, mostTall) / up
	up, down = up*size, down*size
	space := math.Exp(0.6 * r.Float64())
	if r.IntN(10) == 0 {
		space = 0.85 + 0.15*r.Float64()
	}
	set := setLine(line, space)
	w, h := int(widthOf(set, size)+2*size), int(4*size)
	if w > widest || w < 8 {
		return page{}, false
	}
	turn := 0.004 * r.NormFloat64()
	if r.IntN(10) == 0 {
		turn = 0.02 * (2*r.Float64() - 1)
	}
	base := 2.3*size - turn*float64(w)/2
	z := vector.NewRasterizer(w, h)
	if drawRight(z, line, set, size, size, base, turn) != nil {
		return page{}, false
	}
	alpha := alphaOf(z)
	ink := inkOf(alpha)
	if ink.Empty() {
		return page{}, false
	}
	more := func(place func(width float64) (pen, base float64)) *image.Alpha { // another line
		z := vector.NewRasterizer(w, h)
		if line, ok := f.dress(runsOf([]rune(t.line(r))), other); ok {
			set := setLine(line, space)
			pen, base := place(widthOf(set, size))
			if drawRight(z, line, set, size, pen, base, turn) != nil {
				return image.NewAlpha(z.Bounds())
			}
		}
		return alphaOf(z)
	}
	// A line is as high as its letters are, or as those of its neighbours.
	box := image.Rect(ink.Min.X-linePad-r.IntN(5), min(ink.Min.Y, int(2.3*size-up*(0.5+0.6*r.Float64())))-linePad, ink.Max.X+linePad+r.IntN(5), max(ink.Max.Y, int(2.3*size+down*(0.4+0.7*r.Float64())))+linePad)
	if r.IntN(3) == 0 {
		pitch := size * (1.25 + 0.8*r.Float64())
		for _, at := range []float64{-pitch, pitch} {
			over(alpha, more(func(width float64) (pen, _ float64) { return float64(w) - size - width, base + at }), 1)
		}
	}
	if r.IntN(12) == 0 { // the back shows through
		over(alpha, flipped(more(func(float64) (pen, _ float64) { return 0, base + size*(r.Float64()-0.5) })), 0.1+0.15*r.Float64())
	}
	g := image.NewGray(image.Rect(0, 0, box.Dx(), box.Dy()))
	for y := range box.Dy() {
		for x := range box.Dx() {
			if p := image.Pt(x+box.Min.X, y+box.Min.Y); p.In(alpha.Rect) {
				g.Pix[y*g.Stride+x] = alpha.AlphaAt(p.X, p.Y).A
			}
		}
	}
	ruled(r, g, size)
	return page{scanned(r, g, size), label}, true
}

// tall is how far the letters of a face reach above and below the line, in em.
func (f *face) tall() (up, down float64) {
	const size = 40
	text := []rune("\u0627\u0644\u06AF\u062C\u0631") // ALEF, LAM, GAF, JEEM, REH
	z := vector.NewRasterizer(8*size, 4*size)
	if _, _, err := f.set(text, true).draw(z, text, size, size, 2*size, 0); err != nil {
		return 0.7, 0.3
	}
	ink := inkOf(alphaOf(z))
	return max(0.3, 2-float64(ink.Min.Y)/size), float64(ink.Max.Y)/size - 2
}

// ruled draws parts of the rules of a table at the edges of a line, now and then.
func ruled(r *rand.Rand, g *image.Gray, size float64) {
	thick := 1 + r.IntN(1+int(size/16))
	draw := func(box image.Rectangle) {
		for y := max(0, box.Min.Y); y < min(box.Max.Y, g.Rect.Dy()); y++ {
			for x := max(0, box.Min.X); x < min(box.Max.X, g.Rect.Dx()); x++ {
				g.Pix[y*g.Stride+x] = 255
			}
		}
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	switch r.IntN(24) {
	case 0:
		draw(image.Rect(0, 0, thick, h))
	case 1:
		draw(image.Rect(w-thick, 0, w, h))
	case 2:
		draw(image.Rect(0, 0, w, thick))
	case 3:
		draw(image.Rect(0, h-thick, w, h))
	case 4:
		draw(image.Rect(0, h-thick, w/(2+r.IntN(4)), h))
	}
}

// stretched is a text with a letter or two drawn out.
func stretched(r *rand.Rand, text []rune) []rune {
	var out []rune
	for i, c := range text {
		out = append(out, c)
		if i+1 < len(text) && slices.Contains(joining, c) && slices.Contains(persianLetters, text[i+1]) && r.IntN(12) == 0 {
			for range 1 + r.IntN(3) {
				out = append(out, tatweel)
			}
		}
	}
	return out
}

// joining are letters that join to the next one.
var joining = []rune("\u0628\u067E\u062A\u062B\u062C\u0686\u062D\u062E\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u06A9\u06AF\u0645\u0646\u0647\u06CC")

func alphaOf(z *vector.Rasterizer) *image.Alpha {
	a := image.NewAlpha(z.Bounds())
	z.Draw(a, a.Rect, image.Opaque, image.Point{})
	return a
}

// inkOf is the box of what is drawn.
func inkOf(a *image.Alpha) (box image.Rectangle) {
	for y := range a.Rect.Dy() {
		for x, v := range a.Pix[y*a.Stride : y*a.Stride+a.Rect.Dx()] {
			if v > 64 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// over lays a share of the ink of b over a of the same size.
func over(a, b *image.Alpha, share float64) {
	for i, v := range b.Pix {
		a.Pix[i] = max(a.Pix[i], uint8(share*float64(v)))
	}
}

func flipped(a *image.Alpha) *image.Alpha {
	out := image.NewAlpha(a.Rect)
	for y := range a.Rect.Dy() {
		row := out.Pix[y*out.Stride : y*out.Stride+a.Rect.Dx()]
		copy(row, a.Pix[y*a.Stride:])
		slices.Reverse(row)
	}
	return out
}

// scanned is ink on paper as a scanner sees it and preparation leaves it.
func scanned(r *rand.Rand, g *image.Gray, size float64) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	v := make([]float64, w*h)
	for i, p := range g.Pix {
		v[i] = float64(p) / 255
	}
	plain := r.IntN(4) == 0 // as pages drawn by a program are
	if !plain {
		for range r.IntN(2 + min(3, int(size/18))) {
			v = smooth(v, w, h)
		}
	}
	gain, ink, paper := 1.0, 255.0, 255.0
	if !plain {
		gain = 0.85 + 0.8*r.Float64() // strokes grow or shrink
		paper = 200 + 55*r.Float64()
		ink = paper * (0.5 + 0.5*r.Float64())
	}
	for i, x := range v {
		g.Pix[i] = uint8(paper - ink*min(1, gain*x))
	}
	if plain {
		return g
	}
	if r.IntN(6) == 0 {
		g = picture.Texture(g, r)
	}
	if r.IntN(5) < 2 {
		g = picture.Noise(g, r, sizeOf(r, 2, 30))
	}
	if r.IntN(8) == 0 {
		g = picture.Pepper(g, r, sizeOf(r, 0.0005, 0.008))
	}
	if r.IntN(8) == 0 {
		g = median(g)
	}
	if r.IntN(10) == 0 {
		g = picture.Blur(g, 1)
	}
	if r.IntN(4) == 0 {
		if m, err := jpeg.Decode(bytes.NewReader(picture.JPEG(g, 12+r.IntN(60)))); err == nil {
			if p, ok := m.(*image.Gray); ok {
				g = p
			}
		}
	}
	if r.IntN(5) == 0 {
		g = picture.Bilevel(g, paper-ink*(0.35+0.3*r.Float64()))
	}
	return g
}

// median is the middle of each pixel and its eight neighbours.
func median(g *image.Gray) *image.Gray {
	var near [9]float64
	return picture.Each(g, func(x, y int, v float64) float64 {
		n := 0
		for j := -1; j <= 1; j++ {
			for i := -1; i <= 1; i++ {
				near[n] = 255
				if p := image.Pt(x+i, y+j); p.In(g.Rect) {
					near[n] = float64(g.GrayAt(p.X, p.Y).Y)
				}
				n++
			}
		}
		slices.Sort(near[:])
		return near[4]
	})
}
