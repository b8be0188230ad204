package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

// write makes a file of the given objects, the first of which is the catalog.
func write(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x)
	return b.Bytes()
}

// sheet is a one-page file with a content stream; extra goes into the page.
func sheet(content, extra string, more ...string) []byte {
	return write(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>" + extra + ">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
	}, more...)...)
}

func first(t *testing.T, b []byte) *page.Page {
	t.Helper()
	f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return page1(t, f)
}

func page1(t *testing.T, f *File) *page.Page {
	t.Helper()
	p, err := f.Page(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func letters(p *page.Page) string {
	var s strings.Builder
	for _, g := range p.Glyphs {
		s.WriteString(g.Text)
	}
	return s.String()
}

const hello = "BT /F 10 Tf 20 30 Td (Hello) Tj ET"

func TestFaults(t *testing.T) {
	plain := sheet(hello, "")
	replace := func(old, with string) []byte { return bytes.Replace(plain, []byte(old), []byte(with), 1) }
	for name, b := range map[string][]byte{
		"plain":          plain,
		"header 2.0":     replace("%PDF-1.7", "%PDF-2.0"),
		"leading junk":   append([]byte("junk\n"), plain...),
		"trailing junk":  append(bytes.Clone(plain), make([]byte, 500)...),
		"no eof":         replace("%%EOF", ""),
		"startxref":      replace("startxref\n", "startxref\n9"),
		"no xref":        plain[:bytes.Index(plain, []byte("xref\n0"))],
		"offsets off":    replace("%PDF-1.7\n", "%PDF-1.7\n%   \n"),
		"wrong length":   replace(fmt.Sprintf("/Length %d", len(hello)), "/Length 7"),
		"huge xref":      replace("xref\n0 6", "xref\n900000000 6"),
		"no page type":   replace("/Type/Page/", "/"),
		"prev to itself": replace("/Root 1 0 R", "/Root 1 0 R/Prev 10"),
	} {
		t.Run(name, func(t *testing.T) {
			if got := letters(first(t, b)); got != "Hello" {
				t.Errorf("got %+q", got)
			}
		})
	}
}

func TestContent(t *testing.T) {
	form := func(s string) string {
		return fmt.Sprintf("<</Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 5 5]/Length %d>>\nstream\n%s\nendstream", len(s), s)
	}
	for name, c := range map[string]struct {
		content string
		form    string
		want    string
	}{
		"quote operators": {`BT /F 9 Tf 9 TL (a) ' 1 2 (b) " ET`, "", "ab"},
		"array":           {"BT /F 9 Tf [(a) -50 (b) 20 <63>] TJ ET", "", "abc"},
		"stray Q":         {"Q Q " + hello, "", "Hello"},
		"inline image":    {"BI /W 2 /H 2 /BPC 8 /CS /G ID (\x01EI\xff EI " + hello, "", "Hello"},
		"form":            {"/X Do", form(hello), "Hello"},
		"form loop":       {"/X Do", form(hello + " /X Do"), "Hello"},
		"odd tokens":      {`--700 0 Td >> ] BT /F 9 Tf (a\lb) Tj <4> Tj ET`, "", "alb@"},
	} {
		t.Run(name, func(t *testing.T) {
			more := []string{}
			if c.form != "" {
				more = append(more, c.form)
			}
			if got := letters(first(t, sheet(c.content, "", more...))); got != c.want {
				t.Errorf("got %+q want %+q", got, c.want)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		extra string
		x, y  float64
		angle float64
	}{{"", 20, 30, 0}, {"/CropBox[10 10 200 100]", 10, 20, 0}, {"/Rotate 90", 30, 180, -90}, {"/Rotate 180", 180, 70, 180}, {"/Rotate 270", 70, 20, 90}} {
		g := first(t, sheet(hello, c.extra)).Glyphs
		if g[0].Origin != (page.Point{X: c.x, Y: c.y}) || g[0].Angle != c.angle || g[0].Size != 10 || g[0].Advance != 6 {
			t.Errorf("%q: got %+v", c.extra, g[0])
		}
	}
}

func TestMarkedContent(t *testing.T) {
	p := first(t, sheet("BT /F 9 Tf /Span <</ActualText <feff200c>>> BDC (a) Tj EMC /ReversedChars BMC (b) Tj EMC 3 Tr (c) Tj -1 0 0 1 50 50 Tm (d) Tj ET", ""))
	if len(p.Spans) != 1 || p.Spans[0] != (page.Span{Text: "\u200c", First: 0, Last: 1}) || p.Glyphs[0].Span != 1 || p.Glyphs[1].Span != 0 {
		t.Errorf("spans %+q", p.Spans)
	}
	if !p.Glyphs[1].Has(page.Reversed) || !p.Glyphs[2].Has(page.Hidden) || !p.Glyphs[3].Has(page.Mirrored) {
		t.Errorf("flags of %+v", p.Glyphs)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"text":       {[]byte("no file at all"), object.ErrNotPDF},
		"empty":      {nil, object.ErrNotPDF},
		"no pages":   {write("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), ErrNoPages},
		"lost kid":   {write("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[9 0 R]/Count 1>>"), object.ErrDamaged},
		"kids cycle": {write("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]>>"), object.ErrDamaged},
	} {
		if _, err := Open(bytes.NewReader(c.b), int64(len(c.b)), Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReuse(t *testing.T) {
	data := sheet(strings.Repeat(hello+"\n", 20), "")
	f, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var want []page.Glyph
	for range 3 {
		p, err := f.Page(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = slices.Clone(p.Glyphs)
		}
		if len(want) == 0 || !slices.Equal(p.Glyphs, want) {
			t.Errorf("%d glyphs in used memory, want the %d of the first reading", len(p.Glyphs), len(want))
		}
		f.Reuse(p)
		if p.Glyphs != nil {
			t.Error("the page still has its glyphs")
		}
	}
}

func BenchmarkPage(b *testing.B) {
	data := sheet(strings.Repeat(hello+"\n", 300), "")
	f, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := f.Page(context.Background(), 1); err != nil {
			b.Fatal(err)
		}
	}
}

func TestName(t *testing.T) {
	b, err := os.ReadFile("../../fixtures/pdf/xetex-prose.pdf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if f.Name(0, nil, page.VerdictSick, "too early") {
		t.Error("a font that no page has set was named")
	}
	p, err := f.Page(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	g := p.Glyphs[len(p.Glyphs)/2]
	names := map[uint32]page.Naming{g.Code: {Text: "\u06DD", Evidence: page.EvidenceGuess, Conf: 0.5}} // END OF AYAH, which the page has not
	if !f.Name(g.Font, names, page.VerdictRepairable, "a test says so") || f.Name(-1, names, 0, "") || f.Name(99, names, 0, "") {
		t.Error("fonts are told apart wrongly")
	}
	again, err := f.Page(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range again.Glyphs {
		if same := h.Font == g.Font && h.Code == g.Code; same != (h.Text == "\u06DD") || !same && h.Text != p.Glyphs[i].Text {
			t.Fatalf("glyph %d of code %d reads %q, was %q", i, h.Code, h.Text, p.Glyphs[i].Text)
		}
	}
	if info := f.Fonts()[g.Font]; info.Verdict != page.VerdictRepairable || !slices.Contains(info.Evidence, "a test says so") {
		t.Errorf("the font says %+v", info)
	}
}

// TestOutline: the contours of a glyph lie in the box that its font gives it.
func TestOutline(t *testing.T) {
	for _, name := range []string{"weasyprint-prose.pdf", "xetex-prose.pdf", "libreoffice-prose.pdf", "pango-prose.pdf"} {
		b, err := os.ReadFile("../../fixtures/pdf/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := page1(t, f)
		const slack = 60 // 1/1000 em
		drawn := 0
		for _, g := range p.Glyphs {
			ink, ok := f.fonts.all[g.Font].loaded.Load().GlyphBox(g.GID)
			cs := f.Outline(g.Font, g.GID)
			if !ok || ink.Empty() || g.GID == 0 {
				continue
			}
			var box page.Rect
			for i, c := range cs {
				if i == 0 {
					box = c.Box
				} else {
					box = box.Union(c.Box)
				}
			}
			drawn++
			// Control points may lie outside of the curve.
			if len(cs) == 0 || box.X0 > ink.X0+1 || box.X1 < ink.X1-1 || box.Y0 > ink.Y0+1 || box.Y1 < ink.Y1-1 ||
				box.X0 < ink.X0-slack || box.X1 > ink.X1+slack || box.Y0 < ink.Y0-slack || box.Y1 > ink.Y1+slack {
				t.Fatalf("%s: glyph %d has ink %v and outline %v", name, g.GID, ink, cs)
			}
		}
		if drawn < 100 {
			t.Errorf("%s: only %d glyphs have outlines", name, drawn)
		}
	}
}
