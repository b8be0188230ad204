package pdf

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/fixtures/seed"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

var seedDir = flag.String("seeds", "", "folder of further PDF files that seed the fuzz targets")

// seedFiles are the odd files but the bomb, which takes its time, the small ones among the printed pages and those of -seeds.
func seedFiles() [][]byte {
	return seed.Files("../../fixtures/odd/[^b]*.pdf", "../../fixtures/pdf/*-lines.pdf", filepath.Join(*seedDir, "*.pdf"))
}

func FuzzOpen(f *testing.F) {
	for _, b := range seedFiles() {
		f.Add(b)
	}
	f.Add(sheet(hello, ""))
	f.Add(sheet("/X Do", "", "<</Subtype/Form/Length 5>>\nstream\n/X Do\nendstream"))
	f.Fuzz(func(t *testing.T, b []byte) {
		defer seed.Watch()()
		ctx := context.Background()
		file, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			return
		}
		for n := range min(file.NumPages(), 3) {
			p, err := file.Page(ctx, n+1)
			if err != nil {
				t.Fatal(err)
			}
			fonts := file.Fonts()
			sound(t, p, fonts)
			layout.Arrange(p, fonts, layout.Options{})
		}
	})
}

// sound holds for every page: what glyphs and spans point at exists, and every number is one.
func sound(t *testing.T, p *page.Page, fonts []page.Font) {
	t.Helper()
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if int(g.Font) >= len(fonts) || int(g.Span) > len(p.Spans) {
			t.Fatalf("glyph %+v of %d fonts and %d spans", g, len(fonts), len(p.Spans))
		}
		for _, x := range []float64{g.Origin.X, g.Origin.Y, g.Size, g.Angle, g.Advance, g.Box.X0, g.Box.Y0, g.Box.X1, g.Box.Y1} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("glyph %+v", g)
			}
		}
		if !utf8.ValidString(g.Text) {
			t.Fatalf("text %+q", g.Text)
		}
	}
	for _, s := range p.Spans {
		if s.First > s.Last || int(s.Last) > len(p.Glyphs) {
			t.Fatalf("span %+v of %d glyphs", s, len(p.Glyphs))
		}
	}
}

// FuzzContent runs any content stream.
func FuzzContent(f *testing.F) {
	for _, s := range []string{
		hello, "q 1 0 0 1 5 5 cm BT /F 9 Tf [(a)-50<62>]TJ ET Q", "BI /W 2 /H 2 ID ab EI " + hello,
		"/Span <</ActualText <feff0628>>> BDC BT /F 9 Tf (a) Tj ET EMC", "0 0 9 9 re W n /X Do", "/Pattern cs /P scn 0 0 9 9 re f",
	} {
		f.Add(s)
	}
	for _, b := range seedFiles() {
		file, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			continue
		}
		if data, err := file.pages[0].dict.Key("Contents").Data(1 << 13); len(data) > 0 && (err == nil || errors.Is(err, object.ErrDataLimit)) {
			f.Add(string(data))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		defer seed.Watch()()
		b := sheet(s, "", fmt.Sprintf("<</Subtype/Form/BBox[0 0 99 99]/Length %d>>\nstream\n%s\nendstream", len(s), s))
		file, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Skip() // the content closes its stream and goes on as a file
		}
		p, err := file.Page(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, p, file.Fonts())
	})
}
