package tesseract

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
)

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		in, want string
		sign     rune
		conf     float64
	}{
		{"شهر.", "شهر،", mark.Comma, 1},
		{"شهر,", "شهر،", mark.Comma, 1},
		{"شهر»", "شهر،", mark.Comma, 1},
		{"شهر.", "شهر؛", mark.Semicolon, 1},
		{"شهر»", "شهر.", '.', 1},
		{"شهر،", "شهر.", '.', 1},
		{"گذرهاء", "گذرها،", mark.Comma, 1},
		{"(چهار).", "(چهار)،", mark.Comma, 1},
		{"شهر.", "شهر.", '.', 1},
		{"شهر.", "شهر.", 0, 1},            // no mark is there
		{"شهر.", "شهر.", mark.Comma, 0.7}, // not likely enough
		{"شهر»", "شهر،", mark.Comma, 0.7},
		{"شهر»", "شهر»", mark.Comma, 0.5},
		{"شهر»", "شهر»", '\u00BB', 1},        // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
		{"شیء", "شیء", 0, 1},                 // a hamza has no shape of a mark
		{"شیء", "شیء", '.', 1},               //
		{"شیء", "شیء", mark.Comma, 0.95},     // the word is known
		{"گذرهاء", "گذرهاء", mark.Comma, .8}, // likely, but a letter was read
		{"مه", "مه", mark.Comma, 1},          // a letter is no word
		{"2018.", "2018.", mark.Comma, 1},    // a Latin number keeps its own mark
		{"شهر", "شهر", mark.Comma, 1},
		{"", "", mark.Comma, 1},
	} {
		got := settle(c.in, c.sign, c.conf)
		if got != c.want {
			t.Errorf("%+q with %q, %v gave %+q, want %+q", c.in, c.sign, c.conf, got, c.want)
		}
		if again := settle(got, c.sign, c.conf); again != got {
			t.Errorf("%+q changed again: %+q", got, again)
		}
	}
}

// drawnSheet is a sheet with pieces of ink as boxes, and what draw puts beside them.
func drawnSheet(draws func(*image.Gray), boxes ...image.Rectangle) *sheet {
	g := image.NewGray(image.Rect(0, 0, 400, 120))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	for _, b := range boxes {
		draw.Draw(g, b, image.Black, image.Point{}, draw.Src)
	}
	draws(g)
	s := &sheet{gray: g, survey: &prep.Survey{Letter: 40}}
	s.survey.Runs, s.survey.Components, _ = prep.Label(prep.Sauvola(g, 51))
	for range s.survey.Components {
		s.survey.Text = append(s.survey.Text, true)
	}
	return s
}

func disc(g *image.Gray, x, y, r float64) {
	for py := int(y - r - 1); py <= int(y+r+1); py++ {
		for px := int(x - r - 1); px <= int(x+r+1); px++ {
			if math.Hypot(float64(px)+0.5-x, float64(py)+0.5-y) <= r {
				g.SetGray(px, py, color.Gray{})
			}
		}
	}
}

// A stop and a comma that stand on foot, their heads in the column x.
func drawnStop(x, foot float64) func(*image.Gray) {
	return func(g *image.Gray) { disc(g, x, foot-5, 5) }
}

func drawnComma(x, foot float64) func(*image.Gray) {
	return func(g *image.Gray) {
		const r = 5
		disc(g, x, foot-r, r)
		for a := 0.0; a <= 1; a += 0.01 { // the tail, along a curve of three points
			p, q, s := (1-a)*(1-a), 2*a*(1-a), a*a
			disc(g, x+r*(-0.3*p-0.2*q+1.2*s), foot-r*(1.2*p+2.9*q+4.4*s), r*(0.7-0.4*a))
		}
	}
}

func nothing(*image.Gray) {}

// TestRestoreMark: a mark on the left of all pieces that the letters make was left out.
func TestRestoreMark(t *testing.T) {
	const foot = 80
	// A word of three letters that do not join, with another one on its right.
	ink := []image.Rectangle{
		image.Rect(180, foot-40, 204, foot), image.Rect(162, foot-44, 170, foot), image.Rect(130, foot-40, 154, foot),
		image.Rect(240, foot-40, 264, foot), image.Rect(280, foot-40, 304, foot), image.Rect(320, foot-40, 344, foot),
	}
	for _, c := range []struct {
		name, text string
		draw       func(*image.Gray)
		next       int
		want       string
	}{
		{"a comma", "داد", drawnComma(116, foot+4), 0, "داد،"},
		{"a stop", "داد", drawnStop(116, foot), 0, "داد."},
		{"nothing", "داد", nothing, 0, "داد"},
		{"a letter that is the mark", "دادژ", drawnComma(116, foot+4), 0, "داد،"},
		{"kerned pieces", "دارد", drawnComma(116, foot+4), 0, "دارد،"},
		{"kerned pieces, no mark", "دارد", nothing, 0, "دارد"},
		{"kerned pieces before a hamza", "اداء", drawnComma(116, foot+4), 0, "اداء"},
		{"a piece too many", "بد", drawnComma(116, foot+4), 0, "بد"},
		{"a mark above the line", "داد", drawnComma(116, foot-36), 0, "داد"},
		{"of the next word", "داد", drawnComma(116, foot+4), 128, "داد"},
		{"the dot of the next word", "داد", drawnStop(116, foot), 108, "داد"},
		{"nearer to this word", "داد", drawnStop(122, foot), 100, "داد."},
		{"far away", "داد", drawnComma(60, foot+4), 0, "داد"},
		{"behind a digit", "داد۲", drawnComma(116, foot+4), 0, "داد۲"},
		{"of the word already", "داد،", drawnComma(116, foot+4), 0, "داد،"},
	} {
		s := drawnSheet(c.draw, ink...)
		l := &line{box: image.Rect(50, foot-44, 344, foot+4)}
		w := word{text: c.text, box: image.Rect(130, foot-44, 204, foot)}
		s.restoreMark(l, &w, c.next)
		if w.text != c.want {
			t.Errorf("%s: got %q, want %q", c.name, w.text, c.want)
		}
		if changed := w.text != c.text; changed != (w.box.Min.X < 130) {
			t.Errorf("%s: box %v", c.name, w.box)
		}
	}
	s := drawnSheet(drawnComma(166, foot+4), ink[0], ink[3], ink[4], ink[5])
	w := word{text: "و", box: ink[0]}
	if s.restoreMark(&line{box: image.Rect(50, foot-44, 344, foot+4)}, &w, 0); w.text != "و" {
		t.Errorf("behind a single letter: %q", w.text)
	}
}

// TestJoinMarks: a mark that was read as a word of its own goes to the word before it.
func TestJoinMarks(t *testing.T) {
	const foot = 80
	ink := []image.Rectangle{image.Rect(180, foot-40, 204, foot), image.Rect(130, foot-40, 154, foot), image.Rect(240, foot-40, 264, foot)}
	for _, c := range []struct {
		name, before, lone string
		draw               func(*image.Gray)
		x                  int // of the mark
		want               []string
	}{
		{"a comma", "دد", "ء", drawnComma(116, foot+4), 116, []string{"دد،"}},
		{"a stop read as a zero", "دد", "۰", drawnStop(116, foot), 116, []string{"دد."}},
		{"a letter", "دد", "و", drawnComma(116, foot+4), 116, []string{"دد", "و"}},
		{"far away", "دد", "ء", drawnComma(60, foot+4), 60, []string{"دد", "ء"}},
		{"behind a number", "12", "ء", drawnComma(116, foot+4), 116, []string{"12", "ء"}},
		{"nothing of a mark there", "دد", "ء", func(g *image.Gray) {
			draw.Draw(g, image.Rect(108, foot-40, 124, foot), image.Black, image.Point{}, draw.Src)
		}, 116, []string{"دد", "ء"}},
	} {
		s := drawnSheet(c.draw, ink...)
		l := &line{box: image.Rect(50, foot-44, 344, foot+4), words: []word{
			{text: c.before, box: image.Rect(130, foot-40, 204, foot)},
			{text: c.lone, box: image.Rect(c.x-7, foot-18, c.x+8, foot+4)},
		}}
		s.joinMarks(l)
		var got []string
		for _, w := range l.words {
			got = append(got, w.text)
		}
		if len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
