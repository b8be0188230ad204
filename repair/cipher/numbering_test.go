package cipher

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

func TestNumberings(t *testing.T) {
	if len(numberings()) == 0 {
		t.Fatal("no numberings")
	}
	for i, n := range numberings() {
		if len(n.text) < kinCommon || len(n.unnamed) == 0 {
			t.Errorf("font %d: %d named and %d unnamed glyphs", i, len(n.text), len(n.unnamed))
		}
		for g, name := range n.unnamed {
			if _, ok := n.text[g]; ok || !script.IsLetter([]rune(name.Text)[0]) {
				t.Errorf("font %d: glyph %d is both named and not, or %+q is no letter", i, g, name.Text)
			}
		}
	}
	for _, s := range []string{"0628 12", "font x\nzz 12", "font x\n0628 glyph"} {
		if _, err := readNumberings(s); err == nil {
			t.Errorf("%q: no error", s)
		}
	}
}

// TestNumbered: a page too short to decipher is read by the numbers of its font, whatever
// that is called, and one that numbers otherwise is not.
func TestNumbered(t *testing.T) {
	n := numberings()[0]
	byText := map[string]uint32{}
	for g, s := range n.text {
		if old, ok := byText[s]; !ok || g < old {
			byText[s] = g
		}
	}
	var gap uint32
	for g, name := range n.unnamed {
		if name.Form == script.FormMedial && (gap == 0 || g < gap) {
			gap = g
		}
	}
	set := func(shift uint32) []*page.Page {
		return setLine("باد روزانه از شمال تا ساحل نمی?ورد", func(r rune) uint32 {
			if r == '?' {
				return gap
			}
			return byText[string(r)] + shift
		})
	}
	fonts := []page.Font{{Name: "Body"}}
	k := Learn(set(0), fonts, lang.Default(), nil)
	if got := k.Fonts(); len(got) != 1 || got[0].Names[gap].Text != n.unnamed[gap].Text || !strings.Contains(got[0].Evidence, "named") {
		t.Errorf("got %+v, want glyph %d to be %s", got, gap, n.unnamed[gap].Text)
	}
	if k := Learn(set(1000), fonts, lang.Default(), nil); !k.Empty() {
		t.Errorf("a font of other numbers: %+v", k.Fonts())
	}
}

// setLine is a page with one line. A question mark is a glyph without a name, a full stop
// one that is painted over the glyph before it and stands as a letter does.
func setLine(text string, gid func(rune) uint32) []*page.Page {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 600, Y1: 800}}
	x := 500.0
	for _, r := range text {
		g := page.Glyph{Text: string(r), Size: 12, Advance: 6, Origin: page.Point{X: x, Y: 700}, Box: page.Rect{X0: x, Y0: 698, X1: x + 6, Y1: 708}}
		switch r {
		case '?':
			g.Text = ""
		case '.':
			last := &p.Glyphs[len(p.Glyphs)-1]
			g.Text, g.Advance, g.Origin, g.Box = "", 0, last.Origin, last.Box
		}
		if r != ' ' {
			g.GID = gid(r)
		}
		g.Code = g.GID
		p.Glyphs = append(p.Glyphs, g)
		x -= g.Advance
	}
	return []*page.Page{p}
}

// TestTwoPieces: a glyph in two pieces is lam-alef in a word that no one knows too, and
// one in a single piece is not.
func TestTwoPieces(t *testing.T) {
	fonts := []page.Font{{Name: "Body"}}
	gid := func(r rune) uint32 { return uint32(r) }
	k := Learn(setLine("پیش از سحر به سرای گ?.بفروشان رسید و نشست", gid), fonts, lang.Default(), nil)
	if got := k.Fonts(); len(got) != 1 || got[0].Names['?'].Text != string(lamAlef) {
		t.Errorf("two pieces: %+v", got)
	}
	k = Learn(setLine("پیش از سحر به سرای گ?بفروشان رسید و نشست", gid), fonts, lang.Default(), nil)
	if !k.Empty() {
		t.Errorf("one piece: %+v", k.Fonts())
	}
}
