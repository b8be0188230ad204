package align_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/align"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// A page painted with a font of which only the numbers of its glyphs are known, and its reading:
// the words of both, laid side by side, tell what each number stands for.
func ExampleLearn() {
	painted, read := &page.Page{Number: 1}, &ocr.Reading{}
	codes := map[rune]uint32{}
	for n, word := range strings.Fields(strings.Repeat("دارا آرد دارد داد راد ", 4)) {
		y := 700 - 20*float64(n)
		letters := []rune(word)
		slices.Reverse(letters) // as they stand on the page, from the left
		for i, r := range letters {
			if _, ok := codes[r]; !ok {
				codes[r] = uint32(len(codes) + 1)
			}
			at := page.Point{X: 100 + 6*float64(i), Y: y}
			painted.Glyphs = append(painted.Glyphs, page.Glyph{Code: codes[r], Origin: at, Advance: 6, Size: 12, Box: page.Rect{X0: at.X, X1: at.X + 6, Y0: y - 2, Y1: y + 8}})
		}
		box := page.Rect{X0: 100, X1: 100 + 6*float64(len(letters)), Y0: y - 2, Y1: y + 8}
		line := page.Line{Baseline: y, Box: box}
		for _, r := range word {
			line.Text = append(line.Text, page.Char{R: r, From: int32(n)})
		}
		read.Page.Glyphs = append(read.Page.Glyphs, page.Glyph{Text: word, Font: -1, Conf: 0.9, Box: box})
		read.Page.Blocks = append(read.Page.Blocks, page.Block{Lines: []page.Line{line}})
	}
	all := func(*page.Glyph) bool { return true }
	learned := align.Learn([]align.Sheet{{Page: painted, Reading: read}}, all, lang.Default())
	fmt.Println(learned.Keys[0].Text[codes['د']], learned.Keys[0].Text[codes['ر']])
	// Output: د ر
}
