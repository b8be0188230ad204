package script

import (
	"errors"
	"image"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/paknevis/paknevis/ocr/shape"
	"github.com/paknevis/paknevis/ocr/shape/shapetest"
)

// line makes the pieces of a line from a picture of it: a letter for the class that each
// is sure to be (A, L, W, E, S, K for a known one), ? for one between Arabic and Latin, a
// blank for white between words and | for that between cells.
func line(s string) (probs [][Classes]float32, boxes []image.Rectangle) {
	x := 0
	for _, r := range s {
		var p [Classes]float32
		switch r {
		case ' ':
			x += 12
			continue
		case '|':
			x += 60
			continue
		case 'K':
			p = Known
		case '?':
			p = [Classes]float32{Arabic: 0.5, Latin: 0.5}
		default:
			p[strings.IndexRune("ALWES", r)] = 0.96
			for i := range p {
				p[i] += 0.01
			}
		}
		probs, boxes = append(probs, p), append(boxes, image.Rect(x, 0, x+18, 30))
		x += 20
	}
	return probs, boxes
}

func TestRuns(t *testing.T) {
	for s, want := range map[string][][2]int{
		"AAA LLLL AAA":    {{3, 7}},
		"AAA SLLLLS AAA":  {{4, 8}}, // brackets are not part of it
		"AAA LLSLL AAA":   {{3, 8}}, // a hyphen inside is
		"AAA LLL LLL AAA": {{3, 9}}, // two words
		"AAA LLL|LLL AAA": {{3, 6}, {6, 9}},
		"AAA LSWW AAA":    {{3, 7}}, // KP-04, its letters in one piece
		"AA LWL AA":       {{2, 5}}, // I2C
		"AA LLL WW AA":    {{2, 7}}, // Debian 12
		"AAA EEE AAA":     nil,
		"AAA WWSWW AAA":   nil,      // a number
		"AAALAAA AA":      nil,      // an odd letter of a word
		"AAA L AAA":       {{3, 4}}, // the name of a variable
		"AAA AL AAA":      nil,
		"L":               {{0, 1}},
		"AAA E AAA":       nil,
		"AAA KKK KKK":     nil,
		"":                nil,
		"?":               nil,
		"LLLLL":           {{0, 5}},
		"LLAL LLL":        {{0, 7}}, // an odd piece of a word
		"KKK":             nil,
	} {
		probs, boxes := line(s)
		var got [][2]int
		for _, st := range Runs(probs, boxes, 30) {
			got = append(got, [2]int{st.From, st.To})
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

// TestRead: letters and digits of faces that the model has not learned from.
func TestRead(t *testing.T) {
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		for _, size := range []float64{20, 32, 60} {
			for text, want := range map[string]Class{"Gambrknh": Latin, "25346": Western} {
				p := shapetest.Draw(t, ttf, text, size)
				groups, boxes := p.Groups(p.In(shapetest.Everything))
				right := 0
				for i, g := range groups {
					piece := PieceOf(p.Part(g), boxes, i, size*0.55)
					probs := Default().Read(&piece, size*0.55, 2*size)
					if probs[want] > 0.5 {
						right++
					}
				}
				if right*10 < len(groups)*8 {
					t.Errorf("%s %v: %d of %d pieces of %q are told", name, size, right, len(groups), text)
				}
			}
		}
	}
}

func TestModel(t *testing.T) {
	Default()
	if _, err := Decode(embedded[:len(embedded)-1]); !errors.Is(err, shape.ErrModel) {
		t.Error(err)
	}
}

// FuzzRuns: stretches are in order, apart, and within the line, whatever the pieces are.
func FuzzRuns(f *testing.F) {
	f.Add([]byte("AAA LLL AAA"), 30.0)
	f.Fuzz(func(t *testing.T, b []byte, letter float64) {
		var probs [][Classes]float32
		var boxes []image.Rectangle
		x := 0
		for i := 0; i+1 < len(b) && i < 400; i += 2 {
			var p [Classes]float32
			p[b[i]%uint8(Classes)] = float32(b[i+1]) / 255
			probs, boxes = append(probs, p), append(boxes, image.Rect(x, 0, x+int(b[i]), int(b[i+1])))
			x += int(b[i+1]) - 20
		}
		last := 0
		for _, s := range Runs(probs, boxes, letter) {
			if s.From < last || s.To <= s.From || s.To > len(probs) {
				t.Fatalf("%+v of %d pieces", s, len(probs))
			}
			last = s.To
		}
	})
}
