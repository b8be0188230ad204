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
	"github.com/paknevis/paknevis/ocr/script"
	"github.com/paknevis/paknevis/ocr/shape"
)

// Learning the model of ocr/script: lines of Persian with Latin words, numbers and marks
// are set in pairs of faces, worn as scans are, and cut by the code that will read them.
const (
	scriptHidden = 64
	scriptLines  = 220 // drawn in each Persian face
	scriptEpochs = 6
	scriptSeed   = 16
)

// trainScripts learns from the faces that match the patterns.
func trainScripts(patterns, held, out string, lines, epochs int) error {
	learn, test, err := chosenFaces(patterns, held)
	if err != nil {
		return err
	}
	if len(learn) == 0 {
		return fmt.Errorf("no face of %s has Persian or Latin digits: %w", patterns, os.ErrNotExist)
	}
	examples := mixAll(learn, learn, lines, 0)
	fmt.Fprintf(os.Stderr, "scripts: %d faces, %d pieces; %d faces held out\n", len(learn), len(examples), len(test))
	n := newShapeNet(script.Inputs, scriptHidden, int(script.Classes), scriptSeed)
	b, err := n.fit(examples, epochs, out)
	if err != nil {
		return err
	}
	if err := measureScripts("learned from", b, mixAll(learn, learn, lines/8, 1<<32)); err != nil {
		return err
	}
	if err := measureScripts("held out", b, mixAll(test, learn, lines, 1<<32)); err != nil {
		return err
	}
	note, err := noteFaces(out, "script, learned by cmd/paknevis-train -scripts from lines drawn", learn)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s, %d bytes, and %s\n", out, len(b), note)
	return nil
}

// mixAll sets lines in each Persian face with a face of others for their Latin words.
func mixAll(faces, others []*face, lines int, stream uint64) []shapeExample {
	isPersian := func(f *face) bool { return f.has('\u06CC') && f.has(ocrmark.Comma) } // ARABIC LETTER FARSI YEH
	var latin []*face
	for _, f := range others {
		if f.has('a') && f.has('Z') && f.has('_') {
			latin = append(latin, f)
		}
	}
	faces = slices.DeleteFunc(slices.Clone(faces), func(f *face) bool { return !isPersian(f) })
	return ofFaces(faces, scriptSeed, stream, func(r *rand.Rand, f *face) (set []shapeExample) {
		for range lines {
			other := latin[r.IntN(len(latin))]
			if f.has('a') && r.IntN(3) == 0 {
				other = f
			}
			set = append(set, mixedLine(r, f, other)...)
		}
		return set
	})
}

// stretch is a part of a line in one face.
type stretch struct {
	text  []rune
	face  *face
	right bool // runs from right to left
	scale float64
}

// latinLetters are drawn as often as each stands here.
var latinLetters = []rune("aaabbccdddeeeeeeffgghhiiiijjkklllmmnnnnooooppqrrrrssssttttuuuvvwwxxyyz")

// latinWord is a word, an abbreviation, a name of a file, an address or a code.
func latinWord(r *rand.Rand) (t []rune) {
	letters := func(n int, upper bool) {
		for range n {
			c := latinLetters[r.IntN(len(latinLetters))]
			if upper {
				c += 'A' - 'a'
			}
			t = append(t, c)
		}
	}
	digits := func(n int) {
		for range n {
			t = append(t, '0'+rune(r.IntN(10)))
		}
	}
	switch r.IntN(10) {
	case 0, 1, 2, 3:
		letters(1, r.IntN(2) == 0)
		letters(r.IntN(9), false)
	case 4, 5:
		letters(2+r.IntN(4), true)
	case 6:
		letters(1+r.IntN(3), true)
		if r.IntN(2) == 0 {
			t = append(t, '-')
		}
		digits(1 + r.IntN(4))
		letters(r.IntN(2), true)
	default:
		signs := []rune("/._-:@")
		for n := 2 + r.IntN(3); n > 0; n-- {
			letters(1+r.IntN(8), r.IntN(8) == 0)
			if r.IntN(4) == 0 {
				digits(1 + r.IntN(3))
			}
			if n > 1 {
				t = append(t, signs[r.IntN(len(signs))])
			}
		}
	}
	return t
}

// mixed is a line from left to right.
func mixed(r *rand.Rand, f, other *face) (line []stretch) {
	scale := 0.8 + 0.4*r.Float64()
	word := func() []rune {
		var t []rune
		for range 1 + r.IntN(6) {
			t = append(t, persianLetters[r.IntN(len(persianLetters))])
		}
		return t
	}
	bracketed := func(t []rune) []rune {
		pairs := [][2]rune{{'(', ')'}, {'\u00AB', '\u00BB'}, {'[', ']'}} // GUILLEMETS
		p := pairs[r.IntN(len(pairs))]
		return append(append([]rune{p[0]}, t...), p[1])
	}
	share := r.IntN(4) // how much of the line is Persian
	for n := 3 + r.IntN(5); n > 0; n-- {
		var s stretch
		switch k := r.IntN(10); {
		case k < 3+2*share:
			s = stretch{word(), f, true, 1}
			if r.IntN(3) == 0 {
				s.text = append(s.text, []rune(".:!\u060C\u061B\u061F")[r.IntN(6)]) // ARABIC COMMA, SEMICOLON, QUESTION MARK
			}
			if r.IntN(8) == 0 {
				s.text = bracketed(s.text)
			}
		case k < 9:
			s = stretch{latinWord(r), other, false, scale}
			if r.IntN(6) == 0 {
				s.text = bracketed(s.text)
			}
			if r.IntN(6) == 0 {
				s.text = append(s.text, []rune(".,:;")[r.IntN(4)])
			}
		default:
			zero, from := '0', stretch{nil, other, false, scale}
			if f.persian && r.IntN(2) == 0 {
				zero, from = '\u06F0', stretch{nil, f, false, 1} // EXTENDED ARABIC-INDIC DIGIT ZERO
			}
			for k := 1 + r.IntN(5); k > 0; k-- {
				from.text = append(from.text, zero+rune(r.IntN(10)))
				if k > 1 && r.IntN(5) == 0 {
					from.text = append(from.text, []rune("./-:\u066B")[r.IntN(5)]) // ARABIC DECIMAL SEPARATOR
				}
			}
			s = from
		}
		s.text = slices.DeleteFunc(s.text, func(c rune) bool { return !s.face.has(c) })
		if len(s.text) > 0 {
			line = append(line, s)
		}
	}
	return line
}

// classOf is the class of what a character shows.
func classOf(c rune) script.Class {
	switch {
	case c >= '0' && c <= '9':
		return script.Western
	case c >= '\u06F0' && c <= '\u06F9', c >= '\u0660' && c <= '\u0669': // Eastern digits
		return script.Eastern
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return script.Latin
	case slices.Contains(persianLetters, c):
		return script.Arabic
	}
	return script.Sign
}

// placed is where a character stands and what it is.
type placed struct {
	extent
	class script.Class
}

// mixedLine sets a line and cuts it into pieces.
func mixedLine(r *rand.Rand, f, other *face) []shapeExample {
	g, chars, ok := drawStretches(r, mixed(r, f, other))
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
	letter *= math.Exp(0.5 * (r.Float64() - 0.5)) // lines around it have other letters
	groups, boxes := p.Groups(line)
	var out []shapeExample
	for i, b := range boxes {
		mid := float64(b.Min.X+b.Max.X) / 2
		seen, class := 0, script.Classes
		for _, c := range chars {
			inside := (c.x0+c.x1)/2 >= float64(b.Min.X) && (c.x0+c.x1)/2 <= float64(b.Max.X)
			if !inside && !(mid >= c.x0 && mid <= c.x1) {
				continue
			}
			if class != script.Classes && class != c.class {
				// A letter with what stands above it is a letter.
				if c.class == script.Sign {
					continue
				}
				if class != script.Sign {
					seen = -100
				}
			}
			class = c.class
			seen++
		}
		if seen <= 0 {
			continue // dirt, or signs of two scripts that touch
		}
		e := shapeExample{x: make([]float32, script.Inputs), want: int(class)}
		piece := script.PieceOf(p.Part(groups[i]), boxes, i, letter)
		piece.Features(letter, base, e.x)
		out = append(out, e)
	}
	return out
}

// drawStretches draws stretches beside each other, on one line, worn like a scan.
func drawStretches(r *rand.Rand, line []stretch) (g *image.Gray, chars []placed, ok bool) {
	size := sizeOf(r, 18, 72)
	space := size * (0.22 + 0.3*r.Float64())
	runs := make([]shaped, len(line))
	width := 3 * size
	for i, s := range line {
		runs[i] = s.face.set(s.text, s.right)
		width += runs[i].width(s.scale*size) + space
	}
	w, h := int(width), int(4*size)
	if w <= 0 || w > widest || len(runs) == 0 {
		return nil, nil, false
	}
	z := vector.NewRasterizer(w, h)
	turn := (r.Float64() - 0.5) * 0.008
	pen := size
	for i, s := range line {
		extents, end, err := runs[i].draw(z, s.text, s.scale*size, pen, 2.2*size, turn)
		if err != nil {
			return nil, nil, false
		}
		for k, c := range s.text {
			chars = append(chars, placed{extents[k], classOf(c)})
		}
		pen = end + space
	}
	return scanOf(r, z, size), chars, true
}

// measureScripts prints how many pieces a model tells, and how often Latin letters and
// those of the Arabic script are taken for each other.
func measureScripts(what string, b []byte, examples []shapeExample) error {
	n, err := shape.Decode(b, script.Inputs, int(script.Classes))
	if err != nil {
		return err
	}
	right := 0
	var table [script.Classes][script.Classes]int
	for _, e := range examples {
		best := 0
		p := n.Probabilities(e.x)
		for i := range p {
			if p[i] > p[best] {
				best = i
			}
		}
		table[e.want][best]++
		if best == e.want {
			right++
		}
	}
	fmt.Fprintf(os.Stderr, "scripts %s: %d of %d right; Arabic, Latin, Western, Eastern, signs by what they are taken for: %v\n", what, right, len(examples), table)
	return nil
}
