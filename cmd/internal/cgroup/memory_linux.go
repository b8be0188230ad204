package cgroup

import "os"

// Memory is the limit of the group of this process, see [MemoryOf].
func Memory() (limit int64, ok bool) { return MemoryOf(os.DirFS("/")) }
