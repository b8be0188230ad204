package lang_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

// TestRecentIsModel: what is kept is what the model says, of steps that share a slot too.
func TestRecentIsModel(t *testing.T) {
	m := lang.Default()
	recent := lang.NewRecent(m)
	r := rand.New(rand.NewPCG(1, 2))
	states := []lang.State{m.Unread(), m.Start()}
	for range 300_000 {
		st, s := states[r.IntN(len(states))], lang.Symbol(r.IntN(64))
		next, lp := m.StepSymbol(st, s)
		if got, said := recent.StepSymbol(st, s); got != next || said != lp {
			t.Fatalf("symbol %d in state %d: got state %d and %v, want %d and %v", s, st, got, said, next, lp)
		}
		if len(states) < 1<<14 {
			states = append(states, next)
		}
	}
}

func BenchmarkRecent(b *testing.B) {
	recent := lang.NewRecent(lang.Default())
	syms := lang.Symbols([]rune("کارگران موزه پس از سال‌ها کوشش کتاب‌های کهنه را به نمایش گذاشتند"))
	for b.Loop() {
		st := recent.Unread()
		for _, s := range syms {
			st, _ = recent.StepSymbol(st, s)
		}
	}
}
