package merge

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// set gives all glyphs of a page a confidence.
func set(p *page.Page, conf float32) *page.Page {
	for i := range p.Glyphs {
		p.Glyphs[i].Conf, p.Glyphs[i].Size = conf, 12
	}
	return p
}

func TestWords(t *testing.T) {
	for name, c := range map[string]struct {
		layer, read string
		conf        float32
		want        string
	}{
		"no words":              {"درخت بازگشتر را بکارید", "درخت بازگشتی را بکارید", 0.6, "درخت بازگشتی را بکارید"},
		"unlikelier words":      {"ماه پنجی تمام شد", "ماه پنجم تمام شد", 0.9, "ماه پنجم تمام شد"},
		"no surer":              {"سیب باغ شیرین است", "سیب داغ شیرین است", 0.7, "سیب باغ شیرین است"},
		"not read either":       {"درخت بازگشتر را بکارید", "درخت بازگشقق را بکارید", 0.9, "درخت بازگشتر را بکارید"},
		"marks and hamzas":      {"مسأله‌ی تازهٔ ما", "مساله‌یِ تازه ما", 0.95, "مسأله‌ی تازهٔ ما"},
		"numbers and signs":     {"نمره ۱۵ (بازگشتر)", "نمره ۱۶ [بازگشتی]", 0.95, "نمره ۱۵ (بازگشتی)"},
		"as elsewhere":          {"بازگشتر بازگشتر", "بازگشتی بغقثشح", 0.9, "بازگشتی بازگشتی"},
		"nothing in that place": {"درخت بازگشتر", "درخت", 0.9, "درخت بازگشتر"},
	} {
		t.Run(name, func(t *testing.T) {
			layer, r := &page.Page{Number: 1}, &ocr.Reading{}
			add(layer, 700, 0, page.SourceText, c.layer)
			add(&r.Page, 700, -1, page.SourceOCR, c.read)
			set(layer, 1)
			set(&r.Page, c.conf)
			before := layer.Blocks[0].Lines[0].Text.String()
			got := Words(layer, r, lang.Default())
			if s := got.Blocks[0].Lines[0].Text.String(); s != c.want {
				t.Errorf("got %s\nwant %s", s, c.want)
			}
			if (len(got.Warnings) > 0) != (c.layer != c.want) {
				t.Errorf("warnings %v", got.Warnings)
			}
			for _, ch := range got.Blocks[0].Lines[0].Text {
				if int(ch.From) >= len(got.Glyphs) {
					t.Errorf("%+q comes from glyph %d of %d", ch.R, ch.From, len(got.Glyphs))
				}
			}
			if layer.Blocks[0].Lines[0].Text.String() != before || len(layer.Warnings) > 0 {
				t.Error("the layer was changed")
			}
		})
	}
}

// TestSplit: a dot that is named like a letter tells that letters are named in parts; one
// that is a mark, a letter with an advance, and a small full stop do not.
func TestSplit(t *testing.T) {
	dot := page.Glyph{Text: "ر", Size: 12, Box: page.Rect{X0: 100, Y0: 708, X1: 102.4, Y1: 709.4}}
	for name, c := range map[string]struct {
		change func(*page.Glyph)
		want   bool
	}{
		"dots":       {func(*page.Glyph) {}, true},
		"mark":       {func(g *page.Glyph) { g.Text = "\u064E" }, false},
		"unnamed":    {func(g *page.Glyph) { g.Text = "" }, false},
		"stop":       {func(g *page.Glyph) { g.Text = "." }, false},
		"moving":     {func(g *page.Glyph) { g.Advance = 3 }, false},
		"as a word":  {func(g *page.Glyph) { g.Box.X1 = 130 }, false},
		"hidden":     {func(g *page.Glyph) { g.Flags |= page.Hidden }, false},
		"ActualText": {func(g *page.Glyph) { g.Span = 1 }, false},
	} {
		g := dot
		c.change(&g)
		if got := Split(&page.Page{Glyphs: []page.Glyph{g}}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSplitWord: a word with dots over it that have no name is a split one.
func TestSplitWord(t *testing.T) {
	layer, r := &page.Page{Number: 1}, &ocr.Reading{}
	add(layer, 700, 0, page.SourceText, "در غت این صورت")
	add(&r.Page, 700, -1, page.SourceOCR, "در غیر این صورت")
	set(layer, 1)
	set(&r.Page, 0.6)
	b := layer.Glyphs[1].Box
	layer.Glyphs = append(layer.Glyphs, page.Glyph{Size: 12, Box: page.Rect{X0: b.X0 + 10, Y0: 697, X1: b.X0 + 12, Y1: 698.4}})
	got := Words(layer, r, lang.Default())
	if s := got.Blocks[0].Lines[0].Text.String(); !strings.Contains(s, "غیر") {
		t.Error(s)
	}
}
