//go:build !amd64

package joint

// addRows adds the rows of a matrix to out, each so many times.
func addRows(out, times, matrix []float32) { addEach(out, times, matrix) }
