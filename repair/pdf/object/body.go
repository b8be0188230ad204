package object

import (
	"bytes"
	"maps"
	"slices"
	"sort"
)

const (
	maxObjStm   = 64 << 20  // decoded bytes of one object stream or cross-reference stream
	maxUnpacked = 256 << 20 // decoded bytes of all object streams of a file
)

// packed is an inflated object stream, ISO 32000-1 §7.5.7.
type packed struct {
	data    []byte
	numbers []int       // of its objects
	offsets map[int]int // where an object begins in data
	starts  []int       // offsets, ascending
}

// read reads an object by the library, and by the tolerant lexer where the
// library refuses.
func (f *File) read(n int, e entry) (any, bool) {
	x, ok := f.encoded(n, e)
	if ok && f.crypt != nil && e.in == 0 {
		_, g, _, _ := header(f.data, e.offset)
		x = f.crypt.open(n, g, x)
	}
	return x, ok
}

// encoded is an object as it stands in the file.
func (f *File) encoded(n int, e entry) (any, bool) {
	if f.reader == nil {
		return f.tolerant(n, e)
	}
	x, at, err := f.reader.object(n)
	if err != nil {
		x, ok := f.tolerant(n, e)
		if ok {
			f.Warn("object-syntax", n, "the object breaks the syntax of the format; it was read as far as it makes sense")
		}
		return x, ok
	}
	if d, is := x.(dict); is && at > 0 && e.in == 0 {
		raw, cut := f.body(n, at, d["Length"], true)
		return &stream{dict: d, raw: raw, cut: cut}, true
	}
	return x, true
}

func (f *File) tolerant(n int, e entry) (any, bool) {
	if e.in != 0 {
		b, ok := f.member(n, e.in)
		if !ok {
			return nil, false
		}
		l := &Lexer{b: b, left: maxElements, plain: true}
		x, ok := l.object(0)
		if _, is := x.(word); is {
			return nil, false
		}
		return x, ok
	}
	return f.lexed(n, e.offset, true)
}

// extent is the text of object n at an offset, after its header and up to the
// next object of the table. So the work of reading all objects is bounded by
// the length of the file, whatever they leave open.
func (f *File) extent(n, off int) (start, end int, ok bool) {
	num, _, start, ok := header(f.data, off)
	if !ok || num != n {
		return 0, 0, false
	}
	return start, f.next(start), true
}

// next is where the next object of the table begins, or the end of the file.
func (f *File) next(p int) int {
	if i := sort.SearchInts(f.starts, p); i < len(f.starts) {
		return min(len(f.data), f.starts[i]) // offsets are not checked yet while the table is settled
	}
	return len(f.data)
}

// lexed reads "n g obj ..." at an offset by the tolerant lexer.
func (f *File) lexed(n, off int, withStream bool) (any, bool) {
	start, end, ok := f.extent(n, off)
	if !ok {
		return nil, false
	}
	l := &Lexer{b: f.data[:end], p: start, left: maxElements, plain: true}
	x, ok := l.object(0)
	if w, is := x.(word); is || !ok {
		return nil, w == "endobj"
	}
	d, is := x.(dict)
	if !is || !withStream {
		return x, true
	}
	if p, ok := streamStart(l.b, l.p); ok {
		raw, cut := f.body(n, p, d["Length"], false)
		return &stream{dict: d, raw: raw, cut: cut}, true
	}
	return x, true
}

// streamStart finds the first byte of the data when the keyword stream follows.
func streamStart(b []byte, p int) (int, bool) {
	l := &Lexer{b: b, p: p}
	l.space()
	if !bytes.HasPrefix(b[l.p:], []byte("stream")) {
		return 0, false
	}
	p = l.p + len("stream")
	if p < len(b) && b[p] == '\r' {
		p++
	}
	if p < len(b) && b[p] == '\n' {
		p++
	}
	return p, true
}

// body cuts the bytes of a stream. A Length that does not lead to the keyword
// endstream is not believed. Only where deep is set may the Length lie in an
// object stream: the stream that is being read could be that one. The data are
// cut when the file ends, or another object begins, before they do.
func (f *File) body(n, p int, length any, deep bool) (data []byte, cut bool) {
	p = min(p, len(f.data)) // a file that ends in the keyword stream
	if r, ok := length.(Ref); ok {
		length = f.length(r.Number, deep)
	}
	if x, ok := length.(float64); ok && x >= 0 && x <= float64(len(f.data)-p) {
		if end := p + int(x); endsStream(f.data, end) {
			return f.data[p:end:end], false
		}
	}
	f.Warn("stream-length", n, "the length of a stream is wrong; it was cut at its end keyword")
	rest := f.data[p:f.next(p)]
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		end = bytes.Index(rest, []byte("endobj"))
	}
	if end < 0 {
		end, cut = len(rest), true
	}
	return rest[:end:end], cut
}

func (f *File) length(n int, deep bool) any {
	e, ok := f.entries[n]
	if !ok {
		return nil
	}
	if e.in == 0 { // read without streams, so that lengths cannot chase one another
		x, _ := f.lexed(n, e.offset, false)
		return x
	}
	if !deep {
		return nil
	}
	x, _ := f.tolerant(n, e)
	return x
}

// endsStream reports the keyword endstream, with the line end before it.
func endsStream(b []byte, p int) bool {
	q := p
	for q < len(b) && q < p+4 && isSpace(b[q]) {
		q++
	}
	return bytes.HasPrefix(b[q:], []byte("endstream"))
}

// member is the text of an object in an object stream.
func (f *File) member(n, in int) ([]byte, bool) {
	p := f.packed(in)
	start, ok := p.offsets[n]
	if !ok || start < 0 || start >= len(p.data) {
		return nil, false
	}
	end := len(p.data)
	if k := sort.SearchInts(p.starts, start+1); k < len(p.starts) {
		end = min(end, p.starts[k])
	}
	return p.data[start:end:end], true
}

// packed inflates an object stream once.
func (f *File) packed(in int) *packed {
	f.mu.RLock()
	p := f.streams[in]
	f.mu.RUnlock()
	if p != nil {
		return p
	}
	p = f.inflatePacked(in)
	f.mu.Lock()
	defer f.mu.Unlock()
	if q := f.streams[in]; q != nil {
		return q
	}
	f.streams[in] = p
	return p
}

func (f *File) inflatePacked(in int) *packed {
	p := &packed{offsets: map[int]int{}}
	e := f.entries[in]
	if e.in != 0 {
		return p
	}
	x, _ := f.lexed(in, e.offset, true)
	s, ok := x.(*stream)
	if !ok {
		return p
	}
	if f.crypt != nil {
		_, g, _, _ := header(f.data, e.offset)
		f.crypt.open(in, g, s)
	}
	v := Value{data: s} // without a file: its dictionary may not lead back into object streams
	var err error
	left := maxUnpacked - f.unpacked.Load()
	if left <= 0 {
		f.Warn("object-streams-too-long", in, "the object streams unfold to more than is read")
		return p
	}
	p.data, err = v.Data(int(min(left, maxObjStm)))
	f.unpacked.Add(int64(len(p.data)))
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
		if _, ok := p.offsets[int(num)]; !ok {
			p.numbers = append(p.numbers, int(num))
			p.offsets[int(num)] = first + int(off)
		}
	}
	p.starts = slices.Sorted(maps.Values(p.offsets))
	return p
}
