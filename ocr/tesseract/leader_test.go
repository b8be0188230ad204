package tesseract

import (
	"image"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/page"
)

// The number of a page that a leader leads to comes behind its entry, with a tab between.
func TestFollow(t *testing.T) {
	at := func(x, y, w int, text string) word {
		return word{box: image.Rect(x, y, x+w, y+20), text: text, conf: 0.9}
	}
	lineOf := func(words ...word) line {
		l := line{words: words}
		for _, w := range words {
			l.box = l.box.Union(w.box)
		}
		return l
	}
	g := image.NewGray(image.Rect(0, 0, 700, 300))
	s := &sheet{
		gray: g, back: prep.Identity, survey: prep.Measure(g), words: 1,
		leaders: []image.Rectangle{image.Rect(100, 35, 400, 39), image.Rect(100, 75, 480, 79), image.Rect(100, 235, 400, 239)},
		layout: &layout{blocks: []block{
			{lines: []line{
				lineOf(at(520, 20, 60, "فصل"), at(430, 20, 60, "دوم")),
				lineOf(at(500, 60, 60, "نمایه"), at(60, 60, 20, "۳۱")),
				lineOf(at(500, 100, 60, "پایان")),
			}},
			{lines: []line{lineOf(at(60, 20, 20, "۱۲"))}},
		}},
	}
	s.survey.Letter = 20
	s.follow()
	r := (&job{img: &ocr.Image{Gray: g, DPI: 200}}).assemble(s)
	var got []string
	for _, b := range r.Page.Blocks {
		for _, l := range b.Lines {
			if text := l.Text.String(); (b.Kind == page.TableRow) != (len(got) < 2) {
				t.Errorf("%q is a %v", text, b.Kind)
			}
			got = append(got, l.Text.String())
		}
	}
	if len(got) != 3 || got[0] != "فصل دوم\t۱۲" || got[1] != "نمایه\t۳۱" || got[2] != "پایان" {
		t.Errorf("%q", got)
	}
}
