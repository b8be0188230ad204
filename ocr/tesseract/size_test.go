package tesseract

import (
	"context"
	"image"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// wordsOn are words of one height from right to left, from a right and a left edge, a text
// and a confidence each.
type wordOn struct {
	right, left int
	text        string
	conf        float64
}

func wordsOn(top int, ws ...wordOn) (out []word) {
	for _, w := range ws {
		out = append(out, word{box: image.Rect(w.left, top, w.right, top+30), text: w.text, conf: w.conf})
	}
	return out
}

func TestTakeSurer(t *testing.T) {
	for name, c := range map[string]struct {
		own, other []wordOn
		want       string
	}{
		"the surer word": {
			[]wordOn{{300, 200, "a", 0.5}, {190, 100, "b", 0.9}},
			[]wordOn{{302, 201, "x", 0.8}, {190, 99, "y", 0.8}},
			"x b",
		},
		"a word in two": {
			[]wordOn{{300, 200, "ab", 0.4}, {190, 100, "c", 0.9}},
			[]wordOn{{300, 255, "a", 0.9}, {245, 200, "b", 0.8}, {190, 100, "z", 0.1}},
			"a b c",
		},
		"two words in one": {
			[]wordOn{{300, 255, "a", 0.3}, {245, 200, "b", 0.3}},
			[]wordOn{{300, 200, "ab", 0.8}},
			"ab",
		},
		"only a part of the ink": {
			[]wordOn{{300, 200, "ab", 0.4}},
			[]wordOn{{300, 255, "a", 0.9}},
			"ab",
		},
		"more of the ink": {
			[]wordOn{{300, 255, "a", 0.4}},
			[]wordOn{{300, 200, "xy", 0.6}},
			"xy",
		},
		"nothing there": {
			[]wordOn{{300, 200, "a", 0.4}},
			[]wordOn{{190, 100, "b", 0.9}},
			"a",
		},
		"a lost letter": { // hatta, until, and without its yeh
			[]wordOn{{300, 200, "\u062D\u062A", 0.7}},
			[]wordOn{{300, 200, "\u062D\u062A\u0649", 0.55}},
			"\u062D\u062A\u0649",
		},
		"a comma read as a hamza": { // minha, of her
			[]wordOn{{300, 200, "\u0645\u0646\u0647\u0627", 0.7}},
			[]wordOn{{300, 200, "\u0645\u0646\u0647\u0627\u0621", 0.55}},
			"\u0645\u0646\u0647\u0627",
		},
		"a vowel mark is no letter": {
			[]wordOn{{300, 200, "\u0645\u0646", 0.7}},
			[]wordOn{{300, 200, "\u0645\u064E\u0646", 0.6}},
			"\u0645\u0646",
		},
	} {
		ln := line{box: image.Rect(100, 10, 300, 40), words: wordsOn(10, c.own...)}
		// The line below reaches into this one: its words are its own.
		below := line{box: image.Rect(100, 30, 300, 80), words: wordsOn(48, wordOn{300, 200, "low", 0.5}, wordOn{190, 100, "er", 0.5})}
		l := &layout{blocks: []block{{lines: []line{ln, below}}}}
		other := wordsOn(11, c.other...)
		other = append(other, wordsOn(47, wordOn{300, 200, "LOW", 0.9})...)
		l.takeSurer(other)
		if got := strings.ReplaceAll(strings.TrimSpace(l.text()), " \n", "|"); got != c.want+"|LOW er" {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

// An Arabic page is read at other sizes as well, a Persian one with every means only.
func TestPageIsReadAtOtherSizes(t *testing.T) {
	for _, c := range []struct {
		language string
		profile  ocr.Profile
		want     int // sizes
	}{
		{"Arabic", ocr.Standard, moreSizes},
		{"Arabic", ocr.Fast, 0},
		{"fas", ocr.Standard, 0},
		{"fas", ocr.Best, len(sizes) - 1}, // one is about its own
	} {
		img, boxes := bars(10)
		heights := map[int]bool{}
		rec := &stub{}
		rec.answer = func(g *image.Gray, s settings) *layout {
			if s.mode != modeAuto {
				return &layout{}
			}
			heights[g.Rect.Dy()] = true
			k := float64(g.Rect.Dy()) / float64(img.Height())
			conf, text := 0.9, "own"
			if k > 1.1 {
				conf, text = 0.95, "large"
			}
			var scaled []image.Rectangle
			for _, b := range boxes {
				scaled = append(scaled, image.Rect(int(float64(b.Min.X)*k), int(float64(b.Min.Y)*k), int(float64(b.Max.X)*k), int(float64(b.Max.Y)*k)))
			}
			return answerOf(scaled, conf, text)
		}
		r, err := recognize(context.Background(), rec, nil, img, ocr.Options{Languages: []string{c.language}, Profile: c.profile})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(heights) - 1; got != c.want {
			t.Errorf("%s: %d sizes besides its own, want %d", c.language, got, c.want)
		}
		if got := strings.Contains(r.Page.Flow().String(), "large"); got != (c.want > 0) {
			t.Errorf("%s: surer words of another size are taken: %v", c.language, got)
		}
	}
}
