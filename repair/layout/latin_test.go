package layout

import "testing"

// TestLatin: numerals, minus signs and strokes that a font's map has for letters,
// hyphens and slashes; those that mean what they say stay.
func TestLatin(t *testing.T) {
	for _, c := range [][2]string{
		{"Ⅽontext−switⅽh ⅽⅾ", "Context-switch cd"},
		{"ⅽⅾ Ⅳ", "ⅽⅾ Ⅳ"},
		{"zC − zA, zC−zA, x−y, ab−ba", "zC − zA, zC−zA, x−y, ab−ba"},
		{"user−level 5−3", "user-level 5−3"},
	} {
		p := newPress()
		p.line(c[0], 60, 700, false)
		want(t, p.read(Options{}), c[1]+"\n")
	}
	p := newPress()
	p.forms = true
	p.line("ورودی#خروجی", 540, 700, true)
	for i := range p.page.Glyphs {
		if p.page.Glyphs[i].Text == "#" {
			p.page.Glyphs[i].Text = "\u0338"
		}
	}
	want(t, p.read(Options{}), "ورودی/خروجی\n")
}
