package ocr

import (
	"context"
	"errors"
	"math"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
)

func TestSound(t *testing.T) {
	img := &Image{Gray: picture(720, 360), DPI: 72}
	ask := func(e Engine) *Reading {
		r, err := e.Recognize(context.Background(), img, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	warnings := func(r *Reading) (codes []string) {
		for _, w := range r.Page.Warnings {
			codes = append(codes, w.Code)
		}
		return codes
	}
	for _, tt := range []struct {
		engine Engine
		warned string
		err    error
	}{
		{Null{}, WarnBlank, nil},
		{FaultUnicode, WarnBadUnicode, nil},
		{FaultEmpty, WarnNothing, nil},
		{FaultHuge, "", ErrUnsound},
	} {
		r := ask(tt.engine)
		err := Sound(r, img)
		if !errors.Is(err, tt.err) {
			t.Errorf("%#v: %v", tt.engine, err)
		}
		if err != nil {
			continue
		}
		if got := warnings(r); len(got) != 1 || got[0] != tt.warned {
			t.Errorf("%#v: warnings %q, want %q", tt.engine, got, tt.warned)
		}
		if err := Sound(r, img); err != nil || len(r.Page.Warnings) != 1 {
			t.Errorf("%#v, a second time: %v, %q", tt.engine, err, warnings(r))
		}
		for i := range r.Page.Glyphs {
			if !utf8.ValidString(r.Page.Glyphs[i].Text) {
				t.Errorf("%#v: glyph %q", tt.engine, r.Page.Glyphs[i].Text)
			}
		}
		for _, b := range r.Page.Blocks {
			for _, l := range b.Lines {
				for _, c := range l.Text {
					if !utf8.ValidRune(c.R) || int(c.From) >= len(r.Page.Glyphs) {
						t.Errorf("%#v: %+v", tt.engine, c)
					}
				}
			}
		}
	}
	if err := Sound(nil, img); !errors.Is(err, ErrUnsound) {
		t.Errorf("nothing: %v", err)
	}
	for _, g := range []page.Glyph{{Origin: page.Point{X: math.NaN()}}, {Box: page.Rect{X1: math.Inf(1)}}} {
		if err := Sound(&Reading{Page: page.Page{Glyphs: []page.Glyph{g}}}, img); !errors.Is(err, ErrUnsound) {
			t.Errorf("%+v: %v", g, err)
		}
	}
}
