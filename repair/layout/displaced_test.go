package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestDisplaced: the texts that a producer states for the glyphs of a line belong to
// glyphs some places away, and glyphs without a map of their own got the wrong one.
func TestDisplaced(t *testing.T) {
	const s = "همسایهٔ ما می‌گفت باغ پشت خانه را پدرش کاشته است"
	for _, turn := range []int{-3, -1, 2, 5} {
		p := newPress()
		p.forms, p.joiners = true, takenBackSpace
		p.line(s, 540, 700, true)
		gs := p.page.Glyphs
		texts := make([]string, len(gs))
		for i := range gs {
			texts[i] = gs[i].Text
			if gs[i].Code == zwnj*8 {
				texts[i] = "\u200C"
			}
		}
		for i := range gs {
			switch at := texts[(i+turn+len(texts))%len(texts)]; {
			case i%5 == 0 && i > 0:
				gs[i].Text = at // no map before this line: made of the wrong letter
			case at != gs[i].Text:
				p.page.Spans = append(p.page.Spans, page.Span{Text: at, First: int32(i), Last: int32(i + 1)})
				gs[i].Span = int32(len(p.page.Spans))
			}
		}
		want(t, p.read(Options{}), s+"\n")
	}
}

// TestLostSpans: a producer that loses count altogether states nothing for the letters of a
// line and puts the stop of another on a space. The lines have the letters of the font's map;
// what agrees with it stays, and a page with a few silent glyphs is believed.
func TestLostSpans(t *testing.T) {
	const first, second = "همسایهٔ ما می‌گفت باغ را در سال ۱۴ کاشته", "و از آن روز هر بهار گل می‌دهد."
	for _, silent := range []int{0, 3, 100} {
		p := newPress()
		p.forms, p.joiners = true, takenBackSpace
		p.line(first, 540, 700, true)
		n := len(p.page.Glyphs)
		p.line(second, 540, 680, true)
		for i := range p.page.Glyphs {
			g := &p.page.Glyphs[i]
			g.Evidence = page.EvidenceToUnicode
			text := g.Text
			switch {
			case g.Code == zwnj*8:
				text = "\u200C"
			case i >= n && i < n+silent && silent > 3:
				text = ""
			case i < n && g.Text == " " && silent > 3:
				text = "."
			}
			if text == "۱" {
				g.Text = "\u0661" // ARABIC-INDIC DIGIT ONE, drawn alike
			}
			p.page.Spans = append(p.page.Spans, page.Span{Text: text, First: int32(i), Last: int32(i + 1)})
			g.Span = int32(len(p.page.Spans))
		}
		if silent == 3 {
			for i := range silent {
				p.page.Spans[n+i].Text = ""
			}
			if got := p.read(Options{}); strings.Contains(got, second) {
				t.Errorf("glyphs that the file hides are shown: %q", got)
			}
			continue
		}
		want(t, p.read(Options{}), first+"\n"+second+"\n")
	}
}

// TestDotsUnderSpans: the dots that are painted for letters whose strokes have the text stand
// under empty spans, many in a line, and say nothing.
func TestDotsUnderSpans(t *testing.T) {
	const s = "باران چند روز بر سبزی باغ نشست"
	p := newPress()
	p.forms = true
	p.line(s, 540, 700, true)
	for _, g := range p.page.Glyphs[:12] {
		g.Text, g.Advance, g.Evidence = "ز", 0, page.EvidenceToUnicode
		n := int32(len(p.page.Glyphs))
		p.page.Spans = append(p.page.Spans, page.Span{First: n, Last: n + 1})
		g.Span = int32(len(p.page.Spans))
		p.page.Glyphs = append(p.page.Glyphs, g)
	}
	want(t, p.read(Options{}), s+"\n")
}

// TestDrawnControls: the controls that Skia paints with the glyph of the space stand over the
// spaces of the text and the letters beside them, and take nothing of either.
func TestDrawnControls(t *testing.T) {
	const s = "به خانهٔ ما و باغ پشت آن که پدرش کاشته است"
	p := newPress()
	p.forms = true
	p.line(s, 540, 700, true)
	var gs []page.Glyph
	control := func(g page.Glyph) {
		n := int32(len(gs))
		p.page.Spans = append(p.page.Spans, page.Span{Text: "\u202B", First: n, Last: n + 1}) // RIGHT-TO-LEFT EMBEDDING
		g.Span = int32(len(p.page.Spans))
		gs = append(gs, g)
	}
	for _, g := range p.page.Glyphs {
		if g.Text == " " {
			g.Flags |= page.Filler
			control(g)
			before := g
			before.Origin.X -= g.Advance
			control(before)
			before.Origin.X += 2 * g.Advance
			control(before)
		}
		gs = append(gs, g)
	}
	p.page.Glyphs = gs
	want(t, p.read(Options{}), s+"\n")
}

// TestContradictingSpans: where the map of the font is wrong and the spans are right,
// the spans count however many letters they contradict.
func TestContradictingSpans(t *testing.T) {
	const s = "باغ پشت خانه را پدرش کاشته است"
	p := newPress()
	p.forms = true
	p.line(s, 540, 700, true)
	for i := range p.page.Glyphs {
		g := &p.page.Glyphs[i]
		if g.Text == " " {
			continue
		}
		p.page.Spans = append(p.page.Spans, page.Span{Text: g.Text, First: int32(i), Last: int32(i + 1)})
		g.Span = int32(len(p.page.Spans))
		g.Text = string('\u0628' + rune(i*7%20))
	}
	want(t, p.read(Options{}), s+"\n")
}

// TestSpanBaseline: a span is as high as its letter, though its mark is painted first
// and stands above the line of the letters.
func TestSpanBaseline(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("مُهرِ گِل بر سَرِ دَر", 540, 700, true)
	p.line("خطی که پس از آن می‌آید", 540, 680, true)
	for i := 0; i+1 < len(p.page.Glyphs); i++ {
		base, mark := &p.page.Glyphs[i], &p.page.Glyphs[i+1]
		if mark.Advance != 0 {
			continue
		}
		*base, *mark = *mark, *base
		base.Origin.Y += 0.35 * p.size
		p.page.Spans = append(p.page.Spans, page.Span{Text: mark.Text + base.Text, First: int32(i), Last: int32(i + 2)})
		base.Span, mark.Span = int32(len(p.page.Spans)), int32(len(p.page.Spans))
		i++
	}
	want(t, p.read(Options{}), "مُهرِ گِل بر سَرِ دَر\n\nخطی که پس از آن می‌آید\n")
}
