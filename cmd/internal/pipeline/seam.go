package pipeline

import (
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/script"
)

// maxBound is how much likelier a word may be than its parts side by side, in nats, if a
// ZWNJ in it was typed: written solid it is mostly one word then. Tuned on 550 outside
// PDFs, where typed ones («فرآیند‌های», «بر‌اساس») stay below and those that a change of the
// font left behind («با‌ید», «و‌رودی») lie above.
const maxBound = 6.9

// Two words of Arabic whose space was lost are long, or the second has the article; shorter
// pieces that are words too lie in many names. Tuned on the ZWNJs of 214 public files in Arabic.
const (
	leastPart = 3 // letters of each
	longPart  = 4 // ... where the second has no article
)

// persianLetters are those that Arabic lacks: a word with one may be of Persian in an Arabic
// document, and a ZWNJ that its shapes show is its own.
const persianLetters = "\u067E\u0686\u0698\u06A9\u06AF\u06CC" // PEH, TCHEH, JEH, KEHEH, GAF, FARSI YEH

// seamIn tells what belongs between two parts of a word in the language of a model.
func seamIn(m *lang.Model, left, right string) layout.Seam {
	switch whole := m.Known(left + right); {
	case m.Language() == lang.Arabic:
		if !whole && isTwoWords(m, left, right) {
			return layout.SeamSpace
		}
		if strings.ContainsAny(left+right, persianLetters) {
			return layout.SeamNone
		}
		return layout.SeamNever
	case isSeam(m, left, right):
		return layout.SeamJoiner
	case whole:
		return layout.SeamNone
	}
	return layout.SeamUnknown
}

// isTwoWords reports parts that are words of Arabic each.
func isTwoWords(m *lang.Model, left, right string) bool {
	least := longPart
	if strings.HasPrefix(strings.TrimPrefix(right, "\u0648"), "\u0627\u0644") { // WAW; ALEF, LAM
		least = leastPart
	}
	return letters(left) >= least && letters(right) >= least && m.Known(left) && m.Known(right)
}

// isSeam reports whether a ZWNJ belongs between two parts of a word of Persian.
func isSeam(m *lang.Model, left, right string) bool {
	if left == "" || right == "" {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(left, script.IsMark)); !script.JoinsNext(r) {
		// A ZWNJ leaves no trace after this letter: most texts have none there, and a few
		// have it between all parts.
		if utf8.RuneCountInString(left) < 2 || utf8.RuneCountInString(right) < 2 || !m.Known(left) || !m.Known(right) {
			return false
		}
		return m.WordLogProb("", left+right)-m.WordLogProb("", left)-m.WordLogProb("", right) <= maxBound
	}
	cs, n := m.Segment(left+right, "", ""), letters(left)
	return len(cs) > 0 && n > 0 && n <= 32 && cs[0].Mask&(1<<(n-1)) != 0
}

// letters is how many letters a word has, without its marks.
func letters(word string) (n int) {
	for _, r := range word {
		if !script.IsMark(r) {
			n++
		}
	}
	return n
}
