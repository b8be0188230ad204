package workspace

import (
	"fmt"
	"iter"
	"slices"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/report"
)

// Page is a page that is done, or what became of a file beside its pages.
type Page struct {
	Path   string // of the input
	Number int    // 1 for the first; 0 for the file as a whole, whose record has an error
	Record report.Page
	Text   string
	Edits  []report.Edit
	Words  *export.Page // nil unless a format of the run shows words
}

// PagesOf yields what is done of one input.
func (w *Workspace) PagesOf(in Input) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for e, err := range w.entries(in) {
			p := Page{Path: string(in.Path), Number: e.number}
			switch {
			case err != nil:
			case e.record != nil:
				p.Record = *e.record
			default:
				var res *pipeline.Result
				if res, err = w.Page(e.digest, e.number); err == nil {
					p.Record, p.Text, p.Edits, p.Words = res.Record, res.Text, res.Edits, res.Page
				}
			}
			p.Record.File = string(in.Name)
			if !yield(p, err) {
				return
			}
		}
	}
}

// Records yields the records alone.
func (w *Workspace) Records() iter.Seq2[*report.Page, error] {
	return func(yield func(*report.Page, error) bool) {
		for _, in := range w.Inputs() {
			for rec, err := range w.RecordsOf(in) {
				if !yield(rec, err) {
					return
				}
			}
		}
	}
}

// RecordsOf yields the records of one input, an error as the last of them.
func (w *Workspace) RecordsOf(in Input) iter.Seq2[*report.Page, error] {
	return func(yield func(*report.Page, error) bool) {
		for e, err := range w.entries(in) {
			rec := e.record
			if err == nil && rec == nil {
				rec, err = w.Record(e.digest, e.number)
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", in.Path, err))
				return
			}
			rec.File = string(in.Name)
			if !yield(rec, nil) {
				return
			}
		}
	}
}

// entry is a page, or a record about a file as a whole.
type entry struct {
	digest Digest
	number int
	record *report.Page // of the file
}

// entries yields what there is of an input.
func (w *Workspace) entries(in Input) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		f, err := w.File(string(in.Path))
		switch {
		case err != nil:
			yield(entry{}, err)
			return
		case f == nil || f.Elsewhere:
			return
		case f.Failure != nil:
			yield(entry{record: FileRecord(f.Failure, 0)}, nil)
			return
		}
		plan, err := w.Plan(f.Digest)
		switch {
		case err != nil:
			yield(entry{}, err)
			return
		case plan != nil && plan.Failure != nil:
			yield(entry{record: FileRecord(plan.Failure, plan.Millis)}, nil)
			return
		}
		w.mu.Lock()
		var pages []place
		if d := w.docs[f.Digest]; d != nil {
			pages = slices.Clone(d.pages)
		}
		w.mu.Unlock()
		for _, p := range pages {
			if !yield(entry{digest: f.Digest, number: int(p.page)}, nil) {
				return
			}
		}
		done, err := w.Done(string(in.Path), f.Digest)
		if err != nil {
			yield(entry{}, err)
		} else if done != nil && done.Failure != nil {
			yield(entry{record: FileRecord(done.Failure, 0)}, nil)
		}
	}
}

// FileRecord is the record of a file without pages, its name left out.
func FileRecord(why *report.Failure, millis int64) *report.Page {
	return &report.Page{Version: report.Version, Source: "none", Error: why, Millis: millis}
}
