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

	"golang.org/x/term"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/raster"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/report"
)

// check completes the flags from what they say.
func (f *convertFlags) check() (err error) {
	switch {
	case !(f.maxErrors >= 0 && f.maxErrors <= 1):
		return cli.Errorf(cli.Usage, "", "--max-page-error-rate: want a number from 0 to 1")
	case f.timeout < 0 || f.perFile < 0:
		return cli.Errorf(cli.Usage, "", "--timeout, --file-timeout: want no time below 0")
	case f.DPI != 0 && (f.DPI < raster.MinDPI || f.DPI > raster.MaxDPI):
		return cli.Errorf(cli.Usage, "", "--dpi: want %d to %d, or 0 to leave it to the page", raster.MinDPI, raster.MaxDPI)
	case f.zero && f.list == "":
		return cli.Errorf(cli.Usage, "name the list with --from-file, or - for standard input", "--null is for a list of files")
	case f.out == "" && (f.workspace != "" || f.fresh || f.shard != ""):
		return cli.Errorf(cli.Usage, "name a folder with -o DIR", "--workspace, --fresh and --shard are for runs with an output folder")
	case f.out == "" && len(f.formats) > 1:
		return cli.Errorf(cli.Usage, "name a folder with -o DIR", "%d formats need an output folder", len(f.formats))
	}
	if err := checkRepair(&f.Options); err != nil {
		return err
	}
	if err := f.view.check(); err != nil {
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
	for _, format := range f.formats {
		f.Words = f.Words || format.Words()
		f.Markdown = f.Markdown || format == export.MD
	}
	return nil
}

func convert(ctx context.Context, f convertFlags, args []string, stdin io.Reader, stdout, stderr io.Writer, log *cli.Log) error {
	pages, err := input.ParseRanges(f.pages)
	if err != nil {
		return cli.Errorf(cli.Usage, "", "--pages: %w", err)
	}
	if err := f.check(); err != nil {
		return err
	}
	c := conversion{flags: &f, log: log}
	if c.memory, err = divide(int64(f.maxMemory), groupLimit(), f.jobs, runtime.GOMAXPROCS(0)); err != nil {
		return err
	}
	if err := c.configure(ctx, pages); err != nil {
		return err
	}
	defer c.run.Workspace.Close()
	files, cleanup, err := f.inputs(ctx, args, stdin, c.run.Workspace)
	defer cleanup()
	if err != nil {
		return err
	}
	if err := c.take(files); err != nil {
		return err
	}
	if !f.quiet && f.out != "" {
		c.progress = cli.NewProgress(log, isTerminal(stderr), len(files))
	}
	defer c.progress.Close()
	var text bytes.Buffer // a single output, held back until all of it is there
	c.run.Stdout = &text
	c.watch()
	start := time.Now()
	sum, err := batch.Run(ctx, c.run)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil && !errors.Is(err, batch.ErrStopped):
		c.progress.Close()
		return cli.Errorf(cli.Access, runHint(err), "%w", err)
	}
	if f.out == "" && !f.quiet && c.seen.count == 0 && len(bytes.TrimSpace(text.Bytes())) == 0 {
		log.Note(files[0].Name + ": no text was found; `paknevis inspect` and -v tell more")
	}
	if _, err := text.WriteTo(stdout); err != nil {
		return cli.Errorf(cli.Access, "free space or choose another place for the output", "writing the text: %w", err)
	}
	html, htmlErr := c.view(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c.progress.Close()
	if !f.quiet && f.out != "" {
		c.tell(sum, time.Since(start), html)
	}
	if err := c.seen.outcome(sum, len(files), err); err != nil {
		if htmlErr != nil {
			log.Note(htmlErr.Error())
		}
		return err
	}
	return htmlErr
}

// conversion is one run of the command.
type conversion struct {
	flags    *convertFlags
	memory   division
	run      batch.Config
	progress *cli.Progress // nil if none is shown
	seen     failures
	log      *cli.Log
}

// configure sets up what does not hang on the inputs, and opens the workspace.
func (c *conversion) configure(ctx context.Context, pages input.Ranges) (err error) {
	f := c.flags
	c.run = batch.Config{
		Dir: f.out, Program: "paknevis " + version, Report: f.report, Times: f.times,
		Pages: pages, Breaks: f.breaks, Marks: f.marks, MaxErrors: f.maxErrors, Stop: !f.keepGoing,
		Jobs: c.memory.jobs, Memory: c.memory.total, Timeout: f.timeout, FileTimeout: f.perFile, Workspace: workspace.Temporary(),
	}
	if f.Explain {
		c.run.Explain = c.log.Edits
	}
	if f.out != "" {
		if c.run.Shard, err = shard(f.shard, os.Getenv); err != nil {
			return err
		}
		f.Explain = true // a workspace has all that may be asked of it later
		if c.run.Workspace, err = f.begin(ctx, c.run.Shard); err != nil {
			return err
		}
		if c.run.Report == "" {
			c.run.Report = filepath.Join(f.out, reportName(c.run.Shard))
		}
	}
	c.run.Options = f.Options
	if d := c.run.Workspace.Damage; d.Places > 0 {
		c.log.Note(fmt.Sprintf("the workspace is damaged in %d places (%d bytes): what was there is done again", d.Places, d.Bytes), "dir", c.run.Workspace.Dir())
	}
	return nil
}

// take takes the inputs, and tells what keeps the workers apart from them.
func (c *conversion) take(files []input.File) (err error) {
	if c.flags.out == "" && len(files) > 1 {
		return cli.Errorf(cli.Usage, "name a folder with -o DIR", "%d inputs need an output folder", len(files))
	}
	if c.run.Worker, err = workerConfig(files); err != nil {
		return err
	}
	c.memory.keep(&c.run.Worker)
	if c.flags.verbose {
		var b strings.Builder
		if tellSandbox(&b); b.Len() > 0 {
			c.log.Note(strings.TrimSpace(b.String()))
		}
	}
	c.run.Files, c.run.Outputs = files, c.flags.outputs(files)
	return nil
}

// watch has the run tell how it goes.
func (c *conversion) watch() {
	c.run.Planned = c.progress.Opened
	c.run.Observe = func(p *report.Page, before bool) {
		defer c.progress.Record(p, before)
		if p.Error != nil || c.flags.verbose && len(p.Warnings) > 0 {
			c.progress.Clear()
		}
		if p.Error != nil {
			c.seen.add(p.Error)
			c.log.Failure(p)
		}
		if c.flags.verbose {
			for _, w := range p.Warnings {
				c.log.Warning(p, w)
			}
		}
	}
	c.run.Workers = func(n int, held int64) {
		c.progress.Clear()
		total := c.memory.total
		c.log.Note(fmt.Sprintf("%d of %d MB are held: from now on %d pages are worked on at once", held/megabyte, total/megabyte, n),
			"held", held, "limit", total, "workers", n)
	}
}

// view writes the report for the eye and returns where it lies, "" if there is none.
func (c *conversion) view(ctx context.Context) (html string, err error) {
	f := c.flags
	if f.out == "" || !f.html {
		return "", nil
	}
	html = filepath.Join(f.out, viewNameOf(c.run.Shard))
	job := viewJob{f.Password, c.memory, pictureLimit, f.times, filepath.Base(c.run.Report), c.progress.Stage(viewName)}
	if err := writeView(ctx, html, []*workspace.Workspace{c.run.Workspace}, f.view, job); err != nil {
		return "", err
	}
	return html, nil
}

// tell sums the run up and says where its outputs are.
func (c *conversion) tell(sum report.Summary, took time.Duration, html string) {
	c.log.Summary(sum, took)
	places := fmt.Sprintf("text in %s, records in %s", c.flags.out, c.run.Report)
	if html != "" {
		places += ", for the eye in " + html
	}
	c.log.Note(places, "outputs", c.flags.out, "report", c.run.Report, "html", html)
}

// runHint is what to do about a run that could not go on.
func runHint(err error) string {
	if errors.Is(err, workspace.ErrGone) {
		return "leave the output folder alone while a run goes on, and run the same command again"
	}
	return "put it right and run the same command again: what is done is not done again"
}

// outputs are the forms of each file.
func (f *convertFlags) outputs(files []input.File) [][]batch.Output {
	out := make([][]batch.Output, len(files))
	all := make([]batch.Output, len(files)*len(f.formats))
	for i, format := range f.formats {
		for j, name := range input.Outputs(files, format.Suffix()) {
			if f.out == "" {
				name = ""
			}
			at := j * len(f.formats)
			all[at+i] = batch.Output{Format: format, Name: name}
			out[j] = all[at : at+len(f.formats)]
		}
	}
	return out
}

// inputs lists the inputs of a run.
func (f *convertFlags) inputs(ctx context.Context, args []string, stdin io.Reader, w *workspace.Workspace) (files []input.File, cleanup func(), err error) {
	cleanup = func() {}
	var paths, listed []string
	used := false // standard input
	for _, a := range args {
		if a != "-" {
			paths = append(paths, a)
			continue
		}
		if used {
			return nil, cleanup, cli.Errorf(cli.Usage, "", "standard input can be read once")
		}
		used = true
		var file input.File
		if file, cleanup, err = keep(ctx, stdin, w); err != nil {
			return nil, cleanup, err
		}
		files = append(files, file)
	}
	if f.list == "-" {
		if used {
			return nil, cleanup, cli.Errorf(cli.Usage, "", "standard input can be read once")
		}
		if listed, err = readList(ctx, stdin, f.zero); err != nil {
			return nil, cleanup, err
		}
	} else if f.list != "" {
		list, err := os.Open(f.list)
		if err != nil {
			return nil, cleanup, inputError(err)
		}
		defer list.Close()
		if listed, err = readList(ctx, list, f.zero); err != nil {
			return nil, cleanup, err
		}
	}
	s := input.Selection{Include: f.include, Exclude: f.exclude, Output: f.out}
	if f.out != "" {
		s.Made = f.made(w.Inputs())
	}
	files = append(files, s.Expand(paths, listed)...)
	if len(files) == 0 {
		return nil, cleanup, cli.Errorf(cli.Input, "", "the list names no file")
	}
	return batch.Vanished(files, w), cleanup, ctx.Err()
}

func readList(ctx context.Context, r io.Reader, zero bool) (paths []string, err error) {
	done := make(chan struct{})
	var got []string
	var failed error
	go func() {
		defer close(done)
		got, failed = input.ReadList(r, zero)
	}()
	select {
	case <-ctx.Done(): // a read from a pipe cannot be interrupted: it is left to itself
		return nil, ctx.Err()
	case <-done:
	}
	if failed != nil {
		return nil, cli.Errorf(cli.Input, "", "--from-file: %w", failed)
	}
	return got, nil
}

// made reports files that are outputs of an earlier run, where outputs lie beside inputs.
func (f *convertFlags) made(before []workspace.Input) func(path string) bool {
	root, err := filepath.Abs(f.out)
	if err != nil {
		return nil
	}
	var outputs map[string]bool
	return func(path string) bool {
		path, err := filepath.Abs(path)
		rel, ok := strings.CutPrefix(path, root+string(filepath.Separator))
		if err != nil || !ok {
			return false
		}
		if outputs == nil {
			outputs = map[string]bool{}
			files := make([]input.File, len(before))
			for i, in := range before {
				files[i] = input.File{Path: string(in.Path), Name: string(in.Name)}
			}
			for _, forms := range f.outputs(files) {
				for _, o := range forms {
					outputs[o.Name] = true
				}
			}
			for _, in := range files {
				if in.Path, err = filepath.Abs(in.Path); err == nil {
					delete(outputs, strings.TrimPrefix(in.Path, root+string(filepath.Separator)))
				}
			}
		}
		return outputs[rel]
	}
}

// keep puts standard input into a file, as a PDF is read from its end: into the workspace,
// so that a run which goes on finds the same content under the same name, or else into a
// temporary one.
func keep(ctx context.Context, stdin io.Reader, w *workspace.Workspace) (file input.File, cleanup func(), err error) {
	cleanup = func() {}
	var f *os.File
	if dir := w.Dir(); dir != "" {
		f, err = os.Create(filepath.Join(dir, workspace.StdinName))
	} else {
		f, err = os.CreateTemp("", "paknevis-stdin-*")
	}
	if err != nil {
		return file, cleanup, fmt.Errorf("keeping standard input: %w", err)
	}
	cleanup = func() { os.Remove(f.Name()) }
	if err = copyUntil(ctx, f, stdin); err == nil {
		err = f.Close()
	}
	if err != nil {
		return file, cleanup, fmt.Errorf("keeping standard input: %w", err)
	}
	return input.File{Path: f.Name(), Name: "stdin"}, cleanup, nil
}

// maxJobs bounds the worker processes of one run.
const maxJobs = 256

// failures are those of a run.
type failures struct {
	count   int
	first   int  // exit code of the first
	passing bool // some may pass
}

func (fs *failures) add(f *report.Failure) {
	if fs.count++; fs.count == 1 {
		fs.first = cli.FailureCode(f)
	}
	fs.passing = fs.passing || cli.Passes(f)
}

// outcome is the error that a finished run ends with: a single input's own
// failure, or a count.
func (fs *failures) outcome(sum report.Summary, files int, stopped error) error {
	switch {
	case fs.count == 0:
		return nil
	case files == 1 && (sum.FailedFiles > 0 || sum.FailedPages == sum.Pages):
		return cli.Errorf(fs.first, "", "the input has no result")
	case stopped != nil:
		return cli.Errorf(cli.Partial, "the same command goes on from here", "%w", stopped)
	case fs.passing:
		return cli.Errorf(cli.Again, "run the same command again: what has a result is not done again",
			"finished, but %d files and %d pages have no result, some for a reason that may pass", sum.FailedFiles, sum.FailedPages)
	}
	return cli.Errorf(cli.Partial, "the report names each with its reason", "finished, but %d files and %d pages have no result", sum.FailedFiles, sum.FailedPages)
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

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
