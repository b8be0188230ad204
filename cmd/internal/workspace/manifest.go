package workspace

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Format is the version of the files of a workspace.
const Format = 1

// Settings are all that the outputs of a run depend on besides its inputs, by name.
type Settings map[string]string

// Manifest describes a workspace.
type Manifest struct {
	Format   int      `json:"format"`
	ID       string   `json:"id"` // of this workspace, random
	Settings Settings `json:"settings"`
}

// A Mismatch says that a workspace was begun with other settings.
type Mismatch struct {
	Dir     string
	Changes []string // "ocr was auto, now never"
}

func (m *Mismatch) Error() string {
	return fmt.Sprintf("the workspace %s was begun with other settings: %s", m.Dir, strings.Join(m.Changes, "; "))
}

// changes lists how settings differ.
func (s Settings) changes(now Settings) []string {
	names := slices.Sorted(maps.Keys(s))
	for name := range now {
		if _, ok := s[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	show := func(v string, ok bool) string {
		if !ok || v == "" {
			return "nothing"
		}
		return v
	}
	var out []string
	for _, name := range slices.Compact(names) {
		was, had := s[name]
		is, has := now[name]
		if was != is || had != has {
			out = append(out, fmt.Sprintf("%s was %s, now %s", name, show(was, had), show(is, has)))
		}
	}
	return out
}

// ErrNotWorkspace says that a folder is no workspace.
var ErrNotWorkspace = errors.New("not a paknevis workspace")

func readManifest(dir string) (*Manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w: %w", dir, ErrNotWorkspace, err)
		}
		return nil, fmt.Errorf("reading the workspace: %w", err)
	}
	m := new(Manifest)
	if err := json.Unmarshal(b, m); err != nil || m.ID == "" {
		return nil, fmt.Errorf("%s: %w: its manifest is damaged", dir, ErrNotWorkspace)
	}
	if m.Format != Format {
		return nil, &Mismatch{dir, []string{fmt.Sprintf("its format was %d, now %d", m.Format, Format)}}
	}
	return m, nil
}

// newManifest is that of a workspace that begins.
func newManifest(s Settings) *Manifest {
	return &Manifest{Format: Format, ID: strings.ToLower(rand.Text()[:16]), Settings: s}
}

func (m *Manifest) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the manifest: %w", err)
	}
	return replace(filepath.Join(dir, manifestName), append(b, '\n'))
}

// replace writes a file whole or not at all, durably. ErrGone: its folder is not there.
func replace(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if err != nil {
		return fmt.Errorf("writing the workspace: %w", err)
	}
	defer os.Remove(f.Name()) // it is gone when all went well
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	if err != nil {
		return fmt.Errorf("writing the workspace: %w", err)
	}
	return nil
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
