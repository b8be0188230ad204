package lang

import (
	"sync/atomic"
	"unsafe"
)

// mapped has the memory of a large table that is reached here and there mapped by stretches:
// otherwise each of its pages costs a fault, and two where it is read before it is written,
// of 2 µs each where 27 MB at once cost 2 ms.
type mapped struct {
	table []byte
	done  []atomic.Bool // by stretch
}

// mappedStretch is how many bytes are mapped at a time, a number of pages.
const mappedStretch = 32 << 10

// newMapped is for a table that holds no pointers.
func newMapped[T any](table []T) mapped {
	if len(table) == 0 {
		return mapped{}
	}
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(table))), len(table)*int(unsafe.Sizeof(table[0])))
	return mapped{b, make([]atomic.Bool, (len(b)+mappedStretch-1)/mappedStretch)}
}

// around makes sure of the memory around a byte of the table. Goroutines that ask for the same
// do no harm.
func (m *mapped) around(at int) {
	k := at / mappedStretch
	if m.done[k].Load() {
		return
	}
	m.done[k].Store(true)
	mapMemory(m.table[k*mappedStretch : min(len(m.table), (k+1)*mappedStretch)])
}
