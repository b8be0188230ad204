package lang

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapMemory maps the whole pages of some memory, of which nothing changes. Kernels before
// 5.14 do not know how.
func mapMemory(b []byte) {
	page := os.Getpagesize()
	before := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b))) % uintptr(page))
	if whole := (len(b) - before) / page * page; whole > 0 {
		_ = unix.Madvise(b[before:][:whole], unix.MADV_POPULATE_WRITE)
	}
}
