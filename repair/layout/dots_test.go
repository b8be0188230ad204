package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestDots: a letter that names the dots of a cluster goes behind the letter that names
// its strokes; alone, far from any, it stays where it is.
func TestDots(t *testing.T) {
	glyph := func(s string, x, y, advance float64, box page.Rect) page.Glyph {
		return page.Glyph{Text: s, Origin: page.Point{X: x, Y: y}, Advance: advance, Size: 12, Conf: 1, Box: box, Evidence: page.EvidenceToUnicode}
	}
	letter := func(s string, x, w float64) page.Glyph {
		return glyph(s, x, 700, w, page.Rect{X0: x, Y0: 698, X1: x + w, Y1: 706})
	}
	dot := func(s string, x float64) page.Glyph {
		return glyph(s, x, 705, 0, page.Rect{X0: x, Y0: 706, X1: x + 2.4, Y1: 707.4})
	}
	for name, c := range map[string]struct {
		glyphs []page.Glyph
		want   string
	}{
		"before":    {[]page.Glyph{dot("ر", 103), letter("ت", 100, 8), letter("ک", 108, 6), letter("د", 114, 5)}, "دکتر\n"},
		"after":     {[]page.Glyph{letter("د", 114, 5), letter("ک", 108, 6), letter("ت", 100, 8), dot("ر", 103)}, "دکتر\n"},
		"tanwin":    {[]page.Glyph{dot("ا", 101), letter("لا", 100, 8), letter("ث", 108, 6), letter("م", 114, 5)}, "مثلاً\n"},
		"no alef":   {[]page.Glyph{dot("ا", 101), letter("ل", 100, 8), letter("ث", 108, 6), letter("م", 114, 5)}, "مثلا\n"},
		"over none": {[]page.Glyph{dot("ر", 60), letter("ت", 100, 8), letter("ک", 108, 6), letter("د", 114, 5)}, "ر\n\nدکت\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}, Glyphs: c.glyphs}
			Arrange(p, nil, Options{})
			want(t, flow(p), c.want)
		})
	}
}
