package layout_test

import (
	"fmt"

	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
)

// A producer painted a word from left to right, as a printer would set it.
func ExampleArrange() {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}}
	x := 300.0
	for _, s := range []string{"غ", "ا", "ب"} {
		p.Glyphs = append(p.Glyphs, page.Glyph{Text: s, Origin: page.Point{X: x, Y: 700}, Advance: 6, Size: 12, Conf: 1,
			Box: page.Rect{X0: x, Y0: 697, X1: x + 6, Y1: 709}})
		x += 6
	}
	layout.Arrange(p, nil, layout.Options{Knowledge: layout.Learn([]*page.Page{p}, nil)})
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			fmt.Println(l.Text, l.Text[0].From)
		}
	}
	// Output: باغ 2
}
