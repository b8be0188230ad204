package mark_test

import (
	"fmt"
	"image"
	"image/draw"

	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// A word of two strokes on a line, and a dot at its left end: a stop.
func ExampleFind() {
	gray := image.NewGray(image.Rect(0, 0, 300, 160))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	for _, ink := range []image.Rectangle{image.Rect(100, 92, 160, 100), image.Rect(108, 60, 116, 100), image.Rect(170, 92, 230, 100), image.Rect(178, 60, 186, 100), image.Rect(80, 90, 90, 100)} {
		draw.Draw(gray, ink, image.Black, image.Point{}, draw.Src)
	}
	survey := &prep.Survey{}
	survey.Runs, survey.Components, _ = prep.Label(prep.Sauvola(gray, 51))
	page := shape.NewPage(gray, survey)
	line := page.In(gray.Rect)
	letter, base := mark.Measure(survey.Components)
	piece, ok := mark.Find(page, line, 80, letter, base)
	if !ok {
		panic("nothing stands there")
	}
	sign, _ := mark.Default().Read(&piece)
	fmt.Printf("%c\n", sign)
	// Output: .
}
