package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// paint puts the letters of a line on a page one after the other, from left to right.
func paint(p *page.Page, line string, y float64, shape func(i int) script.Form) {
	x := 60.0
	for i, r := range []rune(line) {
		g := page.Glyph{Text: string(r), Origin: page.Point{X: x, Y: y}, Advance: 6, Size: 12, Conf: 1, Code: uint32(r), Box: page.Rect{X0: x, X1: x + 6, Y0: y - 3, Y1: y + 9}}
		if shape != nil {
			g.Form = shape(i)
		}
		p.Glyphs = append(p.Glyphs, g)
		x += 6
	}
}

func backwards(s string) string {
	rs := []rune(s)
	for i, j := 0, len(rs)-1; i < j; i, j = i+1, j-1 {
		rs[i], rs[j] = rs[j], rs[i]
	}
	return string(rs)
}

// TestTyped: letters painted from left to right as they were typed are read from the left, those
// that were turned for display from the right.
func TestTyped(t *testing.T) {
	persian := []string{"گزارش فروش ماه گذشته (1254 قلم)", "نام مشتری: زهرا رضایی", "مشتریان از سرعت ارسال راضی بودند"}
	arabic := []string{"هذا التقرير يعرض مبيعات الشهر (1254)", "اسم العميل: فاطمة أحمد", "كان الزبائن راضين عن سرعة التوصيل"}
	shown := []string{"كان الزبائن راضين عن سرعة التوصيل", "هذا التقرير يعرض مبيعات الشهر الماضي"} // no number, which is not turned
	for _, tt := range []struct {
		name  string
		lines []string
		l     lang.Language
		turn  bool
	}{
		{"Persian", persian, lang.Persian, false},
		{"Arabic", arabic, lang.Arabic, false},
		{"for display", shown, lang.Arabic, true},
		{"too few letters", []string{"نام مشتری: زهرا"}, lang.Persian, true},
	} {
		p := &page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}}
		for i, s := range tt.lines {
			if tt.turn {
				s = backwards(s)
			}
			paint(p, s, 700-float64(i)*40, nil)
		}
		m := lang.For(tt.l)
		Arrange(p, nil, Options{Natural: func(s string) float64 { return m.Score([]rune(s)) }})
		if got, want := strings.TrimSpace(strings.ReplaceAll(flow(p), "\n\n", "\n")), strings.Join(tt.lines, "\n"); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}

// TestTypedShapes: where first letters join the ones on their left nobody is asked what reads well.
func TestTypedShapes(t *testing.T) {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 595, Y1: 842}}
	line := backwards(strings.Repeat("نان ", 20))
	paint(p, line, 700, func(i int) script.Form {
		return []script.Form{script.FormUnknown, script.FormIsolated, script.FormFinal, script.FormInitial}[i%4]
	})
	Arrange(p, nil, Options{Natural: func(string) float64 {
		t.Error("asked")
		return 0
	}})
}
