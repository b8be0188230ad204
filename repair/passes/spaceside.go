package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// spaceSides brings the space after a number or a Latin phrase back that stands before it, as
// the second one there.
func spaceSides(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	t, g, shown := v.Text, guard{m: m, v: v}, linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].signs&signTwice == 0 || shown[n].signs&signDigit == 0 && shown[n].foreign == 0 {
			continue
		}
		for _, r := range stretchesOf(t, shown[n].within(l)) {
			if !isLeftToRight(t[r.From].R) || r.From-l.From < 3 || r.To == l.To ||
				t[r.From-1].R != ' ' || t[r.From-2].R != ' ' || isSpace(t[r.From-3].R) || !wantsSpace(v, l, r.To) {
				continue
			}
			if language, _ := lang.IdentifyRunes(v.Runes(l)); !partsNumbers(language) || !g.sound(r.From) {
				break
			}
			moved := pass.Range{From: r.From - 1, To: r.To}
			edits = append(edits, v.Edit(moved, append(slices.Clone(t[r.From:r.To]), t[r.From-1]), "space-side", 0.95))
		}
	}
	return edits
}

// wantsSpace reports that a space should stand before what begins at i: a word, but for the
// endings of numbers, or a dash or stroke with a space behind it.
func wantsSpace(v *pass.View, l pass.Range, i int) bool {
	t := v.Text
	switch r := t[i].R; {
	case isArabic(r):
		return !isSuffix(v.Slice(wordAfter(t, l, i)))
	case r == '-' || r == '\u2013' || r == '/': // EN DASH
		return isSpace(at(t, i+1))
	}
	return false
}
