package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// rule draws a line from one point to another.
func (p *press) rule(x0, y0, x1, y1 float64) {
	p.page.Rules = append(p.page.Rules, page.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1})
}

// ruled draws a table with the given edges of columns and rows.
func (p *press) ruled(xs, ys []float64) {
	for _, x := range xs {
		p.rule(x, ys[len(ys)-1], x, ys[0])
	}
	for _, y := range ys {
		p.rule(xs[0], y, xs[len(xs)-1], y)
	}
}

// cell sets lines of text from the right edge of a cell, the first under its upper edge.
func (p *press) cell(right, top float64, lines ...string) {
	for i, s := range lines {
		p.line(s, right-4, top-14-16*float64(i), true)
	}
}

const afterTable = "باغبان پیر هر بامداد کلید انبار را به نوه‌اش می‌داد"

func TestRuledTable(t *testing.T) {
	p := newPress()
	p.forms = true
	p.ruled([]float64{100, 260, 420, 540}, []float64{700, 680, 640, 620, 584})
	p.cell(540, 700, "نام")
	p.cell(420, 700, "نشانی")
	p.cell(260, 700, "یادداشت")
	p.cell(540, 680, "مهین بابایی")
	p.cell(420, 680, "کوچهٔ چنار، پلاک ۱۲،", "زنگ دوم")
	p.cell(260, 680, "بسته‌ها را به", "سرایدار بدهید")
	p.cell(540, 640, "رضا تاجیک")
	p.cell(260, 640, "تلفن ندارد")
	p.cell(540, 620, "بهروز", "آهنگر")
	p.cell(420, 620, "ده بالا", "کنار آسیاب")
	p.line(afterTable, 540, 540, true)
	want(t, p.read(Options{}), strings.Join([]string{
		"نام\tنشانی\tیادداشت",
		"مهین بابایی\tکوچهٔ چنار، پلاک ۱۲، زنگ دوم\tبسته‌ها را به سرایدار بدهید",
		"رضا تاجیک\t\tتلفن ندارد",
		"بهروز آهنگر\tده بالا کنار آسیاب",
		afterTable}, "\n\n")+"\n")
}

// TestRuledSpans: a cell goes on over the edges that are not drawn.
func TestRuledSpans(t *testing.T) {
	p := newPress()
	p.forms = true
	p.rule(100, 600, 100, 680)
	p.rule(540, 600, 540, 680)
	p.rule(420, 600, 420, 680)
	p.rule(260, 600, 260, 660) // not beside the first row
	p.rule(100, 680, 540, 680)
	p.rule(100, 660, 420, 660) // not under the first cell
	p.rule(100, 630, 540, 630)
	p.rule(100, 600, 540, 600)
	p.cell(540, 680, "نام", "درخت")
	p.cell(420, 680, "اندازه به متر")
	p.cell(420, 660, "بلندی")
	p.cell(260, 660, "گرد تنه")
	p.cell(540, 630, "چنار")
	p.cell(420, 630, "۲۷")
	p.cell(260, 630, "۴")
	want(t, p.read(Options{}), "نام درخت\tاندازه به متر\n\n\tبلندی\tگرد تنه\n\nچنار\t۲۷\t۴\n")
}

// TestRuledColumns: where no lines are drawn between the rows, each line of text is one.
func TestRuledColumns(t *testing.T) {
	p := newPress()
	p.forms = true
	p.ruled([]float64{100, 260, 420, 540}, []float64{700, 680, 610})
	rows := [][]string{{"درخت", "جا", "سال"}, {"چنار", "باغ بالا، کنار در", "۱۲"}, {"سرو", "کوچهٔ دوم", "۴۰"}, {"گردو", "پشت دیوار", "۷"}, {"بید", "لب جوی", "۳"}}
	var w []string
	for i, r := range rows {
		y := 700 - 20*float64(min(i, 1)) - 16*float64(max(0, i-1))
		p.cell(540, y, r[0])
		p.cell(420, y, r[1])
		p.cell(260, y, r[2])
		w = append(w, strings.Join(r, "\t"))
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
}

// TestRuledNot: lines that words go through, one cell alone, and columns of prose with
// a line between them are no table.
func TestRuledNot(t *testing.T) {
	set := func(p *press) (all []string) {
		all = append(all, p.column(560, 230, 760, bodyText(2))...)
		return append(all, p.column(290, 230, 760, bodyText(4)[3:])...)
	}
	for name, draw := range map[string]func(p *press){
		"frame":         func(p *press) { p.ruled([]float64{50, 570}, []float64{790, 60}) },
		"between":       func(p *press) { p.rule(310, 60, 310, 790); p.rule(50, 790, 570, 790); p.rule(50, 60, 570, 60) },
		"through words": func(p *press) { p.ruled([]float64{50, 200, 400, 570}, []float64{790, 700, 500, 60}) },
	} {
		t.Run(name, func(t *testing.T) {
			p, q := newPress(), newPress()
			p.forms, q.forms = true, true
			set(p)
			set(q)
			draw(p)
			want(t, p.read(Options{}), q.read(Options{}))
		})
	}
}
