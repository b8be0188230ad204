package passes

import (
	"context"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Stretches that an extractor put out from left to right are put in order; those of a page,
// whose places are known, stand where they stand.
func TestStretchesOfPages(t *testing.T) {
	const in = "درخت سیب کاشتند و هر کدام را با 3 سطل آب دادند. 25 باغبان‌ها در سال گذشته\n" +
		"سانتی‌متر بلند بود و پیش از رسیدن تابستان شکوفه داد. 120 یکی از درخت‌ها\n" +
		"نفر از همسایه‌ها برای چیدن میوه آمدند و تا غروب ماندند 14 روز جمعه\n"
	for _, firm := range []bool{false, true} {
		res, err := pass.Run(context.Background(), []pass.Pass{Stretches(lang.Default())}, page.TextOf(in), pass.Policy{Threshold: 0.5, Firm: firm})
		if err != nil {
			t.Fatal(err)
		}
		if changed := res.Text.String() != in; changed == firm {
			t.Errorf("firm %v: %q", firm, res.Text.String())
		}
	}
}

// TestPutOut: lines of which most tell that they were put out from left to right carry those
// that hardly tell; a few among many that tell the opposite, full stops at their ends or not, do
// not.
func TestPutOut(t *testing.T) {
	lines := func(n int, ends bool, gain float64) (l []stretchLine, g []float64) {
		for range n {
			l, g = append(l, stretchLine{ends: ends}), append(g, gain)
		}
		return l, g
	}
	for _, c := range []struct {
		name             string
		put, kept, ended int
		text             bool    // put out so
		faint            float64 // gain of a line that is turned then
	}{
		{"one line", 1, 0, 0, false, 0},
		{"most lines", 6, 1, 1, true, -1},
		{"half the lines", 4, 4, 0, true, 3},
		{"among sound lines", 3, 60, 0, false, 0},
		{"among sentences", 3, 0, 60, false, 0},
		{"among many sound lines", 60, 400, 0, false, 0},
	} {
		found, gains := lines(c.put, false, 15)
		for _, more := range []struct {
			n    int
			ends bool
		}{{c.kept, false}, {c.ended, true}} {
			l, g := lines(more.n, more.ends, -15)
			found, gains = append(found, l...), append(gains, g...)
		}
		rate, sum, told := putOut(found, gains)
		if (sum >= stretchText && (told < stretchFew || rate >= stretchLeast)) != c.text {
			t.Errorf("%s: sum %.1f, rate %.2f", c.name, sum, rate)
		}
		if c.text && stretchSlope*c.faint+logit(rate) <= stretchOdds {
			t.Errorf("%s: rate %.2f leaves a line with a gain of %.0f", c.name, rate, c.faint)
		}
	}
}
