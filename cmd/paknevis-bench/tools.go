package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// timeout bounds one run of one program.
const timeout = 15 * time.Minute

// tools holds the path of each program; "" where it is not installed.
type tools struct {
	paknevis                               string
	pdftotext, mutool, tesseract, pdftoppm string
	ocrmypdf, parallel                     string
	pdfjs                                  pdfjs
}

// findTools looks for the programs on the path and for pdf.js, of which the
// folder may be given.
func findTools(ctx context.Context, binary, pdfjsDir string) (tools, error) {
	path, err := filepath.Abs(binary)
	if err != nil {
		return tools{}, err
	}
	if _, err := exec.LookPath(path); err != nil {
		return tools{}, fmt.Errorf("no program to measure: %w (build it with make, or name it with -binary)", err)
	}
	t := tools{paknevis: path}
	for name, at := range map[string]*string{
		"pdftotext": &t.pdftotext, "mutool": &t.mutool, "tesseract": &t.tesseract, "pdftoppm": &t.pdftoppm,
		"ocrmypdf": &t.ocrmypdf, "parallel": &t.parallel,
	} {
		*at, _ = exec.LookPath(name)
	}
	t.pdfjs, err = findPDFJS(ctx, pdfjsDir)
	return t, err
}

// missing names the readers of PDF that are not measured.
func (t tools) missing() []string {
	var list []string
	for _, c := range [][2]string{{"pdftotext", t.pdftotext}, {"mutool", t.mutool}, {"pdf.js", t.pdfjs.dir}} {
		if c[1] == "" {
			list = append(list, c[0])
		}
	}
	return list
}

// versions names the programs with their versions.
func (t tools) versions(ctx context.Context) []string {
	var list []string
	for _, c := range [][]string{
		{t.paknevis, "version"}, {t.pdftotext, "-v"}, {t.mutool, "-v"}, {t.tesseract, "--version"},
	} {
		if c[0] == "" {
			continue
		}
		text, _ := exec.CommandContext(ctx, c[0], c[1:]...).CombinedOutput()
		first, _, _ := strings.Cut(string(text), "\n")
		if first = strings.TrimSpace(first); first == "" {
			first = filepath.Base(c[0])
		}
		list = append(list, first)
	}
	if t.pdfjs.dir != "" {
		list = append(list, t.pdfjs.version)
	}
	return list
}

// cost is the time a program took, on the clock and of all cores together.
type cost struct{ wall, cpu time.Duration }

func (c cost) add(d cost) cost { return cost{c.wall + d.wall, c.cpu + d.cpu} }

// command runs a program and gives its standard output. OpenMP is held to one
// thread, which is Tesseract's best setting for one page.
func command(ctx context.Context, stdin []byte, name string, args ...string) ([]byte, cost, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	took := cost{wall: time.Since(start)}
	if s := cmd.ProcessState; s != nil {
		took.cpu = s.UserTime() + s.SystemTime()
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return stdout.Bytes(), took, fmt.Errorf("%s: %w: %s", filepath.Base(name), err, lines[len(lines)-1])
	}
	return stdout.Bytes(), took, nil
}

// Exit codes of a run that did its work and has no result for some pages, or for its
// only input: they count as empty, as a scan without OCR does.
const (
	noResult = 2
	partial  = 4
	passing  = 75
)

// convert runs paknevis over files of different names and gives the text of
// each; without report.html, as the programs beside it draw none. With an error it gives the texts that are there.
func (b *bench) convert(ctx context.Context, files []string, flags ...string) (map[string]string, cost, error) {
	dir, err := b.folder("convert")
	if err != nil {
		return nil, cost{}, err
	}
	args := append([]string{"convert", "-q", "--html=false", "-o", dir}, flags...)
	_, took, err := command(ctx, nil, b.tools.paknevis, append(args, files...)...)
	refused := false
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && (exit.ExitCode() == partial || exit.ExitCode() == noResult || exit.ExitCode() == passing) {
		if _, e := os.Stat(filepath.Join(dir, "report.jsonl")); e == nil {
			refused, err = true, nil
		}
	}
	texts := make(map[string]string, len(files))
	for _, f := range files {
		data, e := os.ReadFile(filepath.Join(dir, base(f)+".txt"))
		if e != nil && err == nil && !refused {
			err = fmt.Errorf("paknevis convert: no text of %s: %w", f, e)
		}
		texts[f] = string(data)
	}
	return texts, took, err
}

// repair runs paknevis over a text.
func (b *bench) repair(ctx context.Context, text []byte) (string, error) {
	out, _, err := command(ctx, text, b.tools.paknevis, "repair")
	return string(out), err
}

// reader is a program that takes the text out of a PDF, raw.
type reader struct {
	name string
	raw  func(context.Context, string) (string, error)
}

// read is raw in the form of the gold, see fair.
func (r reader) read(ctx context.Context, file string) (string, error) {
	text, err := r.raw(ctx, file)
	return fair(text), err
}

// peers are the readers of PDF that are installed.
func (b *bench) peers() []reader {
	var list []reader
	add := func(name, path string, args func(string) []string) {
		if path == "" {
			return
		}
		list = append(list, reader{name, func(ctx context.Context, file string) (string, error) {
			out, _, err := command(ctx, nil, path, args(file)...)
			if err != nil {
				return "", fmt.Errorf("%s: %w", file, err)
			}
			return string(out), nil
		}})
	}
	add("pdftotext", b.tools.pdftotext, func(f string) []string { return []string{f, "-"} })
	add("pdftotext -layout", b.tools.pdftotext, func(f string) []string { return []string{"-layout", f, "-"} })
	add("mutool", b.tools.mutool, func(f string) []string { return []string{"draw", "-q", "-F", "txt", "-o", "-", f} })
	if js := b.tools.pdfjs; js.dir != "" {
		add("pdf.js", js.node, func(f string) []string { return js.args(f) })
	}
	return list
}

// fair brings a peer's text into the form of the gold where only form differs:
// NFC, no controls of direction.
func fair(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' { // ZERO WIDTH NO-BREAK SPACE
			return -1
		}
		return r
	}, text)
	return norm.NFC.String(text)
}
