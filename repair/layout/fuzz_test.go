package layout

import (
	"math"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/fixtures/seed"
	"github.com/paknevis/paknevis/repair/page"
)

// soupTexts are what glyphs of a hostile page stand for.
var soupTexts = []string{
	"", " ", "\u200c", "\u0640", "\u0627", "\u0644", "\u0644\u0627", "\u0647\u0654", "\u064b", "\u0651", "\u06cc", "\u06f1", "\u0661", "1", "a", "B", "(", "\u00bb", ".", "-",
	"\t", "\n", "\x00", "\ufeff", "\u202e", "\ufdf2", "\U0001f600", "\u0645\u06cc\u200c\u0634\u0648\u062f", "a b", "\u05d0", "\ufb01",
}

// soupNumbers are places and measures, healthy and not.
var soupNumbers = []float64{0, 1, 5, 10, 12, 100, 300, 595, 842, -1, -50, 1e-9, 0.5, 1e4, 9e6, -9e6, 1e300, math.NaN(), math.Inf(1), math.Inf(-1)}

// soup makes a page of any bytes, eight a glyph.
func soup(b []byte) (*page.Page, []page.Font) {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}}
	for len(b) >= 8 && len(p.Glyphs) < 600 {
		number := func(c byte) float64 {
			if c < 0xc0 {
				return float64(c) * 4
			}
			return soupNumbers[int(c)%len(soupNumbers)]
		}
		if b[6] == 0xff {
			r := page.Rect{X0: number(b[1]), Y0: number(b[2]), X1: number(b[3]), Y1: number(b[4])}
			if b[5]&1 == 0 {
				r.X1 = r.X0
			} else {
				r.Y1 = r.Y0
			}
			p.Rules, b = append(p.Rules, r), b[8:]
			continue
		}
		g := page.Glyph{
			Text: soupTexts[int(b[0])%len(soupTexts)], Origin: page.Point{X: number(b[1]), Y: number(b[2])}, Advance: number(b[3]) / 16, Size: number(b[4]) / 16,
			Angle: float64(b[5]%5) * 45, Flags: page.GlyphFlags(b[6] & 0x1f), Font: int32(b[7]%4) - 1, Code: uint32(b[0]), Conf: 1,
		}
		if b[5] > 0xf0 {
			g.Angle = number(b[5])
		}
		g.Box = page.Rect{X0: g.Origin.X, Y0: g.Origin.Y - g.Size/4, X1: g.Origin.X + g.Advance, Y1: g.Origin.Y + g.Size*3/4}
		n := int32(len(p.Glyphs))
		switch k := int32(len(p.Spans)); {
		case b[7]&0x60 == 0x60: // a span of its own
			p.Spans = append(p.Spans, page.Span{Text: soupTexts[int(b[6])%len(soupTexts)], First: n, Last: n + 1})
			g.Span = k + 1
		case b[7]&0x60 == 0x40 && k > 0 && p.Spans[k-1].Last == n: // goes on
			p.Spans[k-1].Last, g.Span = n+1, k
		case b[7]&0x60 == 0x20: // empty
			p.Spans = append(p.Spans, page.Span{Text: "x", First: n, Last: n})
		}
		p.Glyphs = append(p.Glyphs, g)
		b = b[8:]
	}
	return p, []page.Font{{Name: "A"}, {Name: "B", Verdict: page.VerdictSick}, {Name: "C", Vertical: true}}
}

// FuzzSoup: whatever a page paints, arranging ends, every character comes from
// a glyph of the page, lines hold no controls, and twice is the same.
func FuzzSoup(f *testing.F) {
	f.Add([]byte("layout of any bytes, whatever they are, eight a glyph"))
	line := []byte{}
	for i := range 60 {
		line = append(line, byte(4+i%7), byte(140-2*i), 100, 32, 48, 0, 0, 1)
	}
	f.Add(line)
	table := []byte{}
	for i := range byte(4) {
		table = append(table, 0, 20, 100+20*i, 160, 100+20*i, 1, 0xff, 0)
		table = append(table, 0, 20+35*i, 100, 20+35*i, 160, 0, 0xff, 0)
		for j := range byte(6) {
			table = append(table, 4+i, 30+20*j, 105+20*(i%3), 64, 80, 0, 0, 1)
		}
	}
	f.Add(table)
	f.Fuzz(func(t *testing.T, b []byte) {
		defer seed.Watch()()
		p, fonts := soup(b)
		q, _ := soup(b)
		Arrange(p, fonts, Options{})
		for _, bl := range p.Blocks {
			for _, l := range bl.Lines {
				for _, c := range l.Text {
					if c.From != page.Inferred && (c.From < 0 || int(c.From) >= len(p.Glyphs)) {
						t.Fatalf("char %+q from glyph %d of %d", c.R, c.From, len(p.Glyphs))
					}
					if c.R == '\n' || isControl(c.R) || !utf8.ValidRune(c.R) {
						t.Fatalf("%+q in a line", c.R)
					}
				}
			}
		}
		Arrange(q, fonts, Options{})
		if !reflect.DeepEqual(text(p), text(q)) {
			t.Fatalf("%+q, then %+q", text(p), text(q))
		}
	})
}

// text are the runes of a page with their glyphs.
func text(p *page.Page) (out []page.Char) {
	for _, bl := range p.Blocks {
		for _, l := range bl.Lines {
			out = append(append(out, l.Text...), page.Char{R: '\n'})
		}
	}
	return out
}
