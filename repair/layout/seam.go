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

// longestPart is how many letters and marks of a part of a word are looked at: more of them
// are no word either.
const longestPart = 256

// seams takes out the doubtful ZWNJs that the words do not confirm, from the last to the first.
func (a *arranger) seams(t page.Text, doubts []doubt) page.Text {
	if len(doubts) == 0 {
		return t
	}
	gone := make([]bool, len(t))
	for i := len(doubts) - 1; i >= 0; i-- {
		d := doubts[i]
		seam := SeamUnknown
		if a.opt.Seam != nil {
			seam = a.opt.Seam(partBefore(t, doubts[:i], d.at), partAfter(t, gone, d.at))
		}
		switch {
		case seam == SeamSpace:
			t[d.at].R = ' '
		case seam == SeamNever, seam == SeamNone && d.say != claimsIt, seam == SeamUnknown && d.say == deniesIt:
			gone[d.at] = true
		}
	}
	kept := t[:0]
	for i, c := range t {
		if !gone[i] {
			kept = append(kept, c)
		}
	}
	return kept
}

// partBefore is what stands before a place in its word, through the ZWNJs there that no shape claims.
func partBefore(t page.Text, doubts []doubt, at int) string {
	var part []rune
	for at--; at >= 0 && len(part) < longestPart; at-- {
		if n := len(doubts); n > 0 && doubts[n-1].at == at && doubts[n-1].say != claimsIt {
			doubts = doubts[:n-1]
		} else if r := t[at].R; isArabicLetter(r) || isMark(r) {
			part = append(part, r)
		} else {
			break
		}
	}
	slices.Reverse(part)
	return string(part)
}

// partAfter is what stands behind a place in its word, without the ZWNJs that are gone.
func partAfter(t page.Text, gone []bool, at int) string {
	var part []rune
	for at++; at < len(t) && len(part) < longestPart; at++ {
		if r := t[at].R; isArabicLetter(r) || isMark(r) {
			part = append(part, r)
		} else if !gone[at] {
			break
		}
	}
	return string(part)
}
