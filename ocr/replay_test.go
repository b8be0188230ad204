package ocr

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// versioned says the same of every picture.
type versioned struct{ v Versions }

func (e versioned) Versions(Options) (Versions, error) { return e.v, nil }

func (e versioned) Recognize(_ context.Context, _ *Image, opt Options) (*Reading, error) {
	r := &Reading{Conf: 0.5, Unread: 0.25, Attempts: []Attempt{{Settings: "psm=3", Words: 1, Chosen: true}}}
	r.Page = page.Page{
		Number: opt.Number, Box: page.Rect{X1: 9, Y1: 8}, Warnings: []page.Warning{{Code: "a", Text: "b"}},
		Glyphs: []page.Glyph{{Text: "سلام", Font: -1, Evidence: page.EvidenceOCR, Conf: 0.5}},
		Blocks: []page.Block{{Lines: []page.Line{{Text: page.InferredText("سلام"), Source: page.SourceOCR}}}},
	}
	return r, nil
}

// TestReplay: what was recorded comes back whole, however often and whatever was done with
// it, for the same picture by the same engine, models and options, and for no other.
func TestReplay(t *testing.T) {
	ctx, img := context.Background(), &Image{Gray: picture(720, 360), DPI: 72}
	engine := versioned{Versions{"reader 1", []string{"fas fast sha256:01"}}}
	opt := Options{Languages: []string{"fas"}, Number: 3}
	rec := &Recorder{Engine: engine}
	want, err := rec.Recognize(ctx, img, opt)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := rec.Write(&file); err != nil {
		t.Fatal(err)
	}
	replay := func(v Versions) *Replay {
		r, err := ReadReplay(bytes.NewReader(file.Bytes()), versioned{v}.Versions)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	now := replay(engine.v)
	for range 2 {
		got, err := now.Recognize(ctx, img, opt)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v\ngot  %+v\nwant %+v", err, got, want)
		}
		got.Page.Glyphs[0].Text, got.Page.Blocks[0].Lines[0].Text[0].R, got.Page.Blocks = "spoilt", 'x', nil
	}
	if got, err := now.Recognize(ctx, img, Options{Languages: []string{"fas"}, Number: 7}); err != nil || got.Page.Number != 7 {
		t.Errorf("under another number: %+v, %v", got, err)
	}
	other := picture(720, 360)
	other.Pix[0] ^= 1
	for what, ask := range map[string]func() (*Reading, error){
		"another pixel":      func() (*Reading, error) { return now.Recognize(ctx, &Image{Gray: other, DPI: 72}, opt) },
		"another size":       func() (*Reading, error) { return now.Recognize(ctx, &Image{Gray: picture(50, 50)}, opt) },
		"another resolution": func() (*Reading, error) { return now.Recognize(ctx, &Image{Gray: img.Gray, DPI: 300}, opt) },
		"another profile": func() (*Reading, error) {
			return now.Recognize(ctx, img, Options{Languages: []string{"fas"}, Profile: Best})
		},
		"another language": func() (*Reading, error) { return now.Recognize(ctx, img, Options{Languages: []string{"ara"}}) },
		"another engine": func() (*Reading, error) {
			return replay(Versions{"reader 2", engine.v.Models}).Recognize(ctx, img, opt)
		},
		"another model": func() (*Reading, error) {
			return replay(Versions{"reader 1", []string{"fas fast sha256:02"}}).Recognize(ctx, img, opt)
		},
	} {
		if r, err := ask(); !errors.Is(err, ErrNotRecorded) {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
	}
	if _, err := ReadReplay(bytes.NewReader(file.Bytes()[:file.Len()/2]), engine.Versions); err == nil {
		t.Error("half a recording is one")
	}
}
