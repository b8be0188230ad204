package script

// Of the code points that share a glyph in a font's character map, programs that read the
// map backwards keep the last one (XeTeX's driver among them). Latin letters then come out as
// the Roman numerals that look like them.

// numerals maps the Roman numerals that look like one letter to it.
var numerals = map[rune]rune{
	'\u2160': 'I', '\u2164': 'V', '\u2169': 'X', '\u216C': 'L', '\u216D': 'C', '\u216E': 'D', '\u216F': 'M',
	'\u2170': 'i', '\u2174': 'v', '\u2179': 'x', '\u217C': 'l', '\u217D': 'c', '\u217E': 'd', '\u217F': 'm',
}

// Numeral returns the Latin letter that looks like a Roman numeral.
func Numeral(r rune) (letter rune, ok bool) {
	if r < '\u2160' || r > '\u217F' { // from the first of the numerals to the last
		return 0, false
	}
	letter, ok = numerals[r]
	return letter, ok
}
