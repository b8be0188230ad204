package tesseract

// #cgo pkg-config: lept
// #include <stdlib.h>
// char *getLeptonicaVersion(void);
import "C"

import (
	"strings"
	"unsafe"
)

// Leptonica is the version of the library that Tesseract keeps pictures with.
func Leptonica() string {
	v := C.getLeptonicaVersion()
	if v == nil {
		return "unknown"
	}
	defer C.free(unsafe.Pointer(v)) // lept_free is free unless Leptonica was built with an allocator of its own
	return strings.TrimPrefix(C.GoString(v), "leptonica-")
}
