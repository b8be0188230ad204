package joint

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAddIsAddEach(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.NormFloat64())
		}
		return x
	}
	for _, columns := range []int{0, 1, 8, 15, 16, 17, 32, 48, 64, 80, 96, 112, 128, 144, 208} {
		for _, n := range []int{0, 1, 3, 4, 5, 80} {
			times, matrix, out := random(n), random(n*columns), random(columns)
			var all, positive rows
			all.all(times, columns)
			positive.positive(times, columns)
			for name, picked := range map[string]rows{"all": all, "positive": positive} {
				want, got := slices.Clone(out), slices.Clone(out)
				picked.addEach(want, matrix)
				if picked.add(got, matrix); !slices.Equal(got, want) {
					t.Errorf("%s of %d rows of %d: got %v, want %v", name, n, columns, got, want)
				}
				for i := range want { // the sum, in no order that matters
					sum := float64(out[i])
					for j, x := range times {
						if name == "all" || x >= 0 {
							sum += float64(x) * float64(matrix[j*columns+i])
						}
					}
					if math.Abs(sum-float64(want[i])) > 1e-3 {
						t.Errorf("%s of %d rows of %d: column %d is %v, want %v", name, n, columns, i, want[i], sum)
					}
				}
			}
		}
	}
}

func TestPickIsPickEach(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	odd := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), -1, 1}
	for n := range 70 {
		times := make([]float32, n)
		for i := range times {
			times[i] = odd[r.IntN(len(odd))]
		}
		pickWith := func(pick func(to []float32, at []uint32, times []float32, step uint32) int) ([]float32, []uint32) {
			to, at := make([]float32, n+1), make([]uint32, n+1) // nothing is written behind the last
			k := pick(to[:n], at[:n], times, 320)
			if to[n] != 0 || at[n] != 0 {
				t.Errorf("of %d: wrote behind them", n)
			}
			return to[:k], at[:k]
		}
		to, at := pickWith(pick)
		wantTo, wantAt := pickWith(pickEach)
		if !slices.Equal(to, wantTo) || !slices.Equal(at, wantAt) {
			t.Errorf("of %v: got %v at %v, want %v at %v", times, to, at, wantTo, wantAt)
		}
	}
}

func TestJoinBlocksIsJoinEach(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 70 {
		left, right := make([]float32, n), make([]float32, n+3)
		for i := range left {
			left[i], right[i] = float32(r.NormFloat64()), float32(r.NormFloat64())
		}
		want, all := joinEach(left, right[:n])
		if got, took := joinBlocks(left, right[:n]); got != want || took != all {
			t.Errorf("of %d: got %v of %d, want %v of %d", n, got, took, want, all)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	left, right := make(End, 64), make(End, 64)
	for b.Loop() {
		Join(left, right)
	}
}

func BenchmarkAddRows(b *testing.B) {
	const n, columns = 80, 64
	times, matrix, out := make([]float32, n), make([]float32, n*columns), make([]float32, columns)
	for i := range times {
		times[i] = float32(i&1)*2 - 1
	}
	var r rows
	for b.Loop() {
		r.positive(times, columns)
		r.add(out, matrix)
	}
}
