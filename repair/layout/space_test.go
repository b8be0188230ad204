package layout

import (
	"math"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// A line whose letters come from two fonts may be painted font by font, so that a space
// follows a letter that it has nothing to do with.
func TestSpacePaintedByFont(t *testing.T) {
	at := func(text string, x, w float64, font int32) page.Glyph {
		g := page.Glyph{Text: text, Font: font, Code: uint32(x), Origin: page.Point{X: x, Y: 700}, Advance: w, Size: 12, Conf: 1, Box: page.Rect{X0: x, X1: x + w, Y0: 697, Y1: 709}}
		if text == " " {
			g.Flags = page.Filler
		}
		return g
	}
	p := newPress()
	p.page.Glyphs = []page.Glyph{
		at("ن", 100, 6, 0), at("ڕ", 106, 5, 1), at(" ", 113.8, 3, 0), at("ب", 110.9, 3, 0), at("ە", 117, 6, 1), at("ل", 123, 3, 0),
	}
	want(t, p.read(Options{}), "لە بڕن\n")
}

// A program that shapes with presentation forms has none for some letters and takes them
// for letters that join nothing; the shapes of their neighbours tell of no ZWNJ.
func TestLettersWithoutForms(t *testing.T) {
	glyph := func(text string, x, w float64) page.Glyph {
		return page.Glyph{Text: text, Code: uint32([]rune(text)[0]), Origin: page.Point{X: x, Y: 700}, Advance: w, Size: 12, Conf: 1, Box: page.Rect{X0: x, X1: x + w, Y0: 697, Y1: 709}}
	}
	p := newPress()
	p.page.Glyphs = []page.Glyph{glyph("\u06D5", 100, 6), glyph("\uFE91", 106, 3), glyph("\u06CE", 109, 7), glyph("\uFB56", 116, 8)} // AE, BEH initial, YEH WITH SMALL V, PEH isolated
	want(t, p.read(Options{}), "پێبە\n")
	p = newPress()
	p.page.Glyphs = []page.Glyph{glyph("\uFE8E", 100, 3), glyph("\uFEEB", 103, 6), glyph("\uFB57", 109, 8), glyph("\uFE97", 117, 3)} // a ZWNJ between letters that have forms
	want(t, p.read(Options{}), "تپ\u200cها\n")
}

// A ZWNJ may be painted as a space whose advance is taken back, by a pen that moves to the
// right or to the left; a space that stays is one.
func TestSpaceTakenBack(t *testing.T) {
	for _, st := range []storage{visualOrder, logicalOrder_} {
		p := newPress()
		p.storage, p.joiners, p.forms = st, takenBackSpace, true
		p.line("او نمی‌ایستد و هم‌دیگر را می‌بیند", 540, 700, true)
		for i := range p.page.Glyphs {
			if g := &p.page.Glyphs[i]; st == logicalOrder_ && g.Code == zwnj*8 {
				g.Origin.X -= g.Advance
				g.Box.X0, g.Box.X1 = g.Box.X0-g.Advance, g.Box.X1-g.Advance
			}
			p.page.Glyphs[i].Form = 0
		}
		want(t, p.read(Options{}), "او نمی‌ایستد و هم‌دیگر را می‌بیند\n")
	}
}

// A producer that paints the spaces of a line paints all of them: a gap that kerning leaves
// between two letters of a word is none, however wide.
func TestKernedGaps(t *testing.T) {
	for _, st := range []storage{visualOrder, logicalOrder_} {
		for _, white := range []whiteStyle{paintedSpaces, gapsOnly} {
			p := newPress()
			p.storage, p.forms, p.spaces = st, true, white
			p.line("آن دیگر را نزدیک دهکده دید", 540, 700, true)
			for i := range p.page.Glyphs {
				if g := &p.page.Glyphs[i]; g.Text == "د" {
					g.Origin.X, g.Advance, g.Box.X0 = g.Origin.X+2.4, g.Advance-2.4, g.Box.X0+2.4
				}
			}
			got := p.read(Options{})
			if one := "آن دیگر را نزدیک دهکده دید\n"; white == paintedSpaces && got != one || white == gapsOnly && got == one {
				t.Errorf("storage %d, white %d: %s", st, white, got)
			}
		}
	}
}

// A line that TeX pressed has narrow gaps between its words, all alike; kerns are neither.
func TestTightThreshold(t *testing.T) {
	testThresholds(t, tightThreshold, []thresholdCase{
		{"pressed", with(30, 0.139, 0.140, 0.140, 0.141, 0.141, 0.142), 0.139},
		{"pressed, with a full stop", with(30, 0.139, 0.139, 0.140, 0.140, 0.141, 0.213), 0.139},
		{"pressed, with kerns", with(30, 0.05, 0.06, 0.116, 0.117, 0.117, 0.118, 0.118), 0.116},
		{"kerns before wide gaps", with(30, 0.095, 0.24, 0.241, 0.241, 0.242), 0.24},
		{"pressed, with a wide kern", with(30, 0.034, 0.074, 0.119, 0.119, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12, 0.121, 0.124, 0.206), 0.119},
		{"pressed, few, with a wide kern", with(30, 0.034, 0.074, 0.119, 0.12, 0.12, 0.121), 0},
		{"kerns alone", with(30, 0.06, 0.06, 0.06, 0.06, 0.06), 0},
		{"three words", with(12, 0.13, 0.13), 0},
		{"uneven gaps", with(30, 0.11, 0.14, 0.17, 0.2, 0.23, 0.26), 0},
		{"letters set wide", []float64{0.05, 0.06, 0.07, 0.08, 0.15, 0.15, 0.15, 0.15}, 0},
		{"nothing", nil, 0},
	})
}

// Few words beside the wide white of a number or of a leader are still words.
func TestExactThreshold(t *testing.T) {
	const otsu = 0.23
	testThresholds(t, func(gs []float64) float64 { return exactThreshold(gs, otsu) }, []thresholdCase{
		{"a title with its number", with(11, 0.166, 0.167, 0.36, 1.15, 1.84), 0.166},
		{"one word", with(6, 1.2), 1.2},
		{"dots in a sentence", with(30, 0.15, 0.15, 0.3, 0.31, 0.31, 0.31, 0.32), 0},
		{"a title with a kern", with(11, 0.057, 0.166, 0.167, 0.78), 0.166},
		{"kerns between", with(11, 0.09, 0.166, 0.167, 1.15), 0},
		{"pressed", with(11, 0.12, 0.12, 1.15), 0},
		{"letters set wide", []float64{0.02, 0.03, 0.03, 0.03, 0.15, 0.15}, 0},
		{"letters alone", with(8), 0},
		{"nothing", nil, 0},
	})
}

// thresholdCase is a line by its gaps, in order of width.
type thresholdCase struct {
	name  string
	gaps  []float64
	space float64 // a gap of this width parts words, 0 where nothing is known
}

// with is the gaps of a line with so many between letters at their exact places.
func with(letters int, gaps ...float64) []float64 { return append(make([]float64, letters), gaps...) }

func testThresholds(t *testing.T, threshold func([]float64) float64, cases []thresholdCase) {
	t.Helper()
	for _, c := range cases {
		got := threshold(c.gaps)
		if known := !math.IsInf(got, 1); known != (c.space > 0) || known && (got > c.space || got < c.space/2) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
