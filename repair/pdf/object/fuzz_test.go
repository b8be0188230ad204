package object

import (
	"bytes"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/fixtures/seed"
)

var seedDir = flag.String("seeds", "", "folder of further PDF files that seed the fuzz targets")

// seedFiles are the odd files and those of -seeds.
func seedFiles() [][]byte {
	return seed.Files("../../../fixtures/odd/*.pdf", filepath.Join(*seedDir, "*.pdf"))
}

// streams gives the decoded streams of the seeds that match, each kind once a file.
func streams(kind string, most int) [][]byte {
	var out [][]byte
	for _, b := range seedFiles() {
		f, err := open(b, "")
		if err != nil {
			continue
		}
		for _, n := range f.Objects() {
			v := f.Get(n)
			if !v.IsStream() || kind != "" && v.Key("Type").Name() != kind {
				continue
			}
			if data, err := v.Data(most + 1); err == nil && len(data) <= most && len(data) > 0 {
				out = append(out, data)
				break
			}
		}
	}
	return out
}

// FuzzLexer reads any bytes as content: it ends, and accessors are total.
func FuzzLexer(f *testing.F) {
	for _, s := range []string{
		"q 1 0 0 -1 .5 --7 cm", "[(a\\)b\\101\\\n) <4 1> /N#20 [<</A 1 0 R>>]] TJ", "<</A<</B[", "(((", ">> ] } R 1 0 R", "%c\n/", "<", "\\",
	} {
		f.Add([]byte(s))
	}
	for _, b := range streams("", 1<<14) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		defer seed.Watch()()
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
	for _, b := range seedFiles() {
		f.Add(b)
	}
	f.Add(packedFile("<</V/two>>", "[1 2]"))
	f.Add(file(catalog, "<</Length 3 0 R>>\nstream\nabc\nendstream", "3"))
	f.Add(file(catalog, "<</Filter/LZWDecode/DecodeParms<</Predictor 15/Colors 3>>/Length 9>>\nstream\n"+string(packLZW([]byte("abc"), 1))+"\nendstream"))
	f.Fuzz(func(t *testing.T, b []byte) {
		defer seed.Watch()()
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

// FuzzFilter decodes any bytes by any one filter and predictor, within the limit.
func FuzzFilter(f *testing.F) {
	names := []string{"FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "Crypt"}
	plain := []byte(strings.Repeat("abcabd", 20))
	f.Add(deflated(plain), byte(0), byte(15), byte(3), byte(8), byte(4))
	f.Add(packLZW(plain, 1), byte(1), byte(2), byte(1), byte(4), byte(7))
	f.Add([]byte("6162 6>"), byte(2), byte(0), byte(0), byte(0), byte(0))
	f.Add([]byte("<~87cURD]~>"), byte(3), byte(0), byte(0), byte(0), byte(0))
	f.Add([]byte("\x02abc\xFEd\x80"), byte(4), byte(0), byte(0), byte(0), byte(0))
	for _, b := range streams("XRef", 1<<14) {
		f.Add(deflated(b), byte(0), byte(12), byte(1), byte(8), byte(5))
	}
	f.Fuzz(func(t *testing.T, b []byte, which, predictor, colors, bits, columns byte) {
		defer seed.Watch()()
		const most = 1 << 16
		parms := dict{"Predictor": float64(predictor), "Colors": float64(colors), "BitsPerComponent": float64(bits), "Columns": float64(columns), "EarlyChange": float64(which & 1)}
		v := Value{data: &stream{dict: dict{"Filter": name(names[int(which)%len(names)]), "DecodeParms": parms}, raw: b}}
		before := bytes.Clone(b)
		first, _ := v.Data(most)
		if len(first) > most {
			t.Fatalf("%d bytes, at most %d were asked for", len(first), most)
		}
		if !bytes.Equal(b, before) {
			t.Fatal("decoding changed the bytes of the file")
		}
		if again, _ := v.Data(most); !bytes.Equal(first, again) {
			t.Fatal("decoded twice, different")
		}
	})
}
