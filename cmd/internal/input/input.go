// Package input finds the files of a run and tells what they are.
//
//	Selection.Expand  files, folders and globs that are named
//	ReadList          a list of paths in a file
//	Detect            the kind of a file by its bytes, never by its name
//	Open              a file that is a file
package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
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

// Open opens a regular file. It follows no symbolic link and waits for no other end of a
// pipe, whatever has become of the path since it was listed.
func Open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		if errors.Is(err, syscall.ELOOP) {
			return nil, fmt.Errorf("%s: %w", path, errLink)
		}
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", path, irregular(info.Mode()))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// reserved are names in the output folder that the run itself uses.
var reserved = regexp.MustCompile(`^(report(-[0-9]+-of-[0-9]+)?\.(jsonl|html)|\.paknevis.*)$`)

// Outputs names the output of each file inside a folder: the input's name with
// ext in place of its own, or after it where two inputs would share one output.
func Outputs(files []File, ext string) []string {
	count := make(map[string]int, len(files))
	bare := make([]string, len(files))
	for i, f := range files {
		bare[i] = strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + ext
		count[bare[i]]++
	}
	free := func(name string) bool {
		first, _, _ := strings.Cut(name, "/")
		return !reserved.MatchString(first)
	}
	taken := make(map[string]bool, len(files))
	for i, f := range files {
		name := bare[i]
		if count[name] > 1 || !free(name) {
			name = f.Name + ext
		}
		if !free(name) {
			name = "_" + name
		}
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s.%d%s", f.Name, n, ext)
		}
		taken[name] = true
		bare[i] = name
	}
	return bare
}
