package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/ledongthuc/pdf"
)

// The objects are read by ledongthuc/pdf. It is strict about the frame of a
// file, resolves references as it goes and inflates an object stream again for
// each of its objects; so it is shown a plain file that does not exist as bytes:
//
//	offset 0             %PDF-1.7
//	slot 1 << slotBits   1 0 obj  text of the first object of the table  endobj
//	slot 2 << slotBits   2 0 obj  ...
//	slot n+1             xref, trailer <</Objects [1 0 R 2 0 R ...]>>, startxref
//
// The text comes out of the file or of an inflated object stream when it is
// asked for. An object is fetched by Trailer().Key("Objects").Index(i), which
// reads it and nothing else, and converted once into our own tree, in which
// references stay what they are.
const (
	slotBits      = 23      // a slot is 8 MiB
	maxText       = 4 << 20 // bytes of an object before its stream data that are shown to the library
	virtualHeader = "%PDF-1.7\n"
)

type reader struct {
	file    *File
	numbers []int       // object number of each slot
	slots   map[int]int // and back
	tail    []byte
	objects pdf.Value // the array Objects
	err     error     // the library refuses the whole file
}

func newReader(f *File) *reader {
	r := &reader{file: f, slots: map[int]int{}}
	for _, n := range f.Objects() {
		if e := f.entries[n]; e.in != 0 || e.offset > 0 {
			r.slots[n] = len(r.numbers)
			r.numbers = append(r.numbers, n)
		}
	}
	var w bytes.Buffer
	fmt.Fprintf(&w, "xref\n0 %d\n0000000000 65535 f \n", len(r.numbers)+1)
	for i := range r.numbers {
		fmt.Fprintf(&w, "%d 0 n \n", (i+1)<<slotBits)
	}
	fmt.Fprintf(&w, "trailer\n<</Size %d/Objects[", len(r.numbers)+1)
	for i := range r.numbers {
		fmt.Fprintf(&w, "%d 0 R\n", i+1)
	}
	// The library looks for the end in the last 100 bytes.
	fmt.Fprintf(&w, "]>>\n%%%099d\nstartxref\n%d\n%%%%EOF\n", 0, r.tailAt())
	r.tail = w.Bytes()
	r.open()
	return r
}

func (r *reader) tailAt() int64 { return int64(len(r.numbers)+1) << slotBits }

func (r *reader) open() {
	defer func() {
		if x := recover(); x != nil {
			r.err = fmt.Errorf("opening the virtual file: %v", x)
		}
	}()
	p, err := pdf.NewReader(r, r.tailAt()+int64(len(r.tail)))
	if err != nil {
		r.err = fmt.Errorf("opening the virtual file: %w", err)
		return
	}
	r.objects = p.Trailer().Key("Objects")
}

// ReadAt shows the virtual file.
func (r *reader) ReadAt(p []byte, off int64) (int, error) {
	slot := int(off>>slotBits) - 1
	within := int(off & (1<<slotBits - 1))
	switch {
	case slot < 0:
		return piece(p, within, []byte(virtualHeader))
	case off >= r.tailAt():
		return piece(p, int(off-r.tailAt()), r.tail)
	}
	head, text, _, ok := r.text(slot)
	if !ok {
		return 0, io.EOF
	}
	return piece(p, within, head, text, []byte("\nendobj\n"))
}

// piece copies from the parts, seen as one, beginning at off.
func piece(p []byte, off int, parts ...[]byte) (n int, err error) {
	for _, b := range parts {
		if off >= len(b) {
			off -= len(b)
			continue
		}
		n += copy(p[n:], b[off:])
		off = 0
	}
	if n < len(p) {
		err = io.EOF
	}
	return n, err
}

// text is what a slot shows: a head of the virtual file's own numbering and the
// text of the object, which stands at the offset at of the file, if it does.
func (r *reader) text(slot int) (head, text []byte, at int, ok bool) {
	f, n := r.file, r.numbers[slot]
	head = fmt.Appendf(nil, "%d 0 obj\n", slot+1)
	e := f.entries[n]
	if e.in != 0 {
		text, ok = f.member(n, e.in)
		return head, text[:min(len(text), maxText)], 0, ok
	}
	start, end, ok := f.extent(n, e.offset)
	if !ok {
		return nil, nil, 0, false
	}
	return head, f.data[start:min(end, start+maxText)], start, true
}

var errLayout = errors.New("a kind of value that is not known")

// object reads object n. For a stream x is its dictionary and data the offset
// of its bytes in the file, otherwise 0.
func (r *reader) object(n int) (x any, data int, err error) {
	slot, ok := r.slots[n]
	if r.err != nil || !ok {
		return nil, 0, fmt.Errorf("reading object %d: %w", n, errors.Join(r.err, ErrDamaged))
	}
	defer func() { // malformed objects are reported by panics
		if p := recover(); p != nil {
			x, err = nil, fmt.Errorf("reading object %d: %v", n, p)
		}
	}()
	x, virtual, ok := convert(reflect.ValueOf(r.objects.Index(slot)).FieldByName("data"), 0)
	if !ok {
		return nil, 0, fmt.Errorf("reading object %d: %w", n, errLayout)
	}
	if virtual > 0 {
		head, _, at, _ := r.text(slot)
		data = int(virtual&(1<<slotBits-1)) - len(head) + at
	}
	return x, data, nil
}

// convert reads the library's own tree: its accessors resolve references and
// so hide them. Nothing is written through reflection, and TestLayout fails
// when the library's types change. For a stream, x is its dictionary and data
// the offset of its bytes.
func convert(v reflect.Value, depth int) (x any, data int64, ok bool) {
	if depth > maxNesting {
		return nil, 0, false
	}
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return nil, 0, true
	case reflect.Bool:
		return v.Bool(), 0, true
	case reflect.Int64:
		return float64(v.Int()), 0, true
	case reflect.Float64:
		return v.Float(), 0, true
	case reflect.String:
		switch v.Type().Name() {
		case "string":
			return text(v.String()), 0, true
		case "name":
			return name(v.String()), 0, true
		}
	case reflect.Slice:
		a := make(array, v.Len())
		for i := range a {
			if a[i], data, ok = convert(v.Index(i), depth+1); !ok || data != 0 {
				return nil, 0, false
			}
		}
		return a, 0, true
	case reflect.Map:
		d := make(dict, v.Len())
		for i := v.MapRange(); i.Next(); {
			x, data, ok := convert(i.Value(), depth+1)
			if !ok || data != 0 {
				return nil, 0, false
			}
			d[i.Key().String()] = x
		}
		return d, 0, true
	case reflect.Struct:
		switch v.Type().Name() {
		case "objptr":
			return Ref{int(v.FieldByName("id").Uint()), int(v.FieldByName("gen").Uint())}, 0, true
		case "stream":
			x, _, ok := convert(v.FieldByName("hdr"), depth+1)
			return x, v.FieldByName("offset").Int(), ok
		}
	}
	return nil, 0, false
}
