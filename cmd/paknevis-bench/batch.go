package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/paknevis/paknevis/fixtures"
	"github.com/paknevis/paknevis/fixtures/score"
)

// Sets of scanned documents for the table of pages a minute.
var scanned = []struct {
	name  string
	files []string
}{
	{"clean pages", []string{"scan/prose-clean.png"}},
	{"worn pages", []string{"scan/book.pdf", "scan/prose-fax.pdf"}},
	{"short lines", []string{"scan/lines.pdf"}},
}

const (
	scannedPages = 24  // of each set, about
	pictureDPI   = 200 // of the scans that are pictures
	mixedFiles   = 2000
	hostileShare = 20 // one file in so many of the mixed batch is a hostile one
)

// flat are the numbers of files whose cost a file is compared.
var flat = []int{10, 100, 1000, 10_000}

// batch times many files: scans beside the programs that people use for them, digital
// files by their number, and a mixture of all kinds.
func (b *bench) batch(ctx context.Context) ([]*table, error) {
	var made []*table
	var failed []error
	for _, measure := range []func(context.Context) (*table, error){b.scannedBatch, b.flatBatch, b.mixedBatch} {
		t, err := measure(ctx)
		if t != nil {
			made = append(made, t)
		}
		failed = append(failed, err)
	}
	return made, errors.Join(failed...)
}

// scannedBatch reads sets of scans on all cores.
func (b *bench) scannedBatch(ctx context.Context) (*table, error) {
	cores := runtime.NumCPU()
	t := &table{
		title: "Batch: scans",
		note: fmt.Sprintf("Pages a minute on %d cores, one run each. The pair is pdftoppm -r 300 | tesseract, a process a page, under GNU parallel. OCRmyPDF writes only its "+
			"side text, no PDF (--output-type none), which is its quickest way. Both with -l fas.", cores),
		header: []string{"set", "program", "pages", "pages/min", "paknevis is", "CER"},
	}
	var failed []error
	for _, set := range scanned {
		files, golds, err := b.copies(ctx, set.files, scannedPages)
		if err != nil {
			return t, err
		}
		pages, err := b.pagesOf(ctx, files)
		if err != nil {
			return t, err
		}
		var ours float64 // pages a minute
		row := func(program string, speed float64, read func(string) string) {
			var r score.Result
			for i, f := range files {
				r = r.Add(score.Compare(golds[i], read(f)))
			}
			key := "batch/" + set.name + "/" + program
			b.figures[key+"/pages-per-minute"], b.figures[key+"/ratio"] = speed, ours/speed
			t.add(set.name, program, strconv.Itoa(pages), fmt.Sprintf("%.1f", speed), ratio(ours/speed), percent(r.CER()))
		}
		for _, profile := range []string{"", "--fast", "--best"} {
			flags := []string{"-j", strconv.Itoa(cores)}
			if profile != "" {
				flags = append(flags, profile)
			}
			texts, took, err := b.convert(ctx, files, flags...)
			failed = append(failed, err)
			speed := 60 * rate(float64(pages), took)
			if profile == "" {
				ours = speed
			}
			row(strings.TrimSpace("paknevis "+profile), speed, func(f string) string { return texts[f] })
		}
		for _, p := range b.scanPeers() {
			dir, err := b.folder("peer")
			if err != nil {
				return t, err
			}
			start := time.Now()
			if err := p.read(ctx, files, dir, cores); err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", p.name, err))
				continue
			}
			row(p.name, 60*rate(float64(pages), cost{wall: time.Since(start)}), func(f string) string {
				text, _ := os.ReadFile(filepath.Join(dir, base(f)+".txt"))
				return fair(string(text))
			})
		}
	}
	return t, errors.Join(failed...)
}

// scanPeer reads scanned PDFs and writes NAME.txt of each into a folder.
type scanPeer struct {
	name string
	read func(ctx context.Context, files []string, dir string, cores int) error
}

// scanPeers are the programs for scans that are installed.
func (b *bench) scanPeers() []scanPeer {
	var list []scanPeer
	if t := b.tools; t.ocrmypdf != "" {
		list = append(list, scanPeer{"OCRmyPDF", func(ctx context.Context, files []string, dir string, cores int) error {
			for _, f := range files {
				text := filepath.Join(dir, base(f)+".txt")
				if _, _, err := command(ctx, nil, t.ocrmypdf, "-q", "-l", "fas", "--jobs", strconv.Itoa(cores), "--output-type", "none", "--sidecar", text, f, "-"); err != nil {
					return err
				}
			}
			return nil
		}})
	}
	if t := b.tools; t.parallel != "" && t.pdftoppm != "" && t.tesseract != "" {
		list = append(list, scanPeer{"pdftoppm | tesseract", func(ctx context.Context, files []string, dir string, cores int) error {
			var jobs bytes.Buffer // a line a page: the document, the page and where its text goes
			for _, f := range files {
				pages, err := b.pagesOf(ctx, []string{f})
				if err != nil {
					return err
				}
				for p := 1; p <= pages; p++ {
					fmt.Fprintf(&jobs, "%s\t%d\t%s\n", f, p, filepath.Join(dir, fmt.Sprintf("%s-%04d", base(f), p)))
				}
			}
			pipe := fmt.Sprintf("%s -gray -r %s -f {2} -l {2} {1} | %s - {3} -l fas 2>/dev/null", t.pdftoppm, scanDPI, t.tesseract)
			if _, _, err := command(ctx, jobs.Bytes(), t.parallel, "--jobs", strconv.Itoa(cores), "--colsep", "\t", pipe); err != nil {
				return err
			}
			for _, f := range files {
				parts, err := filepath.Glob(filepath.Join(dir, base(f)+"-????.txt")) // in order
				if err != nil {
					return err
				}
				var all []byte
				for _, p := range parts {
					text, err := os.ReadFile(p)
					if err != nil {
						return err
					}
					all = append(all, text...)
				}
				if err := os.WriteFile(filepath.Join(dir, base(f)+".txt"), all, 0o666); err != nil {
					return err
				}
			}
			return nil
		}})
	}
	return list
}

// copies writes copies of fixtures, of so many pages together, that differ in their last
// bytes, as the content of a file is converted only once, and gives their paths with
// their golds. Pictures become PDFs, which all programs read.
func (b *bench) copies(ctx context.Context, names []string, pages int) (files, golds []string, err error) {
	gold := map[string]string{}
	cases, err := fixtures.Scans()
	if err != nil {
		return nil, nil, err
	}
	for _, c := range cases {
		gold[c.File] = c.Gold
	}
	dir, err := b.folder("copies")
	if err != nil {
		return nil, nil, err
	}
	sources := make([]string, len(names))
	for i, name := range names {
		sources[i] = fixtures.Path(name)
		if filepath.Ext(name) == ".png" {
			pdf := filepath.Join(dir, base(name)+".pdf")
			if err := wrap(sources[i], pdf); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", name, err)
			}
			sources[i] = pdf
		}
	}
	each, err := b.pagesOf(ctx, sources)
	if err != nil {
		return nil, nil, err
	}
	for n := range max(1, pages/max(1, each)) {
		for i, source := range sources {
			path := filepath.Join(dir, fmt.Sprintf("%s-%02d.pdf", base(source), n))
			if err := copyWith(source, path, n); err != nil {
				return nil, nil, err
			}
			files, golds = append(files, path), append(golds, gold[names[i]])
		}
	}
	return files, golds, nil
}

// wrap puts a grey picture into a PDF of one page, as a scanner does.
func wrap(from, to string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		return err
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, &jpeg.Options{Quality: 75}); err != nil {
		return err
	}
	size := picture.Bounds().Size()
	width, height := float64(size.X)*72/pictureDPI, float64(size.Y)*72/pictureDPI // points
	draw := fmt.Sprintf("q %.2f 0 0 %.2f 0 0 cm /I Do Q", width, height)
	var pdf bytes.Buffer
	var at []int
	pdf.WriteString("%PDF-1.4\n")
	for i, body := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>", width, height),
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(draw), draw),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream",
			size.X, size.Y, data.Len(), data.Bytes()),
	} {
		at = append(at, pdf.Len())
		fmt.Fprintf(&pdf, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	table := pdf.Len()
	fmt.Fprintf(&pdf, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&pdf, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&pdf, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return os.WriteFile(to, pdf.Bytes(), 0o666)
}

// copyWith copies a file; copies of different numbers differ in their last bytes, where
// readers of PDF, images and most of what is broken do not look.
func copyWith(from, to string, n int) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		data = fmt.Appendf(data, "\n%% %d\n", n)
	case filepath.Ext(from) != ".txt":
		data = fmt.Appendf(data, "%d", n)
	case len(data) > 0:
		data = fmt.Appendf(data, "\n\n%s\n", persian(strconv.Itoa(n)))
	}
	return os.WriteFile(to, data, 0o666)
}

// asDocument is the name of a file, with an ending by which a search of a folder takes it.
func asDocument(path string) string {
	name := filepath.Base(path)
	if filepath.Ext(name) == ".bin" {
		name += ".pdf"
	}
	return name
}

// pagesOf counts the pages of documents.
func (b *bench) pagesOf(ctx context.Context, names []string) (int, error) {
	sum := 0
	for _, name := range names {
		out, _, err := command(ctx, nil, b.tools.paknevis, "inspect", "--ocr", "never", "--format", "json", name)
		if err != nil {
			return 0, err
		}
		var file struct {
			Pages int `json:"pages_in_file"`
		}
		if err := json.Unmarshal(out, &file); err != nil {
			return 0, fmt.Errorf("paknevis inspect %s: %w", name, err)
		}
		sum += file.Pages
	}
	return sum, nil
}

// flatBatch converts one-page digital files, more and more of them.
func (b *bench) flatBatch(ctx context.Context) (*table, error) {
	t := &table{
		title:  "Batch: many files",
		note:   "Digital files of one page, on all cores, a run each. Scan: times as long a clean scanned page takes. Memory: the most that the parent and its workers held at one time, pages that they share counted for each.",
		header: []string{"files", "seconds", "ms a file", "scan", "memory"},
	}
	printed, err := digital()
	if err != nil {
		return nil, err
	}
	for _, n := range flat {
		dir, err := b.folder("flat")
		if err != nil {
			return t, err
		}
		for i := range n {
			if err := copyWith(printed[i%len(printed)], filepath.Join(dir, fmt.Sprintf("%05d.pdf", i)), i); err != nil {
				return t, err
			}
		}
		run, err := b.watch(ctx, dir, "--ocr", "never")
		if err != nil {
			return t, err
		}
		ms := 1000 * run.took.wall.Seconds() / float64(n)
		b.figures[fmt.Sprintf("batch/flat/%d/ms-per-file", n)] = ms
		scan := "–"
		if minute := b.figures["batch/"+scanned[0].name+"/paknevis/pages-per-minute"]; minute > 0 {
			scan = ratio(60_000 / minute / ms)
		}
		t.add(strconv.Itoa(n), fmt.Sprintf("%.1f", run.took.wall.Seconds()), fmt.Sprintf("%.1f", ms), scan, megabytes(run.memory))
		if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(run.out)); err != nil {
			return t, err
		}
	}
	return t, nil
}

// mixedBatch converts files of all kinds, some of them hostile, broken, encrypted, empty
// or huge.
func (b *bench) mixedBatch(ctx context.Context) (*table, error) {
	good, hostile, err := b.mixture()
	if err != nil {
		return nil, err
	}
	dir, err := b.folder("mixed")
	if err != nil {
		return nil, err
	}
	for i := range mixedFiles {
		from := good[i%len(good)]
		if i%hostileShare == 0 {
			from = hostile[i/hostileShare%len(hostile)]
		}
		if err := copyWith(from, filepath.Join(dir, fmt.Sprintf("%05d-%s", i, asDocument(from))), i); err != nil {
			return nil, err
		}
	}
	run, err := b.watch(ctx, dir)
	if err != nil {
		return nil, err
	}
	answers, err := countAnswers(filepath.Join(run.out, "report.jsonl"))
	if err != nil {
		return nil, err
	}
	if len(answers.files) != mixedFiles {
		err = fmt.Errorf("mixed: %d of %d files are in the report", len(answers.files), mixedFiles)
	}
	if run.code != partial {
		err = errors.Join(err, fmt.Errorf("mixed: exit code %d, want %d", run.code, partial))
	}
	minute := 60 * rate(float64(answers.pages), run.took)
	b.figures["batch/mixed/pages-per-minute"], b.figures["batch/mixed/memory-mb"] = minute, float64(run.memory)/megabyte
	t := &table{
		title: "Batch: everything mixed",
		note: fmt.Sprintf("%d files, one in %d of them hostile, broken, encrypted, empty or huge. Answered: files with a record in the report. Memory: the most that the parent "+
			"and its workers held at one time, pages that they share counted for each.", mixedFiles, hostileShare),
		header: []string{"files", "answered", "pages", "by OCR", "without text, with a reason", "exit code", "minutes", "pages/min", "memory"},
	}
	t.add(strconv.Itoa(mixedFiles), of(len(answers.files), mixedFiles), strconv.Itoa(answers.pages), strconv.Itoa(answers.ocr), strconv.Itoa(answers.failed),
		strconv.Itoa(run.code), fmt.Sprintf("%.1f", run.took.wall.Minutes()), fmt.Sprintf("%.0f", minute), megabytes(run.memory))
	return t, err
}

// mixture lists the files that a mixed batch is made of.
func (b *bench) mixture() (good, hostile []string, err error) {
	patterns := []string{fixtures.Path("pdf/*"), fixtures.Path("scan/*"), fixtures.Path("broken/*"), fixtures.Path("negative/*")}
	if b.corpus != "" {
		patterns = append(patterns, filepath.Join(b.corpus, "corpus/pdf/*.pdf"), filepath.Join(b.corpus, "corpus/made/*.pdf"), filepath.Join(b.corpus, "corpus/ocr/*.p*"))
	}
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil {
			return nil, nil, err
		}
		for _, f := range found {
			if filepath.Ext(f) != ".tsv" {
				good = append(good, f)
			}
		}
	}
	hostile, err = filepath.Glob(fixtures.Path("odd/*.*"))
	if err == nil && (len(good) == 0 || len(hostile) == 0) {
		err = errors.New("no files to mix")
	}
	return good, hostile, err
}

// answers is what a report says of a batch.
type answers struct {
	files              map[string]bool
	pages, ocr, failed int
}

// countAnswers reads a report line by line.
func countAnswers(path string) (a answers, err error) {
	a.files = map[string]bool{}
	file, err := os.Open(path)
	if err != nil {
		return a, err
	}
	defer file.Close()
	seen := map[string]bool{}
	for d := json.NewDecoder(file); d.More(); {
		var r struct {
			File, Source string
			Page         int
			Error        *struct{ Code string }
		}
		if err := d.Decode(&r); err != nil {
			return a, fmt.Errorf("%s: %w", path, err)
		}
		key := fmt.Sprint(r.File, "\x00", r.Page)
		if seen[key] {
			return a, fmt.Errorf("%s: page %d of %s twice", path, r.Page, r.File)
		}
		seen[key], a.files[r.File] = true, true
		if r.Page > 0 {
			a.pages++
		}
		if strings.HasPrefix(r.Source, "ocr") {
			a.ocr++
		}
		if r.Error != nil {
			a.failed++
		}
	}
	return a, nil
}
