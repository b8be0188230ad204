package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// WriteFile writes a file whole or not at all: under a name of its own in the folder,
// synced, then renamed. Missing folders are made.
func WriteFile(path string, write func(io.Writer) error) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("making the folder of %s: %w", path, err)
	}
	// What a killed run leaves has a name that the next one takes away.
	name := filepath.Join(dir, ".paknevis-"+filepath.Base(path))
	_ = os.Remove(name) // whatever keeps it keeps the file from being made
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("making %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // it is gone when all went well
	err = buffered(f, write)
	if err == nil {
		err = f.Chmod(0o666 &^ umask)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	buf := bufio.NewWriter(w)
	if err := write(buf); err != nil {
		return err
	}
	return buf.Flush()
}

// umask is read once, before any goroutine could make a file meanwhile.
var umask = func() os.FileMode {
	m := syscall.Umask(0)
	syscall.Umask(m)
	return os.FileMode(m)
}()
