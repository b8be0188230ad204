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

// TestBackwardNumbers: years, dates and times of a whole text tell that its numbers are
// backwards; codes that begin with a nought and one year alone do not.
func TestBackwardNumbers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"باغ را در سال ۷۸۳۱ خریدند و در ۵۹۳۱ فروختند، ۵۳ درخت داشت", "باغ را در سال ۱۳۸۷ خریدند و در ۱۳۹۵ فروختند، ۳۵ درخت داشت"},
		{"جلسه ساعت ۵۴:۸۱ روز ۷۲/۰۱/۲۰۴۱ آغاز شد", "جلسه ساعت ۱۸:۴۵ روز ۱۴۰۲/۱۰/۲۷ آغاز شد"},
		{"باغ را در سال ۱۳۸۷ خریدند و در ۱۳۹۵ فروختند", ""},
		{"پیش‌شماره‌های ۰۹۳۱، ۰۹۰۲، ۰۹۳۲، ۰۹۱۱، ۰۹۸۲ و ۰۹۳۴ از آنِ باغ‌های شمال است", ""},
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

// TestShapesBack: single words whose shapes join only when they are read from the end.
func TestShapesBack(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"\uFEE1\uFEFC\uFEB3", true},                           // MEEM, LAM WITH ALEF, SEEN
		{"\uFEB3\uFEFC\uFEE1", false},                          // the same from the beginning
		{"\uFE96\uFEB3\uFE8D", true},                           // TEH, SEEN, ALEF
		{"\uFEAD\uFEA9", false},                                // REH, DAL: nothing is joined
		{"\uFE91\uFEEA \uFEB3\uFEFC\uFEE1", false},             // BEH, HEH, and a second word
		{"\uFE91\uFEEA\uFEB3\uFEFC\uFEE1", false},              // the space between them lost
		{"\u0628\uFE8E\uFECD \u0633\uFE92\uFEB0", false},       // plain letters among them
		{"\uFE91\u064E\uFEEA\u064E \uFEB3\uFEFC\uFEE1", false}, // marks
	} {
		in := page.TextOf(c.in)
		if got := shapesBack(in, pass.Range{To: len(in)}); got != c.want {
			t.Errorf("%+q: %v, want %v", c.in, got, c.want)
		}
	}
}
