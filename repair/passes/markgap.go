package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// reasonMarkGap is a space behind a mark within a word, as pdftotext writes where a browser
// painted the letters behind the mark by themselves.
const reasonMarkGap = "mark-gap"

// What shows that a text has such spaces: different words that are known without the space, of
// whose parts the first is no word, and not a single letter, as grammars and verse have it. In
// 80 MB of clean text, in pieces of 40 lines, none has as many.
const (
	markGapWords  = 3
	markGapCount  = 3  // sightings of the whole, from which on it is a word, and of the first part, below which it is none
	markGapLetter = 30 // sightings of the whole behind a single letter
	markGapSure   = 0.95
)

// markGaps takes out the spaces behind marks within words.
func markGaps(edits []pass.Edit, m *lang.Model, v *pass.View) []pass.Edit {
	if !shows(v, signMark) {
		return edits
	}
	t, shown := v.Text, linesOf(v)
	var gaps []int
	words := make(map[string]bool)
	for n, l := range v.Lines() {
		if shown[n].signs&signMark == 0 {
			continue
		}
		for i := l.From + 2; i+1 < l.To; i++ {
			if t[i].R != ' ' || !isSpoken(t[i-1].R) || !isArabic(t[i+1].R) {
				continue
			}
			left, right := unmarked(t, wordBefore(t, l, i)), unmarked(t, wordAfter(t, l, i+1))
			if left == "" {
				continue // a mark on a Latin word: an ezafe
			}
			one := len(left) == len("\u0628") // BEH: a single letter
			switch whole := left + right; {
			case one && left != string(waw) && m.Count(whole) >= markGapLetter:
				gaps = append(gaps, i)
			case !one && m.Count(left) < markGapCount && m.Count(whole) >= markGapCount:
				gaps = append(gaps, i)
				words[whole] = true
			}
		}
	}
	if len(words) < markGapWords {
		return edits
	}
	for _, i := range gaps {
		edits = append(edits, v.Delete(pass.Range{From: i, To: i + 1}, reasonMarkGap, markGapSure))
	}
	return edits
}

// unmarked is a word without its marks.
func unmarked(t page.Text, w pass.Range) string {
	letters, _ := bare(t, w)
	return string(letters)
}
