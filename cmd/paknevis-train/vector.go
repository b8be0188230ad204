package main

import "math"

// The arithmetic of the net of joints. Its order and its roundings are part of what is learned:
// vector_simd.go has the same, ten times as fast, in the vector instructions of amd64 (built
// with GOEXPERIMENT=simd), and learns the same bytes.

// matrix is a table of numbers, row by row: the number in row r and column c is
// x[r*down+c*across].
type matrix struct {
	x            []float32
	down, across int
}

// rowsOf is a matrix that stands in x as it is read.
func rowsOf(x []float32, columns int) matrix { return matrix{x, columns, 1} }

// turned is a matrix with rows for columns.
func (m matrix) turned() matrix { return matrix{m.x, m.across, m.down} }

// plainProduct adds to out, of columns columns, the product of rows rows of a, of inner
// columns, and b, as wide as out. Each number of out takes its summands one after the other.
func plainProduct(out []float32, rows, inner, columns int, a matrix, b []float32) {
	for r := range rows {
		to := out[r*columns:][:columns]
		for j := range inner {
			x := a.x[r*a.down+j*a.across]
			for c, y := range b[j*columns:][:columns] {
				to[c] += float32(x * y)
			}
		}
	}
}

// Constants of Adam (Kingma and Ba 2015).
const (
	meanKept   = 0.9   // share of the mean of the gradients that a step keeps
	squareKept = 0.999 // and of the mean of their squares
	descendMin = 1e-8  // added to the root of the mean square
	tiny       = 1e-18 // added to gradients: means that fade to subnormal numbers take a hundred times as long
)

// adam is one step of Adam (algorithm 1): mean and square are the running means of the
// gradients and of their squares, which begin at zero.
type adam struct{ step, whole float32 }

// newAdam is the count-th step.
func newAdam(rate float32, count int) adam {
	return adam{float32(float64(rate) / (1 - math.Pow(meanKept, float64(count)))), float32(1 / (1 - math.Pow(squareKept, float64(count))))}
}

// plainDescend takes a step along a gradient, which it clears.
func plainDescend(a adam, g, mean, square, x []float32) {
	mean, square, x = mean[:len(g)], square[:len(g)], x[:len(g)]
	for i, gi := range g {
		mean[i] = float32(mean[i]*meanKept) + float32(float32(gi+tiny)*(1-meanKept))
		square[i] = float32(square[i]*squareKept) + float32(float32(float32(gi*gi)+tiny)*(1-squareKept))
		root := float32(math.Sqrt(float64(float32(square[i] * a.whole))))
		x[i] -= float32(a.step*mean[i]) / (root + descendMin)
		g[i] = 0
	}
}
