package script

import "unicode"

// Symbol returns the character code behind a code point of U+F000..U+F0FF. The
// cmap of a TrueType font with platform 3, encoding 0 (Microsoft Symbol) keeps
// its one-byte codes there, and programs that take such a font for Unicode
// write these code points into text. Source: OpenType specification, "cmap",
// encoding ID 0. The code is one of the font's own encoding: only below U+0080
// may it be read as ASCII, and in a font of pictures not even there.
func Symbol(r rune) (code rune, ok bool) {
	if r < 0xF020 || r > 0xF0FF || r >= 0xF07F && r < 0xF0A0 {
		return 0, false
	}
	return r - 0xF000, true
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' }
