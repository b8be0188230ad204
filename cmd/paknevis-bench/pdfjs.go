package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pdfjs is the npm package pdfjs-dist and the node that runs it.
type pdfjs struct {
	node, dir string // dir is "" where either is missing
	version   string
}

// pdfjsScript prints the text of a file by pdf.js.
//
//go:embed pdfjs.mjs
var pdfjsScript string

const pdfjsPackage = "node_modules/pdfjs-dist"

// findPDFJS looks in the given folder, or else where node looks from the working
// folder, in the cache folder of `make peers` and among the global packages of
// npm. It is an error only if the given folder has no package that runs.
func findPDFJS(ctx context.Context, given string) (pdfjs, error) {
	node, err := exec.LookPath("node")
	if err != nil && given == "" {
		return pdfjs{}, nil
	} else if err != nil {
		return pdfjs{}, fmt.Errorf("running pdf.js: %w", err)
	}
	try := []string{given, filepath.Join(given, pdfjsPackage)}
	if given == "" {
		try = nil
		work, err := os.Getwd()
		if err != nil {
			return pdfjs{}, fmt.Errorf("looking for pdf.js: %w", err)
		}
		for dir := work; ; dir = filepath.Dir(dir) {
			try = append(try, filepath.Join(dir, pdfjsPackage), filepath.Join(dir, ".cache", pdfjsPackage))
			if dir == filepath.Dir(dir) {
				break
			}
		}
		if npm, err := exec.LookPath("npm"); err == nil {
			if out, _, err := command(ctx, nil, npm, "root", "-g"); err == nil {
				try = append(try, filepath.Join(strings.TrimSpace(string(out)), "pdfjs-dist"))
			}
		}
	}
	for _, dir := range try {
		dir, err := filepath.Abs(dir)
		if err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "legacy", "build", "pdf.mjs")); err != nil {
			continue
		}
		js := pdfjs{node: node, dir: dir}
		out, _, err := command(ctx, nil, node, js.args("--version")...)
		if err == nil {
			js.version, _, _ = strings.Cut(string(out), "\n")
			return js, nil
		} else if given != "" {
			return pdfjs{}, fmt.Errorf("running pdf.js in %s: %w", given, err)
		}
	}
	if given != "" {
		return pdfjs{}, fmt.Errorf("no package pdfjs-dist in %s", given)
	}
	return pdfjs{}, nil
}

// args are those of node for a file. The script travels on the command line, so
// that it needs no file.
func (js pdfjs) args(file string) []string {
	return []string{"--input-type=module", "--eval", pdfjsScript, js.dir, file}
}
