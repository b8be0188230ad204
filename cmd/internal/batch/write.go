package batch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// WriteFile writes a file whole or not at all: under a temporary name in the
// same folder, synced, then renamed. Missing folders are made.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("making the output folder: %w", err)
	}
	f, err := os.CreateTemp(dir, ".paknevis-*")
	if err != nil {
		return fmt.Errorf("making the output file: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the first error is the one to report
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := f.Chmod(0o666 &^ umask); err != nil {
		return fmt.Errorf("setting the mode of %s: %w", path, err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("writing %s to disk: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("naming the output: %w", err)
	}
	return nil
}

// umask is read once, before any goroutine could make a file meanwhile.
var umask = func() os.FileMode {
	m := syscall.Umask(0)
	syscall.Umask(m)
	return os.FileMode(m)
}()
