package digit_test

import (
	"fmt"
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/paknevis/paknevis/ocr/digit"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// The pieces of a number, read one after the other.
func ExampleModel_Read() {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 36, DPI: 72})
	if err != nil {
		panic(err)
	}
	gray := image.NewGray(image.Rect(0, 0, 300, 100))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	line := font.Drawer{Dst: gray, Src: image.Black, Face: face, Dot: fixed.P(20, 70)}
	line.DrawString("1,250,000")

	survey := &prep.Survey{}
	survey.Runs, survey.Components, _ = prep.Label(prep.Sauvola(gray, 51))
	parts := shape.NewPage(gray, survey).Parts(gray.Rect)
	const letter = 25 // the height of its digits in pixels
	n := digit.Default().Read(parts, letter, digit.Context{Latin: true})
	fmt.Println(n.Text, n.Sure())
	// Output: 1,250,000 true
}
