package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/decode"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Mojibake undoes the reading of a line in a wrong encoding.
func Mojibake() pass.Pass {
	return pass.Pass{
		Name:  "mojibake",
		Class: pass.Lossy, // two to four code points become one
		Doc: `Fault: a line shows accented Latin letters and signs where Persian stood.
Cause: bytes in UTF-8 or windows-1256 were read as Latin-1, windows-1252 or windows-1256, perhaps twice; a font
with a symbol's cmap keeps those of windows-1256 in U+F080..U+F0FF.
Repair: the line is encoded again and read the right way, where nearly all of its code points above ASCII
then are text of the Arabic script (reason: the two encodings, as in utf-8-as-windows-1252).
Left alone: European words with their accents, lines with fewer than four code points above ASCII, lines
that hold Arabic letters already beside too many others.
Risk: none known; a line must come out as likely Persian.`,
		Run: mojibake,
	}
}

func mojibake(ctx context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	for i, l := range v.Lines() {
		if lines[i].signs&signMojibake == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		fixed, from, kind, conf, ok := decode.Mojibake(v.Runes(l))
		if !ok {
			continue
		}
		new := make(page.Text, len(fixed))
		for i, r := range fixed {
			new[i] = keep(v.Text[l.From+from[i]].From, r)
		}
		edits = append(edits, v.Edit(l, new, kind, conf))
	}
	return edits, nil
}

// leadRunes is the least number of code points that only a wrong reading makes
// frequent, from which on a line is looked at.
const leadRunes = 3

// suspectsMojibake is the gate, from the numbers of accented letters, of lead
// letters and of all code points above ASCII. Windows-1252 and Latin-1 turn the
// bytes of Arabic letters into code points below U+0100 and the signs of
// windows-1252. Windows-1256 turns the lead bytes D8..DB of UTF-8 into four Arabic
// letters, and half of the code points would be these.
func suspectsMojibake(latin, lead, high int) bool {
	return latin >= leadRunes || lead >= leadRunes && 3*lead >= high
}

// isAccented reports Latin-1 above ASCII but for what Persian text has of it, and
// the same bytes in the private block of fonts with a symbol's cmap.
func isAccented(r rune) bool {
	return r >= 0xF080 && r <= 0xF0FF || r >= 0x80 && r < 0x100 && r != '\u00AB' && r != '\u00BB' && r != '\u00A0' // GUILLEMETS, NO-BREAK SPACE
}

// isLead reports a letter that windows-1256 makes of a lead byte of UTF-8.
func isLead(r rune) bool { return r >= 0x0637 && r <= 0x063A } // TAH, ZAH, AIN, GHAIN
