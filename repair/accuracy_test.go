//go:build !race

// The figures are the same with the race detector, and cost ten times as much: make test
// runs this file by itself.

package repair_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/score"
	"github.com/paknevis/paknevis/repair/decode"
)

var update = flag.Bool("update", false, "write the golden files anew")

const accuracyTable = "testdata/accuracy.tsv"

// TestAccuracy measures every broken fixture against its gold and holds the
// figures to the committed table: more wrong words or line ends fail, a gain is
// logged and asks for -update. Word errors count a missing ZWNJ.
func TestAccuracy(t *testing.T) {
	type sum struct{ before, after score.Result }
	faults := map[string]*sum{}
	for _, c := range broken(t) {
		// Bytes of a legacy encoding are read before they are repaired.
		in, err := decode.Bytes([]byte(read(t, fixtures.Path(c.File))))
		if err != nil {
			t.Errorf("%s: %v", c.File, err)
			continue
		}
		s := faults[c.Made]
		if s == nil {
			s = new(sum)
			faults[c.Made] = s
		}
		s.before = s.before.Add(score.Compare(c.Gold, in.Text))
		s.after = s.after.Add(score.Compare(c.Gold, text(t, in.Text).Text.String()))
	}
	var b strings.Builder
	b.WriteString("# fault\twords\twrong before\twrong after\twrong line ends after\tletters wrong after\n")
	for _, name := range slices.SortedFunc(maps.Keys(faults), cmp.Compare[string]) {
		s := faults[name]
		fmt.Fprintf(&b, "%s\t%d\t%d\t%d\t%d\t%d\n", name, s.before.Words, s.before.WordErrors, s.after.WordErrors, s.after.Breaks.Missing+s.after.Breaks.Extra, s.after.CharErrors)
	}
	got := b.String()
	t.Log("\n" + got)
	if *update {
		if err := os.WriteFile(accuracyTable, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]string{}
	for row := range strings.Lines(read(t, accuracyTable)) {
		name, figures, _ := strings.Cut(strings.TrimSpace(row), "\t")
		want[name] = figures
	}
	for row := range strings.Lines(got) {
		name, figures, _ := strings.Cut(strings.TrimSpace(row), "\t")
		if strings.HasPrefix(name, "#") {
			continue
		}
		switch worse, err := isWorse(figures, want[name]); {
		case err != nil:
			t.Errorf("%s: %v; run go test ./repair -update", name, err)
		case worse:
			t.Errorf("%s: got %s, before %s", name, figures, want[name])
		case figures != want[name]:
			t.Logf("%s is better than %s: run go test ./repair -update", name, accuracyTable)
		}
	}
}

// isWorse compares two rows of figures: words, wrong before, and the three of after.
func isWorse(now, then string) (bool, error) {
	var a, b [5]int
	for _, row := range []struct {
		from string
		to   *[5]int
	}{{now, &a}, {then, &b}} {
		to := row.to
		if _, err := fmt.Sscan(row.from, &to[0], &to[1], &to[2], &to[3], &to[4]); err != nil {
			return false, fmt.Errorf("reading %q: %w", row.from, err)
		}
	}
	if a[0] != b[0] || a[1] != b[1] {
		return false, fmt.Errorf("the fixture is another one: %q, not %q", now, then)
	}
	return a[2] > b[2] || a[3] > b[3], nil
}
