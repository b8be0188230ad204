package layout

import (
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
)

// seams takes out the doubtful ZWNJs that the words do not confirm.
func (a *arranger) seams(t page.Text, doubts []doubt) page.Text {
	for i := len(doubts) - 1; i >= 0; i-- {
		d := doubts[i]
		open := func(j int) bool {
			return slices.ContainsFunc(doubts, func(d doubt) bool { return d.at == j && d.say != claimsIt })
		}
		from, to := d.at, d.at+1
		for from > 0 && (isArabicLetter(t[from-1].R) || isMark(t[from-1].R) || open(from-1)) {
			from--
		}
		for to < len(t) && (isArabicLetter(t[to].R) || isMark(t[to].R)) {
			to++
		}
		var left, right []rune
		for j, c := range t[from:d.at] {
			if !open(from + j) {
				left = append(left, c.R)
			}
		}
		for _, c := range t[d.at+1 : to] {
			right = append(right, c.R)
		}
		seam := SeamUnknown
		if a.opt.Seam != nil {
			seam = a.opt.Seam(string(left), string(right))
		}
		switch {
		case seam == SeamSpace:
			t[d.at].R = ' '
		case seam == SeamNever, seam == SeamNone && d.say != claimsIt, seam == SeamUnknown && d.say == deniesIt:
			t = slices.Delete(t, d.at, d.at+1)
		}
	}
	return t
}
