package repair_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/paknevis/paknevis/"

// arrows lists what each package of ours may import of ours, besides itself and
// the packages below it in its own folder. A package that is not listed may
// import anything: only commands are.
var arrows = map[string][]string{
	"repair/script": {},
	"repair/page":   {"repair/script"},
	"repair/pass":   {"repair/page"},
	"repair/bidi":   {"repair/script"},
	"repair/decode": {"repair/script", "repair/page", "repair/bidi"},
	"repair/lang":   {"repair/script"},
	"repair/passes": {"repair/pass", "repair/page", "repair/script", "repair/bidi", "repair/lang", "repair/joint", "repair/decode", "repair/order"},
	"repair/pdf":    {"repair/page", "repair/script"},
	"repair/layout": {"repair/page", "repair/script", "repair/bidi", "repair/lang"},
	"repair/cipher": {"repair/page", "repair/script", "repair/lang", "repair/layout"},
	"repair/report": {"repair/page", "repair/pass"},
	"repair/export": {"repair/page", "repair/layout", "repair/report"},
	"repair/joint":  {"repair/lang"},
	"repair/order":  {"repair/lang", "repair/joint"},
	"repair":        {"repair/lang", "repair/order", "repair/page", "repair/pass", "repair/passes"},
	"ocr":           {"repair/page", "repair/script", "repair/lang"},
	"fixtures":      {"repair/script"},
}

// owner is the longest listed prefix of a package path.
func owner(pkg string) (string, bool) {
	for p := pkg; p != "."; p = filepath.Dir(p) {
		if _, ok := arrows[p]; ok {
			return p, true
		}
	}
	return "", false
}

type listed struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", module+"...")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []listed
	dec := json.NewDecoder(out)
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return all
}

// generator matches the programs that write tables and fixtures, and what they share.
var generator = regexp.MustCompile(`/internal/(gen|ucd)$|^fixtures/make`)

var environment = regexp.MustCompile(`\bos\.(Getenv|LookupEnv|Environ|Setenv|Args)\b`)

// TestArrows keeps the architecture: who imports whom, and that nothing below
// the commands reads the environment, opens a socket or knows a command line.
func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		rel := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasPrefix(rel, "cmd/") || generator.MatchString(rel) {
			continue
		}
		from, ok := owner(rel)
		if !ok {
			t.Errorf("%s is not in the table of arrows", rel)
			continue
		}
		for _, imp := range p.Imports {
			if to, ours := strings.CutPrefix(imp, module); ours {
				owned, _ := owner(to)
				if owned != from && !slices.Contains(arrows[from], owned) {
					t.Errorf("%s may not import %s", rel, to)
				}
				continue
			}
			if imp == "net" || strings.HasPrefix(imp, "net/") || imp == "flag" || strings.HasPrefix(imp, "github.com/spf13/") {
				t.Errorf("%s may not import %s", rel, imp)
			}
		}
		for _, f := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, f))
			if err != nil {
				t.Fatal(err)
			}
			if hit := environment.Find(src); hit != nil {
				t.Errorf("%s/%s uses %s", rel, f, hit)
			}
		}
	}
}
