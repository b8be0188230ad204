//go:build goexperiment.simd && amd64

package main

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Models are made anew byte for byte with and without vector instructions.
func TestVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(r.NormFloat64())
		}
		return out
	}
	for n := range 70 {
		rows, inner := 1+r.IntN(9), r.IntN(50)
		a, b := random(rows*inner), random(inner*n)
		got := random(rows * n)
		want := slices.Clone(got)
		m := rowsOf(a, inner)
		if n%2 == 1 {
			m = rowsOf(a, rows).turned()
		}
		product(got, rows, inner, n, m, b)
		plainProduct(want, rows, inner, n, m, b)
		if !slices.Equal(got, want) {
			t.Errorf("product of %d rows, %d and %d columns differs", rows, inner, n)
		}
		var tables [2][4][]float32
		for k := range tables[0] {
			tables[0][k] = random(n)
		}
		for i, x := range tables[0][2] {
			tables[0][2][i] = x * x
		}
		for k, table := range tables[0] {
			tables[1][k] = slices.Clone(table)
		}
		step := newAdam(0.01, 1+n)
		descend(step, tables[0][0], tables[0][1], tables[0][2], tables[0][3])
		plainDescend(step, tables[1][0], tables[1][1], tables[1][2], tables[1][3])
		for k := range tables[0] {
			if !slices.Equal(tables[0][k], tables[1][k]) {
				t.Errorf("step of %d numbers: table %d differs", n, k)
			}
		}
	}
}
