package tesseract

import (
	"context"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// TestHoldsInGap: a line between the words of another one is a part of it, one beside its words or
// over one of them is not.
func TestHoldsInGap(t *testing.T) {
	row := func(xs ...int) (l line) {
		for i := 0; i < len(xs); i += 2 {
			w := word{box: image.Rect(xs[i], 0, xs[i+1], 30)}
			l.words, l.box = append(l.words, w), l.box.Union(w.box)
		}
		return l
	}
	outer := row(500, 600, 420, 490, 100, 200, 20, 90)
	for _, c := range []struct {
		name  string
		inner line
		want  bool
	}{
		{"in its gap", row(300, 410, 210, 290), true},
		{"to its left", row(0, 15), false},
		{"to its right", row(610, 700), false},
		{"over its words", row(430, 480), false},
		{"wider than its gap", row(150, 450), false},
	} {
		if got := outer.holdsInGap(&c.inner); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A line that the recognizer cuts inside of a word is read as a whole; columns are not.
func TestTornLine(t *testing.T) {
	for name, c := range map[string]struct {
		white int
		conf  float64 // of the line as a whole
		want  string
	}{
		"torn":          {4, 0.9, "سرچشمه‌های"},
		"poor as whole": {4, 0.4, "سرچشمه ای"},
		"columns":       {40, 0.9, "سرچشمه ای"},
	} {
		img, boxes := bars(10)
		cut := boxes[4]
		right, left := cut, cut
		right.Min.X, left.Max.X = 300+c.white, 300
		for y := cut.Min.Y; y < cut.Max.Y; y++ {
			for x := left.Max.X; x < right.Min.X; x++ {
				img.Gray.SetGray(x, y, color.Gray{Y: 255})
			}
		}
		rec := &stub{}
		rec.answer = func(g *image.Gray, s settings) *layout {
			if g.Rect.Dy() < img.Height() {
				return answerOf([]image.Rectangle{g.Rect.Inset(12)}, c.conf, "سرچشمه‌های")
			}
			l := answerOf(slices.Delete(slices.Clone(boxes), 4, 5), 0.9, "سطر")
			l.blocks = append(l.blocks, answerOf([]image.Rectangle{left}, 0.9, "ای").blocks...)
			return &layout{blocks: slices.Insert(l.blocks, 4, answerOf([]image.Rectangle{right}, 0.9, "سرچشمه").blocks...)}
		}
		r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(strings.ReplaceAll(r.Page.Flow().String(), "سطر", "")), " ")
		if got != c.want {
			t.Errorf("%s: %+q, want %+q", name, got, c.want)
		}
	}
}
