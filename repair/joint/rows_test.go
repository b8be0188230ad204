package joint

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAddRowsIsAddEach(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.NormFloat64())
		}
		return x
	}
	for _, columns := range []int{0, 1, 8, 15, 16, 17, 48, 64, 80, 96, 128, 144, 208} {
		for _, rows := range []int{0, 1, 3, 4, 5, 80} {
			times, matrix, out := random(rows), random(rows*columns), random(columns)
			for i := range rows / 2 {
				times[2*i] = 0 // as behind a rectifier
			}
			want := slices.Clone(out)
			addEach(want, times, matrix)
			if addRows(out, times, matrix); !slices.Equal(out, want) {
				t.Errorf("%d rows of %d: got %v, want %v", rows, columns, out, want)
			}
		}
	}
}

func BenchmarkAddRows(b *testing.B) {
	const rows, columns = 80, 64
	times, matrix, out := make([]float32, rows), make([]float32, rows*columns), make([]float32, columns)
	for i := range times {
		times[i] = float32(i & 1)
	}
	for b.Loop() {
		addRows(out, times, matrix)
	}
}
