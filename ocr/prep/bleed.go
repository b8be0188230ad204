package prep

import (
	"image"
	"slices"
)

const (
	// faintFrom and faintTo bound the grey values of ink that shows through the paper, as
	// parts of the paper's; faintRise is how many times as frequent they are as those of
	// edges.
	faintFrom, faintTo, faintRise = 0.55, 0.90, 3.0
	// faintInk is the least ink that shows through and stands clear of letters, as a part
	// of the ink on the page, and faintJoined how much more joins letters, as a part of
	// that. Pages with a back that shows through have 0.1 to 0.5 and 0.6 to 1.3; others
	// 0 to 0.02 of the first. Both count in squares of 4 pixels.
	faintInk, faintJoined = 0.05, 0.3
	// minFaint and maxFaint are the least and the greatest height of a faint letter,
	// in letters of the page.
	minFaint, maxFaint = 0.3, 4.0
	// What shines marks in its bitmap.
	inkBlack, inkFaint = 1, 2
)

// faint reports whether grey values between those of edges and of paper are so frequent
// that something may show through. It only looks at the histogram.
func faint(h *[256]int) bool {
	white, most := 255, 0
	for v, n := range h {
		if n > most {
			white, most = v, n
		}
	}
	part := func(f float64) int { return int(f * float64(white)) }
	density := func(from, to int) float64 {
		n := 0
		for _, c := range h[from:to] {
			n += c
		}
		return float64(n) / float64(max(to-from, 1))
	}
	edges := density(part(edgeFrom), part(edgeTo))
	const window = 16 // grey values, as wide as the ink of one page is even
	for v := part(faintFrom); v+window <= part(faintTo); v += window / 4 {
		if d := density(v, v+window); d >= faintRise*max(edges, 1) {
			return true
		}
	}
	return false
}

// shines reports whether the back of the page shows through. Grey print has lines of its
// own; what shines through lies beside and across the letters of the page, and joins them.
func (s *Survey) shines(g *image.Gray, m *paperMap) bool {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	dark := &Bitmap{W: w, H: h, Pix: make([]uint8, w*h)}
	row := make([]float64, w)
	for y := range h {
		m.row(y, row)
		out := dark.Pix[y*w:][:w]
		for x, p := range g.Pix[y*g.Stride:][:w] {
			switch v := float64(p); {
			case v < faintFrom*row[x]:
				out[x] = inkBlack
			case v < faintTo*row[x]:
				out[x] = inkFaint
			}
		}
	}
	runs, comps, _ := Label(dark)
	black := make([]bool, len(comps)) // whether a piece has ink that is no faint one
	for _, r := range runs {
		if !black[r.Component] {
			black[r.Component] = slices.Contains(dark.Pix[int(r.Y)*w:][r.X0:r.X1], inkBlack)
		}
	}
	free, joined := 0, 0
	for _, r := range runs {
		if int(r.Y)+1 >= h {
			break
		}
		if c := comps[r.Component]; !black[r.Component] && !s.faintLetter(c.Box) {
			continue
		}
		// Squares of 2 x 2: the edges of sharp letters have none.
		this, next := dark.Pix[int(r.Y)*w:], dark.Pix[(int(r.Y)+1)*w:]
		n := 0
		for x := r.X0; x+1 < r.X1; x++ {
			if this[x] == inkFaint && this[x+1] == inkFaint && next[x] == inkFaint && next[x+1] == inkFaint {
				n++
			}
		}
		if black[r.Component] {
			joined += n
		} else {
			free += n
		}
	}
	return float64(free) >= faintInk*float64(s.ink) && float64(joined) >= faintJoined*float64(free)
}

func (s *Survey) faintLetter(box image.Rectangle) bool {
	h := float64(box.Dy())
	return h >= minFaint*s.Letter && h <= maxFaint*s.Letter
}
