package layout

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// column sets sentences one below the other between two edges; every line but the last
// of a sentence is filled.
func (p *press) column(right, measure, y float64, sentences []string) []string {
	var set []string
	for _, s := range sentences {
		var line string
		flush := func(full bool) {
			if full {
				p.fill(line, right, y, true, measure)
			} else {
				p.line(line, right, y, true)
			}
			set = append(set, line)
			y -= 1.4 * p.size
			line = ""
		}
		for _, w := range strings.Fields(s) {
			next := strings.TrimSpace(line + " " + w)
			width := 0.0
			for _, r := range next {
				if !isMark(r) {
					width += p.width(r)
				}
			}
			if width > measure && line != "" {
				flush(true)
				next = w
			}
			line = next
		}
		flush(false)
	}
	return set
}

// body is running text for pages.
func bodyText(n int) []string {
	long := strings.Join(prose, " ")
	out := make([]string, n)
	for i := range out {
		w := strings.Fields(long)
		k := (i * 17) % len(w)
		out[i] = strings.Join(append(slices.Clone(w[k:]), w[:k]...), " ") + "."
	}
	return out
}

// words of a text, for comparisons that do not care for line ends.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestColumns(t *testing.T) {
	for _, st := range storages {
		for _, shift := range []float64{0, 5} { // lines at the same height, and not
			p := newPress()
			p.storage, p.forms = st, true
			p.size = 10
			p.line("سرگذشت یک دهکده در کوهستان و مردمی که آن را ساختند", 545, 790, true)
			right := p.column(545, 230, 760, bodyText(2))
			left := p.column(290, 230, 760-shift, bodyText(2))
			got := words(p.read(Options{}))
			w := words("سرگذشت یک دهکده در کوهستان و مردمی که آن را ساختند " + strings.Join(right, " ") + " " + strings.Join(left, " "))
			if got != w {
				t.Fatalf("storage %d, shift %v:\n%s\nwant\n%s", st, shift, got, w)
			}
		}
	}
}

// TestTightGutter: the usual gutter of TeX is narrower than its letters are high. A
// paragraph that leaves the first column goes on in the second; one that is indented
// there is a new one.
func TestTightGutter(t *testing.T) {
	const right, left, measure = 592.0, 592.0 - 288 - 9, 288.0
	for _, indent := range []bool{false, true} {
		p := newPress()
		p.forms = true
		lines := func(x, y float64, n int, last bool) {
			text := []string{"آب چشمه کم می‌شد و مردم کوزه‌ها را پیش از سپیده‌دم پر می‌کردند و", "تا خانه‌های پایین هم سهمی داشته باشند و راضی شوند باز"}
			for i := range n {
				switch m := measure; {
				case i == 0 && indent && x == left:
					p.fill(text[i%2], x-18, y, true, m-18)
				case i == n-1 && last:
					p.line("و کسی بی آب نماند", x, y, true)
				default:
					p.fill(text[i%2], x, y, true, m)
				}
				y -= 18
			}
		}
		lines(right, 780, 8, false)
		lines(left, 780, 8, true)
		got := p.read(Options{})
		if strings.Contains(strings.SplitN(got, "\n", 2)[0], "می‌کردند و آب") {
			t.Fatalf("columns were read across:\n%s", got)
		}
		n := 1
		if indent {
			n = 2
		}
		if len(p.page.Blocks) != n {
			t.Errorf("indent %v: %d blocks, want %d:\n%s", indent, len(p.page.Blocks), n, got)
		}
	}
}

// TestStopAtColumnFoot: a column whose last line ends with a full stop goes on in the next
// one if that line was stretched to the measure of a justified column; in ragged text, and
// where the line was left at its own width, the paragraph ended there.
func TestStopAtColumnFoot(t *testing.T) {
	text := []string{"آب چشمه کم می‌شد و مردم کوزه‌ها را پیش از", "سپیده‌دم پر می‌کردند تا خانه‌های پایین هم", "سهمی داشته باشند و همه راضی شوند باز"}
	for _, c := range []struct {
		name   string
		ragged float64 // points by which lines of the first column differ
		last   float64 // measure of its last line
		blocks int
	}{
		{"stretched", 0, 230, 1},
		{"left at its width", 0, 223, 2},
		{"ragged", 6, 230, 2},
	} {
		p := newPress()
		p.forms = true
		for i := range 8 {
			p.fill(text[i%3], 560, 780-18*float64(i), true, 230-c.ragged*float64(i%3))
		}
		p.fill("و کسی در آن ده بی آب و بی نان نماند.", 560, 780-18*8, true, c.last)
		for i := range 8 {
			p.fill(text[(i+1)%3], 300, 780-18*float64(i), true, 230)
		}
		p.line("پس همه رفتند.", 300, 780-18*8, true)
		got := p.read(Options{})
		if len(p.page.Blocks) != c.blocks {
			t.Errorf("%s: %d blocks, want %d:\n%s", c.name, len(p.page.Blocks), c.blocks, got)
		}
	}
}

// TestWideSpaces: loosely justified lines of one column are not cut where wide spaces
// happen to stand over each other.
func TestWideSpaces(t *testing.T) {
	p := newPress()
	p.forms = true
	text := []string{"آب چشمه کم می‌شد و کوزه‌ها", "پیش از سپیده پر می‌کردند باز", "تا خانه‌های دور هم سهمی بود", "و کسی بی آب نماند این بار هم"}
	for i := range 12 {
		p.fill(text[i%4], 540, 780-18*float64(i), true, 240)
	}
	p.read(Options{})
	if n := len(p.page.Blocks[0].Lines); n != 12 {
		t.Errorf("the first block has %d lines, want 12:\n%s", n, flow(&p.page))
	}
}

func TestThreeColumns(t *testing.T) {
	p := newPress()
	p.size, p.forms = 8, true
	var all []string
	for k := range 3 {
		all = append(all, p.column(560-180*float64(k), 165, 780, bodyText(2))...)
	}
	p.line("پانوشتی که زیر همهٔ ستون‌ها می‌آید و به هیچ‌یک از آن‌ها تعلق ندارد و تا ته صفحه ادامه دارد", 560, 80, true)
	want(t, words(p.read(Options{})), words(strings.Join(all, " ")+" پانوشتی که زیر همهٔ ستون‌ها می‌آید و به هیچ‌یک از آن‌ها تعلق ندارد و تا ته صفحه ادامه دارد"))
}

func TestTable(t *testing.T) {
	p := newPress()
	p.forms = true
	rows := [][]string{{"ردیف", "نام درخت", "بلندی", "کد"}, {"۱", "چنار کهن‌سال", "۲۷", "T-04"}, {"۲", "سرو", "۱۹", "T-11"}, {"۳", "گردوی باغ پایین", "۱۴", "T-23"}}
	var w []string
	for i, r := range rows {
		for k, c := range r {
			x := 540 - 120*float64(k)
			if c[0] < 0x80 {
				x -= 30
			}
			p.line(c, x, 700-float64(i)*20, c[0] >= 0x80)
		}
		w = append(w, strings.Join(r, "\t"))
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
	for _, b := range p.page.Blocks {
		if b.Kind != page.TableRow {
			t.Errorf("kind %v", b.Kind)
		}
	}
}

func TestVerse(t *testing.T) {
	p := newPress()
	p.forms = true
	verses := [][2]string{
		{"شب آمد و چراغ ز روزن دمید باز", "بر بام کوچه باد به نرمی وزید باز"},
		{"آن قاصدک که نامه‌رسان بهار بود", "از دشت‌های دور به اینجا رسید باز"},
		{"ما مانده‌ایم و خاطرهٔ آن درخت سیب", "کز شاخه‌اش پرندهٔ کوچک پرید باز"},
	}
	var w []string
	for i, v := range verses {
		p.fill(v[0], 540, 700-float64(i)*22, true, 215)
		p.fill(v[1], 280, 700-float64(i)*22, true, 215)
		w = append(w, v[0]+"\t"+v[1])
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
	if k := p.page.Blocks[0].Kind; k != page.Verse {
		t.Errorf("kind %v", k)
	}
}

// Verse set ragged under a title is known by its rhyme.
func TestRaggedVerse(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("آواز آسیاب", 540, 730, true)
	verses := [][2]string{
		{"گفت مرغی بر درختی با نسیم", "از سحرگاهان چه داری در گلیم"},
		{"باد گفتا بوی نان و بوی دود", "هرچه از دیوار آن ده برفزود"},
		{"مرغ خندید از سخن‌های دراز", "پر کشید و رفت تا کوی نیاز"},
	}
	w := []string{"آواز آسیاب"}
	for i, v := range verses {
		p.line(v[0], 540, 700-float64(i)*22, true)
		p.line(v[1], 300, 700-float64(i)*22, true)
		w = append(w, v[0]+"\t"+v[1])
	}
	want(t, p.read(Options{}), strings.Join(w, "\n\n")+"\n")
}

func TestParagraphs(t *testing.T) {
	p := newPress()
	p.forms = true
	p.size = 18
	p.line("داستان یک باغ", 540, 780, true)
	p.size = 12
	y := 740.0
	var want_ []string
	for i, s := range bodyText(3) {
		set := p.column(540, 480, y, []string{s})
		y -= float64(len(set)) * 1.4 * p.size
		if i == 1 {
			y -= 10 // a wider gap
		}
		want_ = append(want_, strings.Join(set, " "))
	}
	items := []string{"۱. بیل و کلنگ", "۲. دو سطل آب", "۳. نهال سیب"}
	for _, s := range items {
		p.line(s, 540, y, true)
		y -= 1.4 * p.size
	}
	Arrange(&p.page, nil, Options{})
	kinds := []page.Kind{page.Heading, page.Paragraph, page.Paragraph, page.Paragraph, page.ListItem, page.ListItem, page.ListItem}
	texts := append(append([]string{"داستان یک باغ"}, want_...), items...)
	if len(p.page.Blocks) != len(kinds) {
		t.Fatalf("%d blocks, want %d:\n%s", len(p.page.Blocks), len(kinds), flow(&p.page))
	}
	for i, b := range p.page.Blocks {
		var ls []string
		for _, l := range b.Lines {
			ls = append(ls, l.Text.String())
		}
		if b.Kind != kinds[i] || strings.Join(ls, " ") != texts[i] {
			t.Errorf("block %d is a %v: %s\nwant a %v: %s", i, b.Kind, strings.Join(ls, " "), kinds[i], texts[i])
		}
	}
}

// TestHangingIndent: the lines of a list item that stand under its text belong to it.
func TestHangingIndent(t *testing.T) {
	p := newPress()
	p.forms = true
	y := 740.0
	var w []string
	for i, s := range bodyText(2) {
		set := p.column(515, 400, y, []string{s})
		p.line([]string{"۱)", "۲)"}[i], 540, y, true)
		w = append(w, []string{"۱) ", "۲) "}[i]+strings.Join(set, " "))
		y -= float64(len(set)) * 1.4 * p.size
	}
	Arrange(&p.page, nil, Options{})
	for i, b := range p.page.Blocks {
		var ls []string
		for _, l := range b.Lines {
			ls = append(ls, l.Text.String())
		}
		if i >= len(w) || b.Kind != page.ListItem || strings.Join(ls, " ") != w[i] {
			t.Fatalf("block %d is a %v: %s", i, b.Kind, strings.Join(ls, " "))
		}
	}
}

func TestFurniture(t *testing.T) {
	var pages []*page.Page
	var bodies []string
	for n := range 4 {
		p := newPress()
		p.forms = true
		p.page.Number = n + 1
		p.line("گزارش سالانهٔ انجمن باغداران", 540, 800, true)
		body := []string{prose[n] + ".", prose[n+4] + "."}
		for i, s := range body {
			p.line(s, 540, 740-float64(i)*17, true)
		}
		bodies = append(bodies, strings.Join(body, " "))
		p.line(strings.Map(func(r rune) rune { return r - '0' + '\u06F0' }, fmt.Sprint(n+12)), 300, 40, true)
		pages = append(pages, &p.page)
	}
	k := Learn(pages, nil)
	for n, p := range pages {
		Arrange(p, nil, Options{Knowledge: k})
		var body []string
		head, foot := 0, 0
		for _, b := range p.Blocks {
			switch b.Kind {
			case page.Header:
				head++
			case page.Footer:
				foot++
			default:
				for _, l := range b.Lines {
					body = append(body, l.Text.String())
				}
			}
		}
		if head != 1 || foot != 1 || strings.Join(body, " ") != bodies[n] {
			t.Errorf("page %d: %d heads, %d feet:\n%s", n+1, head, foot, flow(p))
		}
	}
}

// TestTwins: text painted twice, as a fake bold or a shadow, is read once; double letters stay.
func TestTwins(t *testing.T) {
	for k, d := range [][2]float64{{0, 0}, {0.3, 0}, {0.6, -0.6}, {0, 0}} {
		p := newPress()
		p.forms = true
		p.line("ممکن است الله یار ما باشد، committee", 540, 700, true)
		n := len(p.page.Glyphs)
		for i := range n {
			g := p.page.Glyphs[i]
			g.Origin.X += d[0]
			g.Origin.Y += d[1]
			g.Box.X0 += d[0]
			g.Box.X1 += d[0]
			if k == 3 { // as a Type 3 glyph
				g.Font, g.Code = 1, uint32(i)
			}
			p.page.Glyphs = append(p.page.Glyphs, g)
		}
		want(t, p.read(Options{}), "ممکن است الله یار ما باشد، committee\n")
	}
}

// TestRotated: a page set sideways, and a note in the margin set sideways.
func TestRotated(t *testing.T) {
	turn := func(g *page.Glyph, deg float64, about page.Point) {
		sin, cos := math.Sincos(deg * math.Pi / 180)
		dx, dy := g.Origin.X-about.X, g.Origin.Y-about.Y
		g.Origin = page.Point{X: about.X + dx*cos - dy*sin, Y: about.Y + dx*sin + dy*cos}
		g.Angle = deg
		h := g.Size / 2
		g.Box = page.Rect{X0: g.Origin.X - h, X1: g.Origin.X + h, Y0: g.Origin.Y - h, Y1: g.Origin.Y + h}
	}
	s := "می‌توان نوشته را در ۳ سو چرخاند (و خواند)"
	for _, deg := range []float64{90, 180, 270, 2, -3, 45} {
		p := newPress()
		p.forms = true
		p.line(s, 400, 420, true)
		for i := range p.page.Glyphs {
			turn(&p.page.Glyphs[i], deg, page.Point{X: 300, Y: 420})
		}
		if got := p.read(Options{}); got != s+"\n" {
			t.Errorf("turned by %v: %s", deg, got)
		}
	}
}

func TestHiddenLayers(t *testing.T) {
	s := "در خانه‌های شمارهٔ ۱۴۵ و (باغ) Greenfield کسی نبود"
	for name, paint := range map[string]func(p *press){
		// Tesseract: a mirrored matrix, each word in logical order, boxes of equal width.
		"mirrored, logical": func(p *press) {
			x := 540.0
			for _, w := range strings.Fields(s) {
				rs := []rune(w)
				latin := rs[0] < 0x80 && rs[0] > 0x40
				wide := float64(len(rs)) * 6
				for i, r := range rs {
					g := page.Glyph{Text: string(r), Origin: page.Point{X: x - float64(i)*6, Y: 500}, Advance: 6, Size: 12, Conf: 1, Flags: page.Hidden | page.Mirrored, Code: uint32(r)}
					g.Box = page.Rect{X0: g.Origin.X - 6, X1: g.Origin.X, Y0: 497, Y1: 509}
					if latin {
						g.Flags = page.Hidden
						g.Origin.X = x - wide + float64(i)*6
						g.Box = page.Rect{X0: g.Origin.X, X1: g.Origin.X + 6, Y0: 497, Y1: 509}
					}
					p.page.Glyphs = append(p.page.Glyphs, g)
				}
				x -= wide + 4
			}
		},
		// OCRmyPDF: a positive matrix, the line already in display order.
		"positive, reversed": func(p *press) {
			p.joiners, p.forms = droppedJoiner, true
			p.line(s, 540, 500, true)
			for i := range p.page.Glyphs {
				p.page.Glyphs[i].Flags |= page.Hidden
			}
		},
	} {
		p := newPress()
		paint(p)
		if got := p.read(Options{}); got != s+"\n" {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, s)
		}
	}
}

// TestHiddenPositiveLogical: an invisible layer that runs from left to right in logical
// order is told from a reversed one by how it reads.
func TestHiddenPositiveLogical(t *testing.T) {
	s := "هوای این دشت پاک است"
	natural := func(text string) float64 {
		n := 0.0
		for _, w := range strings.Fields(text) {
			if strings.Contains(" "+s+" ", " "+w+" ") {
				n++
			}
		}
		return n
	}
	for _, reversed := range []bool{false, true} {
		p := newPress()
		x := 540.0
		for _, w := range strings.Fields(s) {
			rs := []rune(w)
			x -= float64(len(rs)) * 6
			for i, r := range rs {
				k := i
				if reversed {
					k = len(rs) - 1 - i
				}
				ox := x + float64(k)*6
				p.page.Glyphs = append(p.page.Glyphs, page.Glyph{Text: string(r), Origin: page.Point{X: ox, Y: 500}, Advance: 6, Size: 12, Conf: 1, Flags: page.Hidden, Code: uint32(r), Box: page.Rect{X0: ox, X1: ox + 6, Y0: 497, Y1: 509}})
			}
			if reversed {
				g := p.page.Glyphs[len(p.page.Glyphs)-len(rs):]
				slices.Reverse(g)
			}
			x -= 4
		}
		want(t, p.read(Options{Natural: natural}), s+"\n")
	}
}

// TestHiddenUnderVisible: an OCR layer under text that can be seen does not count twice.
func TestHiddenUnderVisible(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("متن پیدا روی متن پنهان", 540, 700, true)
	n := len(p.page.Glyphs)
	for i := range n {
		g := p.page.Glyphs[i]
		g.Flags |= page.Hidden
		g.Origin.X += 2
		g.Box.X0, g.Box.X1 = g.Box.X0+2, g.Box.X1+2
		p.page.Glyphs = append(p.page.Glyphs, g)
	}
	want(t, p.read(Options{}), "متن پیدا روی متن پنهان\n")
}

// TestSpans: ActualText replaces the text of its glyphs.
func TestSpans(t *testing.T) {
	p := newPress()
	p.forms, p.joiners = true, takenBackSpace
	p.line("ما می‌رویم و ۱۲ کتاب‌خانه", 540, 700, true)
	for i := range p.page.Glyphs {
		g := &p.page.Glyphs[i]
		switch {
		case g.Text == " " && i > 0 && g.Flags == page.Filler && g.Code == zwnj*8:
			p.page.Spans = append(p.page.Spans, page.Span{Text: "\u200c", First: int32(i), Last: int32(i + 1)})
			g.Span = int32(len(p.page.Spans))
		case g.Text == "۱", g.Text == "۲":
			right := g.Text
			g.Text = string([]rune(g.Text)[0] - 0x6F0 + 0x660) // the font shares the glyph with Arabic digits
			p.page.Spans = append(p.page.Spans, page.Span{Text: right, First: int32(i), Last: int32(i + 1)})
			g.Span = int32(len(p.page.Spans))
		case g.Text == "و":
			g.Text = "?"
			p.page.Spans = append(p.page.Spans, page.Span{Text: "و", First: int32(i), Last: int32(i + 1)})
			g.Span = int32(len(p.page.Spans))
		}
	}
	want(t, p.read(Options{}), "ما می‌رویم و ۱۲ کتاب‌خانه\n")
}

// TestSpanShape: the alef of a lam-alef that a span covers still joins the lam before
// it, whatever the font calls the shape of the lam.
func TestSpanShape(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("مثلاً", 540, 700, true)
	for i := range p.page.Glyphs {
		g := &p.page.Glyphs[i]
		switch g.Text {
		case "ل":
			g.Form = script.FormFinal
		case "ا", "\u064B":
			g.Span = 1
			g.Form = script.FormFinal
		}
	}
	p.page.Spans = []page.Span{{Text: "اً", First: 3, Last: 5}}
	want(t, p.read(Options{}), "مثلاً\n")
}

// TestLigatures: several code points of one glyph stay in logical order, marks over a
// lam-alef go to the letter they stand over, presentation forms become letters, and an
// unmapped glyph in a word is a tatweel.
func TestLigatures(t *testing.T) {
	glyph := func(text string, x, w float64) page.Glyph {
		return page.Glyph{Text: text, Origin: page.Point{X: x, Y: 700}, Advance: w, Size: 12, Conf: 1, Code: uint32(len(text)) + uint32(x), Box: page.Rect{X0: x, X1: x + w, Y0: 697, Y1: 709}}
	}
	mark := func(text string, c float64) page.Glyph {
		g := glyph(text, c-1, 0)
		g.Box.X1 = c + 1
		return g
	}
	stem := func(text string, x, y float64) page.Glyph { // as high as a letter, but the pen does not move
		g := glyph(text, x, 0)
		g.Box = page.Rect{X0: x, X1: x + 4, Y0: y, Y1: y + 8}
		return g
	}
	for _, c := range []struct {
		name, want string
		glyphs     []page.Glyph // from left to right
	}{
		{"lam-alef", "سلام", []page.Glyph{glyph("م", 100, 5), glyph("لا", 105, 6), glyph("س", 111, 8)}},
		{"lam-alef mapped in visual order", "سلام", []page.Glyph{glyph("م", 100, 5), glyph("ال", 105, 6), glyph("س", 111, 8)}},
		{"presentation forms", "سلام", []page.Glyph{glyph("\uFEE1", 100, 5), glyph("\uFEFC", 105, 6), glyph("\uFEB3", 111, 8)}},
		{"tanwin on the alef", "مثلاً", []page.Glyph{mark("\u064B", 101.5), glyph("لا", 100, 6), glyph("ث", 106, 4), glyph("م", 110, 5)}},
		{"shadda on the lam", "کلّا", []page.Glyph{glyph("لا", 100, 8), mark("\u0651", 106.5), glyph("ک", 108, 8)}},
		{"two vowels, one for each letter", "الأَمر", []page.Glyph{glyph("ر", 100, 5), glyph("م", 105, 5), mark("\u064E", 113), glyph("لأ", 110, 6), glyph("ا", 116, 3)}},
		{"two vowels over one place", "لْأَمر", []page.Glyph{glyph("ر", 100, 5), glyph("م", 105, 5), mark("\u064E", 112), mark("\u0652", 112), glyph("لأ", 110, 6)}},
		{"two vowels apart", "لُأَمر", []page.Glyph{glyph("ر", 100, 5), glyph("م", 105, 5), glyph("لأ", 110, 6), mark("\u064F", 113.2), mark("\u064E", 112)}},
		{"lam-alef in two pieces", "سلام", []page.Glyph{glyph("م", 100, 5), stem("", 105.2, 702), glyph("ل", 105, 7), glyph("س", 112, 8)}},
		{"no piece: it hangs high", "سلم", []page.Glyph{glyph("م", 100, 5), stem("", 105.2, 708), glyph("ل", 105, 7), glyph("س", 112, 8)}},
		{"Allah with its alef", "الله", []page.Glyph{glyph("\uFDF2", 100, 9)}},
		{"Allah after its alef", "والله", []page.Glyph{glyph("\uFDF2", 100, 9), glyph("ا", 109, 3), glyph("و", 112, 5)}},
		{"Allah after another word", "ما الله", []page.Glyph{glyph("\uFDF2", 100, 9), glyph("ا", 116, 3), glyph("م", 119, 5)}},
		{"stacked marks in canonical order", "مدّتِ", []page.Glyph{glyph("ت", 100, 8), mark("\u0650", 104), mark("\u0651", 110.5), glyph("د", 108, 5), glyph("م", 113, 5)}},
		{"hamza composes", "مسئول", []page.Glyph{glyph("ل", 100, 6), glyph("و", 106, 5), glyph("\u064A", 111, 4), mark("\u0654", 113), glyph("س", 115, 8), glyph("م", 123, 5)}},
		{"tatweel without a map", "سنگ", []page.Glyph{glyph("گ", 100, 8), glyph("", 108, 3), glyph("ن", 111, 4), glyph("", 115, 9), glyph("س", 124, 8)}},
		{"painted tatweel", "سنگ", []page.Glyph{glyph("گ", 100, 8), glyph("ن", 108, 4), glyph("ـ", 112, 9), glyph("س", 121, 8)}},
		{"mark on a tatweel form", "مَن", []page.Glyph{glyph("ن", 100, 6), glyph("م", 106, 5), mark("\uFE77", 108.5)}},
		{"a line of tatweels is itself", "ــــ", []page.Glyph{glyph("ـ", 100, 6), glyph("ـ", 106, 6), glyph("ـ", 112, 6), glyph("ـ", 118, 6)}},
	} {
		p := newPress()
		p.page.Glyphs = c.glyphs
		if got := p.read(Options{}); got != c.want+"\n" {
			t.Errorf("%s: got %+q want %+q", c.name, got, c.want)
		}
	}
}

// TestForeignRuns: a space that was typed beside a foreign word and painted with it, on
// the wrong side, comes back to where it was typed. And a bullet makes its item a
// right-to-left line though all its letters are Latin.
func TestForeignRuns(t *testing.T) {
	for _, c := range []struct {
		name, want string
		runs       []string // as painted, from left to right; an uppercase initial is the foreign font
	}{
		{"space after the word", "شبکه (Net - کوچک)", []string{"کوچک)", " ", "-", "Net ", "(", " ", "شبکه"}},
		{"space before the word", "پیمان شد Proposed", []string{" Proposed", "شد", " ", "پیمان"}},
		{"space after the word, beside the one before it", "شبکه Net کوچک", []string{"کوچک", "Net ", " ", "شبکه"}},
		{"no space before a comma", "شبکه Net، کوچک", []string{"کوچک", " ", "،", "Net ", " ", "شبکه"}},
		{"space before the word, beside the one after it", "پیمان Proposed شد", []string{"شد", " ", " Proposed", "پیمان"}},
		{"no space behind a bracket", "پیمان (Proposed شد)", []string{"شد)", " ", " Proposed", "(", " ", "پیمان"}},
		{"its own side", "پیمان شد Proposed", []string{"Proposed", " ", "شد", " ", "پیمان"}},
	} {
		p := newPress()
		p.forms = true
		x := 300.0
		for _, run := range c.runs {
			latin := strings.ContainsAny(run, "NP")
			n := len(p.page.Glyphs)
			if latin {
				x += p.line(run, x, 700, false)
			} else {
				w := 0.0
				for _, r := range run {
					w += p.width(r)
				}
				p.mirror = true
				x += p.line(run, x+w, 700, true)
			}
			for i := n; i < len(p.page.Glyphs); i++ {
				if latin {
					p.page.Glyphs[i].Font = 1
				}
			}
		}
		if got := p.read(Options{}); got != c.want+"\n" {
			t.Errorf("%s: got %s want %s", c.name, got, c.want)
		}
	}
	p := newPress()
	p.forms = true
	p.line("ویژگی‌های شبکهٔ دوم این‌هاست:", 540, 700, true)
	p.line("• Dropout = 0.2", 540, 680, true)
	want(t, p.read(Options{}), "ویژگی‌های شبکهٔ دوم این‌هاست:\n\n• Dropout = 0.2\n")
}

// TestMarker: a list number that was set from left to right.
func TestMarker(t *testing.T) {
	p := newPress()
	p.forms = true
	p.line("۱۲.", 525, 700, false)
	p.line("بیل و کلنگ تازه", 518, 700, true)
	want(t, p.read(Options{}), "۱۲. بیل و کلنگ تازه\n")
}

// TestRaised: a raised note number and a lowered index belong to their line.
func TestRaised(t *testing.T) {
	p := newPress()
	p.forms = true
	w := p.line("این سخن درست است", 540, 700, true)
	p.size = 7
	w2 := p.line("۳", 540-w, 705, true)
	p.size = 12
	p.line(" و همه می‌دانند", 540-w-w2, 700, true)
	p.line("سطر دیگری که زیر آن است", 540, 682, true)
	want(t, p.read(Options{}), "این سخن درست است۳ و همه می‌دانند\nسطر دیگری که زیر آن است\n")
}

// TestHostile: no glyphs, numbers that are none, and a crowd at one place end in a result.
func TestHostile(t *testing.T) {
	p := newPress()
	want(t, p.read(Options{}), "")
	if p.page.Verdict != page.VerdictAbsent {
		t.Errorf("verdict %v", p.page.Verdict)
	}
	p = newPress()
	for i := range 500 {
		g := page.Glyph{Text: "آ", Size: float64(i % 3), Advance: float64(i%7) - 3, Span: int32(i%5) - 1, Code: uint32(i)}
		switch i % 4 {
		case 0:
			g.Origin.X = math.NaN()
		case 1:
			g.Origin.Y = math.Inf(1)
		case 2:
			g.Angle = float64(i) * 1e9
		}
		p.page.Glyphs = append(p.page.Glyphs, g)
	}
	Arrange(&p.page, nil, Options{})
}

func FuzzArrange(f *testing.F) {
	f.Add([]byte("layout"), true)
	f.Fuzz(func(t *testing.T, b []byte, spans bool) {
		p := newPress()
		letters := []rune("سلام‌می ۱۲a(b)«ً.")
		for i := 0; i+3 < len(b) && i < 2000; i += 4 {
			g := page.Glyph{Text: string(letters[int(b[i])%len(letters)]), Origin: page.Point{X: float64(b[i+1]) * 2, Y: float64(b[i+2]) * 3}, Advance: float64(b[i+3] % 16), Size: float64(b[i+3]%5) * 4, Code: uint32(b[i]), Conf: 1}
			if spans && b[i]%9 == 0 {
				p.page.Spans = append(p.page.Spans, page.Span{Text: "تن", First: int32(len(p.page.Glyphs)), Last: int32(len(p.page.Glyphs) + 1)})
				g.Span = int32(len(p.page.Spans))
			}
			p.page.Glyphs = append(p.page.Glyphs, g)
		}
		Arrange(&p.page, nil, Options{})
		for _, bl := range p.page.Blocks {
			for _, l := range bl.Lines {
				for _, c := range l.Text {
					if c.From != page.Inferred && int(c.From) >= len(p.page.Glyphs) {
						t.Fatalf("char %+q from glyph %d of %d", c.R, c.From, len(p.page.Glyphs))
					}
					if c.R == '\n' || isControl(c.R) {
						t.Fatalf("%+q in a line", c.R)
					}
				}
			}
		}
	})
}

func BenchmarkArrange(b *testing.B) {
	p := newPress()
	p.size = 10
	n := len(p.column(545, 480, 780, bodyText(6)))
	k := Learn([]*page.Page{&p.page}, nil)
	b.ReportAllocs()
	for b.Loop() {
		q := p.page
		q.Blocks, q.Warnings = nil, nil
		Arrange(&q, nil, Options{Knowledge: k})
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}
