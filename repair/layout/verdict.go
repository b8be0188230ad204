package layout

import (
	"fmt"

	"github.com/paknevis/paknevis/repair/page"
)

// Shares of glyphs without text that make a page repairable or sick.
const (
	repairableShare = 0.02
	sickShare       = 0.30
)

// judge sets the verdict of the text layer and adds the warnings.
func (a *arranger) judge() {
	ink, lost := 0, -a.silent
	for _, f := range a.frames {
		for _, u := range f.units {
			switch {
			case u.role == inkUnit:
				ink++
			case u.role == blankUnit && len(u.text) == 0:
				ink++
				lost++
			}
		}
	}
	if a.page.Verdict == page.VerdictUnknown {
		switch share := float64(lost) / float64(max(ink, 1)); {
		case ink == 0:
			a.page.Verdict = page.VerdictAbsent
		case share > sickShare:
			a.page.Verdict = page.VerdictSick
		case share > repairableShare:
			a.page.Verdict = page.VerdictRepairable
		default:
			a.page.Verdict = page.VerdictHealthy
		}
	}
	warn := func(code, text string) {
		a.page.Warnings = append(a.page.Warnings, page.Warning{Code: code, Text: text})
	}
	if a.silent > 0 {
		warn("unmapped-tatweel", fmt.Sprintf("%d glyphs without text inside words were taken for tatweel", a.silent))
	}
	if lost > 0 {
		warn("unmapped-glyph", fmt.Sprintf("%d of %d glyphs have no text and were left out", lost, ink))
	}
	if a.guessed > 0 {
		warn("unmapped-mark", fmt.Sprintf("%d marks without text over a final heh or alef were read as hamza or tanwin", a.guessed))
	}
}
