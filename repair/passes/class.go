package passes

import (
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

const (
	tatweel  = '\u0640' // ARABIC TATWEEL
	zwnj     = '\u200C' // ZERO WIDTH NON-JOINER
	zwj      = '\u200D' // ZERO WIDTH JOINER
	alef     = '\u0627' // ARABIC LETTER ALEF
	fathatan = '\u064B' // ARABIC FATHATAN
)

// Classes of code points, which every pass asks for.
const (
	classLetter = 1 << iota // see isArabic
	classMark               // see isMark
	classWhite              // see isWhite
	classSpace              // see isSpace
)

// lowClasses are those of the code points up to the Arabic block, to which nearly all of a text belong.
var lowClasses = func() (t [0x0700]uint8) {
	for i := range t {
		t[i] = measureClass(rune(i))
	}
	return t
}()

func classOf(r rune) uint8 {
	if uint32(r) < uint32(len(lowClasses)) {
		return lowClasses[r]
	}
	return measureClass(r)
}

func measureClass(r rune) (c uint8) {
	switch {
	case r == zwnj: // the most frequent one behind the Arabic block
	case arabicLetter(r):
		c = classLetter
	case arabicMark(r):
		c = classMark
	case r <= 0x3000 && unicode.IsSpace(r):
		if c = classWhite; r != '\n' && r != '\f' {
			c |= classSpace
		}
	}
	return c
}

// isArabic reports a letter of the Arabic script, in any of its blocks; tatweel
// is none.
func isArabic(r rune) bool { return classOf(r)&classLetter != 0 }

// isLetter is unicode.IsLetter.
func isLetter(r rune) bool {
	if uint32(r) < uint32(len(lowKinds)) {
		return lowKinds[r]&(kindArabic|kindForeign) != 0
	}
	return unicode.IsLetter(r)
}

// isLatinLetter is a letter of unicode.Latin.
func isLatinLetter(r rune) bool {
	return r < 0x80 && isLatin(r) || r >= 0xAA && (r < 0x0300 || r >= 0x1D00) && unicode.Is(unicode.Latin, r)
}

func arabicLetter(r rune) bool {
	if r < arabicEnd {
		return script.IsLetter(r)
	}
	return isForm(r)
}

// arabicEnd is the first code point behind the blocks of the letters and marks themselves,
// of which ARABIC EXTENDED-A is the last; forms follow far behind it.
const arabicEnd = 0x0900

// isForm reports a presentation form of the Arabic script that stands for letters.
func isForm(r rune) bool {
	return r >= 0xFB50 && r <= 0xFDFF && unicode.IsLetter(r) || r >= 0xFE80 && r <= 0xFEFC
}

// isMark reports a combining mark of the Arabic script.
func isMark(r rune) bool { return classOf(r)&classMark != 0 }

// isLetterOrMark is isArabic or isMark.
func isLetterOrMark(r rune) bool { return classOf(r)&(classLetter|classMark) != 0 }

func arabicMark(r rune) bool {
	return r < arabicEnd && r>>8 != 0x07 && script.IsMark(r) // Syriac, Thaana and NKo have U+0700 to U+07FF but for one block of letters
}

// isVowelMark reports a mark that Persian and Arabic prose is written with:
// tanwin, vowels, shadda, sukun, madda, hamza, superscript alef. The others are
// signs of the Quran and stand where they stand.
func isVowelMark(r rune) bool { return r >= 0x064B && r <= 0x0655 || r == 0x0670 }

// isWhite is unicode.IsSpace.
func isWhite(r rune) bool { return classOf(r)&classWhite != 0 }

// isSpace reports white space within a line.
func isSpace(r rune) bool { return classOf(r)&classSpace != 0 }

// isDigit reports a digit in one of the three shapes that Persian prints use.
func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x0660 && r <= 0x0669 || r >= 0x06F0 && r <= 0x06F9
}

// joinsNext reports that a letter has a stroke towards the letter after it. Letters
// outside the Arabic script have none, and forms the one that they show.
func joinsNext(r rune) bool { return isArabic(r) && !isForm(r) && script.JoinsNext(r) }

// joinsPrevious reports that a letter has a stroke towards the letter before it.
func joinsPrevious(r rune) bool { return isArabic(r) && !isForm(r) && script.JoinsPrevious(r) }

// at is the code point at i, 0 outside of the text.
func at(t page.Text, i int) rune {
	if i < 0 || i >= len(t) {
		return 0
	}
	return t[i].R
}

// trim takes white space off both ends of a range.
func trim(t page.Text, r pass.Range) pass.Range {
	for r.From < r.To && isWhite(t[r.From].R) {
		r.From++
	}
	for r.From < r.To && isWhite(t[r.To-1].R) {
		r.To--
	}
	return r
}

// has reports whether a code point of the range satisfies f.
func has(t page.Text, r pass.Range, f func(rune) bool) bool {
	for _, c := range t[r.From:r.To] {
		if f(c.R) {
			return true
		}
	}
	return false
}

// inferred is a text of one code point that the input does not hold.
func inferred(r rune) page.Char { return page.Char{R: r, From: page.Inferred} }

// keep is a code point that stands for one of the input.
func keep(from int32, r rune) page.Char { return page.Char{R: r, From: from} }
