package layout

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// XeTeX and others write a ToUnicode map from glyphs to code points by going through a
// font's character map backwards: of the code points that share a glyph the last one
// wins. Latin letters then come out as Roman numerals, a hyphen as a minus sign, a slash
// as the stroke that cancels a sign.

// latin gives the lines back the letters of which their font made numerals: on a page
// where one stands beside a Latin letter, for nobody mixes the two in a word.
func latin(blocks []page.Block) {
	shared := false
	each(blocks, func(t page.Text) {
		for i := range t {
			if _, ok := script.Numeral(t[i].R); ok && (i > 0 && isASCIILetter(t[i-1].R) || i+1 < len(t) && isASCIILetter(t[i+1].R)) {
				shared = true
			}
		}
	})
	each(blocks, func(t page.Text) {
		for i := 0; i < len(t) && shared; i++ {
			if r, ok := script.Numeral(t[i].R); ok {
				t[i].R = r
			}
		}
		for i := 1; i+1 < len(t); i++ {
			if t[i].R == '\u2212' { // MINUS SIGN
				before, after := letters(t, i-1, -1), letters(t, i+1, 1)
				if min(before, after) > 0 && before+after >= wordLetters {
					t[i].R = '-'
				}
			}
		}
	})
}

func each(blocks []page.Block, f func(page.Text)) {
	for i := range blocks {
		for j := range blocks[i].Lines {
			f(blocks[i].Lines[j].Text)
		}
	}
}

// wordLetters: so many letters around a minus sign are words, not variables.
const wordLetters = 6

// letters counts the Latin letters from i on.
func letters(t page.Text, i, step int) int {
	n := 0
	for ; i >= 0 && i < len(t) && isASCIILetter(t[i].R); i += step {
		n++
	}
	return n
}

func isASCIILetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// standing is the sign that a glyph shows whose map says the mark which looks like it, but
// which has a place of its own on the line; the text itself for all others.
func standing(text string, g *page.Glyph) string {
	if g.Advance < standingAdvance*g.Size {
		return text
	}
	switch text {
	case "\u0337", "\u0338": // COMBINING SHORT, LONG SOLIDUS OVERLAY
		return "/"
	case "\u0335", "\u0336": // COMBINING SHORT, LONG STROKE OVERLAY
		return "-"
	case "\u0332": // COMBINING LOW LINE
		return "_"
	}
	return text
}

// standingAdvance: a sign with a place of its own moves the pen by at least this part of
// the font size.
const standingAdvance = 0.15
