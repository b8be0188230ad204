package main

import (
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
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

// layout is how wide a line is set.
type layout struct {
	space  float64 // of spaces, times their width in the face
	joint  float64 // more, behind letters that do not join, em
	zwnj   float64 // of joints without a space, em
	raised float64 // of hamzas above their letters, where they are set as marks, em; 0 if they are not
}

func layoutOf(r *rand.Rand) (s layout) {
	switch k := r.IntN(20); {
	case k < 6:
		s.space = 0.45 + 0.5*r.Float64()
	case k < 8: // filled to a measure
		s.space = math.Exp(0.6 + 0.8*r.Float64())
	default:
		s.space = math.Exp(0.6 * r.Float64())
	}
	if r.IntN(8) == 0 { // wider ones teach that what parts words does not
		s.joint = 0.06*r.Float64() - 0.04
	}
	if r.IntN(10) == 0 {
		s.zwnj = 0.12 * r.Float64()
	}
	if r.IntN(6) == 0 {
		s.raised = 0.03 + 0.15*r.Float64()
	}
	return s
}

// apart are letters that do not join to the next one.
var apart = []rune("\u0627\u0622\u0623\u0625\u062F\u0630\u0631\u0632\u0698\u0648\u0624")

// setLine shapes the parts of a line, each in its direction.
func setLine(line []stretch, s layout) []shaped {
	out := make([]shaped, len(line))
	for i, p := range line {
		text := p.text
		if s.raised > 0 {
			text = withoutHamzas(text)
		}
		buf := harfbuzz.NewBuffer()
		buf.AddRunes(text, 0, len(text))
		buf.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage("fa"), Script: language.Arabic, Direction: harfbuzz.LeftToRight}
		if p.right {
			buf.Props.Direction = harfbuzz.RightToLeft
		}
		buf.Shape(p.face.shaper, nil)
		em := float64(p.face.shaper.Face().Upem())
		for k, info := range buf.Info {
			at, pos := info.Cluster, &buf.Pos[k]
			switch {
			case text[at] == ' ':
				pos.XAdvance = harfbuzz.Position(s.space * float64(pos.XAdvance))
			case text[at] == zwnj:
				pos.XAdvance += harfbuzz.Position(s.zwnj * em)
			case pos.XAdvance > 0 && at > 0 && slices.Contains(apart, text[at-1]) && unicode.IsLetter(text[at]):
				pos.XAdvance += harfbuzz.Position(s.joint * em)
			}
		}
		if s.raised > 0 {
			raise(p, buf, s.raised*em)
		}
		out[i] = shaped{p.face, buf}
	}
	return out
}

// withoutHamzas is a text without the hamzas above alef and waw.
func withoutHamzas(text []rune) []rune {
	out := slices.Clone(text)
	for i, c := range out {
		switch c {
		case '\u0623': // ALEF WITH HAMZA ABOVE
			out[i] = '\u0627' // ALEF
		case '\u0624': // WAW WITH HAMZA ABOVE
			out[i] = '\u0648' // WAW
		}
	}
	return out
}

// raise sets the hamzas that withoutHamzas took away above their letters as marks, as old
// presses and early programs do.
func raise(p stretch, buf *harfbuzz.Buffer, above float64) {
	mark, ok := p.face.font.GlyphIndex(nil, '\u0654') // HAMZA ABOVE
	if ok != nil || mark == 0 {
		return
	}
	mx, my := p.face.glyphBox(mark)
	for k := 0; k < len(buf.Info); k++ {
		info, pos := buf.Info[k], buf.Pos[k]
		c := p.text[info.Cluster]
		if (c != '\u0623' && c != '\u0624') || pos.XAdvance == 0 { // ALEF, WAW WITH HAMZA ABOVE
			continue
		}
		x, y := p.face.glyphBox(sfnt.GlyphIndex(info.Glyph))
		info.Glyph = harfbuzz.GID(mark)
		at := harfbuzz.GlyphPosition{XOffset: -pos.XAdvance + harfbuzz.Position((x[0]+x[1]-mx[0]-mx[1])/2), YOffset: harfbuzz.Position(y[1] + above - my[0])}
		buf.Info = slices.Insert(buf.Info, k+1, info)
		buf.Pos = slices.Insert(buf.Pos, k+1, at)
		k++
	}
}

// glyphBox is the box around a glyph, in units of the face, y upwards.
func (f *face) glyphBox(id sfnt.GlyphIndex) (x, y [2]float64) {
	em := f.shaper.Face().Upem()
	var sb sfnt.Buffer
	bounds, _, err := f.font.GlyphBounds(&sb, id, fixed.I(int(em)), font.HintingNone)
	if err != nil {
		return x, y
	}
	of := func(v fixed.Int26_6) float64 { return float64(v) / 64 }
	return [2]float64{of(bounds.Min.X), of(bounds.Max.X)}, [2]float64{-of(bounds.Max.Y), -of(bounds.Min.Y)}
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
	if r.IntN(16) == 0 && f.has(tatweel) {
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
	lay := layoutOf(r)
	set := setLine(line, lay)
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
	if r.IntN(12) == 0 {
		alpha = curved(alpha, 0.08*size*r.Float64(), size*(10+30*r.Float64()), 2*math.Pi*r.Float64())
	}
	ink := inkOf(alpha)
	if ink.Empty() {
		return page{}, false
	}
	more := func(place func(width float64) (pen, base float64)) *image.Alpha { // another line
		z := vector.NewRasterizer(w, h)
		if line, ok := f.dress(runsOf([]rune(t.line(r))), other); ok {
			set := setLine(line, lay)
			pen, base := place(widthOf(set, size))
			if drawRight(z, line, set, size, pen, base, turn) != nil {
				return image.NewAlpha(z.Bounds())
			}
		}
		return alphaOf(z)
	}
	// A line is as high as its letters are, or as those of its neighbours.
	box := image.Rect(ink.Min.X-linePad-r.IntN(5), min(ink.Min.Y, int(2.3*size-up*(0.5+0.6*r.Float64())))-linePad, ink.Max.X+linePad+r.IntN(5), max(ink.Max.Y, int(2.3*size+down*(0.4+0.7*r.Float64())))+linePad)
	if r.IntN(10) == 0 { // cut close, or into the outermost letters
		box.Min.X += r.IntN(linePad + 5 + int(size/24))
		box.Max.X -= r.IntN(linePad + 5 + int(size/24))
	}
	if r.IntN(16) == 0 {
		box.Min.Y += r.IntN(linePad + 1 + int(size/24))
		box.Max.Y -= r.IntN(linePad + 1 + int(size/24))
	}
	if box.Empty() { // a stop between two cuts
		return page{}, false
	}
	if r.IntN(3) == 0 {
		pitch := size * (1.1 + 0.95*r.Float64())
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
