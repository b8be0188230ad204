package object

import (
	"bytes"
	"maps"
	"slices"
	"sort"
	"strconv"
)

// displaced reports an object that the table misses and that stands elsewhere.
// Entries that lead nowhere and have no object either are common and harmless;
// they are taken out.
func (f *File) displaced() bool {
	var lost []int
	for n, e := range f.entries {
		if e.in != 0 || e.offset <= 0 {
			continue
		}
		if num, _, _, ok := header(f.data, e.offset); !ok || num != n {
			lost = append(lost, n)
		}
	}
	if len(lost) == 0 {
		return false
	}
	for _, d := range definitions(f.data) {
		if slices.Contains(lost[:min(len(lost), 64)], d.number) {
			return true
		}
	}
	for _, n := range lost {
		delete(f.entries, n)
	}
	f.settle(f.entries, f.trailer)
	return false
}

// rebuild makes the table from the objects themselves. The last definition of
// a number in the file wins, as in an incremental update; a definition in an
// object stream stands where the stream stands.
func (f *File) rebuild(why string) {
	f.Warn("xref-rebuilt", 0, why)
	all := definitions(f.data)
	s := f.standing(all)
	entries := map[int]entry{}
	for _, d := range s.defs {
		entries[d.number] = entry{offset: d.at}
	}
	old := f.trailer
	f.settle(entries, nil)
	trailer := s.trailer(f.data)
	catalog := 0
	merged := maps.Clone(entries)
	for _, d := range s.defs {
		if d.kind == "XRef" && s.last < d.at {
			if x, _ := f.lexed(d.number, d.at, false); x != nil {
				if t, ok := x.(dict); ok && t["Root"] != nil {
					trailer, s.last = t, d.at
				}
			}
		}
	}
	f.trailer = trailer
	f.unlock(f.password) // object streams are encrypted
	for _, d := range s.defs {
		if entries[d.number].offset != d.at {
			continue // redefined later
		}
		merged[d.number] = entry{offset: d.at}
		switch d.kind {
		case "Catalog":
			catalog = d.number
		case "ObjStm":
			for i, k := range f.packed(d.number).numbers {
				if k == d.number || k <= 0 {
					continue
				}
				merged[k] = entry{offset: i, in: d.number}
				if b, ok := f.member(k, d.number); ok && bytes.Contains(b, []byte("/Catalog")) {
					catalog = k
				}
			}
		}
	}
	if trailer == nil {
		trailer = old
	}
	trailer = maps.Clone(trailer)
	if trailer == nil {
		trailer = dict{}
	}
	f.settle(merged, trailer)
	f.unlock(f.password)
	if f.resolve(trailer["Root"]).Key("Pages").IsNull() && catalog != 0 {
		trailer["Root"] = Ref{Number: catalog}
	}
}

// definition is "n g obj" in the file.
type definition struct {
	number, at, body int
	kind             name // Type of its dictionary
}

// definitions finds everything that looks like one, in the order of the file.
func definitions(b []byte) []definition {
	var out []definition
	for p := 0; ; {
		i := bytes.Index(b[p:], []byte("obj"))
		if i < 0 {
			return out
		}
		i += p
		p = i + len("obj")
		if n, at, ok := before(b, i); ok && n > 0 && n <= maxObjects {
			out = append(out, definition{number: n, at: at, body: p})
		}
	}
}

// before reads "n g " backwards from the keyword obj at i.
func before(b []byte, i int) (n, at int, ok bool) {
	back := func(p int) (int, int) {
		q := p
		for q > 0 && isSpace(b[q-1]) {
			q--
		}
		e := q
		for q > 0 && e-q < 10 && b[q-1] >= '0' && b[q-1] <= '9' {
			q--
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

// survey is what stands in a file outside of the data of its streams.
type survey struct {
	defs  []definition
	skips [][2]int // stream data, ascending
	last  int      // offset of the trailer that holds
}

// standing leaves out what only looks like a definition because it lies in the
// data of a stream, as far as the stream's length is right.
func (f *File) standing(all []definition) *survey {
	f.settle(map[int]entry{}, nil)
	for _, d := range all { // for lengths that are references
		f.entries[d.number] = entry{offset: d.at}
		f.starts = append(f.starts, d.at)
	}
	s := &survey{}
	past := 0
	for i, d := range all {
		if d.at < past {
			continue
		}
		end := len(f.data)
		if i+1 < len(all) {
			end = all[i+1].at
		}
		l := &Lexer{b: f.data[:max(end, d.body)], p: d.body, left: maxElements, plain: true}
		x, _ := l.object(0)
		if dic, ok := x.(dict); ok {
			d.kind, _ = dic["Type"].(name)
			if p, ok := streamStart(f.data, l.p); ok {
				length := dic["Length"]
				if r, ok := length.(Ref); ok {
					length = f.length(r.Number, false)
				}
				if n, ok := length.(float64); ok && n >= 0 && n <= float64(len(f.data)-p) && endsStream(f.data, p+int(n)) {
					past = p + int(n)
					s.skips = append(s.skips, [2]int{p, past})
				}
			}
		}
		s.defs = append(s.defs, d)
	}
	return s
}

// trailer is the last trailer dictionary that has a Root.
func (s *survey) trailer(b []byte) (t dict) {
	for p := 0; ; {
		i := bytes.Index(b[p:], []byte("trailer"))
		if i < 0 {
			return t
		}
		at := p + i
		p = at + len("trailer")
		k := sort.Search(len(s.skips), func(k int) bool { return s.skips[k][1] > at })
		if k < len(s.skips) && s.skips[k][0] <= at {
			continue
		}
		end := len(b)
		if j := bytes.Index(b[p:], []byte("trailer")); j >= 0 { // so that all trailers together cost one reading
			end = p + j
		}
		l := &Lexer{b: b[:end], p: p, left: maxElements, plain: true}
		x, _ := l.object(0)
		if d, ok := x.(dict); ok && d["Root"] != nil {
			t, s.last = d, at
		}
	}
}
