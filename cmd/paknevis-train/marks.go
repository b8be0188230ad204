package main

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"slices"

	"golang.org/x/image/vector"

	ocrmark "github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

// Learning the model of ocr/mark: lines of words with and without marks are set in many
// faces, worn as scans are, and looked at by the code that will read them.
const (
	markHidden = 96
	markLines  = 260 // drawn in each face
	markEpochs = 7
	markSeed   = 15
	markWords  = 5 // of a line
)

// trainMarks learns from the faces that match the patterns and have Persian letters.
func trainMarks(patterns, held, out string, lines, epochs int) error {
	learn, test, err := chosenFaces(patterns, held)
	if err != nil {
		return err
	}
	letters := func(f *face) bool { return !f.has('\u06CC') || !f.has(ocrmark.Comma) } // ARABIC LETTER FARSI YEH
	learn, test = slices.DeleteFunc(learn, letters), slices.DeleteFunc(test, letters)
	if len(learn) == 0 {
		return fmt.Errorf("no face of %s has Persian letters and a comma: %w", patterns, os.ErrNotExist)
	}
	examples := setAll(learn, lines, 0)
	fmt.Fprintf(os.Stderr, "marks: %d faces, %d ends of words; %d faces held out\n", len(learn), len(examples), len(test))
	n := newShapeNet(ocrmark.Inputs, markHidden, ocrmark.Outputs(), markSeed)
	b, err := n.fit(examples, epochs, out)
	if err != nil {
		return err
	}
	if err := measureMarks("learned from", b, setAll(learn, lines/4, 1<<32)); err != nil {
		return err
	}
	if err := measureMarks("held out", b, setAll(test, lines, 1<<32)); err != nil {
		return err
	}
	note, err := noteFaces(out, "mark, learned by cmd/paknevis-train -marks from lines drawn", learn)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d bytes, and %s\n", out, len(b), note)
	return nil
}

// setAll sets lines in each face.
func setAll(faces []*face, lines int, stream uint64) []shapeExample {
	return ofFaces(faces, markSeed, stream, func(r *rand.Rand, f *face) (set []shapeExample) {
		for range lines {
			set = append(set, f.ends(r)...)
		}
		return set
	})
}

// persianLetters are drawn as often as each stands here, in words of them.
var persianLetters = []rune("\u0627\u0627\u0627\u0627\u0628\u067E\u062A\u062A\u062B\u062C\u0686\u062D\u062E\u062F\u062F\u0630\u0631\u0631\u0631\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u06A9\u06A9\u06AF\u0644\u0644\u0645\u0645\u0646\u0646\u0646\u0648\u0648\u0647\u0647\u0647\u06CC\u06CC\u06CC\u06CC\u0621\u0622\u0623")

// line is a line of words; of each, whether a mark ends it, and where the word ends.
func (f *face) line(r *rand.Rand) (text []rune, ends []int) {
	for n := range markWords {
		if n > 0 {
			text = append(text, ' ')
		}
		for range 1 + r.IntN(6) {
			text = append(text, persianLetters[r.IntN(len(persianLetters))])
		}
		switch r.IntN(12) {
		case 0:
			text = append(text, '\u06F0'+rune(r.IntN(10))) // EXTENDED ARABIC-INDIC DIGIT ZERO
		case 1:
			text = append(text, '\u0654') // ARABIC HAMZA ABOVE
		}
		var sign rune
		switch k := r.IntN(20); {
		case k < 4:
			sign = '.'
		case k < 9:
			sign = ocrmark.Comma
		case k < 14:
			sign = ocrmark.Signs[r.IntN(len(ocrmark.Signs))]
		}
		if sign != 0 && f.has(sign) {
			text = append(text, sign)
		}
		ends = append(ends, len(text)-1)
	}
	return text, ends
}

// ends sets a line and cuts out the ends of its words.
func (f *face) ends(r *rand.Rand) []shapeExample {
	text, ends := f.line(r)
	g, extents, ok := f.drawLine(r, text)
	if !ok {
		return nil
	}
	s := surveyOf(g)
	p := shape.NewPage(g, s)
	line := p.In(everything)
	var comps []prep.Component
	for _, i := range line {
		comps = append(comps, p.Component(i))
	}
	letter, base := ocrmark.Measure(comps)
	if letter < 4 {
		return nil
	}
	var out []shapeExample
	from := 0
	for _, end := range ends {
		left := math.Inf(1)
		for _, e := range extents[from : end+1] {
			left = min(left, e.x0)
		}
		from = end + 1
		piece, ok := ocrmark.Find(p, line, int(left)+r.IntN(3)-1, letter, base)
		if !ok {
			continue
		}
		want := slices.Index(ocrmark.Signs, text[end])
		if want >= 0 {
			mid := float64(piece.Box().Min.X+piece.Box().Max.X) / 2
			e := extents[end]
			if mid < e.x0-1 || mid > e.x1+1 || float64(piece.Box().Dx()) > 1.5*(e.x1-e.x0)+2 {
				want = -1
			}
		}
		if want < 0 {
			want = len(ocrmark.Signs)
		}
		e := shapeExample{x: make([]float32, ocrmark.Inputs), want: want}
		piece.Features(e.x)
		out = append(out, e)
	}
	return out
}

// drawLine draws a line from right to left on a picture worn like a scan; extents are by
// character.
func (f *face) drawLine(r *rand.Rand, text []rune) (g *image.Gray, extents []extent, ok bool) {
	size := sizeOf(r, 18, 72)
	line := f.set(text, true)
	w, h := int(line.width(size)+3*size), int(4*size)
	if w <= 0 || w > widest {
		return nil, nil, false
	}
	z := vector.NewRasterizer(w, h)
	turn := (r.Float64() - 0.5) * 0.008
	extents, _, err := line.draw(z, text, size, size, 2.2*size, turn)
	if err != nil {
		return nil, nil, false
	}
	return scanOf(r, z, size), extents, true
}

// measureMarks prints how many ends of words a model tells, and how many it tells wrongly
// without a doubt.
func measureMarks(what string, b []byte, examples []shapeExample) error {
	n, err := shape.Decode(b, ocrmark.Inputs, ocrmark.Outputs())
	if err != nil {
		return err
	}
	right, sure, wrong := 0, 0, 0
	stops, commas := [2]int{}, [2]int{} // all, and those taken for the other
	stop, comma := slices.Index(ocrmark.Signs, '.'), slices.Index(ocrmark.Signs, ocrmark.Comma)
	for _, e := range examples {
		p := n.Probabilities(e.x)
		best := 0
		for i := range p {
			if p[i] > p[best] {
				best = i
			}
		}
		if best == e.want {
			right++
		}
		if p[best] > 0.9 {
			sure++
			if best != e.want {
				wrong++
			}
		}
		switch e.want {
		case stop:
			stops[0]++
			if best == comma {
				stops[1]++
			}
		case comma:
			commas[0]++
			if best == stop {
				commas[1]++
			}
		}
	}
	fmt.Fprintf(os.Stderr, "marks %s: %d of %d right; %d sure, %d of them wrong; of %d stops %d are taken for commas, of %d commas %d for stops\n",
		what, right, len(examples), sure, wrong, stops[0], stops[1], commas[0], commas[1])
	return nil
}
