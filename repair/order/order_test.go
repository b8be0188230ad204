package order_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
)

func ExampleSearch() {
	// Two runs of one line, as they stand on the page from the left.
	line := []rune("به موزه بردند. کارگران شهرداری کتاب‌ها را ")
	for _, r := range order.Search(lang.Default(), line, order.Options{}) {
		fmt.Println(strings.TrimSpace(string(r.Apply(line))))
	}
	// Output: کتاب‌ها را به موزه بردند. کارگران شهرداری
}

// TestLinesOnDamagedText reads our own texts with reversed runs: nine of twenty lines
// must come out right, letter for letter but for gaps. Each text has few lines, from which
// little can be learned.
func TestLinesOnDamagedText(t *testing.T) {
	solid := strings.NewReplacer(" ", "", "\u200c", "")
	right, all := 0, 0
	for seed, name := range []string{"prose", "columns", "letter", "technical", "law"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, uint64(seed)))
		var want []string
		var lines [][]rune
		for paragraph := range strings.Lines(gold) {
			if len(paragraph) < 100 {
				continue
			}
			for _, line := range damage.Wrap(strings.TrimSpace(paragraph), 80) {
				want = append(want, line)
				lines = append(lines, []rune(damage.ReverseRuns(r, line)))
			}
		}
		for i, c := range order.Lines(lang.Default(), lines, order.Options{}) {
			if solid.Replace(string(c.Apply(lines[i]))) == solid.Replace(want[i]) {
				right++
			}
		}
		all += len(lines)
	}
	t.Logf("%d of %d lines right", right, all)
	if 20*right < 9*all {
		t.Errorf("%d of %d lines right, want nine of twenty at least", right, all)
	}
}

func TestSearchBounds(t *testing.T) {
	m := lang.Default()
	for _, line := range []string{"", strings.Repeat("ب", order.MaxLine+1)} {
		if got := order.Search(m, []rune(line), order.Options{}); got != nil {
			t.Errorf("a line of %d letters has %d readings", len([]rune(line)), len(got))
		}
	}
	for _, line := range []string{" ", "\u064b", "a", ". 2", strings.Repeat("ب ", order.MaxLine/2)} {
		for _, got := range order.Search(m, []rune(line), order.Options{Count: 5}) {
			n := 0
			for _, r := range got.Runs {
				n += r.To - r.From
			}
			if n != len([]rune(line)) {
				t.Errorf("%+q: a reading covers %d of its letters", line, n)
			}
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	line := []rune("را به نمایش گذاشتند و مردم از آن دیدن کردند کارگران موزه پس از سال‌ها کوشش کتاب‌های کهنه ")
	m := lang.Default()
	order.Search(m, line, order.Options{})
	for b.Loop() {
		order.Search(m, line, order.Options{Count: 12})
	}
}
