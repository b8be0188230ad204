package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

func TestLegible(t *testing.T) {
	lines := func(text ...string) *page.Page {
		p := &page.Page{Blocks: []page.Block{{}}}
		for _, s := range text {
			p.Blocks[0].Lines = append(p.Blocks[0].Lines, page.Line{Text: page.InferredText(s), Source: page.SourceOCR})
		}
		return p
	}
	good := "کارگران شهرداری دیروز پل چوبی را شستند و تیرهای تازه را در جای خود گذاشتند"
	noise := "ضثقظ غکحچ ژگذع ظضخ پچژ غظذق حخضث ژظغ قثضچ ذگژ خحظض"
	for _, c := range []struct {
		name string
		page *page.Page
		conf float64
		lost float64 // share of unread ink
		ok   bool
	}{
		{"prose", lines(good, good), 0.9, 0, true},
		{"prose of which the recognizer is not sure", lines(good, good), 0.4, 0, true},
		{"noise", lines(noise, noise), 0.4, 0, false},
		{"noise of which the recognizer is sure", lines(noise, noise), 0.9, 0, false},
		{"one line of noise in a page of prose", lines(good, good, good, good, good, good, good, good, good, noise), 0.8, 0, true},
		{"too little to judge", lines("ضثقظ غکحچ"), 0.3, 0, true},
		{"words here and there between ink that no one reads", lines(good, good), 0.4, 0.1, false},
		{"a sure reading that lost a line", lines(good, good), 0.6, 0.1, true},
		{"a worn page that is read whole", lines(good, good), 0.4, 0.01, true},
		{"a few letters on a picture", lines("پل چوبی"), 0.3, 0.5, true},
		{"another language", lines("The committee will meet again on Thursday to discuss the new bridge.", good[:20]), 0.3, 0, true},
	} {
		err := legible(c.page, &ocr.Reading{Conf: c.conf, Unread: c.lost})
		if ok := err == nil; ok != c.ok || !ok && !errors.Is(err, errIllegible) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestALayerKeepsAPageLegible: pixels that nobody can read do no harm to a page
// whose text comes from its layer for the most part.
func TestALayerKeepsAPageLegible(t *testing.T) {
	text := page.InferredText("کارگران شهرداری دیروز پل چوبی را شستند و تیرهای تازه را در جای خود گذاشتند")
	p := &page.Page{Blocks: []page.Block{{Lines: []page.Line{{Text: text}, {Text: text}, {Text: text[:9], Source: page.SourceOCR}}}}}
	if err := legible(p, &ocr.Reading{Conf: 0.3, Unread: 0.3}); err != nil {
		t.Error(err)
	}
}

// scrawl reads every page as one of letters that it does not know.
type scrawl struct{ pages *int }

func (s scrawl) Recognize(_ context.Context, img *ocr.Image, o ocr.Options) (*ocr.Reading, error) {
	*s.pages++
	text := strings.Repeat("ضثقظ غکحچ ژگذع ظضخ پچژ غظذق حخضث ژظغ قثضچ ", 3)
	r := &ocr.Reading{Conf: 0.36, Unread: 0.1, Page: page.Page{Number: o.Number, Box: ocr.PageBox(img, o)}}
	r.Page.Blocks = []page.Block{{Lines: []page.Line{{Text: page.InferredText(text), Source: page.SourceOCR, Conf: 0.36}}}}
	return r, nil
}

// TestADocumentIsRefusedAfterASample: of a book that nobody can read each page is
// refused with its reason, and a few are tried.
func TestADocumentIsRefusedAfterASample(t *testing.T) {
	const pages = 12
	b, err := os.ReadFile(headed(t, pages))
	if err != nil {
		t.Fatal(err)
	}
	// A font of bitmaps without a map; the table of the file is off by it, which is survived.
	var names strings.Builder
	for c := range 128 {
		fmt.Fprintf(&names, "/X%d", c)
	}
	b = bytes.Replace(b, []byte("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"),
		[]byte("<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 500 700]/FirstChar 0/LastChar 127/Widths["+strings.Repeat("500 ", 128)+"]/Encoding<</Differences[0"+names.String()+"]>>/CharProcs<<>>>>"), 1)
	path := filepath.Join(t.TempDir(), "scrawl.pdf")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, res := range convert(t, runner(t, scrawl{&tried}), path, 1, pages, Options{OCR: OCRAuto}) {
		if e := res.Record.Error; e == nil || e.Code != "illegible" || res.Text != "" {
			t.Errorf("page %d: %+v %q", res.Record.Page, e, res.Text)
		}
	}
	if tried == 0 || tried > maxRead {
		t.Errorf("%d pages were tried", tried)
	}
	alone := convert(t, runner(t, scrawl{new(int)}), path, pages, pages, Options{OCR: OCRAuto})
	if e := alone[0].Record.Error; e == nil || e.Code != "illegible" {
		t.Errorf("the last page by itself: %+v", e)
	}
}
