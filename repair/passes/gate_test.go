package passes_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/passes"
)

// wrapped are the lines of our own texts, as on pages.
func wrapped(t testing.TB, width int, names ...string) (lines []string) {
	t.Helper()
	for _, name := range names {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		for paragraph := range strings.SplitSeq(gold, "\n") {
			if paragraph != "" {
				lines = append(lines, damage.Wrap(paragraph, width)...)
			}
		}
	}
	return lines
}

// runLines is what the pass for runs makes of some lines, and its edits.
func runLines(t testing.TB, lines []string) (out []string, edits []pass.Edit) {
	t.Helper()
	in := page.TextOf(strings.Join(lines, "\n"))
	res, err := pass.Run(context.Background(), []pass.Pass{passes.Runs(lang.Default(), nil)}, in, pass.Policy{Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range res.Log {
		edits = append(edits, r.Edits...)
	}
	return strings.Split(res.Text.String(), "\n"), edits
}

var lettersOnly = strings.NewReplacer(" ", "", "\u200c", "")

// rightLines counts the lines that have the letters of the gold in its order.
func rightLines(out, gold []string) (n int) {
	for i, l := range out {
		if lettersOnly.Replace(l) == lettersOnly.Replace(gold[i]) {
			n++
		}
	}
	return n
}

// TestScrambledPage: every word of a page is known, and the order of two to four runs
// in its lines is wrong.
func TestScrambledPage(t *testing.T) {
	gold := wrapped(t, 78, "prose", "columns")
	in, _, err := damage.Apply("runs-few", strings.Join(gold, "\n"), damage.Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := runLines(t, strings.Split(in, "\n"))
	right := rightLines(out, gold)
	if 10*right < 4*len(gold) {
		t.Errorf("%d of %d lines are right", right, len(gold))
	}
	again, _ := runLines(t, out)
	if !slices.Equal(again, out) {
		t.Error("a text that was put in order is not left alone")
	}
}

// TestShortScrambledText: few lines that no measure ended say less together than those of a page.
func TestShortScrambledText(t *testing.T) {
	for name, seed := range map[string]uint64{"columns": 1, "law": 3} {
		gold := wrapped(t, 78, name)[:14]
		in, _, err := damage.Apply("runs-few", strings.Join(gold, "\n"), damage.Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		out, _ := runLines(t, strings.Split(in, "\n"))
		if right := rightLines(out, gold); 2*right < len(gold) {
			t.Errorf("%s: %d of %d lines are right", name, right, len(gold))
		}
	}
}

// TestScrambledPageAmongHealthy: a scrambled page stands between healthy ones, which
// stay as they are.
func TestScrambledPageAmongHealthy(t *testing.T) {
	healthy := wrapped(t, 78, "prose", "law", "religious")
	for len(healthy) < 80 {
		healthy = append(healthy, healthy...)
	}
	healthy = healthy[:80] // two pages
	sick, _, err := damage.Apply("runs-few", strings.Join(wrapped(t, 78, "prose", "columns")[:40], "\n"), damage.Options{Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	in := slices.Concat(healthy, strings.Split(sick, "\n"), healthy)
	out, edits := runLines(t, in)
	if len(edits) < 10 {
		t.Errorf("%d lines of a scrambled page are put in order", len(edits))
	}
	for i, l := range out {
		if (i < 80 || i >= 120) && l != in[i] {
			t.Errorf("healthy line %q became %q", in[i], l)
		}
	}
}

// TestHealthyPages: pages of every script and kind are left alone, and so are they where
// no line goes on in the next.
func TestHealthyPages(t *testing.T) {
	for _, name := range []string{"prose", "columns", "law", "letter", "list", "table", "technical", "religious", "verse", "lines",
		"arabic", "azeri", "kurdish", "pashto", "urdu", "english", "hebrew"} {
		for _, width := range []int{40, 78} {
			lines := wrapped(t, width, name)
			if out, _ := runLines(t, lines); !slices.Equal(out, lines) {
				t.Errorf("%s at %d letters a line was changed", name, width)
			}
			for i := 0; i+1 < len(lines); i++ { // the last line first, the first last, ...
				if i%2 == 0 {
					lines[i], lines[len(lines)-1-i/2] = lines[len(lines)-1-i/2], lines[i]
				}
			}
			if out, edits := runLines(t, lines); !slices.Equal(out, lines) {
				t.Errorf("%s at %d letters a line was changed where no line goes on: %q", name, width, edits[0].Old.String())
			}
		}
	}
	for name, text := range fixtures.Negative() {
		lines := strings.Split(text, "\n")
		if out, _ := runLines(t, lines); !slices.Equal(out, lines) {
			t.Errorf("%s was changed", name)
		}
	}
}

// Lines that owe nothing to one another, of a length that their author chose: couplets,
// headlines, answers. Only what is wrong inside of them could show, and nothing is.
func TestRunsLeaveLinesOfTheirOwn(t *testing.T) {
	words := strings.Fields(strings.Join(wrapped(t, 78, "prose", "columns"), " "))
	var lines []string
	for i := range 200 {
		from := i * 97 % (len(words) - 16)
		line := slices.Clone(words[from : from+7+i%6])
		line[0], line[3] = line[3], line[0] // as words of verse stand
		lines = append(lines, strings.Join(line, " "))
	}
	if _, edits := runLines(t, lines); len(edits) > 0 {
		t.Errorf("%d edits, the first %q for %q", len(edits), edits[0].New.String(), edits[0].Old.String())
	}
}

// TestScrambledPageOfNoMeasure: where no measure ended the lines a page must show far
// more, and one all of whose lines are in two to four runs does.
func TestScrambledPageOfNoMeasure(t *testing.T) {
	words := strings.Fields(strings.Join(wrapped(t, 78, "prose", "columns", "law", "technical", "religious"), " "))
	var gold []string
	for i := range pageOf {
		n := 11 + 5*(i%2) // words of a line, long or short
		gold, words = append(gold, strings.Join(words[:n], " ")), words[n:]
	}
	in, _, err := damage.Apply("runs-few", strings.Join(gold, "\n"), damage.Options{Seed: 3, Width: 200})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := runLines(t, strings.Split(in, "\n"))
	right := rightLines(out, gold)
	if 3*right < len(gold) {
		t.Errorf("%d of %d lines are right", right, len(gold))
	}
}

// pageOf is a page's number of lines.
const pageOf = 40

// Couplets with a wide gap between their hemistichs, which a run could end at.
func TestRunsLeaveCouplets(t *testing.T) {
	words := strings.Fields(strings.Join(wrapped(t, 78, "prose", "columns"), " "))
	for _, gap := range []string{"    ", "\t"} {
		var lines []string
		for i := range 60 {
			from := i * 97 % (len(words) - 16)
			lines = append(lines, strings.Join(words[from+6:from+12], " ")+gap+strings.Join(words[from:from+6], " "))
		}
		if _, edits := runLines(t, lines); len(edits) > 0 {
			t.Errorf("%d edits, the first %q for %q", len(edits), edits[0].New.String(), edits[0].Old.String())
		}
	}
}

// TestShortLines: lines that are too short to tell anything are put in order where the
// others tell how often lines are cut, and left alone where these are healthy.
func TestShortLines(t *testing.T) {
	const short, scrambled = "می‌آید.", "آید.می"
	gold := wrapped(t, 78, "prose", "columns")
	in, _, err := damage.Apply("runs-few", strings.Join(gold, "\n"), damage.Options{Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	lines := append(strings.Split(in, "\n"), scrambled)
	if out, _ := runLines(t, lines); out[len(out)-1] != short {
		t.Errorf("a short line of a scrambled page: got %q, want %q", out[len(out)-1], short)
	}
	if out, edits := runLines(t, append(slices.Clone(gold), short)); out[len(out)-1] != short || len(edits) > 0 {
		t.Errorf("a short line of a healthy page: got %q", out[len(out)-1])
	}
}
