package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/lang"
)

// potentials solves the search without its grammar: each end of a run is given
// the start that follows it in the true line, or none if the line is not cut
// there, so that the sum is the best. The prices of this assignment (its dual)
// tell how much every joint falls behind the best that its end and its start can
// hope for together.
func (s *segments) potentials(start lang.State) {
	k := len(s.cuts) - 1     // ends cuts[1..k] and starts cuts[0..k-1]
	var costs [3][][]float64 // by kind of joint
	for kind := range costs {
		costs[kind] = make([][]float64, k+1)
	}
	cost := costs[anyJoint]
	gain := func(heads *ahead, gap, i int) float64 {
		d := min(depth, s.n-i)
		return float64(s.after(heads, gap, i, d).score[d] - s.inner[i+d] + s.inner[i])
	}
	for r := range cost {
		for _, cost := range costs {
			cost[r] = make([]float64, k+1)
		}
		if r == 0 { // the start of the line
			heads := s.ahead(start, true)
			for c := range k {
				i := int(s.cuts[c])
				cost[r][c] = -gain(heads, 0, i) - float64(s.opening(i))
				if i > 0 && !s.opens(i) {
					cost[r][c] = forbidden
				}
			}
			cost[r][k] = forbidden
			continue
		}
		end := int(s.cuts[r])
		heads := s.ahead(s.state[end], false)
		for c := range k {
			i := int(s.cuts[c])
			if i == end {
				continue // no cut
			}
			for _, cost := range costs {
				cost[r][c] = forbidden
			}
			said := float64(s.words.joint(c, c+1, r-1, r))
			for h := range 2 {
				x := -gain(heads, h, i)
				if h == 1 || s.parts(end, i) {
					x -= said
				}
				for kind, cost := range costs {
					cost[r][c] = min(cost[r][c], x+float64(s.price(end, i, h == 1, jointKind(kind))))
				}
			}
		}
		_, lp := s.m.StepSymbol(s.state[end], lang.Gap)
		cost[r][k] = -lp // a line ends with a word
	}
	rows, columns := assign(cost)
	s.endPrice, s.startPrice, s.inPrice = make([]float32, s.n+1), make([]float32, s.n+1), make([]float32, s.n+2)
	for r := 1; r <= k; r++ {
		s.endPrice[s.cuts[r]] = float32(rows[r])
	}
	for c := range k {
		s.startPrice[s.cuts[c]] = float32(columns[c])
	}
	s.endPrice[0], s.closing = float32(rows[0]), float32(columns[k])
	for i := range s.n + 1 {
		s.inPrice[i+1] = s.inPrice[i]
		if i > 0 {
			s.inPrice[i+1] += s.endPrice[i] + s.startPrice[i]
		}
	}
	s.owe(costs, rows, columns)
}

const forbidden = 1e3 // nats: no reading comes near it

// assign gives each row of a square matrix a column of its own so that the sum
// of the costs is the least, and returns the prices of its dual: the price of a
// row and that of a column never sum to more than the cost of their pair, and
// sum to it where the pair was chosen (Kuhn 1955 and Munkres 1957, by shortest
// paths).
func assign(cost [][]float64) (rows, columns []float64) {
	n := len(cost)
	u, v := make([]float64, n+1), make([]float64, n+1)
	taken := make([]int, n+1) // row of each column, counted from 1; column 0 holds the row to place
	way := make([]int, n+1)
	least, used := make([]float64, n+1), make([]bool, n+1)
	for i := 1; i <= n; i++ {
		taken[0] = i
		at := 0
		for j := range least {
			least[j], used[j] = math.Inf(1), false
		}
		for taken[at] != 0 {
			used[at] = true
			row, delta, next := taken[at], math.Inf(1), 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost[row-1][j-1] - u[row] - v[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[taken[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			taken[at], at = taken[way[at]], way[at]
		}
	}
	return u[1:], v[1:]
}
