package batch

import (
	"errors"
	"io/fs"
	"os"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

// Vanished adds to the files of a run those that were there when it was begun, before it
// was killed, and are gone: each where it stood. What was finished of them counts, the
// others are reported.
func Vanished(files []input.File, w *workspace.Workspace) []input.File {
	if w.Ended() {
		return files
	}
	before := w.Inputs()
	at := make(map[string]int, len(before))
	for i, in := range before {
		at[string(in.Path)] = i
	}
	listed := make(map[string]bool, len(files))
	for _, f := range files {
		listed[f.Path] = true
	}
	out := make([]input.File, 0, len(files))
	from := 0
	take := func(to int) {
		for ; from < to; from++ {
			path := string(before[from].Path)
			if _, err := os.Lstat(path); !listed[path] && errors.Is(err, fs.ErrNotExist) {
				out = append(out, input.File{Path: path, Name: string(before[from].Name)})
			}
		}
	}
	for _, f := range files {
		if i, ok := at[f.Path]; ok {
			take(i)
		}
		out = append(out, f)
	}
	take(len(before))
	return out
}
