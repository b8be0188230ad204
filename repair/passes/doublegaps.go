package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// Word processors put runs between words that hold nothing but a space, and readers that write
// another for each gap (pypdf) leave two spaces anywhere. Where the runs of a line changed places, two
// spaces stand where they meet. What stands on both sides tells the one from the other: words that
// follow each other as in any text, or two that met by chance.
const (
	// Nats by which the second word is likelier behind the first than by itself, in the mean: -1.4
	// and more in ten public papers of Word through pypdf with so many such places, -2.0 and less in pages of the
	// shared set and of our own that are in segments.
	followGain   = -1.7
	followLeast  = 12  // places between known words, at least
	followSample = 400 // places that are asked
)

// gapsFollow reports that the words of a text with two spaces between follow each other.
func gapsFollow(m *lang.Model, v *pass.View) bool {
	s := surveyOf(v)
	if m == nil || s.signs&signTwice == 0 {
		return false
	}
	if !s.followed {
		s.followed, s.follow = true, followEachOther(m, v)
	}
	return s.follow
}

func followEachOther(m *lang.Model, v *pass.View) bool {
	words, speller := wordsOf(v), surveyOf(v).spellerOf(m)
	gain, n := 0.0, 0
	for i := 1; i < len(words) && n < followSample; i++ {
		a, b := &words[i-1], &words[i]
		if !b.after || b.from-a.to < 2 || a.mask|b.mask != 0 || !speller.isKnown(a) || !speller.isKnown(b) {
			continue
		}
		left, right := lang.Spell(a.key), lang.Spell(b.key)
		gain += m.WordLogProb(left, right) - m.WordLogProb("", right)
		n++
	}
	return n >= followLeast && gain > followGain*float64(n)
}
