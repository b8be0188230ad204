package doctor

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/ocr/tesseract"
)

// libraries are linked in: they are always there.
func libraries() []Check {
	return []Check{
		{Mark: OK, Name: "tesseract", Needed: true, Detail: strings.TrimPrefix(tesseract.Versions(), "tesseract ")},
		{Mark: OK, Name: "leptonica", Needed: true, Detail: tesseract.Leptonica()},
		{Mark: OK, Name: "go", Needed: true, Detail: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
	}
}

// wanted are the models that pages are read with.
var wanted = []struct {
	name, use string
	needed    bool
	instead   string // a better one that does the same
}{
	{name: "fas", use: "Persian", needed: true},
	{name: "eng", use: "Latin words; without it, convert -l fas", needed: true}, // part of the default of -l
	{name: "Arabic", use: "Arabic pages"},
	{name: "ara", use: "Arabic pages", instead: "Arabic"},
}

func models() []Check {
	dir, have, err := pipeline.ModelFolder()
	var checks []Check
	for _, w := range wanted {
		c := Check{Mark: OK, Name: "model " + w.name, Needed: w.needed}
		own := ""
		if w.name == "fas" {
			own = pipeline.PersianFolder()
		}
		switch {
		case own != "":
			readModel(&c, own, w.name)
		case !slices.Contains(have, w.name):
			if w.instead != "" && slices.Contains(have, w.instead) {
				continue
			}
			c.Mark, c.Detail, c.Hint = Missing, "not installed, reads "+w.use, install(tesseract.DebianName(w.name))
			if prefix := os.Getenv("TESSDATA_PREFIX"); prefix != "" {
				c.Detail += "; TESSDATA_PREFIX is " + prefix
				c.Hint += " && unset TESSDATA_PREFIX"
			}
		case err != nil:
			c.Detail = "installed; " + err.Error()
		default:
			readModel(&c, dir, w.name)
		}
		checks = append(checks, c)
	}
	return checks
}

// readModel looks at the file of a model.
func readModel(c *Check, dir, name string) {
	m, err := tesseract.ReadModel(filepath.Join(dir, name+".traineddata"))
	if err != nil {
		c.Mark, c.Detail, c.Hint = Missing, err.Error(), reinstall(tesseract.DebianName(name))
		return
	}
	c.Detail = m.String() + " " + m.Path
}

func install(pkg string) string   { return "run: apt-get install " + pkg }
func reinstall(pkg string) string { return "run: apt-get install --reinstall " + pkg }
