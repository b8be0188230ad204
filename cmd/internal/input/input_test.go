package input_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/cmd/internal/input"
)

func TestDetect(t *testing.T) {
	for head, want := range map[string]input.Kind{
		"%PDF-1.4\n":                                    input.PDF,
		"\xef\xbb\xbf%PDF-1.7\n":                        input.PDF,
		"junk\r\n%PDF-2.0\n":                            input.PDF,
		"\n1 0 obj\n<</Type/Catalog>>":                  input.PDF,
		"%PDF-\n%\xe2\xe3\xcf\xd3\n12 0 obj\n[1]":       input.PDF,
		"1 0 objections were raised <<":                 input.Text,
		"An object begins with\n1 0 obj\n<</Type":       input.Text,
		"cut off\x00\x01 endobj\nstartxref\n9\n%%EOF\n": input.PDF,
		"cut off" + strings.Repeat("\x00", 9999) + "startxref\r\n9\r\n%%EOF\x00\x00": input.PDF,
		"how a file ends:\nstartxref\n9\n%%EOF\n":                                    input.Text,
		"\x89PNG\r\n\x1a\n....":                                                      input.Image,
		"\xff\xd8\xff\xe0":                                                           input.Image,
		"II*\x00....":                                                                input.Image,
		"MM\x00*....":                                                                input.Image,
		"سلام دنیا":                                                                  input.Text,
		"A file starts with %PDF-1.4 if":                                             input.Text,
		"\x00\x01\x02":                                                               input.Text,
	} {
		if got, err := input.Detect(strings.NewReader(head), int64(len(head))); err != nil || got != want {
			t.Errorf("%+q: got %s, %v, want %s", head, got, err, want)
		}
	}
	if _, err := input.Detect(strings.NewReader(""), 0); !errors.Is(err, input.ErrEmpty) {
		t.Errorf("empty: %v", err)
	}
}

// tree makes files and returns their folder.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		p := filepath.Join(dir, n)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestExpand(t *testing.T) {
	dir := tree(t, "b.pdf", "a.PDF", "sub/c.tiff", "sub/readme.md", "نامه.txt", "odd")
	names := func(args ...string) []string {
		t.Helper()
		files, err := input.Expand(args)
		if err != nil {
			t.Fatal(err)
		}
		var ns []string
		for _, f := range files {
			ns = append(ns, f.Name)
		}
		return ns
	}
	if got, want := names(dir), []string{"a.PDF", "b.pdf", "sub/c.tiff", "نامه.txt"}; !slices.Equal(got, want) {
		t.Errorf("folder: got %q, want %q", got, want)
	}
	if got, want := names(filepath.Join(dir, "odd"), dir+"/*.pdf", dir+"/b.pdf"), []string{"odd", "b.pdf"}; !slices.Equal(got, want) {
		t.Errorf("file, glob, twice: got %q, want %q", got, want)
	}
	if err := os.Symlink(filepath.Join(dir, "b.pdf"), filepath.Join(dir, "link.pdf")); err != nil {
		t.Fatal(err)
	}
	if got := names(dir); slices.Contains(got, "link.pdf") {
		t.Errorf("a link inside a folder was followed: %q", got)
	}
	for _, bad := range []string{dir + "/none.pdf", dir + "/*.doc", "/dev/null", t.TempDir()} {
		if files, err := input.Expand([]string{bad, filepath.Join(dir, "b.pdf")}); err == nil || len(files) != 1 {
			t.Errorf("%s: got %d files and error %v, want the good one and an error", bad, len(files), err)
		}
	}
}

func TestOutputsAreDistinct(t *testing.T) {
	files := []input.File{{Name: "a.pdf"}, {Name: "a.png"}, {Name: "b.pdf"}, {Name: "sub/a.pdf"}, {Name: "b.pdf"}}
	got := input.Outputs(files, ".txt")
	want := []string{"a.pdf.txt", "a.png.txt", "b.pdf.txt", "sub/a.txt", "b.pdf.2.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseRanges(t *testing.T) {
	for s, want := range map[string][]int{
		"":       {1, 2, 3, 4, 5, 6, 7, 8, 9},
		"1-3,7":  {1, 2, 3, 7},
		" 2, 8-": {2, 8, 9},
		"99":     nil,
	} {
		rs, err := input.ParseRanges(s)
		if err != nil {
			t.Errorf("%q: %v", s, err)
		}
		var got []int
		for p := 1; p < 10; p++ {
			if rs.Has(p) {
				got = append(got, p)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
	for _, bad := range []string{"0", "a", "3-1", "-3", "1,,2", "1-b"} {
		if _, err := input.ParseRanges(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
