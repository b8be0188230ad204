package pdf

import (
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
)

// A piece is a glyph that is a part of letters: their strokes or their dots.
type piece struct {
	glyph int32
	char  *font.Char
}

// Measures of how dots are painted.
const (
	maxPieces    = 1 << 16 // of a page
	dotsReach    = 3       // glyphs between dots and their strokes in the stream
	dotsOverhang = 0.15    // of dots beside the ink of their strokes, font sizes
	dotsLine     = 0.1     // over the baseline, font sizes: dots that end below are those under a letter
)

// piece notes the glyph painted last if it is one.
func (p *pen) piece(c *font.Char) {
	if in := p.in; (c.Skeleton != "" || c.Dots > 0) && len(in.pieces) < maxPieces && len(in.page.Glyphs) > 0 {
		in.pieces = append(in.pieces, piece{int32(len(in.page.Glyphs) - 1), c})
	}
}

// point puts letters together that are painted in pieces. The glyph of the strokes has
// their text then, and that of the dots stands for nothing.
func (in *interpreter) point() {
	apart := map[int32]bool{} // fonts that paint dots by themselves
	for i := range in.pieces {
		if in.pieces[i].char.Dots > 0 {
			apart[in.page.Glyphs[in.pieces[i].glyph].Font] = true
		}
	}
	if len(apart) == 0 {
		return
	}
	for i := range in.pieces {
		b := &in.pieces[i]
		g := &in.page.Glyphs[b.glyph]
		if b.char.Skeleton == "" || g.Span != 0 {
			continue
		}
		var dots []font.Dots
		var at []int32
		for _, step := range [2]int{-1, 1} {
			for j := i + step; j >= 0 && j < len(in.pieces); j += step {
				d := &in.pieces[j]
				far := d.glyph - b.glyph
				if max(far, -far) > dotsReach {
					break
				}
				if d.char.Dots == 0 {
					break // those behind it are its own
				}
				if place, below, ok := over(&in.page.Glyphs[d.glyph], g); ok {
					dots, at = append(dots, font.Dots{Count: d.char.Dots, Below: below, Place: place}), append(at, d.glyph)
				}
			}
		}
		text, ok := font.Point(b.char.Skeleton, dots)
		if !ok || len(dots) == 0 && (!apart[g.Font] || font.Marked(g.Text) && !font.LosesLetters(g.Text, b.char.Skeleton)) {
			continue
		}
		if !font.SameShape(g.Text, text) {
			g.Text, g.Evidence = in.spell(text), page.EvidenceProgram
		}
		for _, d := range at {
			// The bar of gaf is painted nearer to the line above than to its own.
			in.page.Glyphs[d].Origin.Y = g.Origin.Y
			if len(in.page.Spans) < maxSpans {
				in.page.Spans = append(in.page.Spans, page.Span{First: d, Last: d + 1})
				in.page.Glyphs[d].Span = int32(len(in.page.Spans))
			}
		}
	}
}

// spell gives a final yeh without dots the code point that the page has for it: Persian has its
// own, which is drawn as the alef maksura of Arabic.
func (in *interpreter) spell(text string) string {
	const yeh, maksura = "\u06CC", "\u0649" // FARSI YEH, ALEF MAKSURA
	if in.yeh == "" && strings.Contains(text, maksura) {
		in.yeh = maksura
		if slices.ContainsFunc(in.page.Glyphs, func(g page.Glyph) bool { return strings.Contains(g.Text, yeh) }) {
			in.yeh = yeh
		}
	}
	return strings.ReplaceAll(text, maksura, in.yeh)
}

// over tells where dots lie over or under strokes, and is false where they lie beside.
func over(d, g *page.Glyph) (place float64, below, ok bool) {
	slack := dotsOverhang * g.Size
	middle := (d.Box.X0 + d.Box.X1) / 2
	if d.Span != 0 || d.Font != g.Font || (d.Flags^g.Flags)&page.Hidden != 0 || d.Angle != 0 || g.Angle != 0 || g.Box.Width() <= 0 || math.Abs(d.Size-g.Size) > 0.01*g.Size ||
		middle < g.Box.X0-slack || middle > g.Box.X1+slack || d.Box.Y0 > g.Box.Y1+2*slack+d.Box.Height() || d.Box.Y1 < g.Box.Y0-2*slack-d.Box.Height() {
		return 0, false, false
	}
	// Dots in the bowl of a letter lie over its strokes, those under a tooth below the line.
	return (g.Box.X1 - middle) / g.Box.Width(), d.Box.Y1 < g.Origin.Y+dotsLine*g.Size, true
}
