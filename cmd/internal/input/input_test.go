package input_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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

// names are those of a selection, with what is wrong with them.
func names(s input.Selection, args, listed []string) (out []string) {
	for _, f := range s.Expand(args, listed) {
		if f.Failure != nil {
			f.Name += " " + f.Failure.Code
		}
		out = append(out, f.Name)
	}
	return out
}

func globs(t *testing.T, patterns ...string) (gs input.Globs) {
	t.Helper()
	for _, p := range patterns {
		if err := gs.Set(p); err != nil {
			t.Fatal(err)
		}
	}
	return gs
}

func TestExpand(t *testing.T) {
	dir := tree(t, "b.pdf", "a.PDF", "sub/c.tiff", "sub/deep/d.pdf", "sub/readme.md", "نامه.txt", "odd", "\xff\xfe.txt",
		".paknevis/x.txt", ".paknevis-tmp-1/y.txt", "out/z.txt")
	for old, link := range map[string]string{"b.pdf": "link.pdf", ".": "loop", "none": "dangling.pdf"} {
		if err := os.Symlink(old, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.pdf"), 0o666); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	t.Chdir(dir)
	for _, c := range []struct {
		what         string
		s            input.Selection
		args, listed []string
		want         []string
	}{
		{"folder", input.Selection{Output: "out"}, []string{dir}, nil, []string{"a.PDF", "b.pdf", "sub/c.tiff", "sub/deep/d.pdf", "نامه.txt", "\xff\xfe.txt"}},
		{"this folder", input.Selection{Output: "out"}, []string{"."}, nil, []string{"a.PDF", "b.pdf", "sub/c.tiff", "sub/deep/d.pdf", "نامه.txt", "\xff\xfe.txt"}},
		{"outputs among inputs", input.Selection{Output: ".", Made: func(p string) bool { return p == "out/z.txt" }}, []string{"out", "sub"}, nil, []string{"out no-documents", "c.tiff", "deep/d.pdf"}},
		{"file, glob, twice", input.Selection{}, []string{"odd", dir + "/*.pdf", dir + "/b.pdf"}, nil,
			[]string{"odd", "b.pdf", "dangling.pdf not-regular", "link.pdf not-regular", "pipe.pdf not-regular"}},
		{"named, and no files", input.Selection{}, []string{"none.pdf", "*.doc", "/dev/null", "link.pdf", "loop", "pipe.pdf", "s", "sub"}, nil,
			[]string{"none.pdf missing", "*.doc missing", "null not-regular", "link.pdf not-regular", "loop not-regular", "pipe.pdf not-regular", "s not-regular", "c.tiff", "deep/d.pdf"}},
		{"include", input.Selection{Include: globs(t, "*.md", "sub/*.tiff")}, []string{dir}, nil, []string{"sub/c.tiff", "sub/readme.md"}},
		{"exclude", input.Selection{Exclude: globs(t, "deep", "*.txt")}, []string{dir}, nil, []string{"a.PDF", "b.pdf", "sub/c.tiff"}},
		{"a list", input.Selection{}, nil, []string{"sub/deep/d.pdf", "./b.pdf", "../../x.pdf", "*.pdf", dir + "/odd", "sub"},
			[]string{"sub/deep/d.pdf", "b.pdf", "x.pdf missing", "*.pdf missing", dir[1:] + "/odd", "sub/c.tiff"}},
	} {
		if got := names(c.s, c.args, c.listed); !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.what, got, c.want)
		}
	}
}

// TestNothingLeavesTheOutputFolder: whatever a list of paths says.
func TestNothingLeavesTheOutputFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"../a", "/none/../../x", "/etc/passwd", "a/../../b", ".", "./../x/../y", "\xff/../\xfe"} {
		for _, f := range new(input.Selection).Expand(nil, []string{path}) {
			if !filepath.IsLocal(f.Name) {
				t.Errorf("%q goes to %q", path, f.Name)
			}
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct{ pattern, yes, no string }{
		{"*.pdf", "a.pdf x/y/b.pdf .pdf", "a.pdf.txt a.PDF"},
		{"x/*.pdf", "x/a.pdf", "a.pdf x/y/a.pdf z/x/a.pdf"},
		{"**/x/*.pdf", "x/a.pdf z/x/a.pdf", "x/y/a.pdf"},
		{"x/**", "x x/a x/y/z", "a a/x"},
		{"x/**/z", "x/z x/y/z x/y/y/z", "x/y z x/z/y"},
		{"drafts/", "drafts/a a/drafts/b drafts", "draft/a"},
		{"./x/a", "x/a", "y/x/a"},
		{"[ab]?.txt", "a1.txt x/bس.txt", "c1.txt a.txt"},
		{`\*`, "* x/*", "a"},
		{"**", "a a/b", ""},
	} {
		g, err := input.ParseGlob(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		for name := range strings.FieldsSeq(c.yes) {
			if !g.Match(name) {
				t.Errorf("%s does not match %s", c.pattern, name)
			}
		}
		for name := range strings.FieldsSeq(c.no) {
			if g.Match(name) {
				t.Errorf("%s matches %s", c.pattern, name)
			}
		}
	}
	for _, bad := range []string{"", "/", "[", "a/["} {
		if _, err := input.ParseGlob(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	deep, _ := input.ParseGlob(strings.Repeat("**/a/", 50) + "b")
	if deep.Match(strings.Repeat("a/", 2000) + "c") {
		t.Error("a pattern matches what it should not")
	}
}

func TestReadList(t *testing.T) {
	for _, c := range []struct {
		in   string
		zero bool
		want []string
	}{
		{"a\nb c\n\n\xff\n", false, []string{"a", "b c", "\xff"}},
		{"a\nb\x00c", true, []string{"a\nb", "c"}},
		{"last", false, []string{"last"}},
		{"", false, nil},
	} {
		got, err := input.ReadList(strings.NewReader(c.in), c.zero)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, %v", c.in, got, err)
		}
	}
	for _, bad := range []string{"a\x00b\x00", strings.Repeat("a", 5000)} {
		if _, err := input.ReadList(strings.NewReader(bad), false); err == nil {
			t.Errorf("%.20q was accepted", bad)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := tree(t, "a")
	path := filepath.Join(dir, "a")
	if f, err := input.Open(path); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	if err := errors.Join(os.Symlink(path, filepath.Join(dir, "link")), syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o666)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"link", "pipe", ".", "none"} {
		if f, err := input.Open(filepath.Join(dir, name)); err == nil {
			f.Close()
			t.Errorf("%s was opened", name)
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
	got = input.Outputs([]input.File{{Name: "report.pdf"}, {Name: "report-0-of-4.tif"}, {Name: "sub/report.pdf"}, {Name: ".paknevis/a.pdf"}}, ".jsonl")
	want = []string{"report.pdf.jsonl", "report-0-of-4.tif.jsonl", "sub/report.jsonl", "_.paknevis/a.pdf.jsonl"}
	if !slices.Equal(got, want) {
		t.Errorf("names of ours: got %q, want %q", got, want)
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
