package passes

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/damage"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestGlimpse: where some lines are read first, all read as they do where all are, and
// those of lines in order or of too few tell nothing.
func TestGlimpse(t *testing.T) {
	var all []string
	for _, name := range []string{"prose", "columns"} {
		gold, err := fixtures.Gold(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Fields(gold)...)
	}
	lines := damage.Wrap(strings.Join(all, " "), 78)
	for _, c := range []struct {
		fault string
		n     int
		want  bool
	}{
		{"runs-many", len(lines), true},
		{"runs-few", len(lines), true},
		{"runs-many", leastPage - 1, false},
		{"runs-reversed", len(lines), false},
		{"", len(lines), false},
	} {
		in := strings.Join(lines[:c.n], "\n")
		if c.fault != "" {
			var err error
			if in, _, err = damage.Apply(c.fault, in, damage.Options{Seed: 2}); err != nil {
				t.Fatal(err)
			}
		}
		v := &pass.View{Text: page.TextOf(in)}
		at := searchable(v)
		rd := order.NewReader(lang.Default())
		for name, some := range map[string][]groups{"text": spread(at), "page": spreadOnPage(at)} {
			_, got, ok := glimpse(lang.Default(), rd, v, at, some, order.Options{})
			if ok != c.want {
				t.Errorf("%s %s of %d lines: %v", name, c.fault, len(at), ok)
			}
			if !ok {
				continue
			}
			_, want, ok := recut(rd, v, at, rd.Lines(linesAt(v, at), order.Options{}), order.Options{})
			same := slices.EqualFunc(got, want, func(a, b order.Choice) bool { return slices.Equal(a.Runs, b.Runs) })
			if !ok || !same {
				t.Errorf("%s %s of %d lines is read otherwise", name, c.fault, len(at))
			}
		}
	}
}
