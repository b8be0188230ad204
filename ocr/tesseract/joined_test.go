package tesseract

import (
	"image"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
)

// Only a word in as many pieces of ink as its letters make is known to be without a ZWNJ.
func TestDrawnJoined(t *testing.T) {
	// pieces draws strokes from right to left, with dots above.
	pieces := func(n int) *sheet {
		g := image.NewGray(image.Rect(0, 0, 400, 300))
		for i := range g.Pix {
			g.Pix[i] = 255
		}
		draw := func(r image.Rectangle) {
			for y := r.Min.Y; y < r.Max.Y; y++ {
				for x := r.Min.X; x < r.Max.X; x++ {
					g.Pix[y*g.Stride+x] = 0
				}
			}
		}
		for i := range n {
			x := 300 - 40*i
			draw(image.Rect(x-30, 100, x, 120))
			draw(image.Rect(x-18, 90, x-14, 94))
		}
		return &sheet{gray: g, survey: prep.Measure(g)}
	}
	box := image.Rect(0, 80, 400, 130)
	for _, c := range []struct {
		text string
		ink  int
		want bool
	}{
		{"نیمکت", 1, true},
		{"نیمکت", 2, false}, // parted somewhere
		{"گلزار", 3, true},  // the zain, the alef and the reh stand apart
		{"گلزار،", 3, true},
		{"گلزار", 4, false},
		{"گلزار", 2, false},
		{"باغ\u200cها", 4, false}, // it has one
		{"روز", 3, false},         // nothing in it could be joined
		{"در", 2, false},
		{"a", 1, false},
	} {
		if got := pieces(c.ink).drawnJoined(word{text: c.text, box: box}); got != c.want {
			t.Errorf("%+q in %d pieces: %v", c.text, c.ink, got)
		}
	}
	if pieces(1).drawnJoined(word{text: "نیمکت", box: box, latin: true}) {
		t.Error("a Latin word has joined letters")
	}
}
