package layout

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSorter(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var s sorter
	for n := range 200 {
		us := make([]*unit, n)
		for i := range us {
			us[i] = &unit{x0: float64(rnd.IntN(1 + n/3))}
			switch { // runs upwards and downwards
			case n%3 == 1 && i > 0 && i%17 != 0:
				us[i].x0 = us[i-1].x0 + float64(rnd.IntN(2))
			case n%3 == 2 && i > 0 && i%17 != 0:
				us[i].x0 = us[i-1].x0 - float64(rnd.IntN(2))
			}
		}
		want := slices.Clone(us)
		slices.SortStableFunc(want, func(a, b *unit) int { return cmp.Compare(a.x0, b.x0) })
		s.sort(us, func(u *unit) float64 { return u.x0 })
		if !slices.Equal(us, want) {
			t.Fatalf("%d units are not in order, or equal ones changed places", n)
		}
	}
}
