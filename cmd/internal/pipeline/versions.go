package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/tesseract"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Version is the version of something that the program uses.
type Version struct{ Name, Version string }

// Versions lists what results depend on besides the program itself: Tesseract, poppler,
// and each model with its kind and digest.
func Versions(ctx context.Context) []Version {
	vs := []Version{{"tesseract", recognizer()}, {"pdftoppm", popplerVersion(ctx)}}
	models, err := Models()
	if err != nil {
		return append(vs, Version{"models", err.Error()})
	}
	for _, m := range models {
		vs = append(vs, Version{"model " + m.Name, m.String()})
	}
	return vs
}

// Models are the models that pages are read with: those that are installed, and the
// program's own for Persian in place of the one installed.
var Models = sync.OnceValues(func() ([]tesseract.Model, error) {
	models, err := tesseract.Models(modelFolders()...)
	dir := PersianFolder()
	if dir == "" {
		return models, err
	}
	own, ownErr := tesseract.ReadModel(filepath.Join(dir, "fas.traineddata"))
	if ownErr != nil {
		own = tesseract.Persian() // there was no space for it
	}
	models = slices.DeleteFunc(slices.Clone(models), func(m tesseract.Model) bool { return m.Name == own.Name })
	return append(models, own), err
})

// ModelFolder is where the installed models lie, and their names.
func ModelFolder() (dir string, names []string, err error) {
	return tesseract.Folder(modelFolders()...)
}

// modelFolders are where models of Tesseract may lie, the likeliest first.
func modelFolders() []string {
	var dirs []string
	if prefix := os.Getenv("TESSDATA_PREFIX"); prefix != "" {
		dirs = append(dirs, prefix, filepath.Join(prefix, "tessdata"))
	}
	versioned, _ := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata") // the pattern is well formed
	return append(append(dirs, versioned...), "/usr/share/tesseract-ocr/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")
}

// askings is how often the rasteriser is asked for its version: one that was killed, as all
// processes of a run may be, is not missing, and a workspace would be of other settings.
const askings = 3

// Poppler asks the rasteriser for its version, which it tells on standard error.
func Poppler(ctx context.Context) (string, error) {
	var out []byte
	var err error
	for range askings {
		out, err = exec.CommandContext(ctx, "pdftoppm", "-v").CombinedOutput()
		if err == nil || errors.Is(err, exec.ErrNotFound) || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("asking pdftoppm for its version: %w", err)
	}
	first, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimPrefix(first, "pdftoppm version "), nil
}

func popplerVersion(ctx context.Context) string {
	v, err := Poppler(ctx)
	if err != nil {
		return "missing: install the package poppler-utils"
	}
	return v
}

// renderer and recognizer are the versions of what reads pixels; they are asked once.
var renderer = sync.OnceValue(func() string { return popplerVersion(context.Background()) })

func recognizer() string { return strings.TrimPrefix(tesseract.Versions(), "tesseract ") }

// tools is what a page that was read from pixels rests on, for its record: the recognizer,
// the program that drew the page if one did, and the models by name.
func tools(rec *report.Page, kind input.Kind, languages []string) map[string]string {
	out := map[string]string{"tesseract": recognizer()}
	if kind == input.PDF {
		out["pdftoppm"] = renderer()
	}
	if slices.ContainsFunc(rec.Warnings, func(w page.Warning) bool { return w.Code == ocr.WarnLanguage }) {
		languages = append(slices.Clone(languages), tesseract.Arabic...)
	}
	models, _ := Models() // what is missing is told where it is needed
	for _, m := range models {
		if slices.Contains(languages, m.Name) {
			out[m.Name] = m.String()
		}
	}
	return out
}
