package prep

import "image"

const (
	// borderDark is the part of the paper's grey value below which a border lies.
	borderDark = 0.3
	// borderDeep is how deep a border reaches into the picture at most, as a part of
	// its width or height, and borderLong which part of an edge it takes at least.
	borderDeep, borderLong = 0.10, 0.3
	// borderJump is how far the inner edge of a border may go to and fro, in pixels for
	// each pixel along it, in the mean. One that leans by 8 degrees has 0.14; a dark
	// banner with light letters has more than 1.
	borderJump = 0.5
	// borderHole is how many light pixels in a row a border may have: salt.
	borderHole = 2
	// borderHalo is how many pixels beside a border are its grey edge, and
	// borderPaper how many beside these tell what the paper there is like.
	borderHalo, borderPaper = 3, 8
	// minBordered is the least side in pixels of a picture that may have borders: at
	// the edges of the picture of a line is its texture.
	minBordered = 200
)

// borders paints the black that a scanner sees beside the paper, which hides the layout
// of the page, in the grey of the paper beside it. Without borders it returns g itself.
func borders(g *image.Gray) (painted *image.Gray, found bool) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if min(w, h) < minBordered {
		return g, false
	}
	hist := histogram(g)
	dark := uint8(borderDark * float64(quantile(&hist, 0.5)))
	painted = g
	for _, side := range [4]struct {
		long, across int
		at           func(i, d int) int // of the pixel: i along the edge, d away from it
	}{
		{h, w, func(i, d int) int { return i*g.Stride + d }},
		{h, w, func(i, d int) int { return i*g.Stride + w - 1 - d }},
		{w, h, func(i, d int) int { return d*g.Stride + i }},
		{w, h, func(i, d int) int { return (h-1-d)*g.Stride + i }},
	} {
		most := int(borderDeep * float64(side.across))
		if most <= borderHole || side.across < most+borderHalo+borderPaper {
			continue
		}
		depth := make([]int, side.long)
		covered, jumps := 0, 0
		for i := range depth {
			for d, light := 0, 0; d < most && light <= borderHole; d++ {
				if light++; painted.Pix[side.at(i, d)] < dark {
					light, depth[i] = 0, d+1
				}
			}
			if depth[i] > 1 {
				covered++
			}
			if i > 0 {
				jumps += max(depth[i]-depth[i-1], depth[i-1]-depth[i])
			}
		}
		if float64(covered) < borderLong*float64(side.long) || float64(jumps) > borderJump*float64(side.long) {
			continue
		}
		if !found {
			found, painted = true, clone(g)
		}
		for i, d := range depth {
			if d < 2 {
				continue
			}
			sum := 0
			for k := range borderPaper {
				sum += int(painted.Pix[side.at(i, d+borderHalo+k)])
			}
			for k := range d + borderHalo {
				painted.Pix[side.at(i, k)] = uint8(sum / borderPaper)
			}
		}
	}
	return painted, found
}
