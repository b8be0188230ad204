package tesseract

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Model is what is known of a model file.
type Model struct {
	Name   string `json:"name"` // e.g. "fas"
	Path   string `json:"path"`
	Size   int64  `json:"bytes"`
	Digest string `json:"sha256"` // its first 16 digits
	// Kind is "tuned" (the one of [Persian]), "fast", "best", "best, floating point", "standard" (the network of best beside
	// the recognizer of Tesseract 3) or "orientation".
	Kind    string `json:"kind"`
	Trained string `json:"trained,omitempty"` // what its makers wrote into it
}

// String is what a report needs to name the model.
func (m Model) String() string { return m.Kind + " sha256:" + m.Digest }

// Models are the model files that the given folders hold, by name. The first folder counts
// whose models are those that the library says it has.
func Models(folders ...string) ([]Model, error) {
	dir, names, err := Folder(folders...)
	if err != nil {
		return nil, err
	}
	models := make([]Model, 0, len(names))
	for _, name := range names {
		m, err := ReadModel(filepath.Join(dir, name+".traineddata"))
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

// Folder is the first of the given folders whose models are those that the library says it
// has, and their names, which are told also with an error if the library knows them.
func Folder(folders ...string) (dir string, names []string, err error) {
	have, err := Languages("")
	if err != nil {
		return "", nil, err
	}
	for _, dir := range folders {
		if names, err := Languages(dir); err == nil && dir != "" && slices.Equal(names, have) {
			return dir, have, nil
		}
	}
	return "", have, fmt.Errorf("%w: the folder of the %d installed models was not found in %s", ErrModel, len(have), strings.Join(folders, ", "))
}

// Parts of a model file by their number (tessdatamanager.h).
const (
	partLegacy  = 4  // templates of the recognizer of Tesseract 3
	partNetwork = 17 // of Tesseract 4 and later
	partVersion = 23
)

var lastLayer = regexp.MustCompile(`Lfx([0-9]+)O1c`)

const (
	// bestWidth is the least width of the last layer of a network of tessdata_best; those of
	// tessdata_fast have up to 128.
	bestWidth = 192
	// floatNetwork is the size in bytes above which a network has floating-point weights:
	// of eng it takes 1.5 MB in integers and 12 in floating point.
	floatNetwork = 4 << 20
	maxModel     = 1 << 28
)

// ReadModel looks at a model file.
func ReadModel(path string) (Model, error) {
	m := Model{Name: strings.TrimSuffix(filepath.Base(path), ".traineddata"), Path: path}
	if err := checkModelFile(path); err != nil {
		return m, err
	}
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxModel {
		err = fmt.Errorf("%s: larger than any model", path)
	}
	var b []byte
	if err == nil {
		b, err = os.ReadFile(path)
	}
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrModel, err)
	}
	d := describe(m.Name, b)
	d.Path = path
	return d, nil
}

// describe looks at the bytes of a model whose header was checked.
func describe(name string, b []byte) Model {
	m := Model{Name: name}
	sum := sha256.Sum256(b)
	m.Size, m.Digest = int64(len(b)), hex.EncodeToString(sum[:8])
	network := part(b, partNetwork)
	m.Trained = strings.TrimRight(string(part(b, partVersion)), "\x00\n")
	width := 0
	if f := lastLayer.FindStringSubmatch(m.Trained); f != nil {
		width, _ = strconv.Atoi(f[1]) // digits
	}
	switch {
	case len(network) == 0:
		m.Kind = "orientation"
	case len(part(b, partLegacy)) > 0:
		m.Kind = "standard"
	case len(network) > floatNetwork:
		m.Kind = "best, floating point"
	case width >= bestWidth || strings.Contains(m.Trained, "best"):
		m.Kind = "best"
	case strings.Contains(m.Trained, "paknevis"):
		m.Kind = "tuned"
	default:
		m.Kind = "fast"
	}
	return m
}

// part is one part of a model, or nothing.
func part(b []byte, number int) []byte {
	n := int(binary.LittleEndian.Uint32(b))
	if number >= n || len(b) < 4+8*n {
		return nil
	}
	offsets := make([]int64, n)
	if err := binary.Read(bytes.NewReader(b[4:]), binary.LittleEndian, offsets); err != nil {
		return nil
	}
	from, to := offsets[number], int64(len(b))
	if from < 0 || from > to {
		return nil
	}
	for _, o := range offsets {
		if o > from && o < to {
			to = o
		}
	}
	return b[from:to]
}
