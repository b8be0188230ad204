package shape

import (
	"cmp"
	"image"
	"math"
	"slices"

	"github.com/paknevis/paknevis/ocr/prep"
)

// Page is a picture whose ink is known.
type Page struct {
	gray   *image.Gray
	survey *prep.Survey
	runs   [][]prep.Run // by component
	index  *prep.Index
}

// NewPage takes a picture and its survey.
func NewPage(gray *image.Gray, survey *prep.Survey) *Page {
	p := &Page{gray: gray, survey: survey, runs: make([][]prep.Run, len(survey.Components))}
	p.index = prep.NewIndex(survey.Components, func(i int) bool { return survey.Components[i].Area >= minArea })
	for _, r := range survey.Runs {
		p.runs[r.Component] = append(p.runs[r.Component], r)
	}
	return p
}

const (
	minArea = 3 // pixels of the smallest piece of ink that is one
	// stacked is the part of the narrower of two pieces that lies above or below the
	// other where both are one sign: colon, percent.
	stacked = 0.3
	// maxParts bounds the pieces of one number.
	maxParts = 40
)

// Part is a piece of ink that is one sign.
type Part struct {
	Box  image.Rectangle
	Grid [Side * Side]float32 // ink, 0 to 1: the larger side of the box fills it
	Fill float32              // ink of the box, 0 to 1
	N    int                  // components
}

// Side is the number of cells of a part's picture in each direction.
const Side = 18

// Parts are the pieces of ink whose middle lies in the box, from left to right; nil if
// there are too many.
func (p *Page) Parts(box image.Rectangle) []Part {
	groups, boxes := p.Groups(p.In(box))
	if len(groups) > maxParts {
		return nil
	}
	parts := make([]Part, len(groups))
	for i, g := range groups {
		parts[i] = p.part(g, boxes[i])
	}
	return parts
}

// Groups joins components, listed from left to right, that stand above each other: each
// group is a part, boxes are where they are.
func (p *Page) Groups(comps []int) (groups [][]int, boxes []image.Rectangle) {
	for _, i := range comps {
		b := p.survey.Components[i].Box
		if n := len(groups); n > 0 {
			last := boxes[n-1]
			over := min(last.Max.X, b.Max.X) - max(last.Min.X, b.Min.X)
			if float64(over) > stacked*float64(min(last.Dx(), b.Dx())) {
				groups[n-1], boxes[n-1] = append(groups[n-1], i), last.Union(b)
				continue
			}
		}
		groups, boxes = append(groups, []int{i}), append(boxes, b)
	}
	return groups, boxes
}

// In are the components whose middle lies in the box, by index, from left to right.
func (p *Page) In(box image.Rectangle) []int {
	comps := p.index.In(box)
	slices.SortFunc(comps, func(a, b int) int {
		x, y := p.survey.Components[a].Box, p.survey.Components[b].Box
		return cmp.Or(cmp.Compare(x.Min.X, y.Min.X), cmp.Compare(a, b))
	})
	return comps
}

// Component is one by its index.
func (p *Page) Component(i int) prep.Component { return p.survey.Components[i] }

// Part is the piece of ink that some components make together.
func (p *Page) Part(comps []int) Part {
	var box image.Rectangle
	for _, i := range comps {
		box = box.Union(p.survey.Components[i].Box)
	}
	return p.part(comps, box)
}

func (p *Page) part(comps []int, box image.Rectangle) Part {
	part := Part{Box: box, N: len(comps)}
	w, h := box.Dx(), box.Dy()
	ink := p.ink(comps, box)
	total := float32(0)
	for _, v := range ink {
		total += v
	}
	part.Fill = total / float32(w*h)
	scale := float64(max(w, h)) / Side // pixels to a cell
	left, top := (float64(w)-scale*Side)/2, (float64(h)-scale*Side)/2
	for r := range Side {
		for c := range Side {
			x0, y0 := left+float64(c)*scale, top+float64(r)*scale
			part.Grid[r*Side+c] = mean(ink, w, h, x0, y0, x0+scale, y0+scale)
		}
	}
	return part
}

// ink is how dark each pixel of a box is, from the lightest to the darkest in it, where
// the components or their edge are; the ink of others is left out.
func (p *Page) ink(comps []int, box image.Rectangle) []float32 {
	w, h := box.Dx(), box.Dy()
	light, dark := uint8(0), uint8(255)
	near := box.Inset(-1).Intersect(p.gray.Rect)
	for y := near.Min.Y; y < near.Max.Y; y++ {
		for _, v := range p.gray.Pix[y*p.gray.Stride+near.Min.X : y*p.gray.Stride+near.Max.X] {
			light, dark = max(light, v), min(dark, v)
		}
	}
	if p.survey.Dark {
		light, dark = dark, light
	}
	span := float32(light) - float32(dark)
	mask := make([]bool, w*h)
	for _, c := range comps {
		for _, r := range p.runs[c] {
			for y := int(r.Y) - 1; y <= int(r.Y)+1; y++ {
				for x := int(r.X0) - 1; x <= int(r.X1); x++ {
					if (image.Point{X: x, Y: y}).In(box) {
						mask[(y-box.Min.Y)*w+x-box.Min.X] = true
					}
				}
			}
		}
	}
	out := make([]float32, w*h)
	for i := range out {
		if mask[i] && span != 0 {
			v := p.gray.Pix[(box.Min.Y+i/w)*p.gray.Stride+box.Min.X+i%w]
			out[i] = (float32(light) - float32(v)) / span
		}
	}
	return out
}

// mean is the mean ink of a rectangle that may lie between pixels.
func mean(ink []float32, w, h int, x0, y0, x1, y1 float64) float32 {
	sum, area := 0.0, (x1-x0)*(y1-y0)
	for y := max(0, int(math.Floor(y0))); y < h && float64(y) < y1; y++ {
		dy := min(float64(y+1), y1) - max(float64(y), y0)
		for x := max(0, int(math.Floor(x0))); x < w && float64(x) < x1; x++ {
			dx := min(float64(x+1), x1) - max(float64(x), x0)
			sum += dx * dy * float64(ink[y*w+x])
		}
	}
	return float32(sum / area)
}
