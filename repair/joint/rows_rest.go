//go:build !amd64

package joint

// add adds the rows of a matrix to out.
func (r *rows) add(out, matrix []float32) { r.addEach(out, matrix) }
