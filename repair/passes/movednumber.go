package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// numbered are the nouns that a number follows: در سال ۱۳۵۷.
var numbered = map[string]bool{"سال": true, "دهه": true, "دههٔ": true, "سده": true, "سدهٔ": true, "قرن": true, "ماده": true, "مادهٔ": true, "بند": true, "تبصره": true, "تبصرهٔ": true,
	"صفحه": true, "صفحهٔ": true, "فصل": true, "شماره": true, "شمارهٔ": true, "ساعت": true}

// movedNumbers brings back the number that sticks to the start of a text of a line or a few, as one
// that was painted behind its first words does: «1990در دهه». A word before the noun, and none but
// prepositions, keeps a number from being what it counts: «۲۰سال».
func movedNumbers(v *pass.View) (edits []pass.Edit) {
	t, shown := v.Text, linesOf(v)
	if !isBrief(v) {
		return nil
	}
	for n, l := range v.Lines() {
		if l = shown[n].within(l); l.Len() == 0 || shown[n].signs&signDigit == 0 || !isDigit(t[l.From].R) {
			continue
		}
		number := numberAt(t, l, l.From)
		before := wordAfter(t, l, number.To)
		if !beforeNouns[v.Slice(before)] || at(t, before.To) != ' ' {
			continue
		}
		noun := wordAfter(t, l, before.To+1)
		if !numbered[v.Slice(noun)] || noun.To < l.To && !isSpace(t[noun.To].R) && !isStop(t[noun.To].R) || noun.To+1 < l.To && isDigit(t[noun.To+1].R) {
			continue
		}
		if language, _ := lang.IdentifyRunes(v.Runes(l)); language != lang.Persian {
			continue
		}
		words := append(slices.Clone(t[number.To:noun.To]), inferred(' '))
		edits = append(edits, v.Edit(pass.Range{From: number.From, To: noun.To}, append(words, t[number.From:number.To]...), "moved-number", 0.95))
	}
	return edits
}

// beforeNouns are the prepositions that such a phrase begins with.
var beforeNouns = map[string]bool{"در": true, "از": true, "تا": true, "به": true, "با": true, "برای": true}
