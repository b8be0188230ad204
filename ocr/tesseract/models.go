package tesseract

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/otiai10/gosseract/v2"
)

// ErrModel: a language model is missing or damaged.
var ErrModel = errors.New("language model missing")

// Versions names what a reading rests on, e.g. "tesseract 5.3.0".
func Versions() string {
	return "tesseract " + gosseract.Version()
}

// Languages are the installed models in the given directory, or in that of the
// library if dir is empty.
func Languages(dir string) ([]string, error) {
	var files []string
	var err error
	if dir == "" {
		files, err = defaultLanguages()
	} else {
		files, err = filepath.Glob(filepath.Join(dir, "*.traineddata"))
	}
	if err != nil {
		return nil, fmt.Errorf("list the language models: %w", err)
	}
	names := make([]string, 0, len(files)) // files may be shared
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".traineddata"))
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// defaultLanguages asks the library, once: it has to load a model to tell.
var defaultLanguages = sync.OnceValues(func() ([]string, error) {
	initializing.Lock()
	defer initializing.Unlock()
	return gosseract.GetAvailableLanguages()
})

// DebianName is the package that holds a model on Debian and Ubuntu.
func DebianName(language string) string {
	if s := strings.ToLower(language); s != language {
		return "tesseract-ocr-script-" + s[:min(4, len(s))]
	}
	return "tesseract-ocr-" + strings.ReplaceAll(language, "_", "-")
}

// checkModels looks for models before the library is asked to load them: its
// own complaint goes to a standard error that is closed at that moment.
func checkModels(opt Options, languages []string) error {
	dir := opt.ModelDir
	have, err := Languages(dir)
	if err != nil {
		return err
	}
	for _, l := range languages {
		if own := opt.folder(l); own != dir && pageModel(languages) == l {
			if err := checkModelFile(filepath.Join(own, l+".traineddata")); err != nil {
				return err
			}
			continue
		}
		if strings.ContainsAny(l, "+/\\~\x00") || l == "" {
			return fmt.Errorf("%w: %q is not the name of a model", ErrModel, l)
		}
		if !slices.Contains(have, l) {
			return fmt.Errorf("%w: %s.traineddata in %s; install the package %s", ErrModel, l, cmp.Or(dir, "Tesseract's own directory"), DebianName(l))
		}
		if dir != "" {
			if err := checkModelFile(filepath.Join(dir, l+".traineddata")); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxEntries bounds the number of parts of a model file; the format has 24.
const maxEntries = 256

// checkModelFile looks at the header of a model: the number of its parts and
// their offsets.
func checkModelFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrModel, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrModel, err)
	}
	var n uint32
	if err := binary.Read(f, binary.LittleEndian, &n); err != nil || n == 0 || n > maxEntries {
		return fmt.Errorf("%w: %s is not a model; fetch it again", ErrModel, path)
	}
	offsets := make([]int64, n)
	if err := binary.Read(f, binary.LittleEndian, offsets); err != nil && err != io.EOF {
		return fmt.Errorf("%w: %s is cut short; fetch it again", ErrModel, path)
	}
	if slices.Max(offsets) >= info.Size() {
		return fmt.Errorf("%w: %s is cut short; fetch it again", ErrModel, path)
	}
	return nil
}

// threadLimit is the variable that OpenMP reads when a process is loaded.
const threadLimit = "OMP_THREAD_LIMIT"

// CheckThreads reports whether the environment, as lookup tells it, keeps
// Tesseract to one thread. The variable counts only if it was there when the
// process started.
func CheckThreads(lookup func(string) string) error {
	if v := lookup(threadLimit); v != "1" {
		return fmt.Errorf("%s is %q: recognition is four to six times slower than it must be; start the process with %s=1", threadLimit, v, threadLimit)
	}
	return nil
}

// Check loads the models and sets every variable on a blank picture.
func Check(opt Options) error {
	opt = opt.withDefaults()
	r := newReader(opt)
	defer r.close()
	if err := checkModels(opt, opt.Languages); err != nil {
		return err
	}
	for _, l := range opt.Languages {
		if _, err := r.client(l); err != nil {
			return err
		}
	}
	return nil
}
