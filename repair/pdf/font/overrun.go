package font

import (
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Word 2010 writes the letters of a font whose forms stand side by side as a range that
// counts on from the first: <0025> <002F> <0644> for the forms of lam, meem, heh and waw.
// The first code is right; the others get the letters behind it, and then the marks. No other
// letter of the map tells of it, but a mark that is drawn as a letter does, and so does the
// outline of another letter that is known.

// lastMark is the last of the vowel signs behind the letters, ARABIC WAVY HAMZA BELOW.
const lastMark = '\u065F'

// Measures of the ink of a letter that stands on the line, 1/1000 em. Marks of 1,389 fonts lie
// above or below, and have no more room than their own.
const (
	standsFrom = 60  // over the baseline, at most
	standsTo   = 250 // over the baseline, at least
)

// overrun are the codes of such ranges.
func (f *Font) overrun(all []sample) map[uint32]rune {
	if f.prog == nil || f.prog.bounds == nil || !f.composite {
		return nil
	}
	gids := map[uint32]uint32{}
	for _, s := range all {
		gids[s.code] = s.gid
	}
	spans, _ := spansOf(all)
	var out map[uint32]rune
	for _, s := range spans {
		last := s.text + rune(s.n-1)
		// A map by which every code stands for itself is none that Word writes.
		if s.n < 2 || s.code == uint32(s.text) || !script.IsLetter(s.text) || last > lastMark || !f.belied(s, gids) {
			continue
		}
		if out == nil {
			out = map[uint32]rune{}
		}
		for k := 1; k < s.n; k++ {
			out[s.code+uint32(k)] = unnamed
		}
	}
	return out
}

// belied reports a run whose first letter is not drawn as another, and whose later ones are, or
// whose marks are drawn as letters.
func (f *Font) belied(s cutRun, gids map[uint32]uint32) bool {
	for k := range s.n {
		gid, r := gids[s.code+uint32(k)], s.text+rune(k)
		if gid == 0 {
			continue // nothing, or the box that stands for it
		}
		if unicode.Is(unicode.Mn, r) {
			var b page.Rect
			ok := false
			guard(func() { b, ok = f.prog.bounds(gid) })
			if ok && b.Y0 <= standsFrom && b.Y1 >= standsTo {
				return true
			}
			continue
		}
		if known, ok := f.reading(gid, string(r)); ok && isArabicLetter(known.text) && !agrees(string(r), known) {
			return k > 0
		}
	}
	return false
}
