package joint

// addEach is addRows in plain Go.
func addEach(out, times, matrix []float32) {
	var at [4]int // rows that wait: four are added at once, which loads and stores out once
	n := 0
	for j, x := range times {
		if x == 0 {
			continue
		}
		if at[n] = j; n < len(at)-1 {
			n++
			continue
		}
		n = 0
		a, b, c, d := matrix[at[0]*len(out):][:len(out)], matrix[at[1]*len(out):][:len(out)], matrix[at[2]*len(out):][:len(out)], matrix[j*len(out):][:len(out)]
		xa, xb, xc := times[at[0]], times[at[1]], times[at[2]]
		for i := range out {
			out[i] = out[i] + xa*a[i] + xb*b[i] + xc*c[i] + x*d[i]
		}
	}
	for _, j := range at[:n] {
		for i, w := range matrix[j*len(out):][:len(out)] {
			out[i] += times[j] * w
		}
	}
}
