package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// The boxes of the words of a hidden layer are guesses and lie over each other; the pen
// tells the words, and the ZWNJs that the layer states are kept.
func TestOverlappingHiddenWords(t *testing.T) {
	s := "آن‌ها از ۱۲۵ درخت می‌گویند (و سرو) همیشه"
	p := newPress()
	x := 540.0
	for _, w := range strings.Fields(s) {
		rs := []rune(w)
		shown := make([]rune, len(rs))
		for i, r := range rs {
			shown[len(rs)-1-i] = r
		}
		if rs[0] == '\u06F1' { // digits run from the left
			copy(shown, rs)
		}
		for i, r := range shown {
			if k, ok := pairs[r]; ok {
				r = k.mirror
			}
			at := page.Point{X: x - float64(len(rs)-i)*6, Y: 500}
			p.page.Glyphs = append(p.page.Glyphs, page.Glyph{Text: string(r), Origin: at, Advance: 6, Size: 12, Conf: 1, Flags: page.Hidden,
				Code: uint32(r), Box: page.Rect{X0: at.X, X1: at.X + 6, Y0: 497, Y1: 509}})
		}
		x -= float64(len(rs))*6 - 2.5 // the next word begins under this one
	}
	want(t, p.read(Options{}), s+"\n")
}
