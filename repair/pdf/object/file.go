package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/page"
)

// Errors that callers branch on.
var (
	ErrNotPDF    = errors.New("not a PDF file")
	ErrDamaged   = errors.New("damaged beyond repair")
	ErrEncrypted = errors.New("encrypted in an unknown way")
	ErrPassword  = errors.New("password needed")
	ErrTooLarge  = errors.New("file too large")
)

const (
	maxFile        = 1 << 30   // bytes of a file held in memory
	headerWindow   = 1 << 10   // bytes searched for the header, ISO 32000-1 annex H.3.4
	maxObjects     = 8_388_607 // highest object number, ISO 32000-1 annex C
	maxChain       = 32        // references that lead to references
	maxAllWarnings = 200
)

// Options steer Open. The zero value is good.
type Options struct {
	Password string // user or owner password
}

// File is an open PDF file.
type File struct {
	data     []byte
	trailer  dict
	entries  map[int]entry // does not change once the file is open
	starts   []int         // offsets of all objects, ascending
	reader   *reader       // nil while the table is being settled
	unpacked atomic.Int64  // decoded bytes of object streams so far
	password string
	crypt    *crypt // nil if the file is not encrypted
	locked   error  // why it cannot be decrypted

	mu       sync.RWMutex
	cache    map[int]any
	streams  map[int]*packed
	warnings []page.Warning
}

// Open reads the structure of a file of the given size in bytes and repairs it where it must.
func Open(r io.ReaderAt, size int64, opts Options) (*File, error) {
	if size > maxFile {
		return nil, fmt.Errorf("opening a file of %d bytes: %w", size, ErrTooLarge)
	}
	b := make([]byte, max(size, 0)) // at once: to grow is to hold it twice
	n, err := io.ReadFull(io.NewSectionReader(r, 0, size), b)
	b = b[:n]
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	return open(b, opts.Password)
}

func open(b []byte, password string) (*File, error) {
	f := &File{password: password}
	i := bytes.Index(b[:min(len(b), headerWindow)], []byte("%PDF-"))
	switch {
	case i > 0:
		f.Warn("leading-junk", 0, fmt.Sprintf("%d bytes before the header were skipped", i))
		b = b[i:]
	case i < 0 && !bytes.Contains(b, []byte(" obj")):
		return nil, ErrNotPDF
	case i < 0:
		f.Warn("no-header", 0, "the header is missing")
		b = append([]byte("\n"), b...) // offset 0 is that of no object
	}
	f.data = b
	entries, trailer, sound := readXref(f, b)
	f.settle(entries, trailer)
	f.unlock(password)
	switch {
	case !sound:
		f.rebuild("the cross-reference table is damaged; it was rebuilt from the objects")
	case f.displaced():
		f.rebuild("objects do not stand where the cross-reference table says; it was rebuilt")
	case f.locked == nil && f.Trailer().Key("Root").Key("Pages").IsNull():
		f.rebuild("the cross-reference table does not lead to the pages; it was rebuilt from the objects")
	}
	if f.locked != nil {
		return nil, f.locked
	}
	if f.Trailer().Key("Root").IsNull() {
		return nil, fmt.Errorf("looking for the catalog: %w", ErrDamaged)
	}
	f.settle(f.entries, f.trailer)
	f.reader = newReader(f)
	return f, nil
}

// settle takes a table and forgets what was read by another.
func (f *File) settle(entries map[int]entry, trailer dict) {
	f.entries, f.trailer = entries, trailer
	f.cache, f.streams = map[int]any{}, map[int]*packed{}
	f.unpacked.Store(0)
	f.starts = f.starts[:0]
	for _, e := range entries {
		if e.in == 0 && e.offset > 0 {
			f.starts = append(f.starts, e.offset)
		}
	}
	slices.Sort(f.starts)
}

// Trailer is the trailer dictionary of the newest section.
func (f *File) Trailer() Value { return Value{f: f, data: f.trailer} }

// Objects are all object numbers, ascending. Pages of damaged files may hang in no tree.
func (f *File) Objects() []int { return slices.Sorted(maps.Keys(f.entries)) }

// Get is the object of a number, null if there is none.
func (f *File) Get(n int) Value { return f.resolve(Ref{Number: n}) }

// Warn notes a fault that was survived.
func (f *File) Warn(code string, object int, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := page.Warning{Code: code, Object: object, Text: text}
	if len(f.warnings) < maxAllWarnings && !slices.Contains(f.warnings, w) {
		f.warnings = append(f.warnings, w)
	}
}

// Warnings are the faults survived so far.
func (f *File) Warnings() []page.Warning {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return slices.Clone(f.warnings)
}

func (f *File) resolve(x any) Value {
	num := 0
	for range maxChain {
		r, ok := x.(Ref)
		if !ok {
			return Value{f: f, num: num, data: x}
		}
		if f == nil {
			return Value{}
		}
		num = r.Number
		x = f.load(num)
	}
	return Value{}
}

// load reads an object once. Two goroutines may read the same object at the
// same time; the first result is everyone's.
func (f *File) load(n int) any {
	f.mu.RLock()
	x, ok := f.cache[n]
	f.mu.RUnlock()
	if ok {
		return x
	}
	e, known := f.entries[n]
	if !known || e.in == 0 && e.offset <= 0 {
		return nil
	}
	x, ok = f.read(n, e)
	if !ok {
		f.Warn("object-missing", n, "the object cannot be read")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if y, ok := f.cache[n]; ok {
		return y
	}
	f.cache[n] = x
	return x
}
