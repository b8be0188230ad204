package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// besideGain is by how much likelier the words are that stand beside numbers where the stretches of
// a line come in reverse order: درصد stands behind one, حدود before one. What stands between two
// numbers has one on both sides in either order.
func besideGain(t page.Text, parts []pass.Range) (by float64) {
	for i := 1; i < len(parts); i++ {
		by += besideSeam(t, parts[i], parts[i-1]) - besideSeam(t, parts[i-1], parts[i])
	}
	return by
}

// besideSeam is by how much likelier the words are where a stretch meets the next, one of which is
// a number.
func besideSeam(t page.Text, before, after pass.Range) float64 {
	switch {
	case isDigit(t[before.To-1].R):
		return lang.AfterNumber(string(lettersOf(t[after.From:wordAfter(t, after, after.From).To], false)))
	case isDigit(t[after.From].R):
		return lang.BeforeNumber(string(lettersOf(t[wordBefore(t, before, before.To).From:before.To], false)))
	}
	return 0
}
