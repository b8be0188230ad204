package pipeline

import (
	"context"
	"os/exec"
	"strings"

	"github.com/paknevis/paknevis/ocr/tesseract"
)

// Version is the version of something that the program uses.
type Version struct{ Name, Version string }

// Versions lists what results depend on besides the program itself.
func Versions(ctx context.Context) []Version {
	vs := []Version{{"tesseract", strings.TrimPrefix(tesseract.Versions(), "tesseract ")}, {"pdftoppm", popplerVersion(ctx)}}
	models, err := tesseract.Languages("")
	if err != nil {
		return append(vs, Version{"models", err.Error()})
	}
	return append(vs, Version{"models", strings.Join(models, " ")})
}

// popplerVersion asks the rasteriser, which answers on standard error.
func popplerVersion(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "pdftoppm", "-v").CombinedOutput()
	if err != nil {
		return "missing: install the package poppler-utils"
	}
	first, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimPrefix(first, "pdftoppm version ")
}
