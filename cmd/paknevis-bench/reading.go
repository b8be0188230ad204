package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"github.com/paknevis/paknevis/fixtures/picture"
	"github.com/paknevis/paknevis/fixtures/score"
)

// outsideLines reads the pictures of single lines of the outside folder.
func (b *bench) outsideLines(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Outside lines",
		note:   "Pictures of one line each. Dropped: without a word. Spaces count; ZWNJ as F1.",
		header: []string{"folder", "lines", "dropped", "CER", "CER without ZWNJ", "exact words", "numbers", "ZWNJ"},
	}
	dirs, err := filepath.Glob(filepath.Join(b.corpus, "corpus", "ocr", "*lines*"))
	if err != nil {
		return t, err
	}
	var failed []error
	for _, dir := range dirs {
		files, golds, err := lineGolds(dir)
		if err != nil {
			return t, err
		}
		texts, _, err := b.convert(ctx, files)
		failed = append(failed, err)
		var sum score.Result
		dropped := 0
		for _, f := range files {
			r := score.Compare(golds[f], texts[f])
			sum = sum.Add(r)
			if strings.TrimSpace(texts[f]) == "" {
				dropped++
			}
			b.show(filepath.Base(dir)+"/"+base(f), golds[f], texts[f])
		}
		name := filepath.Base(dir)
		t.add(name, fmt.Sprint(len(files)), fmt.Sprint(dropped), percent(sum.CER()), percent(sum.BareCER()), percent(sum.WordRecall()), numbers(sum), percent(sum.ZWNJ.F1()))
		b.figures.rates("outside/"+name, sum)
		b.figures["outside/"+name+"/dropped"] = float64(dropped)
	}
	return t, errors.Join(failed...)
}

// lineGolds lists the pictures of a folder with their text: gt.tsv, or a file NAME.gt.txt
// beside each.
func lineGolds(dir string) (files []string, golds map[string]string, err error) {
	golds = map[string]string{}
	if data, err := os.ReadFile(filepath.Join(dir, "gt.tsv")); err == nil {
		for row := range strings.Lines(string(data)) {
			if name, text, ok := strings.Cut(strings.TrimSpace(row), "\t"); ok {
				f := filepath.Join(dir, name)
				files, golds[f] = append(files, f), text
			}
		}
		return files, golds, nil
	}
	texts, err := filepath.Glob(filepath.Join(dir, "*.gt.txt"))
	for _, name := range texts {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		f := strings.TrimSuffix(name, ".gt.txt") + ".png"
		files, golds[f] = append(files, f), string(data)
	}
	return files, golds, err
}

// outsidePages reads the scanned pages of the outside folder, and its PDF files with texts
// to compare: from pixels alone, without them and as paknevis does by itself.
func (b *bench) outsidePages(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Outside pages",
		note:   "Words of the Arabic script as a multiset, whatever their order, without vowel marks. The layer alone and pixels alone beside what convert does by itself.",
		header: []string{"document", "read from", "recall", "precision", "ZWNJ recall"},
	}
	var failed []error
	measure := func(name, file, gold, from string, flags ...string) {
		texts, _, err := b.convert(ctx, []string{file}, flags...)
		failed = append(failed, err)
		r := score.CompareBags(gold, texts[file])
		joined := "–"
		if r.GoldZWNJ > 0 {
			joined = percent(r.RecallZWNJ())
		}
		t.add(name, from, percent(r.Recall()), percent(r.Precision()), joined)
		b.figures["outside/"+name+"/"+from+"/recall"] = r.Recall()
		b.figures["outside/"+name+"/"+from+"/precision"] = r.Precision()
		b.figures["outside/"+name+"/"+from+"/zwnj"] = r.RecallZWNJ()
		b.show(name, gold, texts[file])
	}
	for _, dir := range []string{"ocr", "pdf"} {
		files, err := filepath.Glob(filepath.Join(b.corpus, "corpus", dir, "*.pdf"))
		if err != nil {
			return t, err
		}
		for _, f := range files {
			gold, err := os.ReadFile(b.truth(f))
			if err != nil {
				continue // a file without a text
			}
			measure(dir+"/"+base(f), f, string(gold), "as it is")
			if dir == "pdf" {
				measure(dir+"/"+base(f), f, string(gold), "layer", "--ocr", "never")
				measure(dir+"/"+base(f), f, string(gold), "pixels", "--ocr", "always")
				continue
			}
			turned, err := b.turned(f)
			if err != nil {
				continue // of several pages
			}
			measure(dir+"/"+base(f), turned, string(gold), "upside down")
		}
	}
	return t, errors.Join(failed...)
}

// truth is the file with the text of a document; scan-NAME has that of NAME, or of
// NAME-report.
func (b *bench) truth(file string) string {
	dir := filepath.Join(b.corpus, "corpus", "truth")
	name := base(file)
	rest, _ := strings.CutPrefix(name, "scan-")
	for _, n := range []string{name, rest, rest + "-report"} {
		if _, err := os.Stat(filepath.Join(dir, n+".txt")); err == nil {
			return filepath.Join(dir, n+".txt")
		}
	}
	return filepath.Join(dir, name+".txt")
}

var errPages = errors.New("more than one page")

// turned draws the only page of a PDF upside down.
func (b *bench) turned(file string) (string, error) {
	if _, err := picture.Render(file, 2, 10); err == nil {
		return "", errPages
	}
	m, err := picture.Render(file, 1, clearDPI)
	if err != nil {
		return "", err
	}
	dir, err := b.folder("turned")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, base(file)+".png")
	f, err := os.Create(name)
	if err != nil {
		return "", err
	}
	return name, errors.Join((&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, picture.Turn(m, 2)), f.Close())
}
