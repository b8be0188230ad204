package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestRaisedMark: a mark that its shaper raised nearly to the line above belongs to the line below,
// and one that stands on a baseline to that one.
func TestRaisedMark(t *testing.T) {
	for name, c := range map[string]struct {
		mark rune
		y    float64
		row  int
	}{
		"raised":              {'\u064B', 8, 1}, // ARABIC FATHATAN
		"raised, from below":  {'\u0650', 8, 0}, // ARABIC KASRA
		"on the line above":   {'\u064B', 13, 0},
		"on the line":         {'\u064B', 0.5, 1},
		"lowered, none below": {'\u064B', -3, 1},
	} {
		us := []*unit{{x1: 10, y: 14, size: 12}, {x1: 10, size: 12}, {x0: 2, x1: 5, y: c.y, size: 12, role: markUnit, text: page.Text{{R: c.mark}}}}
		for i := range us[:2] {
			us[i].text = page.Text{{R: '\u0627'}} // ARABIC LETTER ALEF
		}
		rs := new(clusterer).rows(us)
		if len(rs) != 2 || len(rs[c.row].units) != 2 {
			t.Errorf("%s: the mark is not in row %d", name, c.row)
		}
	}
}
