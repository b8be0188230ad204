package view

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Of yields the pages of a workspace, or of those of the shards of a run. Their pictures are
// drawn by the artist, if there is one.
func Of(a *Artist, list ...*workspace.Workspace) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		for ws, in := range inputs(list) {
			for rec, err := range ws.RecordsOf(in) {
				if err != nil { // one record that cannot be read is no reason to show none
					rec = workspace.FileRecord(&report.Failure{
						Code: "workspace", Reason: err.Error(), Hint: "run the same convert again: it does what is missing anew",
					}, 0)
					rec.File = string(in.Name)
				}
				p := &Page{Record: rec}
				if number := rec.Page; number > 0 {
					path := string(in.Path)
					p.Body = func() (*Body, error) { return bodyOf(ws, path, number) }
					switch {
					case a == nil || rec.Source == page.SourcePlain.String():
					case rec.Error != nil && rec.Error.Code == pipeline.ContentTooLong:
						p.Picture = func(context.Context) ([]byte, error) { return nil, errUnfolds }
					default:
						p.Picture = func(ctx context.Context) ([]byte, error) { return a.Draw(ctx, path, number) }
					}
				}
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

// errUnfolds is of a page that was refused as a bomb. Drawing it would take minutes, or its
// time, by chance.
var errUnfolds = errors.New("it unfolds to more content than is read")

// inputs yields each input of a run with the workspace that has it. Shards have the same
// list of inputs and each a part of the files; what none has yet comes with the first.
func inputs(list []*workspace.Workspace) iter.Seq2[*workspace.Workspace, workspace.Input] {
	return func(yield func(*workspace.Workspace, workspace.Input) bool) {
		seen := map[workspace.FileName]bool{}
		for i, ws := range list {
			for _, in := range ws.Inputs() {
				if seen[in.Path] {
					continue
				}
				if len(list) > 1 {
					seen[in.Path] = true
				}
				owner := ws
				for _, other := range list[i:] {
					if f, err := other.File(string(in.Path)); err != nil || f != nil && !f.Elsewhere {
						owner = other
						break
					}
				}
				if !yield(owner, in) {
					return
				}
			}
		}
	}
}

// Unfinished counts the inputs that have not come to their end.
func Unfinished(list ...*workspace.Workspace) (n int, err error) {
	for ws, in := range inputs(list) {
		f, err := ws.File(string(in.Path))
		switch {
		case err != nil:
			return 0, err
		case f == nil:
			n++
			continue
		case f.Elsewhere || f.Failure != nil:
			continue
		}
		plan, err := ws.Plan(f.Digest)
		if err != nil {
			return 0, err
		}
		if plan != nil && plan.Failure != nil {
			continue
		}
		done, err := ws.Done(string(in.Path), f.Digest)
		if err != nil {
			return 0, err
		}
		if done == nil {
			n++
		}
	}
	return n, nil
}

func bodyOf(ws *workspace.Workspace, path string, number int) (*Body, error) {
	f, err := ws.File(path)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, errors.New("nothing is known of the file")
	}
	res, err := ws.Page(f.Digest, number)
	if err != nil {
		return nil, err
	}
	if res == nil {
		return nil, errors.New("the page is not there")
	}
	return &Body{res.Text, res.Edits}, nil
}

// pictureWidth is that of the pictures in a report, in pixels, where their page allows: small
// print can still be read.
const pictureWidth = 700

// Artist draws pages in worker processes, which hostile files may end without harm.
type Artist struct {
	Worker   worker.Config
	Timeout  time.Duration // for one picture
	Password string        // of the files

	free chan *worker.Worker // nil for one that is to be started
}

// NewArtist makes an artist with so many workers, which are started when they are needed.
func NewArtist(config worker.Config, workers int, timeout time.Duration, password string) *Artist {
	a := &Artist{config, timeout, password, make(chan *worker.Worker, max(1, workers))}
	for range cap(a.free) {
		a.free <- nil
	}
	return a
}

// Draw draws a page of a file as a JPEG. Any number of goroutines may call it. What something
// from outside has killed is tried again, so that reports of the same run are the same.
func (a *Artist) Draw(ctx context.Context, path string, number int) (picture []byte, err error) {
	for range 1 + maxKills {
		var killed bool
		if picture, killed, err = a.draw(ctx, path, number); !killed {
			break
		}
	}
	return picture, err
}

// maxKills is how often a picture is begun anew after its worker or its renderer was killed.
const maxKills = 2

func (a *Artist) draw(ctx context.Context, path string, number int) (_ []byte, killed bool, err error) {
	var w *worker.Worker
	select {
	case w = <-a.free:
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	defer func() {
		if w != nil && !w.Alive() {
			w = nil
		}
		a.free <- w
	}()
	if w == nil {
		if w, err = worker.Start(a.Worker); err != nil {
			return nil, false, err
		}
	}
	stop := context.AfterFunc(ctx, w.Interrupt)
	defer stop()
	job := &pipeline.Job{Path: path, First: number, Last: number, Options: pipeline.Options{Password: a.Password}}
	var resp pipeline.Response
	if err = w.Send(pipeline.Request{Picture: job, Width: pictureWidth}); err == nil {
		err = w.Receive(&resp, a.Timeout)
	}
	switch {
	case ctx.Err() != nil:
		return nil, false, ctx.Err()
	case err != nil:
		return nil, errors.Is(err, worker.ErrKilled), err
	case resp.Failure != nil:
		return nil, resp.Failure.Code == pipeline.RendererKilled, errors.New(resp.Failure.Reason)
	}
	return resp.Picture, false, nil
}

// Close ends the workers.
func (a *Artist) Close() {
	for range cap(a.free) {
		if w := <-a.free; w != nil {
			w.Close()
		}
	}
}
