// Package object reads the objects of a PDF file, healthy or damaged. Open
// gives a File; File.Trailer is the way in; from there Key and Index walk.
//
// Every accessor of a Value is total: what is missing, of another kind or
// damaged is the null Value. References are resolved on the way, and every
// object is read once. A File is safe for concurrent use.
package object

import (
	"reflect"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Ref names an indirect object, ISO 32000-1 §7.3.10.
type Ref struct{ Number, Generation int }

type (
	text   string
	name   string
	array  []any
	dict   map[string]any
	word   string // an operator or another bare keyword
	stream struct {
		dict dict
		raw  []byte
		cut  bool                // the file ends before the data do
		open func([]byte) []byte // decrypts, nil for plain bytes
	}
)

// Value is an object of a file. The zero Value is null.
type Value struct {
	f    *File
	num  int // object number, 0 if the object is direct
	data any
}

// Object is the number of the indirect object, 0 for one that stands directly in another.
func (v Value) Object() int { return v.num }

// ID tells objects of one file apart: Values with the same ID are the same
// object. All null Values have the zero ID.
type ID struct {
	number int
	direct uintptr // the dictionary or array of a direct object, which the file keeps
}

// ID is the identity of an indirect object, or of a dictionary or array that
// stands directly in another; other direct objects have the zero ID.
func (v Value) ID() ID {
	if v.data == nil {
		return ID{}
	}
	if v.num != 0 {
		return ID{number: v.num}
	}
	switch v.data.(type) {
	case dict, array:
		return ID{direct: reflect.ValueOf(v.data).Pointer()}
	}
	return ID{}
}

// IsNull reports that there is no object.
func (v Value) IsNull() bool { return v.data == nil }

// IsNumber reports an integer or a real.
func (v Value) IsNumber() bool { _, ok := v.data.(float64); return ok }

// IsString reports a string.
func (v Value) IsString() bool { _, ok := v.data.(text); return ok }

// IsName reports a name.
func (v Value) IsName() bool { _, ok := v.data.(name); return ok }

// IsArray reports an array.
func (v Value) IsArray() bool { _, ok := v.data.(array); return ok }

// IsStream reports a stream.
func (v Value) IsStream() bool { _, ok := v.data.(*stream); return ok }

// IsDict reports a dictionary that is not that of a stream.
func (v Value) IsDict() bool { _, ok := v.data.(dict); return ok }

// IsBool reports a boolean.
func (v Value) IsBool() bool { _, ok := v.data.(bool); return ok }

// Bool is the value of a boolean, otherwise false.
func (v Value) Bool() bool { b, _ := v.data.(bool); return b }

// Float is the value of a number, otherwise 0. It is always finite.
func (v Value) Float() float64 { x, _ := v.data.(float64); return x }

// Int is Float cut to an integer of at most 32 bits.
func (v Value) Int() int { return int(max(-1<<31, min(1<<31-1, v.Float()))) }

// Name is a name without its slash, otherwise empty.
func (v Value) Name() string { n, _ := v.data.(name); return string(n) }

// Bytes are those of a string, otherwise empty.
func (v Value) Bytes() []byte { s, _ := v.data.(text); return []byte(s) }

// Text is a text string in UTF-8, ISO 32000-1 §7.9.2.2.
func (v Value) Text() string { s, _ := v.data.(text); return textString(string(s)) }

func (v Value) entries() dict {
	switch d := v.data.(type) {
	case dict:
		return d
	case *stream:
		return d.dict
	}
	return nil
}

// Key is the entry of a dictionary or of a stream's dictionary.
func (v Value) Key(key string) Value { return v.f.resolve(v.entries()[key]) }

// Dangles reports an entry that refers to an object which is not in the file. A
// reference to one that was deleted is null by intent (ISO 32000-1 §7.3.10).
func (v Value) Dangles(key string) bool {
	r, ok := v.entries()[key].(Ref)
	if !ok || v.f == nil || !v.Key(key).IsNull() {
		return false
	}
	e, known := v.f.entries[r.Number]
	return !known || e.in != 0
}

// Keys are the keys of a dictionary in order.
func (v Value) Keys() []string {
	var keys []string
	for k := range v.entries() {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Len is the length of an array, otherwise 0.
func (v Value) Len() int { a, _ := v.data.(array); return len(a) }

// Index is the element i of an array.
func (v Value) Index(i int) Value {
	a, _ := v.data.(array)
	if i < 0 || i >= len(a) {
		return Value{}
	}
	return v.f.resolve(a[i])
}

// textString decodes UTF-16 and UTF-8 by their byte order marks, and otherwise PDFDocEncoding.
func textString(s string) string {
	switch {
	case len(s) >= 2 && (s[:2] == "\xfe\xff" || s[:2] == "\xff\xfe"):
		hi := 0
		if s[0] == 0xff {
			hi = 1
		}
		u := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			u = append(u, uint16(s[i+hi])<<8|uint16(s[i+1-hi]))
		}
		return stripEscapes(string(utf16.Decode(u)))
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf" && utf8.ValidString(s[3:]):
		return stripEscapes(s[3:])
	}
	same := true
	for i := range len(s) {
		same = same && s[i] < 0x80 && (s[i] < 0x18 || s[i] >= 0x20)
	}
	if same {
		return s
	}
	out := make([]rune, 0, len(s))
	for i := range len(s) {
		out = append(out, pdfDocRune(s[i]))
	}
	return string(out)
}

// stripEscapes drops language tags between two ESC, ISO 32000-1 §7.9.2.2.
func stripEscapes(s string) string {
	out, in := make([]rune, 0, len(s)), false
	for _, r := range s {
		switch {
		case r == 0x1b:
			in = !in
		case !in:
			out = append(out, r)
		}
	}
	return string(out)
}

// pdfDocLow and pdfDocHigh are the codes from 0x18 and from 0x80, ISO 32000-1 annex D.2.
var (
	pdfDocLow  = [8]rune{0x02d8, 0x02c7, 0x02c6, 0x02d9, 0x02dd, 0x02db, 0x02da, 0x02dc}
	pdfDocHigh = [33]rune{
		0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018,
		0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac,
	}
)

func pdfDocRune(b byte) rune {
	switch {
	case b >= 0x18 && b < 0x20:
		return pdfDocLow[b-0x18]
	case b >= 0x80 && b <= 0xa0:
		return pdfDocHigh[b-0x80]
	}
	return rune(b)
}

// pdfDocByte is the code of a character in PDFDocEncoding.
func pdfDocByte(r rune) (byte, bool) {
	if r < 0x100 && pdfDocRune(byte(r)) == r {
		return byte(r), true
	}
	for b := 0x18; b <= 0xa0; b++ {
		if pdfDocRune(byte(b)) == r {
			return byte(b), true
		}
	}
	return 0, false
}
