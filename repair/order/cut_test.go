package order

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
)

// TestCut: lines cut by fonts are not taken for others, nor those cut seldom for those
// cut often. A document of which no ZWNJ is left tells nothing.
func TestCut(t *testing.T) {
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
	cut := func(text string) Cut {
		var runes [][]rune
		for line := range strings.SplitSeq(text, "\n") {
			runes = append(runes, []rune(line))
		}
		chosen := rd.Lines(runes, Options{})
		all := cutOf(runes, chosen, cutLeast, 0)
		// Some lines tell the same of all, or that they cannot tell.
		if some := CutOf(runes, chosen[:len(chosen)/2]); some != ByFonts && some != all {
			t.Errorf("half of the lines are cut as %d, all as %d", some, all)
		}
		if CutOf(runes, chosen[:min(len(chosen), cutSurely-1)]) != ByFonts {
			t.Error("few lines are sure of all")
		}
		return all
	}
	for fault, want := range map[string]Cut{"runs-reversed": ByFonts, "runs-few": Seldom, "runs-many": Often} {
		for seed := range uint64(3) {
			text, _, err := damage.Apply(fault, strings.Join(lines, "\n"), damage.Options{Seed: seed + 1})
			if err != nil {
				t.Fatal(err)
			}
			if got := cut(text); got != want {
				t.Errorf("%s, seed %d: %d, want %d", fault, seed+1, got, want)
			}
			if got := cut(strings.ReplaceAll(text, "\u200C", " ")); got != ByFonts { // ZERO WIDTH NON-JOINER
				t.Errorf("%s without ZWNJs, seed %d: %d, want %d", fault, seed+1, got, ByFonts)
			}
		}
	}
	if got := cut(strings.Join(lines[:4], "\n")); got != ByFonts {
		t.Errorf("four lines tell nothing, but %d", got)
	}
}

// TestEnds: of two readings that are as good, the line that ends a paragraph has the one
// that ends with a stop.
func TestEnds(t *testing.T) {
	gold, err := fixtures.Gold("prose")
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]rune
	var ends []bool
	text, _, err := damage.Apply("runs-few", gold, damage.Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		for line := range strings.SplitSeq(paragraph, "\n") {
			lines, ends = append(lines, []rune(line)), append(ends, false)
		}
		ends[len(ends)-1] = true
	}
	rd := NewReader(lang.Default())
	chosen := rd.Lines(lines, Options{})
	stopped := func(opt Options) (n int) {
		again, ok := rd.Recut(lines, lines, chosen, opt)
		if !ok {
			t.Fatal("lines in two to four runs tell nothing")
		}
		for i, c := range again {
			if ends[i] && len(c.Runs) > 0 && stops(c.Apply(lines[i])) {
				n++
			}
		}
		return n
	}
	without, with := stopped(Options{}), stopped(Options{Ends: ends})
	if with < without || with == 0 {
		t.Errorf("%d paragraphs end with a stop where ends are known, %d where not", with, without)
	}
}
