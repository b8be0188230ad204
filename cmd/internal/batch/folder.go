package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"sync"

	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

// folder is where outputs go. No name, and no symbolic link on its way, leads out of it.
type folder struct {
	root *os.Root
	tmp  string // folder in it for files that have no name yet

	mu    sync.Mutex // of what follows
	count int        // of temporary files
	dirty map[string]bool
}

// openFolder opens a folder, or makes it, and takes away what a killed run left in tmp.
func openFolder(dir, tmp string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the output folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the output folder: %w", err)
	}
	if err := root.RemoveAll(tmp); err != nil {
		return nil, errors.Join(fmt.Errorf("clearing the output folder: %w", err), root.Close())
	}
	return &folder{root: root, tmp: tmp, dirty: map[string]bool{}}, nil
}

// pending is a file that is written whole or not at all: under a temporary name in the
// same folder, synced, then renamed.
type pending struct {
	*os.File
	dir       *folder
	name, now string // its own, and the temporary one
}

// create begins a file. Missing folders are made.
func (d *folder) create(name string) (*pending, error) {
	if err := d.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return nil, fmt.Errorf("making the output folder: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.count == 0 {
		if err := d.root.Mkdir(d.tmp, 0o700); err != nil {
			return nil, fmt.Errorf("making the output file: %w", err)
		}
	}
	d.count++
	now := path.Join(d.tmp, strconv.Itoa(d.count))
	f, err := d.root.OpenFile(now, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the output file: %w", err)
	}
	return &pending{f, d, name, now}, nil
}

// commit gives the file its name and tells its size. If that fails there is no file.
func (p *pending) commit() (int64, error) {
	size, err := p.finish()
	if err != nil {
		p.abort()
	}
	return size, err
}

func (p *pending) finish() (int64, error) {
	if err := p.Chmod(0o666 &^ umask); err != nil {
		return 0, fmt.Errorf("setting the mode of %s: %w", p.name, err)
	}
	size, err := p.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, fmt.Errorf("writing %s: %w", p.name, err)
	}
	if err := p.Sync(); err != nil {
		return 0, fmt.Errorf("writing %s to disk: %w", p.name, err)
	}
	if err := p.Close(); err != nil {
		return 0, fmt.Errorf("closing %s: %w", p.name, err)
	}
	if err := p.dir.root.Rename(p.now, p.name); err != nil {
		return 0, fmt.Errorf("naming the output: %w", err)
	}
	p.dir.mu.Lock()
	defer p.dir.mu.Unlock()
	p.dir.dirty[path.Dir(p.name)] = true
	return size, nil
}

// abort takes the file away.
func (p *pending) abort() {
	_ = p.Close()                // it may be closed, and nobody wants its bytes
	_ = p.dir.root.Remove(p.now) // what stays is taken away with its folder
}

// write writes a file whole or not at all.
func (d *folder) write(name string, write func(io.Writer) error) error {
	p, err := d.create(name)
	if err != nil {
		return err
	}
	if err := buffered(p, write); err != nil {
		p.abort()
		return fmt.Errorf("writing %s: %w", name, err)
	}
	_, err = p.commit()
	return err
}

// has reports that the outputs are there as they were written.
func (d *folder) has(written []workspace.Written, forms []Output) bool {
	if d == nil || len(written) > 0 && len(written) != len(forms) {
		return false
	}
	for i, w := range written {
		info, err := d.root.Lstat(string(w.Name))
		if err != nil || !info.Mode().IsRegular() || info.Size() != w.Size || string(w.Name) != forms[i].Name {
			return false
		}
	}
	return true
}

// remove takes outputs away that are not true any more.
func (d *folder) remove(forms []Output) {
	for _, f := range forms {
		if err := d.root.Remove(f.Name); err == nil || !errors.Is(err, fs.ErrNotExist) {
			d.mu.Lock()
			d.dirty[path.Dir(f.Name)] = true
			d.mu.Unlock()
		}
	}
}

// sync makes the names of files durable.
func (d *folder) sync() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name := range d.dirty {
		dir, err := d.root.Open(name)
		if err == nil {
			err = errors.Join(dir.Sync(), dir.Close())
		}
		if err != nil {
			return fmt.Errorf("writing the output folder to disk: %w", err)
		}
	}
	clear(d.dirty)
	return nil
}

// close takes away what has no name and lets go of the folder.
func (d *folder) close() error {
	_ = d.root.RemoveAll(d.tmp) // the next run does it otherwise
	return d.root.Close()
}
