package layout

import (
	"strings"
	"testing"
)

// A long cell comes as near to the next column as a word does to the next word; the
// white through all rows parts them all the same, and the titles above.
func TestNarrowGutters(t *testing.T) {
	rows := [][]string{{"ردیف", "نام درخت میوه", "شمار", "کد"}, {"۱", "گردوی کهن‌سال باغ", "۲۷", "T-04"}, {"۲", "سیب", "۱۹", "T-11"}, {"۳", "انار", "۱۴", "T-23"}, {"۴", "به", "۸", "T-31"}}
	p := newPress()
	p.forms = true
	long := p.line(rows[1][1], 500, 100, true)
	p.page.Glyphs = nil
	var w []string
	for i, r := range rows {
		for k, x := range []float64{540, 500, 500 - long - 5, 500 - long - 45} {
			c := r[k]
			if c[0] < 0x80 {
				p.line(c, x-30, 700-float64(i)*20, false)
			} else {
				p.line(c, x, 700-float64(i)*20, true)
			}
		}
		w = append(w, strings.Join(r, "\t"))
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
}

// The order of the cells is one for the whole table, also in a row of foreign names and
// numbers; a sign that was set as if its cell stood alone comes first again.
func TestForeignRow(t *testing.T) {
	p := newPress()
	p.forms = true
	rows := [][]string{{"آبادی", "خانوار", "دگرگونی"}, {"کلاته", "۵۶", "−۱۲٪"}, {"Noor", "71", "8"}, {"چشمه", "۲۰۹", "+۳٪"}}
	var w []string
	for i, r := range rows {
		for k, x := range []float64{540, 400, 260} {
			rtl := classOf([]rune(r[k])[0]) == classR
			if !rtl {
				x -= 30
			}
			p.line(r[k], x, 700-float64(i)*20, rtl)
		}
		w = append(w, strings.Join(r, "\t"))
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
}

// Two pieces of a line far apart are cells though no other line has white there; the wide
// spaces of a justified line are not.
func TestFarApart(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("مدرس: بهروز آهنگر", 540, 700, true)
	p.line("نیمسال نخست دانشکده", 180, 700, true)
	p.line("درس نخست", 540, 660, true)
	want(t, p.read(Options{}), "مدرس: بهروز آهنگر\tنیمسال نخست دانشکده\n\nدرس نخست\n")
	p = newPress()
	p.forms = true
	p.fill("نشانی example.org را ببینید", 540, 700, true, 430)
	want(t, p.read(Options{}), "نشانی example.org را ببینید\n")
}
