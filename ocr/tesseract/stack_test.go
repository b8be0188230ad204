package tesseract

import (
	"image"
	"strings"
	"testing"
)

// TestUnstack: three strokes, which are ones, stand under each other beside the lines of a list.
func TestUnstack(t *testing.T) {
	const letter = 20
	var ink []image.Rectangle
	for y := 10; y < 100; y += 35 {
		ink = append(ink, image.Rect(370, y, 374, y+20))
	}
	for _, c := range []struct {
		name  string
		read  string // the words of the column
		boxes []image.Rectangle
		want  string // lines
	}{
		{"a column", "سا با وا", ink, "۱ سطر|۱ سطر|۱ سطر"},
		{"without ink", "سا با وا", []image.Rectangle{image.Rect(10, 10, 14, 30), image.Rect(10, 45, 14, 65), image.Rect(10, 80, 14, 100)}, "سطر|سطر|سطر"},
		{"two rows", "سا با", ink[:2], "سطر|سطر|سطر|سا با"},
		{"words of a turned text", "سا با وا", []image.Rectangle{ink[0], image.Rect(370, 31, 374, 31+4*letter), image.Rect(370, 113, 374, 118)}, "سطر|سطر|سطر|سا با وا"},
		{"a line", "سا با وا", []image.Rectangle{ink[0], ink[0].Add(image.Pt(-20, 2)), ink[0].Add(image.Pt(-40, 0))}, "سطر|سطر|سطر|سا با وا"},
	} {
		s := drawnSheet(nothing, ink...)
		s.survey.Letter = letter
		l := &layout{}
		for _, b := range ink {
			row := image.Rect(300, b.Min.Y, 350, b.Max.Y)
			l.blocks = append(l.blocks, block{box: row, lines: []line{{box: row, words: []word{{text: "سطر", conf: 0.9, box: row}}}}})
		}
		column := line{}
		for i, w := range strings.Fields(c.read) {
			column.words = append(column.words, word{text: w, conf: 0.4, box: c.boxes[i]})
			column.box = column.box.Union(c.boxes[i])
		}
		l.blocks = append(l.blocks, block{box: column.box, lines: []line{column}})
		s.layout = l
		s.unstack()
		var got []string
		for _, b := range s.layout.blocks {
			for _, l := range b.lines {
				var ws []string
				for _, w := range l.words {
					ws = append(ws, w.text)
				}
				got = append(got, strings.Join(ws, " "))
			}
		}
		if text := strings.Join(got, "|"); text != c.want {
			t.Errorf("%s: %q, want %q", c.name, text, c.want)
		}
	}
}
