package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// disc is a filled circle around a point, as Skia draws the bullets of lists.
func disc(x, y, r float64) string {
	k := 0.5523 * r
	return fmt.Sprintf("%g %g m %g %g %g %g %g %g c %g %g %g %g %g %g c %g %g %g %g %g %g c %g %g %g %g %g %g c h",
		x+r, y, x+r, y+k, x+k, y+r, x, y+r, x-k, y+r, x-r, y+k, x-r, y, x-r, y-k, x-k, y-r, x, y-r, x+k, y-r, x+r, y-k, x+r, y)
}

// TestBullets: discs alone before the lines of a list are its bullets.
func TestBullets(t *testing.T) {
	list := func(marks ...string) string {
		s := ""
		for i, m := range marks {
			y := 80 - 15*i
			s += fmt.Sprintf("%s\nBT /F 10 Tf 30 %d Td (item %d) Tj ET\n", m, y, i)
		}
		return s
	}
	bullet := func(i int) string { return disc(20, float64(83-15*i), 2) + " f" }
	for name, c := range map[string]struct {
		content string
		want    int
	}{
		"list":           {list(bullet(0), bullet(1), bullet(2)), 3},
		"moved":          {list("q 1 0 0 1 5 0 cm "+disc(15, 83, 2)+" f Q", bullet(1), bullet(2)), 3},
		"two":            {list(bullet(0), bullet(1), ""), 0}, // the legend of a chart, perhaps
		"rings":          {list(disc(20, 83, 2)+" s", disc(20, 68, 2)+" s", disc(20, 53, 2)+" s"), 0},
		"wide":           {list(disc(12, 83, 9)+" f", disc(12, 68, 9)+" f", disc(12, 53, 9)+" f"), 0},
		"under the line": {list(disc(20, 78, 2)+" f", disc(20, 63, 2)+" f", disc(20, 48, 2)+" f"), 0},
		"behind":         {list(disc(80, 83, 2)+" f", disc(80, 68, 2)+" f", disc(80, 53, 2)+" f"), 0},
		"doubled":        {list(bullet(0)+" "+disc(12, 83, 2)+" f", bullet(1)+" "+disc(12, 68, 2)+" f", bullet(2)+" "+disc(12, 53, 2)+" f"), 0},
		"on a rule":      {list(bullet(0), bullet(1), bullet(2)) + "20 10 m 20 90 l S", 0},
		"between":        {list(bullet(0), bullet(1), bullet(2)) + "BT /F 10 Tf 0 80 Td (a) Tj 0 -15 Td (b) Tj 0 -15 Td (c) Tj ET", 0},
		"not painted":    {list(disc(20, 83, 2)+" n", disc(20, 68, 2)+" n", disc(20, 53, 2)+" n"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Count(letters(first(t, sheet(c.content, ""))), "\u2022"); got != c.want {
				t.Errorf("got %d bullets want %d", got, c.want)
			}
		})
	}
}

// TestBulletFromRight: a bullet on the right of a line in Arabic letters needs no company; its
// shape tells its sign.
func TestBulletFromRight(t *testing.T) {
	for name, c := range map[string]struct {
		s    spot
		text string
		want string
	}{
		"disc":   {spot{box: page.Rect{X0: 108, Y0: 52, X1: 112, Y1: 56}, round: true}, "\u0633", "\u2022"}, // ARABIC LETTER SEEN
		"ring":   {spot{box: page.Rect{X0: 108, Y0: 52, X1: 112, Y1: 56}, round: true, ring: true}, "\u0633", "\u25E6"},
		"square": {spot{box: page.Rect{X0: 108, Y0: 52, X1: 112, Y1: 56}}, "\u0633", "\u25AA"},
		"left":   {spot{box: page.Rect{X0: 48, Y0: 52, X1: 52, Y1: 56}, round: true}, "\u0633", ""},
		"near":   {spot{box: page.Rect{X0: 101, Y0: 52, X1: 105, Y1: 56}, round: true}, "\u0633", ""},
		"far":    {spot{box: page.Rect{X0: 148, Y0: 52, X1: 152, Y1: 56}, round: true}, "\u0633", ""},
		"Latin":  {spot{box: page.Rect{X0: 108, Y0: 52, X1: 112, Y1: 56}, round: true}, "s", ""},
		"digits": {spot{box: page.Rect{X0: 108, Y0: 52, X1: 112, Y1: 56}, round: true}, "\u06F4", ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := &interpreter{page: &page.Page{}, spots: []spot{c.s}}
			for x := 60.0; x < 100; x += 10 {
				in.page.Glyphs = append(in.page.Glyphs, page.Glyph{Text: c.text, Origin: page.Point{X: x, Y: 50}, Advance: 10, Size: 10})
			}
			in.bullets()
			if got := letters(in.page)[4*len(c.text):]; got != c.want {
				t.Errorf("got %q want %q", got, c.want)
			}
		})
	}
}
