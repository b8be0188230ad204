package cipher

import (
	_ "embed"
	"math"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/page"
)

// No word tells which digit a glyph is, and a wrong one is worse than none. But
// digits are drawn alike in all fonts, so an outline that is like one of ours and
// unlike all others is told by its shape.

// Grid of the pictures that shapes are compared by.
const (
	gridW, gridH = 8, 10
	gridFine     = 3 // samples of a cell in each direction
)

// picture is an outline stretched to a grid, with what the stretching loses.
type picture struct {
	ink    [gridW * gridH]float64 // covered share of each cell, rows from below
	aspect float64                // logarithm of width by height
	height float64                // logarithm of the height in em
}

// draw makes the picture of an outline; false if there is none.
func draw(cs []page.Contour) (f picture, ok bool) {
	if len(cs) == 0 {
		return f, false
	}
	box := cs[0].Box
	for _, c := range cs[1:] {
		box = box.Union(c.Box)
	}
	if box.Empty() {
		return f, false
	}
	var row []crossing
	for y := range gridH * gridFine {
		row = crossings(row[:0], cs, box.Y0+(float64(y)+0.5)/(gridH*gridFine)*box.Height())
		for x := range gridW * gridFine {
			at, winding := box.X0+(float64(x)+0.5)/(gridW*gridFine)*box.Width(), 0
			for _, c := range row {
				if c.x > at {
					winding += c.turn
				}
			}
			if winding != 0 {
				f.ink[y/gridFine*gridW+x/gridFine] += 1.0 / (gridFine * gridFine)
			}
		}
	}
	f.aspect, f.height = math.Log(box.Width()/box.Height()), math.Log(box.Height()/1000)
	return f, true
}

// crossing is where an outline crosses a level line, and in which sense.
type crossing struct {
	x    float64
	turn int // 1 up, -1 down: those on the right add up to the winding number of a point
}

// crossings appends the crossings of the line at height y.
func crossings(to []crossing, cs []page.Contour, y float64) []crossing {
	for _, c := range cs {
		for i, p := range c.Path {
			q := c.Path[(i+1)%len(c.Path)]
			if (p.Y > y) == (q.Y > y) {
				continue
			}
			turn := -1
			if q.Y > p.Y {
				turn = 1
			}
			to = append(to, crossing{p.X + (y-p.Y)/(q.Y-p.Y)*(q.X-p.X), turn})
		}
	}
	return to
}

// Weights and limits of the comparison, tuned on 48 faces of public files against
// the pictures of our own: 191 of 266 digits are told, none wrongly.
const (
	sizeWeight = 6.0
	digitNear  = 8.0 // largest distance from a known digit
	digitClear = 1.5 // how many times as far every other digit lies
)

func (f *picture) distance(g *picture) float64 {
	a, h := f.aspect-g.aspect, f.height-g.height
	d := sizeWeight * (a*a + h*h)
	for i, v := range f.ink {
		d += (v - g.ink[i]) * (v - g.ink[i])
	}
	return d
}

//go:embed digits.txt
var digitsText string

// digitPictures are the known pictures by digit. A line of digits.txt has the digit,
// the aspect and the height in hundredths, and the ink of the cells in ninths.
var digitPictures = sync.OnceValue(func() (all [10][]picture) {
	for line := range strings.Lines(digitsText) {
		f := strings.Fields(line)
		if len(f) != 4 || len(f[3]) != gridW*gridH || strings.HasPrefix(line, "#") {
			continue
		}
		p := picture{aspect: hundredths(f[1]), height: hundredths(f[2])}
		for i := range p.ink {
			p.ink[i] = float64(f[3][i]-'0') / (gridFine * gridFine)
		}
		d := f[0][0] - '0'
		all[d%10] = append(all[d%10], p)
	}
	return all
})

func hundredths(s string) float64 {
	n, sign := 0, 1
	for _, c := range s {
		if c == '-' {
			sign = -1
		} else {
			n = n*10 + int(c-'0')
		}
	}
	return float64(sign*n) / 100
}

// digitOf is the digit that an outline shows beyond doubt, or -1.
func digitOf(cs []page.Contour) int {
	f, ok := draw(cs)
	if !ok {
		return -1
	}
	best, near, next := -1, math.Inf(1), math.Inf(1)
	for d, known := range digitPictures() {
		least := math.Inf(1)
		for i := range known {
			least = min(least, f.distance(&known[i]))
		}
		switch {
		case least < near:
			best, near, next = d, least, near
		case least < next:
			next = least
		}
	}
	if near > digitNear || next < digitClear*near {
		return -1
	}
	return best
}

// digits names the codes that stand in numbers only, if their font draws no other
// glyph for the digit they look like.
func (s *solver) digits(outlines Outliner, names map[Code]page.Naming) {
	if outlines == nil {
		return
	}
	for k := range s.codes {
		c := &s.codes[k]
		if _, ok := names[c.code]; ok || c.gid == 0 || c.place.digits == 0 || c.place.inside > 0 || c.place.latin > 0 {
			continue
		}
		d := digitOf(outlines.Outline(c.code.Font, c.gid))
		if d < 0 {
			continue
		}
		base := '\u06F0' // EXTENDED ARABIC-INDIC DIGIT ZERO
		if !s.hasDigits(c.code.Font, base) && s.hasDigits(c.code.Font, '\u0660') {
			base = '\u0660' // ARABIC-INDIC DIGIT ZERO
		}
		r := base + rune(d)
		if s.drawn[c.code.Font][r] == nil {
			names[c.code] = page.Naming{Text: string(r), Evidence: page.EvidenceGuess, Conf: signConf}
		}
	}
}

// hasDigits reports a font that draws digits of a block.
func (s *solver) hasDigits(font int32, base rune) bool {
	for r := range s.drawn[font] {
		if r >= base && r <= base+9 {
			return true
		}
	}
	return false
}
