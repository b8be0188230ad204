package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// file is where the frames of a path lie, done -1 for nowhere, and what is often asked.
type file struct {
	at, done int64
	stat     Stat
	digest   Digest
	failed   bool
	wrote    bool // it had outputs once
}

// doc is where those of a content lie.
type doc struct {
	plan   int64 // -1 for none
	sealed bool  // a path with it came to its end
	pages  []place
}

// place is where a page lies.
type place struct {
	at    int64
	page  int32
	flags uint8
}

func (d *doc) find(page int) (int, bool) {
	return slices.BinarySearchFunc(d.pages, int32(page), func(p place, n int32) int { return int(p.page - n) })
}

// load reads what is there.
func (w *Workspace) load(f *os.File) error {
	if err := w.loadInputs(); err != nil {
		return err
	}
	return w.loadLog(f)
}

func (w *Workspace) loadLog(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("opening the workspace: %w", err)
	}
	lost := w.Damage
	w.end, w.Damage, err = scan(f, info.Size(), func(h head, at int64) error {
		var first []byte
		if h.first > 0 && h.kind != kindPage {
			var err error
			if _, first, _, err = readFrame(f, at, true); err != nil {
				return err
			}
		}
		return w.know(h, at, first)
	})
	w.Damage.Places += lost.Places
	w.Damage.Bytes += lost.Bytes
	return err
}

func (w *Workspace) loadInputs() error {
	b, err := os.ReadFile(filepath.Join(w.dir, inputsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the workspace: %w", err)
	}
	r := bytes.NewReader(b)
	end, damage, err := scan(r, int64(len(b)), func(h head, at int64) error {
		_, first, _, err := readFrame(r, at, true)
		if err != nil {
			return err
		}
		var some []Input
		if err := json.Unmarshal(first, &some); err != nil {
			return fmt.Errorf("reading the workspace: %w", err)
		}
		w.inputs = append(w.inputs, some...)
		return nil
	})
	w.Damage = damage
	if end < int64(len(b)) { // it is replaced whole: there is no torn end
		w.Damage.Places++
		w.Damage.Bytes += int64(len(b)) - end
	}
	return err
}

// know takes a frame into the index.
func (w *Workspace) know(h head, at int64, first []byte) error {
	switch h.kind {
	case kindFile:
		var f File
		if err := json.Unmarshal(first, &f); err != nil {
			return fmt.Errorf("reading the workspace: %w", err)
		}
		old := w.files[string(f.Path)]
		w.files[string(f.Path)] = &file{
			at: at, done: -1, stat: f.Stat, digest: h.digest, failed: f.Failure != nil, wrote: f.Wrote || old != nil && old.wrote,
		}
		w.stale = w.stale || old != nil
	case kindDone:
		var d Done
		if err := json.Unmarshal(first, &d); err != nil {
			return fmt.Errorf("reading the workspace: %w", err)
		}
		if f := w.files[string(d.Path)]; f != nil && f.digest == h.digest {
			w.stale = w.stale || f.done >= 0
			f.done, f.wrote = at, f.wrote || len(d.Outputs) > 0
		}
		w.doc(h.digest).sealed = true
	case kindPlan:
		d := w.doc(h.digest)
		w.stale = w.stale || d.plan >= 0
		d.plan = at
	case kindPage:
		d := w.doc(h.digest)
		p := place{at, int32(h.page), h.flags}
		if i, ok := d.find(int(h.page)); ok {
			d.pages[i], w.stale = p, true
		} else {
			d.pages = slices.Insert(d.pages, i, p)
		}
	case kindVoid:
		delete(w.docs, h.digest)
		w.stale = true
	case kindBegin:
		w.ended = false
	case kindEnd:
		w.ended = true
	}
	return nil
}

func (w *Workspace) doc(g Digest) *doc {
	d := w.docs[g]
	if d == nil {
		d = &doc{plan: -1}
		w.docs[g] = d
	}
	return d
}

// read reads the first piece of a frame.
func (w *Workspace) read(at int64, into any) error {
	_, first, _, err := readFrame(w.log, at, false)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(first, into); err != nil {
		return fmt.Errorf("reading the workspace: %w", err)
	}
	return nil
}

// at is where a page lies.
func (w *Workspace) at(g Digest, page int) (int64, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.docs[g]; d != nil {
		if i, ok := d.find(page); ok {
			return d.pages[i].at, true
		}
	}
	return 0, false
}
