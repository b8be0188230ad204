package passes

import (
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// numberedGlyphs are the code points that stand for glyphs without a letter: where the map of a
// font of two bytes a character (Identity-H) does not name a glyph, PDFium, which Chrome reads
// with, and pdf.js write the character whose code is the number of the glyph. A font has a few
// hundred to a few thousand glyphs, so these are letters and marks of Greek, Cyrillic,
// Devanagari: right inside of Persian words, and nowhere else.
func numberedGlyphs(v *pass.View) map[rune]bool {
	if !shows(v, signNumbered) {
		return nil
	}
	t, shown := v.Text, linesOf(v)
	glued, all := map[rune]int{}, map[rune]int{}
	before, behind, inside := map[rune]int{}, map[rune]int{}, map[rune]int{} // of those glued: where the letters are
	for n, l := range v.Lines() {
		if shown[n].signs&signNumbered == 0 || shown[n].isStrange() {
			continue
		}
		reached, letters := false, false // the part behind i ends in a shape that reaches on; a letter stands behind i
		for i := l.To - 1; i >= l.From; i-- {
			r := t[i].R
			if !mayBeNumber(r) {
				switch {
				case isArabic(r) && !letters:
					e := edgeOf(t, i)
					reached, letters = e.sure && e.reach, true
				case isLeftToRight(r):
					letters = false
				}
				continue
			}
			all[r]++
			left, right := gluedTo(t, i)
			if left || right || letters && reached { // see partsBack
				glued[r]++
			}
			letters = false
			switch {
			case left && right:
				inside[r]++
			case left:
				before[r]++
			case right:
				behind[r]++
			}
		}
	}
	places := 0
	for r, n := range glued {
		// The ezafe of Gilaki is a caron, which nothing else has between letters.
		if r == ezafeCaron && float64(inside[r]) <= insideWords*float64(n) {
			delete(glued, r)
			continue
		}
		// Some news agencies quote with U+02C8: as often before words as behind them.
		sides := min(before[r], behind[r])
		quotes := inside[r] < sides && float64(sides) >= quoteShare*float64(n)
		if quotes || float64(n) < gluedShare*float64(all[r]) {
			delete(glued, r)
			continue
		}
		places += n
	}
	if places < lawPlaces {
		return nil
	}
	codes := make(map[rune]bool, len(glued))
	for r := range glued {
		codes[r] = true
	}
	return codes
}

// gluedShare is the least share of the places of a code point at which it stands right beside a
// letter of the Arabic script; a word of one letter, or one whose letters are all without a
// name, stands by itself. Over 270 printed documents read by PDFium and pdf.js, the share is
// above 0.8 for all but 3 of 140 such codes, and letters of formulas are below 0.5.
const gluedShare = 0.75

// insideWords is the share of these up to which they have lost the space behind them.
const insideWords = 0.1

// ezafeCaron ends a word of Gilaki whose next one belongs to it, in the spelling that has won.
const ezafeCaron = '\u02C7' // CARON

// quoteShare is the least share of the places of a quotation mark that are before a word, and that
// are behind one; a glyph stands on one side, or within.
const quoteShare = 0.3

// mayBeNumber reports a code point that Persian and Arabic have no use for and that may be the
// number of a glyph: behind Latin-1, whose letters, bullets and fractions other faults bring, and
// before the symbols; not in the Arabic blocks, and none of the small letters raised above the
// line that foot notes are marked with.
func mayBeNumber(r rune) bool {
	switch {
	case r < 0x0100 || r >= 0x2000:
		return false
	case r >= 0x0600 && r <= 0x06FF, r >= 0x0750 && r <= 0x077F, r >= 0x0870 && r <= 0x08FF: // Arabic, Arabic Supplement, Arabic Extended-B and -A
		return false
	case r >= 0x1D2C && r <= 0x1DBF: // MODIFIER LETTER CAPITAL A ... MODIFIER LETTER SMALL THETA
		return false
	}
	return !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Cf, r)
}

// gluedTo reports that a letter of the Arabic script, or one and its mark, stands right before i,
// and that one stands right behind it, other signs of the kind passed over.
func gluedTo(t page.Text, i int) (left, right bool) {
	from, to := i-1, i+1
	for from >= 0 && i-from <= maxUnmapped && (isMark(t[from].R) || mayBeNumber(t[from].R)) {
		from--
	}
	for to < len(t) && to-i <= maxUnmapped && mayBeNumber(t[to].R) {
		to++
	}
	return isArabic(at(t, from)), isArabic(at(t, to))
}

// numberedBack brings numbered glyphs that went beyond what follows their word back to it.
func numberedBack(v *pass.View, codes map[rune]bool, edits []pass.Edit) []pass.Edit {
	t := v.Text
	for n, l := range v.Lines() {
		if linesOf(v)[n].signs&signNumbered == 0 {
			continue
		}
		for i := l.From + 2; i < l.To; i++ {
			if !codes[t[i].R] || codes[t[i-1].R] {
				continue
			}
			to := i + 1
			for to < l.To && codes[t[to].R] {
				to++
			}
			e, reason := edgeOf(t, i-2), ""
			switch follows := to < l.To && isArabic(t[to].R); {
			case !e.letter || !e.reach:
				continue
			case t[i-1].R == ' ' && e.sure && follows:
				reason = "space"
			case strings.ContainsRune(partingSigns, t[i-1].R) && !follows:
				reason = "sign"
			default:
				continue
			}
			moved := append(slices.Clone(t[i:to]), t[i-1])
			edits = append(edits, v.Edit(pass.Range{From: i - 1, To: to}, moved, reason, movedSure))
		}
	}
	return edits
}

// movedSure is the confidence of a numbered glyph brought back: nearly all letters that a font
// leaves without a name are final ones.
const movedSure = 0.9
