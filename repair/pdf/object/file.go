package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

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
	maxSections    = 1 << 12   // cross-reference sections followed
	maxObjects     = 8_388_607 // highest object number, ISO 32000-1 annex C
	maxObjStm      = 64 << 20  // decoded bytes of one object stream
	maxChain       = 32        // references that lead to references
	maxAllWarnings = 200
)

// Options steer Open. The zero value is good.
type Options struct {
	Password string // user or owner password
}

type entry struct {
	offset int // of the object, or index in its object stream
	in     int // object stream, 0 if none
}

type packed struct {
	data    []byte
	numbers []int
	offsets []int
}

// File is an open PDF file.
type File struct {
	data    []byte
	trailer dict

	mu       sync.RWMutex
	entries  map[int]entry
	cache    map[int]any
	streams  map[int]*packed
	warnings []page.Warning
	scanned  bool
}

// Open reads the structure of a file of the given size and repairs it where it must.
func Open(r io.ReaderAt, size int64, opts Options) (*File, error) {
	if size > maxFile {
		return nil, fmt.Errorf("opening a file of %d bytes: %w", size, ErrTooLarge)
	}
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	f, err := open(b)
	if err != nil || f.resolve(f.trailer["Encrypt"]).IsNull() {
		return f, err
	}
	plain, err := decrypt(f.data, opts.Password)
	if err != nil {
		return nil, err
	}
	return open(plain)
}

func open(b []byte) (*File, error) {
	f := &File{entries: map[int]entry{}, cache: map[int]any{}, streams: map[int]*packed{}}
	i := bytes.Index(b[:min(len(b), headerWindow)], []byte("%PDF-"))
	switch {
	case i > 0:
		f.Warn("leading-junk", 0, fmt.Sprintf("%d bytes before the header were skipped", i))
		b = b[i:]
	case i < 0 && !bytes.Contains(b, []byte(" obj")):
		return nil, ErrNotPDF
	case i < 0:
		f.Warn("no-header", 0, "the header is missing")
	}
	f.data = b
	if !f.readXref() || f.Trailer().Key("Root").Key("Pages").IsNull() {
		f.scan("the cross-reference table is damaged; it was rebuilt from the objects")
	}
	if f.Trailer().Key("Root").IsNull() {
		return nil, fmt.Errorf("looking for the catalog: %w", ErrDamaged)
	}
	return f, nil
}

// decrypt gives the file without encryption.
func decrypt(b []byte, password string) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decrypting (%v): %w", r, ErrEncrypted)
		}
	}()
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.UserPW, conf.OwnerPW = password, password
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	var w bytes.Buffer
	if err := api.Decrypt(bytes.NewReader(b), &w, conf); err != nil {
		if bytes.Contains([]byte(err.Error()), []byte("password")) {
			return nil, fmt.Errorf("decrypting: %w", ErrPassword)
		}
		return nil, fmt.Errorf("decrypting (%v): %w", err, ErrEncrypted)
	}
	return w.Bytes(), nil
}

// Trailer is the trailer dictionary of the newest section.
func (f *File) Trailer() Value { return Value{f: f, data: f.trailer} }

// Pages of damaged files may hang in no tree: Objects are all object numbers, ascending.
func (f *File) Objects() []int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return slices.Sorted(maps.Keys(f.entries))
}

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

func (f *File) load(n int) any {
	f.mu.RLock()
	x, ok := f.cache[n]
	e, known := f.entries[n]
	f.mu.RUnlock()
	if ok || !known {
		return x
	}
	if e.in != 0 {
		x, ok = f.unpack(n, e.in)
	} else {
		x, ok = f.at(n, e.offset, true)
		if !ok && f.scan("objects do not stand where the cross-reference table says; it was rebuilt") {
			return f.load(n)
		}
	}
	if !ok {
		f.Warn("object-missing", n, "the object cannot be read")
	}
	f.mu.Lock()
	f.cache[n] = x
	f.mu.Unlock()
	return x
}

// at reads "n G obj ..." at an offset.
func (f *File) at(n, off int, withStream bool) (any, bool) {
	if off < 0 || off >= len(f.data) {
		return nil, false
	}
	l := &Lexer{b: f.data, p: off, left: maxElements, plain: true}
	num, _ := l.object(0)
	_, _ = l.object(0)
	kw, _ := l.object(0)
	if num != any(float64(n)) || kw != any(word("obj")) {
		return nil, false
	}
	x, ok := l.object(0)
	if w, is := x.(word); is || !ok {
		return nil, w == "endobj"
	}
	d, is := x.(dict)
	if !is || !withStream {
		return x, true
	}
	l.space()
	if !bytes.HasPrefix(l.b[l.p:], []byte("stream")) {
		return x, true
	}
	p := l.p + len("stream")
	if p < len(l.b) && l.b[p] == '\r' {
		p++
	}
	if p < len(l.b) && l.b[p] == '\n' {
		p++
	}
	return &stream{d, f.body(n, p, d["Length"])}, true
}

// body cuts the bytes of a stream. A Length that does not lead to the keyword
// endstream is not believed.
func (f *File) body(n, p int, length any) []byte {
	if r, ok := length.(Ref); ok {
		f.mu.RLock()
		e := f.entries[r.Number]
		f.mu.RUnlock()
		length = nil
		if e.in == 0 { // read without streams, so that lengths cannot chase one another
			length, _ = f.at(r.Number, e.offset, false)
		}
	}
	if x, ok := length.(float64); ok && x >= 0 && x <= float64(len(f.data)-p) {
		end := p + int(x)
		q := end
		for q < len(f.data) && q < end+4 && isSpace(f.data[q]) {
			q++
		}
		if bytes.HasPrefix(f.data[q:], []byte("endstream")) {
			return f.data[p:end]
		}
	}
	f.Warn("stream-length", n, "the length of a stream is wrong; it was cut at its end keyword")
	end := bytes.Index(f.data[p:], []byte("endstream"))
	if end < 0 {
		end = bytes.Index(f.data[p:], []byte("endobj"))
	}
	if end < 0 {
		return f.data[p:]
	}
	return f.data[p : p+end]
}

func (f *File) unpack(n, in int) (any, bool) {
	p := f.packed(in)
	i := slices.Index(p.numbers, n)
	if i < 0 || p.offsets[i] < 0 || p.offsets[i] >= len(p.data) {
		return nil, false
	}
	l := &Lexer{b: p.data, p: p.offsets[i], left: maxElements, plain: true}
	x, ok := l.object(0)
	if _, is := x.(word); is {
		return nil, false
	}
	return x, ok
}

// packed inflates an object stream once, ISO 32000-1 §7.5.7.
func (f *File) packed(in int) *packed {
	f.mu.RLock()
	p := f.streams[in]
	e := f.entries[in]
	f.mu.RUnlock()
	if p != nil {
		return p
	}
	p = &packed{}
	if e.in == 0 {
		x, _ := f.at(in, e.offset, true)
		if s, ok := x.(*stream); ok {
			// Its dictionary may not lead back into object streams.
			v := Value{data: s}
			var err error
			p.data, err = v.Data(maxObjStm)
			if err != nil {
				f.Warn("object-stream-damaged", in, "an object stream is damaged: "+err.Error())
			}
			first := v.Key("First").Int()
			l := &Lexer{b: p.data, left: maxElements}
			for range min(max(v.Key("N").Int(), 0), maxObjects) {
				a, ok1 := l.object(0)
				b, ok2 := l.object(0)
				num, is1 := a.(float64)
				off, is2 := b.(float64)
				if !ok1 || !ok2 || !is1 || !is2 || off > float64(len(p.data)) || num > maxObjects {
					break
				}
				p.numbers = append(p.numbers, int(num))
				p.offsets = append(p.offsets, first+int(off))
			}
		}
	}
	f.mu.Lock()
	f.streams[in] = p
	f.mu.Unlock()
	return p
}

// readXref follows the sections from the newest to the oldest.
func (f *File) readXref() bool {
	tail := max(0, len(f.data)-2048)
	i := bytes.LastIndex(f.data[tail:], []byte("startxref"))
	if i < 0 {
		return false
	}
	l := &Lexer{b: f.data, p: tail + i + len("startxref"), left: 4}
	x, _ := l.object(0)
	start, ok := x.(float64)
	if !ok {
		return false
	}
	seen := map[int]bool{}
	queue := []int{int(min(start, maxFile))}
	for len(queue) > 0 && len(seen) < maxSections {
		off := queue[0]
		queue = queue[1:]
		if seen[off] {
			continue
		}
		seen[off] = true
		if off < 0 || off >= len(f.data) {
			return false
		}
		d, ok := f.section(off)
		if !ok {
			return false
		}
		if f.trailer == nil {
			f.trailer = d
		}
		for _, key := range []string{"XRefStm", "Prev"} { // the hybrid part comes before older sections
			if x, ok := d[key].(float64); ok {
				queue = append(queue, int(max(-1, min(x, maxFile))))
			}
		}
	}
	return f.trailer != nil
}

func (f *File) section(off int) (dict, bool) {
	l := &Lexer{b: f.data, p: off, left: maxElements, plain: true}
	l.space()
	if !bytes.HasPrefix(l.b[l.p:], []byte("xref")) {
		return f.streamSection(l.p)
	}
	l.p += 4
	for {
		l.left = maxElements
		x, ok := l.object(0)
		if !ok {
			return nil, false
		}
		if x == any(word("trailer")) {
			d, _ := l.object(0)
			t, ok := d.(dict)
			return t, ok
		}
		first, ok1 := x.(float64)
		x, _ = l.object(0)
		count, ok2 := x.(float64)
		if !ok1 || !ok2 {
			return nil, false
		}
		for i := range int(min(count, maxObjects)) {
			l.left = maxElements
			a, _ := l.object(0)
			_, _ = l.object(0)
			kind, ok := l.object(0)
			at, is := a.(float64)
			if !ok || !is {
				return nil, false
			}
			if kind == any(word("n")) && at > 0 {
				f.enter(int(first)+i, entry{offset: int(min(at, maxFile))})
			} else if kind == any(word("f")) {
				f.enter(int(first)+i, entry{offset: -1})
			}
		}
	}
}

func (f *File) enter(n int, e entry) {
	if _, ok := f.entries[n]; !ok && n > 0 && n <= maxObjects {
		f.entries[n] = e
	}
}

func (f *File) streamSection(off int) (dict, bool) {
	l := &Lexer{b: f.data, p: off, left: 3}
	x, _ := l.object(0)
	n, ok := x.(float64)
	if !ok {
		return nil, false
	}
	o, _ := f.at(int(n), off, true)
	s, ok := o.(*stream)
	if !ok {
		return nil, false
	}
	v := Value{data: s}
	data, _ := v.Data(maxObjStm)
	w := [3]int{}
	for i := range w {
		w[i] = v.Key("W").Index(i).Int()
		if w[i] < 0 || w[i] > 8 {
			return nil, false
		}
	}
	row := w[0] + w[1] + w[2]
	if row == 0 || len(data) < row {
		return nil, false
	}
	field := func(i int, def int) int {
		if w[i] == 0 {
			return def
		}
		x := 0
		for _, c := range data[:w[i]] {
			x = x<<8 | int(c)
		}
		data = data[w[i]:]
		return x
	}
	index := v.Key("Index")
	pairs := []int{0, v.Key("Size").Int()}
	if index.Len() >= 2 {
		pairs = nil
		for i := range index.Len() {
			pairs = append(pairs, index.Index(i).Int())
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		for k := 0; k < pairs[i+1] && len(data) >= row; k++ {
			kind, a, b := field(0, 1), field(1, 0), field(2, 0)
			switch kind {
			case 0:
				f.enter(pairs[i]+k, entry{offset: -1})
			case 1:
				f.enter(pairs[i]+k, entry{offset: a})
			case 2:
				f.enter(pairs[i]+k, entry{offset: b, in: a})
			}
		}
	}
	return s.dict, true
}

// scan rebuilds the table from the objects themselves, once. The last object
// of a number wins, as in an incremental update.
func (f *File) scan(why string) bool {
	f.mu.Lock()
	if f.scanned {
		f.mu.Unlock()
		return false
	}
	f.scanned = true
	entries, order := map[int]entry{}, []int{}
	for p := 0; ; {
		i := bytes.Index(f.data[p:], []byte("obj"))
		if i < 0 {
			break
		}
		i += p
		p = i + 3
		if n, at, ok := definition(f.data, i); ok && n > 0 && n <= maxObjects {
			if _, seen := entries[n]; !seen {
				order = append(order, n)
			}
			entries[n] = entry{offset: at}
		}
	}
	f.entries, f.cache, f.streams = entries, map[int]any{}, map[int]*packed{}
	f.mu.Unlock()
	f.Warn("xref-rebuilt", 0, why)

	var trailer dict
	for p := 0; ; {
		i := bytes.Index(f.data[p:], []byte("trailer"))
		if i < 0 {
			break
		}
		p += i + len("trailer")
		l := &Lexer{b: f.data, p: p, left: maxElements, plain: true}
		if x, _ := l.object(0); x != nil {
			if d, ok := x.(dict); ok && d["Root"] != nil {
				trailer = d
			}
		}
	}
	catalog := 0
	for _, n := range order {
		x, _ := f.at(n, entries[n].offset, false)
		d, ok := x.(dict)
		if !ok {
			continue
		}
		switch d["Type"] {
		case any(name("XRef")):
			if d["Root"] != nil && trailer == nil {
				trailer = d
			}
		case any(name("Catalog")):
			catalog = n
		case any(name("ObjStm")):
			for _, k := range f.packed(n).numbers {
				f.mu.Lock()
				if _, ok := entries[k]; !ok {
					entries[k] = entry{in: n}
				}
				f.mu.Unlock()
				if x, ok := f.unpack(k, n); ok {
					if d, ok := x.(dict); ok && d["Type"] == any(name("Catalog")) {
						catalog = k
					}
				}
			}
		}
	}
	if trailer == nil && f.trailer != nil {
		trailer = f.trailer
	}
	if trailer == nil {
		trailer = dict{}
	}
	if f.resolve(trailer["Root"]).Key("Pages").IsNull() && catalog != 0 {
		trailer = maps.Clone(trailer)
		trailer["Root"] = Ref{Number: catalog}
	}
	f.trailer = trailer
	return true
}

// definition reads "N G " backwards from the keyword obj at i.
func definition(b []byte, i int) (n, at int, ok bool) {
	back := func(p int) (int, int) {
		q := p
		for q > 0 && isSpace(b[q-1]) {
			q--
		}
		e := q
		for q > 0 && e-q < 10 && b[q-1] >= '0' && b[q-1] <= '9' {
			q--
		}
		if q == e {
			return -1, p
		}
		x, err := strconv.Atoi(string(b[q:e]))
		if err != nil {
			return -1, p
		}
		return x, q
	}
	g, p := back(i)
	if g < 0 || p == 0 || !isSpace(b[p-1]) {
		return 0, 0, false
	}
	n, at = back(p)
	return n, at, n >= 0
}
