package layout

import (
	"strings"
	"testing"
)

// TestClose: signs on the right of a run in Latin letters are its own, behind brackets too, and commas where the
// document has none against the wrong word. Names that were set one by one are read from the right.
func TestClose(t *testing.T) {
	const (
		usual = "باغ، خانه، راه، چشمه، رود و دشت را دیدند، پس ماندند"
		loose = "باغ، خانه، راه، چشمه ،رود و دشت را دیدند، پس ماندند"
	)
	for _, c := range []struct{ before, left, want string }{
		{usual, "pp.", "pp."},
		{usual, "(CPU):", "(CPU):"},
		{usual, "Unit (CPU):", "Unit (CPU):"},
		{usual, "f(a b):", "f(a b):"},
		{usual, "f():", "f():"},
		{usual, "ABC [39]:", "ABC [39]:"},
		{usual, "(39):", ":(39)"}, // a number alone is no run from the left
		{usual, "FFT،", "FFT،"},
		{usual, "(KNN)،", "(KNN)،"},
		{loose, "FFT،", "،FFT"},
		{loose, "(CPU):", "(CPU):"},
		{usual, "u v، w،", "w، v، u"},
		{usual, "v w،", "w، v"},
		{usual, "Mi Re، Do،", "Do، Re، Mi"},
		{usual, "Kernel Mode،", "Kernel Mode،"},
		{usual, "Mi، Re، Do", "Mi، Re، Do"},
		{usual, "Mi، Re، Do،", "Mi، Re، Do،"},
		{loose, "u v، w،", "،u v، w"},
	} {
		p := newPress()
		p.forms = true
		p.line(c.before, 540, 700, true)
		p.between("راه", c.left, "بود", 670)
		if got, want := p.read(Options{}), "راه "+c.want+" بود\n"; !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %s", c.left, got, want)
		}
	}
}
