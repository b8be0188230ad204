package cipher_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/page"
)

// drawing is a font as a list of outlines.
type drawing map[uint32][]page.Contour

func (d drawing) Outline(_ int32, gid uint32) []page.Contour { return d[gid] }

// block is a contour of a size that no other block has, its lower left corner at x, y.
func block(x, y, w, h float64) page.Contour {
	return page.Contour{Box: page.Rect{X0: x, Y0: y, X1: x + w, Y1: y + h}, Area: w * h}
}

// hole is a block that runs the other way.
func hole(x, y, w, h float64) page.Contour {
	c := block(x, y, w, h)
	c.Area = -c.Area
	return c
}

// Parts of the test's font.
func shaddaAt(x, y float64) page.Contour { return block(x, y, 271, 183) }
func strokeAt(x, y float64) page.Contour { return block(x, y, 208, 131) }
func dotAt(x, y float64) page.Contour    { return block(x, y, 136, 137) }
func smallDot(x, y float64) page.Contour { return block(x, y, 132, 132) }
func dammaAt(x, y float64) []page.Contour {
	return []page.Contour{block(x, y, 219, 249), hole(x+40, y+100, 83, 93)}
}

func TestComposed(t *testing.T) {
	tooth, wide := block(0, 0, 270, 351), block(0, 0, 400, 299)
	named := map[uint32]struct {
		text string
		cs   []page.Contour
	}{
		1: {"\u0651", []page.Contour{shaddaAt(10, 500)}},
		2: {"\u064E", []page.Contour{strokeAt(20, 500)}},
		3: {"\u064F", dammaAt(20, 500)},
		4: {"\u06CC", []page.Contour{tooth, dotAt(20, -210), dotAt(180, -210)}},
		5: {"\u062A", []page.Contour{tooth, dotAt(20, 430), dotAt(180, 430)}},
		6: {"\u067E", []page.Contour{tooth, smallDot(0, -200), smallDot(170, -200), smallDot(85, -330)}},
		7: {"\u0642", []page.Contour{block(0, 0, 420, 420), hole(100, 100, 150, 150), dotAt(20, 500), dotAt(180, 500)}},
	}
	for _, c := range []struct {
		name    string
		outline []page.Contour
		want    string
		lacks   uint32 // a named glyph that the font does not have
		more    []page.Contour
	}{
		{name: "shadda under fatha", outline: []page.Contour{shaddaAt(10, 480), strokeAt(30, 690)}, want: "\u064E\u0651"},
		{name: "shadda over a stroke is over kasra", outline: []page.Contour{shaddaAt(10, 630), strokeAt(30, 480)}, want: "\u0650\u0651"},
		{name: "two strokes over shadda", outline: []page.Contour{shaddaAt(10, 480), strokeAt(30, 690), strokeAt(30, 850)}, want: "\u064B\u0651"},
		{name: "two strokes under shadda", outline: []page.Contour{shaddaAt(10, 800), strokeAt(30, 490), strokeAt(30, 650)}, want: "\u064D\u0651"},
		{name: "damma has a hole", outline: append(dammaAt(40, 700), shaddaAt(10, 480)), want: "\u064F\u0651"},
		{name: "a damma without its hole", outline: []page.Contour{block(40, 700, 219, 249), shaddaAt(10, 480)}},
		{name: "shadda and something else", outline: []page.Contour{shaddaAt(10, 480), block(30, 690, 90, 300)}},
		{name: "shadda alone", outline: []page.Contour{shaddaAt(10, 480)}},
		{name: "strokes alone", outline: []page.Contour{strokeAt(30, 690), strokeAt(30, 850)}},
		{name: "no shadda in the font", outline: []page.Contour{shaddaAt(10, 480), strokeAt(30, 690)}, lacks: 1},
		{name: "another tooth with two dots below", outline: []page.Contour{wide, dotAt(100, -210), dotAt(260, -210)}, want: "\u06CC"},
		{name: "dots set apart otherwise", outline: []page.Contour{wide, dotAt(100, -210), dotAt(100, -370)}},
		{name: "two dots below a lam", outline: []page.Contour{block(0, 0, 300, 700), dotAt(100, -210), dotAt(260, -210)}},
		{name: "two dots below a bowl", outline: []page.Contour{block(0, -250, 400, 600), dotAt(100, -410), dotAt(260, -410)}},
		{name: "two dots under a loop", outline: []page.Contour{wide, hole(50, 50, 90, 90), dotAt(100, -210), dotAt(260, -210)}},
		{name: "another tooth with two dots above", outline: []page.Contour{wide, dotAt(100, 430), dotAt(260, 430)}, want: "\u062A"},
		{name: "two dots above could be a qaf", outline: []page.Contour{wide, dotAt(100, 430), dotAt(260, 430)}, lacks: 7},
		{name: "three dots below could be a tcheh", outline: []page.Contour{wide, smallDot(100, -200), smallDot(270, -200), smallDot(185, -330)}},
		{name: "but not below a tooth that yeh has", outline: []page.Contour{wide, smallDot(100, -200), smallDot(270, -200), smallDot(185, -330)}, want: "\u067E",
			more: []page.Contour{wide, dotAt(100, -210), dotAt(260, -210)}},
	} {
		font, p := drawing{}, &page.Page{Number: 1, Box: page.Rect{X1: 600, Y1: 800}}
		add := func(gid uint32, text string, cs []page.Contour) {
			font[gid] = cs
			p.Glyphs = append(p.Glyphs, page.Glyph{Text: text, Code: gid, GID: gid, Size: 12, Advance: 4, Conf: 1})
		}
		for gid := uint32(1); gid <= 7; gid++ {
			if gid != c.lacks {
				add(gid, named[gid].text, named[gid].cs)
			}
		}
		add(20, "", c.outline)
		if c.more != nil {
			add(21, "", c.more)
		}
		k := cipher.Composed([]*page.Page{p}, font)
		if got := names(k)[cipher.Code{Code: 20}].Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if k.Apply(p); p.Glyphs[0].Text != named[1].text && c.lacks != 1 {
			t.Errorf("%s: a named glyph was changed", c.name)
		}
	}
}

// TestComposedDeletion takes the names of every fourth code of all printed fixtures
// away: what comes back must be what it was. Their fonts set shadda and vowels apart, so
// that it is letters that come back, and no mark may be invented.
func TestComposedDeletion(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(printed, "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	right, marks := 0, 0
	for _, file := range files {
		f, pages := open(t, filepath.Base(file))
		text := textByCode(pages)
		for part := range uint32(4) {
			gone := func(c cipher.Code) bool { return c.Code%4 == part }
			for c, n := range names(cipher.Composed(without(pages, gone), f)) {
				switch {
				case text[c] == "": // the file has no name for it either
				case strings.ContainsRune(n.Text, '\u0651') && norm.NFC.String(n.Text) == norm.NFC.String(text[c]): // SHADDA
					marks++
				case !strings.ContainsRune(n.Text, '\u0651') && sameLetters(n.Text, text[c]):
					right++
				default:
					t.Errorf("%s: %v is %q and was named %q", filepath.Base(file), c, text[c], n.Text)
				}
			}
		}
	}
	t.Logf("%d letters and %d marks named", right, marks)
	if right == 0 {
		t.Error("nothing was named")
	}
}
