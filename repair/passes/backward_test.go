package passes

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

func TestFacing(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
	}{
		{"Debian", facesCapital}, {"naibeD", -facesCapital}, {"html", 0}, {"HTML", 0},
		{"۱۳۹۸", facesYear}, {"۸۹۳۱", -facesYear}, {"2021", facesYear}, {"2041", -facesYear}, {"1991", 0}, {"4821", 0},
		{"300", facesRound}, {"003", -facesRound}, {"0912", 0}, {"6000", facesRound}, {"0006", -facesRound},
		{"30", facesRound}, {"02", -facesRound}, {"11", 0}, {"12", 0.59}, {"21", -0.59}, {"150", facesRound}, {"821", -1.92},
		{"۱۲٬۴۵۰", facesThousands}, {"۰۵۴٬۲۱", -facesThousands}, {"123,456", 0}, {"150.5", 0}, {"3.142", 0}, {"14:35", 0},
	} {
		if got := facing(page.TextOf(c.in), pass.Range{To: len([]rune(c.in))}); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.in, got, c.want)
		}
	}
}

// TestAllBackward: lines turned round with their numbers and Latin words are turned back with
// them; lines in visual order keep theirs.
func TestAllBackward(t *testing.T) {
	lines := []string{
		"کتابخانهٔ روستا در سال ۱۳۸۷ ساخته شد و ۳۵۰ کتاب دارد",
		"برنامهٔ Linux روی رایانهٔ کتابخانه نصب شده است",
		"در سال ۱۴۰۱ شمار کتاب‌ها به ۱۲۰۰ جلد رسید",
	}
	want := strings.Join(lines, "\n")
	var all []string
	for _, l := range lines {
		rs := []rune(l)
		slices.Reverse(rs)
		all = append(all, string(rs))
	}
	visual := strings.NewReplacer("۷۸۳۱", "۱۳۸۷", "۰۵۳", "۳۵۰", "xuniL", "Linux", "۱۰۴۱", "۱۴۰۱", "۰۰۲۱", "۱۲۰۰")
	for _, in := range []string{strings.Join(all, "\n"), visual.Replace(strings.Join(all, "\n"))} {
		if got := alone(t, Direction(lang.Default()), in); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

// TestTellsBackward: a nought before a number between words, the word for a year and the name of a month, which may stand on
// the next line, tell that lines were turned round with their numbers where the others speak against it.
func TestTellsBackward(t *testing.T) {
	for _, lines := range [][]string{
		{"باغبان آن روز در باغ ۵۰ درخت کاشت و به هر کدام آب داد", "در باغ ما ۲۱ گلدان و ۳۱ بوتهٔ گل سرخ بود"},
		{"کتابخانهٔ روستا در سال ۲۰۰۰ ساخته شد و در آن کتاب داشتیم", "در باغ ما ۵۲ گلدان و ۶۲ بوته و ۸۱ درخت انار بود"},
		{"در باغ ما ۲۱ بوته بود و باغبان به همه آب داد تا آن که روز ۲۹", "اردیبهشت باران بارید و همه گل‌ها باز شدند"},
	} {
		want, in := strings.Join(lines, "\n"), []string{}
		for _, l := range lines {
			in = append(in, backLetters(l))
		}
		if got := alone(t, Direction(lang.Default()), strings.Join(in, "\n")); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// TestBackwardNumbers: years, dates and times of a whole text tell that its numbers are
// backwards; codes that begin with a nought and one year alone do not.
func TestBackwardNumbers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغ را در سال ۷۸۳۱ خریدند و در ۵۹۳۱ فروختند، ۵۳ درخت داشت", "باغ را در سال ۱۳۸۷ خریدند و در ۱۳۹۵ فروختند، ۳۵ درخت داشت"},
		{"جلسه ساعت ۵۴:۸۱ روز ۷۲/۰۱/۲۰۴۱ آغاز شد", "جلسه ساعت ۱۸:۴۵ روز ۱۴۰۲/۱۰/۲۷ آغاز شد"},
		{"باغ را در سال ۱۳۸۷ خریدند و در ۱۳۹۵ فروختند", ""},
		{"پیش‌شماره‌های ۰۹۳۱، ۰۹۰۲، ۰۹۳۲، ۰۹۱۱، ۰۹۸۲ و ۰۹۳۴ از آنِ باغ‌های شمال است", ""},
		{"باغ ۰۲ هزار درخت و ۰۵۱ هکتار زمین دارد و ۰۳ درصد آن خشک است", "باغ ۲۰ هزار درخت و ۱۵۰ هکتار زمین دارد و ۳۰ درصد آن خشک است"},
		{"باغ ۲۰ هزار درخت و ۰۵ هکتار زمین دارد و ۰۳ درصد آن خشک است", ""},
		{"جعبه‌های ۰۲، ۰۳، ۰۴، ۰۵، ۰۶ و ۰۷ هزار گردو دارند", ""},
		{"۰۲ نفر و ۰۳ نفر و ۰۴ متر و ۰۵ درصد و ۰۶ هزار و ۰۷ تن", ""},
		{"۰۲ دقیقه و ۰۳ دقیقه و ۰۴ ساعت و ۰۵ ثانیه", ""},
		{"کد انبار ۷۸۳۱ است و ۵۳ جعبه در آن است", ""},
		{"the garden of 7831 and 5931 and 4041", ""},
	} {
		out := alone(t, BackwardNumbers(), c.in)
		want := c.want
		if want == "" {
			want = c.in
		}
		if got := out; got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", c.in, got, want)
		}
	}
}

// TestShapesBack: single words whose shapes join only when they are read from the end, or only as they
// stand.
func TestShapesBack(t *testing.T) {
	for _, c := range []struct {
		in          string
		back, ahead bool
	}{
		{"\uFEE1\uFEFC\uFEB3", true, false},                          // MEEM, LAM WITH ALEF, SEEN
		{"\uFEB3\uFEFC\uFEE1", false, true},                          // the same from the beginning
		{"\uFE96\uFEB3\uFE8D", true, false},                          // TEH, SEEN, ALEF
		{"\uFEAD\uFEA9", false, false},                               // REH, DAL: nothing is joined
		{"\uFE91\uFEEA \uFEB3\uFEFC\uFEE1", false, true},             // BEH, HEH, and a second word
		{"\uFE91\uFEEA\uFEB3\uFEFC\uFEE1", false, true},              // the space between them lost
		{"\u0628\uFE8E\uFECD \u0633\uFE92\uFEB0", false, true},       // plain letters among them
		{"\uFE91\u064E\uFEEA\u064E \uFEB3\uFEFC\uFEE1", false, true}, // marks
		{"\uFFFD\uFEE6\uFFFD\uFFFD\uFEE3\uFFFD", false, false},       // either side of a letter without a name may be joined
	} {
		in := page.TextOf(c.in)
		all := pass.Range{To: len(in)}
		if back, ahead := shapesBack(in, all), shapesAhead(in, all); back != c.back || ahead != c.ahead {
			t.Errorf("%+q: back %v, ahead %v, want %v and %v", c.in, back, ahead, c.back, c.ahead)
		}
	}
}

// TestDrawnAhead: a line whose shapes reach each other as it stands is not turned, though those around
// it are backward and its words are known either way.
func TestDrawnAhead(t *testing.T) {
	back := []rune("بچه‌های روستا هر روز صبح به باغ انار می‌رفتند و از آنجا به مدرسه")
	slices.Reverse(back)
	want := "بچه‌های روستا هر روز صبح به باغ انار می‌رفتند و از آنجا به مدرسه"
	for _, c := range []struct{ in, want string }{
		{"\uFE91\uFE8E\uFE8D\u0632", "\uFE91\uFE8E\uFE8D\u0632"}, // BEH, ALEF and two letters that join nothing
		{"باز ۳", "۳ زاب"},                                       // plain letters tell nothing
	} {
		in := strings.Join([]string{string(back), c.in, string(back)}, "\n")
		if got := alone(t, Direction(lang.Default()), in); got != strings.Join([]string{want, c.want, want}, "\n") {
			t.Errorf("%s\nbecame %s", in, got)
		}
	}
}

// TestOneBackwardLine: in a text of one line the words tell whether its letters or all of it was turned,
// and the stop with them.
func TestOneBackwardLine(t *testing.T) {
	for in, want := range map[string]string{
		"مالس نم نابغاب نیا غاب متسه": "سلام من باغبان این باغ هستم",
		"متسه غاب نیا نابغاب نم مالس": "سلام من باغبان این باغ هستم",
		"نابغاب ریپ هب غاب .تفرن":     "باغبان پیر به باغ نرفت.",
		".تفرن غاب هب ریپ نابغاب":     "باغبان پیر به باغ نرفت.",
	} {
		if got := alone(t, Direction(lang.Default()), in); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}

// TestKeepPairs: in a turned line of shapes the plain letters of a ligature are put in order; letters that
// are plain as nothing joins them stay.
func TestKeepPairs(t *testing.T) {
	for in, want := range map[string]string{
		"\u0627\u0628\uFEDF\uFEE0\uFED0\uFE94":         "\u0628\u0627\uFEDF\uFEE0\uFED0\uFE94", // beh with alef before an initial lam
		"\uFEE3\uFEAE\uFEA3\u0627\u0628":               "\uFEE3\uFEAE\uFEA3\u0628\u0627",       // behind an initial hah
		"\uFB90\uFE98\uFE8E\u0628 \uFEAD\u0627":        "",                                     // beh behind a final alef
		"\uFE91\uFEAE\u062F \u0627\u0632 \u0622\u0628": "",                                     // plain words
	} {
		text := page.TextOf(in)
		if want == "" {
			want = in
		}
		if keepPairs(text); text.String() != want {
			t.Errorf("%+q became %+q", in, text.String())
		}
	}
}
