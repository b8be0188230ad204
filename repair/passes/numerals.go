package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Numerals gives a text back the Latin letters of which its font made Roman numerals.
func Numerals() pass.Pass {
	return pass.Pass{
		Name:  "numerals",
		Class: pass.Lossless,
		After: []string{"mojibake"},
		Doc: `Fault: some letters of Latin words are Roman numerals that look like them: c, d, l and m most of all.
Cause: a font draws both by one glyph, and the program that made the PDF kept the last of its code points (XeTeX).
Repair: in a text where such a numeral stands beside a Latin letter, all of them are letters (letter).
Left alone: texts in which no numeral touches a letter; numerals that look like several letters.
Risk: a lone numeral of a hundred in a text that has this fault.`,
		Run: numeralLetters,
	}
}

func numeralLetters(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	if !shows(v, signNumeral) {
		return nil, nil
	}
	t, shared := v.Text, false
	for i, c := range t {
		letter, ok := script.Numeral(c.R)
		if !ok {
			continue
		}
		shared = shared || isLatin(at(t, i-1)) || isLatin(at(t, i+1))
		edits = append(edits, v.Replace(i, []rune{letter}, "letter", 0.97))
	}
	if !shared {
		return nil, nil
	}
	return edits, nil
}

// isRoman reports a Roman numeral of one code point, see Numerals.
func isRoman(r rune) bool {
	_, ok := script.Numeral(r)
	return ok
}
