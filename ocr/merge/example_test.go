package merge_test

import (
	"fmt"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/merge"
	"github.com/paknevis/paknevis/repair/page"
)

// The first line was written by a sound font, the second by one that lies: that is taken from
// the pixels.
func ExamplePages() {
	fonts := []page.Font{{Verdict: page.VerdictHealthy}, {Verdict: page.VerdictSick}}
	line := func(p *page.Page, y float64, font int32, source page.Source, word string) {
		box := page.Rect{X0: 100, X1: 160, Y0: y - 3, Y1: y + 9}
		l := page.Line{Source: source, Baseline: y, Box: box}
		for _, r := range word {
			l.Text = append(l.Text, page.Char{R: r, From: int32(len(p.Glyphs))})
		}
		p.Glyphs = append(p.Glyphs, page.Glyph{Text: word, Font: font, Evidence: page.EvidenceToUnicode, Box: box})
		p.Blocks = append(p.Blocks, page.Block{Box: box, Lines: []page.Line{l}})
	}
	layer, reading := &page.Page{}, &ocr.Reading{}
	line(layer, 700, 0, page.SourceText, "باغبان")
	line(layer, 680, 1, page.SourceText, "xqzw")
	line(&reading.Page, 700, -1, page.SourceOCR, "باغیان")
	line(&reading.Page, 680, -1, page.SourceOCR, "درخت")

	joined := merge.Pages(layer, fonts, reading)
	for _, b := range joined.Blocks {
		for _, l := range b.Lines {
			fmt.Println(l.Source, l.Text)
		}
	}
	// Output:
	// text-layer باغبان
	// ocr درخت
}
