package passes

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestTablesTellWhatUnicodeDoes: classes that are looked up are those of package unicode.
func TestTablesTellWhatUnicodeDoes(t *testing.T) {
	for r := range rune(utf8.MaxRune + 1) {
		if isLetter(r) != unicode.IsLetter(r) || isLatinLetter(r) != unicode.Is(unicode.Latin, r) || isWhite(r) != unicode.IsSpace(r) {
			t.Fatalf("%U: letter %t, Latin %t, white space %t", r, isLetter(r), isLatinLetter(r), isWhite(r))
		}
		if kindOf(r) != measureKind(r) {
			t.Fatalf("%U is looked up as %x, and is %x", r, kindOf(r), measureKind(r))
		}
	}
}

// TestExtendedLetters: the rarer blocks of the script have letters that do not join on, and marks, too.
func TestExtendedLetters(t *testing.T) {
	for _, c := range []struct {
		r                         rune
		letter, mark, next, prior bool
	}{
		{'\u0628', true, false, true, true},   // BEH
		{'\u0648', true, false, false, true},  // WAW
		{'\u0621', true, false, false, false}, // HAMZA
		{'\u0640', false, false, false, false},
		{'\u064E', false, true, false, false},  // FATHA
		{'\u0870', true, false, false, true},   // ALEF WITH ATTACHED FATHA
		{'\u08AA', true, false, false, true},   // REH WITH LOOP
		{'\u08AD', true, false, false, false},  // LOW ALEF
		{'\u08A0', true, false, true, true},    // BEH WITH SMALL V BELOW
		{'\u08CA', false, true, false, false},  // SMALL HIGH FARSI YEH
		{'\u0710', false, false, false, false}, // SYRIAC ALAPH
		{'\u0730', false, false, false, false}, // SYRIAC PTHAHA ABOVE
		{'\uFE8F', true, false, false, false},  // BEH ISOLATED FORM
		{'b', false, false, false, false},
	} {
		if isArabic(c.r) != c.letter || isMark(c.r) != c.mark || joinsNext(c.r) != c.next || joinsPrevious(c.r) != c.prior {
			t.Errorf("%U: letter %t, mark %t, joins next %t, previous %t", c.r, isArabic(c.r), isMark(c.r), joinsNext(c.r), joinsPrevious(c.r))
		}
	}
}
