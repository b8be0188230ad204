package tesseract

import (
	"image"
	"testing"
)

// TestRestoreRef: a stroke behind a word of three letters that do not join.
func TestRestoreRef(t *testing.T) {
	const foot = 80
	ink := []image.Rectangle{
		image.Rect(180, foot-40, 204, foot), image.Rect(162, foot-44, 170, foot), image.Rect(130, foot-40, 154, foot),
		image.Rect(240, foot-40, 264, foot), image.Rect(280, foot-40, 304, foot), image.Rect(320, foot-40, 344, foot),
	}
	raised, low := image.Rect(116, foot-52, 120, foot-26), image.Rect(116, foot-40, 120, foot)
	quote := image.Rect(108, foot-44, 122, foot-30) // of no digit's shape
	for _, c := range []struct {
		name, text string
		ref        image.Rectangle
		want       string
	}{
		{"an exclamation mark", "داد!", raised, "داد۱"},
		{"before a stop", "داد؟.", raised, "داد۱."},

		{"a quotation mark of TeX", "داد؟", quote, "داد\""},
		{"on the line", "داد!", low, "داد!"},
		{"behind a digit", "۲!", raised, "۲!"},
		{"no more ink than letters", "دادد!", raised, "دادد!"},
		{"no mark", "داد", raised, "داد"},
	} {
		boxes := append(ink[:len(ink):len(ink)], c.ref)
		if c.text == "داد؟." {
			boxes = append(boxes, image.Rect(104, foot-6, 110, foot))
		}
		s := drawnSheet(nothing, boxes...)
		w := word{text: c.text, box: image.Rect(100, foot-56, 204, foot)}
		s.restoreRef(&line{box: image.Rect(100, foot-56, 344, foot+4)}, &w)
		if w.text != c.want {
			t.Errorf("%s: %q, want %q", c.name, w.text, c.want)
		}
	}
}
