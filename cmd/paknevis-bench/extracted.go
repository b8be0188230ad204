package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/paknevis/paknevis/fixtures"
)

// extracted repairs what other programs take out of the printed pages: by program and
// producer, words wrong before, as fair as they can be taken, and after.
func (b *bench) extracted(ctx context.Context) ([]*table, error) {
	cases, err := fixtures.Printed()
	if err != nil {
		return nil, err
	}
	t := &table{
		title: "Text of other programs, repaired",
		note: "Printed pages through a program and paknevis repair. Before: without bidi controls and in NFC. " +
			"A table that the program reads column by column stays so.",
		header: []string{"program", "producer", "pages", "WER before", "WER after", "CER before", "CER after", "ZWNJ F1"},
	}
	var failed []error
	for _, p := range b.peers() {
		makers, all := map[string]*fault{}, &fault{}
		for _, c := range cases {
			in, err := p.raw(ctx, fixtures.Path(c.File))
			if err != nil {
				failed = append(failed, err)
				continue
			}
			out, err := b.repair(ctx, []byte(in))
			if err != nil {
				failed = append(failed, fmt.Errorf("%s through %s: %w", c.File, p.name, err))
			}
			if makers[c.Made] == nil {
				makers[c.Made] = &fault{}
			}
			for _, f := range []*fault{makers[c.Made], all} {
				f.count(fair(in), c.Gold, out)
			}
			b.show(c.File+" through "+p.name, c.Gold, out)
		}
		row := func(maker string, f *fault) {
			t.add(p.name, maker, fmt.Sprint(f.texts), percent(f.before.WER()), percent(f.after.WER()),
				percent(f.before.CER()), percent(f.after.CER()), percent(f.after.ZWNJ.F1()))
			b.figures.rates(fmt.Sprintf("extracted/%s/%s", p.name, maker), f.after)
		}
		for _, maker := range slices.Sorted(maps.Keys(makers)) {
			row(maker, makers[maker])
		}
		row("all", all)
	}
	return []*table{t}, errors.Join(failed...)
}
