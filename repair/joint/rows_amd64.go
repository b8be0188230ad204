package joint

import "golang.org/x/sys/cpu"

// blockColumns is the least number of columns that addBlocks adds.
const blockColumns = 16

// addRows adds the rows of a matrix to out, each so many times.
func addRows(out, times, matrix []float32) {
	if !cpu.X86.HasAVX || len(out)%blockColumns != 0 || len(out) == 0 || len(times) == 0 {
		addEach(out, times, matrix)
		return
	}
	_ = matrix[len(times)*len(out)-1]
	addBlocks(&out[0], &times[0], &matrix[0], len(times), len(out))
}

// addBlocks is addRows for rows of a multiple of blockColumns, one or more. It multiplies and adds in the
// order of addEach and rounds as often.
//
//go:noescape
func addBlocks(out, times, matrix *float32, rows, columns int)
