package raster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/page"
)

// fixture is a file of the project's own set.
func fixture(name string) string {
	return filepath.Join("..", "..", "fixtures", filepath.FromSlash(name))
}

func needPoppler(t testing.TB) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed: install poppler-utils to run this test")
	}
}

var a4 = page.Rect{X1: 595.276, Y1: 841.89}

func TestResolution(t *testing.T) {
	scan := Page{Box: a4}
	scan.Pixels.Width, scan.Pixels.Height = 2480, 3508
	fine := scan
	fine.Pixels.Width = 4960
	for _, c := range []struct {
		name string
		opt  Options
		page Page
		dpi  float64
		ok   bool
	}{
		{"print", Options{}, Page{Box: a4}, 200, true},
		{"wanted", Options{DPI: 150}, Page{Box: a4}, 150, true},
		{"scan of 300 dpi", Options{}, scan, 299.9, true},
		{"scan of 600 dpi", Options{}, fine, 300, true},
		{"limit", Options{MaxPixels: 1_000_000}, Page{Box: a4}, 101.6, true},
		{"poster", Options{}, Page{Box: page.Rect{X1: 14400, Y1: 14400}}, 39.9, true},
		{"no area", Options{}, Page{}, 200, false},
		{"beyond all", Options{}, Page{Box: page.Rect{X1: 1e6, Y1: 1e6}}, 0.5, false},
	} {
		dpi, ok := c.opt.Resolution(c.page)
		if dpi < c.dpi-0.11 || dpi > c.dpi+0.11 || ok != c.ok {
			t.Errorf("%s: %.1f dpi, %v; want %.1f, %v", c.name, dpi, ok, c.dpi, c.ok)
		}
		inches := c.page.Box.Width() * c.page.Box.Height() / 72 / 72
		if ok && dpi*dpi*inches > ocr.MaxPixels {
			t.Errorf("%s: %.0f pixels", c.name, dpi*dpi*inches)
		}
	}
}

// TestResolutionOfScan: a scan is drawn pixel by pixel, though its page in points is rounded.
func TestResolutionOfScan(t *testing.T) {
	for _, c := range []struct{ width, points, dpi float64 }{
		{1662, 598.32, 200}, {1720, 619.2, 200}, {2098, 604.224, 250}, {2480, 595.2, 300},
	} {
		p := Page{Box: page.Rect{X1: c.points, Y1: 800}}
		p.Pixels.Width = int(c.width)
		if dpi, _ := (Options{}).Resolution(p); dpi != c.dpi {
			t.Errorf("%v pixels on %v points: %v dpi", c.width, c.points, dpi)
		}
	}
}

func TestPages(t *testing.T) {
	needPoppler(t)
	src := Source{Path: fixture("scan/book.pdf")}
	var pages []Page
	for n := 1; n <= 4; n++ { // the file has three
		pages = append(pages, Page{Number: n, Box: a4})
	}
	var got []string
	for m, err := range Pages(context.Background(), src, pages, Options{DPI: 60}) {
		if err != nil {
			if !errors.Is(err, ErrRender) {
				t.Errorf("error %v", err)
			}
			got = append(got, "error")
			continue
		}
		got = append(got, fmt.Sprint(m.DPI))
	}
	if s := fmt.Sprint(got); s != "[60 60 60 error]" {
		t.Errorf("pages %s", s)
	}
	for range Pages(context.Background(), src, pages, Options{DPI: 60}) {
		break // the renderer is killed, and nothing hangs
	}
}

func TestPagesRefuses(t *testing.T) {
	needPoppler(t)
	ctx := context.Background()
	past, cancel := context.WithDeadline(ctx, time.Now().Add(-time.Second))
	defer cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		src  Source
		page Page
		opt  Options
		want error
	}{
		{"no file", ctx, Source{Path: fixture("scan/none.pdf")}, Page{Number: 1, Box: a4}, Options{}, ErrRender},
		{"not a PDF", ctx, Source{Path: fixture("odd/binary.bin")}, Page{Number: 1, Box: a4}, Options{}, ErrRender},
		{"wrong box", ctx, Source{Path: fixture("scan/book.pdf")}, Page{Number: 1, Box: page.Rect{X1: 800, Y1: 300}}, Options{DPI: 60}, ErrRender},
		{"password", ctx, Source{Path: fixture("odd/encrypted-rc4-128.pdf"), Password: "wrong"}, Page{Number: 1, Box: a4}, Options{DPI: 60}, ErrPassword},
		{"deadline", past, Source{Path: fixture("scan/book.pdf")}, Page{Number: 1, Box: a4}, Options{DPI: 60}, context.DeadlineExceeded},
		{"no renderer", ctx, Source{Path: fixture("scan/book.pdf")}, Page{Number: 1, Box: a4}, Options{Tool: "pdftoppm-that-is-not-there"}, ErrMissing},
		{"no area", ctx, Source{Path: fixture("scan/book.pdf")}, Page{Number: 1}, Options{}, ocr.ErrTooLarge},
	} {
		if m, err := PageOf(c.ctx, c.src, c.page, c.opt); !errors.Is(err, c.want) {
			t.Errorf("%s: image %v, error %v", c.name, m != nil, err)
		}
	}
}

// TestKilled: a renderer that was ended from outside is told from one that failed.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	for body, want := range map[string]bool{
		"kill -KILL $$":                         true,
		"kill -TERM $$":                         true,
		"printf 'P5 600 800 255 x'; kill -9 $$": true,
		"kill -SEGV $$":                         false,
		"kill -ABRT $$":                         false,
		"exit 1":                                false,
		"printf 'P5 9999 9999 255 x'; exec sleep 60": false, // out of step: we kill it
	} {
		tool := filepath.Join(dir, "tool")
		if err := os.WriteFile(tool, []byte("#!/bin/sh\n"+body+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
		_, err := PageOf(context.Background(), Source{Path: "x.pdf"}, Page{Number: 1, Box: a4}, Options{DPI: 60, Tool: tool})
		if !errors.Is(err, ErrRender) || errors.Is(err, ErrKilled) != want {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	needPoppler(b)
	src := Source{Path: fixture("pdf/chromium-prose.pdf")}
	for b.Loop() {
		if _, err := PageOf(context.Background(), src, Page{Number: 1, Box: page.Rect{X1: 595.28, Y1: 841.89}}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
