package main

import (
	"fmt"
	"math"
	"os"

	"github.com/paknevis/paknevis/repair/lang"
)

// The seams learn from thinned text, in which rare words have a say, and know fewer
// words than they are asked about; so what they say is no probability yet. Of every
// spareEvery pairs of blocks one is learned from only after it has told how far to trust a
// sum of weights, with the words around known and with each of them hidden.
const spareEvery = 12

func spare(block uint32) bool { return block/2%spareEvery == spareEvery-1 }

// calibrate fits the calibrations of a table that has not seen the spare blocks.
func (s *seamLearner) calibrate(t *lang.SeamTable) (gap, place [4]lang.Calibration) {
	var gaps, places [4]sums
	for hide := range gaps {
		s.each(view{of: spare, all: true, hide: hide}, func(e *example) {
			if e.beside != 3&^hide { // no more is hidden than was there
				return
			}
			f := &places[e.beside]
			if e.gap {
				f = &gaps[e.beside]
			}
			sum := 0
			for _, h := range e.features {
				sum += int(t.Weight[h&(1<<seamBits-1)])
			}
			f.add(float64(sum)*t.Scale, e.yes, float64(s.c.trust[e.block]))
		})
	}
	for i := range gaps {
		gap[i], place[i] = gaps[i].fit(), places[i].fit()
		fmt.Fprintf(os.Stderr, "seams: words beside %d: gaps %.3f, places %.3f\n", i, gap[i], place[i])
	}
	return gap, place
}

// sums are sums of weights with their answers.
type sums struct {
	sum, weight []float64
	yes         []bool
}

func (f *sums) add(sum float64, yes bool, weight float64) {
	f.sum, f.yes, f.weight = append(f.sum, sum), append(f.yes, yes), append(f.weight, weight)
}

const (
	fitSteps = 50
	fitPrior = 1.0      // pull towards sums as they are
	fitUnit  = 1.0 / 64 // calibrations are rounded to this
)

// fit finds the line through the sums under which the answers are likeliest (Platt
// 1999), by Newton's method.
func (f *sums) fit() lang.Calibration {
	slope, shift := 1.0, 0.0
	for range fitSteps {
		g0, g1 := fitPrior*(slope-1), fitPrior*shift
		h00, h01, h11 := fitPrior, 0.0, fitPrior
		for i, x := range f.sum {
			q := 1 / (1 + math.Exp(-slope*x-shift))
			d := q
			if f.yes[i] {
				d--
			}
			w := f.weight[i] * q * (1 - q)
			g0, g1 = g0+f.weight[i]*d*x, g1+f.weight[i]*d
			h00, h01, h11 = h00+w*x*x, h01+w*x, h11+w
		}
		det := h00*h11 - h01*h01
		slope -= max(-0.5, min(0.5, (h11*g0-h01*g1)/det))
		shift -= max(-0.5, min(0.5, (h00*g1-h01*g0)/det))
	}
	return lang.Calibration{Slope: math.Round(slope/fitUnit) * fitUnit, Shift: math.Round(shift/fitUnit) * fitUnit}
}
