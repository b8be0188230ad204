package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// A text all of whose marks, but for those of verses, have a space before them. One that shows signs, as a grammar,
// has few behind different words that go on after the sign, or words with marks on them.
const (
	spacedWords = 3 // different words with such a mark, at least
	spacedTimes = 4 // times as many marks behind spaces as on letters
)

// allSpaced reports such a text.
func allSpaced(v *pass.View) bool {
	t := v.Text
	shown, lines := linesOf(v), v.Lines()
	spaced, on := 0, 0
	words := make(map[string]bool)
	for n, l := range lines {
		if shown[n].signs&signMark == 0 {
			continue
		}
		here, sound := 0, 0
		for i := l.From + 1; i < l.To; i++ {
			switch {
			case !isVowelMark(t[i].R):
			case markSpaced(t, i):
				here++
				if len(words) < spacedWords {
					words[v.Slice(wordBefore(t, l, i-1))] = true
				}
			case isArabic(t[i-1].R) && t[i].R != 0x0654: // HAMZA ABOVE, which is as good as a letter
				sound++
			}
		}
		if spaced += here; here > 0 || !isVowelled(t, shown[n].within(l)) { // a verse that Vowelled mended
			on += sound
		}
	}
	return len(words) >= spacedWords && spaced >= spacedTimes*on
}

// markSpaced reports a mark behind one space, which another mark or a letter stands before and
// a letter or a word comes after.
func markSpaced(t page.Text, i int) bool {
	if i < 2 || t[i-1].R != ' ' || !isArabic(t[i-2].R) && !isVowelMark(t[i-2].R) {
		return false
	}
	for i++; isVowelMark(at(t, i)) || at(t, i) == ' '; i++ {
		if t[i].R == ' ' && !isVowelMark(at(t, i+1)) {
			return isArabic(at(t, i+1))
		}
	}
	return isArabic(at(t, i))
}
