package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// seeds are the odd files and the small ones among the printed pages.
func seeds(f *testing.F) {
	for _, pattern := range []string{"../../fixtures/odd/*.pdf", "../../fixtures/pdf/*-lines.pdf"} {
		files, _ := filepath.Glob(pattern)
		for _, path := range files {
			if b, err := os.ReadFile(path); err == nil && len(b) < 64<<10 && filepath.Base(path) != "bomb.pdf" {
				f.Add(b)
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	seeds(f)
	f.Add(sheet(hello, ""))
	f.Add(sheet("/X Do", "", "<</Subtype/Form/Length 5>>\nstream\n/X Do\nendstream"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
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
			for i := range p.Glyphs {
				if g := &p.Glyphs[i]; int(g.Font) >= len(fonts) || int(g.Span) > len(p.Spans) {
					t.Fatalf("glyph %+v of %d fonts and %d spans", g, len(fonts), len(p.Spans))
				}
			}
			for _, s := range p.Spans {
				if s.First > s.Last || int(s.Last) > len(p.Glyphs) {
					t.Fatalf("span %+v of %d glyphs", s, len(p.Glyphs))
				}
			}
		}
	})
}

// FuzzContent runs any content stream.
func FuzzContent(f *testing.F) {
	for _, s := range []string{
		hello, "q 1 0 0 1 5 5 cm BT /F 9 Tf [(a)-50<62>]TJ ET Q", "BI /W 2 /H 2 ID ab EI " + hello,
		"/Span <</ActualText <feff0628>>> BDC BT /F 9 Tf (a) Tj ET EMC", "0 0 9 9 re W n /X Do", "/Pattern cs /P scn 0 0 9 9 re f",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := sheet(s, "", fmt.Sprintf("<</Subtype/Form/BBox[0 0 99 99]/Length %d>>\nstream\n%s\nendstream", len(s), s))
		file, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Skip() // the content closes its stream and goes on as a file
		}
		if _, err := file.Page(context.Background(), 1); err != nil {
			t.Fatal(err)
		}
	})
}
