package pipeline

import (
	"errors"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

func TestLegible(t *testing.T) {
	lines := func(text ...string) *page.Page {
		p := &page.Page{Blocks: []page.Block{{}}}
		for _, s := range text {
			p.Blocks[0].Lines = append(p.Blocks[0].Lines, page.Line{Text: page.InferredText(s)})
		}
		return p
	}
	good := "کارگران شهرداری دیروز پل چوبی را شستند و تیرهای تازه را در جای خود گذاشتند"
	noise := "ضثقظ غکحچ ژگذع ظضخ پچژ غظذق حخضث ژظغ قثضچ ذگژ خحظض"
	for _, c := range []struct {
		name string
		page *page.Page
		conf float64
		ok   bool
	}{
		{"prose", lines(good, good), 0.9, true},
		{"prose of which the recognizer is not sure", lines(good, good), 0.4, true},
		{"noise", lines(noise, noise), 0.4, false},
		{"noise of which the recognizer is sure", lines(noise, noise), 0.9, false},
		{"one line of noise in a page of prose", lines(good, good, good, good, good, good, good, good, good, noise), 0.8, true},
		{"too little to judge", lines("ضثقظ غکحچ"), 0.3, true},
		{"another language", lines("The committee will meet again on Thursday to discuss the new bridge.", good[:20]), 0.3, true},
	} {
		err := legible(c.page, &ocr.Reading{Conf: c.conf})
		if ok := err == nil; ok != c.ok || !ok && !errors.Is(err, errIllegible) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
