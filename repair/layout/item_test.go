package layout

import (
	"slices"
	"strings"
	"testing"
)

// TestItemAtLeft: bullets and numbers that are counted on, at the left ends of lines that are read
// from the right, begin them. A number alone may end its line, and so may a bullet between words.
func TestItemAtLeft(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		rtl   bool // laid out from the right
		want  string
	}{
		"bullets":        {[]string{"\u2022 نامه به شورای شهر", "\u2022 رونوشت آن به بایگانی"}, false, "\u2022 نامه به شورای شهر\n\n\u2022 رونوشت آن به بایگانی\n"},
		"numbers":        {[]string{"7. نامه به شورای شهر", "8. رونوشت آن به بایگانی:"}, false, "7. نامه به شورای شهر\n\n8. رونوشت آن به بایگانی:\n"},
		"numbers, ended": {[]string{"نامه به شورای شهر در سال 7", "رونوشت آن به بایگانی در سال 9"}, true, "نامه به شورای شهر در سال 7\n\nرونوشت آن به بایگانی در سال 9\n"},
		"separators":     {[]string{"باغ \u2022 خانه \u2022 چشمه \u2022", "دیوار \u2022 سایه"}, true, "باغ \u2022 خانه \u2022 چشمه \u2022\nدیوار \u2022 سایه\n"},
	} {
		p := newPress()
		p.forms = true
		p.line("مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند", 540, 740, true)
		for i, s := range c.lines {
			x := 300.0
			if c.rtl {
				x = 540
			}
			p.line(s, x, 680-40*float64(i), c.rtl)
		}
		if got := p.read(Options{}); !strings.Contains(strings.ReplaceAll(got, "\n\n", "\n"), strings.ReplaceAll(c.want, "\n\n", "\n")) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// TestBulletJoin: the white between a bullet and its item is covered, on the nearer side, and a
// bullet far from everything stands alone.
func TestBulletJoin(t *testing.T) {
	for name, c := range map[string]struct{ row, want []interval }{
		"right of its item": {[]interval{{100, 200}, {212, 216}, {260, 400}}, []interval{{100, 200}, {200, 216}, {260, 400}}},
		"left of its item":  {[]interval{{100, 180}, {212, 216}, {230, 400}}, []interval{{100, 180}, {212, 230}, {230, 400}}},
		"last":              {[]interval{{100, 200}, {212, 216}}, []interval{{100, 200}, {200, 216}}},
		"between":           {[]interval{{100, 200}, {212, 216}, {228, 400}}, []interval{{100, 200}, {212, 216}, {228, 400}}},
		"alone":             {[]interval{{100, 180}, {212, 216}, {260, 400}}, []interval{{100, 180}, {212, 216}, {260, 400}}},
	} {
		bullet{0, interval{212, 216}}.join(c.row, 20)
		if !slices.Equal(c.row, c.want) {
			t.Errorf("%s: %v want %v", name, c.row, c.want)
		}
	}
}

// TestBulletWhite: wide white between a bullet and its item parts no cells; one that stands far away
// is a cell.
func TestBulletWhite(t *testing.T) {
	for _, c := range []struct {
		gap  float64
		want string
	}{
		{20, "\u2022 درختان کنار رودخانه\n"},
		{40, "\u2022 درختان کنار رودخانه\n"},
		{150, "\u2022\tدرختان کنار رودخانه\n"},
	} {
		p := newPress()
		p.forms = true
		for i, s := range []string{"نامه به شورای شهر", "درختان کنار رودخانه", "پاسخ مردم محله بالا", "گزارش ماه گذشته ما"} {
			y := 700 - 20*float64(i)
			p.line("\u2022", 540, y, true)
			p.line(s, 540-c.gap, y, true)
		}
		if got := p.read(Options{}); !strings.Contains(got, c.want) {
			t.Errorf("gap %g:\n%s", c.gap, got)
		}
	}
}

// TestRaggedBullets: where the items of a list are flush at the right their text is laid out from the
// right, though their bullets stand at the left; one whose bullets stand below each other is laid out from the left.
func TestRaggedBullets(t *testing.T) {
	items := []string{"ABC باغ بزرگ کنار رود", "XYZ خانه کوچک", "راه خاکی تا چشمه دور"}
	for _, flush := range []bool{true, false} {
		p := newPress()
		p.forms = true
		p.line("مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند", 540, 740, true)
		var want string
		for i, s := range items {
			y := 680 - 20*float64(i)
			words := strings.SplitN(s, " ", 2)
			switch w := p.widthOf(s); {
			case flush:
				p.line(s, 540, y, true)
				p.raw("\u2022", 540-w-14, y, false)
				want = "\u2022 ABC باغ بزرگ کنار رود"
			case i < 2: // the Latin word comes last
				p.line("\u2022 "+words[1]+" "+words[0], 300, y, false)
				want = "\u2022 باغ بزرگ کنار رود ABC"
			default:
				p.line("\u2022 "+s, 300, y, false)
			}
		}
		if got := p.read(Options{}); !strings.Contains(got, want) {
			t.Errorf("flush %v: want %q\n%s", flush, want, got)
		}
	}
}
