package batch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// WriteFile writes a file whole or not at all.
func WriteFile(path string, write func(io.Writer) error) error {
	f, err := create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), f.abort())
	}
	return f.commit()
}

// pending is a file that is written whole or not at all: under a temporary name in the
// same folder, synced, then renamed.
type pending struct {
	*os.File
	path string
}

// create begins a file. Missing folders are made.
func create(path string) (*pending, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the output folder: %w", err)
	}
	f, err := os.CreateTemp(dir, ".paknevis-*")
	if err != nil {
		return nil, fmt.Errorf("making the output file: %w", err)
	}
	return &pending{f, path}, nil
}

// commit gives the file its name. If that fails there is no file.
func (p *pending) commit() error {
	if err := p.finish(); err != nil {
		return errors.Join(err, p.abort())
	}
	return nil
}

func (p *pending) finish() error {
	if err := p.Chmod(0o666 &^ umask); err != nil {
		return fmt.Errorf("setting the mode of %s: %w", p.path, err)
	}
	if err := p.Sync(); err != nil {
		return fmt.Errorf("writing %s to disk: %w", p.path, err)
	}
	if err := p.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", p.path, err)
	}
	if err := os.Rename(p.Name(), p.path); err != nil {
		return fmt.Errorf("naming the output: %w", err)
	}
	return nil
}

// abort takes the file away.
func (p *pending) abort() error {
	_ = p.Close() // it may be closed, and nobody wants its bytes
	return os.Remove(p.Name())
}

// umask is read once, before any goroutine could make a file meanwhile.
var umask = func() os.FileMode {
	m := syscall.Umask(0)
	syscall.Umask(m)
	return os.FileMode(m)
}()
