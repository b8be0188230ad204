package batch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/report"
)

// planLimit bounds the time in which a worker must open a file, which for a
// damaged one means reading all of it.
const planLimit = 5 * time.Minute

// maxKills is how often a page is begun anew after something from outside killed the
// worker at it: a shortage of memory passes, and a page that makes it comes to its end.
const maxKills = 2

// maxChanges is how often a file is read anew that changes while it is read.
const maxChanges = 3

// plan finds out what a file is and cuts it into stretches of pages.
func (r *run) plan(h *hand, t task) ([]task, error) {
	f := t.file
	g, mine, failure, err := r.identify(f)
	if err != nil {
		return nil, err
	}
	if failure != nil || !mine {
		return nil, r.refuse(f, mine, failure)
	}
	r.mu.Lock()
	c := r.contents[g]
	if c != nil && c.lead != f {
		c.waiting = append(c.waiting, f)
		r.mu.Unlock()
		return nil, nil
	}
	if c == nil {
		c = &content{digest: g, lead: f}
		r.contents[g] = c
	}
	read := r.ended[g]
	r.mu.Unlock()
	if !read {
		if err := r.distrust(g); err != nil {
			return nil, err
		}
	}
	plan, err := r.Workspace.Plan(g)
	if err != nil {
		return nil, err
	}
	if plan == nil || plan.Again && !read {
		var more []task
		if plan, more, err = r.ask(h, t); plan == nil {
			return more, err
		}
		if err := r.Workspace.PutPlan(g, *plan); err != nil {
			return nil, err
		}
	}
	return r.begin(c, plan, h.self, read)
}

// identify finds the digest of a file's bytes: what the workspace knows, or reading it.
func (r *run) identify(f *file) (g workspace.Digest, mine bool, failure *report.Failure, err error) {
	if f.Failure != nil {
		return g, r.Shard.hasName(f.Name), f.Failure, nil
	}
	info, statErr := os.Lstat(f.Path)
	if statErr == nil {
		f.stat = workspace.StatOf(info)
		if g, ok := r.Workspace.Digest(f.Path, f.stat); ok {
			return g, r.Shard.Has(g), nil, nil
		}
	} else if errors.Is(statErr, fs.ErrNotExist) {
		// A file that a run had finished may go.
		if g, ok, err := r.finished(f); ok || err != nil {
			return g, r.Shard.Has(g), nil, err
		}
	}
	if r.dir == nil {
		// Nothing outlives the run, so that a name of the path will do.
		g = sha256.Sum256([]byte(f.Path))
	} else if g, f.stat, statErr = digest(f.Path); statErr != nil {
		return g, r.Shard.hasName(f.Name), pipeline.Failure(statErr), nil
	}
	mine = r.Shard.Has(g)
	return g, mine, nil, r.Workspace.PutFile(workspace.File{Path: workspace.FileName(f.Path), Stat: f.stat, Digest: g, Elsewhere: !mine})
}

// finished is the digest of a path that came to its end.
func (r *run) finished(f *file) (g workspace.Digest, ok bool, err error) {
	was, err := r.Workspace.File(f.Path)
	if was == nil || err != nil || was.Failure != nil {
		return g, false, err
	}
	d, err := r.Workspace.Done(f.Path, was.Digest)
	f.stat = was.Stat
	return was.Digest, d != nil, err
}

// digest hashes a file that does not change meanwhile.
func digest(path string) (g workspace.Digest, s workspace.Stat, err error) {
	for range maxChanges {
		var after workspace.Stat
		if g, s, after, err = hash(path); err != nil || s == after {
			return g, s, err
		}
	}
	return g, s, &report.Failure{Code: "changed", Reason: "the file changes while it is read", Hint: "wait until it is written, and run the same command again"}
}

func hash(path string) (g workspace.Digest, before, after workspace.Stat, err error) {
	f, err := input.Open(path)
	if err != nil {
		return g, before, after, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return g, before, after, fmt.Errorf("reading: %w", err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return g, before, after, fmt.Errorf("reading: %w", err)
	}
	before = workspace.StatOf(info)
	if info, err = f.Stat(); err != nil {
		return g, before, after, fmt.Errorf("reading: %w", err)
	}
	return workspace.Digest(sum.Sum(nil)), before, workspace.StatOf(info), nil
}

// distrust forgets a content that was not read to its end, if the file that it was read
// from is not as it was: some of its pages may be those of another content.
func (r *run) distrust(g workspace.Digest) error {
	if r.Workspace.Sealed(g) {
		return nil
	}
	plan, err := r.Workspace.Plan(g)
	if plan == nil || err != nil {
		return err
	}
	if unchanged(string(plan.Path), plan.Stat) {
		return nil
	}
	return r.Workspace.Void(g)
}

func unchanged(path string, s workspace.Stat) bool {
	info, err := os.Lstat(path)
	return err == nil && workspace.StatOf(info) == s
}

// ask has a worker open the file. Without a plan there may be another task.
func (r *run) ask(h *hand, t task) (*workspace.Plan, []task, error) {
	start, f := time.Now(), t.file
	w, err := h.get(0, false)
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(r.ctx, w.Interrupt)
	defer stop()
	var resp pipeline.Response
	threads := r.Jobs
	if t.again {
		threads = 1 // nothing is learned before the first page
	}
	err = w.Send(pipeline.Request{Plan: r.job(f, 0, 0, threads)})
	if err == nil {
		err = w.Receive(&resp, max(planLimit, r.Timeout))
		h.older(nil)
	}
	switch {
	case r.ctx.Err() != nil:
		return nil, nil, nil
	case errors.Is(err, worker.ErrCrash) && h.wasShed():
		return nil, []task{t}, nil
	case (errors.Is(err, worker.ErrKilled) || transient(resp.Failure)) && t.kills < maxKills:
		return nil, []task{{file: f, kills: t.kills + 1}}, nil
	case (errors.Is(err, worker.ErrCrash) || transient(resp.Failure)) && !t.again:
		return nil, []task{{file: f, again: true, kills: t.kills}}, nil
	}
	plan := &workspace.Plan{Path: workspace.FileName(f.Path), Stat: f.stat, Failure: resp.Failure}
	if err != nil {
		plan.Failure = childFailure(err)
	}
	if plan.Failure != nil {
		plan.Again, plan.Millis = passes(plan.Failure), time.Since(start).Milliseconds()
		return plan, nil, nil
	}
	plan.Pages, plan.Warnings, plan.Text = resp.Plan.Pages, resp.Plan.Warnings, resp.Plan.Text
	if len(r.chosen(plan.Pages)) == 0 {
		plan.Failure = &report.Failure{
			Code:   "no-such-page",
			Reason: fmt.Sprintf("the file has %d pages, none of them among those asked for", plan.Pages),
			Hint:   "choose other pages with --pages",
		}
	}
	return plan, nil, nil
}

// chosen are the pages to do.
func (r *run) chosen(pages int) []int {
	var out []int
	for p := 1; p <= pages; p++ {
		if r.Pages.Has(p) {
			out = append(out, p)
		}
	}
	return out
}

// begin cuts what is still to be done of a content into stretches of pages. read says that
// this run has read it.
func (r *run) begin(c *content, plan *workspace.Plan, self int, read bool) ([]task, error) {
	if plan.Failure != nil {
		return nil, r.finish(c, plan.Failure, plan.Millis)
	}
	c.pages, c.warnings, c.text, c.owner = r.chosen(plan.Pages), plan.Warnings, plan.Text, self
	r.planned(len(c.pages))
	c.pending = make([]bool, len(c.pages))
	var more []task
	for i, p := range c.pages {
		if read || r.Workspace.Has(c.digest, p) {
			rec, err := r.Workspace.Record(c.digest, p)
			if err != nil || rec == nil {
				return nil, errors.Join(err, r.lost(rec == nil))
			}
			rec.File = c.lead.Name
			c.sum.Add(rec)
			r.observe(rec, true)
			continue
		}
		c.pending[i] = true
		c.left++
		if n := len(more); n > 0 && more[n-1].last == p-1 {
			more[n-1].last = p
		} else {
			more = append(more, task{file: c.lead, content: c, first: p, last: p})
		}
	}
	if c.left == 0 {
		return nil, r.finish(c, nil, 0)
	}
	c.out = r.outputs(c.lead)
	return more, nil
}

// lost is the error of a page that was in the workspace and is not.
func (r *run) lost(gone bool) error {
	if !gone {
		return nil
	}
	return errors.New("a page that was read is missing in the workspace")
}
