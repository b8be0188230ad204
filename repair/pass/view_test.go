package pass_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// TestMovedLines holds the lines that follow from those of the text before against the
// lines of the text itself.
func TestMovedLines(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const alphabet = "ab\n"
	random := func(n int) (s string) {
		for range n {
			s += alphabet[rng.IntN(len(alphabet)):][:1]
		}
		return s
	}
	kept := 0
	for range 3000 {
		in := random(rng.IntN(24))
		var before []string // lines
		var text page.Text
		edition := 0
		change := pass.Pass{Name: "change", Class: pass.Lossy, Run: func(_ context.Context, v *pass.View) (es []pass.Edit, _ error) {
			before, text, edition = nil, v.Text, v.Edition
			for _, l := range v.Lines() {
				before = append(before, v.Slice(l))
			}
			for i := 0; i < len(v.Text); {
				n := 1 + rng.IntN(3)
				if rng.IntN(4) == 0 && i+n <= len(v.Text) {
					es = append(es, v.Edit(pass.Range{From: i, To: i + n}, page.InferredText(random(rng.IntN(4))), "", 1))
				}
				i += n
			}
			return es, nil
		}}
		look := pass.Pass{Name: "look", Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) {
			fresh := pass.View{Text: v.Text}
			if !slices.Equal(v.Lines(), fresh.Lines()) {
				t.Errorf("lines of %q after %q: got %v, want %v", v.Text, in, v.Lines(), fresh.Lines())
			}
			for i, k := range v.Kept(text, edition) {
				if k < 0 {
					continue
				}
				if kept++; v.Slice(v.Lines()[i]) != before[k] {
					t.Errorf("line %d of %q is told to be %q", i, v.Text, before[k])
				}
			}
			if v.Kept(text, edition+1) != nil {
				t.Error("lines of an edition that was never seen are told")
			}
			return nil, nil
		}}
		if _, err := pass.Run(context.Background(), []pass.Pass{change, look, change, look}, page.TextOf(in), pass.Policy{}); err != nil {
			t.Fatal(err)
		}
	}
	if kept == 0 {
		t.Error("no line was kept")
	}
}
