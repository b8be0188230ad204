package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair/report"
)

// names of the files
const (
	manifestName = "manifest.json"
	inputsName   = "inputs"
	logName      = "log"
	lockName     = "lock"
)

// StdinName is the file in a workspace that a run may put its standard input into.
const StdinName = "stdin"

// syncInterval is how long frames wait for their fsync at most: what a power cut may cost,
// against a disk that does nothing else than syncing one-page files.
const syncInterval = 5 * time.Second

// Workspace is the state of a run. Its methods may be called by several goroutines.
type Workspace struct {
	Manifest Manifest
	Damage   Damage // found when it was opened

	dir     string // "" in memory
	lock    *os.File
	stop    chan struct{} // ends the goroutine that syncs
	ending  sync.WaitGroup
	syncing sync.Mutex // held while the log is synced or replaced; taken before mu

	mu     sync.Mutex
	log    storage
	end    int64 // of the log
	dirty  bool  // frames wait for an fsync
	stale  bool  // some frame is told by nothing any more
	failed error // of an append or sync; nothing is written after it
	ended  bool  // the last run came to its end
	inputs []Input
	files  map[string]*file
	docs   map[Digest]*doc
}

// storage is the log: a file or memory.
type storage interface {
	io.ReaderAt
	io.WriterAt
	Truncate(int64) error
	Sync() error
	Close() error
}

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

// Begin opens a workspace for writing, or makes one. A fresh one forgets what is there.
// Errors: ErrLocked, *Mismatch, ErrNotWorkspace for a folder with other things in it, and
// those of the file system.
func Begin(dir string, s Settings, fresh bool) (_ *Workspace, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the workspace: %w", err)
	}
	if err := claim(dir); err != nil {
		return nil, err
	}
	w := newWorkspace(dir)
	if w.lock, err = lock(dir); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			w.lock.Close()
		}
	}()
	if err := sweep(dir); err != nil {
		return nil, err
	}
	m, err := readManifest(dir)
	switch {
	case fresh || errors.Is(err, fs.ErrNotExist):
		// The manifest goes last: without it whatever is left is no workspace.
		for _, name := range []string{logName, inputsName, manifestName} {
			if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("clearing the workspace: %w", err)
			}
		}
		old := m
		if m = newManifest(s); old != nil {
			m.ID = old.ID // what a killed run left under it is still found
		}
		if err := m.write(dir); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	default:
		if changes := m.Settings.changes(s); len(changes) > 0 {
			return nil, &Mismatch{dir, changes}
		}
	}
	w.Manifest = *m
	f, err := os.OpenFile(filepath.Join(dir, logName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the workspace: %w", err)
	}
	if err := w.load(f); err != nil {
		f.Close()
		return nil, err
	}
	if err := f.Truncate(w.end); err != nil {
		f.Close()
		return nil, fmt.Errorf("dropping the torn end of the workspace: %w", err)
	}
	w.log = f
	w.ending.Go(w.syncNowAndThen)
	return w, nil
}

// claim makes a folder ours: private if it is empty or a workspace, an error otherwise.
func claim(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("opening the workspace: %w", err)
	}
	defer d.Close()
	names, err := d.Readdirnames(0)
	if err != nil {
		return fmt.Errorf("opening the workspace: %w", err)
	}
	if slices.Contains(names, manifestName) {
		return nil
	}
	for _, name := range names {
		if name != lockName && name != logName && name != inputsName && !isTemporary(name) && !isShard(dir, name) {
			return fmt.Errorf("%s: %w, and not empty: it has %q", dir, ErrNotWorkspace, name)
		}
	}
	if err := d.Chmod(0o700); err != nil {
		return fmt.Errorf("closing the workspace to others: %w", err)
	}
	return nil
}

func isTemporary(name string) bool {
	ok, _ := filepath.Match(temporary, name)
	return ok
}

// isShard reports a folder with the workspace of a shard.
func isShard(dir, name string) bool {
	ok, _ := filepath.Match("*-of-*", name)
	info, err := os.Lstat(filepath.Join(dir, name))
	return ok && err == nil && info.IsDir()
}

// Temporary makes a workspace that is gone when it is closed.
func Temporary() *Workspace {
	w := newWorkspace("")
	w.log = new(memory)
	return w
}

// Open opens a workspace for reading, as it is now.
func Open(dir string) (*Workspace, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	w := newWorkspace(dir)
	w.Manifest = *m
	f, err := os.Open(filepath.Join(dir, logName))
	if errors.Is(err, fs.ErrNotExist) {
		w.log = new(memory)
		return w, nil
	}
	if err != nil {
		return nil, fmt.Errorf("opening the workspace: %w", err)
	}
	if err := w.load(f); err != nil {
		f.Close()
		return nil, err
	}
	w.log = f
	return w, nil
}

func newWorkspace(dir string) *Workspace {
	return &Workspace{dir: dir, stop: make(chan struct{}), files: map[string]*file{}, docs: map[Digest]*doc{}}
}

// Dir is the folder of the workspace, "" for one in memory.
func (w *Workspace) Dir() string { return w.dir }

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

// End says that the run has come to its end, and makes the log smaller if much of it tells
// nothing any more. Nobody may be reading meanwhile.
func (w *Workspace) End() error {
	if err := errors.Join(w.append(head{kind: kindEnd}, nil, nil), w.Sync()); err != nil {
		return err
	}
	w.syncing.Lock()
	defer w.syncing.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.compact()
}

// Ended reports whether the last run came to its end.
func (w *Workspace) Ended() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
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

// syncNowAndThen bounds what a power cut costs.
func (w *Workspace) syncNowAndThen() {
	tick := time.NewTicker(syncInterval)
	defer tick.Stop()
	for {
		select {
		case <-w.stop:
			return
		case <-tick.C:
			_ = w.Sync() // the next append says what is wrong
		}
	}
}

// Sync brings all frames to the disk.
func (w *Workspace) Sync() error {
	w.syncing.Lock()
	defer w.syncing.Unlock()
	w.mu.Lock()
	dirty := w.dirty
	w.dirty = false
	err := w.failed
	w.mu.Unlock()
	if !dirty || err != nil {
		return err
	}
	if err := w.log.Sync(); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.failed = fmt.Errorf("writing the workspace to disk: %w", err)
		return w.failed
	}
	return nil
}

// ErrGone says that the folder of a workspace was taken away under a run.
var ErrGone = errors.New("the workspace was removed while the run went on")

// Check reports a workspace that is not where it was any more.
func (w *Workspace) Check() error {
	f, ok := w.log.(*os.File)
	if !ok {
		return nil
	}
	now, err := os.Lstat(filepath.Join(w.dir, logName))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if was, err := f.Stat(); err != nil || !os.SameFile(was, now) {
		return fmt.Errorf("%w: %s is another file", ErrGone, now.Name())
	}
	return nil
}

// Close syncs and lets go of the workspace.
func (w *Workspace) Close() error {
	var err error
	if w.lock != nil {
		close(w.stop)
		w.ending.Wait()
		err = w.Sync()
	}
	err = errors.Join(err, w.log.Close())
	if w.lock != nil {
		err = errors.Join(err, w.lock.Close())
	}
	return err
}
