package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Fonts have one glyph for yeh and Farsi yeh before a letter, and a ToUnicode map names it
// by either, whatever the language. The final shapes differ, so they show what the text is
// written with.

// farsiFinals is the share of final yehs that may be Farsi in a text written with the Arabic
// one: names and words in quotations.
const farsiFinals = 0.1

// arabicYehs gives an Arabic text its own yeh before letters.
func arabicYehs(v *pass.View, shown []*line, edits []pass.Edit) []pass.Edit {
	if !shows(v, signLookAlike) || languageOf(v) != lang.Arabic {
		return edits
	}
	t := v.Text
	before, arabic, farsi := 0, 0, 0
	for i, c := range t {
		switch {
		case c.R != script.PersianYeh && c.R != '\u064A' && c.R != '\u0649': // ARABIC LETTER YEH, ALEF MAKSURA
		case !beforeLetter(t, i):
			if c.R == script.PersianYeh {
				farsi++
			} else {
				arabic++
			}
		case c.R == script.PersianYeh:
			before++
		}
	}
	if before == 0 || float64(farsi) > farsiFinals*float64(arabic) || arabic == 0 {
		return edits
	}
	if letters, strange, _ := surveyOf(v).letters(); float64(strange) > strangeShare*float64(letters) {
		return edits
	}
	for n, l := range v.Lines() {
		if strings.ContainsAny(v.Slice(l), persianOnly) || isPersianLine(v, l, shown[n], lang.Arabic) {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if t[i].R == script.PersianYeh && beforeLetter(t, i) {
				edits = append(edits, v.Replace(i, []rune{'\u064A'}, "farsi-yeh", 0.97))
			}
		}
	}
	return edits
}

// beforeLetter reports whether a letter follows letter i in its word.
func beforeLetter(t page.Text, i int) bool {
	for i++; i < len(t) && script.IsMark(t[i].R); i++ {
	}
	return script.IsLetter(at(t, i))
}
