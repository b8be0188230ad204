package layout

import (
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/page"
)

const (
	zwnj    = '\u200C' // ZERO WIDTH NON-JOINER
	tatweel = '\u0640' // ARABIC TATWEEL
	heh     = '\u0647' // ARABIC LETTER HEH
	lam     = '\u0644' // ARABIC LETTER LAM
	alef    = '\u0627' // ARABIC LETTER ALEF
	hamza   = '\u0654' // ARABIC HAMZA ABOVE
)

func isMark(r rune) bool   { return r >= 0x300 && unicode.Is(unicode.Mn, r) }
func isSpace(r rune) bool  { return r != 0x85 && unicode.IsSpace(r) || r == 0x200B }
func isArabic(r rune) bool { return isArabicLetter(r) || isMark(r) && unicode.Is(unicode.Arabic, r) }

// isArabicLetter reports a letter of the Arabic script in its base form; tatweel is one.
func isArabicLetter(r rune) bool {
	return r >= 0x600 && r < 0x8FF && unicode.IsLetter(r) && !(r > 0x6FF && r < 0x750)
}

// fold turns the text of a glyph into base letters. Presentation forms (Arabic
// Presentation Forms-A and -B) are a shape, not a text; nothing else is folded, for
// NFKC over everything would also change superscripts, fractions and ligatures of
// other scripts. A form that carries its mark on a space or a tatweel (U+FE70..FE7F)
// is the mark alone.
func fold(s string, from int32, dst page.Text) page.Text {
	for _, r := range s {
		switch {
		case r == 0xFEFF || r == 0xFFFD || r == 0xAD || isControl(r):
		case r >= 0xFB50 && r < 0xFDD0 && r != 0xFD3E && r != 0xFD3F, r >= 0xFDF0 && r < 0xFE00, r >= 0xFE70 && r < 0xFEFF:
			d := []rune(norm.NFKC.String(string(r)))
			if len(d) > 1 && isMark(d[1]) && (d[0] == ' ' || d[0] == tatweel) {
				d = d[1:]
			}
			for _, x := range d {
				dst = append(dst, page.Char{R: x, From: from})
			}
		default:
			dst = append(dst, page.Char{R: r, From: from})
		}
	}
	return dst
}

// isControl reports a code point that says nothing on a printed page: controls
// other than white space and the bidi controls.
func isControl(r rune) bool {
	switch {
	case isSpace(r):
		return false
	case unicode.Is(unicode.Cc, r):
		return true
	}
	return r == 0x200E || r == 0x200F || r == 0x061C || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// class is what the order of a line needs to know of a code point, UAX #9 table 4,
// with R and AL in one.
type class uint8

const (
	classN  class = iota // neutral
	classR               // strong right-to-left
	classL               // strong left-to-right
	classEN              // number
	classAN              // number in Arabic-Indic digits
	classCS              // common separator , . / :
	classES              // + -
	classET              // % and currency
	classB               // bracket
)

func classOf(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return classEN
	case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return classL
	case r == ' ', r == '\t':
		return classN
	}
	if _, ok := bracketPair(r); ok {
		return classB
	}
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return classR
	case bidi.L:
		return classL
	case bidi.EN:
		return classEN
	case bidi.AN:
		return classAN
	case bidi.CS:
		return classCS
	case bidi.ES:
		return classES
	case bidi.ET:
		return classET
	}
	return classN
}

// Joining behaviour of the letters, ArabicShaping.txt. Right-joining letters join
// only the letter before them.
const rightJoining = "\u0622\u0623\u0624\u0625\u0627\u0629\u062F\u0630\u0631\u0632\u0648" +
	"\u0671\u0672\u0673\u0675\u0676\u0677\u0688\u0689\u068A\u068B\u068C\u068D\u068E\u068F\u0690" +
	"\u0691\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699\u06C0\u06C3\u06C4\u06C5\u06C6\u06C7" +
	"\u06C8\u06C9\u06CA\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF"

var isRightJoining = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range rightJoining {
		m[r] = true
	}
	return m
}()

// isDualJoining reports a letter that joins the letters on both of its sides.
func isDualJoining(r rune) bool {
	return isArabicLetter(r) && !isRightJoining[r] && r != '\u0621' && r != '\u0674' && r != tatweel
}

// isJoining reports a letter that can join the letter before it.
func isJoining(r rune) bool { return isArabicLetter(r) && r != '\u0621' && r != '\u0674' }
