package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// GlyphCodes makes one sign of the glyph numbers that a reader spells out, and brings those that
// it writes as characters back to their letter.
func GlyphCodes() pass.Pass {
	return pass.Pass{
		Name:  "glyph-codes",
		Class: pass.Lossy, // the number goes: without the font it says nothing
		After: []string{"mojibake"},
		Doc: `Fault: (cid:876) stands in a word, or the character of that number (U+036C), which may also have gone beyond the space or the
comma behind the word, or before all that stands in front of it as far as the next one, a number or a Latin word.
Cause: the ToUnicode map of the font does not name the glyph, and pdfminer writes its number out, as do pdfplumber and others
that build on it; pdf.js and PDFium (Chrome, pypdfium2) write the character, and put it in order as one that is written from
the left; pypdf puts nothing but what stands between such characters in order.
Repair: a number beside a letter of the Arabic script becomes U+FFFD (code), for which unmapped looks for a letter, and
which readers see as what it is; a character that stands within words of the text else goes back before the comma (sign), and
before the space that a shape in front of it reaches over (space). Where the shapes of a text reach for characters that
stand before their stretch, the stretches of its lines are put in reverse order, and the digits of its numbers (parts).
Left alone: numbers that stand by themselves, or in formulas and Latin words.
Risk: a text about such numbers that writes one without a space beside a Persian word.`,
		Run: glyphCodes,
	}
}

// maxGlyphDigits is the most digits of a glyph number: a CID has 16 bits (PDF 32000-1, 9.7.4.2).
const maxGlyphDigits = 5

func glyphCodes(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, shown := v.Text, linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].signs&signBracket == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if t[i].R != '(' {
				continue
			}
			from, codes := i, []pass.Range(nil)
			for to := glyphCode(t, i); to > 0; to = glyphCode(t, i) {
				codes = append(codes, pass.Range{From: i, To: to})
				i = to
			}
			if len(codes) == 0 {
				continue
			}
			before := from - 1
			for isMark(at(t, before)) {
				before--
			}
			if isArabic(at(t, before)) || isArabic(at(t, i)) {
				for _, c := range codes {
					edits = append(edits, v.Edit(c, page.Text{keep(t[c.From].From, replacement)}, "code", certain))
				}
			}
			i--
		}
	}
	if codes := numberedGlyphs(v); len(codes) > 0 {
		if parts := partsBack(v, codes); len(parts) > 0 && len(edits) == 0 {
			return parts, nil
		}
		edits = numberedBack(v, codes, edits)
	}
	return edits, nil
}

// glyphCode is where the glyph number ends that begins at i, 0 if none does.
func glyphCode(t page.Text, i int) int {
	for _, r := range "(cid:" {
		if at(t, i) != r {
			return 0
		}
		i++
	}
	from := i
	for r := at(t, i); r >= '0' && r <= '9'; r = at(t, i) {
		i++
	}
	if i == from || i-from > maxGlyphDigits || at(t, i) != ')' {
		return 0
	}
	return i + 1
}
