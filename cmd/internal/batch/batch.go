package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Config tells what to convert and how.
type Config struct {
	Files   []input.File
	Outputs [][]Output   // the forms of each file
	Stdout  io.Writer    // of the output without a path
	Program string       // name and version, as formats that name their maker have it
	Report  string       // path of the records, one line of JSON each; "" for none
	Pages   input.Ranges // the pages to do; empty for all
	Breaks  bool         // a form feed between pages instead of an empty line
	Jobs    int          // workers
	Timeout time.Duration
	Options pipeline.Options
	Worker  worker.Config
	// Planned is told how many pages of a file are to be done before the first
	// of them is begun, and Observe of every record as soon as it is there; both
	// in no fixed order and from one goroutine at a time.
	Planned func(pages int)
	Observe func(*report.Page)
	// Explain receives the edits of each page in the order of the output.
	Explain func(file string, edits []report.Edit) error
}

// chunkPages is how many pages a worker is given at a time: enough that opening
// the file again in another worker costs little, few enough that one long file
// keeps all workers busy to its end.
const chunkPages = 16

// textPages is the same for a long text, of which one worker reads all.
const textPages = 64

// recyclePages is the number of answers after which a worker is replaced: the
// libraries in it do not give back all that they take. A fresh one costs 0.06 s.
const recyclePages = 500

// planLimit bounds the time in which a worker must open a file, which for a
// damaged one means reading all of it.
const planLimit = 5 * time.Minute

// Run converts the files. The summary counts what has a result and what has
// not; the error means that the run itself could not go on (cancelled, no
// worker, report not written).
func Run(ctx context.Context, c Config) (report.Summary, error) {
	r := &run{Config: c}
	r.sum.Files = len(c.Files)
	for i, f := range c.Files {
		r.files = append(r.files, &file{File: f, out: outputs{
			doc:   export.Document{Name: f.Name, Generator: c.Program, Breaks: c.Breaks},
			input: f.Path, forms: c.Outputs[i], stdout: c.Stdout,
		}})
	}
	r.queue = newQueue(r.files)
	stop := context.AfterFunc(ctx, r.queue.close)
	defer stop()
	var wg sync.WaitGroup
	errs := make([]error, max(1, c.Jobs))
	for i := range errs {
		wg.Go(func() {
			if errs[i] = r.work(ctx, i); errs[i] != nil {
				r.queue.close()
			}
		})
	}
	wg.Wait()
	defer r.ending.Wait() // workers let go of their memory while the report is written
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		for _, f := range r.files {
			f.out.abort()
		}
		return r.sum, err
	}
	return r.sum, r.writeReport()
}

type run struct {
	Config
	queue  *queue
	files  []*file
	ending sync.WaitGroup // workers that have nothing more to do
	mu     sync.Mutex     // of sum, next, and calls of Planned, Observe and Explain
	sum    report.Summary
	next   int // first file whose output has not been emitted
}

// file is an input on its way.
type file struct {
	input.File
	mu       sync.Mutex               // of what follows
	out      outputs                  // written as pages become due
	results  map[int]*pipeline.Result // by page, until they are written
	pages    []int                    // the pages chosen, in order
	due      int                      // index of the page that is written next
	warnings []page.Warning           // about the file as a whole; its first page's record has them
	text     bool                     // one worker reads all of it, in threads
	owner    int                      // that worker
	records  []report.Page            // of the pages written
	edits    []report.Edit
	done     bool
}

// work is the life of one goroutine and its worker process.
func (r *run) work(ctx context.Context, self int) error {
	var w *worker.Worker
	defer func() {
		if w != nil && w.Alive() {
			r.ending.Go(w.Close)
		}
	}()
	for {
		t, idle, ok := r.queue.next(self)
		if !ok {
			return nil
		}
		if w != nil && w.Alive() && w.Answers() >= recyclePages && !(t.file.text && t.first > 0) {
			w.Close() // a long text would have to be learned again
		}
		if w == nil || !w.Alive() {
			var err error
			if w, err = worker.Start(r.Worker); err != nil {
				r.queue.done()
				return err
			}
		}
		stop := context.AfterFunc(ctx, w.Interrupt)
		var more []task
		if t.first == 0 {
			more = r.plan(w, self, t)
		} else {
			threads := 1
			if t.file.text && !t.careful {
				threads += idle
			}
			more = r.chunk(ctx, w, t, threads)
		}
		stop()
		r.queue.done(more...)
	}
}

func (r *run) job(f *file, first, last, threads int) *pipeline.Job {
	return &pipeline.Job{Path: f.Path, Name: f.Name, First: first, Last: last, Threads: threads, Options: r.Options}
}

// plan asks what the file is and cuts it into chunks.
func (r *run) plan(w *worker.Worker, self int, t task) []task {
	start, f := time.Now(), t.file
	var resp pipeline.Response
	err := w.Send(pipeline.Request{Plan: r.job(f, 0, 0, r.Jobs)})
	if err == nil {
		err = w.Receive(&resp, max(planLimit, r.Timeout))
	}
	if errors.Is(err, worker.ErrCrash) && !t.again {
		return []task{{file: f, again: true}} // killed from outside, it may be
	}
	failure := resp.Failure
	if err != nil {
		failure = childFailure(err)
	}
	if failure != nil {
		r.finish(f, []report.Page{{File: f.Name, Source: "none", Error: failure, Millis: time.Since(start).Milliseconds()}}, nil)
		return nil
	}
	for p := 1; p <= resp.Plan.Pages; p++ {
		if r.Pages.Has(p) {
			f.pages = append(f.pages, p)
		}
	}
	if len(f.pages) == 0 {
		r.finish(f, []report.Page{{File: f.Name, Source: "none", Error: &report.Failure{
			Code:   "no-such-page",
			Reason: fmt.Sprintf("the file has %d pages, none of them among those asked for", resp.Plan.Pages),
			Hint:   "choose other pages with --pages",
		}}}, nil)
		return nil
	}
	f.warnings = resp.Plan.Warnings
	size := chunkPages
	if f.text, f.owner = resp.Plan.Text, self; f.text {
		size = textPages
	}
	if r.Planned != nil {
		r.mu.Lock()
		r.Planned(len(f.pages))
		r.mu.Unlock()
	}
	f.results = make(map[int]*pipeline.Result, len(f.pages))
	var more []task
	for i := 0; i < len(f.pages); {
		j := i + 1
		for j < len(f.pages) && f.pages[j] == f.pages[j-1]+1 && j-i < size {
			j++
		}
		more = append(more, task{file: f, first: f.pages[i], last: f.pages[j-1]})
		i = j
	}
	return more
}

// chunk has a worker do some pages. When the worker dies or hangs, the page it
// was at is tried once more, alone and with less effort, and the rest becomes a
// task of its own.
func (r *run) chunk(ctx context.Context, w *worker.Worker, t task, threads int) []task {
	start := time.Now()
	page := t.first // the page the worker is at
	job := r.job(t.file, t.first, t.last, threads)
	job.Again = t.again
	err := w.Send(pipeline.Request{Pages: job})
	for err == nil {
		var resp pipeline.Response
		if err = w.Receive(&resp, r.Timeout); err != nil {
			break
		}
		switch {
		case resp.Failure != nil:
			for ; page <= t.last; page++ {
				r.add(t.file, page, failed(t.file, page, resp.Failure, 0))
			}
			return nil
		case resp.Page != nil:
			if t.again {
				resp.Page.Record.Warnings = append(resp.Page.Record.Warnings, again(t.reason))
			}
			r.add(t.file, page, resp.Page)
			page++
			start = time.Now()
		case resp.Done:
			return nil
		}
	}
	if ctx.Err() != nil || page > t.last {
		return nil
	}
	rest := task{file: t.file, first: page, last: t.last, careful: t.careful}
	if threads > 1 && !errors.Is(err, worker.ErrTimeout) {
		rest.careful = true // it was one of several pages; the first to time out is the one that is awaited
		return []task{rest}
	}
	var more []task
	if t.again {
		r.add(t.file, page, failed(t.file, page, twice(t.reason, childFailure(err)), time.Since(start)))
	} else {
		more = append(more, task{file: t.file, first: page, last: page, careful: true, again: true, reason: err.Error()})
	}
	if rest.first++; rest.first <= t.last {
		more = append(more, rest)
	}
	return more
}

// warnAgain is the code of the warning about a page that cost a worker.
const warnAgain = "read-again"

// again tells of a page that was read the cheaper way after a worker was lost at it.
func again(reason string) page.Warning {
	return page.Warning{Code: warnAgain, Text: "read with less effort after a first try failed: " + reason}
}

// twice words the end of both tries at a page.
func twice(first string, second *report.Failure) *report.Failure {
	if first == second.Reason {
		second.Reason += ", twice"
	} else {
		second.Reason = first + "; second try: " + second.Reason
	}
	return second
}

func failed(f *file, page int, why *report.Failure, after time.Duration) *pipeline.Result {
	return &pipeline.Result{Record: report.Page{File: f.Name, Page: page, Source: "none", Error: why, Millis: after.Milliseconds()}}
}

// childFailure words what happened to a worker.
func childFailure(err error) *report.Failure {
	if errors.Is(err, worker.ErrTimeout) {
		return &report.Failure{Code: "timeout", Reason: err.Error(), Hint: "give each page more time with --timeout"}
	}
	return &report.Failure{Code: "worker-died", Reason: err.Error()}
}

// add takes the result of a page; the last one finishes the file.
func (r *run) add(f *file, page int, res *pipeline.Result) {
	res.Record.File, res.Record.Page = f.Name, page // whatever a worker says of itself
	if page == f.pages[0] {
		res.Record.Warnings = slices.Concat(f.warnings, res.Record.Warnings)
	}
	if r.Observe != nil {
		r.mu.Lock()
		r.Observe(&res.Record)
		r.mu.Unlock()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.results[page] = res
	f.write()
	if f.due < len(f.pages) {
		return
	}
	records := f.records
	if err := f.out.commit(); err != nil {
		records = append(records, report.Page{File: f.Name, Source: "none", Error: &report.Failure{
			Code: "output", Reason: err.Error(), Hint: "free space or choose another folder with -o",
		}})
	}
	r.finish(f, records, f.edits)
}

// write puts out the pages whose turn it is.
func (f *file) write() {
	for ; f.due < len(f.pages); f.due++ {
		n := f.pages[f.due]
		res := f.results[n]
		if res == nil {
			return
		}
		delete(f.results, n)
		f.out.add(item(res))
		f.records = append(f.records, res.Record)
		f.edits = append(f.edits, res.Edits...)
	}
}

// finish ends a file and emits what has become due, in the order of the files.
func (r *run) finish(f *file, records []report.Page, edits []report.Edit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f.records, f.edits, f.done = records, edits, true
	for i := range records {
		if r.Observe != nil && records[i].Page == 0 {
			r.Observe(&records[i])
		}
		r.sum.Add(&records[i])
	}
	for r.next < len(r.files) && r.files[r.next].done {
		if next := r.files[r.next]; r.Explain != nil && len(next.edits) > 0 {
			// The report has the counts; an explanation that cannot be printed
			// must not stop the run.
			_ = r.Explain(next.Name, next.edits)
			next.edits = nil
		}
		r.next++
	}
}

// writeReport writes the records of all files in order.
func (r *run) writeReport() error {
	if r.Report == "" {
		return nil
	}
	return WriteFile(r.Report, func(w io.Writer) error {
		for _, f := range r.files {
			for i := range f.records {
				if err := f.records[i].Write(w); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
