package tesseract

import (
	"context"
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// TestDropPictures: what is read in photographs and ornaments goes, text and numbers stay.
func TestDropPictures(t *testing.T) {
	for _, c := range []struct {
		text string
		conf float64
		kind string // of its words: latin, sure
		gone bool
	}{
		{"۷۱ ۷ ۱ ار ۰ ۱ سس 2۳ - ۱ را", 0.35, "", true},
		{"ی ]،٫۳۵۲۸7 ما", 0.05, "", true},
		{"۵ 0 ۵ هه 0۵ ۵ 0 ۵ 0 0", 0.66, "", true},
		{"۵ 0 ۵ هه 0۵ ۵ 0 ۵ 0 0", 0.93, "", false},
		{"۵ ۰ ۵ ۱ ۵ ۵ ۰ ۵ ۰ ۰", 0.6, "sure", false},
		{"۵ 0 ۵ 0", 0.66, "", false},
		{"کتاب", 0.2, "", false},        // a known word of a worn line
		{"خکطپز شخگث", 0.55, "", false}, // of another language
		{"خکطپز شخگث", 0.3, "", true},
		{"با", 0.8, "", false},
		{"با", 0.3, "", true},
		{"T(n) = 2", 0.6, "latin", false},
		{"add_name(value)", 0.1, "latin", false},
		{"7S x1", 0.3, "latin", true},
		{"۱۳۵۷", 0.6, "", false},
	} {
		l := line{}
		for _, w := range strings.Fields(c.text) {
			l.words = append(l.words, word{text: w, conf: c.conf, latin: c.kind == "latin", sure: c.kind == "sure"})
		}
		text := line{words: []word{{text: "باغبان", conf: 0.95}, {text: "پیر", conf: 0.95}, {text: "درختان", conf: 0.95}, {text: "زردآلو", conf: 0.95}}}
		s := &sheet{layout: &layout{blocks: []block{{lines: []line{text, text, text, text}}, {lines: []line{l}}}}}
		j := &job{}
		j.dropPictures(s)
		if gone := len(s.layout.blocks) == 1; gone != c.gone {
			t.Errorf("%q of confidence %v: gone %v, want %v", c.text, c.conf, gone, c.gone)
		} else if gone != (len(j.warnings) == 1 && j.warnings[0].code == ocr.WarnPicture) {
			t.Errorf("%q: warnings %v", c.text, j.warnings)
		}
	}
}

// TestNoiseStays: on a page of which nothing is read well all is left to judge.
func TestNoiseStays(t *testing.T) {
	of := func(s string, conf float64) line { return line{words: []word{{text: s, conf: conf}}} }
	s := &sheet{layout: &layout{blocks: []block{{lines: []line{of("خکطپزشخ", 0.55), of("۱ا", 0.3), of("گثذطکخ", 0.6)}}}}}
	j := &job{}
	j.dropPictures(s)
	if n := len(s.layout.blocks[0].lines); n != 3 || len(j.warnings) > 0 {
		t.Errorf("%d lines, %v", n, j.warnings)
	}
}

// TestPictureOnPage: the lines of a page stay, what was read in its photograph goes and is told of.
func TestPictureOnPage(t *testing.T) {
	img, boxes := bars(10)
	rec := &stub{}
	rec.answer = func(g *image.Gray, _ settings) *layout {
		if g.Rect.Dy() < img.Height() {
			return &layout{}
		}
		l := answerOf(boxes[:9], 0.9, "سطر")
		l.blocks = append(l.blocks, answerOf(boxes[9:], 0.3, "7۱۱ا").blocks...)
		return l
	}
	r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{"fas"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(r.Page.Flow().String()); len(got) != 9 || got[8] != "سطر" {
		t.Errorf("lines %q", got)
	}
	if !strings.Contains(codes(r), ocr.WarnPicture) {
		t.Errorf("warnings %s", codes(r))
	}
}
