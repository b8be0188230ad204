package layout

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

const (
	zwnj    = '\u200C' // ZERO WIDTH NON-JOINER
	tatweel = '\u0640' // ARABIC TATWEEL
	heh     = '\u0647' // ARABIC LETTER HEH
	lam     = '\u0644' // ARABIC LETTER LAM
	alef    = '\u0627' // ARABIC LETTER ALEF
	shadda  = '\u0651' // ARABIC SHADDA
	hamza   = '\u0654' // ARABIC HAMZA ABOVE

	fathatan = '\u064B' // ARABIC FATHATAN
)

func isMark(r rune) bool {
	if r >= 0 && int(r) < len(traits) {
		return traits[r].mark
	}
	return unicode.Is(unicode.Mn, r)
}

func isSpace(r rune) bool {
	if r >= 0x100 && r < 0x1680 { // OGHAM SPACE MARK is the first beyond Latin-1
		return false
	}
	return r != 0x85 && unicode.IsSpace(r) || r == 0x200B
}

// traits are what is asked most, for the letters asked about most.
var traits = func() (t [0x0800]struct {
	class class
	mark  bool
	forms bool
}) {
	for i := range t {
		t[i].class, t[i].mark, t[i].forms = findClass(rune(i)), i >= 0x300 && unicode.Is(unicode.Mn, rune(i)), i >= 0x600 && findForms(rune(i))
	}
	return t
}()

// isArabicLetter reports a letter of the Arabic script in its base form.
func isArabicLetter(r rune) bool { return script.IsLetter(r) }

// fold turns the text of a glyph into base letters and tells the form that a single
// presentation form states. Presentation forms are a shape, not a text; nothing else
// is folded, for NFKC over everything would also change superscripts, fractions and
// ligatures of other scripts.
func fold(s string, from int32, dst page.Text) (page.Text, script.Form) {
	form := script.FormUnknown
	for _, r := range s {
		if r == 0xFEFF || r == 0xFFFD || r == 0xAD || isControl(r) {
			continue
		}
		if x, ok := script.Unshape(r); ok {
			form = x.Form
			for _, b := range x.Base {
				dst = append(dst, page.Char{R: b, From: from})
			}
			continue
		}
		dst = append(dst, page.Char{R: r, From: from})
	}
	if utf8.RuneCountInString(s) != 1 {
		form = script.FormUnknown
	}
	return dst, form
}

// isControl reports a code point that says nothing on a printed page: controls
// other than white space and the bidi controls.
func isControl(r rune) bool {
	switch {
	case isSpace(r):
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0: // the category Cc
		return true
	}
	return script.IsBidiControl(r)
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
	if r >= 0 && int(r) < len(traits) {
		return traits[r].class
	}
	return findClass(r)
}

func findClass(r rune) class {
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

// isDualJoining reports a letter that joins the letters on both of its sides.
func isDualJoining(r rune) bool { return script.JoiningOf(r) == script.DualJoining }

// isJoining reports a letter that can join the letter before it.
func isJoining(r rune) bool { return script.JoinsPrevious(r) && r != tatweel }
