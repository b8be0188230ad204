package tesseract

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/ocr"
)

// TestPersian: the model of the package is small as those of tessdata_fast are, has the
// characters that the library's lacks, and is named with its digest where it is used.
func TestPersian(t *testing.T) {
	m := Persian()
	if m.Kind != "tuned" || m.Name != defaultLanguage || m.Size > 500_000 || len(m.Digest) != 16 {
		t.Errorf("%+v", m)
	}
	alphabet := string(part(persian, 21))
	for _, c := range "\u060C\u0624\u0625\u0654\u066A\u066B\u066C%=" { // COMMA, WAW WITH HAMZA and so on
		if !strings.Contains(alphabet, "\n"+string(c)+" ") {
			t.Errorf("%q is not in its alphabet", c)
		}
	}
	dir := t.TempDir()
	if err := InstallPersian(dir); err != nil {
		t.Fatal(err)
	}
	got, err := ReadModel(filepath.Join(dir, "fas.traineddata"))
	if err != nil || got.Digest != m.Digest {
		t.Errorf("installed %+v, %v", got, err)
	}
	if err := InstallPersian(filepath.Join(dir, "none")); err == nil {
		t.Error("installed in a folder that is not there")
	}
	e := New(Options{Persian: dir, ModelDir: t.TempDir()})
	defer e.Close()
	v, err := e.Versions(ocr.Options{})
	if err != nil || len(v.Models) != 1 || v.Models[0] != "fas "+m.String() {
		t.Errorf("%v, %v", v.Models, err)
	}
	if err := checkModels(Options{Persian: dir, ModelDir: t.TempDir()}, []string{"fas", "eng"}); err == nil || !strings.Contains(err.Error(), "eng.traineddata") {
		t.Errorf("eng is missing: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "fas.traineddata")); err != nil {
		t.Fatal(err)
	}
	if err := checkModels(Options{Persian: dir}, []string{"fas"}); err == nil {
		t.Error("a model that is gone was found")
	}
}

func lineAt(conf float64, box image.Rectangle) line {
	return line{box: box, words: []word{{text: "\u0628\u0627\u0631\u0627\u0646", conf: conf, box: box}}}
}

// TestDropDoubles: a weak line in the place of a sure one goes, one in a place of its own
// and one that is nearly as sure stay.
func TestDropDoubles(t *testing.T) {
	place := image.Rect(0, 100, 400, 140)
	for _, tt := range []struct {
		weak line
		left int
	}{
		{lineAt(0.4, image.Rect(50, 95, 300, 130)), 1},
		{lineAt(0.4, image.Rect(50, 60, 300, 95)), 2},
		{lineAt(0.4, image.Rect(300, 100, 700, 140)), 2},
		{lineAt(0.6, image.Rect(50, 95, 300, 130)), 2},
	} {
		s := &sheet{layout: &layout{blocks: []block{{lines: []line{lineAt(0.9, place)}}, {lines: []line{tt.weak}}}}}
		s.dropDoubles()
		n := 0
		for _, b := range s.layout.blocks {
			n += len(b.lines)
		}
		if n != tt.left {
			t.Errorf("%v: %d lines are left, want %d", tt.weak.box, n, tt.left)
		}
	}
}

func TestStripQuality(t *testing.T) {
	sheetOf := func(unread float64, lines ...line) *sheet {
		return &sheet{conf: 0.8, unread: unread, layout: &layout{blocks: []block{{lines: lines}}}}
	}
	one := sheetOf(0, lineAt(0.8, image.Rect(0, 0, 400, 30)))
	two := sheetOf(0, lineAt(0.8, image.Rect(0, 0, 400, 30)), lineAt(0.8, image.Rect(0, 32, 400, 60)))
	torn := sheetOf(0, lineAt(0.8, image.Rect(0, 0, 190, 30)), lineAt(0.8, image.Rect(200, 4, 400, 30)))
	part := sheetOf(0.1, lineAt(0.8, image.Rect(0, 0, 400, 30)))
	if one.stripQuality() != two.stripQuality() || torn.stripQuality() >= part.stripQuality() || part.stripQuality() >= one.stripQuality() {
		t.Errorf("one line %.2f, two %.2f, torn %.2f, read in part %.2f", one.stripQuality(), two.stripQuality(), torn.stripQuality(), part.stripQuality())
	}
}
