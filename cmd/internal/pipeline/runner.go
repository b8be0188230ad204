package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/tesseract"
	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/decode"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Runner does jobs. It keeps the last file open and the OCR engine warm, so
// that the pages of one file cost one opening. It is for one goroutine.
type Runner struct {
	// Render starts a program that draws pages of a file; nil for the program's own
	// method Start.
	Render    func(cmd *exec.Cmd, file string) error
	engine    ocr.Engine
	readLimit time.Duration // see document
	current   *document
}

// NewRunner makes a Runner that reads pixels with Tesseract.
func NewRunner() *Runner {
	return NewRunnerWith(tesseract.New(tesseract.Options{Persian: os.Getenv(PersianVar)}))
}

// NewRunnerWith makes a Runner that reads pixels with another engine.
func NewRunnerWith(engine ocr.Engine) *Runner { return &Runner{engine: engine} }

// Close lets go of the open file and the engine.
func (r *Runner) Close() {
	r.drop()
	if c, ok := r.engine.(io.Closer); ok {
		_ = c.Close() // the process ends, and nothing is written by an engine
	}
}

func (r *Runner) drop() {
	if r.current != nil {
		r.current.close()
		r.current = nil
	}
}

// Handle answers the requests of a parent process.
func (r *Runner) Handle(ctx context.Context) func(Request, func(any) error) error {
	return func(req Request, respond func(any) error) error {
		switch {
		case req.Plan != nil:
			plan, err := r.Plan(ctx, req.Plan)
			if err != nil {
				return respond(Response{Failure: Failure(err)})
			}
			return respond(Response{Plan: plan})
		case req.Inspect != nil:
			seen, err := r.Inspect(ctx, req.Inspect, req.Ranges)
			if err != nil {
				return respond(Response{Failure: Failure(err)})
			}
			return respond(Response{Inspection: seen})
		case req.Picture != nil:
			picture, err := r.Picture(ctx, req.Picture, req.Width)
			if err != nil {
				return respond(Response{Failure: Failure(err)})
			}
			return respond(Response{Picture: picture})
		case req.Pages != nil:
			err := r.Pages(ctx, req.Pages, func(res *Result) error { return respond(Response{Page: res}) })
			if err != nil {
				return respond(Response{Failure: Failure(err)})
			}
			return respond(Response{Done: true})
		}
		return errors.New("empty request")
	}
}

// longDocument is how many pages a document has at least for threads to pay off.
const longDocument = 16

// Plan tells what the file is and how many pages it has.
func (r *Runner) Plan(ctx context.Context, job *Job) (*Plan, error) {
	d, err := r.open(job)
	if err != nil {
		return nil, err
	}
	plan := &Plan{Kind: d.kind, Pages: d.pages(), Warnings: d.warnings()}
	if job.Threads > 1 && d.kind == input.PDF && plan.Pages > longDocument && job.Options.OCR != OCRAlways {
		d.threads = job.Threads
		if err := d.learn(ctx, job.Options); err != nil {
			return nil, err
		}
		plan.Text = job.Options.OCR == OCRNever || len(d.readings) == 0 && d.sampleHasText()
	}
	return plan, nil
}

// Pages emits the result of each page of the job in order. A page that fails is
// a result with an error in its record; the error returned is about the file.
func (r *Runner) Pages(ctx context.Context, job *Job, emit func(*Result) error) error {
	d, err := r.open(job)
	if err != nil {
		return err
	}
	last := min(job.Last, d.pages())
	if job.Threads > 1 && d.kind == input.PDF {
		d.threads = job.Threads
		return d.sideBySide(ctx, job, last, emit)
	}
	for n := job.First; n <= last; n++ {
		res, err := d.result(ctx, n, job)
		if err != nil {
			return err
		}
		if err := emit(res); err != nil {
			return err
		}
	}
	return nil
}

// result is that of one page; the error is the context's.
func (d *document) result(ctx context.Context, n int, job *Job) (*Result, error) {
	start := time.Now()
	res, err := d.read(ctx, n, job.options())
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		res = &Result{Record: report.Page{Source: "none", Error: Failure(err)}}
	}
	if s := res.Record.Source; s == page.SourceOCR.String() || s == "mixed" {
		res.Record.Tools = tools(&res.Record, d.kind, job.Options.Languages)
	}
	res.Record.File, res.Record.Page = job.Name, n
	res.Record.Millis = time.Since(start).Milliseconds()
	return res, nil
}

// open opens the file of a job, or keeps it open from the job before.
func (r *Runner) open(job *Job) (*document, error) {
	if r.current != nil && r.current.path == job.Path && r.current.password == job.Options.Password {
		return r.current, nil
	}
	r.drop()
	f, err := input.Open(job.Path)
	if err != nil {
		return nil, fmt.Errorf("opening: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("opening: %w", err)
	}
	kind, err := input.Detect(f, info.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	d := &document{path: job.Path, password: job.Options.Password, kind: kind, file: f, engine: r.engine, readLimit: r.readLimit}
	if r.Render != nil {
		d.render = func(cmd *exec.Cmd) error { return r.Render(cmd, job.Path) }
	}
	switch kind {
	case input.PDF:
		err = d.openPDF()
	case input.Image:
		err = d.openImages()
	default:
		err = d.openText()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	r.current = d
	return d, nil
}

// Text repairs the bytes of a text input.
func Text(ctx context.Context, name string, b []byte, o Options) (*Result, error) {
	start := time.Now()
	switch {
	case len(b) == 0:
		return nil, input.ErrEmpty
	case len(b) > MaxWhole:
		return nil, errTooLarge
	}
	dec, err := decode.Bytes(b)
	if err != nil {
		return nil, fmt.Errorf("decoding: %w", err)
	}
	res, err := textResult(ctx, dec, o)
	if err != nil {
		return nil, err
	}
	res.Record.File, res.Record.Page = name, 1
	res.Record.Millis = time.Since(start).Milliseconds()
	return res, nil
}

func textResult(ctx context.Context, dec *decode.Result, o Options) (*Result, error) {
	fixed, err := repair.Text(ctx, dec.Text, repairOptions(o))
	if err != nil {
		return nil, err
	}
	res, err := newResult(fixed, 1, o)
	if err != nil {
		return nil, err
	}
	if o.Words {
		res.Page = export.NewPlain(fixed.Text)
	}
	if o.Markdown {
		res.Markdown, _ = export.NewMarkdown(nil, fixed.Text, nil, 0)
	}
	res.Record.Source = page.SourcePlain.String()
	res.Record.Encoding = dec.Encoding
	res.Record.Warnings = append(res.Record.Warnings, dec.Warnings()...)
	if strings.TrimSpace(res.Text) == "" {
		res.Record.Warnings = append(res.Record.Warnings, blank)
	}
	return res, nil
}

func repairOptions(o Options) repair.Options {
	return repair.Options{Threshold: o.Threshold, ZWNJ: o.ZWNJ, Skip: o.Skip}
}
