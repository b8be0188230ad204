package shape

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
)

// page is a white page with black boxes.
func page(boxes ...image.Rectangle) *Page {
	g := image.NewGray(image.Rect(0, 0, 1000, 80))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	for _, b := range boxes {
		draw.Draw(g, b, image.Black, image.Point{}, draw.Src)
	}
	s := &prep.Survey{}
	s.Runs, s.Components, _ = prep.Label(prep.Sauvola(g, 51))
	return NewPage(g, s)
}

func TestParts(t *testing.T) {
	colon := []image.Rectangle{image.Rect(40, 20, 46, 26), image.Rect(40, 40, 46, 46)}
	p := page(append(colon, image.Rect(10, 10, 20, 50), image.Rect(60, 10, 64, 50))...)
	all := image.Rect(0, 0, 1000, 80)
	parts := p.Parts(all)
	if len(parts) != 3 || parts[1].N != 2 || parts[1].Box != colon[0].Union(colon[1]) || parts[0].Fill < 0.9 || parts[1].Fill > 0.6 {
		t.Errorf("%d parts", len(parts))
	}
	if parts[2].Grid[Side*Side/2+Side/2] < 0.5 || parts[2].Grid[Side*Side/2] != 0 {
		t.Error("an upright stroke is not in the middle of its picture")
	}
	if got := p.Part(p.In(image.Rect(30, 0, 50, 80))); got.Box != parts[1].Box || got.N != 2 {
		t.Errorf("one part: %v, %d", got.Box, got.N)
	}
	if parts := p.Parts(image.Rect(0, 0, 1, 1)); len(parts) != 0 {
		t.Errorf("%d parts where nothing is", len(parts))
	}
	var many []image.Rectangle
	for i := range maxParts + 1 {
		many = append(many, image.Rect(5+20*i, 10, 10+20*i, 40))
	}
	if parts := page(many...).Parts(all); parts != nil {
		t.Errorf("%d parts", len(parts))
	}
}

func TestNet(t *testing.T) {
	const inputs, outputs = 3, 2
	w := Weights{Hidden: 2, First: make([]float32, 2*(inputs+1)), Second: make([]float32, outputs*3)}
	for i := range w.Second {
		w.Second[i] = float32(i)
	}
	var b bytes.Buffer
	if err := w.Encode(&b); err != nil {
		t.Fatal(err)
	}
	n, err := Decode(b.Bytes(), inputs, outputs)
	if err != nil {
		t.Fatal(err)
	}
	if p := n.Probabilities([]float32{1, 2, 3}); len(p) != outputs || p[1] < 0.9 || p[0]+p[1] < 0.99 {
		t.Errorf("probabilities %v", p)
	}
	for _, size := range []int{0, 5, headBytes, b.Len() - 1} {
		if _, err := Decode(b.Bytes()[:size], inputs, outputs); !errors.Is(err, ErrModel) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	if _, err := Decode(b.Bytes(), inputs+1, outputs); !errors.Is(err, ErrModel) {
		t.Errorf("a net of other inputs: %v", err)
	}
}
