package tesseract

import (
	"image"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
)

func TestRestoreHamza(t *testing.T) {
	// Reh, alef and seen on a baseline at 60; letters are 20 high.
	letters := []image.Rectangle{image.Rect(150, 45, 164, 60), image.Rect(140, 38, 144, 60), image.Rect(100, 40, 135, 60)}
	mark := image.Rect(138, 22, 146, 31) // over the alef
	for name, c := range map[string]struct {
		text string
		mark image.Rectangle
		want string
	}{
		"over an alef":               {"راس،", mark, "رأس،"},
		"no mark":                    {"راس", image.Rectangle{}, "راس"},
		"over another letter":        {"راس", mark.Sub(image.Pt(30, 0)), "راس"},
		"a flat mark":                {"راس", image.Rect(134, 26, 150, 30), "راس"},
		"ink of the line above":      {"راس", mark.Sub(image.Pt(0, 20)), "راس"},
		"no word with a hamza":       {"نام", mark, "نام"},
		"rarely written with it":     {"کار", mark, "کار"},
		"over a waw":                 {"سوال", image.Rect(138, 28, 146, 37), "سؤال"},
		"a waw with what looks like": {"سوّال", image.Rect(138, 28, 146, 37), "سؤال"},
		"a dot is smaller":           {"سوال", image.Rect(138, 34, 141, 37), "سوال"},
		"dots of sheen":              {"روش", image.Rect(138, 28, 146, 37), "روش"},
		"has it":                     {"رأس", mark, "رأس"},
		"a sukun for it":             {"موْسسه", image.Rectangle{}, "مؤسسه"},
		"a yeh with hamza":           {"مطمتن", image.Rect(138, 28, 146, 37), "مطمئن"},
		"dots of a word":             {"دوستان", image.Rect(138, 28, 146, 37), "دوستان"},
		"a yeh without ink for it":   {"مطمتن", image.Rectangle{}, "مطمتن"},
	} {
		boxes := letters
		if !c.mark.Empty() {
			boxes = append(boxes[:3:3], c.mark)
		}
		s := sheetOf(boxes...)
		w := word{text: c.text, box: image.Rect(100, 36, 164, 62), conf: 0.9}
		l := line{box: w.box, words: []word{w}}
		if got := s.restoreHamza(lang.Default(), &l, &w); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestOnceHamza(t *testing.T) {
	for in, want := range map[string]string{"متأّهل": "متأهل", "مسؤّول": "مسؤول", "أمّا": "أمّا", "محمّد": "محمّد"} {
		if got := onceHamza(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

// TestIsolatedHeh: an isolated heh in small print, between letters that hang below the line, is
// no hamza; one that stands over it is.
func TestIsolatedHeh(t *testing.T) {
	heh := image.Rect(100, 42, 109, 51)
	hanging := []image.Rectangle{image.Rect(120, 40, 140, 60), image.Rect(150, 40, 170, 60), image.Rect(180, 40, 200, 60)}
	for name, c := range map[string]struct {
		above image.Rectangle
		want  bool
	}{"by itself": {image.Rectangle{}, false}, "under a hamza": {image.Rect(101, 30, 108, 38), true}} {
		boxes := append(hanging[:3:3], heh)
		if !c.above.Empty() {
			boxes = append(boxes, c.above)
		}
		s := sheetOf(boxes...)
		w := word{text: "داده", box: image.Rect(100, 28, 200, 60)}
		if got := s.locate(&line{box: w.box, words: []word{w}}, &w); got.hamza != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
