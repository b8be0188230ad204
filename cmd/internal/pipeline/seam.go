package pipeline

import (
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
)

// maxBound is how much likelier a word may be than its parts side by side, in nats, if a
// ZWNJ in it was typed: written solid it is mostly one word then. Tuned on 550 outside
// PDFs, where typed ones («فرآیند‌های», «بر‌اساس») stay below and those that a change of the
// font left behind («با‌ید», «و‌رودی») lie above.
const maxBound = 6.9

// seam reports whether a ZWNJ belongs between two parts of a word, and whether the whole
// is a known word. Arabic has no ZWNJs: every word is known to have none.
func seam(m *lang.Model, left, right string) (seam, known bool) {
	if m.Language() == lang.Arabic {
		return false, true
	}
	known = m.Known(left + right)
	if left == "" || right == "" {
		return false, known
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(left, script.IsMark)); !script.JoinsNext(r) {
		// A ZWNJ leaves no trace after this letter: most texts have none there, and a few
		// have it between all parts.
		if utf8.RuneCountInString(left) < 2 || utf8.RuneCountInString(right) < 2 || !m.Known(left) || !m.Known(right) {
			return false, known
		}
		return m.WordLogProb("", left+right)-m.WordLogProb("", left)-m.WordLogProb("", right) <= maxBound, known
	}
	letters := 0
	for _, r := range left {
		if !script.IsMark(r) {
			letters++
		}
	}
	cs := m.Segment(left+right, "", "")
	return len(cs) > 0 && letters > 0 && letters <= 32 && cs[0].Mask&(1<<(letters-1)) != 0, known
}
