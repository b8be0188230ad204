package prep_test

import (
	"image"
	"slices"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
)

func TestIndex(t *testing.T) {
	at := func(x, y int) prep.Component { return prep.Component{Box: image.Rect(x-5, y-5, x+5, y+5), Area: 100} }
	comps := []prep.Component{at(10, 10), at(50, 10), at(10, 200), at(10, 31), at(10, 33)}
	x := prep.NewIndex(comps, func(i int) bool { return i != 1 })
	for _, tt := range []struct {
		box  image.Rectangle
		want []int
	}{
		{image.Rect(0, 0, 100, 300), []int{0, 3, 4, 2}},
		{image.Rect(0, 0, 100, 11), []int{0}},
		{image.Rect(0, 0, 10, 300), nil}, // the middle lies outside
		{image.Rect(0, 30, 100, 64), []int{3, 4}},
		{image.Rect(-50, -50, 20, 20), []int{0}},
		{image.Rectangle{}, nil},
	} {
		if got := x.In(tt.box); !slices.Equal(got, tt.want) {
			t.Errorf("%v: got %v, want %v", tt.box, got, tt.want)
		}
	}
}
