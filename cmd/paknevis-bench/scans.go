package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/score"
)

// scanDPI is the resolution at which stock Tesseract gets the pages of a PDF,
// the one that its manual asks for.
const scanDPI = "300"

// scanSets are the parts of the table scans, by name: our scans, clean and worn pages, and
// the lines and pages of an outside folder.
var scanSets = []string{"own", "clear", "worn", "lines", "pages"}

// scans reads the sets of pictures that were asked for, all of them if none was.
func (b *bench) scans(ctx context.Context) ([]*table, error) {
	makes := map[string]func(context.Context) (*table, error){"own": b.ownScans}
	if b.tools.pdftoppm != "" {
		makes["clear"], makes["worn"] = b.clear, b.worn
	}
	if b.corpus != "" {
		makes["lines"], makes["pages"] = b.outsideLines, b.outsidePages
	}
	var tables []*table
	var failed []error
	for _, set := range scanSets {
		measure := makes[set]
		if measure == nil || len(b.sets) > 0 && !slices.Contains(b.sets, set) {
			continue
		}
		t, err := measure(ctx)
		if t != nil {
			tables = append(tables, t)
		}
		failed = append(failed, err)
	}
	return tables, errors.Join(failed...)
}

// ownScans reads our scans, beside Tesseract as it comes.
func (b *bench) ownScans(ctx context.Context) (*table, error) {
	cases, err := fixtures.Scans()
	if err != nil {
		return nil, err
	}
	t := &table{
		title:  "Scans",
		note:   "Beside `tesseract -l fas` on the same picture, both on one core; a PDF is given to it by `pdftoppm -r " + scanDPI + "`. Time: paknevis over Tesseract, of the processor.",
		header: slices.Concat([]string{"scan", "what was done", "CER tesseract", "exact words tesseract", "numbers tesseract", "time"}, readingHeader),
	}
	var ours, theirs score.Result
	var ourCost, theirCost cost
	var failed []error
	for _, c := range cases {
		file := fixtures.Path(c.File)
		texts, took, err := b.convert(ctx, []string{file}, "-j", "1")
		failed = append(failed, err)
		r := score.Compare(c.Gold, texts[file])
		ours, ourCost = ours.Add(r), ourCost.add(took)
		b.figures.rates("scans/"+filepath.Base(c.File)+"/paknevis", r)
		b.show(c.File, c.Gold, texts[file])
		row := []string{filepath.Base(c.File), c.Made, "–", "–", "–", "–"}
		if b.tools.tesseract != "" {
			text, stock, err := b.stock(ctx, file)
			failed = append(failed, err)
			p := score.Compare(c.Gold, text)
			theirs, theirCost = theirs.Add(p), theirCost.add(stock)
			b.figures.rates("scans/"+filepath.Base(c.File)+"/tesseract", p)
			row[2], row[3], row[4], row[5] = percent(p.CER()), percent(p.WordRecall()), numbers(p), ratio(took.cpu.Seconds()/stock.cpu.Seconds())
		}
		t.add(append(row, reading(r)...)...)
	}
	row := []string{"all", "", "–", "–", "–", "–"}
	b.figures.rates("scans/all/paknevis", ours)
	if b.tools.tesseract != "" {
		row[2], row[3], row[4], row[5] = percent(theirs.CER()), percent(theirs.WordRecall()), numbers(theirs), ratio(over(ourCost.cpu, theirCost.cpu))
		b.figures.rates("scans/all/tesseract", theirs)
		b.figures["scans/all/time"] = over(ourCost.cpu, theirCost.cpu)
	}
	t.add(append(row, reading(ours)...)...)
	return t, errors.Join(failed...)
}

// numbers is the share of the numbers that came out exactly.
func numbers(r score.Result) string {
	if r.Numbers == 0 {
		return "–"
	}
	return percent(r.NumberRecall())
}

// stock reads a picture or a PDF with Tesseract as it comes.
func (b *bench) stock(ctx context.Context, file string) (string, cost, error) {
	pictures, took := []string{file}, cost{}
	if filepath.Ext(file) == ".pdf" {
		if b.tools.pdftoppm == "" {
			return "", took, fmt.Errorf("%s: no pdftoppm to make pictures for tesseract", file)
		}
		dir, err := b.folder("pictures")
		if err != nil {
			return "", took, err
		}
		_, took, err = command(ctx, nil, b.tools.pdftoppm, "-r", scanDPI, "-gray", file, filepath.Join(dir, "page"))
		if err != nil {
			return "", took, fmt.Errorf("%s: %w", file, err)
		}
		if pictures, err = filepath.Glob(filepath.Join(dir, "page*")); err != nil {
			return "", took, err
		}
		slices.Sort(pictures) // pdftoppm pads the numbers
	}
	var text strings.Builder
	for _, p := range pictures {
		out, c, err := command(ctx, nil, b.tools.tesseract, p, "stdout", "-l", "fas")
		took = took.add(c)
		if err != nil {
			return text.String(), took, fmt.Errorf("%s: %w", file, err)
		}
		text.Write(out)
	}
	return fair(text.String()), took, nil
}
