package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Symbols gives the bullets and dashes of symbol fonts their code points.
func Symbols() pass.Pass {
	return pass.Pass{
		Name:  "symbols",
		Class: pass.Lossless,
		After: []string{"mojibake"},
		Doc: `Fault: bullets and dashes are private codes (U+F020 to U+F0FF), which show as boxes or not at all.
Cause: word processors set them in Symbol or Wingdings, fonts whose cmap has the bytes of the font only.
Repair: a code that stands by itself at the edge of a line takes the code point of the bullet that word processors draw by it
(bullet); a minus or dash between two spaces is a dash (dash).
Left alone: all other private codes, whose meaning is their font's.
Risk: a pictogram of another font at the start of a line becomes a bullet.`,
		Run: symbols,
	}
}

// bullets are the private codes that word processors offer as signs of list items: that of
// Symbol, and those of Wingdings.
var bullets = map[rune]rune{
	0xF0B7: '\u2022', // BULLET
	0xF06C: '\u25CF', // BLACK CIRCLE
	0xF06E: '\u25A0', // BLACK SQUARE
	0xF06F: '\u25A1', // WHITE SQUARE
	0xF071: '\u2751', // LOWER RIGHT SHADOWED WHITE SQUARE
	0xF076: '\u2756', // BLACK DIAMOND MINUS WHITE X
	0xF0A7: '\u25AA', // BLACK SMALL SQUARE
	0xF0A8: '\u25FB', // WHITE MEDIUM SQUARE
	0xF0D8: '\u27A2', // THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD
	0xF0FC: '\u2714', // HEAVY CHECK MARK
	0xF02D: '\u2013', // EN DASH
}

// privateDash is the minus of Symbol.
const privateDash = 0xF02D

// isPrivateSymbol is the gate.
func isPrivateSymbol(r rune) bool {
	_, ok := script.Symbol(r)
	return ok
}

func symbols(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, shown := v.Text, linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].signs&signPrivate == 0 {
			continue
		}
		b := shown[n].within(l)
		for i := b.From; i < b.To; i++ {
			sign, known := bullets[t[i].R]
			first, last := i == b.From, i+1 == b.To
			switch {
			case !known || !first && !isSpace(t[i-1].R) || !last && !isSpace(t[i+1].R):
			case first != last:
				edits = append(edits, v.Replace(i, []rune{sign}, "bullet", 0.95))
			case t[i].R == privateDash && !first:
				edits = append(edits, v.Replace(i, []rune{sign}, "dash", 0.95))
			}
		}
	}
	return edits, nil
}
