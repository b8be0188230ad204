package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestOften: no document that is whole, or whose lines are cut into two to four runs, is
// taken for one that is cut often; of those in five to nine runs some are found out.
func TestOften(t *testing.T) {
	var lines []string
	for _, name := range []string{"prose", "columns"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		for paragraph := range strings.SplitSeq(gold, "\n\n") {
			lines = append(lines, damage.Wrap(strings.TrimSpace(paragraph), 78)...)
		}
	}
	rd := NewReader(lang.Default())
	often := func(fault string, seed uint64) bool {
		text, _, err := damage.Apply(fault, strings.Join(lines, "\n"), damage.Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		var runes [][]rune
		for line := range strings.SplitSeq(text, "\n") {
			runes = append(runes, []rune(line))
		}
		return rd.often(runes)
	}
	const seeds = 5
	found := 0
	for seed := range uint64(seeds) {
		if often("runs-few", seed+1) {
			t.Errorf("seed %d: lines in two to four runs are taken for more", seed+1)
		}
		if often("runs-many", seed+1) {
			found++
		}
	}
	if found < 2 {
		t.Errorf("%d of %d documents in five to nine runs are found out", found, seeds)
	}
	var whole [][]rune
	for _, line := range lines {
		whole = append(whole, []rune(line))
	}
	if rd.often(whole) || rd.often(whole[:1]) {
		t.Error("a document that is whole is cut often")
	}
}
