package tesseract

import (
	"context"
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// Vocalised Arabic is noise to the Persian model whichever way up: that of Arabic is asked
// before the page is turned for good.
func TestVocalisedArabic(t *testing.T) {
	const arabic = "كان الكتاب على الطاولة التي في الغرفة"
	for name, c := range map[string]struct {
		models []string
		conf   float64 // of the model of Arabic
		text   string
		want   bool
	}{
		"read":          {[]string{"fas", "Arabic"}, 0.6, arabic, true},
		"no better":     {[]string{"fas", "Arabic"}, 0.42, arabic, false},
		"not Arabic":    {[]string{"fas", "Arabic"}, 0.6, "ی ی ی", false},
		"not installed": {[]string{"fas"}, 0.6, arabic, false},
	} {
		img, boxes := bars(8)
		rec := &stub{}
		seen := 0 // readings by the Persian model
		rec.answer = func(g *image.Gray, s settings) *layout {
			switch {
			case g.Rect.Dx() < img.Width()/2, g.Rect.Dy() < img.Height()/2:
				return &layout{}
			case s.language == "Arabic":
				if seen < 2 {
					t.Errorf("%s: asked before the page was turned", name)
				}
				return answerOf(boxes, c.conf, c.text)
			}
			seen++
			return answerOf(boxes, 0.36+0.02*float64(min(seen, 2)), "۷ و ۶")
		}
		r, err := recognize(context.Background(), rec, c.models, img, ocr.Options{Languages: []string{"fas"}})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Contains(r.Page.Flow().String(), "الكتاب")
		if warned := slices.Contains(strings.Fields(codes(r)), ocr.WarnLanguage); got != c.want || warned != c.want {
			t.Errorf("%s: %q, warnings %s", name, r.Page.Flow().String(), codes(r))
		}
	}
}
