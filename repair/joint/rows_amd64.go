package joint

import "golang.org/x/sys/cpu"

// blockColumns is the least number of columns that addBlocks adds.
const blockColumns = 16

// add adds the rows of a matrix to out.
func (r *rows) add(out, matrix []float32) {
	n := len(r.times)
	if !cpu.X86.HasAVX || len(out)%blockColumns != 0 || len(out) == 0 || n == 0 {
		r.addEach(out, matrix)
		return
	}
	_ = matrix[int(r.at[n-1])/rowScale+len(out)-1] // they rise
	addBlocks(&out[0], &r.times[0], &r.at[0], &matrix[0], n, len(out))
}

// addBlocks is add for rows of a multiple of blockColumns, one or more. It multiplies and adds in the
// order of addEach and rounds as often.
//
//go:noescape
func addBlocks(out, times *float32, at *uint32, matrix *float32, rows, columns int)

// pick is pickEach.
func pick(to []float32, at []uint32, times []float32, step uint32) int {
	n := len(times)
	if !cpu.X86.HasAVX2 || n%packed != 0 || n == 0 {
		return pickEach(to, at, times, step)
	}
	return pickBlocks(&to[:n][0], &at[:n][0], &times[0], &packs, n/packed, step)
}

// packed is how many times pickBlocks takes at once.
const packed = 8

// packs tells by the bits of some numbers, a byte each, which they are, the lowest first.
var packs = func() (all [1 << packed][packed]uint8) {
	for bits := range all {
		n := 0
		for k := range packed {
			if bits>>k&1 != 0 {
				all[bits][n] = uint8(k)
				n++
			}
		}
	}
	return all
}()

// pickBlocks is pickEach for so many blocks, one or more.
//
//go:noescape
func pickBlocks(to *float32, at *uint32, times *float32, packs *[1 << packed][packed]uint8, blocks int, step uint32) int

// joinBlocks is joinEach: it multiplies and adds in the same order and rounds as often.
func joinBlocks(left, right []float32) (sums [4]float32, n int) {
	n = len(left) &^ 3
	if n > 0 {
		joinFours(&sums, &left[0], &right[:n][0], n/4)
	}
	return sums, n
}

// joinFours adds the products of so many blocks of four, one or more, to sums.
//
//go:noescape
func joinFours(sums *[4]float32, left, right *float32, blocks int)
