package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Forms turns presentation forms into letters.
func Forms() pass.Pass {
	return pass.Pass{
		Name:  "forms",
		Class: pass.Lossless,
		After: []string{"controls", "direction"},
		Doc: `Fault: words are written with the shapes of letters and with ligatures (U+FB50 to U+FEFC), so that no
search finds them.
Cause: programs that shape text themselves before drawing it; ToUnicode tables made from glyph names.
Repair: each form becomes its letters in logical order, nothing else is normalised (form); the space or the stroke
that carries an isolated mark falls away after a letter (carrier).
Left alone: the ornate brackets and the signs of these blocks that stand for themselves; all compatibility
characters of other scripts.
Risk: none; a text about the forms themselves loses them.`,
		Run: forms,
	}
}

func forms(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signForm == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			s, ok := script.Unshape(v.Text[i].R)
			if !ok {
				continue
			}
			reason := "form"
			if s.Carrier != 0 {
				if prev := at(v.Text, i-1); !isArabic(prev) && !isMark(prev) {
					continue // the sign itself is shown
				}
				reason = "carrier"
			}
			edits = append(edits, v.Replace(i, []rune(s.Base), reason, certain))
		}
	}
	return edits, nil
}
