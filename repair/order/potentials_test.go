package order

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestAssign holds the dual of the assignment against all permutations: it
// bounds every pair, and its sum is the least cost.
func TestAssign(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + r.IntN(6)
		cost := make([][]float64, n)
		for i := range cost {
			cost[i] = make([]float64, n)
			for j := range cost[i] {
				cost[i][j] = math.Round(20*r.Float64()) - 5
			}
		}
		rows, columns := assign(cost)
		sum := 0.0
		for i := range n {
			sum += rows[i] + columns[i]
			for j := range n {
				if rows[i]+columns[j] > cost[i][j]+1e-9 {
					t.Fatalf("%v: row %d and column %d cost more than their pair", cost, i, j)
				}
			}
		}
		if least := cheapest(cost, 0, 0); math.Abs(sum-least) > 1e-9 {
			t.Fatalf("%v: the prices sum to %v, the least cost is %v", cost, sum, least)
		}
	}
}

// cheapest tries all permutations.
func cheapest(cost [][]float64, row, taken int) float64 {
	if row == len(cost) {
		return 0
	}
	best := math.Inf(1)
	for j, c := range cost[row] {
		if taken>>j&1 == 0 {
			best = min(best, c+cheapest(cost, row+1, taken|1<<j))
		}
	}
	return best
}
