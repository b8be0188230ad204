package tesseract

import (
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
)

// TestContents: entries 20 high on the right, numbers in a column of their own on the left.
func TestContents(t *testing.T) {
	entries := []string{"پیش‌گفتار", "فصل یکم", "فصل دوم", "نمایه"}
	for _, c := range []struct {
		name    string
		numbers []string
		edge    int // where the entries end
		want    string
	}{
		{"grows", []string{"۵", "۱۲", "۴۰", "۹۹"}, 500, "پیش‌گفتار\t۵ فصل\u00A0یکم\t۱۲ فصل\u00A0دوم\t۴۰ نمایه\t۹۹"},
		{"one was misread", []string{"۵", "۱۲", "۴%", "۹۹"}, 500, "پیش‌گفتار\t۵ فصل\u00A0یکم\t۱۲ فصل\u00A0دوم\t۴% نمایه\t۹۹"},
		{"falls", []string{"۵", "۱۲", "۱۰", "۹۹"}, 500, ""},
		{"too few", []string{"۵", "۱۲", "", ""}, 500, ""},
		{"words", []string{"یک", "دو", "سه", "چهار"}, 500, ""},
		{"close to the entries", []string{"۵", "۱۲", "۴۰", "۹۹"}, 90, ""},
	} {
		s := &sheet{survey: &prep.Survey{Letter: 20}, layout: &layout{}}
		one := func(x0, x1, y int, text string) line {
			box := image.Rect(x0, y, x1, y+20)
			return line{box: box, words: []word{{box: box, text: strings.ReplaceAll(text, " ", "\u00A0")}}} // a word
		}
		var text, column []block
		for i, e := range entries {
			text = append(text, block{lines: []line{one(c.edge, 600, 30*i, e)}})
			if c.numbers[i] != "" {
				column = append(column, block{lines: []line{one(60, 80, 30*i, c.numbers[i])}})
			}
		}
		s.layout.blocks = append(text, column...)
		s.contents()
		if c.want == "" {
			if n := len(s.layout.blocks); n != len(text)+len(column) {
				t.Errorf("%s: %d blocks of %d are left", c.name, n, len(text)+len(column))
			}
			continue
		}
		var got []string
		for _, b := range s.layout.blocks {
			for _, l := range b.lines {
				var ws []string
				for _, w := range l.words {
					ws = append(ws, w.text)
				}
				if !l.hasLeader() {
					t.Errorf("%s: no entry: %q", c.name, ws)
				}
				got = append(got, strings.Join(ws, "\t"))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}
