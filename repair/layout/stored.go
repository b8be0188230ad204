package layout

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// joinStored joins the glyphs of one word of a logically stored layer to a unit.
//
// Tesseract writes its invisible text with a mirrored matrix and the letters of a
// word in logical order, digits and all, so that inside such a word the painting
// order is the reading order whatever the positions say (the boxes of its letters
// are an even division of the word's). A positive matrix holds words that are
// already reversed, and there positions tell the truth.
func (a *arranger) joinStored(f *frame) {
	var word *unit
	for i, u := range f.units {
		g := &a.page.Glyphs[u.glyphs[0]]
		if !g.Has(page.Mirrored|page.Hidden) || u.role == spaceUnit {
			word = nil
			continue
		}
		if word != nil && word.y == u.y && word.size == u.size && abs(u.x1-word.x0) < storedGap*u.size {
			word.x0 = u.x0
			word.text = append(word.text, u.text...)
			word.glyphs = slices.Concat(word.glyphs, u.glyphs)
			word.conf = min(word.conf, u.conf)
			word.role = inkUnit
			f.units[i] = nil
			continue
		}
		word = u
	}
}

// storedGap: letters of one stored word follow each other within this part of the font size.
const storedGap = 0.02

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
