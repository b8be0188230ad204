// Package shapetest draws what tests of networks of package shape are asked about: text in
// faces that they have not learned from.
package shapetest

import (
	"image"
	"image/draw"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// Draw is a picture of a line of text in a font (the bytes of its file), size pixels to an
// em. The line stands on row 2 * size.
func Draw(t testing.TB, ttf []byte, text string, size float64) *shape.Page {
	t.Helper()
	f, err := opentype.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, int(size)*(len(text)+2), int(3*size)))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: g, Src: image.Black, Face: face, Dot: fixed.P(int(size), int(2*size))}
	d.DrawString(text)
	s := &prep.Survey{}
	s.Runs, s.Components, _ = prep.Label(prep.Sauvola(g, 51)) // as prep.Measure does
	return shape.NewPage(g, s)
}

// Everything is a box around any picture that is drawn.
var Everything = image.Rect(0, 0, 1<<15, 1<<15)
