package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// content is what one or several files hold, on its way.
type content struct {
	digest   workspace.Digest
	lead     *file          // it is read from
	waiting  []*file        // that have the same; guarded by the run
	pages    []int          // chosen, in order
	warnings []page.Warning // about the file as a whole; its first page's record has them
	text     bool           // one worker reads all of it, in threads
	owner    int            // that worker

	mu      sync.Mutex // of what follows
	begun   time.Time  // when the first page was begun
	out     *outputs   // of the lead, written as pages become due; nil if there was nothing to do
	pending []bool     // by index: pages without a result
	left    int        // of them
	due     int        // index of the page that is written next
	kept    map[int]*pipeline.Result
	sum     report.Summary
}

// keptPages is how many results wait in memory for one before them; others are read back
// from the workspace.
const keptPages = 64

// firstShare is the part of a page's time, 0 to 1, that its first try may take. What is left
// is for a second one with less effort, which takes a quarter to a half of the first: a page
// that hangs costs its time and no more.
const firstShare = 0.75

// leastTry is what a second try has at least, unless the page has less: a worker and its
// models must be started for it.
const leastTry = 2 * time.Second

// pageLimit is how long a try at a page may take that has so much time, after so long a try
// before it; 0 for no limit.
func pageLimit(timeout time.Duration, again bool, spent time.Duration) time.Duration {
	first := time.Duration(firstShare * float64(timeout))
	switch {
	case timeout <= 0:
		return 0
	case !again:
		return max(first, 1)
	}
	return max(timeout-min(spent, first), min(timeout, leastTry))
}

// timeLeft is how long a page with a limit of its own may take, and whether the file's own
// limit is the one that ends it.
func (r *run) timeLeft(c *content, page time.Duration) (limit time.Duration, ofFile bool) {
	if r.FileTimeout <= 0 {
		return page, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.begun.IsZero() {
		c.begun = time.Now()
	}
	left := max(r.FileTimeout-time.Since(c.begun), 1)
	if page > 0 && page < left {
		return page, false
	}
	return left, true
}

// chunk has a worker do some pages. When the worker dies or hangs, the page it
// was at is tried once more, alone and with less effort, and the rest becomes a
// task of its own; if something from outside killed it, it is begun anew before.
func (r *run) chunk(h *hand, t task, threads int) ([]task, error) {
	if limit, ofFile := r.timeLeft(t.content, 0); ofFile && limit == 1 {
		return nil, r.failPages(t.content, t.first, t.last, r.fileTimeout())
	}
	w, err := h.get(len(t.content.pages), t.content.text)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(r.ctx, w.Interrupt)
	defer stop()
	a := attempt{task: t, r: r, h: h, page: t.first, start: time.Now()}
	job := r.job(t.file, t.first, t.last, threads)
	job.Again = t.again
	err = w.Send(pipeline.Request{Pages: job})
	ofFile := false
	for err == nil {
		var resp pipeline.Response
		var limit time.Duration
		limit, ofFile = r.timeLeft(t.content, pageLimit(r.Timeout, t.again, t.spent))
		if err = w.Receive(&resp, limit); err != nil {
			break
		}
		if done, err := a.take(&resp); done || err != nil {
			return a.more, err
		}
	}
	switch {
	case r.ctx.Err() != nil || a.page > t.last:
		return a.more, nil
	case ofFile && errors.Is(err, worker.ErrTimeout):
		return a.more, r.failPages(t.content, a.page, t.last, r.fileTimeout())
	}
	err = a.lose(err, threads)
	return a.more, err
}

// An attempt is a task in the hands of a worker.
type attempt struct {
	task
	r     *run
	h     *hand
	page  int       // the page the worker is at
	start time.Time // when it began with that
	more  []task    // of pages that are tried again
}

// take takes an answer of the worker, and reports whether it was the last one.
func (a *attempt) take(resp *pipeline.Response) (done bool, err error) {
	switch {
	case transient(resp.Failure) && !a.again:
		a.more = append(a.more, a.renewed(a.page, a.last, resp.Failure.Reason))
		return true, nil
	case resp.Failure != nil:
		return true, a.r.failPages(a.content, a.page, a.last, resp.Failure)
	case resp.Page != nil && a.page <= a.last && transient(resp.Page.Record.Error) && !a.again:
		a.more = append(a.more, a.renewed(a.page, a.page, resp.Page.Record.Error.Reason))
	case resp.Page != nil && a.page <= a.last:
		a.h.older(&resp.Page.Record)
		if a.again {
			resp.Page.Record.Warnings = append(resp.Page.Record.Warnings, again(a.reason))
		}
		if err := a.r.add(a.content, a.page, resp.Page); err != nil {
			return true, err
		}
	case resp.Done && a.page <= a.last:
		return true, a.r.failPages(a.content, a.page, a.last, &report.Failure{Code: "no-such-page", Reason: "the file has lost this page"})
	default:
		return resp.Done, nil
	}
	a.page++
	a.start = time.Now()
	return false, nil
}

// lose parts what is left of a task whose worker died or hung: the page that it was at, to be
// tried again or given up, and the rest.
func (a *attempt) lose(why error, threads int) error {
	rest := task{file: a.file, content: a.content, first: a.page, last: a.last, careful: a.careful}
	switch {
	case a.h.wasShed() && errors.Is(why, worker.ErrCrash):
		rest.again, rest.reason, rest.spent, rest.kills = a.again, a.reason, a.spent, a.kills
		a.more = append(a.more, rest)
		return nil
	case threads > 1 && !errors.Is(why, worker.ErrTimeout):
		rest.careful = true // it was one of several pages; the first to time out is the one that is awaited
		a.more = append(a.more, rest)
		return nil
	case errors.Is(why, worker.ErrKilled) && !a.again:
		a.more = append(a.more, a.renewed(a.page, a.page, why.Error()))
	case !a.again:
		alone := a.alone(a.page, a.page)
		alone.again, alone.reason, alone.spent = true, why.Error(), time.Since(a.start)
		a.more = append(a.more, alone)
	default:
		res := failed(a.page, twice(a.reason, childFailure(why)), time.Since(a.start))
		if err := a.r.add(a.content, a.page, res); err != nil {
			return err
		}
	}
	if rest.first++; rest.first <= a.last {
		a.more = append(a.more, rest)
	}
	return nil
}

// alone is the task of some of the pages, one at a time.
func (t task) alone(first, last int) task {
	return task{file: t.file, content: t.content, first: first, last: last, careful: true, kills: t.kills}
}

// renewed is the task of pages at which something from outside killed a process: begun
// anew as if nothing had been, and the second try when that happens too often.
func (t task) renewed(first, last int, reason string) task {
	alone := t.alone(first, last)
	if alone.kills++; alone.kills > maxKills {
		alone.again, alone.reason = true, reason
	}
	return alone
}

// failPages gives pages up.
func (r *run) failPages(c *content, first, last int, why *report.Failure) error {
	for page := first; page <= last; page++ {
		if err := r.add(c, page, failed(page, why, 0)); err != nil {
			return err
		}
	}
	return nil
}

func failed(page int, why *report.Failure, after time.Duration) *pipeline.Result {
	return &pipeline.Result{Record: report.Page{Page: page, Source: "none", Error: why, Millis: after.Milliseconds()}}
}

// add takes the result of a page; the last one finishes the content.
func (r *run) add(c *content, page int, res *pipeline.Result) error {
	at, ok := slices.BinarySearch(c.pages, page)
	if !ok {
		return fmt.Errorf("a worker answered with page %d, which nobody asked for", page)
	}
	res.Record.File, res.Record.Page = c.lead.Name, page // whatever a worker says of itself
	if at == 0 {
		res.Record.Warnings = slices.Concat(c.warnings, res.Record.Warnings)
	}
	if err := r.Workspace.PutPage(c.digest, res, passes(res.Record.Error)); err != nil {
		return err
	}
	r.observe(&res.Record, false)
	last, err := c.add(r.Workspace, at, res)
	if err != nil || !last {
		return err
	}
	return r.finish(c, nil, 0)
}

// add writes the pages whose turn has come, and reports whether that was the last one.
func (c *content) add(w *workspace.Workspace, at int, res *pipeline.Result) (last bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.pending[at] {
		return false, nil
	}
	c.pending[at] = false
	c.left--
	c.sum.Add(&res.Record)
	if c.kept == nil {
		c.kept = map[int]*pipeline.Result{}
	}
	if at == c.due || len(c.kept) < keptPages {
		c.kept[at] = res
	}
	for ; c.due < len(c.pages) && !c.pending[c.due]; c.due++ {
		res := c.kept[c.due]
		if res == nil {
			if res, err = w.Page(c.digest, c.pages[c.due]); err != nil {
				return false, err
			}
		}
		delete(c.kept, c.due)
		c.out.add(item(res))
	}
	return c.left == 0, nil
}

// finish ends a content, and the files that have it. failure says why it has no pages.
func (r *run) finish(c *content, failure *report.Failure, millis int64) error {
	if r.dir != nil && c.out != nil && !unchanged(c.lead.Path, c.lead.stat) {
		return r.changed(c)
	}
	r.mu.Lock()
	delete(r.contents, c.digest)
	r.ended[c.digest] = true
	files := append([]*file{c.lead}, c.waiting...)
	r.mu.Unlock()
	for i, f := range files {
		var err error
		switch {
		case failure != nil:
			err = r.finishEmpty(f, c, failure, millis)
		case i == 0:
			err = r.finishFile(f, c, c.out, c.sum)
		default:
			r.planned(len(c.pages))
			var sum report.Summary
			for _, p := range c.pages {
				rec, err := r.Workspace.Record(c.digest, p)
				if err != nil || rec == nil {
					return errors.Join(err, r.lost(rec == nil))
				}
				rec.File = f.Name
				sum.Add(rec)
				r.observe(rec, true)
			}
			err = r.finishFile(f, c, nil, sum)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// changed begins a content anew whose file has changed while it was read.
func (r *run) changed(c *content) error {
	c.out.abort()
	if err := r.Workspace.Void(c.digest); err != nil {
		return err
	}
	r.mu.Lock()
	delete(r.contents, c.digest)
	files := append([]*file{c.lead}, c.waiting...)
	r.mu.Unlock()
	var more []task
	if c.lead.tries++; c.lead.tries >= maxChanges {
		_, _, err := digest(c.lead.Path)
		failure := pipeline.Failure(err)
		if failure == nil {
			failure = &report.Failure{Code: "changed", Reason: "the file changes while it is read", Hint: "wait until it is written, and run the same command again"}
		}
		if err := r.refuse(c.lead, true, failure); err != nil {
			return err
		}
		files = files[1:]
	}
	for _, f := range files {
		more = append(more, task{file: f})
	}
	r.queue.put(more...)
	return nil
}

// refuse ends a file that could not be read, or that belongs to another shard.
func (r *run) refuse(f *file, mine bool, failure *report.Failure) error {
	if !mine {
		// A file that could be read is recorded as another's already.
		if failure != nil {
			if err := r.Workspace.PutFile(workspace.File{Path: workspace.FileName(f.Path), Elsewhere: true}); err != nil {
				return err
			}
		}
		r.planned(0)
		r.end(f, report.Summary{}, 0)
		return nil
	}
	if was, err := r.Workspace.File(f.Path); err != nil {
		return err
	} else if was == nil || was.Failure == nil || *was.Failure != *failure {
		if err := r.Workspace.PutFile(workspace.File{Path: workspace.FileName(f.Path), Failure: failure}); err != nil {
			return err
		}
	}
	r.unwrite(f)
	return r.tell(f, failure, 0, report.Summary{})
}

// tell records what became of a file as a whole, and ends it.
func (r *run) tell(f *file, failure *report.Failure, millis int64, sum report.Summary) error {
	if failure != nil {
		rec := workspace.FileRecord(failure, millis)
		rec.File = f.Name
		sum.Add(rec)
		r.observe(rec, false)
	}
	r.end(f, sum, 1)
	return nil
}

// finishEmpty ends a file whose content has no pages.
func (r *run) finishEmpty(f *file, c *content, failure *report.Failure, millis int64) error {
	if done, err := r.Workspace.Done(f.Path, c.digest); err != nil {
		return err
	} else if done == nil && !passes(failure) {
		if err := r.Workspace.PutDone(c.digest, workspace.Done{Path: workspace.FileName(f.Path)}); err != nil {
			return err
		}
	}
	r.unwrite(f)
	return r.tell(f, failure, millis, report.Summary{})
}

// finishFile writes the outputs of a file, unless they are there.
func (r *run) finishFile(f *file, c *content, out *outputs, sum report.Summary) error {
	if r.dir != nil {
		if err := r.Workspace.Check(); err != nil {
			out.abort()
			return err
		}
	}
	var failure *report.Failure
	if sum.FailedPages > 0 && float64(sum.FailedPages) > r.MaxErrors*float64(len(c.pages)) {
		failure = tooMany(sum.FailedPages, len(c.pages), r.MaxErrors)
	}
	if out == nil {
		done, err := r.Workspace.Done(f.Path, c.digest)
		if err != nil {
			return err
		}
		if done != nil && !passes(done.Failure) && r.dir.has(done.Outputs, r.Outputs[f.index]) {
			return r.tell(f, done.Failure, 0, sum)
		}
		if out = r.outputs(f); failure == nil {
			for _, p := range c.pages {
				res, err := r.Workspace.Page(c.digest, p)
				if err != nil || res == nil {
					out.abort()
					return errors.Join(err, r.lost(res == nil))
				}
				out.add(item(res))
			}
		}
	}
	done := workspace.Done{Path: workspace.FileName(f.Path), Failure: failure}
	if failure != nil {
		out.abort()
	} else {
		var err error
		if done.Outputs, err = out.commit(); err != nil {
			if r.dir != nil {
				if gone := r.Workspace.Check(); gone != nil {
					return gone
				}
			}
			done.Failure = outputFailure(err)
		}
	}
	if len(done.Outputs) == 0 {
		r.unwrite(f)
	}
	if err := r.Workspace.PutDone(c.digest, done); err != nil {
		return err
	}
	return r.tell(f, done.Failure, 0, sum)
}

// unwrite takes away the outputs of what a file was before.
func (r *run) unwrite(f *file) {
	if r.dir != nil && r.Workspace.Wrote(f.Path) {
		r.dir.remove(r.Outputs[f.index])
	}
}

// outputs are the forms of a file, not begun.
func (r *run) outputs(f *file) *outputs {
	return &outputs{
		doc:   export.Document{Name: f.Name, Generator: r.Program, Breaks: r.Breaks, Marks: r.Marks},
		input: f.Path, forms: r.Outputs[f.index], dir: r.dir, stdout: r.Stdout,
	}
}
