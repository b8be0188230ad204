package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/paknevis/paknevis/fixtures"
)

// Long documents are made of a page of each of these, see fixtures.Repeat.
var longSources = []string{"chromium-prose", "libreoffice-prose", "qt-prose"}

const longPages = 200

// linear are the lengths whose cost a page is compared.
var linear = []int{100, 1000, 5000}

// long times documents of many full pages that share their fonts.
func (b *bench) long(ctx context.Context) (*table, error) {
	t := &table{
		title: "Long documents",
		note: fmt.Sprintf("Text pages of 2,500 letters, the quickest of %d runs, held to so many cores. Ratios: times the time of pdftotext on one core, by the clock and "+
			"by processor time. Memory: the peak of the parent and its workers together.", rounds),
		header: []string{"document", "pages", "program", "cores", "seconds", "ms a page", "ratio", "ratio of processor time", "memory"},
	}
	for _, source := range longSources {
		file, err := b.repeat(source, longPages)
		if err != nil {
			return nil, err
		}
		var peer cost
		if b.tools.pdftotext != "" {
			if peer, err = pinned(1, func() (cost, error) {
				_, took, err := command(ctx, nil, b.tools.pdftotext, file, filepath.Join(b.scratch, "peer.txt"))
				return took, err
			}); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			b.longRow(t, source, longPages, "pdftotext", 1, peer, peer, 0)
		}
		for _, cores := range []int{1, 2} {
			took, err := pinned(cores, func() (cost, error) {
				_, took, err := b.convert(ctx, []string{file}, "--ocr", "never", "-j", strconv.Itoa(cores))
				return took, err
			})
			if err != nil {
				return nil, err
			}
			run, err := b.watch(ctx, file, "--html=false", "--ocr", "never", "-j", strconv.Itoa(cores))
			if err != nil {
				return nil, err
			}
			b.longRow(t, source, longPages, "paknevis", cores, took, peer, run.memory)
		}
	}
	for _, pages := range linear {
		file, err := b.repeat(longSources[0], pages)
		if err != nil {
			return nil, err
		}
		var run watched
		if err := onCores(1, func() error {
			run, err = b.watch(ctx, file, "--html=false", "--ocr", "never", "-j", "1") // once: the longest takes its time
			return err
		}); err != nil {
			return nil, err
		}
		b.longRow(t, longSources[0], pages, "paknevis", 1, run.took, cost{}, run.memory)
	}
	return t, nil
}

func (b *bench) longRow(t *table, source string, pages int, program string, cores int, took, peer cost, peak int64) {
	key := fmt.Sprintf("speed/long/%s/%d/%s-%d", source, pages, program, cores)
	cells := []string{source, strconv.Itoa(pages), program, strconv.Itoa(cores), fmt.Sprintf("%.2f", took.wall.Seconds()),
		fmt.Sprintf("%.2f", took.wall.Seconds()*1000/float64(pages)), "–", "–", "–"}
	if peer.wall > 0 {
		wall, cpu := over(took.wall, peer.wall), over(took.cpu, peer.cpu)
		cells[6], cells[7] = ratio(wall), ratio(cpu)
		b.figures[key+"/time-ratio"], b.figures[key+"/cpu-ratio"] = wall, cpu
	}
	if peak > 0 {
		cells[8] = fmt.Sprintf("%.0f MB", float64(peak)/megabyte)
		b.figures[key+"/memory-mb"] = float64(peak) / megabyte
	}
	b.figures[key+"/ms-per-page"] = took.wall.Seconds() * 1000 / float64(pages)
	t.add(cells...)
}

// repeat writes a long document.
func (b *bench) repeat(source string, pages int) (string, error) {
	data, err := os.ReadFile(fixtures.Path("pdf/" + source + ".pdf"))
	if err != nil {
		return "", err
	}
	if data, err = fixtures.Repeat(data, pages); err != nil {
		return "", fmt.Errorf("%s: %w", source, err)
	}
	file := filepath.Join(b.scratch, fmt.Sprintf("%s-%d.pdf", source, pages))
	return file, os.WriteFile(file, data, 0o666)
}

// pinned is the quickest of some runs of programs that may use so many cores.
func pinned(cores int, run func() (cost, error)) (took cost, err error) {
	err = onCores(cores, func() error {
		var err error
		took, err = quickest(run)
		return err
	})
	return took, err
}
