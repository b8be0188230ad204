package workspace

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

const (
	// deadLeast is how many bytes of a log must be dead, told by nothing any more, for it to
	// be written anew: less is not worth the disk's time.
	deadLeast = 1 << 20
	// deadShare is how large they must be beside the living ones.
	deadShare = 0.5
)

// live is a frame that counts.
type live struct {
	at   int64
	file string // the path of a file frame that must remember outputs of an earlier content
}

// frames are all that count, in the order in which they were written. Contents that no path
// has any more do not.
func (w *Workspace) frames() (list []live, sealed []Digest) {
	has := make(map[Digest]bool, len(w.files))
	told := make(map[Digest]bool, len(w.files)) // some path with it came to its end
	for path, f := range w.files {
		has[f.digest] = has[f.digest] || !f.failed
		l := live{at: f.at}
		if f.wrote {
			l.file = path
		}
		list = append(list, l)
		if f.done >= 0 {
			list = append(list, live{at: f.done})
			told[f.digest] = true
		}
	}
	for g, d := range w.docs {
		if !has[g] {
			continue
		}
		if d.plan >= 0 {
			list = append(list, live{at: d.plan})
		}
		for _, p := range d.pages {
			list = append(list, live{at: p.at})
		}
		if d.sealed && !told[g] {
			sealed = append(sealed, g)
		}
	}
	slices.SortFunc(list, func(a, b live) int { return cmp.Compare(a.at, b.at) })
	slices.SortFunc(sealed, func(a, b Digest) int { return bytes.Compare(a[:], b[:]) })
	return list, sealed
}

// compact writes the log anew if much of it is dead: under a temporary name, synced, renamed.
// Killed at any moment it leaves the old log or the new one. Without an error the workspace
// is usable; that it could not be made smaller is none.
func (w *Workspace) compact() error {
	if w.dir == "" || w.failed != nil || !w.stale {
		return nil
	}
	list, sealed := w.frames()
	var size int64
	for _, l := range list {
		h, err := readHead(w.log, l.at)
		if err != nil {
			return nil // what is damaged is left to the next run, which looks at all of it
		}
		size += h.size()
	}
	dead := w.end - size
	if dead < deadLeast || float64(dead) < deadShare*float64(size) {
		return nil
	}
	name, err := w.rewrite(list, sealed)
	if err != nil {
		return nil // the disk may be full: the old log is whole
	}
	defer os.Remove(name) // it is gone when all went well
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	anew := newWorkspace(w.dir)
	anew.log = f
	if err := anew.loadLog(f); err != nil || anew.Damage.Places > 0 || len(anew.files) != len(w.files) {
		_ = f.Close() // it was only read
		return nil
	}
	if err := w.Check(); err != nil { // the folder was taken away, or is another's
		_ = f.Close() // as above
		return err
	}
	if err := os.Rename(name, filepath.Join(w.dir, logName)); err != nil {
		_ = f.Close() // as above
		return nil
	}
	old := w.log
	w.log, w.end, w.files, w.docs, w.stale, w.dirty = f, anew.end, anew.files, anew.docs, false, false
	return errors.Join(syncDir(w.dir), old.Close())
}

// rewrite makes a log of the frames and gives its temporary name.
func (w *Workspace) rewrite(list []live, sealed []Digest) (name string, err error) {
	f, err := os.CreateTemp(w.dir, temporary)
	if err != nil {
		return "", err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(f.Name()) // the next run takes it away otherwise
		}
	}()
	buf := bufio.NewWriterSize(f, windowBytes)
	put := func(h head, first, rest []byte) error {
		frame, err := encode(h, first, rest)
		if err == nil {
			_, err = buf.Write(frame)
		}
		return err
	}
	for _, l := range list {
		h, first, rest, err := readFrame(w.log, l.at, true)
		if err != nil {
			return "", err
		}
		if l.file != "" {
			var file File
			if err := json.Unmarshal(first, &file); err != nil {
				return "", err
			}
			file.Wrote = true
			if first, err = json.Marshal(file); err != nil {
				return "", err
			}
		}
		if err := put(h, first, rest); err != nil {
			return "", err
		}
	}
	for _, g := range sealed {
		end, err := json.Marshal(Done{})
		if err == nil {
			err = put(head{kind: kindDone, digest: g}, end, nil)
		}
		if err != nil {
			return "", err
		}
	}
	if w.ended {
		if err := put(head{kind: kindEnd}, nil, nil); err != nil {
			return "", err
		}
	}
	if err := errors.Join(buf.Flush(), f.Chmod(0o600), f.Sync()); err != nil {
		return "", err
	}
	return f.Name(), nil
}

// temporary is the pattern of names of files that have none yet.
const temporary = "new-*"

// sweep takes away what a killed run left under such names.
func sweep(dir string) error {
	names, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("opening the workspace: %w", err)
	}
	for _, e := range names {
		if isTemporary(e.Name()) && e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(dir, e.Name())) // it does no harm where it is
		}
	}
	return nil
}

// readHead reads the fixed part of the frame at an offset.
func readHead(r io.ReaderAt, at int64) (head, error) {
	var fixed [headBytes]byte
	if _, err := r.ReadAt(fixed[:], at); err != nil {
		return head{}, fmt.Errorf("reading the workspace: %w", err)
	}
	h, _, ok := decodeHead(fixed[:])
	if !ok {
		return head{}, errDamaged
	}
	return h, nil
}
