// Package input finds the files of a run and tells what they are.
//
// Expand turns arguments (files, folders, globs) into a sorted list; Detect
// names the kind of a file by its bytes, never by its name.
package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Kind is what a file holds.
type Kind string

const (
	PDF   Kind = "pdf"
	Image Kind = "image" // PNG, JPEG or TIFF
	Text  Kind = "text"  // anything else; whether it is text is the decoder's word
)

// ErrEmpty says that a file has no bytes.
var ErrEmpty = errors.New("file is empty")

// headWindow is how many bytes at the start of a file are searched for the PDF
// header: readers accept it within the first 1024 bytes
// (ISO 32000-1 Annex H, implementation note 13).
const headWindow = 1024

// pdfHeader is a header at the start of the file or after junk that does not
// read as a line of prose which mentions one.
var pdfHeader = regexp.MustCompile(`(^|[^\t -~])%PDF-[0-9]`)

// pdfObject is a PDF that has lost its header or the number in it: the file
// begins with an object.
var pdfObject = regexp.MustCompile(`^[\x00\s]*(%[^\r\n]*[\r\n]+\s*){0,3}[0-9]{1,7} [0-9]{1,5} obj\s*(<<|\[)`)

// pdfEnd is the end of a PDF, blanks and zeros behind it, whatever has become of
// its beginning.
var pdfEnd = regexp.MustCompile(`startxref\s+[0-9]+\s+%%EOF[\s\x00]*$`)

// Detect names the kind of a file of the given size from its first bytes, and
// from its last where the first say nothing.
func Detect(r io.ReaderAt, size int64) (Kind, error) {
	head := make([]byte, headWindow)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("reading the first bytes: %w", err)
	}
	head = head[:n]
	switch {
	case n == 0:
		return "", ErrEmpty
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")),
		bytes.HasPrefix(head, []byte("\xff\xd8\xff")),
		bytes.HasPrefix(head, []byte("II*\x00")),
		bytes.HasPrefix(head, []byte("MM\x00*")):
		return Image, nil
	case pdfHeader.Match(head), pdfObject.Match(head):
		return PDF, nil
	}
	tail := make([]byte, headWindow)
	n, err = r.ReadAt(tail, max(0, size-headWindow))
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("reading the last bytes: %w", err)
	}
	if pdfEnd.Match(tail[:n]) && bytes.IndexByte(head, 0) >= 0 { // a listing of a PDF is a text
		return PDF, nil
	}
	return Text, nil
}

// File is one input.
type File struct {
	Path string // to open
	Name string // relative to the argument that named it: where the output goes
}

// extensions are the names by which files inside a folder are taken. A file
// that is named as an argument is taken whatever its name is.
var extensions = []string{".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"}

// Expand lists the files that the arguments name: a file is itself, a folder
// all the documents below it, anything else a glob. Symbolic links inside
// folders are not followed, and only regular files are taken. Files found twice
// are listed once. An argument that names nothing is an error.
func Expand(args []string) ([]File, error) {
	var files []File
	var errs []error
	seen := make(map[string]bool)
	add := func(path, name string) {
		if path = filepath.Clean(path); !seen[path] {
			seen[path] = true
			files = append(files, File{path, name})
		}
	}
	for _, arg := range args {
		paths := []string{arg}
		if _, err := os.Lstat(arg); err != nil {
			if !errors.Is(err, fs.ErrNotExist) || !strings.ContainsAny(arg, "*?[") {
				errs = append(errs, err)
				continue
			}
			if paths, err = filepath.Glob(arg); err != nil {
				errs = append(errs, fmt.Errorf("pattern %s: %w", arg, err))
				continue
			}
			if len(paths) == 0 {
				errs = append(errs, fmt.Errorf("pattern %s: %w", arg, fs.ErrNotExist))
			}
		}
		for _, path := range paths {
			if err := expandOne(path, add); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return files, errors.Join(errs...)
}

func expandOne(path string, add func(path, name string)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s: not a regular file", path)
		}
		add(path, filepath.Base(path))
		return nil
	}
	var found []string
	var errs []error
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			errs = append(errs, err)
			return fs.SkipDir
		}
		if d.Type().IsRegular() && slices.Contains(extensions, strings.ToLower(filepath.Ext(p))) {
			found = append(found, p)
		}
		return nil
	})
	slices.Sort(found)
	for _, p := range found {
		name, relErr := filepath.Rel(path, p)
		if relErr != nil {
			name = filepath.Base(p)
		}
		add(p, name)
	}
	if len(found) == 0 && len(errs) == 0 && err == nil {
		return fmt.Errorf("%s: no PDF, image or text files in this folder", path)
	}
	return errors.Join(append(errs, err)...)
}

// Outputs names the output of each file inside a folder: the input's name with
// ext in place of its own, or after it where two inputs would share one output.
func Outputs(files []File, ext string) []string {
	count := make(map[string]int, len(files))
	bare := make([]string, len(files))
	for i, f := range files {
		bare[i] = strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + ext
		count[bare[i]]++
	}
	taken := make(map[string]bool, len(files))
	out := make([]string, len(files))
	for i, f := range files {
		name := bare[i]
		if count[name] > 1 {
			name = f.Name + ext
		}
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s.%d%s", f.Name, n, ext)
		}
		taken[name] = true
		out[i] = name
	}
	return out
}
