package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/paknevis/paknevis/cmd/internal/cgroup"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/sandbox"
	"github.com/paknevis/paknevis/ocr/tesseract"
)

// answerTime is how long a program may take to tell its version.
const answerTime = 10 * time.Second

// poppler looks for the program that draws pages.
func poppler(ctx context.Context) Check {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	c := Check{Mark: Missing, Name: "pdftoppm", Needed: true, Hint: install("poppler-utils")}
	path, err := exec.LookPath("pdftoppm")
	if err != nil {
		c.Detail = "not in PATH, draws the pages of PDFs"
		return c
	}
	version, err := pipeline.Poppler(ctx)
	if err != nil {
		c.Detail, c.Hint = err.Error(), reinstall("poppler-utils")
		return c
	}
	return Check{Mark: OK, Name: c.Name, Needed: true, Detail: version + " " + path}
}

// fontFolders are where fontconfig looks, besides what its configuration names.
func fontFolders() []string {
	dirs := []string{"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf", "/usr/share/ghostscript/fonts", "/System/Library/Fonts"}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, filepath.Join(home, ".fonts"), filepath.Join(home, ".local/share/fonts"))
	}
	return dirs
}

// maxLooked bounds how many files are passed in the search for a font.
const maxLooked = 10_000

// fonts looks for any font at all: poppler takes one where a PDF does not bring its own.
func fonts(dirs []string) Check {
	looked, found := 0, ""
	for _, dir := range dirs {
		// What cannot be read has no fonts for us.
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if looked++; looked > maxLooked {
				return fs.SkipAll
			}
			if err != nil {
				return nil
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".pfb", ".t1":
				found = path
				return fs.SkipAll
			}
			return nil
		})
		if found != "" {
			return Check{Mark: OK, Name: "fonts", Detail: dir}
		}
	}
	return Check{Mark: Missing, Name: "fonts", Detail: "none, for PDFs that do not bring their own", Hint: install("fonts-dejavu-core")}
}

// threads looks whether workers are kept to one thread of OpenMP each.
func threads(h Host) Check {
	c := Check{Mark: OK, Name: "OMP_THREAD_LIMIT", Detail: "1 in workers"}
	config, err := h.Worker()
	if err == nil {
		err = tesseract.CheckThreads(func(name string) string {
			value := ""
			for _, kv := range config.Env {
				if v, ok := strings.CutPrefix(kv, name+"="); ok {
					value = v
				}
			}
			return value
		})
	}
	if err != nil {
		c.Mark, c.Detail, c.Hint = Slow, err.Error(), "run: export OMP_THREAD_LIMIT=1"
	}
	return c
}

// confinement looks what this kernel can keep workers from.
func confinement(h Host) Check {
	c := Check{Mark: OK, Name: "sandbox"}
	s := sandbox.Look()
	c.Detail = fmt.Sprintf("Landlock %d, seccomp %t", s.Landlock, s.Seccomp)
	if h.Unrestricted != "" {
		c.Mark, c.Detail = Missing, h.Unrestricted
	} else if why := s.Missing(); why != "" {
		c.Mark, c.Detail, c.Hint = Missing, why, "take a newer kernel, or keep strangers' files in a container or machine of their own"
	}
	return c
}

// temporary looks whether standard input could be kept, and the page of the self test.
func temporary() Check {
	c := Check{Mark: OK, Name: "temporary folder", Needed: true, Detail: os.TempDir()}
	f, err := os.CreateTemp("", "paknevis-doctor-*")
	if err == nil {
		_, err = f.WriteString("paknevis")
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		c.Mark, c.Detail = Missing, "cannot be written: "+err.Error()
		c.Hint = "name another: export TMPDIR=DIR; in a container: docker run --tmpfs /tmp"
	}
	return c
}

// processors tells how many may be used. The runtime heeds affinity and the limit of the
// control group, but GOMAXPROCS in the environment comes first.
func processors() Check {
	n, all := runtime.GOMAXPROCS(0), runtime.NumCPU()
	c := Check{Mark: OK, Name: "processors", Detail: fmt.Sprintf("%d of %d may be used", n, all)}
	if set := os.Getenv("GOMAXPROCS"); set != "" {
		c.Detail += ", GOMAXPROCS=" + set
	}
	return c
}

// memory tells the limit of the control group, which a run divides among its workers.
func memory() Check {
	c := Check{Mark: OK, Name: "memory", Detail: "no limit of a control group"}
	if limit, ok := cgroup.Memory(); ok {
		c.Detail = fmt.Sprintf("the control group allows %d MB", limit/1_000_000)
	}
	return c
}
