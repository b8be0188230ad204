package raster_test

import (
	"fmt"

	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/repair/page"
)

// A page of print gets the usual resolution, a poster as much as its image may have pixels.
func ExampleOptions_Resolution() {
	for _, box := range []page.Rect{{X1: 595, Y1: 842}, {X1: 5950, Y1: 8420}} {
		dpi, ok := raster.Options{}.Resolution(raster.Page{Number: 1, Box: box})
		fmt.Printf("%.0f %t\n", dpi, ok)
	}
	// Output:
	// 200 true
	// 81 true
}
