package main

import (
	"bytes"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

// TestLinesAreDeterministic: the same faces and texts give the same files.
func TestLinesAreDeterministic(t *testing.T) {
	dir, corpus := t.TempDir(), fold(t)
	fontFile := filepath.Join(dir, "regular.ttf")
	if err := os.WriteFile(fontFile, disguised(t, goregular.TTF), 0o666); err != nil {
		t.Fatal(err)
	}
	c := ownModel(t)
	faces, _, err := chosenFaces(fontFile, "")
	if err != nil {
		t.Fatal(err)
	}
	corp, err := readCorpus(corpus, false, false)
	if err != nil {
		t.Fatal(err)
	}
	var files [2][]byte
	for i := range files {
		texts := newTexts(corp.lines, c.alphabet())
		r := rand.New(rand.NewPCG(linesSeed, 3))
		var pages []page
		for range 200 {
			if p, ok := drawPage(r, faces[0], faces[0], texts); ok {
				pages = append(pages, p)
			}
		}
		if len(pages) < 50 {
			t.Fatalf("%d lines of 200", len(pages))
		}
		files[i] = document(pages)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same seed gave different lines")
	}
	if err := makeLines(filepath.Join(dir, "out"), "../../ocr/tesseract/fas.traineddata", corpus, filepath.Join(dir, "*.otf"), "", 1, false); err == nil {
		t.Error("no face, and no error")
	}
}

func TestPressed(t *testing.T) {
	const w, h = 9, 7
	dot := make([]float64, w*h)
	dot[3*w+4] = 1
	if got := spread(dot, w, h, 1); got[3*w+5] != 1 || got[2*w+4] != 1 || got[2*w+5] != 0 {
		t.Errorf("a dot spread to %v", got)
	}
	if got := spread(spread(dot, w, h, 1), w, h, -1); got[3*w+4] != 1 || got[3*w+5] != 0 {
		t.Errorf("a dot that has spread and worn thin: %v", got)
	}
	if got := hollow([]float64{0, 0.5, 1}); got[0] != 0 || got[1] != 1 || got[2] != 0 {
		t.Errorf("outline %v", got)
	}
}

// TestCurved: each column is moved, and none loses its ink.
func TestCurved(t *testing.T) {
	a := image.NewAlpha(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		a.Pix[10*a.Stride+x] = 200
	}
	got := curved(a, 3, 40, 0)
	for x := range 40 {
		sum, at := 0.0, 0.0
		for y := range 20 {
			v := float64(got.Pix[y*got.Stride+x])
			sum += v
			at += v * float64(y)
		}
		if want := 10 - 3*math.Sin(2*math.Pi*float64(x)/40); sum < 195 || math.Abs(at/sum-want) > 0.2 {
			t.Errorf("column %d has %v of ink at %v, want 200 at %v", x, sum, at/sum, want)
		}
	}
}
