package digit

import "github.com/paknevis/paknevis/ocr/shape"

// The network has no plus-minus: it is a plus with a bar below that touches it nowhere. Of
// what stands beside digits nothing else is two pieces like that. Shares are of the width
// of the sign; nine faces of clean pages at 300 dpi were looked at.
const (
	dark        = 0.3  // ink of a cell from which on it counts
	barShare    = 0.8  // dark cells of a row of the bar or of the arms at least
	stemShare   = 0.45 // of a row of the stem at most
	stemOff     = 0.15 // how far the middle of the stem may be from that of the sign
	stemRows    = 2    // rows of the stem above the arms, and below, at least
	maxBarRows  = 5    // rows of the bar, and of the arms, at most
	leastAspect = 0.6  // width by height
	mostAspect  = 1.25
	// plusMinusProb is how likely such a part is the sign.
	plusMinusProb = 0.95
)

// PlusMinus reports a part that is a plus-minus sign by its shape.
func PlusMinus(p *shape.Part) bool {
	w, h := float64(p.Box.Dx()), float64(p.Box.Dy())
	if p.N != 2 || w < leastAspect*h || w > mostAspect*h {
		return false
	}
	var rows [shape.Side]struct{ n, sum int } // dark cells, and the sum of their columns
	left, right := shape.Side, -1
	for i, v := range p.Grid {
		if v >= dark {
			r, c := i/shape.Side, i%shape.Side
			rows[r].n, rows[r].sum = rows[r].n+1, rows[r].sum+c
			left, right = min(left, c), max(right, c)
		}
	}
	wide := float64(right - left + 1)
	isBar := func(r int) bool { return float64(rows[r].n) >= barShare*wide }
	r := shape.Side - 1
	bar := func() bool { // the rows of one, and no more
		n := 0
		for ; r >= 0 && isBar(r); r-- {
			n++
		}
		return n > 0 && n <= maxBarRows
	}
	white := func() (n int) {
		for ; r >= 0 && rows[r].n == 0; r-- {
			n++
		}
		return n
	}
	stem := func() bool {
		n := 0
		for first := r; r >= 0 && rows[r].n > 0 && !isBar(r); r-- {
			if float64(rows[r].n) > stemShare*wide {
				if r == first || r > 0 && isBar(r-1) { // the grey edge of a bar
					continue
				}
				return false
			}
			off := float64(rows[r].sum)/float64(rows[r].n) - float64(left+right)/2
			if off > stemOff*wide || off < -stemOff*wide {
				return false
			}
			n++
		}
		return n >= stemRows
	}
	white()
	if !bar() {
		return false
	}
	white()
	ok := stem() && bar() && stem()
	white()
	return ok && r < 0
}

// plusMinusProbs is what is known of such a part: among what the network tells apart it is
// a plus, for it stands where one can.
var plusMinusProbs = func() []float32 {
	p := make([]float32, Outputs())
	p[Class('+')] = plusMinusProb
	p[len(Signs)] = 1 - plusMinusProb
	return p
}()
