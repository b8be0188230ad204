package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// qtLine prints the runs of a line as Qt does: from left to right, each in logical order,
// each run at x plus its own offset.
func qtLine(p *press, x, y float64, runs []string, off []float64) {
	for i, s := range runs {
		rtl := strings.ContainsFunc(s, func(r rune) bool { return classOf(r) == classR })
		w := 0.0
		for _, r := range s {
			if !isMark(r) {
				w += p.width(r)
			}
		}
		at := x + off[i]
		if rtl {
			at += w
		}
		p.raw(s, at, y, rtl)
		x += w
	}
}

// raw prints a run of one direction with white at its ends, at its reading edge.
func (p *press) raw(s string, x, y float64, rtl bool) {
	for _, r := range s {
		w := p.width(r)
		if rtl {
			x -= w
		}
		p.strike(&slug{r: r, width: w, x: x}, y)
		if !rtl {
			x += w
		}
	}
}

// TestRunsOverEachOther: runs painted over each other are read in the order in which
// they were painted.
func TestRunsOverEachOther(t *testing.T) {
	p := newPress()
	p.forms = true
	qtLine(p, 300, 720, []string{" را خواند", "1990", "کتاب سال "}, []float64{0, 0, 0})
	qtLine(p, 300, 690, []string{" نوشته است", "Crocus", " و ", "Linux", "درباره "}, []float64{70, 0, 0, 0, 0})
	got := p.read(Options{})
	for _, w := range []string{"کتاب سال 1990 را خواند\n", "درباره Linux و Crocus نوشته است\n"} {
		if !strings.Contains(got, w) {
			t.Errorf("got %q without %q", got, w)
		}
	}
}

// TestCellsApart: runs of other cells stay where they are.
func TestCellsApart(t *testing.T) {
	p := newPress()
	p.forms = true
	for i, r := range [][]string{{"نام", "شمار"}, {"سرو", "۲۷"}, {"چنار", "۱۹"}, {"گردو", "۱۴"}} {
		y := 700 - 20*float64(i)
		p.raw(r[0], 500, y, true)
		p.raw(r[1], 380, y, i == 0)
	}
	want(t, p.read(Options{}), "نام\tشمار\n\nسرو\t۲۷\n\nچنار\t۱۹\n\nگردو\t۱۴\n")
}

// TestPastTheEdge: a line that runs off the page is read to its end; what else stands
// outside of the page is not.
func TestPastTheEdge(t *testing.T) {
	p := newPress()
	p.forms = true
	p.storage = logicalOrder_
	const s = "این سطر چنان دراز است که از لبهٔ کاغذ می‌گذرد و دنبالهٔ آن بیرون از صفحه است"
	p.line(s, 90, 700, true)
	p.line("نشان چاپخانه", -200, 640, true)
	p.line("خط دوم", 90, 680, true)
	got := p.read(Options{})
	if !strings.Contains(got, s) || strings.Contains(got, "چاپخانه") {
		t.Errorf("got %q", got)
	}
}

// TestCutCell: text that a clip cuts off at the border of a cell is not read where the
// text of the next cell lies over it.
func TestCutCell(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("نشانی بسیار دراز خانهٔ پدری", 500, 700, true)
	for i := range p.page.Glyphs {
		if p.page.Glyphs[i].Origin.X < 430 {
			p.page.Glyphs[i].Flags |= page.Hidden | page.Clipped
		}
	}
	p.line("تلفن همراه او", 428, 700, true)
	if got := p.read(Options{}); !strings.Contains(got, "تلفن همراه او") || strings.Contains(got, "پدری") {
		t.Errorf("got %q", got)
	}
}

// TestWideSetting: white between all letters makes neither spaces nor hides joiners.
func TestWideSetting(t *testing.T) {
	p := newPress()
	p.forms, p.joiners, p.storage = true, takenBackSpace, logicalOrder_
	const s = "او می‌گفت کتاب‌خانه و باغ ده را خودش ساخته است"
	p.line(s, 540, 700, true)
	gs := p.page.Glyphs
	by := 0.0
	for i := range gs { // the pen goes left; each letter is a tenth of an em farther
		if gs[i].Advance == 0 {
			gs[i].Origin.X -= by - 0.1*p.size
			continue
		}
		gs[i].Origin.X -= by
		gs[i].Box.X0 -= by
		gs[i].Box.X1 -= by
		if gs[i].Code != zwnj*8 {
			by += 0.1 * p.size
		}
	}
	want(t, p.read(Options{}), s+"\n")
}

// TestUnmappedDigit: a digit without a map does not break its number in two.
func TestUnmappedDigit(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("در سال ۱۴۰۲ بود", 540, 700, true)
	for i := range p.page.Glyphs {
		if p.page.Glyphs[i].Text == "۴" {
			p.page.Glyphs[i].Text = ""
		}
	}
	want(t, p.read(Options{}), "در سال ۱۰۲ بود\n")
}

// TestUnmappedTanwin: a mark without a map over a final alef is tanwin, the second half of
// a lam-alef is not.
func TestUnmappedTanwin(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("معمولاً بالا آمد", 540, 700, true)
	gs := p.page.Glyphs
	for i := range gs {
		if gs[i].Text == "\u064B" {
			gs[i].Text = ""
		}
	}
	for i := range gs {
		if gs[i].Text == "ا" && i > 0 && gs[i-1].Text == " " {
			half := gs[i] // over the alef of the second word
			half.Text, half.Advance, half.Code = "", 0, 7
			p.page.Glyphs = append(p.page.Glyphs, half)
		}
	}
	want(t, p.read(Options{}), "معمولاً بالا آمد\n")
}

// TestUnjoined: letters that a program set one by one, without joining them, tell of no ZWNJ.
func TestUnjoined(t *testing.T) {
	p := newPress()
	const s = "باغبان پیر هنوز همان بیل کهنه را به دست می گیرد"
	p.line(s, 540, 700, true)
	for i := range p.page.Glyphs {
		p.page.Glyphs[i].Form = script.FormIsolated
	}
	want(t, p.read(Options{}), s+"\n")
}

// TestLatinCells: on a page that is more in a left-to-right script a cell without a
// right-to-left letter is read from the left, on others as the table is.
func TestLatinCells(t *testing.T) {
	for _, more := range []bool{true, false} {
		p := newPress()
		p.forms = true
		for i, c := range []string{"14 april", "15 mai", "16 juni"} {
			p.raw(c, 100, 700-20*float64(i), false)
			p.line([]string{"یک", "دو", "سه"}[i], 400, 700-20*float64(i), true)
		}
		w := "یک\tapril 14\n\nدو\tmai 15\n\nسه\tjuni 16\n"
		if more {
			w = "یک\t14 april\n\nدو\t15 mai\n\nسه\t16 juni\n"
		} else {
			p.line("یادداشت‌های باغبان پیر از سه روز بهار", 540, 600, true)
			w += "\nیادداشت‌های باغبان پیر از سه روز بهار\n"
		}
		want(t, p.read(Options{}), w)
	}
}

// TestCommaBetweenNames: a comma set against the left end of a name belongs to it, and the
// name on its left comes second.
func TestCommaBetweenNames(t *testing.T) {
	p := newPress()
	p.forms = true
	x := 540.0
	put := func(s string, rtl bool) {
		for _, r := range s {
			x -= p.width(r)
		}
		if rtl {
			for _, r := range s {
				x += p.width(r)
			}
			p.line(s, x, 700, true)
			for _, r := range s {
				x -= p.width(r)
			}
			return
		}
		p.line(s, x, 700, false)
	}
	put("سبک‌های", true)
	x -= 3
	put("alpha", false)
	put("،", true)
	x -= 3
	put("beta", false)
	x -= 3
	put("را ببینید", true)
	want(t, p.read(Options{}), "سبک‌های alpha، beta را ببینید\n")
}

// TestContents: a title and its page number far behind it are two cells, wide spaces of
// a justified line are none.
func TestContents(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("بخش نخست: درختان میوه", 540, 700, true)
	p.line("۱۷", 120, 700, true)
	p.fill("سطری که تا ته پر است و پس از آن چیزی نمی‌آید که به آن بپیوندد", 540, 660, true, 420)
	p.fill("نشانی example.org را", 540, 600, true, 250)
	want(t, p.read(Options{}), "بخش نخست: درختان میوه\t۱۷\n\nسطری که تا ته پر است و پس از آن چیزی نمی‌آید که به آن بپیوندد\n\nنشانی example.org را\n")
}

// TestInkless: a glyph that is neither seen nor named nor moves the pen is nothing.
func TestInkless(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("خانه‌ای", 540, 700, true)
	for i := range p.page.Glyphs {
		if g := &p.page.Glyphs[i]; g.Text == "ه" && g.Form == script.FormFinal {
			n := page.Glyph{Origin: g.Origin, Size: g.Size, Box: page.Rect{X0: g.Origin.X, Y0: g.Origin.Y, X1: g.Origin.X, Y1: g.Origin.Y}, Code: 1}
			p.page.Glyphs = append(p.page.Glyphs, n)
		}
	}
	want(t, p.read(Options{}), "خانه‌ای\n")
}

// TestHalfSpaces: on a page with painted spaces of two widths the narrow ones after a
// letter that would join are ZWNJs; a few odd ones are spaces.
func TestHalfSpaces(t *testing.T) {
	const s = "او می‌داند که خانه‌های ده را به‌تازگی ساخته‌اند و دیگر ویران نمی‌شوند"
	for _, c := range []struct {
		width float64
		want  string
	}{{0.08, s}, {0.2, strings.ReplaceAll(s, "\u200C", " ")}} {
		p := newPress()
		p.forms, p.joiners = true, takenBackSpace
		p.line(s, 540, 700, true)
		// The joiners get a width of their own: all to the left of one moves.
		gs := p.page.Glyphs
		for i := range gs {
			if gs[i].Code != zwnj*8 {
				continue
			}
			by, at := c.width*p.size, gs[i].Origin.X
			for k := range gs {
				if k != i && gs[k].Origin.X < at {
					gs[k].Origin.X -= by
					gs[k].Box.X0 -= by
					gs[k].Box.X1 -= by
				}
			}
			gs[i].Origin.X -= by
			gs[i].Box.X0, gs[i].Box.X1 = gs[i].Origin.X, gs[i].Origin.X+gs[i].Advance
		}
		want(t, p.read(Options{}), c.want+"\n")
	}
}

// TestClosingBrace: a brace on a line of its own belongs to the lines in Latin letters above.
func TestClosingBrace(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("نمونهٔ زیر را در پروندهٔ خود بنویسید", 540, 720, true)
	p.line("book{smith,", 60, 690, false)
	p.line("year = 1990", 66, 675, false)
	p.line("}", 60, 660, false)
	if got := p.read(Options{}); !strings.Contains(got, "}\n") || strings.Contains(got, "\n{") {
		t.Errorf("got %q", got)
	}
}

// TestBaseDirection: a line that begins with a name which begins with a stop is read from
// the right, and so is the last line of a paragraph with Latin letters alone.
func TestBaseDirection(t *testing.T) {
	p := newPress()
	p.forms = true
	p.fill("در این راهنما چند ابزار برای نوشتن برنامه معرفی می‌شود که", 540, 720, true, 400)
	y := 703.0
	// .NET as it is shown at the start of a right-to-left line: the stop at the right.
	x := 540.0
	for _, r := range ".TEN" {
		x -= p.width(r)
		p.strike(&slug{r: r, width: p.width(r), x: x}, y)
	}
	p.line(" یکی از آن‌هاست و", x, y, true)
	want(t, p.read(Options{}), "در این راهنما چند ابزار برای نوشتن برنامه معرفی می‌شود که\nNET. یکی از آن‌هاست و\n")

	p = newPress()
	p.forms = true
	p.fill("شمارهٔ کتاب در فهرست کتابخانهٔ بزرگ شهر چنین است و باید آن را", 540, 720, true, 400)
	at := 540.0
	for _, r := range "ISBN 978" {
		at -= p.width(r)
	}
	p.line("ISBN 978", at, 703, false)
	p.line(".", at-p.width('.'), 703, false)
	want(t, p.read(Options{}), "شمارهٔ کتاب در فهرست کتابخانهٔ بزرگ شهر چنین است و باید آن را\nISBN 978.\n")
}

// TestLastLineAboveColumns: the short last line of a paragraph across the columns is not
// the first line of the column that it stands over.
func TestLastLineAboveColumns(t *testing.T) {
	p := newPress()
	p.size, p.forms = 10, true
	const s = "در آن سال باران کم آمد و جوی‌ها زود خشکید و مردم ده ناچار شدند از چشمهٔ بالای دره آب بیاورند و راه"
	p.fill(s, 545, 774, true, 485)
	p.line("سنگلاخ بود.", 545, 760, true)
	right := p.column(545, 230, 746, bodyText(2))
	left := p.column(290, 230, 746, bodyText(2))
	got := p.read(Options{})
	w := s + " سنگلاخ بود. " + strings.Join(right, " ") + " " + strings.Join(left, " ")
	if words(got) != words(w) || !strings.Contains(got, s+"\nسنگلاخ بود.\n") {
		t.Errorf("got\n%s\nwant\n%s", got, w)
	}
}

// TestLineLaidOutFromTheLeft: a producer that lays out each line by itself sets one that
// begins with a name from the left; it is a line of its paragraph all the same.
func TestLineLaidOutFromTheLeft(t *testing.T) {
	p := newPress()
	p.forms = true
	const first, rest = "برای نوشتن این راهنما از ابزاری کمک گرفته‌ایم که نامش", "را بسیاری شنیده‌اند و به کار برده‌اند"
	p.fill(first, 540, 720, true, 400)
	w := p.width('.')
	for _, r := range "Emacs" + rest {
		if !isMark(r) {
			w += p.width(r)
		}
	}
	x := 540 - w - 3
	x += p.line("Emacs", x, 703, false) + 3
	x += p.line(rest, 540-p.width('.'), 703, true)
	p.line(".", x, 703, false)
	want(t, p.read(Options{}), first+"\nEmacs "+rest+".\n")
}

// TestNumberAtRight: a list item of Latin words whose number and sign stand at the right end
// is one of the text around it; a bracket or stop at the end of English is not.
func TestNumberAtRight(t *testing.T) {
	const before, after = "در این راهنما چند ابزار برای نوشتن برنامه معرفی می‌شود که", "هر کدام را در فصلی جدا می‌بینیم و تمرین می‌کنیم و کنار می‌گذاریم"
	for _, c := range []struct{ item, want string }{
		{"Linux kernel .1", "1. Linux kernel"},
		{"x = y + 2 (۳", "۳) x = y + 2"},
		{"Linux kernel .12", "12. Linux kernel"},
		{"Linux kernel 2.", "Linux kernel 2."},
		{"Linux kernel (2)", "Linux kernel (2)"},
		{"Linux kernel .2019", "Linux kernel .2019"},
		{"Linux 6.12", "Linux 6.12"},
	} {
		p := newPress()
		p.forms = true
		p.fill(before, 540, 720, true, 400)
		w := 0.0
		for _, r := range c.item {
			w += p.width(r)
		}
		p.line(c.item, 540-w, 690, false)
		p.fill(after, 540, 660, true, 400)
		if got := p.read(Options{}); !strings.Contains(got, "\n"+c.want+"\n") {
			t.Errorf("%q: got %q without %q", c.item, got, c.want)
		}
	}
}

// TestBulletAtRight: a list item whose bullet stands at the right end is one from the right, however
// much Latin it has, if its stop stands at the left end or nothing but Latin is in it.
func TestBulletAtRight(t *testing.T) {
	const before, after = "در این راهنما چند ابزار برای نوشتن برنامه معرفی می‌شود که", "هر کدام را در فصلی جدا می‌بینیم و تمرین می‌کنیم و کنار می‌گذاریم"
	for _, item := range []string{
		"· Circle: مرکز (center of the circle) و شعاع (its radius).",
		"· ویژگی: String of the color, String of the owner.",
		"• getColor(String of the owner):",
		"· private State of the current",
	} {
		p := newPress()
		p.forms = true
		p.fill(before, 540, 720, true, 400)
		p.line("Circle of the names of things", 300, 705, false)
		p.line(item, 540, 690, true)
		p.line("Circle of the names of things", 300, 675, false)
		p.fill(after, 540, 660, true, 400)
		if got := p.read(Options{}); !strings.Contains(got, "\n"+item+"\n") {
			t.Errorf("%q: got %q", item, got)
		}
	}
	p := newPress()
	p.forms = true
	p.fill(before, 540, 720, true, 400)
	const call = "newSet(of(names))"
	x := 540 - p.widthOf("·") - 4
	p.line("·", x+4, 690, false)
	p.line(call, x-p.widthOf(call), 690, false)
	p.fill(after, 540, 660, true, 400)
	if got, want := p.read(Options{}), "· "+call; !strings.Contains(got, "\n"+want+"\n") {
		t.Errorf("got %q without %q", got, want)
	}
}

// TestNumberSetFromTheLeft: the number of a heading that was set from the left, with its stop on
// the right, stands in front of it, however long the Latin words are behind it. A sentence from the
// left that ends beside a number does not.
func TestNumberSetFromTheLeft(t *testing.T) {
	const before, after = "در این راهنما چند ابزار برای نوشتن برنامه معرفی می‌شود که", "هر کدام را در فصلی جدا می‌بینیم و تمرین می‌کنیم و کنار می‌گذاریم"
	for _, c := range []struct {
		number, heading, latin, want string
		gap                          float64
	}{
		{"3.", "هدف", "(Objectives of the project)", "3.هدف (Objectives of the project)", 0},
		{"12.", "هدف پروژه", "(Objectives)", "12.هدف پروژه (Objectives)", 0},
		{"2.", "جمع‌بندی", "", "2.جمع‌بندی", 0},
		{"5.1.2.", "جمع‌بندی", "", "5.1.2. جمع‌بندی", 4},
		{"۵.۱.", "جمع‌بندی", "", "۵.۱. جمع‌بندی", 4},
		{".", "هدف", "Objectives of the project", "Objectives of the project هدف.", 0},
	} {
		p := newPress()
		p.forms = true
		p.fill(before, 540, 720, true, 400)
		x := 540 - p.widthOf(c.number)
		p.line(c.number, x, 690, false)
		x -= c.gap
		p.line(c.heading, x, 690, true)
		if x -= p.widthOf(c.heading); c.latin != "" {
			p.line(c.latin, x-p.widthOf(c.latin)-4, 690, false)
		}
		p.fill(after, 540, 660, true, 400)
		if got := p.read(Options{}); !strings.Contains(got, "\n"+c.want+"\n") {
			t.Errorf("%q: got %q without %q", c.number+c.heading, got, c.want)
		}
	}
}

func (p *press) widthOf(s string) (w float64) {
	for _, r := range s {
		if !isMark(r) {
			w += p.width(r)
		}
	}
	return w
}
