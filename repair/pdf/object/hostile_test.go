package object

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// Work and memory are linear in the file, whatever it leaves open. Each of
// these took minutes when some search went to the end of the file each time; a
// quadratic search would run into the time limit of the test binary.
func TestHostile(t *testing.T) {
	const many = 50_000
	repeat := func(format string) string {
		var b strings.Builder
		b.WriteString("1 0 obj" + catalog + "endobj\n")
		for i := range many {
			fmt.Fprintf(&b, format, i+3)
		}
		return b.String()
	}
	numbers := &strings.Builder{}
	for i := range many {
		fmt.Fprintf(numbers, "%d %d ", i+3, i)
	}
	members := deflated([]byte(numbers.String() + strings.Repeat("(", many)))
	for name, text := range map[string]string{
		"open strings":    repeat("%d 0 obj(\n"),
		"open arrays":     repeat("%d 0 obj[[[<<\n"),
		"no endstream":    repeat("%d 0 obj<<>>stream\n"),
		"trailers":        repeat("%d 0 obj 1 endobj trailer<<("),
		"blanks":          repeat("%d 0 obj 1 endobj") + strings.Repeat(" ", 1<<22) + "obj",
		"one offset":      string(oneOffset(many)),
		"packed, unended": "1 0 obj" + catalog + "endobj\n" + fmt.Sprintf("2 0 obj<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj", many, numbers.Len(), len(members), members),
		"bombs":           bombs(),
	} {
		t.Run(name, func(t *testing.T) {
			b := []byte("%PDF-1.7\n" + text)
			f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range f.Objects() {
				v := f.Get(n)
				v.Key("A")
			}
			if n := f.unpacked.Load(); n > maxUnpacked {
				t.Errorf("%d bytes unpacked", n)
			}
		})
	}
}

// oneOffset is a table whose entries all point at the same blanks.
func oneOffset(n int) []byte {
	b := []byte("1 0 obj" + catalog + "endobj\n" + strings.Repeat(" ", 1<<22))
	b = fmt.Appendf(b, "xref\n1 1\n0000000009 00000 n \n2 %d\n", n)
	b = append(b, strings.Repeat("0000000090 00000 n \n", n)...)
	return fmt.Appendf(b, "trailer\n<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", bytes.Index(b, []byte("xref"))+len("%PDF-1.7\n"))
}

// bombs are object streams that each unfold to the most that is allowed.
func bombs() string {
	z := deflated(make([]byte, maxObjStm))
	var b strings.Builder
	b.WriteString("1 0 obj" + catalog + "endobj\n")
	for i := range 2 * maxUnpacked / maxObjStm {
		fmt.Fprintf(&b, "%d 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n", i+2, len(z), z)
	}
	return b.String()
}
