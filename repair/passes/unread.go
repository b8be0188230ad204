package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// unreadShare is the share of letters that neither Persian nor Arabic has, among those of the
// Arabic script, from which on a text that reads as another language is in it. The least of 400
// texts in Kurdish, Urdu, Balochi, Pashto, Uyghur and Sindhi have 1.6 in 100; no page of the
// shared cases and none of 132 held-out pages in scrambled Persian reads as one of them.
const unreadShare = 0.01

// strangeRest is the same share without the most frequent of these letters, whatever the language:
// the map of a font puts one of them for a stroke, hardly two.
const strangeRest = 0.02

// isUnread reports a text in a language of the script that has letters of its own, of whose words
// the model knows none: whatever is judged by words is judged by chance. It has so many letters of
// the script, of which some are strange, see isStrange.
func isUnread(setting lang.Language, v *pass.View, letters, strange int) bool {
	switch setting {
	case lang.Kurdish, lang.Urdu, lang.Pashto, lang.Azeri:
		if float64(strange) > unreadShare*float64(letters) {
			return true
		}
	}
	if float64(carons(v)) > caronShare*float64(letters) {
		return true // Gilaki, of which the rest passes for Persian with letters too many
	}
	if float64(strange) <= strangeRest*float64(letters) {
		return false
	}
	seen, most := map[rune]int{}, 0
	for _, c := range v.Text {
		if kindOf(c.R)&kindStrange != 0 {
			seen[c.R]++
			most = max(most, seen[c.R])
		}
	}
	return float64(strange-most) > strangeRest*float64(letters)
}

// caronShare is the share of carons at the ends of words, less those inside, from which on a text is in Gilaki: articles of its
// encyclopedia, of which half are written otherwise, have 0.007 in the mean, Persian has none.
const caronShare = 0.001

// carons counts the ezafes of Gilaki, see ezafeCaron. A glyph whose number is that of the caron stands
// inside of words too, and takes one away there.
func carons(v *pass.View) (n int) {
	t, shown := v.Text, linesOf(v)
	for k, l := range v.Lines() {
		for i := l.From; i < l.To && shown[k].signs&signCaron != 0; i++ {
			switch {
			case t[i].R != ezafeCaron || !isArabic(at(t, i-1)):
			case isArabic(at(t, i+1)):
				n--
			default:
				n++
			}
		}
	}
	return n
}

// inUnread reports a text as somebody wrote it in such a language.
func inUnread(v *pass.View) bool {
	s := surveyOf(v)
	s.settle(v)
	return s.unread
}

// readable is a pass that judges by words, without what it would do to texts in which it can read
// none.
func readable(p pass.Pass) pass.Pass {
	run := p.Run
	p.Run = func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
		if inUnread(v) {
			return nil, nil
		}
		return run(ctx, v)
	}
	return p
}

// byForm are the passes that code points and shapes tell what is wrong, in any language. Words tell
// it to all others, and to glyph-runs, whose texts are in no language before.
var byForm = map[string]bool{
	"mojibake": true, "symbols": true, "numerals": true, "glyph-codes": true, "embeddings": true, "controls": true, "even-gaps": true, "direction": true,
	"unmapped": true, "forms": true, "glyph-runs": true, "brackets": true, "tatweel": true, "blanks": true, "compose": true,
}
