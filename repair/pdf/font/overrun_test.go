package font

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// A range that counts on over the forms of letters names its first code alone.
func TestOverrun(t *testing.T) {
	letter, mark := page.Rect{X0: 0, Y0: -200, X1: 400, Y1: 370}, page.Rect{X0: 0, Y0: 600, X1: 200, Y1: 700}
	waw := map[uint32]reading{13: {text: "\u0648", source: fromOutline}}
	for _, c := range []struct {
		name   string
		first  rune // of ten codes
		n      int
		ink    page.Rect // of the marks
		looked map[uint32]reading
		want   bool
	}{
		{"marks drawn as letters", '\u0644', 11, letter, nil, true},
		{"marks drawn as marks", '\u0644', 11, mark, nil, false},
		{"waw where the map has alef maksura", '\u0647', 3, mark, map[uint32]reading{12: {text: "\u0648", source: fromOutline}}, true},
		{"waw where it has waw", '\u0645', 4, mark, waw, false},
		{"the first is drawn as another", '\u0647', 3, mark, map[uint32]reading{10: {text: "\u0628", source: fromOutline}}, false},
		{"beyond the vowel signs", '\u0644', 40, letter, nil, false},
		{"one letter", '\u0644', 1, letter, nil, false},
		{"marks alone", '\u064B', 4, letter, nil, false},
	} {
		looked := map[uint32]reading{}
		for g := uint32(10); g < 30; g++ {
			looked[g] = c.looked[g]
		}
		f := &Font{composite: true, prog: &program{em: 1000, glyphs: 40, readings: map[uint32]reading{}, looked: looked,
			outline: func(uint32) []page.Contour { return nil },
			bounds:  func(uint32) (page.Rect, bool) { return c.ink, true }}}
		var all []sample
		for k := range c.n {
			all = append(all, sample{code: uint32(10 + k), size: 2, gid: uint32(10 + k), tu: string(c.first + rune(k)), has: true})
		}
		got := f.overrun(all)
		for i := range all {
			all[i].gid = 0
		}
		if none := f.overrun(all); none != nil {
			t.Errorf("%s: %v unnamed without a glyph", c.name, none)
		}
		if _, first := got[10]; first || (len(got) > 0) != c.want || c.want && len(got) != c.n-1 {
			t.Errorf("%s: %v unnamed of %d codes, want it %v", c.name, got, c.n, c.want)
		}
	}
}

// Codes that stand for themselves are no forms of letters.
func TestOverrunByItself(t *testing.T) {
	f := &Font{composite: true, prog: &program{em: 1000, glyphs: 0x700, readings: map[uint32]reading{}, looked: map[uint32]reading{},
		outline: func(uint32) []page.Contour { return nil },
		bounds:  func(uint32) (page.Rect, bool) { return page.Rect{Y0: -200, X1: 400, Y1: 370}, true }}}
	var all []sample
	for r := '\u0641'; r <= '\u0650'; r++ {
		all = append(all, sample{code: uint32(r), size: 2, gid: uint32(r), tu: string(r), has: true})
	}
	if got := f.overrun(all); got != nil {
		t.Errorf("%d codes unnamed", len(got))
	}
}
