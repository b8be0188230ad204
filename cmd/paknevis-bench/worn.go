package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/picture"
	"github.com/paknevis/paknevis/fixtures/score"
)

// The clear pages: each text in each face. Those in the first one are the pages of
// Chromium.
var (
	clearFaces = []string{"naskh", "amiri", "sans", "scheherazade", "harmattan"}
	clearTexts = []string{"prose", "table", "columns", "technical"}
)

func clearPage(face, text string) string {
	if face == clearFaces[0] {
		return fixtures.Path("pdf/chromium-" + text + ".pdf")
	}
	return fixtures.Path("clear/" + face + "-" + text + ".pdf")
}

// clearDPI is the resolution at which clean pages are drawn.
const clearDPI = 300

// readingHeader names what rates of a reading tell, after the cells that say of what.
var readingHeader = []string{"CER", "ZWNJ", "commas", "numbers", "Latin words", "lines lost", "exact words"}

// reading are the cells for readingHeader.
func reading(r score.Result) []string {
	of := func(n int, x float64) string {
		if n == 0 {
			return "–"
		}
		return percent(x)
	}
	return []string{percent(r.CER()), percent(r.ZWNJ.F1()), of(r.Commas.Right+r.Commas.Missing, r.Commas.F1()),
		of(r.Numbers, r.NumberRecall()), of(r.Latin, r.LatinRecall()), fmt.Sprint(r.LinesLost), percent(r.WordRecall())}
}

// drawings makes pictures of one page each and what they show, by file.
type drawings struct {
	dir   string
	files []string
	gold  map[string]string
}

func (b *bench) drawings() (*drawings, error) {
	dir, err := b.folder("drawn")
	return &drawings{dir: dir, gold: map[string]string{}}, err
}

// add draws a sheet with a kind of wear.
func (d *drawings) add(name string, w picture.Wear, s picture.Sheet, seed uint64, text string) (string, error) {
	gold, err := fixtures.Gold(text)
	if err != nil {
		return "", err
	}
	m, err := w.Picture(s, seed)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	file := filepath.Join(d.dir, name+".png")
	if w.Quality > 0 {
		file = filepath.Join(d.dir, name+".jpg")
		err = os.WriteFile(file, picture.JPEG(m, w.Quality), 0o666)
	} else {
		var f *os.File
		if f, err = os.Create(file); err == nil {
			err = errors.Join((&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, m), f.Close())
		}
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	d.files, d.gold[file] = append(d.files, file), gold
	return file, nil
}

// clear reads clean pages in several faces, as drawn at the resolution of a good scan.
func (b *bench) clear(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Clean pages",
		note:   fmt.Sprintf("Pages of Chromium in five faces, drawn at %d dpi. ZWNJ and commas as F1; numbers and Latin words: the share that came out exactly; lines lost: stretches of six words and more that are not there.", clearDPI),
		header: append([]string{"face", "text"}, readingHeader...),
	}
	d, err := b.drawings()
	if err != nil {
		return t, err
	}
	plain := picture.Plain(clearDPI)
	names := map[string][2]string{}
	for _, face := range clearFaces {
		for _, text := range clearTexts {
			file, err := d.add(face+"-"+text, plain, picture.Sheet{Front: clearPage(face, text)}, 0, text)
			if err != nil {
				return t, err
			}
			names[file] = [2]string{face, text}
		}
	}
	texts, _, err := b.convert(ctx, d.files)
	var all score.Result
	byFace, byText := map[string]score.Result{}, map[string]score.Result{}
	for _, f := range d.files {
		r := score.Compare(d.gold[f], texts[f])
		face, text := names[f][0], names[f][1]
		all, byFace[face], byText[text] = all.Add(r), byFace[face].Add(r), byText[text].Add(r)
		t.add(append([]string{face, text}, reading(r)...)...)
		b.figures.rates("clear/"+base(f), r)
		b.show(base(f), d.gold[f], texts[f])
	}
	for _, face := range clearFaces {
		t.add(append([]string{face, "all"}, reading(byFace[face])...)...)
	}
	for _, text := range clearTexts {
		t.add(append([]string{"all", text}, reading(byText[text])...)...)
	}
	t.add(append([]string{"all", "all"}, reading(all)...)...)
	b.figures.rates("clear/all", all)
	return t, err
}

// worn reads pages with each kind of wear.
func (b *bench) worn(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Worn pages",
		note:   "The same pages as they come out of scanners, each kind of wear by itself and all at once; pictures at 200 dpi but where another resolution is named.",
		header: append([]string{"wear", "what is done"}, readingHeader...),
	}
	var all score.Result
	for n, w := range picture.Wears() {
		d, err := b.drawings()
		if err != nil {
			return t, err
		}
		for i, face := range clearFaces {
			// Each face with one text, and with another for the next kind of wear.
			text := clearTexts[(i+n)%len(clearTexts)]
			s := picture.Sheet{Front: clearPage(face, text), Back: clearPage(face, clearTexts[(i+n+1)%len(clearTexts)])}
			if _, err := d.add(w.Name+"-"+face+"-"+text, w, s, uint64(n), text); err != nil {
				return t, err
			}
		}
		texts, _, err := b.convert(ctx, d.files)
		if err != nil {
			return t, err
		}
		var sum score.Result
		for _, f := range d.files {
			r := score.Compare(d.gold[f], texts[f])
			sum = sum.Add(r)
			b.figures.rates("worn/"+base(f), r)
			b.show(base(f), d.gold[f], texts[f])
		}
		all = all.Add(sum)
		t.add(append([]string{w.Name, w.Made}, reading(sum)...)...)
		b.figures.rates("worn/"+w.Name, sum)
	}
	t.add(append([]string{"all kinds", ""}, reading(all)...)...)
	b.figures.rates("worn/mean", all)
	return t, nil
}
