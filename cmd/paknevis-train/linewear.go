package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/paknevis/paknevis/fixtures/picture"
)

// scanned is ink on paper as a scanner sees it and preparation leaves it.
func scanned(r *rand.Rand, g *image.Gray, size float64) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	v := make([]float64, w*h)
	for i, p := range g.Pix {
		v[i] = float64(p) / 255
	}
	plain := r.IntN(4) == 0 // as pages drawn by a program are
	if !plain {
		v = pressed(r, v, w, h, size)
		for range r.IntN(2 + min(3, int(size/18))) {
			v = smooth(v, w, h)
		}
	}
	gain, ink, paper := 1.0, 255.0, 255.0
	if !plain {
		gain = 0.85 + 0.8*r.Float64() // strokes grow or shrink
		paper = 200 + 55*r.Float64()
		ink = paper * (0.5 + 0.5*r.Float64())
	}
	for i, x := range v {
		g.Pix[i] = uint8(paper - ink*min(1, gain*x))
	}
	if plain {
		return g
	}
	if r.IntN(10) == 0 && size > 20 {
		g = clouded(r, g, size)
	}
	if r.IntN(6) == 0 {
		g = picture.Texture(g, r)
	}
	if r.IntN(5) < 2 {
		g = picture.Noise(g, r, sizeOf(r, 2, 30))
	}
	if r.IntN(8) == 0 {
		g = picture.Pepper(g, r, sizeOf(r, 0.0005, 0.008))
	}
	if r.IntN(8) == 0 {
		g = median(g)
	}
	if r.IntN(10) == 0 {
		g = picture.Blur(g, 1)
	}
	if r.IntN(4) == 0 {
		if m, err := jpeg.Decode(bytes.NewReader(picture.JPEG(g, 12+r.IntN(60)))); err == nil {
			if p, ok := m.(*image.Gray); ok {
				g = p
			}
		}
	}
	if r.IntN(5) == 0 {
		g = picture.Bilevel(g, paper-ink*(0.35+0.3*r.Float64()))
	}
	return g
}

// pressed is ink as a press and many copies leave it, from 0 to 1: strokes that have spread
// or worn thin, letters of which only the outline is printed, scratches, specks.
func pressed(r *rand.Rand, v []float64, w, h int, size float64) []float64 {
	if r.IntN(50) == 0 && size > 24 {
		v = hollow(smooth(v, w, h))
	}
	switch r.IntN(10) {
	case 0:
		v = blended(v, spread(v, w, h, 1), 0.2+0.6*r.Float64())
	case 1:
		if size > 24 { // below, strokes are a pixel or two
			v = blended(v, spread(v, w, h, -1), 0.2+0.6*r.Float64()*min(1, size/40))
		}
	}
	if r.IntN(14) == 0 { // white scratches through the strokes
		for range 1 + r.IntN(1+w/60) {
			x, y, lean := r.Float64()*float64(w), r.IntN(h), 3*r.NormFloat64()
			for n := range 1 + r.IntN(max(1, int(size/2))) {
				if p := image.Pt(int(x+lean*float64(n)), y+n); p.In(image.Rect(0, 0, w, h)) {
					v[p.Y*w+p.X] *= 0.5 * r.Float64()
				}
			}
		}
	}
	if r.IntN(14) == 0 { // specks smaller than dots
		for range 1 + r.IntN(1+w/200) {
			x, y, wide := r.IntN(w), r.IntN(h), 0.3+0.04*size*r.Float64()
			for j := -3; j <= 3; j++ {
				for i := -3; i <= 3; i++ {
					if p := image.Pt(x+i, y+j); p.In(image.Rect(0, 0, w, h)) && math.Hypot(float64(i), float64(j)) <= wide {
						v[p.Y*w+p.X] = max(v[p.Y*w+p.X], 0.5+0.5*r.Float64())
					}
				}
			}
		}
	}
	return v
}

// hollow leaves the outlines of letters.
func hollow(v []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = min(1, 4.5*x*(1-x))
	}
	return out
}

// spread is the most ink (sign 1) or the least (sign -1) of each pixel and its four
// neighbours.
func spread(v []float64, w, h int, sign float64) []float64 {
	out := slices.Clone(v)
	for y := range h {
		for x := range w {
			for _, p := range []image.Point{{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}} {
				if p.In(image.Rect(0, 0, w, h)) {
					out[y*w+x] = sign * max(sign*out[y*w+x], sign*v[p.Y*w+p.X])
				}
			}
		}
	}
	return out
}

// blended has a share of b.
func blended(a, b []float64, share float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = (1-share)*a[i] + share*b[i]
	}
	return out
}

// clouded is a picture that is darker or paler in places, made black and white: photocopies.
func clouded(r *rand.Rand, g *image.Gray, size float64) *image.Gray {
	wave, at, deep := size*(4+16*r.Float64()), 2*math.Pi*r.Float64(), 0.2*r.Float64()
	lean := 0.5 * r.NormFloat64()
	lo, hi := 255.0, 0.0
	for _, p := range g.Pix {
		lo, hi = min(lo, float64(p)), max(hi, float64(p))
	}
	cut := hi - (hi-lo)*(0.35+0.2*r.Float64())
	gray := r.IntN(3) == 0
	return picture.Each(g, func(x, y int, v float64) float64 {
		v -= deep * (hi - lo) * math.Sin(at+2*math.Pi*(float64(x)+lean*float64(y))/wave)
		switch {
		case gray:
			return v
		case v < cut:
			return 0
		}
		return 255
	})
}

// median is the middle of each pixel and its eight neighbours.
func median(g *image.Gray) *image.Gray {
	var near [9]float64
	return picture.Each(g, func(x, y int, v float64) float64 {
		n := 0
		for j := -1; j <= 1; j++ {
			for i := -1; i <= 1; i++ {
				near[n] = 255
				if p := image.Pt(x+i, y+j); p.In(g.Rect) {
					near[n] = float64(g.GrayAt(p.X, p.Y).Y)
				}
				n++
			}
		}
		slices.Sort(near[:])
		return near[4]
	})
}

// curved bends a line up and down, as pages do near the spine of a book.
func curved(a *image.Alpha, rise, wave, at float64) *image.Alpha {
	out := image.NewAlpha(a.Rect)
	for x := range a.Rect.Dx() {
		shift := rise * math.Sin(at+2*math.Pi*float64(x)/wave)
		whole := math.Floor(shift)
		part := shift - whole
		for y := range a.Rect.Dy() {
			of := func(y int) float64 {
				if y < 0 || y >= a.Rect.Dy() {
					return 0
				}
				return float64(a.Pix[y*a.Stride+x])
			}
			out.Pix[y*out.Stride+x] = uint8((1-part)*of(y+int(whole)) + part*of(y+int(whole)+1))
		}
	}
	return out
}

// ruled draws parts of the rules of a table at the edges of a line, now and then, worn
// through in places.
func ruled(r *rand.Rand, g *image.Gray, size float64) {
	thick := 1 + r.IntN(1+int(size/16))
	worn := r.IntN(2) == 0
	draw := func(box image.Rectangle) {
		gap := 0
		for y := max(0, box.Min.Y); y < min(box.Max.Y, g.Rect.Dy()); y++ {
			for x := max(0, box.Min.X); x < min(box.Max.X, g.Rect.Dx()); x++ {
				if worn && gap == 0 && r.IntN(25) == 0 {
					gap = 1 + r.IntN(20)
				}
				if gap > 0 {
					gap--
					continue
				}
				g.Pix[y*g.Stride+x] = 255
			}
		}
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	switch r.IntN(18) {
	case 0:
		draw(image.Rect(0, 0, thick, h))
	case 1:
		draw(image.Rect(w-thick, 0, w, h))
	case 2:
		draw(image.Rect(0, 0, w, thick))
	case 3:
		draw(image.Rect(0, h-thick, w, h))
	case 4:
		draw(image.Rect(0, h-thick, w/(2+r.IntN(4)), h))
	case 5: // what a program that takes rules away leaves of them
		draw(image.Rect(0, h*r.IntN(3)/3, 1, h))
	case 6:
		draw(image.Rect(w-1, h*r.IntN(3)/3, w, h))
	}
}
