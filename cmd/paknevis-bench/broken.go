package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/score"
)

// fault sums the texts with one fault.
type fault struct {
	before, after score.Result
	texts, right  int
}

func (f *fault) count(in, gold, out string) {
	f.before = f.before.Add(score.Compare(gold, in))
	f.after = f.after.Add(score.Compare(gold, out))
	f.texts++
	if out == gold {
		f.right++
	}
}

// broken repairs the broken texts, and healthy ones that must stay as they are.
func (b *bench) broken(ctx context.Context) ([]*table, error) {
	cases, err := fixtures.Broken()
	if err != nil {
		return nil, err
	}
	var failed []error
	faults, all := map[string]*fault{}, &fault{}
	for _, c := range cases {
		in, err := os.ReadFile(fixtures.Path(c.File))
		if err != nil {
			return nil, err
		}
		out, err := b.repair(ctx, in)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", c.File, err))
		}
		if faults[c.Made] == nil {
			faults[c.Made] = &fault{}
		}
		for _, f := range []*fault{faults[c.Made], all} {
			f.count(string(in), c.Gold, out)
		}
		b.show(c.File, c.Gold, out)
	}
	t := &table{
		title:  "Broken texts",
		note:   "Right: the whole text is the gold, byte for byte.",
		header: []string{"fault", "texts", "right", "WER before", "WER after", "CER after", "ZWNJ F1", "breaks F1"},
	}
	row := func(name string, f *fault) {
		t.add(name, fmt.Sprint(f.texts), of(f.right, f.texts), percent(f.before.WER()), percent(f.after.WER()),
			percent(f.after.CER()), percent(f.after.ZWNJ.F1()), percent(f.after.Breaks.F1()))
		b.figures.rates("broken/"+name, f.after)
		b.figures["broken/"+name+"/right"] = float64(f.right) / float64(f.texts)
		b.figures["broken/"+name+"/wer-before"] = f.before.WER()
	}
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		row(name, faults[name])
	}
	row("all", all)
	healthy, err := b.healthy(ctx, cases)
	return []*table{t, healthy}, errors.Join(append(failed, err)...)
}

// healthy repairs healthy texts.
func (b *bench) healthy(ctx context.Context, cases []fixtures.Case) (*table, error) {
	t := &table{
		title:  "Healthy texts",
		note:   "Changed must be 0.",
		header: []string{"texts", "number", "changed", "words changed"},
	}
	golds := map[string]string{}
	for _, c := range cases {
		golds["gold of "+c.File] = c.Gold
	}
	var failed []error
	for _, set := range []struct {
		name  string
		texts map[string]string
	}{{"negative", fixtures.Negative()}, {"gold", golds}} {
		changed, words := 0, 0
		for _, name := range slices.Sorted(maps.Keys(set.texts)) {
			text := set.texts[name]
			out, err := b.repair(ctx, []byte(text))
			if err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", name, err))
			}
			if out != text {
				changed++
				words += score.Compare(text, out).WordErrors
				b.show(set.name+" "+name, text, out)
			}
		}
		t.add(set.name, fmt.Sprint(len(set.texts)), fmt.Sprint(changed), fmt.Sprint(words))
		b.figures["damage/"+set.name] = float64(changed)
	}
	return t, errors.Join(failed...)
}
