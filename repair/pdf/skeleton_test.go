package pdf

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/font"
)

// Letters that are painted as strokes and dots are put together, whatever texts their
// glyphs have.
func TestPoint(t *testing.T) {
	strokes := &font.Char{Skeleton: "\u066E\u0631"} // a tooth and reh
	meem := &font.Char{Skeleton: "\u0645\u0649"}    // meem and yeh
	kaf := &font.Char{Skeleton: "\u06A9\u0649"}     // kaf and yeh
	alone := &font.Char{Skeleton: "\u06A9"}
	two, bar := &font.Char{Dots: 2}, &font.Char{Dots: 4}
	glyph := func(text string, x0, y0, x1, y1, advance float64) page.Glyph {
		return page.Glyph{Text: text, Font: 0, Size: 10, Advance: advance, Box: page.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Origin: page.Point{X: x0, Y: 0}}
	}
	base := func(text string) page.Glyph { return glyph(text, 0, -2, 6, 5, 6) }
	far := glyph(".", 24, 6, 26, 7, 0) // dots of another letter
	raised := func(g page.Glyph) page.Glyph { g.Origin.Y = 7; return g }
	hidden := func(g page.Glyph) page.Glyph { g.Flags |= page.Hidden; return g }
	for _, c := range []struct {
		name   string
		glyphs []page.Glyph
		pieces []piece
		want   string // of all glyphs that stand for something
	}{
		{"dots before, above", []page.Glyph{glyph("\u0631", 4, 6, 6, 7, 0), base("\u062A")}, []piece{{0, two}, {1, strokes}}, "\u062A\u0631"},
		{"dots behind, below", []page.Glyph{base("\u062A"), glyph("", 4, -3, 6, -2, 0)}, []piece{{0, strokes}, {1, two}}, "\u06CC\u0631"},
		{"dots of a neighbour", []page.Glyph{base("\u062A"), glyph("\u0631", 24, 6, 26, 7, 0)}, []piece{{0, strokes}, {1, two}}, "\u062A\u0631"},
		{"dots in another size", []page.Glyph{base("\u0628"), {Text: "\u0631", Size: 5, Box: page.Rect{X0: 4, Y0: 6, X1: 6, Y1: 7}}}, []piece{{0, strokes}, {1, two}}, "\u0628\u0631"},
		{"under a picture of them", []page.Glyph{hidden(glyph("\u0631", 4, 6, 6, 7, 0)), hidden(base("\u062A"))}, []piece{{0, two}, {1, strokes}}, "\u062A\u0631"},
		{"dots of a hidden layer", []page.Glyph{hidden(glyph("\u0631", 4, 6, 6, 7, 0)), base("\u062A")}, []piece{{0, two}, {1, strokes}}, "\u0631\u062A"},
		{"no dots where there must be some", []page.Glyph{base("\u0628\u0631")}, []piece{{0, strokes}}, "\u0628\u0631"},
		{"one letter of two", []page.Glyph{base("\u0645"), far}, []piece{{0, meem}, {1, two}}, "\u0645\u0649."},
		{"one letter of two, Persian", []page.Glyph{base("\u0645"), far, base("\u06CC")}, []piece{{0, meem}, {1, two}}, "\u0645\u06CC.\u06CC"},
		{"both in other code points", []page.Glyph{base("\u0645\u06CC"), far}, []piece{{0, meem}, {1, two}}, "\u0645\u06CC."},
		{"another letter than is drawn", []page.Glyph{base("\u0628"), far}, []piece{{0, meem}, {1, two}}, "\u0645\u0649."},
		{"a letter with hamza", []page.Glyph{base("\u0626"), far}, []piece{{0, meem}, {1, two}}, "\u0626."},
		{"the map of a letter with hamza, drawn with dots", []page.Glyph{base("\u0626\u0631"), glyph("", 4, -3, 6, -2, 0)}, []piece{{0, strokes}, {1, two}}, "\u06CC\u0631"},
		{"gaf and yeh, called gaf", []page.Glyph{raised(glyph("\u06CC", 1, 6, 5, 8, 0)), base("\u06AF")}, []piece{{0, bar}, {1, kaf}}, "\u06AF\u06CC"},
		{"kaf and yeh, called gaf", []page.Glyph{base("\u06AF"), far}, []piece{{0, kaf}, {1, two}}, "\u06A9\u0649."},
		{"kaf and yeh, called kaf", []page.Glyph{base("\u06A9"), far}, []piece{{0, kaf}, {1, two}}, "\u06A9\u0649."},
		{"gaf, called so", []page.Glyph{base("\u06AF"), far}, []piece{{0, alone}, {1, two}}, "\u06AF."},
		{"a font without dots of its own", []page.Glyph{base("\u0628")}, []piece{{0, meem}}, "\u0628"},
	} {
		in := &interpreter{page: &page.Page{Glyphs: c.glyphs}, pieces: c.pieces}
		in.point()
		got := ""
		for _, g := range in.page.Glyphs {
			if g.Span == 0 {
				got += g.Text
			}
		}
		if got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
		for i, s := range in.page.Spans {
			if y := in.page.Glyphs[s.First].Origin.Y; y != 0 {
				t.Errorf("%s: the dots stand at %v", c.name, y)
			}
			if s.Text != "" || s.Last != s.First+1 || in.page.Glyphs[s.First].Span != int32(i+1) {
				t.Errorf("%s: span %+v", c.name, s)
			}
		}
	}
	told := page.Glyph{Text: "\u062A", Size: 10, Span: 1}
	in := &interpreter{page: &page.Page{Glyphs: []page.Glyph{told}}, pieces: []piece{{0, meem}}}
	if in.point(); in.page.Glyphs[0].Text != "\u062A" {
		t.Errorf("the text of the file is overruled: %+q", in.page.Glyphs[0].Text)
	}
}
