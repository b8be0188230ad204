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
