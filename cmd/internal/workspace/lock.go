package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// ErrLocked says that another run is at work in a workspace.
var ErrLocked = errors.New("another run is at work in this workspace")

// lock takes the lock of a workspace. It is the kernel's: it ends with the process,
// however that ends, and children do not have it.
func lock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking the workspace: %w", err)
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		var who [32]byte
		n, _ := f.ReadAt(who[:], 0) // a pid that cannot be read is not told
		f.Close()
		if pid := strings.TrimSpace(string(who[:n])); pid != "" {
			return nil, fmt.Errorf("%w (process %s): %s", ErrLocked, pid, dir)
		}
		return nil, fmt.Errorf("%w: %s", ErrLocked, dir)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("locking the workspace: %w", err)
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0) // as above: for people only
	}
	return f, nil
}
