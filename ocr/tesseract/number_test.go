package tesseract

import (
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/ocr/shape"
)

func wordsOf(s string) (ws []word) {
	for _, f := range strings.Fields(s) {
		ws = append(ws, word{text: f, conf: 0.9})
	}
	return ws
}

func TestNumberWords(t *testing.T) {
	for s, want := range map[string]int{
		"۱۲ تیر":         1,
		"۱۲ - ۱۴ تیر":    3,
		"(۱۲) ، تیر":     2,
		"تیر ۱۲":         0,
		"- ۱۲":           0, // begins with no digit
		"KP-04 ۱۲":       0,
		"۱۲,۳ 45.6% سال": 2,
		"":               0,
	} {
		if got := (&sheet{survey: &prep.Survey{}}).numbers(wordsOf(s)); got != want {
			t.Errorf("%q: %d words, want %d", s, got, want)
		}
	}
}

func TestAfterLetters(t *testing.T) {
	for s, want := range map[string]bool{"سال ۱۲": true, "page ۱۲": false, "سال (page)": false, "۱۲ ۱۳": false, "": false, "سال - ": true} {
		if got := afterLetters(wordsOf(s), nil); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestApart(t *testing.T) {
	at := func(x0, x1 int) image.Rectangle { return image.Rect(x0, 0, x1, 20) }
	one := []word{{box: at(0, 40)}}
	two := []word{{box: at(0, 10)}, {box: at(18, 40)}}
	for _, c := range []struct {
		left, right image.Rectangle
		words       []word
		want        bool
	}{
		{at(0, 10), at(18, 28), two, false}, // no wider than between digits
		{at(0, 10), at(18, 28), one, false},
		{at(0, 10), at(20, 30), two, true},  // the first reader saw two words
		{at(0, 10), at(22, 30), one, false}, // or one
		{at(0, 10), at(27, 37), one, true},
		{at(0, 10), at(18, 28), nil, false},
		{at(0, 10), at(22, 32), nil, true},
	} {
		if got := apart(c.left, c.right, 20, c.words); got != c.want {
			t.Errorf("%v %v: %v", c.left, c.right, got)
		}
	}
}

// TestBound: a plus-minus keeps to the number beside it where that is near.
func TestBound(t *testing.T) {
	at := func(x0, x1 int) shape.Part { return shape.Part{Box: image.Rect(x0, 0, x1, 20), N: 1} }
	sign := func(x0 int) shape.Part {
		p := shape.Part{Box: image.Rect(x0, 0, x0+18, 18), N: 2}
		for i := range shape.Side {
			p.Grid[6*shape.Side+i], p.Grid[17*shape.Side+i] = 1, 1 // arms and bar
			if i < 14 {
				p.Grid[i*shape.Side+8], p.Grid[i*shape.Side+9] = 1, 1
			}
		}
		return p
	}
	for _, c := range []struct {
		left, right shape.Part
		want        bool
	}{
		{at(0, 10), sign(18), true},
		{sign(0), at(26, 36), true},
		{at(0, 10), sign(24), false}, // too far
		{at(0, 10), at(18, 28), false},
	} {
		if got := bound(&c.left, &c.right, 20); got != c.want {
			t.Errorf("%v %v: %v", c.left.Box, c.right.Box, got)
		}
	}
}

func TestCovered(t *testing.T) {
	box := image.Rect(0, 0, 100, 20)
	for _, c := range []struct {
		by   []word
		want bool
	}{
		{nil, false},
		{[]word{{box: image.Rect(0, 0, 50, 20)}}, false},
		{[]word{{box: image.Rect(0, 0, 45, 20)}, {box: image.Rect(55, 0, 100, 20)}}, true},
		{[]word{{box: image.Rect(200, 0, 300, 20)}}, false},
	} {
		if got := covered(box, c.by); got != c.want {
			t.Errorf("%v: %v", c.by, got)
		}
	}
}

func TestAscend(t *testing.T) {
	for in, want := range map[string]string{
		"۱۰۸-۱۰۱.": "۱۰۱-۱۰۸.", "(۹۶–۹۵)": "(۹۵–۹۶)", "۲۲-۳۰": "۲۲-۳۰", "1403-1402": "1403-1402", "۰۲۱-۵۵": "۰۲۱-۵۵",
		"۱۲۳۴۵-۱": "۱۲۳۴۵-۱", "۹-۸-۷": "۹-۸-۷", "الف-ب": "الف-ب", "-": "-", "۵": "۵",
	} {
		w := word{text: in}
		if ascend(&w); w.text != want {
			t.Errorf("%q became %q, want %q", in, w.text, want)
		}
	}
	w := word{text: "۱۰۸-۱۰۱", sure: true}
	if ascend(&w); w.text != "۱۰۸-۱۰۱" {
		t.Errorf("a sure one became %q", w.text)
	}
}

func TestMaybeNumber(t *testing.T) {
	for in, want := range map[string]bool{
		"12": true, "٤٤/EE": true, "OlEce/i/M": true, "\"": true, "*": true, "ا": true, // ALEF
		"الف": false, "،": false, ".": false, "()": false, "": false, "في": false,
	} {
		if got := maybeNumber(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// TestArabicNumber: a stroke is the digit one of Arabic where the model saw another digit; none
// is lost.
func TestArabicNumber(t *testing.T) {
	stroke := image.Rect(116, 28, 120, 54)
	for in, want := range map[string]string{"7": "\u0661", "12": "12"} { // ARABIC-INDIC DIGIT ONE
		s := drawnSheet(nothing, stroke, image.Rect(240, 40, 264, 80), image.Rect(280, 40, 304, 80), image.Rect(320, 40, 344, 80))
		w := word{text: in, box: image.Rect(112, 24, 124, 58)}
		s.layout = &layout{blocks: []block{{lines: []line{{words: []word{w}}}}}}
		if s.arabicNumber(&line{box: image.Rect(110, 24, 344, 84)}, &w); w.text != want {
			t.Errorf("%q became %q", in, w.text)
		}
	}
}
