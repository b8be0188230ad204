// Package cgroup tells how much memory the control group of this process may take, as a
// container, a pod or a batch system sets it.
//
//	Memory()       of this process
//	MemoryOf(fs)   the same of a file system that looks like /
//
// Both hierarchies of Linux are read: memory.max and memory.high of version 2,
// memory.limit_in_bytes of version 1. Other systems have no control groups. The share of
// processors needs no look here: the Go runtime has it in GOMAXPROCS.
package cgroup

import (
	"errors"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
)

// unlimited is the size, in bytes, from which on a limit is none. Version 1 writes the
// largest number of whole pages where nothing is set, 2^63 less 4096, and some kernels
// 2^64 less 1.
const unlimited = 1 << 60

// maxDepth bounds how many groups above one another are looked at. Kubernetes has five.
const maxDepth = 64

// mount is where a hierarchy lies, and the files with its limits.
type mount struct {
	dir   string
	files []string
}

// Mounts by convention of systemd, container runtimes and Debian.
var (
	unified = []mount{
		{"sys/fs/cgroup", []string{"memory.max", "memory.high"}},
		{"sys/fs/cgroup/unified", []string{"memory.max", "memory.high"}}, // beside version 1
	}
	legacy = []mount{{"sys/fs/cgroup/memory", []string{"memory.limit_in_bytes"}}}
)

// MemoryOf is the strictest limit, in bytes, of the group of the process whose root
// directory root is, and of the groups above it. ok is false where there is none or
// where none can be read.
func MemoryOf(root fs.FS) (limit int64, ok bool) {
	list, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return 0, false
	}
	limit = math.MaxInt64
	for line := range strings.Lines(string(list)) {
		// Number of the hierarchy, its controllers, path of the group.
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), ":", 3)
		if len(parts) != 3 {
			continue
		}
		var mounts []mount
		switch {
		case parts[0] == "0" && parts[1] == "":
			mounts = unified
		case hasController(parts[1], "memory"):
			mounts = legacy
		}
		for _, m := range mounts {
			limit = min(limit, m.strictest(root, parts[2]))
		}
	}
	return limit, limit < unlimited
}

func hasController(list, name string) bool {
	for c := range strings.SplitSeq(list, ",") {
		if c == name {
			return true
		}
	}
	return false
}

// strictest is the smallest limit on the way from a group up to the mount. In a container
// without a name space for groups the path is that of the host and does not exist; the
// mount then is the group itself.
func (m mount) strictest(root fs.FS, group string) int64 {
	least := int64(math.MaxInt64)
	group = path.Clean("/" + group) // nothing leads above the mount
	for range maxDepth {
		for _, name := range m.files {
			if n, err := read(root, path.Join(m.dir, group, name)); err == nil {
				least = min(least, n)
			}
		}
		if group == "/" {
			break
		}
		group = path.Dir(group)
	}
	return least
}

var errNone = errors.New("no limit")

// read is the limit in a file, in bytes.
func read(root fs.FS, name string) (int64, error) {
	b, err := fs.ReadFile(root, name)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64)
	if err != nil || n >= unlimited { // "max"
		return 0, errNone
	}
	return int64(n), nil
}
