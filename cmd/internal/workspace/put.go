package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair/report"
)

// append writes a frame. After an error nothing is written any more: what is missing
// would be taken for done.
func (w *Workspace) append(h head, first, rest any) error {
	var pieces [2][]byte
	for i, v := range []any{first, rest} {
		if v == nil {
			continue
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			return fmt.Errorf("writing the workspace: %w", err)
		}
		pieces[i] = b.Bytes()
	}
	frame, err := encode(h, pieces[0], pieces[1])
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed != nil {
		return w.failed
	}
	if _, err := w.log.WriteAt(frame, w.end); err != nil {
		w.failed = fmt.Errorf("writing the workspace: %w", err)
		_ = w.log.Truncate(w.end) // what is left of the frame is a torn end
		return w.failed
	}
	at := w.end
	w.end += int64(len(frame))
	w.dirty = true
	return w.know(h, at, pieces[0])
}

// SetInputs says that a run begins, and which inputs it has in which order.
func (w *Workspace) SetInputs(inputs []Input) error {
	if err := w.append(head{kind: kindBegin}, nil, nil); err != nil {
		return err
	}
	w.mu.Lock()
	w.inputs = inputs
	w.mu.Unlock()
	if w.dir == "" {
		return nil
	}
	var b []byte
	for some := range slices.Chunk(inputs, inputsPerFrame) {
		list, err := json.Marshal(some)
		if err == nil {
			list, err = encode(head{kind: kindInputs}, list, nil)
		}
		if err != nil {
			return fmt.Errorf("writing the workspace: %w", err)
		}
		b = append(b, list...)
	}
	return replace(filepath.Join(w.dir, inputsName), b)
}

// inputsPerFrame is how many inputs are lost with a damaged frame; the run that comes
// next lists them anew.
const inputsPerFrame = 256

// Inputs are those of the last run. They are not to be changed.
func (w *Workspace) Inputs() []Input {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.inputs
}

// PutFile records what a path is.
func (w *Workspace) PutFile(f File) error {
	return w.append(head{kind: kindFile, digest: f.Digest}, f, nil)
}

// Digest is that of a path's bytes, if they were read and the file is as it was then.
func (w *Workspace) Digest(path string, now Stat) (Digest, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.files[path]
	if f == nil || f.failed || f.stat != now {
		return Digest{}, false
	}
	return f.digest, true
}

// File is what is recorded of a path, nil for nothing.
func (w *Workspace) File(path string) (*File, error) {
	w.mu.Lock()
	f := w.files[path]
	w.mu.Unlock()
	if f == nil {
		return nil, nil
	}
	out := &File{Digest: f.digest}
	return out, w.read(f.at, out)
}

// PutPlan records what a content is.
func (w *Workspace) PutPlan(g Digest, p Plan) error {
	return w.append(head{kind: kindPlan, digest: g}, p, nil)
}

// Plan is what is recorded of a content, nil for nothing.
func (w *Workspace) Plan(g Digest) (*Plan, error) {
	w.mu.Lock()
	d := w.docs[g]
	w.mu.Unlock()
	if d == nil || d.plan < 0 {
		return nil, nil
	}
	p := new(Plan)
	return p, w.read(d.plan, p)
}

// PutPage records a page. again says that it failed for a reason that may pass, so that a
// run which goes on does it again.
func (w *Workspace) PutPage(g Digest, r *pipeline.Result, again bool) error {
	h := head{kind: kindPage, page: uint32(r.Record.Page), digest: g}
	if r.Record.Error != nil {
		h.flags |= flagFailed
	}
	if again {
		h.flags |= flagAgain
	}
	record := r.Record
	record.Version, record.File = report.Version, "" // a content has no name
	return w.append(h, &record, bodyOf(r))
}

// Has reports a page that need not be done again.
func (w *Workspace) Has(g Digest, page int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.docs[g]
	if d == nil {
		return false
	}
	i, ok := d.find(page)
	return ok && d.pages[i].flags&flagAgain == 0
}

// Page is a page, its record without the name of a file; nil if there is none.
func (w *Workspace) Page(g Digest, page int) (*pipeline.Result, error) {
	at, ok := w.at(g, page)
	if !ok {
		return nil, nil
	}
	_, first, rest, err := readFrame(w.log, at, true)
	if err != nil {
		return nil, err
	}
	var record report.Page
	var b body
	if err := errors.Join(json.Unmarshal(first, &record), json.Unmarshal(rest, &b)); err != nil {
		return nil, fmt.Errorf("reading the workspace: %w", err)
	}
	return b.result(record), nil
}

// Record is the record of a page, without the name of a file; nil if there is none.
func (w *Workspace) Record(g Digest, page int) (*report.Page, error) {
	at, ok := w.at(g, page)
	if !ok {
		return nil, nil
	}
	record := new(report.Page)
	return record, w.read(at, record)
}

// PutDone records that a path has come to its end.
func (w *Workspace) PutDone(g Digest, d Done) error {
	return w.append(head{kind: kindDone, digest: g}, d, nil)
}

// Done is what is recorded of the end of a path whose content is still the one given, nil
// for nothing.
func (w *Workspace) Done(path string, g Digest) (*Done, error) {
	w.mu.Lock()
	f := w.files[path]
	w.mu.Unlock()
	if f == nil || f.done < 0 || f.digest != g {
		return nil, nil
	}
	d := new(Done)
	return d, w.read(f.done, d)
}

// Wrote reports a path that had outputs once, of this content or another.
func (w *Workspace) Wrote(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.files[path]
	return f != nil && f.wrote
}

// Sealed reports a content of which some path came to its end: it was seen not to have
// changed while it was read.
func (w *Workspace) Sealed(g Digest) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.docs[g]
	return d != nil && d.sealed
}

// Void forgets a content: some of its pages may be those of another.
func (w *Workspace) Void(g Digest) error {
	return w.append(head{kind: kindVoid, digest: g}, nil, nil)
}
