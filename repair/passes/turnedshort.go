package passes

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A text of a few words that is stored backwards, too short for letters to tell. In nats, by how much its
// words are more frequent all together from their ends, in Persian or in Arabic, than as they stand in either, each
// of them seen at least turnedSeen times from its end. Of 300,000 healthy pieces of two words 8 have 5 and one has 6,
// of 220,000 of three and more in these languages none has 3.
const (
	turnedTwo   = 6.0 // of two words
	turnedThree = 4.0
	turnedMore  = 3.0 // of four to turnedWords
	turnedSeen  = 2
	turnedWords = 6
	// Up to turnedTokens words without any sighting as they stand in the language, or turnedArabic in Arabic, where names
	// have up to 5, and turnedCount from the end of each, tell too. Of 30,000 healthy lines none is so.
	turnedTokens = 3
	turnedLeast  = 4   // letters of a text of one word,
	turnedLong   = 5   // and in Arabic: names from everywhere are shorter
	turnedCount  = 300 // sightings of each word
	turnedArabic = 20
)

// turnedShort turns such a text round.
func (d *turner) turnedShort() []pass.Edit {
	if d.others || d.unread || !isBrief(d.v) {
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
	b := d.shown[at].within(d.lines[at])
	words, ok := shortWords(d.v.Text, b)
	if !ok || !d.unseen(words) && !d.rather(words) {
		return nil
	}
	whole, inWords := d.turned(b, false), d.turnedWords(b)
	by := d.m.LogProb(nil, plainOf(inWords)) - d.m.LogProb(nil, plainOf(whole))
	d.add(backwardLine{index: at, line: b, whole: whole, words: inWords, by: by})
	return d.turnLines()
}

// shortWordPair is a word of such a text, without its marks, as it stands and from its end.
type shortWordPair struct{ asIs, back string }

// endsFirst reports a word that begins with the letter that no word has but at its end.
func (w shortWordPair) endsFirst() bool { return strings.HasPrefix(w.asIs, "\u0629") } // TEH MARBUTA

// shortWords lists them, false if the text has none, too many, or more than words, numbers and a stop at either end.
func shortWords(t page.Text, b pass.Range) (words []shortWordPair, ok bool) {
	for i := b.From; i < b.To; i++ {
		switch r := t[i].R; {
		case isArabic(r) || isMark(r):
			var asIs []rune
			for ; i < b.To && (isArabic(t[i].R) || isMark(t[i].R) || t[i].R == zwnj); i++ {
				if !isMark(t[i].R) {
					asIs = append(asIs, t[i].R)
				}
			}
			i--
			back := slices.Clone(asIs)
			slices.Reverse(back)
			words = append(words, shortWordPair{string(asIs), string(back)})
		case r != ' ' && !isDigit(r) && (!isStop(r) || i > b.From && i < b.To-1):
			return nil, false
		}
		if len(words) > turnedWords {
			return nil, false
		}
	}
	return words, len(words) > 0
}

// unseen reports words of which none was ever seen as it stands, and all often from their ends.
func (d *turner) unseen(words []shortWordPair) bool {
	if len(words) > turnedTokens || len(words) == 1 && d.m.Language() == lang.Arabic && !words[0].endsFirst() && utf8.RuneCountInString(words[0].asIs) < turnedLong {
		return false
	}
	for _, w := range words {
		least := float64(turnedCount)
		if w.endsFirst() {
			least = turnedSeen
		}
		if d.m.Count(w.asIs) > 0 || lang.For(lang.Arabic).Count(w.asIs) >= turnedArabic || d.m.Count(w.back) < least {
			return false
		}
	}
	return true
}

// rather reports words that are far more frequent from their ends, in one language.
func (d *turner) rather(words []shortWordPair) bool {
	least := turnedMore
	switch len(words) {
	case 1:
		return false
	case 2:
		least = turnedTwo
	case 3:
		least = turnedThree
	}
	models := [...]*lang.Model{lang.Default(), lang.For(lang.Arabic)}
	for _, m := range models {
		gain := 0.0
		for _, w := range words {
			if m.Count(w.back) < turnedSeen {
				gain = 0
				break
			}
			gain += m.WordLogProb("", w.back) - max(models[0].WordLogProb("", w.asIs), models[1].WordLogProb("", w.asIs))
		}
		if gain >= least {
			return true
		}
	}
	return false
}
