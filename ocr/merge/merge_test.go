package merge

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

// add puts a line of words on a page: 60 points a word from the right margin.
func add(p *page.Page, y float64, font int32, src page.Source, text string) {
	l := page.Line{Source: src, Baseline: y}
	x := 500.0
	for i, w := range strings.Fields(text) {
		if i > 0 {
			l.Text = append(l.Text, page.Char{R: ' ', From: page.Inferred})
		}
		id := int32(len(p.Glyphs))
		g := page.Glyph{Text: w, Font: font, Evidence: page.EvidenceToUnicode, Box: page.Rect{X0: x - 55, Y0: y - 3, X1: x, Y1: y + 9}}
		x -= 60
		p.Glyphs = append(p.Glyphs, g)
		l.Box = l.Box.Union(g.Box)
		for _, r := range w {
			l.Text = append(l.Text, page.Char{R: r, From: id})
		}
	}
	p.Blocks = append(p.Blocks, page.Block{Box: l.Box, Lines: []page.Line{l}})
}

func lines(p *page.Page) (out []string) {
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			out = append(out, l.Source.String()+": "+l.Text.String())
		}
	}
	return out
}

func TestPages(t *testing.T) {
	fonts := []page.Font{{Verdict: page.VerdictHealthy}, {Verdict: page.VerdictSick}}
	layer := &page.Page{Number: 3}
	add(layer, 700, 0, page.SourceText, "سطر سالم نخست")
	add(layer, 680, 1, page.SourceText, "xq zz pp")
	add(layer, 640, 0, page.SourceText, "سطر سالم آخر")
	r := &ocr.Reading{}
	add(&r.Page, 700.5, -1, page.SourceOCR, "سطز سالم نخست")
	add(&r.Page, 679.5, -1, page.SourceOCR, "سطر بیمار میانه")
	add(&r.Page, 660, -1, page.SourceOCR, "نوشتهٔ یک تصویر")
	add(&r.Page, 640, -1, page.SourceOCR, "سطر سالم آخر مهر")

	got := Pages(layer, fonts, r)
	want := []string{
		"text-layer: سطر سالم نخست",
		"ocr: سطر بیمار میانه",
		"ocr: نوشتهٔ یک تصویر",
		"text-layer: سطر سالم آخر",
		"ocr: مهر",
	}
	if g := lines(&got); strings.Join(g, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%+q\nwant\n%+q", g, want)
	}
	for _, b := range got.Blocks {
		for _, l := range b.Lines {
			for _, c := range l.Text {
				if c.From != page.Inferred && !strings.ContainsRune(got.Glyphs[c.From].Text, c.R) {
					t.Fatalf("%+q does not come from glyph %+q", c.R, got.Glyphs[c.From].Text)
				}
			}
		}
	}
	if len(layer.Glyphs) != 9 || len(layer.Blocks) != 3 {
		t.Error("the text layer was changed")
	}
}

func TestPagesNegative(t *testing.T) {
	fonts := []page.Font{{Verdict: page.VerdictHealthy}, {Verdict: page.VerdictSick}}
	layer := &page.Page{}
	add(layer, 700, 0, page.SourceText, "سطر سالم با یک نشان ناشناس در میان")
	layer.Glyphs[3].Font = 1
	add(layer, 680, 1, page.SourceText, "xq zz")
	got := Pages(layer, fonts, &ocr.Reading{})
	if g, w := lines(&got), lines(layer); strings.Join(g, "\n") != strings.Join(w, "\n") {
		t.Errorf("an empty reading changed the layer: %+q", g)
	}
	if len(got.Warnings) != 1 || got.Warnings[0].Code != WarnUnread {
		t.Errorf("warnings %v", got.Warnings)
	}
}

// Mend takes lines with lost letters from the pixels and adds nothing else.
func TestMend(t *testing.T) {
	fonts := []page.Font{{Verdict: page.VerdictHealthy}, {Verdict: page.VerdictRepairable}}
	lose := func(p *page.Page, x, y float64, font int32) {
		p.Glyphs = append(p.Glyphs, page.Glyph{Font: font, Box: page.Rect{X0: x, Y0: y, X1: x + 5, Y1: y + 6}})
	}
	layer := &page.Page{}
	add(layer, 700, 1, page.SourceText, "سطری که درست آموخته شد")
	add(layer, 680, 1, page.SourceText, "دو کلمه")
	lose(layer, 470, 680, 1)
	lose(layer, 450, 680, 1)
	lose(layer, 430, 680, 1)
	add(layer, 640, 0, page.SourceText, "کشیده سالم")
	lose(layer, 470, 640, 0) // a tatweel of a healthy font
	lose(layer, 450, 640, 0)
	lose(layer, 470, 600, 1) // a line of its own without a letter
	r := &ocr.Reading{}
	add(&r.Page, 700, -1, page.SourceOCR, "سطزی که درست آموخته شد")
	add(&r.Page, 680, -1, page.SourceOCR, "دو سه کلمه")
	add(&r.Page, 660, -1, page.SourceOCR, "نوشتهٔ یک تصویر")
	add(&r.Page, 640, -1, page.SourceOCR, "کشیدهٔ سالم")
	add(&r.Page, 600, -1, page.SourceOCR, "گمشده")

	if n := Sick(layer, fonts); n != 3 {
		t.Errorf("%d lost glyphs in lines to be mended, want 3", n)
	}
	got := Mend(layer, fonts, r)
	want := []string{
		"text-layer: سطری که درست آموخته شد",
		"ocr: دو سه کلمه",
		"text-layer: کشیده سالم",
		"ocr: گمشده",
	}
	if g := lines(&got); strings.Join(g, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(want, "\n"))
	}
}
