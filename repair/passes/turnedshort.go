package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// A text of a word or two that is stored backwards, too short for letters to tell: no word of it was
// ever seen as it stands, in Persian or Arabic, and each is a frequent one from its end. Of 30,000 healthy
// lines of up to three words, each a text of its own, none is so.
const (
	turnedTokens = 3
	turnedLeast  = 4   // letters of a text of one word
	turnedCount  = 300 // sightings of each word
	turnedArabic = 20  // sightings by which it is a word of Arabic as it stands; names are up to 5
)

// turnedShort turns such a text round.
func (d *turner) turnedShort() []pass.Edit {
	if d.m.Language() != lang.Persian || d.others || d.unread || !isBrief(d.v) || len(wordsOf(d.v)) > turnedTokens {
		return nil
	}
	at := -1
	for i := range d.lines {
		if d.shown[i].arabic > 0 {
			if at >= 0 {
				return nil
			}
			at = i
		}
	}
	if at < 0 || int(d.shown[at].arabic) < turnedLeast {
		return nil
	}
	t, b := d.v.Text, d.shown[at].within(d.lines[at])
	for i := b.From; i < b.To; i++ {
		if !isArabic(t[i].R) && t[i].R != ' ' {
			return nil
		}
	}
	words := 0
	for i := b.From; i < b.To; i++ {
		w := wordAfter(t, b, i)
		if w.Len() == 0 {
			continue
		}
		words++
		back := slices.Clone(t[w.From:w.To])
		slices.Reverse(back)
		word := d.v.Slice(w)
		if d.m.Count(word) > 0 || d.m.Count(back.String()) < turnedCount || lang.For(lang.Arabic).Count(word) >= turnedArabic {
			return nil
		}
		i = w.To
	}
	return []pass.Edit{d.v.Edit(b, turn(t, b, false, false), "reversed", 0.93)}
}
