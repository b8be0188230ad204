package layout

import (
	"slices"
)

// prerelease puts the tag of a version after its number: 4.1-rc2 in a right-to-left line
// looks the same as rc2-4.1, and nobody writes that (SemVer 2.0.0 §9, PEP 440).
func (l *line) prerelease() {
	for i := 0; i < len(l.cells); i++ {
		if l.cells[i].u == nil || i > 0 && l.cells[i-1].u != nil {
			continue
		}
		var tag []rune
		j := i
		for j < len(l.cells) && l.cells[j].u != nil && classOf(l.cells[j].u.first()) == classL {
			tag = append(tag, l.cells[j].u.first())
			j++
		}
		if !slices.Contains(releaseTags, string(tag)) {
			continue
		}
		for j < len(l.cells) && l.cells[j].digit() {
			j++
		}
		if j >= len(l.cells) || l.cells[j].u == nil || l.cells[j].u.first() != '-' {
			continue
		}
		k, dots := j+1, 0
		for k < len(l.cells) && (l.cells[k].digit() || l.cells[k].u != nil && l.cells[k].u.first() == '.' && k+1 < len(l.cells) && l.cells[k+1].digit()) {
			if !l.cells[k].digit() {
				dots++
			}
			k++
		}
		if dots == 0 || k < len(l.cells) && l.cells[k].u != nil && !l.cells[k].closes() {
			continue
		}
		copy(l.cells[i:], slices.Concat(l.cells[j+1:k], l.cells[j:j+1], l.cells[i:j]))
	}
}

// releaseTags are the names of what comes before a release.
var releaseTags = []string{"rc", "alpha", "beta", "pre", "dev", "preview", "snapshot"}

func (c cell) digit() bool {
	return c.u != nil && len(c.u.text) == 1 && c.u.text[0].R >= '0' && c.u.text[0].R <= '9'
}
