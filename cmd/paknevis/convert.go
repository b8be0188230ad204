package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/report"
)

// reportName is the record of a run inside its output folder.
const reportName = "report.jsonl"

type convertFlags struct {
	pipeline.Options
	out, report, pages string
	password           passwordFlags
	languages          string
	jobs               int
	timeout            time.Duration
	breaks             bool
	fast, best         bool
	formats            export.Formats
	verbose, quiet     bool
}

func convertCommand() *cobra.Command {
	f := convertFlags{Options: pipeline.Options{OCR: pipeline.OCRAuto, Cells: pipeline.CellsTab}, formats: export.Formats{export.Text}}
	cmd := &cobra.Command{
		Use:   "convert PATH...",
		Short: "Convert PDFs, images and texts to clean UTF-8",
		Long: `Convert PDFs, images (PNG, JPEG, TIFF) and text files to clean UTF-8.

PATH is a file, a folder (searched for documents at any depth), a quoted glob, or
- for standard input. What a file is, is told by its content. With -o DIR each
input becomes DIR/NAME.txt, folders are mirrored, and DIR/report.jsonl has a
record for every page; without it the text of a single input goes to standard
output. --format asks for other forms: md (CommonMark), jsonl (a record a page with
words and places), json (the document with spans of pages), hocr and alto.

Inputs are never changed, and an output file appears whole or not at all. A page
that fails is reported and the others go on.

` + cli.ExitCodes,
		Example: `  paknevis convert letter.pdf > letter.txt
  paknevis convert -o out --jobs 4 archive/ 'scans/*.tif'
  paknevis convert -f txt,alto -o out scans/
  paknevis convert --ocr never --pages 1-3,7 book.pdf
  curl -s https://example.org/a.pdf | paknevis convert -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return convert(cmd.Context(), f, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	fl.StringVarP(&f.out, "output", "o", "", "folder for NAME.txt, or other forms of it, and report.jsonl")
	fl.VarP(&f.formats, "format", "f", "forms of the output, several parted by commas: "+export.Names())
	fl.StringVar(&f.report, "report", "", "write the records to this file")
	fl.Var(&f.OCR, "ocr", "when to read pixels: auto, never or always")
	fl.StringVarP(&f.languages, "language", "l", "fas+eng", "Tesseract languages, the main one first")
	fl.StringVar(&f.pages, "pages", "", "pages to convert, like 1-3,7,10-")
	f.password.add(fl)
	fl.IntVarP(&f.jobs, "jobs", "j", runtime.NumCPU(), "pages worked on at once")
	fl.DurationVar(&f.timeout, "timeout", 3*time.Minute, "longest time for one page")
	fl.IntVar(&f.DPI, "dpi", 0, "resolution for OCR in pixels per inch (0: chosen for each page)")
	fl.BoolVar(&f.fast, "fast", false, "read pixels once: no second look at lost lines, Latin words and numbers")
	fl.BoolVar(&f.best, "best", false, "read pixels with every means, whatever it costs")
	cmd.MarkFlagsMutuallyExclusive("fast", "best")
	fl.BoolVar(&f.breaks, "page-breaks", false, "a form feed between pages, and paragraphs end with them")
	fl.BoolVar(&f.Furniture, "furniture", false, "keep running heads, running feet and page numbers")
	fl.Var(&f.Cells, "cells", "what stands between cells of a table and hemistichs: tab or bar ( | )")
	repairFlags(fl, &f.Options)
	fl.BoolVar(&f.Explain, "explain", false, "print every edit with its reason to standard error")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "print every warning")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	return cmd
}

func convert(ctx context.Context, f convertFlags, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	pages, err := input.ParseRanges(f.pages)
	if err != nil {
		return cli.Errorf(cli.Usage, "", "--pages: %w", err)
	}
	if f.jobs < 1 {
		return cli.Errorf(cli.Usage, "", "--jobs: want at least 1")
	}
	if err := checkPasses(f.Skip); err != nil {
		return err
	}
	if f.Languages, err = languages(f.languages); err != nil {
		return err
	}
	switch {
	case f.fast:
		f.Profile = ocr.Fast
	case f.best:
		f.Profile = ocr.Best
	}
	if f.Password, err = f.password.read(); err != nil {
		return err
	}
	files, cleanup, listErr := collect(ctx, args, stdin)
	defer cleanup()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(files) == 0 && listErr != nil {
		return inputError(listErr)
	}
	switch {
	case f.out == "" && len(files) > 1:
		return cli.Errorf(cli.Usage, "name a folder with -o DIR", "%d inputs need an output folder", len(files))
	case f.out == "" && len(f.formats) > 1:
		return cli.Errorf(cli.Usage, "name a folder with -o DIR", "%d formats need an output folder", len(f.formats))
	}
	for _, format := range f.formats {
		f.Words = f.Words || format.Words()
		f.Markdown = f.Markdown || format == export.MD
	}
	if f.verbose {
		tellSandbox(stderr)
	}
	config, err := workerConfig(files)
	if err != nil {
		return err
	}
	c := batch.Config{
		Files: files, Outputs: make([][]batch.Output, len(files)), Program: "paknevis " + version, Pages: pages, Breaks: f.breaks,
		Jobs: min(f.jobs, maxJobs), Timeout: f.timeout, Options: f.Options, Worker: config, Report: f.report,
	}
	var text bytes.Buffer // a single output, held back until all of it is there
	c.Stdout = &text
	if f.out != "" && c.Report == "" {
		c.Report = filepath.Join(f.out, reportName)
	}
	for _, format := range f.formats {
		for i, name := range input.Outputs(files, format.Suffix()) {
			path := ""
			if f.out != "" {
				if path = filepath.Join(f.out, name); path == c.Report {
					path = filepath.Join(f.out, files[i].Name+format.Suffix())
				}
			}
			c.Outputs[i] = append(c.Outputs[i], batch.Output{Format: format, Path: path})
		}
	}
	var progress *cli.Progress
	if !f.quiet && f.out != "" {
		progress = cli.NewProgress(stderr, isTerminal(stderr), len(files))
	}
	first := cli.OK // exit code of the first failure
	c.Planned = progress.Opened
	c.Observe = func(p *report.Page) {
		defer progress.Record(p)
		if p.Error != nil || f.verbose && len(p.Warnings) > 0 {
			progress.Clear()
		}
		if p.Error != nil {
			if first == cli.OK {
				first = cli.FailureCode(p.Error)
			}
			fmt.Fprintln(stderr, failureLine(p))
		}
		if f.verbose {
			for _, w := range p.Warnings {
				fmt.Fprintf(stderr, "%s: warning: %s (%s)\n", place(p), w.Text, w.Code)
			}
		}
	}
	if f.Explain {
		c.Explain = func(file string, edits []report.Edit) error {
			fmt.Fprintf(stderr, "%s:\n", file)
			return report.WriteEdits(stderr, edits)
		}
	}
	start := time.Now()
	sum, err := batch.Run(ctx, c)
	progress.Close()
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return cli.Errorf(cli.Access, "", "%w", err)
	}
	if f.out == "" && !f.quiet && sum.FailedPages+sum.FailedFiles == 0 && len(bytes.TrimSpace(text.Bytes())) == 0 {
		fmt.Fprintf(stderr, "%s: no text was found; `paknevis inspect` and -v tell more\n", files[0].Name)
	}
	if _, err := text.WriteTo(stdout); err != nil {
		return cli.Errorf(cli.Access, "free space or choose another place for the output", "writing the text: %w", err)
	}
	if !f.quiet && f.out != "" {
		fmt.Fprintln(stderr, summaryLine(sum, time.Since(start)))
		fmt.Fprintf(stderr, "text in %s, records in %s\n", f.out, c.Report)
	}
	if listErr != nil {
		fmt.Fprintf(stderr, "paknevis: %v\n", listErr)
	}
	return outcome(sum, len(files), first, listErr)
}

// maxJobs bounds the worker processes of one run.
const maxJobs = 256

// outcome is the error that a finished run ends with: a single input's own
// failure, or a count.
func outcome(sum report.Summary, files, first int, listErr error) error {
	failed := sum.FailedFiles + sum.FailedPages
	switch {
	case failed == 0 && listErr == nil:
		return nil
	case files == 1 && listErr == nil && (sum.FailedFiles > 0 || sum.FailedPages == sum.Pages):
		return cli.Errorf(first, "", "the input has no result")
	}
	return cli.Errorf(cli.Partial, "the report names each with its reason", "finished, but %d files and %d pages have no result", sum.FailedFiles+countErrors(listErr), sum.FailedPages)
}

func countErrors(err error) int {
	if err == nil {
		return 0
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return len(many.Unwrap())
	}
	return 1
}

func place(p *report.Page) string {
	if p.Page == 0 {
		return p.File
	}
	return fmt.Sprintf("%s: page %d", p.File, p.Page)
}

func failureLine(p *report.Page) string {
	s := fmt.Sprintf("%s: %s (%s)", place(p), p.Error.Reason, p.Error.Code)
	if p.Error.Hint != "" {
		s += "\n  hint: " + p.Error.Hint
	}
	return s
}

func summaryLine(s report.Summary, took time.Duration) string {
	return fmt.Sprintf("%d files, %d pages (%d from text, %d by OCR), %d edits, %d warnings, %d failures in %s",
		s.Files, s.Pages, s.TextPages, s.OCRPages, s.Edits, s.Warnings, s.FailedFiles+s.FailedPages, took.Round(time.Millisecond))
}

// collect lists the inputs; standard input is put into a temporary file, as a
// PDF is read from its end.
func collect(ctx context.Context, args []string, stdin io.Reader) (files []input.File, cleanup func(), err error) {
	cleanup = func() {}
	var paths []string
	for _, a := range args {
		if a != "-" {
			paths = append(paths, a)
			continue
		}
		f, err := os.CreateTemp("", "paknevis-stdin-*")
		if err != nil {
			return nil, cleanup, fmt.Errorf("keeping standard input: %w", err)
		}
		before := cleanup
		cleanup = func() { before(); os.Remove(f.Name()) }
		if err = copyUntil(ctx, f, stdin); err == nil {
			err = f.Close()
		}
		if err != nil {
			return nil, cleanup, fmt.Errorf("keeping standard input: %w", err)
		}
		files = append(files, input.File{Path: f.Name(), Name: "stdin"})
	}
	found, err := input.Expand(paths)
	return append(files, found...), cleanup, err
}

func inputError(err error) error {
	code, hint := cli.Input, ""
	if errors.Is(err, fs.ErrPermission) {
		code, hint = cli.Access, "check the rights of the file and of the folders above it"
	}
	return cli.Errorf(code, hint, "%w", err)
}

func languages(s string) ([]string, error) {
	list := strings.FieldsFunc(s, func(r rune) bool { return r == '+' || r == ',' })
	if len(list) == 0 {
		return nil, cli.Errorf(cli.Usage, "", "--language: want Tesseract languages like fas+eng")
	}
	return list, nil
}

func checkPasses(names []string) error {
	for _, n := range names {
		if !repair.HasPass(n) {
			return cli.Errorf(cli.Usage, "`paknevis help repair` lists the passes", "--skip: no pass is called %q", n)
		}
	}
	return nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
