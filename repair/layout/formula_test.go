package layout

import (
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// mathFonts: 0 sets the text, 1 Latin, 2 formulas.
var mathFonts = []page.Font{{Name: "Vazir"}, {Name: "LMRoman10-Regular"}, {Name: "LMMathItalic10-Regular"}}

// math prints a piece of a formula from left to right and returns where it ends.
func (p *press) math(s string, x, y, size float64) float64 {
	for _, r := range s {
		font, w := int32(1), 0.5*size
		if r >= 'a' && r <= 'z' || r == '\u2212' || r == '\u2192' || r == '\u221E' {
			font = 2
		}
		if r == ' ' {
			x += 0.22 * size
			continue
		}
		p.page.Glyphs = append(p.page.Glyphs, page.Glyph{Text: string(r), Code: uint32(r) * 8, Font: font, Size: size, Advance: w, Conf: 1,
			Origin: page.Point{X: x, Y: y}, Box: page.Rect{X0: x, X1: x + w, Y0: y - 0.1*size, Y1: y + 0.65*size}})
		x += w
	}
	return x
}

func (p *press) readMath() string {
	Arrange(&p.page, mathFonts, Options{})
	return flow(&p.page)
}

// TestFormulaInLine: a formula in a line of text is read from the left, its sign and
// number in front too, and its fraction stays in the line.
func TestFormulaInLine(t *testing.T) {
	p := newPress()
	p.size, p.forms = 10, true
	p.line("مقدار", 540, 700, true)
	p.math("1 − g(t)", 470, 700, 10)
	p.line("را حساب می‌کنیم و برابر", 465, 700, true)
	w := 465 - 0.0
	for _, r := range "را حساب می‌کنیم و برابر" {
		w -= p.width(r)
	}
	at := w - 14
	p.math("2k", at-0.25, 703.9, 7)
	p.math("3n", at, 696.5, 7)
	p.line("است و این خط ادامه دارد", at-4, 700, true)
	want(t, p.readMath(), "مقدار 1 − g(t) را حساب می‌کنیم و برابر 2k/3n است و این خط ادامه دارد\n")
}

// TestDisplayedFormula: limits, scripts and fractions of a formula on a line of its own.
func TestDisplayedFormula(t *testing.T) {
	p := newPress()
	p.size, p.forms = 10, true
	p.line("حد دنباله را با استفاده از رابطهٔ زیر پیدا کنید", 540, 730, true)
	x := p.math("f(t) = ", 200, 700, 10)
	p.math("lim", x+2, 700, 10)
	p.math("n→∞", x+4, 693.6, 7)
	x += 20
	p.math("1", x+2.5, 706.8, 10)
	p.math("2n", x, 693.1, 10)
	x = p.math("x", x+12, 700, 10)
	p.math("2", x, 704, 7)
	p.line("و سپس نتیجه را با جدول مقایسه کنید", 540, 670, true)
	want(t, p.readMath(), "حد دنباله را با استفاده از رابطهٔ زیر پیدا کنید\n\nf(t) = lim n→∞ 1/2n x2\n\nو سپس نتیجه را با جدول مقایسه کنید\n")
}

// TestNoFormula: columns of numbers, program text and two lines of formulas are not put
// together.
func TestNoFormula(t *testing.T) {
	p := newPress()
	p.size, p.forms = 10, true
	p.line("جدول شمارش درختان باغ در دو سال", 540, 740, true)
	for i, n := range []string{"12", "15", "19"} {
		p.math(n, 300, 710-14*float64(i), 10)
		p.line("سرو", 540, 710-14*float64(i), true)
	}
	p.math("a + b = c", 200, 640, 10)
	p.math("a − b = d", 200, 628, 10)
	want(t, p.readMath(), "جدول شمارش درختان باغ در دو سال\n\nسرو\t12\n\nسرو\t15\n\nسرو\t19\n\na + b = c\n\na − b = d\n")
}

// TestEnumeratedFormulas: two formulas with a comma of the text between them.
func TestEnumeratedFormulas(t *testing.T) {
	p := newPress()
	p.size, p.forms = 10, true
	p.line("برای", 540, 700, true)
	p.math("x = 2", 490, 700, 10)
	p.line("،", 489.9, 700, true)
	p.math("y = 3", 450, 700, 10)
	p.line("داریم", 445, 700, true)
	want(t, p.readMath(), "برای x = 2، y = 3 داریم\n")
}
