package order

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestCutoffPassesTheBest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name   string
		spread float32
		n      int
	}{
		{"few", 40, 99},
		{"as many as are wanted", 40, 100},
		{"many", 40, 3000},
		{"all alike", 0, 3000},
		{"behind the last step", 400, 3000},
	} {
		var cut cutoff
		cut.empty()
		var passed, all []float32
		for range c.n {
			regret := 2 - c.spread*rnd.Float32()
			all = append(all, regret)
			if regret >= cut.least() {
				passed = append(passed, regret)
				cut.add(regret, 100)
			}
		}
		best := func(of []float32) []float32 {
			slices.Sort(of)
			slices.Reverse(of)
			return of[:min(len(of), 100)]
		}
		if !slices.Equal(best(passed), best(all)) {
			t.Errorf("%s: some of the best did not pass", c.name)
		}
		if c.name == "many" && len(passed) > 1000 {
			t.Errorf("%s: %d of %d passed", c.name, len(passed), c.n)
		}
	}
}
