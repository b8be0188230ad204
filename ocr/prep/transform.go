package prep

import (
	"image"
	"math"
)

// Map takes a point of a prepared picture back to the original:
// x' = A*x + B*y + C, y' = D*x + E*y + F, in pixels from the upper left corner.
type Map struct{ A, B, C, D, E, F float64 }

// Identity is the map of a picture that was left alone.
var Identity = Map{A: 1, E: 1}

// Point maps one point.
func (m Map) Point(x, y float64) (float64, float64) {
	return m.A*x + m.B*y + m.C, m.D*x + m.E*y + m.F
}

// Box is the smallest upright box around the image of r, as x0, y0, x1, y1.
func (m Map) Box(r image.Rectangle) (x0, y0, x1, y1 float64) {
	x0, y0 = math.Inf(1), math.Inf(1)
	x1, y1 = math.Inf(-1), math.Inf(-1)
	for _, p := range [4]image.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, {X: r.Min.X, Y: r.Max.Y}, r.Max} {
		x, y := m.Point(float64(p.X), float64(p.Y))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return x0, y0, x1, y1
}

// After is the map that applies n first and then m.
func (m Map) After(n Map) Map {
	return Map{
		A: m.A*n.A + m.B*n.D, B: m.A*n.B + m.B*n.E, C: m.A*n.C + m.B*n.F + m.C,
		D: m.D*n.A + m.E*n.D, E: m.D*n.B + m.E*n.E, F: m.D*n.C + m.E*n.F + m.F,
	}
}

// Turn turns g by quarters of a turn, clockwise.
func Turn(g *image.Gray, quarters int) (*image.Gray, Map) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	fw, fh := float64(w), float64(h)
	var m Map
	ow, oh := w, h
	switch quarters & 3 {
	case 0:
		return g, Identity
	case 1:
		m, ow, oh = Map{B: 1, D: -1, F: fh}, h, w
	case 2:
		m = Map{A: -1, C: fw, E: -1, F: fh}
	case 3:
		m, ow, oh = Map{B: -1, C: fw, D: 1}, h, w
	}
	o := image.NewGray(image.Rect(0, 0, ow, oh))
	for y := range oh {
		row := o.Pix[y*o.Stride:][:ow]
		for x := range row {
			sx, sy := m.Point(float64(x)+0.5, float64(y)+0.5)
			row[x] = g.Pix[int(sy)*g.Stride+int(sx)]
		}
	}
	return o, m
}

// Deskew turns g about its middle so that lines which climb to the right by
// degrees become level. New corners are paper.
func Deskew(g *image.Gray, degrees float64, paper uint8) (*image.Gray, Map) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	ow := int(math.Ceil(math.Abs(float64(w)*cos) + math.Abs(float64(h)*sin)))
	oh := int(math.Ceil(math.Abs(float64(h)*cos) + math.Abs(float64(w)*sin)))
	cx, cy, ox, oy := float64(w)/2, float64(h)/2, float64(ow)/2, float64(oh)/2
	m := Map{
		A: cos, B: -sin, C: cx - cos*ox + sin*oy,
		D: sin, E: cos, F: cy - sin*ox - cos*oy,
	}
	o := image.NewGray(image.Rect(0, 0, ow, oh))
	const one = 1 << 16 // fixed point
	dx, dy := int(m.A*one), int(m.D*one)
	for y := range oh {
		row := o.Pix[y*o.Stride:][:ow]
		// Sample at the middle of the pixel; interpolate between middles.
		fx, fy := m.Point(0.5, float64(y)+0.5)
		px, py := int((fx-0.5)*one), int((fy-0.5)*one)
		for x := range row {
			ix, iy := px>>16, py>>16
			if ix < 0 || iy < 0 || ix >= w-1 || iy >= h-1 {
				row[x] = paper
			} else {
				ax, ay := px>>8&0xFF, py>>8&0xFF
				p := g.Pix[iy*g.Stride+ix:]
				q := p[g.Stride:]
				top := int(p[0])*(256-ax) + int(p[1])*ax
				low := int(q[0])*(256-ax) + int(q[1])*ax
				row[x] = uint8((top*(256-ay) + low*ay) >> 16)
			}
			px += dx
			py += dy
		}
	}
	return o, m
}

// Shrink scales g down by factor (0..1) with the mean of the covered area.
func Shrink(g *image.Gray, factor float64) (*image.Gray, Map) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	ow, oh := max(1, int(float64(w)*factor)), max(1, int(float64(h)*factor))
	if factor >= 1 {
		return g, Identity
	}
	kx, ky := float64(w)/float64(ow), float64(h)/float64(oh)
	o := image.NewGray(image.Rect(0, 0, ow, oh))
	// Weights in 1/256 of a source pixel, by rows and then by columns.
	acc := make([]uint32, w)
	for y := range oh {
		clear(acc)
		weighRange(float64(y)*ky, float64(y+1)*ky, h, func(sy int, weight uint32) {
			for x, p := range g.Pix[sy*g.Stride:][:w] {
				acc[x] += uint32(p) * weight
			}
		})
		row := o.Pix[y*o.Stride:][:ow]
		for x := range row {
			var sum, total uint64
			weighRange(float64(x)*kx, float64(x+1)*kx, w, func(sx int, weight uint32) {
				sum += uint64(acc[sx]) * uint64(weight)
				total += uint64(weight)
			})
			row[x] = uint8(min(255, float64(sum)/(float64(total)*ky*256)+0.5))
		}
	}
	return o, Map{A: kx, E: ky}
}

// Enlarge scales g up by factor with linear interpolation.
func Enlarge(g *image.Gray, factor float64) (*image.Gray, Map) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if factor <= 1 || w < 2 || h < 2 {
		return g, Identity
	}
	ow, oh := int(float64(w)*factor), int(float64(h)*factor)
	m := Map{A: float64(w) / float64(ow), E: float64(h) / float64(oh)}
	o := image.NewGray(image.Rect(0, 0, ow, oh))
	for y := range oh {
		fy := min(max((float64(y)+0.5)*m.E-0.5, 0), float64(h-1))
		iy := min(int(fy), h-2)
		ay := int((fy - float64(iy)) * 256)
		p, q := g.Pix[iy*g.Stride:], g.Pix[(iy+1)*g.Stride:]
		row := o.Pix[y*o.Stride:][:ow]
		for x := range row {
			fx := min(max((float64(x)+0.5)*m.A-0.5, 0), float64(w-1))
			ix := min(int(fx), w-2)
			ax := int((fx - float64(ix)) * 256)
			top := int(p[ix])*(256-ax) + int(p[ix+1])*ax
			low := int(q[ix])*(256-ax) + int(q[ix+1])*ax
			row[x] = uint8((top*(256-ay) + low*ay) >> 16)
		}
	}
	return o, m
}

// weighRange calls f for each cell that the stretch from..to covers, with its
// covered share in 1/256.
func weighRange(from, to float64, n int, f func(cell int, weight uint32)) {
	for i := int(from); i < n && float64(i) < to; i++ {
		share := min(to, float64(i+1)) - max(from, float64(i))
		if w := uint32(share*256 + 0.5); w > 0 {
			f(i, w)
		}
	}
}

// invert is the negative of g.
func invert(g *image.Gray) *image.Gray {
	w := g.Rect.Dx()
	o := image.NewGray(image.Rect(0, 0, w, g.Rect.Dy()))
	for y := range o.Rect.Dy() {
		out := o.Pix[y*o.Stride:][:w]
		for x, p := range g.Pix[y*g.Stride:][:w] {
			out[x] = 255 - p
		}
	}
	return o
}

// Median3 replaces each pixel by the median of its 3 x 3 neighbours: it takes
// away impulses and keeps edges.
func Median3(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	o := image.NewGray(g.Rect)
	for y := range h {
		a := g.Pix[max(y-1, 0)*g.Stride:][:w]
		b := g.Pix[y*g.Stride:][:w]
		c := g.Pix[min(y+1, h-1)*g.Stride:][:w]
		row := o.Pix[y*o.Stride:][:w]
		// Each column sorted once; the median of nine is the median of the
		// largest low, the middle mid and the smallest high.
		l0, m0, h0 := sort3(a[0], b[0], c[0])
		l1, m1, h1 := l0, m0, h0
		for x := range w {
			n := min(x+1, w-1)
			l2, m2, h2 := sort3(a[n], b[n], c[n])
			_, mid, _ := sort3(m0, m1, m2)
			_, row[x], _ = sort3(max(l0, l1, l2), mid, min(h0, h1, h2))
			l0, m0, h0 = l1, m1, h1
			l1, m1, h1 = l2, m2, h2
		}
	}
	return o
}

func sort3(a, b, c uint8) (lo, mid, hi uint8) {
	a, b = min(a, b), max(a, b)
	b, hi = min(b, c), max(b, c)
	return min(a, b), max(a, b), hi
}
