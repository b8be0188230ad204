package prep

import (
	"image"
	"math"
)

const (
	// MaxSkew is the steepest angle in degrees that is looked for.
	MaxSkew = 8.0
	// skewCoarse and skewFine are the steps of the search in degrees.
	skewCoarse, skewFine = 0.5, 0.05
	// sidewaysGain is how much sharper the profile of columns must be than that
	// of rows for a page to lie on its side.
	sidewaysGain = 1.6
	// minLines is the number of text components from which a comb can be seen,
	// some three lines of print.
	minLines = 60
	// minExtent is the least side of a picture in letter heights: in a strip of
	// one or two lines the comb of its columns says nothing.
	minExtent = 12
	// maxProbes bounds the runs that are looked at for one angle.
	maxProbes = 120_000
)

// direction finds how the lines run: by columns or by rows, and at which angle.
// The profile of a page along its lines is a comb; the angle with the sharpest
// comb (largest sum of squared steps) is that of the lines. H. S. Baird, The
// skew angle of printed documents, Proc. SPSE 1987.
func (s *Survey) direction(size image.Point) (sideways bool, degrees float64) {
	type probe struct{ x, y, n float64 }
	var probes []probe
	stride := 1 + len(s.Runs)/maxProbes
	for i := 0; i < len(s.Runs); i += stride {
		if r := s.Runs[i]; s.Text[r.Component] {
			probes = append(probes, probe{float64(r.X0+r.X1) / 2, float64(r.Y), float64(r.X1 - r.X0)})
		}
	}
	if s.letters < minLines || float64(min(size.X, size.Y)) < minExtent*s.Letter {
		return false, 0
	}
	bins := make([]float64, size.X+size.Y+2)
	sharp := func(degrees float64, columns bool) float64 {
		clear(bins)
		t := math.Tan(degrees * math.Pi / 180)
		off := 0.0
		if t < 0 {
			off = -t * float64(max(size.X, size.Y))
		}
		for _, p := range probes {
			at := p.y + p.x*t + off
			if columns {
				at = p.x + p.y*t + off
			}
			if i := int(at); i >= 0 && i < len(bins) {
				bins[i] += p.n
			}
		}
		e := 0.0
		for i := 2; i < len(bins); i++ {
			d := bins[i] - bins[i-2]
			e += d * d
		}
		return e
	}
	search := func(columns bool) (at, best float64) {
		scan := func(from, to, step float64) {
			for a := from; a <= to+1e-9; a += step {
				if e := sharp(a, columns); e > best {
					best, at = e, a
				}
			}
		}
		scan(-MaxSkew, MaxSkew, skewCoarse)
		scan(at-skewCoarse, at+skewCoarse, skewFine)
		return at, best
	}
	rowAngle, rows := search(false)
	colAngle, cols := search(true)
	if cols > rows*sidewaysGain {
		// After a quarter turn the same lean has the other sign.
		return true, -colAngle
	}
	return false, rowAngle
}
