package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"

	"github.com/paknevis/paknevis/fixtures"
)

const (
	// fewLines is the height in pixels of the pictures that most pages are: some lines of
	// print, so that many pages take minutes.
	fewLines = 420
	// wholeEach is how often a page is a whole scan, which needs the most.
	wholeEach = 20
	// memoryPages is how many pages the table memory has at most, unless another number is asked for.
	memoryPages = 1000
)

// workerMemory reads more and more pages from pixels with one worker and tells the most that
// it held.
func (b *bench) workerMemory(ctx context.Context) ([]*table, error) {
	t := &table{
		title: "Memory of a worker",
		note: fmt.Sprintf("Pages read from pixels with one worker at a time, one in %d a whole scan, the others of some lines; a run each. Worker: the most that one held at any time, "+
			"what it shares with others counted.", wholeEach),
		header: []string{"pages", "seconds", "worker", "all"},
	}
	whole := []string{fixtures.Path("scan/prose-clean.png"), fixtures.Path("scan/prose-skew.jpg"), fixtures.Path("scan/columns-blur.jpg"), fixtures.Path("scan/prose-shadow.jpg")}
	strip, err := b.strip(whole[0])
	if err != nil {
		return nil, err
	}
	for n := 1; n <= cmp.Or(b.files, memoryPages); n *= 10 {
		dir, err := b.folder("memory")
		if err != nil {
			return nil, err
		}
		for i := range n {
			from := strip
			if i%wholeEach == 0 {
				from = whole[i/wholeEach%len(whole)]
			}
			if err := copyWith(from, filepath.Join(dir, fmt.Sprintf("%05d%s", i, filepath.Ext(from))), i); err != nil {
				return nil, err
			}
		}
		run, err := b.watch(ctx, dir, "-j", "1", "--ocr", "always", "--html=false")
		if err != nil {
			return []*table{t}, err
		}
		b.figures[fmt.Sprintf("memory/%d/worker-mb", n)] = float64(run.largest) / megabyte
		t.add(strconv.Itoa(n), fmt.Sprintf("%.1f", run.took.wall.Seconds()), megabytes(run.largest), megabytes(run.memory))
		if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(run.out)); err != nil {
			return nil, err
		}
	}
	return []*table{t}, nil
}

// strip is the upper end of a scan.
func (b *bench) strip(from string) (string, error) {
	f, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		return "", err
	}
	part, ok := m.(interface {
		SubImage(image.Rectangle) image.Image
	})
	if !ok {
		return "", fmt.Errorf("%s: no part of it can be taken", from)
	}
	dir, err := b.folder("strip")
	if err != nil {
		return "", err
	}
	out, err := os.Create(filepath.Join(dir, "strip.png"))
	if err != nil {
		return "", err
	}
	box := m.Bounds()
	box.Max.Y = min(box.Max.Y, box.Min.Y+fewLines)
	return out.Name(), errors.Join(png.Encode(out, part.SubImage(box)), out.Close())
}
