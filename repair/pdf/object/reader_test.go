package object

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestLayout fails when the library's own types change: convert reads them by name.
func TestLayout(t *testing.T) {
	f := opened(t, file("<</Type/Catalog/Pages 2 0 R>>",
		"<</Kids[]/A[true false null -7 2.5 (a\\051) <00ff> /N#20m 3 0 R [1 2]]/D<</K(v)>>>>",
		"<</Length 3/R 1 0 R>>\nstream\nabc\nendstream"))
	want := dict{
		"Kids": array{},
		"A":    array{true, false, nil, -7.0, 2.5, text("a)"), text("\x00\xff"), name("N m"), Ref{Number: 3}, array{1.0, 2.0}},
		"D":    dict{"K": text("v")},
	}
	x, at, err := f.reader.object(2)
	if err != nil || at != 0 || !reflect.DeepEqual(x, any(want)) {
		t.Errorf("got %#v %d %v\nwant %#v", x, at, err, want)
	}
	x, at, err = f.reader.object(3)
	if err != nil || !reflect.DeepEqual(x, any(dict{"Length": 3.0, "R": Ref{Number: 1}})) || !bytes.HasPrefix(f.data[at:], []byte("abc\n")) {
		t.Errorf("stream: %#v %d %v", x, at, err)
	}
	if w := f.Warnings(); len(w) > 0 {
		t.Errorf("warnings %v", w)
	}
}

// TestReaders compares the library with the tolerant lexer on every object of the fixtures.
func TestReaders(t *testing.T) {
	files, err := filepath.Glob("../../../fixtures/pdf/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	objects := 0
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := opened(t, b)
		for _, n := range f.Objects() {
			e := f.entries[n]
			if e.in == 0 && e.offset <= 0 {
				continue
			}
			objects++
			x, _, err := f.reader.object(n)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			y, _ := f.tolerant(n, e)
			if s, ok := y.(*stream); ok {
				y = s.dict
			}
			if !same(x, y) {
				t.Errorf("%s: object %d\nlibrary %#v\nlexer   %#v", path, n, x, y)
			}
		}
	}
	if objects < 1000 {
		t.Errorf("only %d objects compared", objects)
	}
}

// same compares trees; numbers may differ in the last bit.
func same(x, y any) bool {
	switch x := x.(type) {
	case float64:
		y, ok := y.(float64)
		return ok && math.Abs(x-y) <= 1e-9*math.Abs(x)
	case array:
		y, ok := y.(array)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !same(x[i], y[i]) {
				return false
			}
		}
		return true
	case dict:
		y, ok := y.(dict)
		if !ok || len(x) != len(y) {
			return false
		}
		for k := range x {
			if !same(x[k], y[k]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(x, y)
}

// TestSecondReader reads what the library refuses.
func TestSecondReader(t *testing.T) {
	for name, c := range map[string]struct{ in, key, want string }{
		"double sign":    {"<</A/x/B --7>>", "A", "x"},
		"unknown escape": {`<</A/x/B(\l)>>`, "A", "x"},
		"odd hex":        {"<</A/x/B<4>>>", "A", "x"},
		"bad name":       {"<</A/x#g/B 1>>", "A", "x#g"},
		"open array":     {"<</A/x/B[1 2>>", "A", "x"},
		"deep":           {"<</A/x/B" + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + ">>", "A", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			f := opened(t, file("<</Type/Catalog/Pages 2 0 R>>", c.in))
			if got := f.Get(2).Key(c.key).Name(); got != c.want {
				t.Errorf("got %q want %q", got, c.want)
			}
			if w := f.Warnings(); len(w) != 1 || w[0].Code != "object-syntax" || w[0].Object != 2 {
				t.Errorf("warnings %v", w)
			}
		})
	}
}

func benchmarkObjects(b *testing.B, read func(f *File, n int)) {
	data, err := os.ReadFile("../../../fixtures/pdf/libreoffice-prose.pdf")
	if err != nil {
		b.Fatal(err)
	}
	f, err := open(data, "")
	if err != nil {
		b.Fatal(err)
	}
	numbers := f.Objects()
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range numbers {
			read(f, n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(numbers)), "ns/object")
}

func BenchmarkLibrary(b *testing.B) {
	benchmarkObjects(b, func(f *File, n int) { f.read(n, f.entries[n]) })
}

func BenchmarkLexer(b *testing.B) {
	benchmarkObjects(b, func(f *File, n int) { f.tolerant(n, f.entries[n]) })
}
