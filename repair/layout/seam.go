package layout

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A space without advance between two letters that reach for each other is no white, and
// by its shapes no ZWNJ either. It may be what is left of an odd half-space that its
// author typed (a soft hyphen, a zero width space), or of a change of the font inside of
// a word: word processors leave one there. Only who knows words can tell.

// strokes reports whether the shapes of two letters reach for each other.
func strokes(a, b *unit) bool {
	return a.form.JoinsNext() && !isTah(a.last()) || b.form.JoinsPrevious() && !isTah(b.first())
}

// seams takes out those of the ZWNJs at the given places that stand where the words
// have no seam.
func (a *arranger) seams(t page.Text, at []int) page.Text {
	for i := len(at) - 1; i >= 0; i-- {
		doubtful := func(j int) bool { return slices.Contains(at, j) }
		from, to := at[i], at[i]+1
		for from > 0 && (isArabicLetter(t[from-1].R) || isMark(t[from-1].R) || doubtful(from-1)) {
			from--
		}
		for to < len(t) && (isArabicLetter(t[to].R) || isMark(t[to].R)) {
			to++
		}
		if a.opt.Seam == nil || !a.opt.Seam(splice(t[from:at[i]], from, at), splice(t[at[i]+1:to], at[i]+1, nil)) {
			t = slices.Delete(t, at[i], at[i]+1)
		}
	}
	return t
}

// splice is a piece of a text, which begins at from, without its doubtful ZWNJs.
func splice(t page.Text, from int, doubtful []int) string {
	rs := make([]rune, 0, len(t))
	for i, c := range t {
		if !slices.Contains(doubtful, from+i) {
			rs = append(rs, c.R)
		}
	}
	return string(rs)
}
