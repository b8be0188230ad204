package input

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/report"
)

// File is one input.
type File struct {
	Path    string          // to open
	Name    string          // where the output goes; without .. and not absolute
	Failure *report.Failure // why it is none, though it was named
}

// extensions are the names by which files inside a folder are taken. A file
// that is named as an argument is taken whatever its name is.
var extensions = []string{".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"}

var errLink = errors.New("a symbolic link is not followed")

// irregular says what a file that is none is.
func irregular(m fs.FileMode) error {
	what := "this is no file that can be read"
	switch {
	case m&fs.ModeSymlink != 0:
		return errLink
	case m&fs.ModeNamedPipe != 0:
		what = "a FIFO is not read"
	case m&fs.ModeSocket != 0:
		what = "a socket is not read"
	case m&fs.ModeDevice != 0:
		what = "a device is not read"
	case m.IsDir():
		what = "a folder is no file"
	}
	return errors.New(what)
}

// Selection says which files of folders are taken.
type Selection struct {
	Include []Glob // instead of the extensions
	Exclude []Glob // of files and folders
	// Output is the folder of outputs, which is not searched inside of another; Made
	// reports files in it that are outputs of ours. Both may be left out.
	Output string
	Made   func(path string) bool
}

// Expand lists what the arguments and a list of paths name. An argument is a file, a
// folder, which stands for all the documents below it in the order of their names, or
// else a glob. A path of the list is a file or a folder, and outputs mirror it whole.
// Symbolic links are not followed, and only regular files are taken; where something else
// was named, or nothing is there, the list says so. Files found twice are listed once.
func (s *Selection) Expand(args, listed []string) []File {
	l := &list{Selection: s, seen: map[string]bool{}}
	if s.Output != "" {
		l.output, _ = os.Stat(s.Output) // without it there is nothing to leave out
	}
	for _, arg := range args {
		paths := []string{arg}
		if _, err := os.Lstat(arg); errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?[") {
			paths, err = filepath.Glob(arg)
			if err == nil && len(paths) == 0 {
				err = fs.ErrNotExist
			}
			if err != nil {
				l.refuse(arg, filepath.Base(arg), err)
				continue
			}
		}
		for _, path := range paths {
			l.take(path, filepath.Base(path), "")
		}
	}
	for _, path := range listed {
		name := within(path)
		l.take(path, name, name)
	}
	return l.files
}

// within is a path made relative to where it cannot leave.
func within(path string) string {
	if name := filepath.Clean("/" + path)[1:]; name != "" {
		return name
	}
	return "."
}

type list struct {
	*Selection
	files  []File
	seen   map[string]bool
	output fs.FileInfo
}

func (l *list) add(f File) {
	if !l.seen[f.Path] {
		l.seen[f.Path] = true
		l.files = append(l.files, f)
	}
}

func (l *list) refuse(path, name string, err error) {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err // the record names the path
	}
	f := &report.Failure{Code: "not-regular", Reason: err.Error()}
	switch {
	case errors.Is(err, fs.ErrPermission):
		f.Code, f.Hint = "permission", "check the rights of the file and of the folders above it"
	case errors.Is(err, fs.ErrNotExist):
		f.Code, f.Hint = "missing", "check the path"
	case errors.Is(err, errLink):
		f.Hint = "name what it points to"
	case errors.Is(err, errNothing):
		f.Code, f.Hint = "no-documents", "choose other files with --include"
	}
	l.add(File{filepath.Clean(path), name, f})
}

var errNothing = errors.New("no PDF, image or text files in this folder")

// take lists a file or what is in a folder; names of the latter begin with prefix.
func (l *list) take(path, name, prefix string) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		l.refuse(path, name, err)
	case info.IsDir():
		l.walk(filepath.Clean(path), name, prefix)
	case !info.Mode().IsRegular():
		l.refuse(path, name, irregular(info.Mode()))
	default:
		l.add(File{Path: filepath.Clean(path), Name: name})
	}
}

func (l *list) walk(root, name, prefix string) {
	var found []string
	failed := false
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error { // its error is one of ours
		rel := below(root, path)
		if err != nil {
			failed = true
			l.refuse(path, filepath.Join(name, rel), err)
			return fs.SkipDir
		}
		switch {
		case rel == "":
		case d.IsDir():
			if l.leaves(rel, d) {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && l.wants(rel) && (l.Made == nil || !l.Made(path)):
			found = append(found, path)
		}
		return nil
	})
	slices.Sort(found)
	for _, path := range found {
		rel := below(root, path)
		if prefix != "" && prefix != "." {
			rel = prefix + "/" + rel
		}
		l.add(File{Path: path, Name: rel})
	}
	if len(found) == 0 && !failed {
		l.refuse(root, name, errNothing)
	}
}

// below is the path inside a folder, "" for the folder itself.
func below(root, path string) string {
	if root == "." {
		if path == "." {
			return ""
		}
		return path
	}
	return strings.TrimPrefix(strings.TrimPrefix(path, root), "/")
}

// leaves reports a folder that is not searched.
func (l *list) leaves(rel string, d fs.DirEntry) bool {
	if d.Name() == WorkspaceName || strings.HasPrefix(d.Name(), WorkspaceName+"-") || matchAny(l.Exclude, rel) {
		return true
	}
	if l.output == nil {
		return false
	}
	info, err := d.Info()
	return err == nil && os.SameFile(info, l.output)
}

// WorkspaceName is the name of the workspace in an output folder, and how the names of
// other things of ours there begin.
const WorkspaceName = ".paknevis"

// wants reports a file that is taken for its name.
func (l *list) wants(rel string) bool {
	if matchAny(l.Exclude, rel) {
		return false
	}
	if len(l.Include) > 0 {
		return matchAny(l.Include, rel)
	}
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(rel)))
}

// maxPath bounds a path in a list, in bytes; the kernel takes no longer one.
const maxPath = 4096

// ReadList reads paths that end in line feeds, or in zero bytes if zero is set. Paths may
// have any other bytes; empty ones are left out.
func ReadList(r io.Reader, zero bool) ([]string, error) {
	end := byte('\n')
	if zero {
		end = 0
	}
	var paths []string
	br := bufio.NewReaderSize(r, maxPath+1)
	for {
		line, err := br.ReadSlice(end)
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, fmt.Errorf("path %d of the list is longer than %d bytes", len(paths)+1, maxPath)
		}
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading the list of files: %w", err)
		}
		if err == nil {
			line = line[:len(line)-1]
		}
		if len(line) > 0 {
			if !zero && slices.Contains(line, 0) {
				return nil, errZero
			}
			paths = append(paths, string(line))
		}
		if err == io.EOF {
			return paths, nil
		}
	}
}

var errZero = errors.New("the list of files has zero bytes in it: read it with --null")
