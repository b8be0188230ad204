package prep

import (
	"fmt"
	"image"
	"math"
	"strings"
)

// Plan lists what to do to a picture before it is read, in this order.
type Plan struct {
	Invert   bool    // light print on a dark ground
	Border   bool    // paint the scanner's black border over
	Panels   bool    // draw light print on darker ground as dark print
	Impulses bool    // take away pepper and salt
	Flatten  float64 // part of the paper's grey value from which all is paper, shadows or not; 0 for none
	Ground   uint8   // grey value from which all is paper, 0 for none
	Specks   bool    // take away specks: pieces of ink smaller than any dot
	Median   bool    // take the median of each pixel and its neighbours
	Quarters int     // quarter turns, clockwise
	Deskew   float64 // degrees by which the lines climb to the right
	Scale    float64 // factor, 0 or 1 for none
	Paper    uint8   // grey value of the ground, for new corners
}

// Thresholds of the steps.
const (
	// minSkew is the angle in degrees from which deskewing pays: the default
	// page segmentation loses lines from 1 degree on.
	minSkew = 0.4
	// impulses is the number of specks a letter from which taking away impulses
	// pays; a clean scan has less than one.
	impulses = 3.0
	// tallLetter is the letter height in pixels from which the recognizer loses
	// lines, smallLetter that below which it takes letters for others, and
	// wantedLetter the height to scale to: 13-point print at 200 dpi.
	tallLetter, smallLetter, wantedLetter = 48.0, 11.0, 22.0
	// minEnlarge is the least factor that pays; smallLetter asks for twice as much.
	minEnlarge = 1.1
	// maxEnlarge bounds how far a picture is scaled up.
	maxEnlarge = 3.0
)

// MaxEnlarged is to how many pixels a picture is scaled up at most: A4 at 200 dpi three
// times. Pages of metres would take gigabytes.
const MaxEnlarged = 36_000_000

// Plan says what the picture needs.
func (s *Survey) Plan() Plan {
	p := Plan{Invert: s.Dark, Border: s.Border, Panels: s.Panels, Flatten: s.ground, Paper: 255}
	p.Impulses = s.Speckle > impulses
	if s.ink == 0 {
		return p
	}
	if s.Sideways {
		p.Quarters = 1
	}
	if math.Abs(s.Skew) >= minSkew && math.Abs(s.Skew) < MaxSkew {
		p.Deskew = s.Skew
	}
	if s.Letter > tallLetter || s.Letter < smallLetter {
		p.Scale = min(wantedLetter/s.Letter, maxEnlarge)
	}
	if n := s.size.X * s.size.Y; n > 0 && p.Scale > 1 {
		p.Scale = min(p.Scale, math.Sqrt(MaxEnlarged/float64(n)))
		if p.Scale < minEnlarge {
			p.Scale = 0
		}
	}
	return p
}

// Empty reports whether there is nothing to do.
func (p Plan) Empty() bool {
	return !p.Invert && !p.Border && !p.Panels && p.Flatten == 0 && p.Ground == 0 && !p.Specks && !p.Impulses && !p.Median && p.Quarters&3 == 0 && p.Deskew == 0 && (p.Scale == 0 || p.Scale == 1)
}

// String names the steps, e.g. "impulses deskew=1.8".
func (p Plan) String() string {
	var s []string
	if p.Invert {
		s = append(s, "invert")
	}
	if p.Border {
		s = append(s, "border")
	}
	if p.Panels {
		s = append(s, "panels")
	}
	if p.Impulses {
		s = append(s, "impulses")
	}
	if p.Flatten != 0 {
		s = append(s, fmt.Sprintf("flatten=%.2f", p.Flatten))
	}
	if p.Ground != 0 {
		s = append(s, fmt.Sprintf("ground=%d", p.Ground))
	}
	if p.Specks {
		s = append(s, "specks")
	}
	if p.Median {
		s = append(s, "median")
	}
	if p.Quarters&3 != 0 {
		s = append(s, fmt.Sprintf("turn=%d", p.Quarters&3*90))
	}
	if p.Deskew != 0 {
		s = append(s, fmt.Sprintf("deskew=%.2f", p.Deskew))
	}
	if p.Scale != 0 && p.Scale != 1 {
		s = append(s, fmt.Sprintf("scale=%.2f", p.Scale))
	}
	return strings.Join(s, " ")
}

// Apply does what p says and returns the picture with the map from its points
// to those of g. An empty plan returns g itself.
func Apply(g *image.Gray, p Plan) (*image.Gray, Map) {
	m := Identity
	if p.Invert {
		g = invert(g)
	}
	if p.Border {
		g, _ = borders(g)
	}
	if p.Panels {
		h := histogram(g)
		g, _ = panels(g, &h)
	}
	if p.Impulses {
		g = dropImpulses(g)
	}
	if p.Flatten != 0 {
		g = flatten(g, p.Flatten)
	}
	if p.Ground != 0 {
		g = whiten(g, p.Ground)
	}
	if p.Specks {
		g = despeckle(g, p.Paper)
	}
	if p.Median {
		g = Median3(g)
	}
	var step Map
	if p.Quarters&3 != 0 {
		g, step = Turn(g, p.Quarters)
		m = m.After(step)
	}
	if p.Deskew != 0 {
		g, step = Deskew(g, p.Deskew, p.Paper)
		m = m.After(step)
	}
	switch {
	case p.Scale > 1:
		g, step = Enlarge(g, p.Scale)
		m = m.After(step)
	case p.Scale > 0 && p.Scale < 1:
		g, step = Shrink(g, p.Scale)
		m = m.After(step)
	}
	return g, m
}
