package prep_test

import (
	"fmt"
	"image"
	_ "image/jpeg"
	"os"

	"github.com/paknevis/paknevis/ocr/prep"
)

// A scan whose lines climb by 1.7 degrees, and the way from a point of the prepared picture back
// to it.
func ExampleMeasure() {
	f, err := os.Open("../../fixtures/scan/prose-skew.jpg")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	picture, _, err := image.Decode(f)
	if err != nil {
		panic(err)
	}
	gray := image.NewGray(picture.Bounds())
	for y := range gray.Rect.Max.Y {
		for x := range gray.Rect.Max.X {
			gray.Set(x, y, picture.At(x, y))
		}
	}
	survey := prep.Measure(gray)
	plan := survey.Plan()
	prepared, back := prep.Apply(gray, plan)
	fmt.Printf("%.1f degrees, %t\n", plan.Deskew, prepared.Rect.Dx() > 0 && back != prep.Identity)
	// Output: 1.7 degrees, true
}
