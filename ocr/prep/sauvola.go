package prep

import "image"

// Bitmap is a page as ink and paper: one byte a pixel, 1 for ink, row by row.
type Bitmap struct {
	W, H int
	Pix  []uint8
}

// Sauvola's parameters: how far below the local mean ink must lie, and the
// largest standard deviation of 8-bit samples. J. Sauvola, M. Pietikäinen,
// Adaptive document image binarization, Pattern Recognition 33 (2000).
const (
	sauvolaK = 0.30
	sauvolaR = 128
)

// Sauvola parts ink from paper by mean m and standard deviation s of the window
// around each pixel: ink is darker than m * (1 + k*(s/R - 1)). A shadow moves m
// and leaves s small, so it does not count as ink. window is the side of the
// square in pixels, about two letter heights.
//
// Sums slide along columns and rows, which is the arithmetic of an integral
// image in two rows of memory.
func Sauvola(g *image.Gray, window int) *Bitmap {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	b := &Bitmap{W: w, H: h, Pix: make([]uint8, w*h)}
	r := max(1, window/2)
	sum := make([]uint32, w) // of the window's rows, by column
	sqr := make([]uint32, w)
	add := func(y int) {
		for x, p := range g.Pix[y*g.Stride:][:w] {
			v := uint32(p)
			sum[x] += v
			sqr[x] += v * v
		}
	}
	drop := func(y int) {
		for x, p := range g.Pix[y*g.Stride:][:w] {
			v := uint32(p)
			sum[x] -= v
			sqr[x] -= v * v
		}
	}
	for y := range min(r, h) {
		add(y)
	}
	for y := range h {
		if y+r < h {
			add(y + r)
		}
		if y-r-1 >= 0 {
			drop(y - r - 1)
		}
		rows := min(y+r, h-1) - max(y-r, 0) + 1
		var s, q uint64
		for x := range min(r, w) {
			s += uint64(sum[x])
			q += uint64(sqr[x])
		}
		in, out := g.Pix[y*g.Stride:][:w], b.Pix[y*w:][:w]
		for x := range w {
			if x+r < w {
				s += uint64(sum[x+r])
				q += uint64(sqr[x+r])
			}
			if x-r-1 >= 0 {
				s -= uint64(sum[x-r-1])
				q -= uint64(sqr[x-r-1])
			}
			n := float64(rows * (min(x+r, w-1) - max(x-r, 0) + 1))
			mean := float64(s) / n
			// p < mean*(1-k) + mean*k*dev/R, solved for dev to spare the root.
			over := float64(in[x]) - mean*(1-sauvolaK)
			if over >= mean*sauvolaK {
				continue
			}
			if over > 0 {
				dev := over * sauvolaR / (mean * sauvolaK)
				if float64(q)/n-mean*mean <= dev*dev {
					continue
				}
			} else if in[x] >= 250 {
				continue
			}
			out[x] = 1
		}
	}
	return b
}

// histogram counts the samples of g by value.
func histogram(g *image.Gray) (h [256]int) {
	w := g.Rect.Dx()
	for y := range g.Rect.Dy() {
		for _, p := range g.Pix[y*g.Stride:][:w] {
			h[p]++
		}
	}
	return h
}

// otsu is the threshold that best parts the histogram in two. N. Otsu, A
// threshold selection method from gray-level histograms, IEEE Trans. SMC 9 (1979).
func otsu(h *[256]int) int {
	var total, moment float64
	for v, n := range h {
		total += float64(n)
		moment += float64(v) * float64(n)
	}
	best, at := -1.0, 127
	var below, belowMoment float64
	for v, n := range h {
		below += float64(n)
		belowMoment += float64(v) * float64(n)
		above := total - below
		if below == 0 || above == 0 {
			continue
		}
		d := belowMoment/below - (moment-belowMoment)/above
		if between := below * above * d * d; between > best {
			best, at = between, v
		}
	}
	return at
}

// quantile is the sample value below which the share f of the samples lies.
func quantile(h *[256]int, f float64) int {
	total := 0
	for _, n := range h {
		total += n
	}
	rest := int(f * float64(total))
	for v, n := range h {
		if rest -= n; rest < 0 {
			return v
		}
	}
	return 255
}
