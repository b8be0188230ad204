package lang

import (
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/script"
)

// Spelling counts the letters of a text that Persian or Arabic alone is written with. It tells the
// two apart in whatever order the letters come: as they are painted on a page, before anybody
// knows what its words are.
type Spelling struct {
	Persian  int // PEH, TCHEH, JEH, GAF: 3 % of the letters of Persian, .02 % of those of Arabic
	Marbutas int // TEH MARBUTA: 3 % of the letters of Arabic, hardly one in Persian
}

// Count adds the letters of a text; presentation forms are read as their letters.
func (s *Spelling) Count(text string) {
	for _, r := range text {
		if shape, ok := script.Unshape(r); ok {
			r, _ = utf8.DecodeRuneInString(shape.Base)
		}
		switch r {
		case '\u067E', '\u0686', '\u0698', '\u06AF': // PEH, TCHEH, JEH, GAF
			s.Persian++
		case '\u0629': // TEH MARBUTA
			s.Marbutas++
		}
	}
}

// arabicTimes is how many times as many teh marbutas as letters of Persian a text in Arabic has.
// Of 22 Arabic files none has fewer.
const arabicTimes = 10

// IsArabic reports a text in Arabic with so many teh marbutas at least.
func (s Spelling) IsArabic(least int) bool {
	return s.Marbutas >= least && s.Marbutas >= arabicTimes*s.Persian
}
