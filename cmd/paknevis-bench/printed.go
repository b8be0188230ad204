package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/score"
)

// results of several programs, by program.
type results map[string]score.Result

func (r results) add(program string, s score.Result) { r[program] = r[program].Add(s) }

// printed reads the printed pages: a table by producer and one by page.
func (b *bench) printed(ctx context.Context) ([]*table, error) {
	cases, err := fixtures.Printed()
	if err != nil {
		return nil, err
	}
	files := make([]string, len(cases))
	for i, c := range cases {
		files[i] = fixtures.Path(c.File)
	}
	auto, _, err := b.convert(ctx, files)
	failed := []error{err}
	never, _, err := b.convert(ctx, files, "--ocr", "never")
	failed = append(failed, err)

	peers := b.peers()
	programs := []string{"paknevis", "paknevis, no OCR"}
	for _, p := range peers {
		programs = append(programs, p.name)
	}
	pages := &table{
		title:  "Printed pages, one by one",
		note:   "Exact words, ZWNJ included; then what else paknevis has right.",
		header: slices.Concat([]string{"page"}, programs, []string{"CER", "ZWNJ recall", "exact lines", "breaks F1"}),
	}
	byMaker := map[string]results{}
	for i, c := range cases {
		texts := map[string]string{programs[0]: auto[files[i]], programs[1]: never[files[i]]}
		for _, p := range peers {
			texts[p.name], err = p.read(ctx, files[i])
			failed = append(failed, err)
		}
		if byMaker[c.Made] == nil {
			byMaker[c.Made] = results{}
		}
		row := []string{base(c.File)}
		for _, program := range programs {
			r := score.Compare(c.Gold, texts[program])
			byMaker[c.Made].add(program, r)
			if strings.HasSuffix(base(c.File), "-lines") { // the only pages where a block is a line
				byMaker[c.Made].add(program+" lines", r)
			}
			row = append(row, percent(r.WordRecall()))
		}
		r := score.Compare(c.Gold, texts[programs[0]])
		b.figures.rates("printed/"+base(c.File), r) // of the peers, the sums are enough
		pages.add(append(row, percent(r.CER()), percent(r.ZWNJ.Recall()), of(r.LinesFound, r.Lines), percent(r.Breaks.F1()))...)
		b.show(c.File, c.Gold, texts[programs[0]])
	}
	return []*table{b.makers(programs, byMaker), pages}, errors.Join(failed...)
}

// makers sums the printed pages by producer.
func (b *bench) makers(programs []string, byMaker map[string]results) *table {
	t := &table{
		title:  "Printed pages by producer",
		note:   "Exact lines count on the page of one-defect lines only. Peers are read without bidi controls and in NFC.",
		header: []string{"producer", "program", "exact lines", "exact words", "CER", "WER", "ZWNJ recall", "breaks F1"},
	}
	all := results{}
	row := func(maker string, rs results) {
		for _, program := range programs {
			r, l := rs[program], rs[program+" lines"]
			lines := "–"
			if l.Lines > 0 {
				lines = of(l.LinesFound, l.Lines)
				b.figures[fmt.Sprintf("printed/%s/%s/exact-lines", maker, program)] = l.LineRecall()
			}
			b.figures.rates(fmt.Sprintf("printed/%s/%s", maker, program), r)
			t.add(maker, program, lines, percent(r.WordRecall()), percent(r.CER()), percent(r.WER()), percent(r.ZWNJ.Recall()), percent(r.Breaks.F1()))
		}
	}
	for _, maker := range slices.Sorted(maps.Keys(byMaker)) {
		row(maker, byMaker[maker])
		for key, r := range byMaker[maker] {
			all.add(key, r)
		}
	}
	row("all", all)
	return t
}
