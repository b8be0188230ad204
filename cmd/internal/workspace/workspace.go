package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
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
