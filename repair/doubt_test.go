package repair_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/passes"
)

// TestLetterDoubtful reads letters of a page as others, one at a time, and expects
// the warning; sound texts have none.
func TestLetterDoubtful(t *testing.T) {
	var golds []string
	for _, name := range []string{"prose", "columns", "law"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		golds = append(golds, gold)
	}
	sound := strings.Join(golds, "\n")
	doubtful := func(s string) bool {
		return slices.ContainsFunc(text(t, s).Warnings, func(w page.Warning) bool { return w.Code == passes.LetterDoubtful })
	}
	for _, swap := range []string{"\u0631\u0646", "\u06A9\u0644", "\u0641\u0642", "\u062C\u062D", "\u0632\u0631", "\u06AF\u06A9"} { // REH as NOON, KEHEH as LAM, FEH as QAF, JEEM as HAH, ZAIN as REH, GAF as KEHEH
		from, to := string([]rune(swap)[0]), string([]rune(swap)[1])
		if !doubtful(strings.ReplaceAll(sound, from, to)) {
			t.Errorf("%s read as %s is not told", from, to)
		}
	}
	if doubtful(sound) {
		t.Error("a sound text is doubted")
	}
	for name, s := range fixtures.Negative() {
		if doubtful(s) {
			t.Errorf("%s is doubted", name)
		}
	}
}
