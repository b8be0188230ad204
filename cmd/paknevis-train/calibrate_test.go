package main

import (
	"math"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// Answers drawn by the odds that a line through the sums gives are told by that line.
func TestFitFindsTheLine(t *testing.T) {
	const slope, shift = 1.5, -0.5
	var f sums
	for i := range 400 {
		x := float64(i-200) / 25
		p := 1 / (1 + math.Exp(-slope*x-shift))
		f.add(x, true, 100*p)
		f.add(x, false, 100*(1-p))
	}
	got := f.fit()
	if math.Abs(got.Slope-slope) > 0.02 || math.Abs(got.Shift-shift) > 0.02 {
		t.Errorf("fit gives %+v, want slope %v, shift %v", got, slope, shift)
	}
	if got := (&sums{}).fit(); got != (lang.Calibration{Slope: 1}) {
		t.Errorf("without examples sums are changed: %+v", got)
	}
	// Sums that part the answers wholly must not run away.
	var parted sums
	for range 50 {
		parted.add(3, true, 1)
		parted.add(-3, false, 1)
	}
	if got := parted.fit(); got.Slope < 1 || got.Slope > 10 || math.IsNaN(got.Shift) {
		t.Errorf("parted answers give %+v", got)
	}
}
