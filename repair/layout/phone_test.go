package layout

import (
	"strings"
	"testing"
)

// TestPhone: the groups of a telephone number that was shown from the left stay in order, where a
// line is read from the right. Sums, and numbers with a plus behind them, do not count.
func TestPhone(t *testing.T) {
	const before = "مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند"
	for shown, want := range map[string]string{ // from the left
		"+۹۸ ۲۱ ۵۵۵۰ ۱۲۳۴":    "+۹۸ ۲۱ ۵۵۵۰ ۱۲۳۴",
		"+۹۸-۲۱-۵۵۵۰-۱۲۳۴":    "+۹۸-۲۱-۵۵۵۰-۱۲۳۴",
		"+۹۸ (۰) ۲۱ ۵۵۵۰ ۱۲۳": "+۹۸ (۰) ۲۱ ۵۵۵۰ ۱۲۳",
		"۲۰ +۱۸":              "۱۸+ ۲۰",
	} {
		p := newPress()
		p.line(before, 540, 740, true)
		p.line(before, 540, 720, true)
		w := p.line("تلفن:", 540, 700, true)
		x := 540 - w - 6
		n := len(p.page.Glyphs)
		total := p.line(shown, 0, 700, false)
		for i := n; i < len(p.page.Glyphs); i++ {
			g := &p.page.Glyphs[i]
			g.Origin.X += x - total
			g.Box.X0 += x - total
			g.Box.X1 += x - total
		}
		if got := p.read(Options{}); !strings.Contains(got, "تلفن: "+want) {
			t.Errorf("%s: got %s", shown, got)
		}
	}
}
