package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// TestLatinMarker: an item of a Persian list with a Latin letter for its number, laid out
// from the left for that letter, is read from the left. A bracket at the left end of a
// line that goes on, or one of a pair, is no such marker.
func TestLatinMarker(t *testing.T) {
	const before, after = "مردم ده سه راه پیش رو داشتند و هر کدام را آزموده بودند", "و کوزه‌ها را از چشمهٔ بالا پر کنند"
	for _, c := range []struct {
		name, line string
		rtl        bool // laid out from the right
		turned     bool // its bracket was drawn turned round
		measure    float64
		want       string
	}{
		{"marker", "b) نامه به شورای شهر", false, false, 0, "b) نامه به شورای شهر"},
		{"turned marker", "b) نامه به شورای شهر", false, true, 0, "b) نامه به شورای شهر"},
		{"a pair", "نامه به شورای شهر (b)", true, false, 0, "نامه به شورای شهر (b)"},
		{"full line", "نامه به شورای شهر و یک رونوشت از آن نزد (b", true, false, 330, "نامه به شورای شهر و یک رونوشت از آن نزد (b"},
		{"no bracket", "نامه به شورای شهر b", true, false, 0, "نامه به شورای شهر b"},
	} {
		p := newPress()
		p.forms = true
		p.fill(before, 540, 700, true, 330)
		n := len(p.page.Glyphs)
		if c.rtl {
			p.fill(c.line, 540, 670, true, c.measure)
		} else {
			p.fill(c.line, 420, 670, false, c.measure)
		}
		for i := n; i < len(p.page.Glyphs) && c.turned; i++ {
			if g := &p.page.Glyphs[i]; g.Text == ")" {
				g.Text, g.Code = "(", '('*8
			}
		}
		p.line(after, 540, 640, true)
		if got := p.read(Options{}); !strings.Contains(got, c.want+"\n") {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

// TestDashedMarker: a number and a dash with white around it begin an item where a word follows.
func TestDashedMarker(t *testing.T) {
	for _, c := range []struct {
		line string
		want bool
	}{
		{"۲ - کوزه‌ها را از چشمه پر کنند", true},
		{"12 – أغلق الباب", true},
		{"۲- کوزه‌ها را پر کنند", true},
		{"۸۷ - ۹۰ سال پس از آن", false},
		{"۱۳۸۷ - سال خشکی", false},
		{"2 - x", false},
		{"۲ -", false},
		{"چاه - آب", false},
	} {
		if got := startsList(page.InferredText(c.line)); got != c.want {
			t.Errorf("%s: %v", c.line, got)
		}
	}
}
