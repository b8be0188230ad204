//go:build !amd64

package joint

// add adds the rows of a matrix to out.
func (r *rows) add(out, matrix []float32) { r.addEach(out, matrix) }

// joinBlocks is joinEach.
func joinBlocks(left, right []float32) (sums [4]float32, n int) { return joinEach(left, right) }

// pick is pickEach.
func pick(to []float32, at []uint32, times []float32, step uint32) int {
	return pickEach(to, at, times, step)
}
