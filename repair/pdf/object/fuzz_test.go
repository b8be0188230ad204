package object

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzLexer reads any bytes as content: it ends, and accessors are total.
func FuzzLexer(f *testing.F) {
	for _, s := range []string{
		"q 1 0 0 -1 .5 --7 cm", "[(a\\)b\\101\\\n) <4 1> /N#20 [<</A 1 0 R>>]] TJ", "<</A<</B[", "(((", ">> ] } R 1 0 R", "%c\n/", "<", "\\",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l := NewLexer(nil, b)
		for n := 0; ; n++ {
			before := len(l.Rest())
			v, op, ok := l.Next()
			if !ok {
				break
			}
			if len(l.Rest()) >= before {
				t.Fatalf("nothing was read at %q", l.Rest())
			}
			visit(v, 0)
			if op != "" && !v.IsNull() {
				t.Fatalf("operator %q with a value", op)
			}
		}
	})
}

// visit calls every accessor.
func visit(v Value, depth int) {
	v.Bytes()
	v.Text()
	v.Name()
	v.Int()
	v.Float()
	v.Bool()
	v.ID()
	v.Filters()
	if depth > 3 {
		return
	}
	for i := range min(v.Len(), 16) {
		visit(v.Index(i), depth+1)
	}
	for i, k := range v.Keys() {
		if i > 16 {
			break
		}
		visit(v.Key(k), depth+1)
	}
}

// FuzzOpen walks all objects of any file.
func FuzzOpen(f *testing.F) {
	files, _ := filepath.Glob("../../../fixtures/odd/*.pdf")
	for _, path := range files {
		if b, err := os.ReadFile(path); err == nil {
			f.Add(b)
		}
	}
	f.Add(packedFile("<</V/two>>", "[1 2]"))
	f.Add(file(catalog, "<</Length 3 0 R>>\nstream\nabc\nendstream", "3"))
	f.Add(file(catalog, "<</Filter/LZWDecode/DecodeParms<</Predictor 15/Colors 3>>/Length 9>>\nstream\n"+string(packLZW([]byte("abc"), 1))+"\nendstream"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			return
		}
		left := 1 << 20
		for i, n := range file.Objects() {
			if i > 200 || left <= 0 {
				break
			}
			v := file.Get(n)
			visit(v, 0)
			data, err := v.Data(1 << 16)
			if len(data) > 1<<16 {
				t.Fatalf("object %d: %d bytes, %v", n, len(data), err)
			}
			left -= len(data)
		}
	})
}
