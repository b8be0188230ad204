package tesseract

import (
	"image"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/paknevis/paknevis/ocr/shape"
	"github.com/paknevis/paknevis/ocr/shape/shapetest"
)

// TestIndexOf: digits in small print behind a letter, on the line and below it.
func TestIndexOf(t *testing.T) {
	const size, foot, letter = 40, 80, 22
	for _, c := range []struct {
		digits string
		down   int
		want   string
	}{
		{"3", 8, "3"},
		{"15", 8, "15"},
		{"3", -18, ""}, // a power
		{"3", -10, ""},
		{"o", 8, ""},
		{"", 0, ""},
	} {
		parts := shapetest.Draw(t, goregular.TTF, "q", size).Parts(shapetest.Everything)
		for _, p := range shapetest.Draw(t, goregular.TTF, c.digits, size*2/3).Parts(shapetest.Everything) {
			p.Box = p.Box.Add(image.Pt(parts[0].Box.Max.X, foot-2*(size*2/3)+c.down))
			parts = append(parts, p)
		}
		if got := indexOf(parts, letter); got != c.want {
			t.Errorf("q and %q, %d pixels down: %q, want %q", c.digits, c.down, got, c.want)
		}
	}
	if got := indexOf([]shape.Part{}, letter); got != "" {
		t.Errorf("no parts: %q", got)
	}
}
