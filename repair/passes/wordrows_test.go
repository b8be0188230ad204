package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestWordRows: words that stand in paragraphs of their own, those of a line from last to first, are put into
// lines; of fifteen words less than one does not follow the word that they follow in the text.
func TestWordRows(t *testing.T) {
	for _, name := range []string{"news", "literature"} {
		want := strings.Fields(article(t, name))
		var in []string
		for _, l := range damage.Wrap(strings.Join(want, " "), 80) {
			words := strings.Fields(l)
			slices.Reverse(words)
			in = append(in, words...)
		}
		out := alone(t, WordRows(lang.Default()), strings.Join(in, "\n\n"))
		got := strings.Fields(out)
		pairs := make(map[[2]string]int)
		for i := range len(got) - 1 {
			pairs[[2]string{got[i], got[i+1]}]++
		}
		lost := 0
		for i := range len(want) - 1 {
			p := [2]string{want[i], want[i+1]}
			if pairs[p]--; pairs[p] < 0 {
				lost++
			}
		}
		if t.Logf("%s: %d of %d pairs lost", name, lost, len(want)-1); len(got) != len(want) || 15*lost > len(want) {
			t.Errorf("%s: %d words, want %d, %d pairs lost:\n%s", name, len(got), len(want), lost, out)
		}
		if again := alone(t, WordRows(lang.Default()), out); again != out {
			t.Errorf("%s: lines are put into lines again", name)
		}
	}
}

// Two words in one are parted, the narrow one behind.
func TestWordRowsDivide(t *testing.T) {
	in := strings.Fields(article(t, "news"))
	slices.Reverse(in)
	in = append(in, "باشما", "رودخانه")
	out := alone(t, WordRows(lang.Default()), strings.Join(in, "\n\n"))
	if !strings.Contains(out, "رودخانه شما با") {
		t.Errorf("%s", out)
	}
}

// Those that follow in the order in which they stand are joined by word-lines.
func TestWordLinesAlone(t *testing.T) {
	words := strings.Fields(article(t, "news"))
	got := alone(t, WordLines(lang.Default()), strings.Join(words, "\n\n"))
	if feeds, n := strings.Count(got, "\n\n"), len(words)/20; feeds > n || !slices.Equal(strings.Fields(got), words) {
		t.Errorf("%d empty lines are left, want at most %d:\n%s", feeds, n, got)
	}
}

// Paragraphs of a word that follow in the order in which they stand, and those of a list, stay.
func TestWordRowsLeavesAlone(t *testing.T) {
	for _, in := range []string{
		strings.Join(strings.Fields(article(t, "news")), "\n\n"),
		strings.Repeat("سیب\n\nگلابی\n\nانار\n\nانگور\n\n", 20),
	} {
		if got := alone(t, WordRows(lang.Default()), in); got != in {
			t.Errorf("%.80s", got)
		}
	}
}
