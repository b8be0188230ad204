package tesseract

import (
	"context"
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// A line whose box holds ink of its neighbours is read in a band, and shrunk.
func TestWeakLineIsReadInABand(t *testing.T) {
	for name, c := range map[string]struct {
		conf float64 // of the first reading
		want string
	}{
		"garbled":  {0.2, "درست"},
		"doubtful": {0.5, "غلط غلط"}, // near enough to be right: only its own box is tried
		"sure":     {0.9, "غلط غلط"},
	} {
		img, boxes := bars(10)
		tall := boxes[4]
		tall.Min.Y, tall.Max.Y = tall.Min.Y-40, tall.Max.Y+40
		rec := &stub{}
		rec.answer = func(g *image.Gray, s settings) *layout {
			switch {
			case g.Rect.Dy() == img.Height():
				l := answerOf(boxes, 0.9, "سطر")
				weak := &l.blocks[4].lines[0]
				half := tall
				half.Min.X = 300
				weak.box, weak.offset = tall, -40
				weak.words = []word{{box: half, text: "غلط", conf: c.conf}, {box: image.Rect(50, tall.Min.Y, 300, tall.Max.Y), text: "غلط", conf: c.conf}}
				l.blocks[4].box = tall
				return l
			case g.Rect.Dy() < tall.Dy()*3/4:
				return answerOf([]image.Rectangle{g.Rect}, 0.9, "درست")
			}
			return answerOf([]image.Rectangle{g.Rect}, c.conf, "غلط")
		}
		r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}})
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.ReplaceAll(r.Page.Flow().String(), "سطر", "")
		if got := strings.Join(strings.Fields(lines), " "); got != c.want {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

// What is read in a cell of a table is kept with less confidence than elsewhere.
func TestCellsOfLowConfidence(t *testing.T) {
	s := &sheet{tables: []image.Rectangle{image.Rect(100, 100, 300, 300)}}
	for box, want := range map[image.Rectangle]bool{
		image.Rect(110, 110, 150, 130): true,
		image.Rect(90, 110, 150, 130):  true, // its middle is inside
		image.Rect(310, 110, 350, 130): false,
		image.Rect(0, 0, 50, 50):       false,
	} {
		if got := s.inTable(box); got != want {
			t.Errorf("%v: %v", box, got)
		}
	}
}
