package object

import (
	"bytes"
	"fmt"
	"testing"
)

// body writes objects 1, 2, ... and gives their offsets.
func bodyOf(objects ...string) (b []byte, at []int) {
	b = []byte("%PDF-1.7\n")
	for i, o := range objects {
		at = append(at, len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return b, at
}

// file is a sound file of the given objects, the first of which is the catalog.
func file(objects ...string) []byte {
	b, at := bodyOf(objects...)
	x := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	return fmt.Appendf(b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x)
}

func opened(t testing.TB, b []byte) *File {
	t.Helper()
	f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}
