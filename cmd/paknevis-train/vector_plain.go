//go:build !(goexperiment.simd && amd64)

package main

func product(out []float32, rows, inner, columns int, a matrix, b []float32) {
	plainProduct(out, rows, inner, columns, a, b)
}

func descend(a adam, g, mean, square, x []float32) { plainDescend(a, g, mean, square, x) }
