package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/paknevis/paknevis/fixtures/score"
)

// outside measures a folder that is no part of the repository.
func (b *bench) outside(ctx context.Context) ([]*table, error) {
	formats, err := b.formats(ctx)
	documents, err2 := b.documents(ctx)
	texts, err3 := b.cases(ctx)
	return append(formats, documents, texts), errors.Join(err, err2, err3)
}

// documents reads the PDF files that have a text to compare with.
func (b *bench) documents(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Outside documents",
		note:   "With and without ZWNJ; breaks and ZWNJ as F1. A text stripped of its mark-up is no gold: numbers and heads made by the typesetter count as errors of all programs.",
		header: []string{"document", "program", "CER", "CER0", "WER", "WER0", "exact words", "ZWNJ", "breaks", "seconds"},
	}
	peers := b.peers()
	all, failed := results{}, []error{}
	var sum cost
	row := func(name, program string, r score.Result, took cost) {
		seconds := "–"
		if took.wall > 0 {
			seconds = fmt.Sprintf("%.1f", took.wall.Seconds())
		}
		t.add(name, program, percent(r.CER()), percent(r.BareCER()), percent(r.WER()), percent(r.BareWER()),
			percent(r.WordRecall()), percent(r.ZWNJ.F1()), percent(r.Breaks.F1()), seconds)
		b.figures.rates("corpus/"+name+"/"+program, r)
	}
	found, err := b.pairs()
	if err != nil {
		return t, err
	}
	for _, f := range found {
		gold, err := os.ReadFile(f.gold)
		if err != nil {
			return t, err
		}
		texts, took, err := b.convert(ctx, []string{f.file})
		failed = append(failed, err)
		sum = sum.add(took)
		never, _, err := b.convert(ctx, []string{f.file}, "--ocr", "never")
		failed = append(failed, err)
		r := score.Compare(string(gold), texts[f.file])
		row(base(f.file), "paknevis", r, took)
		all.add("paknevis", r)
		r = score.Compare(string(gold), never[f.file])
		row(base(f.file), "paknevis, no OCR", r, cost{})
		all.add("paknevis, no OCR", r)
		b.show(base(f.file), string(gold), texts[f.file])
		for _, p := range peers {
			text, err := p.read(ctx, f.file)
			failed = append(failed, err)
			r := score.Compare(string(gold), text)
			row(base(f.file), p.name, r, cost{})
			all.add(p.name, r)
		}
	}
	row("all", "paknevis", all["paknevis"], sum)
	row("all", "paknevis, no OCR", all["paknevis, no OCR"], cost{})
	for _, p := range peers {
		row("all", p.name, all[p.name], cost{})
	}
	return t, errors.Join(failed...)
}

// document is a file with its gold.
type document struct{ file, gold string }

func (b *bench) pairs() ([]document, error) {
	var list []document
	for _, dir := range []string{"made", "pdf", "ocr"} {
		files, err := filepath.Glob(filepath.Join(b.corpus, "corpus", dir, "*.pdf"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			gold := filepath.Join(b.corpus, "corpus", "truth", base(f)+".txt")
			if dir == "made" {
				part := strings.Split(base(f), "-")
				if len(part) < 3 {
					continue
				}
				gold = filepath.Join(filepath.Dir(f), part[1]+".gold.txt")
			}
			if _, err := os.Stat(gold); err == nil {
				list = append(list, document{f, gold})
			}
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no PDF with its text in corpus/made, corpus/pdf or corpus/ocr", b.corpus)
	}
	return list, nil
}

// cases repairs the broken texts of the folder.
func (b *bench) cases(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Outside broken texts",
		note:   "Word error before and after repair, the latter also without ZWNJ.",
		header: []string{"text", "right", "WER before", "WER after", "WER0 after", "CER after", "ZWNJ", "breaks"},
	}
	inputs, err := filepath.Glob(filepath.Join(b.corpus, "cases", "*.in.txt"))
	if err != nil {
		return t, err
	}
	var failed []error
	all := &fault{}
	row := func(name string, f *fault) {
		t.add(name, of(f.right, f.texts), percent(f.before.WER()), percent(f.after.WER()), percent(f.after.BareWER()),
			percent(f.after.CER()), percent(f.after.ZWNJ.F1()), percent(f.after.Breaks.F1()))
		b.figures.rates("cases/"+name, f.after)
	}
	for _, input := range inputs {
		stem := strings.TrimSuffix(input, ".in.txt")
		in, err := os.ReadFile(input)
		if err != nil {
			return t, err
		}
		gold, err := os.ReadFile(stem + ".gold.txt")
		if err != nil {
			return t, err
		}
		out, err := b.repair(ctx, in)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", input, err))
		}
		one := &fault{}
		one.count(string(in), string(gold), out)
		all.count(string(in), string(gold), out)
		row(filepath.Base(stem), one)
		b.show(filepath.Base(stem), string(gold), out)
	}
	row("all", all)
	return t, errors.Join(failed...)
}
