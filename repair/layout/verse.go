package layout

import (
	"slices"
)

// Hemistichs side by side, which are read in rows and not in columns.

// Tuned on the pages of verse and tables made for this package's tests.
const (
	// verseLetters: hemistichs are shorter than this, and
	verseLetters = 44
	// verseSpread: are set to the same width, give or take this part.
	verseSpread = 0.08
	// rhymeShare: of the lines of verse so many end in the same two letters.
	rhymeShare = 0.6
)

// isVerse reports whether the rows on both sides of a white are hemistichs: on the same
// baselines, short, and set to one width or in rhyme. What stands above and below on
// one side only, a title say, does not count.
func isVerse(left, right []*row) bool {
	within := func(rs, others []*row) []*row {
		top, foot := others[0], others[len(others)-1]
		return slices.DeleteFunc(slices.Clone(rs), func(r *row) bool {
			return r.y > top.y+sameBaseline*top.size || r.y < foot.y-sameBaseline*foot.size
		})
	}
	l, r := within(left, right), within(right, left)
	if len(l) == 0 || !sameRows(l, r) {
		return false
	}
	uniform := true
	for _, rs := range [2][]*row{l, r} {
		fill, letters := fills(rs)
		if len(fill) == 0 || letters[len(letters)-1] >= verseLetters {
			return false
		}
		uniform = uniform && fill[0] > 1-2*verseSpread && fill[len(fill)/5] > 1-verseSpread
	}
	return uniform || rhymed(l, r)
}

// rhymed reports whether the rows end in rhyme: the left sides with each other, as in
// a ghazal, or with the right side of their row, as in a masnavi.
func rhymed(left, right []*row) bool {
	ends := map[[2]rune]int{}
	most, couplets := 0, 0
	for i, l := range left {
		e := l.lastLetters()
		if e[1] == 0 {
			continue
		}
		ends[e]++
		most = max(most, ends[e])
		if e == right[i].lastLetters() {
			couplets++
		}
	}
	return float64(max(most, couplets)) >= rhymeShare*float64(len(left))
}

// lastLetters is what a line read from the right ends in: its last letter and the one before.
func (r *row) lastLetters() (e [2]rune) {
	n := 0
	for _, u := range r.inked() {
		for i := len(u.text) - 1; i >= 0; i-- {
			if classOf(u.text[i].R) != classR || isMark(u.text[i].R) {
				continue
			}
			e[n] = u.text[i].R
			if n++; n == len(e) {
				return e
			}
		}
	}
	return e
}
