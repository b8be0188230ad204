package page_test

import (
	"fmt"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

func ExamplePage_Flow() {
	line := func(s string) page.Line { return page.Line{Text: page.TextOf(s)} }
	p := page.Page{Blocks: []page.Block{
		{Lines: []page.Line{line("باغبان درخت را"), line("آب داد.")}},
		{Lines: []page.Line{line("بند دوم")}},
	}}
	fmt.Print(p.Flow())
	// Output:
	// باغبان درخت را
	// آب داد.
	//
	// بند دوم
}

func TestTextOf(t *testing.T) {
	text := page.TextOf("a\xffس")
	if got := text.String(); got != "a\uFFFDس" {
		t.Errorf("got %+q", got)
	}
	for i, c := range text {
		if int(c.From) != i {
			t.Errorf("code point %d comes from %d", i, c.From)
		}
	}
	made := page.InferredText("a\uFFFDس")
	if text.Compare(made) != 0 || text.Compare(made[:2]) <= 0 || made[0].From != page.Inferred {
		t.Errorf("%v and %v", text, made)
	}
	var long page.Text // longer than what String hands on at once
	for range 500 {
		long = append(long, text...)
	}
	if n := len(long.String()); n != 500*len("a\uFFFDس") {
		t.Errorf("%d bytes", n)
	}
}

// TestTextOfReadsAsRange: bytes are read as the loop of the language reads them, whole or broken.
func TestTextOfReadsAsRange(t *testing.T) {
	pieces := []string{"a", "\u0633", "\u200C", "\U0001F4D6", "\u07FF", "\u0800", "\xC0\x80", "\xC1", "\xC2", "\xD8", "\xD8\xD8", "\xDF\xC0", "\x80", "\xBF\xBF", "\xE2\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}
	for _, x := range pieces {
		for _, y := range pieces {
			for _, z := range pieces {
				s := x + y + z
				got := page.TextOf(s)
				if want := []rune(s); len(got) != len(want) || got.String() != string(want) {
					t.Fatalf("%+q: got %v, want %v", s, got, want)
				}
				for i, c := range got {
					if c.From != int32(i) {
						t.Fatalf("%+q: code point %d comes from %d", s, i, c.From)
					}
				}
			}
		}
	}
}

func TestRect(t *testing.T) {
	a, b := page.Rect{X0: 0, Y0: 0, X1: 10, Y1: 4}, page.Rect{X0: 6, Y0: 2, X1: 12, Y1: 8}
	if got, want := a.Union(b), (page.Rect{X0: 0, Y0: 0, X1: 12, Y1: 8}); got != want {
		t.Errorf("union %v", got)
	}
	if got, want := a.Intersect(b), (page.Rect{X0: 6, Y0: 2, X1: 10, Y1: 4}); got != want {
		t.Errorf("intersection %v", got)
	}
	away := page.Rect{X0: 20, Y0: 0, X1: 21, Y1: 1}
	if a.Intersect(away) != (page.Rect{}) || a.OverlapX(away) != -10 || a.OverlapY(away) != 1 {
		t.Errorf("%v, %g, %g", a.Intersect(away), a.OverlapX(away), a.OverlapY(away))
	}
	if a.Union(page.Rect{}) != a || (page.Rect{}).Union(a) != a || !(page.Rect{}).Empty() || a.Empty() {
		t.Error("the zero box is not neutral")
	}
	if !a.Contains(a.Center()) || !a.Contains(page.Point{X: 10, Y: 4}) || a.Contains(page.Point{X: 10.1, Y: 4}) {
		t.Error("what a box contains")
	}
}

// TestIsDot: the dots of a letter whose parts are glyphs of their own are small, move no pen and are
// named as the letter or not at all.
func TestIsDot(t *testing.T) {
	dot := page.Glyph{Text: "\u0628", Box: page.Rect{X0: 1, Y0: -2, X1: 2, Y1: -1}, Size: 10} // BEH
	if !page.IsDot(&dot) {
		t.Error("a dot is none")
	}
	for name, change := range map[string]func(g *page.Glyph){
		"moves the pen":    func(g *page.Glyph) { g.Advance = 3 },
		"no ink":           func(g *page.Glyph) { g.Box = page.Rect{} },
		"wide":             func(g *page.Glyph) { g.Box.X1 = 8 },
		"high":             func(g *page.Glyph) { g.Box.Y1 = 6 },
		"hidden":           func(g *page.Glyph) { g.Flags = page.Hidden },
		"a filler":         func(g *page.Glyph) { g.Flags = page.Filler },
		"of an ActualText": func(g *page.Glyph) { g.Span = 1 },
		"a mark":           func(g *page.Glyph) { g.Text = "\u064E" }, // FATHA
		"a Latin letter":   func(g *page.Glyph) { g.Text = "i" },
	} {
		g := dot
		if change(&g); page.IsDot(&g) {
			t.Errorf("%s: it is a dot", name)
		}
	}
}

func TestNames(t *testing.T) {
	for got, want := range map[string]string{
		page.EvidenceActualText.String(): "actual-text", page.Evidence(99).String(): "none",
		page.VerdictSick.String(): "sick", page.Verdict(99).String(): "unknown",
		page.Footer.String(): "footer", page.Kind(99).String(): "paragraph",
		page.SourcePlain.String(): "plain", page.Source(99).String(): "text-layer",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
