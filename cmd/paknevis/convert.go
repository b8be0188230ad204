package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/repair/export"
)

type convertFlags struct {
	pipeline.Options
	out, report, pages string
	password           passwordFlags
	languages          string
	jobs               int // 0: as many as cores and memory allow
	maxMemory          size
	timeout, perFile   time.Duration
	breaks, marks      bool
	fast, best         bool
	formats            export.Formats
	verbose, quiet     bool
	log                cli.LogFormat

	include, exclude input.Globs
	list             string // file with paths
	zero             bool   // they end in zero bytes

	workspace string
	fresh     bool
	shard     string
	keepGoing bool
	maxErrors float64
	times     bool
	html      bool
	view      viewFlags
}

func convertCommand() *cobra.Command {
	f := convertFlags{
		Options: pipeline.Options{OCR: pipeline.OCRAuto, Cells: pipeline.CellsTab}, formats: export.Formats{export.Text}, log: cli.LogText,
	}
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
that fails is tried again with less effort, then reported, and the others go on.

With -o a run keeps what it has done in DIR/.paknevis. Killed at any moment, it
goes on when the same command is run again, and ends with the same outputs and
the same report. What is done is not done again: a second run does what is new,
what changed, and what failed for a reason that may have passed. Other settings
or versions want --fresh or another folder.

Patterns of --include and --exclude are for paths below a folder: * stands for any
letters but a slash, ? for one, [a-z] for one of a set, ** for any number of
folders. Without a slash they are for the name alone, with one at the end for all
that is in such a folder. Symbolic links are not followed; links, FIFOs, sockets
and devices that are named are refused.

--max-memory bounds the run, the processes that read pages with it: fewer of them
work at once, fewer still while much is held, and all collect their garbage
sooner. Without it the limit of the container or control group counts. Neither it
nor --jobs changes an output.

--shard i/n does one part of the files, i from 0; files are dealt out by content.
In a Kubernetes Indexed Job (with $` + shardsVar + ` set to the number of
completions), a Slurm array or an AWS Batch array it is taken from there. Shards
may share DIR; ` + "`paknevis join DIR`" + ` puts their reports together.

` + cli.ExitCodes,
		Example: `  paknevis convert letter.pdf > letter.txt
  paknevis convert -o out --jobs 4 archive/ 'scans/*.tif'
  paknevis convert -f txt,alto -o out --max-memory 2GiB scans/
  paknevis convert --ocr never --pages 1-3,7 book.pdf
  curl -s https://example.org/a.pdf | paknevis convert -
  find . -name '*.pdf' -print0 | paknevis convert -o out --null --from-file -
  paknevis convert -o out --exclude drafts/ --shard 0/4 archive/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && f.list == "" {
				return errors.New("name a file, a folder, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			log := cli.NewLog(cmd.ErrOrStderr(), f.log)
			if f.jobs < 1 && cmd.Flags().Changed("jobs") {
				return log.Tell(cli.Errorf(cli.Usage, "", "--jobs: want at least 1"))
			}
			err := convert(cmd.Context(), f, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), log)
			if errors.Is(err, context.Canceled) {
				err = fmt.Errorf("%w: %w", context.Cause(cmd.Context()), err)
			}
			return log.Tell(err)
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
	fl.IntVarP(&f.jobs, "jobs", "j", 0, "pages worked on at once (default as many as processors and memory allow)")
	fl.Var(&f.maxMemory, "max-memory", "memory of the whole run, like 1500MB or 2GiB (default what the control group may take)")
	fl.DurationVar(&f.timeout, "timeout", 3*time.Minute, "longest time for one page, a second try included")
	fl.DurationVar(&f.perFile, "file-timeout", 0, "longest time for all pages of one file (0: none)")
	fl.IntVar(&f.DPI, "dpi", 0, fmt.Sprintf("resolution for OCR in pixels per inch, %d to %d (0: chosen for each page)", raster.MinDPI, raster.MaxDPI))
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
	fl.Var(&f.log, "log-format", "what is printed on standard error: text, or json, an object a line")
	fl.Var(&f.include, "include", "of folders, take files of this pattern instead of *.pdf and the like; several add up")
	fl.Var(&f.exclude, "exclude", "of folders, leave out files and folders of this pattern; several add up")
	fl.StringVar(&f.list, "from-file", "", "file with paths of inputs, one a line; - for standard input")
	fl.BoolVarP(&f.zero, "null", "0", false, "paths in --from-file end in zero bytes instead of lines")
	fl.StringVar(&f.workspace, "workspace", "", "folder for what a run keeps (default .paknevis in the output folder)")
	fl.BoolVar(&f.fresh, "fresh", false, "forget what an earlier run has done")
	fl.StringVar(&f.shard, "shard", "", "do one part of the files: i/n, i from 0 up to n-1; 0/1 for all of them")
	fl.BoolVar(&f.keepGoing, "keep-going", true, "go on after a failure; --keep-going=false stops at the first")
	fl.Float64Var(&f.maxErrors, "max-page-error-rate", 1, "share of its pages, 0 to 1, that a file may lose; one that loses more has no output")
	fl.BoolVar(&f.marks, "mark-failed", false, "put \"[page N: reason]\" into txt and md where a page has no result")
	fl.BoolVar(&f.html, "html", true, "write "+viewName+" too, for people: totals, plots, the worst pages beside their text")
	f.view.add(fl)
	fl.BoolVar(&f.times, "times", false, "report how long each page took; such reports differ from run to run")
	return cmd
}
