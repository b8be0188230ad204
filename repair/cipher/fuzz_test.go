package cipher_test

import (
	"reflect"
	"testing"

	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
)

// square is an outline for every glyph.
type square struct{}

func (square) Outline(font int32, gid uint32) []page.Contour {
	s := float64(gid%8) * 100
	return []page.Contour{{Box: page.Rect{X1: s, Y1: s}, Area: s * s, Path: []page.Point{{}, {X: s}, {X: s, Y: s}, {Y: s}}}, {}}
}

// FuzzLearn throws glyph soup at the package: it may find nothing, but it must come
// back, leave the pages alone, and say the same twice.
func FuzzLearn(f *testing.F) {
	f.Add("\u0633\u0644\u0627\u0645 ?\u062F\u0646\u06CC\u0627", []byte{3, 1, 0, 200, 7})
	f.Add("????  ?", []byte{0})
	f.Add("\u0645?\u200C\u0634\u0648\u062F \u0646?\u200C\u0634\u0648\u062F \u06F1?\u06F2", []byte{9, 9, 9})
	f.Fuzz(func(t *testing.T, text string, odd []byte) {
		p := &page.Page{Number: 1, Box: page.Rect{X1: 600, Y1: 800}}
		x, y := 560.0, 700.0
		for i, r := range []rune(text) {
			var b byte
			if len(odd) > 0 {
				b = odd[i%len(odd)]
			}
			g := page.Glyph{Text: string(r), Size: 12, Advance: 6, Font: int32(b % 3), Code: uint32(r), GID: uint32(b), Conf: 1, Origin: page.Point{X: x, Y: y}}
			if r == '?' {
				g.Text, g.Code = "", uint32(b)
			}
			if b%16 == 15 {
				g.Advance = 0
			}
			g.Box = page.Rect{X0: x, Y0: y, X1: x + g.Advance, Y1: y + 8}
			p.Glyphs = append(p.Glyphs, g)
			if x -= g.Advance; x < 40 {
				x, y = 560, y-16
			}
		}
		fonts := []page.Font{{Name: "A"}, {Name: "A-Bold", Verdict: page.VerdictSick}}
		before := without([]*page.Page{p}, func(cipher.Code) bool { return false })
		k := cipher.Learn([]*page.Page{p}, fonts, lang.Default(), square{})
		if !reflect.DeepEqual(p, before[0]) {
			t.Fatal("the page was changed")
		}
		if again := cipher.Learn([]*page.Page{p}, fonts, lang.Default(), square{}); !reflect.DeepEqual(names(k), names(again)) {
			t.Fatalf("%v, then %v", names(k), names(again))
		}
		c := cipher.Composed([]*page.Page{p}, square{})
		if !reflect.DeepEqual(names(c), names(cipher.Composed([]*page.Page{p}, square{}))) || !reflect.DeepEqual(p, before[0]) {
			t.Fatalf("%v", names(c))
		}
		c.Apply(p)
		k.Apply(p)
		layout.Arrange(p, fonts, layout.Options{})
		a, b := cipher.Check([]*page.Page{p}, fonts, lang.Default(), square{}), cipher.Check([]*page.Page{p}, fonts, lang.Default(), square{})
		if !reflect.DeepEqual(names(a), names(b)) {
			t.Fatalf("%v, then %v", names(a), names(b))
		}
	})
}
