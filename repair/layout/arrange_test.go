package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// lines are what one line of print must give back in every storage order.
var lines = []struct {
	name, text string
	rtl        bool
}{
	{"plain", "باران که بارید کوچه بوی خاک گرفت", true},
	{"zwnj", "می‌دانم که کتاب‌های تازه را نمی‌خوانی", true},
	{"zwnj after each other", "نیم‌فاصله‌ها در پیش‌بینی‌هایشان دیده می‌شود", true},
	{"number", "در سال ۱۳۹۸ بیش از ۲۵۰ نفر آمدند", true},
	{"number first", "۱۲ درخت در باغ مانده بود", true},
	{"number last", "نشانی خانه پلاک ۴۷", true},
	{"date", "نامه در ۱۴۰۲/۰۷/۱۵ رسید", true},
	{"phone", "تلفن ۰۲۱-۴۴۳۳۲۲۱۱ پاسخ نمی‌دهد", true},
	{"decimal", "بهای آن ۲٫۵ برابر شد", true},
	{"thousands", "شمار آنان ۱۲٬۳۴۵ تن است", true},
	{"percent", "حدود ۳۵٪ از زمین‌ها خشک است", true},
	{"percent first", "۷۰٪ دانش‌آموزان آمدند", true},
	{"clock", "قطار ساعت ۱۸:۴۵ می‌رسد", true},
	{"latin word", "برنامه را با Python نوشتند", true},
	{"latin words", "کتاب The Old Harbour ترجمه شد", true},
	{"latin with number", "نسخهٔ Draft 3 را ببینید", true},
	{"latin first", "Linux هستهٔ آزاد است", true},
	{"latin last", "این پرونده در قالب PDF", true},
	{"url", "نشانی www.sample-site.org را ببینید", true},
	{"mail", "به info@sample.org بنویسید", true},
	{"address", "نشانی https://kashti.example/list?id=7 باز است", true},
	{"path", "پروندهٔ /srv/data/list.txt خالی است", true},
	{"release", "نسخهٔ 4.2.1-rc3 آماده است", true},
	{"code with number", "کد KM-07 را بنویسید", true},
	{"brackets", "این شهر (که کهن است) دیدنی است", true},
	{"latin in brackets", "روش کمینه (least squares) به کار رفت", true},
	{"reference", "چنین گفته‌اند (Novak, 2011) و پذیرفته شد", true},
	{"quotes", "او گفت «فردا می‌آیم» و رفت", true},
	{"square brackets", "نک. فهرست [۱۲] در پایان", true},
	{"nested", "متن («نقل» در پرانتز) پایان", true},
	{"tanwin", "او حتماً و واقعاً آنجا بود", true},
	{"shadda", "معلّم مدرسه حق دارد", true},
	{"vocalised", "كِتَابٌ جَدِيدٌ عَلَى الطَّاوِلَةِ", true},
	{"stacked", "إِنَّ الشَّمْسَ مُشْرِقَةٌ", true},
	{"hamza", "خانهٔ ما و نامهٔ تو", true},
	{"question", "آیا می‌شود؟ بله؛ شاید، کمی دیرتر!", true},
	{"hyphen", "گفت‌وگوی ایران - یونان آغاز شد", true},
	{"kurdish", "ئەم کتێبە زۆر باشە بۆ خوێندن", true},
	{"urdu", "یہ کتاب بہت اچھی ہے اور سستی بھی", true},
	{"english", "The quick report (2019) cites 3.5 percent.", false},
	{"english with persian", "The word کتاب means book here.", false},
	{"english with persian words", "He said سلام دوست من and left.", false},
	{"formula", "x = (a + b) / 2.5", false},
}

// TestLines: painting a logical line and arranging it gives the line back, whatever
// the order of storage, the kind of spaces and the mapping of brackets.
func TestLines(t *testing.T) {
	for _, c := range lines {
		t.Run(c.name, func(t *testing.T) {
			for _, st := range storages {
				for _, sp := range []whiteStyle{paintedSpaces, gapsOnly} {
					for _, mirror := range []bool{false, true} {
						p := newPress()
						p.storage, p.spaces, p.mirror = st, sp, mirror
						p.forms = true
						x := 60.0
						if c.rtl {
							x = 540
						}
						p.line(c.text, x, 700, c.rtl)
						if got := p.read(Options{}); got != c.text+"\n" {
							t.Errorf("storage %d, white %d, mirror %v:\ngot  %+q\nwant %+q\n%s", st, sp, mirror, got, c.text+"\n", got)
							return
						}
					}
				}
			}
		})
	}
}

// TestBracketsOfTwoFonts: one font of a line may name its brackets by what was written, the other
// by what is drawn.
func TestBracketsOfTwoFonts(t *testing.T) {
	p := newPress()
	p.mirror, p.forms = true, true
	p.line("و [شش]). بهتر است که از (آن باغ) بگذرند", 540, 700, true)
	for i := range p.page.Glyphs {
		if g := &p.page.Glyphs[i]; g.Text == "[" || g.Text == "]" {
			g.Text, g.Font = string(pairs[rune(g.Text[0])].mirror), 1
		}
	}
	want(t, p.read(Options{}), "و [شش]). بهتر است که از (آن باغ) بگذرند\n")
}

// TestOrigins: every char of a line names the glyph that shows it, and every letter is shown once.
func TestOrigins(t *testing.T) {
	for _, c := range lines {
		p := newPress()
		p.joiners, p.forms = takenBackSpace, true
		p.line(c.text, 500, 700, c.rtl)
		p.read(Options{})
		seen := map[int32]bool{}
		for _, b := range p.page.Blocks {
			for _, l := range b.Lines {
				for _, ch := range l.Text {
					if ch.From == page.Inferred {
						t.Errorf("%s: %+q is inferred though it was painted", c.name, ch.R)
						continue
					}
					g := p.page.Glyphs[ch.From]
					if r := []rune(g.Text)[0]; r != ch.R && pairs[r].mirror != ch.R && !(ch.R == zwnj && r == ' ') && !isMark(r) && ch.R < 0x622 {
						t.Errorf("%s: %+q comes from a glyph of %+q", c.name, ch.R, g.Text)
					}
					if seen[ch.From] {
						t.Errorf("%s: glyph %d twice", c.name, ch.From)
					}
					seen[ch.From] = true
				}
			}
		}
	}
}

// text for the statistics of joining shapes: enough for each form to be met.
var prose = []string{
	"در این دهکده خانه‌ها را با سنگ و گل می‌سازند و بام‌ها را با نی می‌پوشانند",
	"مردم روزها در باغ‌های انگور کار می‌کنند و شب‌ها گرد هم می‌نشینند",
	"پیرمردی که نی می‌زند می‌گوید این آهنگ‌ها را از پدرش آموخته است",
	"زمستان‌ها برف راه‌ها را می‌بندد و نامه‌ها دیر به دست‌ها می‌رسد",
	"با این همه کسی از آنجا نمی‌رود و خانه‌ای خالی نمی‌ماند",
	"کودکان در کلاس‌های کوچک درس می‌خوانند و بازی‌های کهن را می‌شناسند",
	"نویسنده‌ای از شهر آمد تا داستان‌های مردم را گردآوری کند",
	"سال پیش کتاب او چاپ شد و خواننده‌های بسیاری یافت",
}

// TestJoinersFromContext: a ZWNJ that left no glyph and no form is found by the
// company its glyphs keep in the document, and none is invented.
func TestJoinersFromContext(t *testing.T) {
	p := newPress()
	for i, s := range prose {
		p.line(s, 540, 760-float64(i)*20, true)
	}
	got := strings.Fields(p.read(Options{}))
	all := strings.Fields(strings.Join(prose, " "))
	if len(got) != len(all) {
		t.Fatalf("%d words, want %d: %s", len(got), len(all), strings.Join(got, " "))
	}
	missed, invented, joiners := 0, 0, 0
	for i := range all {
		g, w := strings.Count(got[i], "\u200c"), strings.Count(all[i], "\u200c")
		joiners += w
		missed += max(0, w-g)
		invented += max(0, g-w)
		if strings.ReplaceAll(got[i], "\u200c", "") != strings.ReplaceAll(all[i], "\u200c", "") {
			t.Errorf("word %d: got %+q want %+q", i, got[i], all[i])
		}
	}
	if invented > 0 {
		t.Errorf("%d ZWNJs invented", invented)
	}
	if missed*10 > joiners {
		t.Errorf("%d of %d ZWNJs missed", missed, joiners)
	}
}

// TestUnshaped: a font with one glyph for each letter tells nothing about ZWNJs.
func TestUnshaped(t *testing.T) {
	p := newPress()
	for i, s := range prose {
		p.fill(strings.ReplaceAll(s, "\u200c", ""), 540, 760-float64(i)*20, true, 440)
	}
	for i := range p.page.Glyphs {
		p.page.Glyphs[i].Code &^= 7
	}
	if got := p.read(Options{}); strings.ContainsRune(got, zwnj) {
		t.Errorf("ZWNJ out of nothing: %s", got)
	}
}

func TestTakenBackSpaces(t *testing.T) {
	for _, st := range []storage{visualOrder, logicalOrder_, wordBoxes} {
		p := newPress()
		p.storage, p.joiners = st, takenBackSpace
		s := "کتاب‌خانه‌های بزرگ می‌مانند و دانش‌نامه‌ها می‌رسند"
		p.line(s, 540, 700, true)
		want(t, p.read(Options{}), s+"\n")
	}
}

// TestJoinerBesideLatin: a ZWNJ between a Latin word and a Persian suffix is painted on
// the far side of the word.
func TestJoinerBesideLatin(t *testing.T) {
	s := "این PDF\u200Cها را بفرست"
	want(t, pressJoiners(s).read(Options{}), s+"\n")
}

// TestPaddedLetters: a font that puts a joiner behind nearly each letter which joins none after
// it means nothing by it; one that has a few of them does.
func TestPaddedLetters(t *testing.T) {
	for s, all := range map[string]string{
		"کا‌ر‌گر‌ا‌ن با‌ر‌ا‌ن ر‌ا می‌دا‌نند":  "کارگران باران را می‌دانند",
		"کار‌گران باران را دیدار‌ها می‌دانند": "کار‌گران باران را دیدار‌ها می‌دانند",
	} {
		want(t, pressJoiners(s).read(Options{}), all+"\n")
	}
}

// TestSlimSpaces: a space that was taken back but for a part of it is none inside of a known word.
func TestSlimSpaces(t *testing.T) {
	const s = "باران تند و نر م و پر باران"
	seam := func(left, right string) Seam {
		switch left + "+" + right {
		case "نر+م":
			return SeamNone
		}
		return SeamJoiner
	}
	for part, all := range map[float64]string{
		0.18: "باران تند و نرم و پر باران",
		0.4:  s,
	} {
		p := newPress()
		p.line(s, 540, 700, true)
		gs := p.page.Glyphs
		at := -1
		for i := range gs { // the letter that stands alone
			if gs[i].Text == "\u0645" {
				at = i
			}
		}
		space := at
		for i := range gs { // the space on its right, and what stands behind that
			if gs[i].Text == " " && gs[i].Origin.X > gs[at].Origin.X && (space == at || gs[i].Origin.X < gs[space].Origin.X) {
				space = i
			}
		}
		for i := range gs {
			if i != space && gs[i].Origin.X > gs[at].Origin.X {
				gs[i].Origin.X -= (1 - part) * gs[space].Advance
				gs[i].Box.X0 -= (1 - part) * gs[space].Advance
				gs[i].Box.X1 -= (1 - part) * gs[space].Advance
			}
		}
		want(t, p.read(Options{Seam: seam}), all+"\n")
	}
}

// TestJoinedOverASpace: letters that reach for each other over a space without advance are
// one word, unless the words have a seam there.
func TestJoinedOverASpace(t *testing.T) {
	s := "مردم با\u200Cید می\u200Cدانند که کتاب\u200Cها تما\u200Cم شده\u200Cاند"
	joined := func() *press {
		p := newPress()
		p.joiners, p.forms = takenBackSpace, true
		p.line(s, 540, 700, true)
		for i := range p.page.Glyphs { // drawn as if nothing stood between
			if g := &p.page.Glyphs[i]; g.Form == script.FormIsolated || g.Form == script.FormFinal {
				if r := []rune(g.Text)[0]; r == '\u06CC' || r == '\u0628' { // FARSI YEH, BEH
					g.Form = script.FormOf(g.Form.JoinsPrevious(), true)
				}
			}
		}
		return p
	}
	want(t, joined().read(Options{}), "مردم با\u200Cید میدانند که کتابها تما\u200Cم شده\u200Cاند\n")
	seam := func(left, right string) Seam {
		switch left + right {
		case "میدانند":
			return SeamJoiner
		case "باید":
			return SeamNone
		case "تمام":
			return SeamSpace
		}
		return SeamUnknown
	}
	want(t, joined().read(Options{Seam: seam}), "مردم باید می\u200Cدانند که کتابها تما م شده\u200Cاند\n")
}

// TestCompanyAgainstWords: on a short page the company of glyphs misleads, and a ZWNJ that
// it alone tells of must make sense.
func TestCompanyAgainstWords(t *testing.T) {
	read := func(opt Options) string {
		p := newPress()
		for i, s := range prose {
			p.line(s, 540, 760-float64(i)*20, true)
		}
		return p.read(opt)
	}
	all := strings.Count(read(Options{}), "\u200C")
	some := strings.Count(read(Options{Seam: func(string, string) Seam { return SeamNone }}), "\u200C")
	if some >= all || some == 0 {
		t.Errorf("%d ZWNJs with company alone, %d where words deny those in doubt", all, some)
	}
}

// TestNoZWNJInTheLanguage: a letter that is drawn as if its word ended tells of a ZWNJ, unless
// the language writes none: programs that shape by hand draw Arabic so before a ligature.
func TestNoZWNJInTheLanguage(t *testing.T) {
	read := func(seam Seam) string {
		p := newPress()
		p.forms = true
		p.line("كان في حمل\u200Cنا ما في حملكم", 540, 700, true)
		return p.read(Options{Seam: func(string, string) Seam { return seam }})
	}
	want(t, read(SeamNone), "كان في حمل\u200Cنا ما في حملكم\n")
	want(t, read(SeamNever), "كان في حملنا ما في حملكم\n")
}

// TestShapeOfNoEnd: a letter that hardly ends a word has no shape of an end where a word knows of
// none, whatever the letter behind it begins.
func TestShapeOfNoEnd(t *testing.T) {
	s := []string{"سنگ سرد ساحل سرخ ثبت سند سبز", "سپس سراسر سال سیب سرد ثبت سرای", "حساب سبد سار سپید سرو"}
	p := newPress()
	for i, line := range s {
		p.line(line, 540, 700-20*float64(i), true)
	}
	for i := range p.page.Glyphs { // seen is drawn with one glyph wherever a letter follows
		if g := &p.page.Glyphs[i]; g.Text == "س" && g.Code&7 != uint32(script.FormFinal) && g.Code&7 != uint32(script.FormIsolated) {
			g.Code = 'س'*8 + uint32(script.FormInitial)
		}
	}
	want(t, p.read(Options{Seam: func(string, string) Seam { return SeamNone }}), strings.Join(s, "\n")+"\n")
}

// TestTahTellsNothing: fonts draw tah once for isolated and initial and map it as isolated.
// Where the words know of no seam there is none.
func TestTahTellsNothing(t *testing.T) {
	s := "طرح طبقهٔ دوم را مطابق خط کشیدند و از طرف باغ به طاق رسیدند"
	p := newPress()
	p.forms = true
	p.line(s, 540, 700, true)
	for i := range p.page.Glyphs {
		if g := &p.page.Glyphs[i]; g.Text == "ط" {
			joins := g.Form.JoinsPrevious()
			g.Form, g.Code = script.FormOf(joins, false), g.Code&^7
			if joins {
				g.Code++
			}
		}
	}
	for _, seam := range []Seam{SeamNone, SeamUnknown} { // words of other languages are unknown
		want(t, p.read(Options{Seam: func(string, string) Seam { return seam }}), s+"\n")
	}

	s = "شرط ربط و خط و ضبط مطلب را مردم ما نیز در نام همین مرز دانستند" // no forms, and one glyph that ends most of its words
	p = newPress()
	p.forms = true
	p.line(s, 540, 700, true)
	for i := range p.page.Glyphs {
		g := &p.page.Glyphs[i]
		if g.Form = script.FormUnknown; g.Text == "ط" {
			g.Code &^= 7
		}
	}
	want(t, p.read(Options{Seam: func(string, string) Seam { return SeamUnknown }}), s+"\n")
}

// TestWesternLines: lines of Western numbers at the left of a column are what a program reads
// or writes, from the left. Others on a page that is read from the right are read from there:
// dates, numbers in the digits of the text, and what stands in the middle or at the right.
func TestWesternLines(t *testing.T) {
	for _, c := range []struct {
		shown string
		x     float64
		want  string
	}{
		{"4 30", 40, "4 30"}, {"12 - 9 = 3", 40, "12 - 9 = 3"}, {"[[1, 2, 3],", 60, "[[1, 2, 3],"},
		{"4 30", 500, "30 4"}, {"4 30", 270, "30 4"}, {"۴ ۳۰", 40, "۳۰ ۴"}, {"5 / 12 / 1402", 40, "1402 / 12 / 5"},
	} {
		p := newPress()
		p.forms = true
		for i, s := range prose[:2] {
			p.fill(s, 540, 700-20*float64(i), true, 500)
		}
		p.line(c.shown, c.x, 600, false)
		p.fill(prose[2], 540, 560, true, 500)
		if got := p.read(Options{}); !strings.Contains(got, "\n"+c.want+"\n") {
			t.Errorf("%q at %v: no line %q in\n%s", c.shown, c.x, c.want, got)
		}
	}
}
