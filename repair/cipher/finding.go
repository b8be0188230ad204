package cipher

import (
	"fmt"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// lostShare is the share of the glyphs of a sick font that may stay without a name
// for its verdict to become repairable.
const lostShare = 0.05

// findings sums up what became of the unnamed codes, by font.
func (s *solver) findings(names map[Code]page.Naming, seen map[Code]int, none map[Code]bool) []Finding {
	cut := map[int32]bool{} // fonts with texts that were not believed: their digits lie too, and no word tells
	for c := range none {
		cut[c.Font] = true
	}
	type tally struct {
		Finding
		unnamed, stretches int
		lost               int // glyphs
	}
	per := map[int32]*tally{}
	for i, c := range s.codes {
		f := per[c.code.Font]
		if f == nil {
			f = &tally{Finding: Finding{Font: c.code.Font, Names: map[uint32]page.Naming{}}}
			per[c.code.Font] = f
		}
		f.unnamed++
		n, ok := names[c.code]
		switch {
		case ok:
			f.Names[c.code.Code] = n
		case s.stretch[i+1]:
			f.stretches++
		default:
			f.lost += seen[c.code]
		}
	}
	for _, c := range s.parts {
		if f := per[c.Font]; f != nil {
			f.Names[c.Code] = names[c]
			f.unnamed++
		}
	}
	var out []Finding
	for _, f := range per {
		var parts []string
		if n := len(f.Names); n > 0 {
			parts = append(parts, fmt.Sprintf("%d named by their contexts, shapes and numbers", n))
		}
		if f.stretches > 0 {
			parts = append(parts, fmt.Sprintf("%d taken for tatweel", f.stretches))
		}
		if n := f.unnamed - len(f.Names) - f.stretches; n > 0 {
			parts = append(parts, fmt.Sprintf("%d without a name", n))
		}
		f.Evidence = fmt.Sprintf("of %d codes on the pages that the file does not name: %s", f.unnamed, strings.Join(parts, ", "))
		sick := int(f.Font) < len(s.fonts) && s.fonts[f.Font].Verdict == page.VerdictSick
		if len(f.Names) > 0 && !cut[f.Font] && (!sick || float64(f.lost) <= lostShare*float64(s.shown[f.Font])) {
			f.Verdict = page.VerdictRepairable
		}
		out = append(out, f.Finding)
	}
	return out
}
