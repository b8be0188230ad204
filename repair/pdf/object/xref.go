package object

import (
	"bytes"
	"slices"
)

const (
	maxSections   = 1 << 12 // cross-reference sections followed
	maxGap        = 64      // bytes of white space before and in "n g obj"
	startxrefPast = 2048    // bytes before the end searched for startxref
	freeEntries   = 1 << 16 // entries that any table may have
	entryBytes    = 2       // bytes of a file that each further entry needs: a table inflates from next to nothing
)

// entry tells where an object is. The offset of a free object is -1.
type entry struct {
	offset int // of the object in the file, or its index in the object stream
	in     int // object stream, 0 if none
}

// sections collects the cross-reference sections of a file.
type sections struct {
	file    *File
	data    []byte
	entries map[int]entry
}

// readXref follows the sections from the newest to the oldest. It is not sound
// when any of them cannot be read.
func readXref(f *File, b []byte) (entries map[int]entry, trailer dict, sound bool) {
	s := &sections{f, b, map[int]entry{}}
	tail := max(0, len(b)-startxrefPast)
	i := bytes.LastIndex(b[tail:], []byte("startxref"))
	if i < 0 {
		// Junk behind the end may be longer than what a reader looks through.
		if tail = 0; bytes.Contains(b, []byte("%%EOF")) {
			i = bytes.LastIndex(b, []byte("startxref"))
		}
	}
	if i < 0 {
		return s.entries, nil, false
	}
	l := &Lexer{b: b, p: tail + i + len("startxref"), left: 4}
	x, _ := l.object(0)
	start, ok := x.(float64)
	if !ok {
		return s.entries, nil, false
	}
	seen := map[int]bool{}
	queue := []int{int(max(-1, min(start, maxFile)))}
	for len(queue) > 0 && len(seen) < maxSections {
		off := queue[0]
		queue = queue[1:]
		if seen[off] {
			f.Warn("xref-loop", 0, "the cross-reference sections lead back to themselves")
			continue
		}
		seen[off] = true
		if off < 0 || off >= len(b) {
			return s.entries, trailer, false
		}
		d, ok := s.section(off)
		if !ok {
			return s.entries, trailer, false
		}
		if trailer == nil {
			trailer = d
		}
		for _, key := range []string{"XRefStm", "Prev"} { // the hybrid part comes before older sections
			if x, ok := d[key].(float64); ok {
				queue = append(queue, int(max(-1, min(x, maxFile))))
			}
		}
	}
	return s.entries, trailer, trailer != nil
}

// section reads a table, ISO 32000-1 §7.5.4, or hands over to streamSection.
func (s *sections) section(off int) (dict, bool) {
	l := &Lexer{b: s.data, p: off, left: maxElements, plain: true}
	l.space()
	if !bytes.HasPrefix(l.b[l.p:], []byte("xref")) {
		return s.streamSection(l.p)
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
		if !ok1 || !ok2 || first < 0 {
			return nil, false
		}
		for i := range int(max(0, min(count, maxObjects))) {
			l.left = maxElements
			a, _ := l.object(0)
			_, _ = l.object(0)
			kind, ok := l.object(0)
			at, is := a.(float64)
			if !ok || !is {
				return nil, false
			}
			n := int(min(first, maxObjects)) + i
			if kind == any(word("n")) && at > 0 {
				s.enter(n, entry{offset: int(min(at, maxFile))})
			} else if kind == any(word("f")) {
				s.enter(n, entry{offset: -1})
			}
		}
	}
}

// enter keeps the first entry of a number: sections come newest first.
func (s *sections) enter(n int, e entry) {
	if _, ok := s.entries[n]; !ok && n > 0 && n <= maxObjects && len(s.entries) < freeEntries+len(s.data)/entryBytes {
		s.entries[n] = e
	}
}

// streamSection reads a cross-reference stream, ISO 32000-1 §7.5.8.
func (s *sections) streamSection(off int) (dict, bool) {
	n, _, _, ok := header(s.data, off)
	if !ok {
		return nil, false
	}
	x, _ := s.file.lexed(n, off, true)
	st, ok := x.(*stream)
	if !ok {
		return nil, false
	}
	v := Value{data: st}
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
	for pair := range slices.Chunk(pairs, 2) {
		if len(pair) < 2 {
			break
		}
		for k := 0; k < pair[1] && len(data) >= row; k++ {
			kind, a, b := field(0, 1), field(1, 0), field(2, 0)
			n := min(max(pair[0], 0), maxObjects) + k
			switch kind {
			case 0:
				s.enter(n, entry{offset: -1})
			case 1:
				s.enter(n, entry{offset: a})
			case 2:
				s.enter(n, entry{offset: b, in: a})
			}
		}
	}
	return st.dict, true
}

// header reads "n g obj" at an offset, white space before it allowed; body is
// the offset after it.
func header(b []byte, off int) (n, g, body int, ok bool) {
	p := off
	if p < 0 || p >= len(b) {
		return 0, 0, 0, false
	}
	integer := func() int {
		for gap := p + maxGap; p < min(len(b), gap) && isSpace(b[p]); {
			p++
		}
		start, x := p, 0
		for p < len(b) && b[p] >= '0' && b[p] <= '9' && p-start < 10 {
			x = x*10 + int(b[p]-'0')
			p++
		}
		if p == start {
			return -1
		}
		return x
	}
	n = integer()
	g = integer()
	for gap := p + maxGap; p < min(len(b), gap) && isSpace(b[p]); {
		p++
	}
	if n < 0 || g < 0 || !bytes.HasPrefix(b[p:], []byte("obj")) {
		return 0, 0, 0, false
	}
	return n, g, p + len("obj"), true
}
