package layout

import (
	"cmp"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A space without advance between two letters that reach for each other is no white, and
// by its shapes no ZWNJ either. It may be what is left of an odd half-space that its
// author typed (a soft hyphen, a zero width space), or of a change of the font inside of
// a word: word processors leave one there. Only who knows words can tell.

// Seam is what belongs between two parts of a word.
type Seam uint8

const (
	SeamUnknown Seam = iota // nobody knows: a ZWNJ goes where the letters are joined
	SeamNone                // nothing: the whole is a known word
	SeamNever               // nothing, whatever the shapes say: the word's language writes no ZWNJ
	SeamJoiner              // a ZWNJ
	SeamSpace               // they are two words
)

// strokes reports whether the shapes of two letters reach for each other.
func strokes(a, b *unit) bool {
	return a.form.JoinsNext() && !isTah(a.last()) || b.form.JoinsPrevious() && !isTah(b.first())
}

// A doubt is about the ZWNJ at a place of a text.
type doubt struct {
	at  int
	say say
}

// say is what the shapes have to say of a ZWNJ.
type say uint8

const (
	saysNothing say = iota // it goes where a known word has none
	deniesIt               // only a seam keeps it
	claimsIt               // it goes only where the language writes none
	spacesIt               // it is a space but in a known word
)

// seamReach bounds the part of a word on one side of a ZWNJ that is looked at, code points: more of
// them are no word either.
const seamReach = 64

// seams takes out the doubtful ZWNJs that the words do not confirm. The doubts are in order.
func (a *arranger) seams(t page.Text, doubts []doubt) page.Text {
	const gone = 0 // what stands where a ZWNJ was taken out
	open := func(j int) bool {
		k, ok := slices.BinarySearchFunc(doubts, j, func(d doubt, j int) int { return cmp.Compare(d.at, j) })
		return ok && doubts[k].say != claimsIt
	}
	out := false
	for i := len(doubts) - 1; i >= 0; i-- {
		d := doubts[i]
		from, to := d.at, d.at+1
		for from > 0 && d.at-from < seamReach && (isArabicLetter(t[from-1].R) || isMark(t[from-1].R) || open(from-1)) {
			from--
		}
		for to < len(t) && to-d.at <= seamReach && (isArabicLetter(t[to].R) || isMark(t[to].R) || t[to].R == gone) {
			to++
		}
		var left, right []rune
		for j, c := range t[from:d.at] {
			if !open(from + j) {
				left = append(left, c.R)
			}
		}
		for _, c := range t[d.at+1 : to] {
			if c.R != gone {
				right = append(right, c.R)
			}
		}
		seam := SeamUnknown
		if a.opt.Seam != nil {
			seam = a.opt.Seam(string(left), string(right))
		}
		switch {
		case seam == SeamSpace, seam != SeamNever && seam != SeamNone && d.say == spacesIt:
			t[d.at].R = ' '
		case seam == SeamNever, seam == SeamNone && d.say != claimsIt, seam == SeamUnknown && d.say == deniesIt:
			t[d.at].R, out = gone, true
		}
	}
	if out {
		t = slices.DeleteFunc(t, func(c page.Char) bool { return c.R == gone })
	}
	return t
}
