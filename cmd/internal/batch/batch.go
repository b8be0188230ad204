package batch

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"sync"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Config tells what to convert and how.
type Config struct {
	Files     []input.File
	Outputs   [][]Output // the forms of each file
	Dir       string     // the folder of outputs; "" if there is none but Stdout
	Stdout    io.Writer  // of the output without a name
	Workspace *workspace.Workspace
	Shard     Shard  // the part of the files to do
	Program   string // name and version, as formats that name their maker have it
	Report    string // path of the records, one line of JSON each; "" for none
	Times     bool   // records tell how long their pages took

	Pages       input.Ranges  // the pages to do; empty for all
	Breaks      bool          // a form feed between pages instead of an empty line
	Marks       bool          // a text says where pages without a result are missing
	MaxErrors   float64       // the share of pages, 0 to 1, that a file may lose and have an output
	Stop        bool          // at the first failure
	Jobs        int           // workers
	Memory      int64         // that the run and its workers may hold, in bytes; 0 for no limit
	Timeout     time.Duration // for a page, a second try included; 0 for no limit
	FileTimeout time.Duration // for all pages of a file; 0 for no limit
	Options     pipeline.Options
	Worker      worker.Config

	// Planned is told how many pages a file has before the first of them is begun, and
	// Observe of every record as soon as it is there, also of those that the workspace had
	// before; both in no fixed order and from one goroutine at a time.
	Planned func(pages int)
	Observe func(rec *report.Page, before bool)
	// Workers is told when memory makes the number of workers another, and how much is held.
	Workers func(n int, held int64)
	// Explain receives the edits of each page in the order of the output.
	Explain func(file string, edits []report.Edit) error
}

// ErrStopped is what a run ends with that was to stop at the first failure. Its report has
// what was done.
var ErrStopped = errors.New("stopped at the first failure")

// Run converts the files. The summary counts what has a result and what has
// not; the error means that the run itself could not go on (cancelled, no
// worker, workspace or report not written), and that the same call goes on with it.
func Run(ctx context.Context, c Config) (sum report.Summary, err error) {
	r := &run{
		Config: c, contents: map[workspace.Digest]*content{}, ended: map[workspace.Digest]bool{}, done: make([]bool, len(c.Files)),
	}
	r.ctx, r.cancel = context.WithCancelCause(ctx)
	defer r.cancel(nil)
	if c.Dir != "" {
		if r.dir, err = openFolder(c.Dir, input.WorkspaceName+"-tmp-"+c.Workspace.Manifest.ID); err != nil {
			return r.sum, err
		}
		defer func() { err = errors.Join(err, r.dir.close()) }()
	}
	inputs := make([]workspace.Input, len(c.Files))
	for i, f := range c.Files {
		inputs[i] = workspace.Input{Path: workspace.FileName(f.Path), Name: workspace.FileName(f.Name)}
	}
	if err := c.Workspace.SetInputs(inputs); err != nil {
		return r.sum, err
	}
	r.queue = newQueue(len(c.Files), func(i int) *file { return &file{File: c.Files[i], index: i} })
	stop := context.AfterFunc(r.ctx, r.queue.close)
	defer stop()
	hands := make([]*hand, max(1, c.Jobs))
	for i := range hands {
		hands[i] = &hand{r: r, self: i}
	}
	r.queue.limit(len(hands))
	done := make(chan struct{})
	var wg, watching sync.WaitGroup
	if c.Memory > 0 {
		watching.Go(func() { r.watch(hands, done) })
	}
	for _, h := range hands {
		wg.Go(func() {
			if err := r.work(h); err != nil {
				r.cancel(err)
			}
		})
	}
	wg.Wait()
	close(done)
	watching.Wait()
	defer r.ending.Wait() // workers let go of their memory while the report is written
	for _, c := range r.contents {
		c.out.abort()
	}
	if r.ctx.Err() != nil {
		if err = context.Cause(r.ctx); ctx.Err() != nil {
			err = ctx.Err()
		}
		if !errors.Is(err, ErrStopped) {
			return r.sum, err
		}
	}
	if r.dir != nil {
		if err := r.dir.sync(); err != nil {
			return r.sum, err
		}
	}
	if reportErr := r.writeReport(); reportErr != nil || err != nil {
		return r.sum, errors.Join(reportErr, err)
	}
	return r.sum, c.Workspace.End()
}

type run struct {
	Config
	ctx    context.Context // of this run: ends with the caller's, or with what ends the run
	cancel context.CancelCauseFunc
	queue  *queue
	dir    *folder        // nil for standard output
	ending sync.WaitGroup // workers that have nothing more to do

	mu       sync.Mutex // of what follows, and calls of Planned, Observe and Explain
	sum      report.Summary
	contents map[workspace.Digest]*content // on their way
	ended    map[workspace.Digest]bool     // read by this run
	done     []bool                        // files, by index
	next     int                           // first file that has not been explained
}

// file is an input on its way.
type file struct {
	input.File
	index int
	tries int // how often it changed while it was read
	stat  workspace.Stat
}

// hand is a goroutine and its worker process, which is started when it is needed.
type hand struct {
	r    *run
	self int

	mu     sync.Mutex // of what follows; the worker's own goroutine may read it without
	worker *worker.Worker
	age    age  // of the worker
	busy   bool // with a task
	ended  bool // in the middle of it, for want of memory
}

// get is a worker that lives, for a file of so many pages. keep says that it is not to be
// replaced for its age.
func (h *hand) get(pages int, keep bool) (*worker.Worker, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.worker != nil && h.worker.Alive() && h.age.isFull(pages) && !keep {
		h.worker.Close()
		h.worker = nil
	}
	if h.worker == nil || !h.worker.Alive() {
		var err error
		if h.worker, err = worker.Start(h.r.Worker); err != nil {
			return nil, err
		}
		h.age = age{}
	}
	return h.worker, nil
}

// A worker is replaced when it has given so many answers, or read so many pages of pixels: the
// libraries in it do not give back all that they take. Over 1,000 pages of pixels, replaced after
// 500, it grew from 169 MB at 100 to 239; replaced after 100 it stays below 200. A fresh one costs
// .06 s, its models .2 s, and it opens its file anew: that of 100,000 pages takes 1 s, so that a
// long one without pixels is opened reopenings times at the most.
const (
	recycleAnswers = 500
	recyclePixels  = 100
	reopenings     = 8
)

// age is what a worker has done: pages of pixels and other answers.
type age struct{ pixels, others int }

// isFull reports that a worker is to be replaced before it goes on with a file of so many pages.
func (a age) isFull(pages int) bool {
	return a.pixels >= recyclePixels || a.others >= max(recycleAnswers, pages/reopenings)
}

// older counts an answer of the worker, rec nil for one that is no page.
func (h *hand) older(rec *report.Page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if rec != nil && (rec.Lines.OCR > 0 || rec.Source == page.SourceOCR.String()) {
		h.age.pixels++
	} else {
		h.age.others++
	}
}

// work is the life of one goroutine. Its error ends the run.
func (r *run) work(h *hand) error {
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.worker != nil && h.worker.Alive() {
			r.ending.Go(h.worker.Close)
		}
		h.worker = nil
	}()
	for {
		t, idle, ok := r.queue.next(h.self)
		if !ok {
			return nil
		}
		h.begin()
		var more []task
		var err error
		if t.content == nil {
			more, err = r.plan(h, t)
		} else {
			threads := 1
			if t.content.text && !t.careful {
				threads += idle
			}
			more, err = r.chunk(h, t, threads)
		}
		h.end()
		r.queue.done(more...)
		if err != nil {
			return err
		}
	}
}

func (r *run) job(f *file, first, last, threads int) *pipeline.Job {
	return &pipeline.Job{Path: f.Path, Name: f.Name, First: first, Last: last, Threads: threads, Options: r.Options}
}

// observe counts a record and tells of it.
func (r *run) observe(rec *report.Page, before bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Observe != nil {
		r.Observe(rec, before)
	}
	if r.Stop && rec.Error != nil {
		r.cancel(ErrStopped)
	}
}

func (r *run) planned(pages int) {
	if r.Planned != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Planned(pages)
	}
}

// end counts a file that came to its end, and explains what has become due, in the order
// of the files.
func (r *run) end(f *file, sum report.Summary, files int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum = r.sum.Plus(sum)
	r.sum.Files += files
	r.done[f.index] = true
	if r.Explain == nil {
		return
	}
	for ; r.next < len(r.done) && r.done[r.next]; r.next++ {
		f := r.Files[r.next]
		var edits []report.Edit
		for p, err := range r.Workspace.PagesOf(workspace.Input{Path: workspace.FileName(f.Path)}) {
			if err != nil {
				break // the report tells
			}
			edits = append(edits, p.Edits...)
		}
		if len(edits) > 0 {
			// The report has the counts; an explanation that cannot be printed
			// must not stop the run.
			_ = r.Explain(f.Name, edits)
		}
	}
}

// writeReport writes the records of all files in order.
func (r *run) writeReport() error {
	if r.Report == "" {
		return nil
	}
	write := func(w io.Writer) error {
		for rec, err := range r.Workspace.Records() {
			if err != nil {
				return err
			}
			if !r.Times {
				rec.Millis = 0
			}
			if err := rec.Write(w); err != nil {
				return err
			}
		}
		return nil
	}
	if r.dir != nil {
		if rel, err := filepath.Rel(r.Dir, r.Report); err == nil && filepath.IsLocal(rel) {
			return errors.Join(r.dir.write(rel, write), r.dir.sync())
		}
	}
	return WriteFile(r.Report, write)
}
