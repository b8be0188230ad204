package prep

import "image"

const (
	// paperCell is the side in pixels of the squares whose paper is measured, some two
	// lines of print, and paperShare the share of their pixels that are darker than it.
	paperCell, paperShare = 32, 0.75
	// leastGround and mostGround bound the part of the paper's grey value from which all
	// becomes paper.
	leastGround, mostGround = 0.70, 0.95
	// printGround is the same where nothing shines through: grey print is left.
	printGround = 0.85
	// edgeFrom and edgeTo bound the grey values, as parts of the paper's, that only edges
	// of letters have; what is riseOf times as frequent in the lighter ones is no edge
	// but grain, or what shows through.
	edgeFrom, edgeTo, riseOf = 0.30, 0.55, 2.5
	// rareLevel is the share of the pixels that counts as frequent where letters have no
	// edges, as in black and white.
	rareLevel = 0.0005
	levels    = 32 // steps of the parts of the paper's grey value
)

// paperMap holds the grey value of the paper by squares.
type paperMap struct {
	cols, rows int
	gray       []float64
}

// paper measures the ground square by square. The lightest of the neighbours is taken, and
// the mean of these: print and dark corners do not pull it down.
func paper(g *image.Gray) *paperMap {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	m := &paperMap{cols: (w + paperCell - 1) / paperCell, rows: (h + paperCell - 1) / paperCell}
	m.gray = make([]float64, m.cols*m.rows)
	for j := range m.rows {
		for i := range m.cols {
			box := image.Rect(i*paperCell, j*paperCell, min((i+1)*paperCell, w), min((j+1)*paperCell, h))
			var hist [256]int
			for y := box.Min.Y; y < box.Max.Y; y++ {
				for _, p := range g.Pix[y*g.Stride:][box.Min.X:box.Max.X] {
					hist[p]++
				}
			}
			m.gray[j*m.cols+i] = max(1, float64(quantile(&hist, paperShare)))
		}
	}
	m.around(func(sum, v float64) float64 { return max(sum, v) }, false)
	m.around(func(sum, v float64) float64 { return sum + v }, true)
	return m
}

// around puts for each square what the 3 x 3 around it come to, or the mean of it.
func (m *paperMap) around(join func(sum, v float64) float64, mean bool) {
	out := make([]float64, len(m.gray))
	for j := range m.rows {
		for i := range m.cols {
			sum, n := 0.0, 0.0
			for b := max(j-1, 0); b <= min(j+1, m.rows-1); b++ {
				for a := max(i-1, 0); a <= min(i+1, m.cols-1); a++ {
					sum, n = join(sum, m.gray[b*m.cols+a]), n+1
				}
			}
			if mean {
				sum /= n
			}
			out[j*m.cols+i] = sum
		}
	}
	m.gray = out
}

// row fills out with the paper of row y, a value a pixel, in between of the squares.
func (m *paperMap) row(y int, out []float64) {
	lower, ay := between(y, m.rows)
	upper := max(lower-1, 0)
	low, high := m.gray[lower*m.cols:][:m.cols], m.gray[upper*m.cols:][:m.cols]
	for x := range out {
		right, ax := between(x, m.cols)
		left := max(right-1, 0)
		a := high[left]*(1-ax) + high[right]*ax
		b := low[left]*(1-ax) + low[right]*ax
		out[x] = a*(1-ay) + b*ay
	}
}

// between finds the squares that a pixel lies between: the second of them, and how near
// it is to that, 0..1.
func between(at, n int) (second int, share float64) {
	f := (float64(at)+0.5)/paperCell + 0.5
	second = int(f)
	if second >= n {
		return n - 1, 1
	}
	return second, f - float64(second)
}

// flatten divides each pixel by the paper around it, so that shadows go, and makes all
// paper that is lighter than the part ground of it.
func flatten(g *image.Gray, ground float64) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	m := paper(g)
	o := image.NewGray(image.Rect(0, 0, w, h))
	row := make([]float64, w)
	for y := range h {
		m.row(y, row)
		out := o.Pix[y*o.Stride:][:w]
		for x, p := range g.Pix[y*g.Stride:][:w] {
			out[x] = uint8(min(255, float64(p)*255/(row[x]*ground)))
		}
	}
	return o
}

// ground is the part of the paper's grey value from which all may become paper: where
// more is than edges of letters.
func ground(g *image.Gray, m *paperMap) float64 {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var count [levels + 1]float64
	row := make([]float64, w)
	for y := 0; y < h; y += 2 {
		m.row(y, row)
		for x, p := range g.Pix[y*g.Stride:][:w] {
			count[min(int(float64(p)/row[x]*levels), levels)]++
		}
	}
	part := func(f float64) int { return int(f * levels) }
	rise := riseOf * mean(count[part(edgeFrom):part(edgeTo)])
	rise = max(rise, rareLevel*float64(w)*float64((h+1)/2))
	k := part(edgeTo)
	for k < levels && count[k] < rise {
		k++
	}
	return min(max(float64(k)/levels, leastGround), mostGround)
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}
