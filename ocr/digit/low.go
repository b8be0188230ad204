package digit

import "github.com/paknevis/paknevis/ocr/shape"

// The decimal separator looks otherwise in every face: a small reh, a slash, a comma. What
// stands low between two Persian digits, is far lower than they are and no dot, is one
// where the network does not know better. In heights of the tallest part.
const (
	lowHeight = 0.75 // of the sign at most,
	lowLeast  = 0.25 // and at least
	lowTop    = 0.62 // of its top above the line at most
	lowFoot   = 0.12 // of its foot above the line at most
	// lowSure is how sure the network must be of anything else for that to stay.
	lowSure = 0.9
	// commaLow is the same for a comma.
	commaLow = 0.3
	// lowProb is how likely such a sign is the decimal separator.
	lowProb = 0.85
)

// lowSigns gives the pieces of that shape the probability of a decimal separator.
func lowSigns(parts []shape.Part, probs [][]float32) {
	tall, foot, n := 0, 0, 0
	for _, p := range parts {
		tall = max(tall, p.Box.Dy())
	}
	for _, p := range parts {
		if 2*p.Box.Dy() > tall {
			foot, n = foot+p.Box.Max.Y, n+1
		}
	}
	if n == 0 {
		return
	}
	unit, base := float64(tall), float64(foot)/float64(n)
	isDigit := func(i int) bool {
		sum := float32(0)
		for k, r := range Signs {
			if scriptOf(r) == persian {
				sum += probs[i][k]
			}
		}
		return sum >= 0.5
	}
	at := Class(decimalPoint)
	for i := 1; i+1 < len(parts); i++ {
		b := parts[i].Box
		h := float64(b.Dy())
		if h > lowHeight*unit || h < lowLeast*unit || base-float64(b.Min.Y) > lowTop*unit || base-float64(b.Max.Y) > lowFoot*unit {
			continue
		}
		best := probs[i][Class(',')] / commaLow * lowSure // the separator of thousands stands low in some faces
		for k, q := range probs[i] {
			if k != at && k != len(Signs) {
				best = max(best, q)
			}
		}
		if best >= lowSure || probs[i][at] >= lowProb || !isDigit(i-1) || !isDigit(i+1) {
			continue
		}
		rest := (1 - lowProb) / (1 - probs[i][at] + 1e-6)
		for k := range probs[i] {
			probs[i][k] *= rest
		}
		probs[i][at] = lowProb
	}
}
