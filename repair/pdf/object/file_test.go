package object

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const catalog = "<</Type/Catalog/Pages 2 0 R>>"

func codes(f *File) string {
	var s []string
	for _, w := range f.Warnings() {
		s = append(s, w.Code)
	}
	return strings.Join(s, " ")
}

// packedFile keeps objects 2 and on in an object stream and has a
// cross-reference stream; filter is applied to both.
func packedFile(objects ...string) []byte {
	var text, heads string
	for i, o := range objects {
		heads += fmt.Sprintf("%d %d ", i+2, len(text))
		text += o + "\n"
	}
	members := deflated([]byte(heads + text))
	b := []byte("%PDF-1.5\n")
	at := []int{len(b)}
	b = fmt.Appendf(b, "1 0 obj\n%s\nendobj\n", catalog)
	stm := len(objects) + 2
	at = append(at, len(b))
	b = fmt.Appendf(b, "%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", stm, len(objects), len(heads), len(members), members)
	x := len(b)
	row := func(kind, a, c int) []byte {
		return append(binary.BigEndian.AppendUint32([]byte{byte(kind)}, uint32(a)), byte(c))
	}
	table := row(0, 0, 255)
	table = append(table, row(1, at[0], 0)...)
	for i := range objects {
		table = append(table, row(2, stm, i)...)
	}
	table = append(table, row(1, at[1], 0)...)
	table = append(table, row(1, x, 0)...)
	table = deflated(predict(table, 6, 1, func(int) int { return 2 }))
	return fmt.Appendf(b, "%d 0 obj\n<</Type/XRef/Size %d/Root 1 0 R/W[1 4 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		stm+1, stm+2, len(table), table, x)
}

func TestStructure(t *testing.T) {
	plain := file(catalog, "<</V/two>>", "<</Length 4 0 R>>\nstream\nabc\nendstream", "3")
	packed := packedFile("<</V/two>>", "[1 2]")
	x := bytes.LastIndex(plain, []byte("xref\n0"))
	update := func(old []byte, more string, n int, extra string) []byte {
		b := bytes.Clone(old)
		at := len(b)
		b = append(b, more...)
		return fmt.Appendf(b, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 9/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", n, at, extra, at+len(more))
	}
	prev := func(b []byte) string {
		i := bytes.LastIndex(b, []byte("startxref\n")) + len("startxref\n")
		return "/Prev " + string(b[i:i+bytes.IndexByte(b[i:], '\n')])
	}
	hybrid := func() []byte {
		// The table hides object 2, the stream of XRefStm has it.
		stm := deflated([]byte("2 0 <</V/two>>"))
		b := fmt.Appendf([]byte("%PDF-1.5\n"), "1 0 obj\n%s\nendobj\n", catalog)
		at := len(b)
		b = fmt.Appendf(b, "5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(stm), stm)
		xs := len(b)
		b = fmt.Appendf(b, "6 0 obj\n<</Type/XRef/Size 7/W[1 1 1]/Index[2 1]/Length 3>>\nstream\n\x02\x05\x00\nendstream\nendobj\n")
		tab := len(b)
		return fmt.Appendf(b, "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n5 1\n%010d 00000 n \ntrailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n", at, xs, tab)
	}
	for name, c := range map[string]struct {
		b        []byte
		want     string // V of object 2
		warnings string
	}{
		"table":                  {plain, "two", ""},
		"stream":                 {packed, "two", ""},
		"hybrid":                 {hybrid(), "two", ""},
		"update":                 {update(plain, "2 0 obj\n<</V/new>>\nendobj\n", 2, prev(plain)), "new", ""},
		"table over stream":      {update(packed, "2 0 obj\n<</V/new>>\nendobj\n", 2, prev(packed)), "new", ""},
		"generation":             {bytes.Replace(plain, []byte("2 0 obj"), []byte("2 7 obj"), 1), "two", ""},
		"no table":               {plain[:x], "two", "xref-rebuilt"},
		"no table, updated":      {append(bytes.Clone(plain[:x]), "2 0 obj\n<</V/new>>\nendobj\n"...), "new", "xref-rebuilt"},
		"streams, no table":      {bytes.Replace(packed, []byte("startxref"), []byte("startxxxx"), 1), "two", "xref-rebuilt"},
		"stream then object":     {append(bytes.Replace(packed, []byte("startxref"), []byte("startxxxx"), 1), "2 0 obj\n<</V/new>>\nendobj\n"...), "new", "xref-rebuilt"},
		"object then stream":     {bytes.Replace(bytes.Replace(packed, []byte("startxref"), []byte("startxxxx"), 1), []byte("%PDF-1.5\n"), []byte("%PDF-1.5\n2 0 obj\n<</V/old>>\nendobj\n"), 1), "two", "xref-rebuilt"},
		"one entry off":          {bytes.Replace(plain, fmt.Appendf(nil, "%010d", bytes.Index(plain, []byte("2 0 obj"))), []byte("0000000003"), 1), "two", "xref-rebuilt"},
		"first is one":           {bytes.Replace(plain, []byte("xref\n0 5"), []byte("xref\n1 5"), 1), "two", "xref-rebuilt"},
		"definition in a stream": {append(file(catalog, "<</V/two>>", "<</Length 30>>\nstream\n2 0 obj\n<</V/false>>\nendobj   \nendstream")[:0:0], bytes.Replace(file(catalog, "<</V/two>>", "<</Length 30>>\nstream\n2 0 obj\n<</V/false>>\nendobj   \nendstream"), []byte("startxref"), []byte("startxxxx"), 1)...), "two", "xref-rebuilt"},
		"the same, far length":   {bytes.Replace(file(catalog, "<</V/two>>", "<</Length 4 0 R>>\nstream\n2 0 obj\n<</V/false>>\nendobj   \nendstream", "30"), []byte("startxref"), []byte("startxxxx"), 1), "two", "xref-rebuilt"},
		"no header":              {plain[bytes.Index(plain, []byte("1 0 obj")):], "two", "no-header xref-rebuilt"},
		"stream over table":      {streamOver(plain), "new", ""},
		"empty slot":             {bytes.Replace(plain, []byte("xref\n0 5\n0000000000 65535 f \n"), []byte("xref\n9 1\n0000000017 00000 n \n0 5\n0000000000 65535 f \n"), 1), "two", ""},
		"loop of Prev":           {bytes.Replace(plain, []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R/Prev %d", x), 1), "two", "xref-loop"},
	} {
		t.Run(name, func(t *testing.T) {
			f := opened(t, c.b)
			if got := f.Get(2).Key("V").Name(); got != c.want || codes(f) != c.warnings {
				t.Errorf("got %q with %q, want %q with %q", got, codes(f), c.want, c.warnings)
			}
			if !f.Get(77).IsNull() {
				t.Error("object 77 exists")
			}
		})
	}
}

func TestLength(t *testing.T) {
	for name, c := range map[string]struct {
		b        []byte
		warnings string
	}{
		"direct":        {file(catalog, "<<>>", "<</Length 3>>\nstream\nabc\nendstream"), ""},
		"reference":     {file(catalog, "<<>>", "<</Length 4 0 R>>\nstream\nabc\nendstream", "3"), ""},
		"short":         {file(catalog, "<<>>", "<</Length 1>>\nstream\nabc\nendstream"), "stream-length"},
		"long":          {file(catalog, "<<>>", "<</Length 99999>>\nstream\nabc\nendstream"), "stream-length"},
		"negative":      {file(catalog, "<<>>", "<</Length -3>>\nstream\nabc\nendstream"), "stream-length"},
		"missing":       {file(catalog, "<<>>", "<<>>\nstream\nabc\nendstream"), "stream-length"},
		"the stream":    {file(catalog, "<<>>", "<</Length 3 0 R>>\nstream\nabc\nendstream"), "stream-length"},
		"no endstream":  {file(catalog, "<<>>", "<</Length 9>>\nstream\nabc\n"), "stream-length"},
		"carriage feed": {file(catalog, "<<>>", "<</Length 3>>\nstream\r\nabc\r\nendstream"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := opened(t, c.b)
			got, err := f.Get(3).Data(100)
			if err != nil || strings.TrimSpace(string(got)) != "abc" || codes(f) != c.warnings {
				t.Errorf("%q %v with %q", got, err, codes(f))
			}
		})
	}
}

// A length in an object stream, and an object stream whose length is in itself.
func TestPackedLength(t *testing.T) {
	b := packedFile("<<>>", "3")
	i := bytes.Index(b, []byte("1 0 obj"))
	more := "9 0 obj\n<</Length 3 0 R>>\nstream\nabc\nendstream\nendobj\n"
	b = append(bytes.Clone(b[:i]), append([]byte(more), b[i:]...)...)
	f := opened(t, b) // all offsets are wrong now
	if got, err := f.Get(9).Data(100); string(got) != "abc" || err != nil || codes(f) != "xref-rebuilt" {
		t.Errorf("%q %v with %q", got, err, codes(f))
	}
	f = opened(t, bytes.Replace(packedFile("<<>>", "3"), []byte("/First 9/Filter/FlateDecode/Length "), []byte("/First 9/Filter/FlateDecode/Length 3 0 R %"), 1))
	if f.Get(3).Int() != 3 {
		t.Errorf("object stream with its own length: %q", codes(f))
	}
}

func TestEncryption(t *testing.T) {
	root := "../../../fixtures/odd/"
	read := func(path, password string) (*File, error) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return Open(bytes.NewReader(b), int64(len(b)), Options{password})
	}
	content := func(f *File) string {
		b, _ := f.Trailer().Key("Root").Key("Pages").Key("Kids").Index(0).Key("Contents").Data(1 << 10)
		return string(b)
	}
	want := content(opened(t, must(os.ReadFile(root+"plain.pdf"))))
	if !strings.Contains(want, "Tj") {
		t.Fatalf("plain content %q", want)
	}
	for _, kind := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256"} {
		for _, c := range []struct {
			suffix, password string
			err              error
		}{{"", "user", nil}, {"", "owner", nil}, {"", "", ErrPassword}, {"", "wrong", ErrPassword}, {"-open", "", nil}, {"-open", "owner", nil}} {
			if kind == "aes-128" && c.suffix != "" {
				continue // not among the fixtures
			}
			f, err := read(root+"encrypted-"+kind+c.suffix+".pdf", c.password)
			if !errors.Is(err, c.err) {
				t.Errorf("%s%s %q: %v", kind, c.suffix, c.password, err)
			} else if err == nil && content(f) != want {
				t.Errorf("%s%s %q: content %q", kind, c.suffix, c.password, content(f))
			}
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// An encrypted file without its table is rebuilt first and decrypted then.
func TestEncryptedDamaged(t *testing.T) {
	files, _ := filepath.Glob("../../../fixtures/odd/encrypted-*-open.pdf")
	if len(files) == 0 {
		t.Fatal("no fixtures")
	}
	for _, path := range files {
		b := must(os.ReadFile(path))
		b = bytes.Replace(b, []byte("startxref\n"), []byte("startxref\n1"), 1)
		b = bytes.Replace(b, []byte("1 0 obj"), []byte(" \n1 0 obj"), 1)
		f, err := Open(bytes.NewReader(b), int64(len(b)), Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		data, err := f.Trailer().Key("Root").Key("Pages").Key("Kids").Index(0).Key("Contents").Data(1 << 10)
		if err != nil || !bytes.Contains(data, []byte("Tj")) || !strings.Contains(codes(f), "xref-rebuilt") {
			t.Errorf("%s: %q %v with %q", path, data, err, codes(f))
		}
	}
}

// The key is looked for while the table may still be wrong.
func TestFarOffset(t *testing.T) {
	b := file("<</Type/Catalog/Pages 2 0 R>>", "<<>>", "<</Filter/Standard/V 9>>")
	b = bytes.Replace(b, []byte("/Root"), []byte("/Encrypt 3 0 R/Root"), 1)
	b = bytes.Replace(b, []byte("xref\n0 4\n"), []byte("xref\n9 1\n0004000000 00000 n \n0 4\n"), 1)
	if _, err := Open(bytes.NewReader(b), int64(len(b)), Options{}); !errors.Is(err, ErrEncrypted) {
		t.Error(err)
	}
}

// qpdf is the referee for its own rewriting of a page.
func TestQPDF(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	in := "../../../fixtures/pdf/libreoffice-prose.pdf"
	const persian, accents = "\u0631\u0645\u0632\u200c\u0647\u0627", "\u00e9t\u00e9\u2014\u20ac" // letters with a ZWNJ; letters, a dash and a sign of PDFDocEncoding
	text := func(f *File) string {
		b, err := f.Trailer().Key("Root").Key("Pages").Key("Kids").Index(0).Key("Contents").Data(1 << 24)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := text(opened(t, must(os.ReadFile(in))))
	weak := "--allow-weak-crypto"
	for _, args := range [][]string{
		{"--object-streams=generate"}, {"--object-streams=disable"}, {"--linearize"},
		{"--encrypt", "", "o", "256", "--"}, {"--encrypt", "", "o", "128", "--use-aes=y", "--", "--object-streams=generate"},
		{"--encrypt", "", "o", "256", "--cleartext-metadata", "--"},
		{weak, "--encrypt", "", "o", "256", "--force-R5", "--"}, {weak, "--encrypt", "u", "o", "256", "--force-R5", "--"},
		{weak, "--encrypt", "", "o", "128", "--cleartext-metadata", "--force-V4", "--"}, {weak, "--encrypt", "", "o", "128", "--force-V4", "--", "--object-streams=generate"},
		{weak, "--encrypt", "", "o", "128", "--use-aes=n", "--", "--object-streams=generate"}, {weak, "--encrypt", "", "o", "40", "--"},
		{weak, "--encrypt", "", "u", "40", "--"}, {weak, "--encrypt", "", "u", "128", "--use-aes=n", "--"}, {"--encrypt", "", "u", "128", "--use-aes=y", "--"},
		{"--encrypt", persian, "o", "256", "--"}, {"--encrypt", "o", persian, "256", "--"}, {weak, "--encrypt", accents, "o", "128", "--use-aes=n", "--"},
		{"--encrypt", accents, "o", "128", "--use-aes=y", "--", "--object-streams=generate"}, {"--encrypt", strings.Repeat("long ", 25), "o", "256", "--"},
	} {
		password := ""
		if i := slices.Index(args, "--encrypt"); i >= 0 {
			password = args[i+1]
			if password == "o" { // the owner's is asked for
				password = args[i+2]
			}
		}
		out := filepath.Join(t.TempDir(), "out.pdf")
		if b, err := exec.Command(qpdf, append(append([]string{in}, args...), out)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", args, b)
		}
		b := must(os.ReadFile(out))
		f, err := Open(bytes.NewReader(b), int64(len(b)), Options{password})
		if err != nil {
			t.Errorf("%v: %v", args, err)
			continue
		}
		if got := text(f); strings.TrimSpace(got) != strings.TrimSpace(want) || codes(f) != "" {
			t.Errorf("%v: %d bytes with %q, want %d", args, len(got), codes(f), len(want))
		}
	}
}

// A stream may name its own crypt filter: here none but one is encrypted.
func TestCryptFilter(t *testing.T) {
	key := make([]byte, 16)
	c := &crypt{key: key, streams: identity, strings: identity, metadata: true, filters: map[string]method{"Own": rc4Method}}
	sealed := c.decrypt(rc4Method, 2, 0, []byte("plain")) // RC4 is its own inverse
	for name, x := range map[string]struct {
		dict dict
		raw  string
		all  method
	}{
		"own":           {dict{"Filter": name("Crypt"), "DecodeParms": dict{"Name": name("Own")}}, string(sealed), identity},
		"own, in array": {dict{"Filter": array{name("Crypt")}, "DecodeParms": array{dict{"Name": name("Own")}}}, string(sealed), identity},
		"default":       {dict{}, "plain", identity},
		"identity":      {dict{"Filter": name("Crypt"), "DecodeParms": dict{"Name": name("Identity")}}, "plain", rc4Method},
		"no name":       {dict{"Filter": name("Crypt")}, "plain", rc4Method},
		"not first":     {dict{"Filter": array{name("RL"), name("Crypt")}}, string(c.decrypt(rc4Method, 2, 0, []byte("\x04plain\x80"))), rc4Method},
	} {
		c.streams = x.all
		v := Value{data: c.open(2, 0, &stream{dict: x.dict, raw: []byte(x.raw)})}
		if got, err := v.Data(99); string(got) != "plain" || err != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestPasswords(t *testing.T) {
	for in, want := range map[string]string{
		"":              `[""]`,
		"abc":           `["abc"]`,
		"\u00e9":        `["\u00e9" "\xe9"]`,
		"\u2014":        `["\u2014" "\x84"]`,
		"\u0631\u200c":  `["\u0631\u200c" "\u0631"]`,  // REH, ZWNJ
		"\ufe91\u00a0":  `["\ufe91\u00a0" "\u0628 "]`, // a presentation form
		"a\u0085\u20ac": `["a\u0085\u20ac"]`,          // a control that PDFDocEncoding has not
	} {
		var got []string
		for _, p := range passwords(in) {
			got = append(got, string(p))
		}
		if s := fmt.Sprintf("%+q", got); s != want {
			t.Errorf("%+q: got %s, want %s", in, s, want)
		}
	}
}

// streamOver adds a cross-reference stream whose Prev is a table.
func streamOver(plain []byte) []byte {
	i := bytes.LastIndex(plain, []byte("startxref\n")) + len("startxref\n")
	prev := plain[i : i+bytes.IndexByte(plain[i:], '\n')]
	b := bytes.Clone(plain)
	at := len(b)
	b = append(b, "2 0 obj\n<</V/new>>\nendobj\n"...)
	x := len(b)
	row := []byte{1, byte(at >> 8), byte(at), 0}
	return fmt.Appendf(b, "9 0 obj\n<</Type/XRef/Size 10/Root 1 0 R/Prev %s/W[1 2 1]/Index[2 1]/Length 4>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", prev, row, x)
}

// Extends links object streams; the table finds their objects without it, and so does the repair.
func TestExtends(t *testing.T) {
	older, newer := "2 0 <</V/old>>", "3 0 <</V/two>>"
	b := file(catalog, "null", "null",
		fmt.Sprintf("<</Type/ObjStm/N 1/First 4/Length %d>>\nstream\n%s\nendstream", len(older), older),
		fmt.Sprintf("<</Type/ObjStm/N 1/First 4/Extends 4 0 R/Length %d>>\nstream\n%s\nendstream", len(newer), newer))
	b = bytes.Replace(bytes.Replace(b, []byte("2 0 obj\nnull\nendobj\n3 0 obj\nnull\nendobj\n"), nil, 1), []byte("startxref"), []byte("startxxxx"), 1)
	f := opened(t, b)
	if f.Get(2).Key("V").Name() != "old" || f.Get(3).Key("V").Name() != "two" {
		t.Errorf("%q %q with %q", f.Get(2).Key("V").Name(), f.Get(3).Key("V").Name(), codes(f))
	}
}

// A stream at which the file ends is read as far as it goes, and it is said.
func TestCut(t *testing.T) {
	whole := file(catalog, "<</Length 300>>\nstream\nabcdef\nendstream")
	b := whole[:bytes.Index(whole, []byte("def"))]
	if got, err := opened(t, b).Get(2).Data(99); string(got) != "abc" || !errors.Is(err, ErrCut) {
		t.Errorf("%q %v", got, err)
	}
	if got, err := opened(t, whole).Get(2).Data(99); strings.TrimSpace(string(got)) != "abcdef" || err != nil {
		t.Errorf("whole: %q %v", got, err)
	}
}

func TestDangles(t *testing.T) {
	b := file("<</Type/Catalog/Pages 2 0 R/Null null/Here 2 0 R/Nowhere 9 0 R/Deleted 3 0 R/Empty 4 0 R>>", "<<>>", "<<>>", "null")
	at := bytes.Index(b, []byte("3 0 obj"))
	b = bytes.Replace(b, fmt.Appendf(nil, "%010d 00000 n", at), []byte("0000000000 00001 f"), 1)
	root := opened(t, b).Trailer().Key("Root")
	for key, want := range map[string]bool{"Null": false, "Here": false, "Nowhere": true, "Deleted": false, "Absent": false, "Empty": false} {
		if root.Dangles(key) != want {
			t.Errorf("%s: %v", key, !want)
		}
	}
}
