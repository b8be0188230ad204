package ocr

import (
	"context"
	"errors"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// Null is an engine that finds nothing on any page. It proves that everything
// around an engine works without one.
type Null struct{}

// Recognize checks the image and returns a page without blocks.
func (Null) Recognize(ctx context.Context, img *Image, opt Options) (*Reading, error) {
	if err := errors.Join(ctx.Err(), img.Check()); err != nil {
		return nil, err
	}
	r := &Reading{Page: page.Page{Number: opt.Number, Box: PageBox(img, opt), DPI: img.Resolution(), Verdict: page.VerdictAbsent}}
	r.Page.Warnings = []page.Warning{{Code: WarnBlank, Text: "no engine looked at this page"}}
	return r, nil
}

// Fault is an engine that fails in a chosen way, for tests of the code that has
// to survive it.
type Fault uint8

const (
	FaultCrash   Fault = iota // panics, as an assertion in the recognizer ends its process
	FaultHang                 // never returns, and does not listen to its context
	FaultUnicode              // text that is not UTF-8 and not in range
	FaultEmpty                // a page full of ink and no text, without an error
	FaultHuge                 // millions of words
	FaultError                // a plain error
)

// hugeWords is the number of words of FaultHuge.
const hugeWords = 2_000_000

// Recognize fails as the fault says.
func (f Fault) Recognize(_ context.Context, img *Image, opt Options) (*Reading, error) {
	r := &Reading{Conf: 1, Page: page.Page{Number: opt.Number, Box: PageBox(img, opt), DPI: img.Resolution()}}
	line := func(s string) {
		r.Page.Blocks = []page.Block{{Lines: []page.Line{{Text: page.InferredText(s), Source: page.SourceOCR, Conf: 1}}}}
	}
	switch f {
	case FaultCrash:
		panic("ocr: fault engine: crash")
	case FaultHang:
		select {}
	case FaultUnicode:
		r.Page.Glyphs = []page.Glyph{{Text: "\xff\xfe\xd8", Font: -1, Evidence: page.EvidenceOCR}}
		r.Page.Blocks = []page.Block{{Lines: []page.Line{{Text: page.Text{{R: 0xD800, From: 0}, {R: -7, From: 99}}, Source: page.SourceOCR}}}}
	case FaultEmpty:
		r.Unread = 1
	case FaultHuge:
		line(strings.Repeat("word ", hugeWords))
	default:
		return nil, errors.New("fault engine: error as ordered")
	}
	return r, nil
}

// PageBox is the box of the page that img shows: the one in opt, or else the
// size of the image at its resolution.
func PageBox(img *Image, opt Options) page.Rect {
	if !opt.Box.Empty() {
		return page.Rect{X1: opt.Box.Width(), Y1: opt.Box.Height()}
	}
	s := PointsPerInch / img.Resolution()
	return page.Rect{X1: float64(img.Width()) * s, Y1: float64(img.Height()) * s}
}

// PointsPerInch is the number of PDF units in an inch.
const PointsPerInch = 72
