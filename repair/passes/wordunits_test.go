package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestWordUnits: in lines turned word by word the parts of a word with a ZWNJ stand in order, with a space between,
// and keep it; where each stands by itself all are turned.
func TestWordUnits(t *testing.T) {
	turned := func(unit string) string {
		var lines []string
		for l := range strings.SplitSeq(yehText, "\n") {
			words := strings.Fields(strings.ReplaceAll(l, string(zwnj), unit))
			slices.Reverse(words)
			lines = append(lines, strings.Join(words, " "))
		}
		return strings.Join(lines, "\n")
	}
	want := strings.ReplaceAll(yehText, string(zwnj), " ")
	for name, in := range map[string]string{"units": strings.ReplaceAll(turned("_"), "_", " "), "words": turned(" ")} {
		if got := alone(t, WordOrder(lang.Default()), in); got != want {
			t.Errorf("%s:\n%s\nbecame\n%s", name, in, got)
		}
	}
}
