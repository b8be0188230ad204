package passes

import (
	"fmt"
	"maps"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// LetterDoubtful is the code of a warning: a letter stands nowhere in a text, and
// another stands where words have it. A font's map reads the one as the other; which
// words it has changed into other words nobody can tell, so the text stays as it is.
const LetterDoubtful = "letter-doubtful"

// letterShare is how often a letter comes in a thousand letters of Persian,
// counted in the texts of the model.
var letterShare = map[rune]float64{
	0x0627: 134, 0x06CC: 102, 0x0631: 75, 0x062F: 71, 0x0646: 68, 0x0647: 54, 0x0645: 53, 0x0648: 53, // ALEF YEH REH DAL NOON HEH MEEM WAW
	0x062A: 50, 0x0628: 43, 0x0633: 38, 0x0634: 33, 0x0644: 27, 0x06A9: 32, 0x0632: 26, 0x0641: 16, // TEH BEH SEEN SHEEN LAM KEHEH ZAIN FEH
	0x06AF: 16, 0x0642: 13, 0x062E: 14, 0x0639: 14, 0x062C: 13, 0x062D: 11, 0x067E: 10, 0x0635: 9, // GAF QAF KHAH AIN JEEM HAH PEH SAD
	0x0637: 9, 0x0686: 5, 0x0636: 4.5, 0x063A: 4, 0x0638: 4, 0x0630: 3, 0x062B: 2.7, 0x0698: 1.5, // TAH TCHEH DAD GHAIN ZAH THAL THEH JEH
}

// Measured on 83 held-out pages of 2,200 letters (PerDT and Seraji, development
// parts), each sound and four times with a letter read as another: 96 % found, no
// alarm; on 807 pages of other prose 98 % and 1 alarm, on verse 93 % and none.
const (
	doubtLetters = 600    // fewest letters that can tell
	doubtSample  = 40_000 // code points at the start of a text that are looked at
	doubtMissing = 20.0   // expected sightings of a letter that is not there by no chance
	doubtTypes   = 2      // different unknown words that the other letter makes known
	doubtWords   = 0.02   // of all expected sightings of the letter, how many words must show it
	doubtKnown   = 15     // sightings of a word that is sure to be one
	// One word is enough if it is a frequent one of some length.
	doubtFrequent = 300.0
	doubtLength   = 3
)

// doubtfulLetters finds letters that are read as another.
func doubtfulLetters(m *lang.Model, v *pass.View) (warnings []page.Warning) {
	t := v.Text[:min(len(v.Text), doubtSample)]
	var count [len(persianOf)]int // by Persian letter
	all := 0
	for _, c := range t {
		if !isArabic(c.R) {
			continue
		}
		all++
		if i := uint32(c.R - 0x0600); i < uint32(len(persianOf)) {
			count[persianOf[i]-0x0600]++
		}
	}
	if all < doubtLetters {
		return nil
	}
	var missing []rune
	for _, r := range persianLetters {
		if count[r-0x0600] == 0 {
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 || len(missing) > maxMissing {
		return nil
	}
	unknown := unknownWords(m, v, t)
	for _, x := range missing {
		expected := float64(all) * letterShare[x] / 1000
		best, most, frequent := rune(0), 0, false
		for _, y := range persianLetters {
			n, sure := 0, false
			for _, w := range unknown {
				if known := makesKnown(m, w, y, x); known >= doubtKnown {
					n++
					sure = sure || known >= doubtFrequent && len(w) >= doubtLength
				}
			}
			if n > most || n == most && sure && !frequent {
				best, most, frequent = y, n, sure
			}
		}
		switch {
		case (most >= doubtTypes || frequent) && float64(most) >= doubtWords*expected:
			warnings = append(warnings, page.Warning{Code: LetterDoubtful, Text: fmt.Sprintf("the letter %c stands nowhere, and %c in %d unknown words that would be known with it: a font may read the one as the other", x, best, most)})
		case expected >= doubtMissing:
			warnings = append(warnings, page.Warning{Code: LetterDoubtful, Text: fmt.Sprintf("the letter %c stands nowhere in %d letters: a font may read it as another", x, all)})
		}
	}
	if len(warnings) == 0 {
		return nil
	}
	// Asked last: a page without a doubt need not say in which language it is.
	if l, sure := lang.IdentifyRunes(folded(t)); l != lang.Persian || sure < slightPersian {
		return nil
	}
	return warnings
}

// maxMissing is how many letters may be missing in a text that is Persian prose.
const maxMissing = 8

// persianOf is the letter by which Persian writes each code point of the Arabic block.
var persianOf = func() (t [0x0100]rune) {
	for i := range t {
		t[i] = rune(0x0600 + i)
	}
	for _, f := range script.Folds("fa") {
		t[f.From-0x0600] = []rune(f.To)[0]
	}
	return t
}()

// persianLetters are those of letterShare in the order of their code points.
var persianLetters = slices.Sorted(maps.Keys(letterShare))

// unknownWords lists the words of the start t of a text that the model does not know,
// each once.
func unknownWords(m *lang.Model, v *pass.View, t page.Text) (words [][]rune) {
	seen := map[string]bool{}
	listed, speller := wordsOf(v), surveyOf(v).spellerOf(m)
	for i := 0; i < len(t); i++ {
		from, n := i, 0 // letters and ZWNJs
		for ; i < len(t) && (isArabic(t[i].R) || t[i].R == zwnj || isMark(t[i].R)); i++ {
			if !isMark(t[i].R) {
				n++
			}
		}
		if n <= 2 || n > longestWord {
			continue
		}
		for len(listed) > 0 && int(listed[0].from) < from {
			listed = listed[1:]
		}
		if len(listed) > 0 && listed[0].isAt(from, i) && listed[0].mask == 0 && speller.isKnown(&listed[0]) {
			continue // as nearly all are, and have been asked for
		}
		word := make([]rune, 0, n)
		for _, c := range t[from:i] {
			if !isMark(c.R) {
				word = append(word, c.R)
			}
		}
		if s := string(word); !seen[s] {
			seen[s] = true
			if !m.Known(s) {
				words = append(words, word)
			}
		}
	}
	return words
}

const longestWord = 24 // letters

// makesKnown is how often the model has seen what a word becomes with x for some
// or all y in it.
func makesKnown(m *lang.Model, word []rune, y, x rune) (seen float64) {
	n := 0
	for _, r := range word {
		if r == y {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	all := make([]rune, len(word))
	for i, r := range word {
		if all[i] = r; r == y {
			all[i] = x
		}
	}
	seen = m.Count(string(all))
	for i, r := range word {
		if n > 1 && r == y {
			word[i] = x
			seen = max(seen, m.Count(string(word)))
			word[i] = y
		}
	}
	return seen
}
