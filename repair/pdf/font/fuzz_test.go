package font

import (
	"bytes"
	"flag"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/paknevis/paknevis/fixtures/seed"
	"github.com/paknevis/paknevis/repair/pdf/object"
)

var seedDir = flag.String("seeds", "", "folder of further PDF files that seed the fuzz targets")

// streams are the decoded streams that the fonts of the seeds name by the keys.
func streams(most int, keys ...string) [][]byte {
	var out [][]byte
	for _, b := range seed.Files("../../../fixtures/pdf/*-lines.pdf", filepath.Join(*seedDir, "*.pdf")) {
		f, err := object.Open(bytes.NewReader(b), int64(len(b)), object.Options{})
		if err != nil {
			continue
		}
		for _, n := range f.Objects() {
			for _, key := range keys {
				if v := f.Get(n).Key(key); v.IsStream() {
					if data, err := v.Data(most + 1); err == nil && len(data) <= most {
						out = append(out, data)
					}
				}
			}
		}
	}
	return out
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte("begincodespacerange <00> <ff> endcodespacerange beginbfrange <00> <ff> [<0041>"), []byte("abc"))
	for _, b := range streams(1<<12, "ToUnicode", "Encoding") {
		f.Add(b, []byte("\x00\x03\x00\x04\x41"))
	}
	f.Fuzz(func(t *testing.T, src, s []byte) {
		defer seed.Watch()()
		m := parseCMap(src)
		for len(s) > 0 {
			code, k := m.next(s)
			if k < 1 || k > len(s) {
				t.Fatalf("took %d of %d bytes", k, len(s))
			}
			if text, _ := m.unicode(code, k); !utf8.ValidString(text) {
				t.Fatalf("text %+q", text)
			}
			m.cid(code, k)
			s = s[k:]
		}
	})
}

// FuzzProgram reads any bytes as the program of a font: TrueType, CFF and Type 1 are told apart by content.
func FuzzProgram(f *testing.F) {
	f.Add([]byte("%!PS\n/Encoding 256 array dup 65 /A put readonly def currentfile eexec 0000000000"), false)
	f.Add([]byte("\x01\x00\x04\x01\x00\x01\x01\x01\x02A\x00\x00"), true)
	for _, b := range streams(1<<15, "FontFile", "FontFile2", "FontFile3") {
		f.Add(b, true)
	}
	f.Fuzz(func(t *testing.T, b []byte, composite bool) {
		defer seed.Watch()()
		desc := d(dict{"FontFile2": strm(string(b))})
		v := d(dict{"Subtype": n("TrueType"), "FontDescriptor": desc})
		if composite {
			v = d(dict{"Subtype": n("Type0"), "Encoding": n("Identity-H"), "DescendantFonts": a(d(dict{"FontDescriptor": desc}))})
		}
		font := load(v, Options{})
		for _, c := range font.Decode([]byte("A\x00\xff\x00\x01\x00\x02")) {
			if !utf8.ValidString(c.Text) {
				t.Fatalf("text %+q", c.Text)
			}
			font.GlyphBox(c.GID)
			font.Outline(c.GID)
		}
		font.Info()
	})
}

// FuzzReadName: a name says valid text or nothing.
func FuzzReadName(f *testing.F) {
	for _, s := range []string{"uni0628.init", "uni0644.init_uni0627.fina", "behinitialarabic", "afii57416", "g123", "u10FFFF", "f_f_i.alt", ".notdef"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		defer seed.Watch()()
		if got := ReadName(s); !utf8.ValidString(got.Text) || ReadName(s) != got {
			t.Fatalf("%+q: %+v", s, got)
		}
	})
}
