package worker

import (
	"fmt"
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// softHeap is how many bytes of Go heap a worker may hold before the collector
// works harder.
const softHeap = 1 << 30

// LimitMemory bounds the memory of this process, so that an input that wants
// all of it ends a worker and not the machine.
func LimitMemory() error {
	debug.SetMemoryLimit(softHeap)
	if addressSpace == 0 {
		return nil
	}
	limit := unix.Rlimit{Cur: addressSpace, Max: addressSpace}
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_AS, &now); err == nil && now.Max < addressSpace {
		return nil // a stricter limit is set already
	}
	if err := unix.Setrlimit(unix.RLIMIT_AS, &limit); err != nil {
		return fmt.Errorf("limiting memory: %w", err)
	}
	return nil
}
