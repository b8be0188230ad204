package shape_test

import (
	"fmt"
	"image"
	"image/draw"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// A stroke and a colon, whose two dots are one piece.
func ExamplePage_Parts() {
	gray := image.NewGray(image.Rect(0, 0, 100, 60))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	for _, ink := range []image.Rectangle{image.Rect(10, 10, 20, 50), image.Rect(40, 20, 46, 26), image.Rect(40, 40, 46, 46)} {
		draw.Draw(gray, ink, image.Black, image.Point{}, draw.Src)
	}
	survey := &prep.Survey{}
	survey.Runs, survey.Components, _ = prep.Label(prep.Sauvola(gray, 51))
	for _, p := range shape.NewPage(gray, survey).Parts(gray.Rect) {
		fmt.Println(p.Box, p.N)
	}
	// Output:
	// (10,10)-(20,50) 1
	// (40,20)-(46,46) 2
}
