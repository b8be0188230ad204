package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestWordsApart: words without spaces between them that stand in order, the pieces of each from left to right, are
// turned one by one.
func TestWordsApart(t *testing.T) {
	var in, want []string
	lines := slices.Concat(pieceLines[:3], pieceLines[5:])
	for _, l := range lines {
		var line strings.Builder
		for w := range strings.FieldsSeq(l) {
			line.WriteString(throughPDFJS(w))
		}
		in = append(in, line.String())
		want = append(want, strings.Join(strings.Fields(strings.ReplaceAll(l, string(zwnj), "")), ""))
	}
	turnsInto(t, in, want)
}

// TestWordsApartWhole: lines without spaces that stand backwards to the last letter, plain letters too, have their words from
// last to first, whatever they are parted into.
func TestWordsApartWhole(t *testing.T) {
	var in, want []string
	for _, l := range slices.Concat(pieceLines[:2], pieceLines[5:]) {
		whole := []rune(strings.Join(strings.Fields(backwardShapes(l)), ""))
		in = append(in, string(whole))
		want = append(want, strings.Join(strings.Fields(strings.ReplaceAll(l, string(zwnj), "")), ""))
	}
	turnsInto(t, in, want)
}

// turnsInto tries Direction on lines, of which want has the letters.
func turnsInto(t *testing.T, in, want []string) {
	t.Helper()
	got := alone(t, Direction(lang.Default()), strings.Join(in, "\n"))
	for i, g := range strings.Split(got, "\n") {
		var plain strings.Builder
		for _, r := range g {
			plain.WriteString(string(baseOf(r)))
		}
		if plain.String() != want[i] {
			t.Errorf("%s:\n got %s\nwant %s", in[i], plain.String(), want[i])
		}
	}
}
