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

// scans reads pictures, beside Tesseract as it comes; then clean and worn pages, and those of
// an outside folder.
func (b *bench) scans(ctx context.Context) ([]*table, error) {
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
	tables := []*table{t}
	var more []func(context.Context) (*table, error)
	if b.tools.pdftoppm != "" {
		more = append(more, b.clear, b.worn)
	}
	if b.corpus != "" {
		more = append(more, b.outsideLines, b.outsidePages)
	}
	for _, measure := range more {
		t, err := measure(ctx)
		tables, failed = append(tables, t), append(failed, err)
	}
	return tables, errors.Join(failed...)
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
