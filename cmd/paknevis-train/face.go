package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	ttf "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/paknevis/paknevis/ocr/digit"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// face is a font that has digits.
type face struct {
	name, digest, licence string
	font                  *sfnt.Font
	shaper                *harfbuzz.Font
	persian               bool
	eastern               bool                       // draws 0 to 9 as Arabic does
	shapes                []map[rune]sfnt.GlyphIndex // of digits, a set for each language that has its own
	signs                 []rune                     // of digit.Signs that it has
	letters               []rune                     // others
}

// openFaces reads the faces that match the patterns and have digits of a script and letters, in order.
func openFaces(patterns string) ([]*face, error) {
	names, err := fontFiles(patterns)
	if err != nil {
		return nil, err
	}
	var faces []*face
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading a font: %w", err)
		}
		f, err := sfnt.Parse(b)
		if err != nil {
			continue // no font, or one of a kind that is not read
		}
		fc := &face{name: name, font: f, digest: digestOf(b), licence: licenceOf(f)}
		fc.look()
		if err := fc.shape(b); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(fc.signs) >= 10 && len(fc.letters) > 0 {
			faces = append(faces, fc)
		}
	}
	return faces, nil
}

// digestOf tells files apart: the start of their SHA-256.
func digestOf(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b))[:16] }

// fontFiles lists the files that match the patterns, parted by commas, in order.
func fontFiles(patterns string) ([]string, error) {
	var names []string
	for _, p := range strings.Split(patterns, ",") {
		found, err := filepath.Glob(p)
		if err != nil {
			return nil, fmt.Errorf("listing fonts: %w", err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// licenceOf is the address or the first words of the licence that a font states.
func licenceOf(f *sfnt.Font) string {
	for _, id := range []sfnt.NameID{sfnt.NameIDLicenseURL, sfnt.NameIDLicense} {
		if s, err := f.Name(nil, id); err == nil && s != "" {
			words := strings.Fields(s)
			return strings.Join(words[:min(len(words), 12)], " ")
		}
	}
	return noLicence
}

// noLicence stands for that of a font that states none.
const noLicence = "none"

// Languages whose digits a font may draw in shapes of their own (OpenType feature locl).
var digitLanguages = []string{"fa", "ur", "sd", "ks", "ar"}

// shape finds the shapes of the digits in each language.
func (f *face) shape(b []byte) error {
	parsed, err := ttf.ParseTTF(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("parsing the font: %w", err)
	}
	hb := harfbuzz.NewFont(parsed)
	f.shaper = hb
	for _, l := range digitLanguages {
		set := map[rune]sfnt.GlyphIndex{}
		for _, r := range append(f.signs[:len(f.signs):len(f.signs)], '\u060C', '\u066C') { // ARABIC COMMA, THOUSANDS SEPARATOR
			if !f.has(r) {
				continue
			}
			buf := harfbuzz.NewBuffer()
			buf.AddRunes([]rune{r}, 0, 1)
			buf.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage(l), Script: language.Arabic, Direction: harfbuzz.LeftToRight}
			buf.Shape(hb, nil)
			if len(buf.Info) == 1 {
				set[r] = sfnt.GlyphIndex(buf.Info[0].Glyph)
			}
		}
		if !slices.ContainsFunc(f.shapes, func(m map[rune]sfnt.GlyphIndex) bool { return maps.Equal(m, set) }) {
			f.shapes = append(f.shapes, set)
		}
	}
	return nil
}

func (f *face) has(r rune) bool {
	i, err := f.font.GlyphIndex(nil, r)
	return err == nil && i != 0
}

// same reports two characters of one outline.
func (f *face) same(a, b rune) bool {
	var buf sfnt.Buffer
	of := func(c rune) []sfnt.Segment {
		i, err := f.font.GlyphIndex(&buf, c)
		if err != nil || i == 0 {
			return nil
		}
		s, err := f.font.LoadGlyph(&buf, i, fixed.I(64), nil)
		if err != nil {
			return nil
		}
		return slices.Clone(s)
	}
	x, y := of(a), of(b)
	return x != nil && slices.Equal(x, y)
}

// look lists what the face can draw. One without Persian digits lends its Latin ones.
func (f *face) look() {
	f.persian = f.has('\u06F4')       // EXTENDED ARABIC-INDIC DIGIT FOUR
	f.eastern = f.same('5', '\u0665') // ARABIC-INDIC DIGIT FIVE
	for _, r := range digit.Signs {
		if f.has(r) {
			f.signs = append(f.signs, r)
		}
	}
	// Not the letters that look like digits: what stands beside them tells.
	letters := "ABCDEFGHJKLMNPRSTUWXYZabcdefghikmnpqrstuwxyz=*&#@?!"
	for r := '\u0628'; r <= '\u064A'; r++ { // ARABIC LETTER BEH to YEH
		letters += string(r)
	}
	letters += "\u067E\u0686\u0698\u06A9\u06AF\u06CC\u061F\u061B" // PEH, TCHEH, JEH, KEHEH, GAF, FARSI YEH, QUESTION MARK, SEMICOLON
	for r := '\uFE8F'; r <= '\uFEFC'; r++ {                       // the shapes of BEH to LAM WITH ALEF
		letters += string(r)
	}
	for _, r := range letters {
		if f.has(r) {
			f.letters = append(f.letters, r)
		}
	}
}

// text is a word like those of tables and dates: digits of one script with signs, or
// letters among them.
func (f *face) text(r *rand.Rand) []rune {
	zero := '0'
	signs := []rune(".,/-:")
	if f.persian && r.IntN(4) > 0 {
		zero = '\u06F0'                          // EXTENDED ARABIC-INDIC DIGIT ZERO
		signs = []rune("./-:\u066B\u066C\u066C") // ARABIC DECIMAL SEPARATOR, THOUSANDS SEPARATOR
	}
	if r.IntN(8) == 0 && f.persian {
		zero = '\u0660' // ARABIC-INDIC DIGIT ZERO
	}
	pick := func(from []rune) rune { return from[r.IntN(len(from))] }
	var t []rune
	if r.IntN(6) == 0 {
		t = append(t, pick([]rune("(\u00AB")))
	}
	for n := 1 + r.IntN(7); n > 0; n-- {
		t = append(t, zero+rune(r.IntN(10)))
		if n > 1 && r.IntN(4) == 0 {
			t = append(t, pick(signs))
		}
		if r.IntN(12) == 0 {
			t = append(t, pick(f.letters))
		}
	}
	switch r.IntN(8) {
	case 0:
		t = append(t, '%')
	case 1:
		t = append(t, '\u066A') // ARABIC PERCENT SIGN
	case 2:
		t = append(t, pick([]rune(")\u00BB,.:\u060C\u060C+"))) // ARABIC COMMA
	}
	if r.IntN(10) == 0 {
		t = t[:0]
		for range 1 + r.IntN(4) {
			t = append(t, pick(f.letters))
		}
	}
	return slices.DeleteFunc(t, func(r rune) bool {
		drawn, _ := f.stand(r)
		return !f.has(drawn)
	})
}

// drawn is a sign and where it stands.
type drawn struct {
	x0, x1 float64
	class  int
}

// setting is how a sign is drawn.
type setting struct {
	sign  rune
	scale float64
	rise  float64 // em
}

// stand is the code point by which a sign is drawn. Few faces have the Arabic separators:
// others lend a raised comma for that of thousands and a small slash for that of decimals.
func (f *face) stand(c rune) (rune, setting) {
	if !f.has(c) {
		switch c {
		case '\u066C': // ARABIC THOUSANDS SEPARATOR
			return ',', setting{c, 1, 0.45}
		case '\u066B': // ARABIC DECIMAL SEPARATOR
			return '/', setting{c, 0.5, -0.15}
		}
	}
	return c, setting{c, 1, 0}
}

var errNothing = errors.New("nothing was drawn")

// draw sets a text from left to right on a picture worn like a scan.
func (f *face) draw(r *rand.Rand, text []rune) (*shape.Page, []drawn, float64, error) {
	size := sizeOf(r, 16, 64)
	turn, slant := (r.Float64()-0.5)*0.02, 0.0
	if r.IntN(6) == 0 {
		slant = 0.25 * (2*r.Float64() - 1)
	}
	track := 0.0
	if r.IntN(3) == 0 {
		track = size * 0.08 * r.Float64()
	}
	width, height := int(size*float64(len(text)+3)), int(size*3)
	z := vector.NewRasterizer(width, height)
	base := size * 2
	at := func(x, y float64) (float32, float32) { // y grows downwards
		return float32(size + x + slant*-y), float32(base + y + turn*x)
	}
	var buf sfnt.Buffer
	var want []drawn
	pen, tall := 0.0, 0.0
	ppem := fixed.Int26_6(size * 64)
	shapes := f.shapes[r.IntN(len(f.shapes))]
	for _, c := range text {
		c, set := f.stand(c)
		id, ok := shapes[c]
		if !ok {
			var err error
			if id, err = f.font.GlyphIndex(&buf, c); err != nil {
				return nil, nil, 0, fmt.Errorf("finding a glyph: %w", err)
			}
		}
		segments, err := f.font.LoadGlyph(&buf, id, ppem, nil)
		if err != nil {
			return nil, nil, 0, fmt.Errorf("reading an outline: %w", err)
		}
		point := func(p fixed.Point26_6) (float32, float32) {
			return at(pen+set.scale*float64(p.X)/64, set.scale*float64(p.Y)/64-set.rise*size)
		}
		lo, hi := math.Inf(1), math.Inf(-1)
		outline(z, segments, point, func(x float32) { lo, hi = min(lo, float64(x)), max(hi, float64(x)) })
		for _, s := range segments {
			tall = max(tall, -float64(s.Args[0].Y)/64)
		}
		if lo < hi {
			want = append(want, drawn{lo, hi, digit.Class(set.sign)})
		}
		advance, err := f.font.GlyphAdvance(&buf, id, ppem, font.HintingNone)
		if err != nil {
			return nil, nil, 0, fmt.Errorf("reading an advance: %w", err)
		}
		pen += set.scale*float64(advance)/64 + track
	}
	if len(want) == 0 {
		return nil, nil, 0, errNothing
	}
	g := scanOf(r, z, size)
	letter := tall * (0.6 + 1.0*r.Float64())
	return shape.NewPage(g, surveyOf(g)), want, letter, nil
}

// extent is where the glyphs of a character stand, in pixels.
type extent struct{ x0, x1 float64 }

// shaped is a text in one face, as a shaper sets it.
type shaped struct {
	face *face
	buf  *harfbuzz.Buffer
}

// set shapes a text: Persian from right to left, or English.
func (f *face) set(text []rune, persian bool) shaped {
	buf := harfbuzz.NewBuffer()
	buf.AddRunes(text, 0, len(text))
	buf.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage("en"), Script: language.Latin, Direction: harfbuzz.LeftToRight}
	if persian {
		buf.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage("fa"), Script: language.Arabic, Direction: harfbuzz.RightToLeft}
	}
	buf.Shape(f.shaper, nil)
	return shaped{f, buf}
}

// width is how many pixels it takes at so many to an em.
func (s shaped) width(size float64) (sum float64) {
	em := size / float64(s.face.shaper.Face().Upem())
	for i := range s.buf.Pos {
		sum += float64(s.buf.Pos[i].XAdvance) * em
	}
	return sum
}

// draw draws it from the pen on, at so many pixels to an em, on a line that climbs by turn,
// and gives where each character stands and where the pen has come to.
func (s shaped) draw(z *vector.Rasterizer, text []rune, size, pen, base, turn float64) (at []extent, end float64, err error) {
	em := size / float64(s.face.shaper.Face().Upem())
	at = make([]extent, len(text))
	for i := range at {
		at[i] = extent{math.Inf(1), math.Inf(-1)}
	}
	var sb sfnt.Buffer
	for i, info := range s.buf.Info {
		pos := s.buf.Pos[i]
		segments, err := s.face.font.LoadGlyph(&sb, sfnt.GlyphIndex(info.Glyph), fixed.Int26_6(size*64), nil)
		if err != nil {
			return nil, 0, fmt.Errorf("reading an outline: %w", err)
		}
		x0, y0 := pen+float64(pos.XOffset)*em, base-float64(pos.YOffset)*em
		point := func(p fixed.Point26_6) (float32, float32) {
			x := x0 + float64(p.X)/64
			return float32(x), float32(y0 + float64(p.Y)/64 + turn*x)
		}
		e := &at[info.Cluster]
		outline(z, segments, point, func(x float32) { e.x0, e.x1 = min(e.x0, float64(x)), max(e.x1, float64(x)) })
		pen += float64(pos.XAdvance) * em
	}
	return at, pen, nil
}

// widest bounds the picture of a line, in pixels.
const widest = 8000

// sizeOf is a random number of pixels to an em, as likely twice as large as half.
func sizeOf(r *rand.Rand, least, most float64) float64 {
	return math.Exp(math.Log(least) + r.Float64()*(math.Log(most)-math.Log(least)))
}

// scanOf is what was drawn, worn like a scan.
func scanOf(r *rand.Rand, z *vector.Rasterizer, size float64) *image.Gray {
	alpha := image.NewAlpha(z.Bounds())
	z.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	return wear(r, alpha, size)
}

// outline draws the outline of a glyph; end is told the column of each end of a segment.
func outline(z *vector.Rasterizer, segments sfnt.Segments, point func(fixed.Point26_6) (x, y float32), end func(x float32)) {
	for _, s := range segments {
		x, y := point(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := point(s.Args[1])
			z.QuadTo(x, y, x1, y1)
			x = x1
		case sfnt.SegmentOpCubeTo:
			x1, y1 := point(s.Args[1])
			x2, y2 := point(s.Args[2])
			z.CubeTo(x, y, x1, y1, x2, y2)
			x = x2
		}
		end(x)
	}
	z.ClosePath()
}

// surveyOf is what of a survey a page of digits needs.
func surveyOf(g *image.Gray) *prep.Survey {
	s := &prep.Survey{}
	s.Runs, s.Components, _ = prep.Label(prep.Sauvola(g, 51)) // as prep.Measure does
	return s
}

// wear makes a scan of a picture: blurred, pale or dark, noisy, black and white.
func wear(r *rand.Rand, a *image.Alpha, size float64) *image.Gray {
	w, h := a.Rect.Dx(), a.Rect.Dy()
	v := make([]float64, w*h)
	for i := range v {
		v[i] = float64(a.Pix[(i/w)*a.Stride+i%w]) / 255
	}
	for range r.IntN(2 + min(2, int(size/24))) {
		v = smooth(v, w, h)
	}
	gain := 0.9 + 0.6*r.Float64() // strokes grow or shrink
	ink, paper := 170+80*r.Float64(), 220+35*r.Float64()
	noise := 0.0
	if r.IntN(2) == 0 {
		noise = 8 * r.Float64()
	}
	cut := -1.0
	if r.IntN(4) == 0 {
		cut = paper - ink*(0.4+0.25*r.Float64())
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i, x := range v {
		p := paper - ink*min(1, gain*x) + noise*r.NormFloat64()
		if cut >= 0 {
			if p < cut {
				p = 0
			} else {
				p = 255
			}
		}
		g.Pix[i] = uint8(max(0, min(255, p)))
	}
	return g
}

// smooth is a pass of the binomial filter 1 2 1 in both directions.
func smooth(v []float64, w, h int) []float64 {
	out := make([]float64, len(v))
	get := func(x, y int) float64 { return v[max(0, min(h-1, y))*w+max(0, min(w-1, x))] }
	for y := range h {
		for x := range w {
			sum := 0.0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					sum += float64((2-abs(dx))*(2-abs(dy))) * get(x+dx, y+dy)
				}
			}
			out[y*w+x] = sum / 16
		}
	}
	return out
}

func abs(x int) int { return max(x, -x) }
