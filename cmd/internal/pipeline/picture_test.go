package pipeline

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/ocr"
)

// TestPicture: pages of every kind are drawn, small enough for a report, and what cannot be
// drawn says why.
func TestPicture(t *testing.T) {
	const width = 700
	ask := func(name string, n int) Response {
		var got Response
		req := Request{Picture: &Job{Path: fixtures.Path(name), First: n, Last: n}, Width: width}
		if err := runner(t, ocr.Null{}).Handle(t.Context())(req, func(v any) error { got = v.(Response); return nil }); err != nil {
			t.Fatal(err)
		}
		return got
	}
	for name, n := range map[string]int{"pdf/mixed.pdf": 2, "scan/prose-noise.jpg": 1, "scan/prose-fax.tif": 1, "odd/plain.pdf": 1, "odd/page-14400.pdf": 1} {
		got := ask(name, n)
		m, err := jpeg.Decode(bytes.NewReader(got.Picture))
		if err != nil {
			t.Errorf("%s: %v, %+v", name, err, got.Failure)
			continue
		}
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if w > width+3 || w < width/2 || w*h > maxPicture || len(got.Picture) > pictureBytes {
			t.Errorf("%s: %d x %d pixels in %d bytes", name, w, h, len(got.Picture))
		}
		if _, ok := m.(*image.Gray); !ok {
			t.Errorf("%s: a picture of type %T", name, m)
		}
	}
	for name, code := range map[string]string{"odd/zero-pages.pdf": "no-pages", "odd/encrypted-aes-256-open.pdf": "encrypted", "odd/page-no-area.pdf": "", "text/news.txt": ""} {
		if got := ask(name, 1); got.Failure == nil && len(got.Picture) == 0 || got.Failure != nil && code != "" && got.Failure.Code != code {
			t.Errorf("%s: %+v", name, got.Failure)
		}
	}
	if got := ask("pdf/mixed.pdf", 99); got.Failure == nil {
		t.Error("page 99 was drawn")
	}
	if _, err := runner(t, ocr.Null{}).Picture(t.Context(), &Job{Path: fixtures.Path("text/news.txt"), First: 1}, width); !errors.Is(err, errNoPicture) {
		t.Errorf("a text: %v", err)
	}
}

func TestShrinkKeepsTheMean(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 999, 301))
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 2 * 255)
	}
	small := shrink(m, 100)
	if small.Rect.Dx() != 100 || small.Rect.Dy() != 30 {
		t.Fatalf("%v", small.Rect)
	}
	for _, v := range small.Pix {
		if v < 110 || v > 145 {
			t.Fatalf("a grey of %d", v)
		}
	}
	if tiny := shrink(image.NewGray(image.Rect(0, 0, 1, 1)), 700); tiny.Rect.Dx() != 1 {
		t.Error("a pixel was scaled up")
	}
	if thin := shrink(image.NewGray(image.Rect(0, 0, 2, 32000)), 1); thin.Rect.Dx() != 1 || thin.Rect.Dy() != 16000 {
		t.Errorf("%v", thin.Rect)
	}
}
