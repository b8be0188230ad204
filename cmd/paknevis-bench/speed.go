package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paknevis/paknevis/fixtures"
)

const (
	rounds      = 3        // runs of which the quickest counts: the machine has other work
	repairBytes = 2 << 20  // healthy text that repair is timed on
	megabyte    = 1000_000 // bytes
)

// speed times digital pages beside pdftotext.
func (b *bench) speed(ctx context.Context) ([]*table, error) {
	t := &table{
		title:  "Speed",
		note:   fmt.Sprintf("The quickest of %d runs. Ratio: times the speed of pdftotext on the same files, by the clock and by processor time.", rounds),
		header: []string{"what", "speed", "ratio", "ratio of processor time"},
	}
	files, err := digital()
	if err != nil {
		return nil, err
	}
	pages := len(files)
	var peer cost
	if b.tools.pdftotext != "" {
		pages = 0
		peer, err = quickest(func() (sum cost, err error) {
			pages = 0
			for _, f := range files {
				out, took, err := command(ctx, nil, b.tools.pdftotext, f, "-")
				if err != nil {
					return sum, fmt.Errorf("%s: %w", f, err)
				}
				pages += strings.Count(string(out), "\f")
				sum = sum.add(took)
			}
			return sum, nil
		})
		if err != nil {
			return nil, err
		}
		t.add("pdftotext, a process a file", perSecond(pages, peer), ratio(1), ratio(1))
	}
	row := func(name, key string, run func() (cost, error)) error {
		took, err := quickest(run)
		if err != nil {
			return err
		}
		cells := []string{name, perSecond(pages, took), "–", "–"}
		if peer.wall > 0 {
			byWall := over(peer.wall, took.wall)
			cells[2], cells[3] = ratio(byWall), ratio(over(peer.cpu, took.cpu))
			b.figures["speed/"+key+"/ratio"] = byWall
		}
		b.figures["speed/"+key+"/pages-per-second"] = rate(float64(pages), took)
		t.add(cells...)
		return nil
	}
	if err := row("paknevis, a process a file", "single", func() (sum cost, err error) {
		for _, f := range files {
			_, took, err := b.convert(ctx, []string{f}, "--ocr", "never")
			if err != nil {
				return sum, err
			}
			sum = sum.add(took)
		}
		return sum, nil
	}); err != nil {
		return nil, err
	}
	for _, jobs := range []string{"1", "2"} {
		if err := row("paknevis, one call, --jobs "+jobs, "jobs-"+jobs, func() (cost, error) {
			_, took, err := b.convert(ctx, files, "--ocr", "never", "-j", jobs)
			return took, err
		}); err != nil {
			return nil, err
		}
	}
	l, err := b.long(ctx)
	if err != nil {
		return []*table{t}, err
	}
	return []*table{t, l}, nil
}

// digital lists the printed pages that have nothing for OCR.
func digital() ([]string, error) {
	cases, err := fixtures.Printed()
	if err != nil {
		return nil, err
	}
	var files []string
	for _, c := range cases {
		if c.Made != "qpdf" && !strings.HasPrefix(c.Made, "ocr-") {
			files = append(files, fixtures.Path(c.File))
		}
	}
	return files, nil
}

// healthy joins the negative texts, and again until it has size bytes.
func healthy(size int) []byte {
	texts := fixtures.Negative()
	var all []byte
	for len(all) < size {
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			all = append(append(all, texts[name]...), '\n')
		}
	}
	return all
}

func quickest(run func() (cost, error)) (cost, error) {
	var best cost
	for i := range rounds {
		took, err := run()
		if err != nil {
			return best, err
		}
		if i == 0 || took.wall < best.wall {
			best = took
		}
	}
	return best, nil
}

func perSecond(pages int, c cost) string { return fmt.Sprintf("%.1f pages/s", rate(float64(pages), c)) }

// rate is how much of something was done in a second by the clock.
func rate(n float64, c cost) float64 { return n / max(c.wall, time.Microsecond).Seconds() }

// over is how many times as long a took as b; the clock of a processor may
// have not ticked in b.
func over(a, b time.Duration) float64 { return a.Seconds() / max(b, time.Microsecond).Seconds() }
