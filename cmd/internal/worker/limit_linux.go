package worker

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// maxFiles bounds the open files of a worker and of each program it starts. The most
// that was seen is 30.
const maxFiles = 256

// Limit bounds what this process and what it starts may take, so that an input
// that wants more ends a worker and not the machine: memory and open files. It
// writes no files (what it writes to are pipes and the null device) and leaves no
// core, which would hold its input.
//
// Processor time is bounded by the deadline that the parent keeps, the number of
// processes by the control group of a container: RLIMIT_NPROC counts those of the
// user, whose they ever are.
func Limit() error {
	limitHeap()
	for _, l := range []struct {
		name     string
		resource int
		most     uint64
	}{
		{"memory", unix.RLIMIT_AS, addressSpace},
		{"open files", unix.RLIMIT_NOFILE, maxFiles},
		{"the size of files", unix.RLIMIT_FSIZE, 0},
		{"core files", unix.RLIMIT_CORE, 0},
	} {
		var now unix.Rlimit
		if err := unix.Getrlimit(l.resource, &now); err != nil {
			return fmt.Errorf("limiting %s: %w", l.name, err)
		}
		most := min(l.most, now.Max) // a stricter limit stays
		if l.resource == unix.RLIMIT_AS {
			most = min(most, now.Cur)
		}
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: most, Max: most}); err != nil {
			return fmt.Errorf("limiting %s: %w", l.name, err)
		}
	}
	return nil
}
