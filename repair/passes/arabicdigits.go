package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Fonts have one glyph for the digits that both blocks draw alike, and a ToUnicode map names it
// after either. 4, 5 and 6 differ, and show which block a text is written with.

// arabicDigits gives an Arabic text its own digits, where the digits of both blocks meet in a
// number and no 4, 5 or 6 is Persian.
func arabicDigits(v *pass.View, shown []*line, edits []pass.Edit) []pass.Edit {
	if !shows(v, signDigit) || languageOf(v) != lang.Arabic {
		return edits
	}
	t := v.Text
	mixed := false
	arabic, persian := false, false // in the number so far
	for i, c := range t {
		switch {
		case c.R >= '\u06F4' && c.R <= '\u06F6': // EXTENDED ARABIC-INDIC DIGIT FOUR, SIX
			return edits
		case c.R >= '\u06F0' && c.R <= '\u06F9': // ... ZERO, NINE
			persian = true
		case isArabicIndic(c.R):
			arabic = true
		default:
			continue
		}
		if next := at(t, i+1); !isDigit(next) {
			mixed = mixed || arabic && persian
			arabic, persian = false, false
		}
	}
	if !mixed {
		return edits
	}
	for n, l := range v.Lines() {
		if shown[n].signs&signDigit == 0 || strings.ContainsAny(v.Slice(l), persianOnly) || isPersianLine(v, l, shown[n], lang.Arabic) {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if set, _ := script.DigitOf(t[i].R); set == script.PersianDigits {
				edits = append(edits, v.Replace(i, []rune{script.ArabicIndicDigits.Convert(t[i].R)}, "digits", 0.97))
			}
		}
	}
	return edits
}
