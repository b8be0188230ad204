package prep

import "image"

// Index finds components by their place.
type Index struct {
	components []Component
	bands      map[int][]int // by the row of their middle
}

// indexBand is the height in pixels of the bands of an index.
const indexBand = 32

// NewIndex is an index of the components that are kept, by their index.
func NewIndex(components []Component, keep func(i int) bool) *Index {
	x := &Index{components, map[int][]int{}}
	for i, c := range components {
		if keep(i) {
			y := (c.Box.Min.Y + c.Box.Max.Y) / 2 / indexBand
			x.bands[y] = append(x.bands[y], i)
		}
	}
	return x
}

// In are the components whose middle lies in the box, band by band.
func (x *Index) In(box image.Rectangle) []int {
	var in []int
	for y := max(box.Min.Y, 0) / indexBand; y <= box.Max.Y/indexBand; y++ {
		for _, i := range x.bands[y] {
			if b := x.components[i].Box; b.Min.Add(b.Max).Div(2).In(box) {
				in = append(in, i)
			}
		}
	}
	return in
}
