package joint

import "math"

// rows picks rows of a matrix, each to be added so many times.
type rows struct {
	times []float32
	at    []uint32 // bytes from the beginning of the matrix to that of each row
}

// all picks so many rows from the first on, each as often as times tell.
func (r *rows) all(times []float32, columns int) {
	r.times, r.at = append(r.times[:0], times...), r.at[:0]
	for j := range times {
		r.at = append(r.at, uint32(j*columns*rowScale))
	}
}

// positive picks the rows whose times are not negative, as behind a rectifier: half of them.
func (r *rows) positive(times []float32, columns int) {
	if cap(r.times) < len(times) || cap(r.at) < len(times) {
		r.times, r.at = make([]float32, len(times)), make([]uint32, len(times))
	}
	to, at := r.times[:len(times)], r.at[:len(times)]
	n := pick(to, at, times, uint32(columns*rowScale))
	r.times, r.at = to[:n], at[:n]
}

// pickEach puts the times that are not negative into to, with where their rows begin, step bytes from one
// to the next, and tells how many there are. Both have room for all.
func pickEach(to []float32, at []uint32, times []float32, step uint32) (n int) {
	to, at = to[:len(times)], at[:len(times)]
	for j, x := range times { // without a branch, which half of them would take
		to[n], at[n] = x, uint32(j)*step
		n += int(^math.Float32bits(x) >> 31)
	}
	return n
}

// rowScale is the size of a weight in bytes.
const rowScale = 4

// addEach is rows.add in plain Go.
func (r *rows) addEach(out, matrix []float32) {
	n := len(out)
	row := func(k int) []float32 { return matrix[r.at[k]/rowScale:][:n] }
	k := 0
	for ; k+4 <= len(r.times); k += 4 { // four at once, which loads and stores out once
		a, b, c, d := row(k), row(k+1), row(k+2), row(k+3)
		xa, xb, xc, xd := r.times[k], r.times[k+1], r.times[k+2], r.times[k+3]
		for i := range out {
			out[i] = out[i] + xa*a[i] + xb*b[i] + xc*c[i] + xd*d[i]
		}
	}
	for ; k < len(r.times); k++ {
		for i, w := range row(k) {
			out[i] += r.times[k] * w
		}
	}
}

// joinEach sums the products of two rows of the same length in blocks of four, each place of a block by
// itself: one sum would wait for itself. It also tells how many were taken.
func joinEach(left, right []float32) (sums [4]float32, n int) {
	for ; n+4 <= len(left); n += 4 {
		l, r := left[n:n+4:n+4], right[n:n+4:n+4]
		sums[0] += l[0] * r[0]
		sums[1] += l[1] * r[1]
		sums[2] += l[2] * r[2]
		sums[3] += l[3] * r[3]
	}
	return sums, n
}
