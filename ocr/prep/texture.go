package prep

import "image"

// inkQuantile is the share of the darkest samples that is surely ink.
const inkQuantile = 0.01

// Darkest is the grey value of the blackest ink.
func Darkest(g *image.Gray) uint8 {
	h := histogram(g)
	return uint8(quantile(&h, inkQuantile))
}

// whiten makes everything from the grey value ground upwards paper and spreads
// what is darker: it parts black print from a texture behind it.
func whiten(g *image.Gray, ground uint8) *image.Gray {
	var table [256]uint8
	for v := range table {
		table[v] = uint8(min(v*255/int(ground), 255))
	}
	o := image.NewGray(image.Rect(0, 0, g.Rect.Dx(), g.Rect.Dy()))
	for y := range o.Rect.Dy() {
		in, out := g.Pix[y*g.Stride:][:o.Rect.Dx()], o.Pix[y*o.Stride:][:o.Rect.Dx()]
		for x, v := range in {
			out[x] = table[v]
		}
	}
	return o
}

// despeckle paints specks over with paper.
func despeckle(g *image.Gray, paper uint8) *image.Gray {
	o := clone(g)
	runs, comps, _ := Label(Sauvola(g, firstWindow))
	for _, r := range runs {
		if comps[r.Component].Area > speckArea {
			continue
		}
		for x := r.X0; x < r.X1; x++ {
			o.Pix[int(r.Y)*o.Stride+int(x)] = paper
		}
	}
	return o
}
