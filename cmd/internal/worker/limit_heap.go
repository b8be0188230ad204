package worker

import "runtime/debug"

// softHeap is how many bytes of Go heap a worker may hold before the collector
// works harder.
const softHeap = 1 << 30

// limitHeap bounds the Go heap. A stricter limit, which its parent gave it in GOMEMLIMIT,
// stays.
func limitHeap() {
	debug.SetMemoryLimit(min(softHeap, debug.SetMemoryLimit(-1))) // a negative one only reads
}
