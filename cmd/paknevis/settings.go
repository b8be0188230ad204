package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

// notSettings are options on which no output depends: the password opens a file or does
// not, and edits are always kept.
var notSettings = []string{"Password", "Explain"}

// settings are all that outputs depend on, for the manifest of a workspace.
func (f *convertFlags) settings(ctx context.Context, part batch.Shard) workspace.Settings {
	s := workspace.Settings{
		"paknevis": programVersion(), "formats": f.formats.String(), "pages": f.pages, "page-breaks": fmt.Sprint(f.breaks),
		"mark-failed": fmt.Sprint(f.marks), "max-page-error-rate": fmt.Sprint(f.maxErrors), "times": fmt.Sprint(f.times), "shard": part.String(),
	}
	for _, v := range pipeline.Versions(ctx) {
		s[v.Name] = v.Version
	}
	// Whatever option there will be is one of them.
	options := reflect.ValueOf(f.Options)
	for i := range options.NumField() {
		field := options.Type().Field(i)
		if field.IsExported() && !slices.Contains(notSettings, field.Name) {
			s[strings.ToLower(field.Name)] = fmt.Sprint(options.Field(i).Interface())
		}
	}
	return s
}

// programVersion is the version, and of a build without one what tells it from others.
func programVersion() string {
	if version != "unknown" {
		return version
	}
	self, err := os.Executable()
	if err != nil {
		return version
	}
	info, err := os.Stat(self)
	if err != nil {
		return version
	}
	return fmt.Sprintf("%s, built %s", version, info.ModTime().UTC().Format("2006-01-02T15:04:05.000000000Z"))
}

// begin opens the workspace of a run.
func (f *convertFlags) begin(ctx context.Context, part batch.Shard) (*workspace.Workspace, error) {
	dir := f.workspace
	if dir == "" {
		dir = filepath.Join(f.out, input.WorkspaceName)
		if !part.All() {
			dir = filepath.Join(dir, part.Name())
		}
	}
	w, err := workspace.Begin(dir, f.settings(ctx, part), f.fresh)
	var mismatch *workspace.Mismatch
	switch {
	case err == nil:
		return w, nil
	case errors.As(err, &mismatch):
		return nil, cli.Errorf(cli.Settings, "take another folder with -o, or begin anew with --fresh", "%w", err)
	case errors.Is(err, workspace.ErrLocked):
		return nil, cli.Errorf(cli.Again, "wait until it has ended, or take another folder with -o", "%w", err)
	case errors.Is(err, workspace.ErrNotWorkspace):
		return nil, cli.Errorf(cli.Access, "name an empty folder with --workspace", "%w", err)
	case errors.Is(err, fs.ErrPermission):
		hint := fmt.Sprintf("let user %d write there, or choose another folder with -o or --workspace", os.Getuid())
		return nil, cli.Errorf(cli.Access, hint, "%w", err)
	}
	return nil, cli.Errorf(cli.Access, "free space or choose another folder with -o or --workspace", "%w", err)
}

// reportName is the record of a run, or of a part of it, inside its output folder.
func reportName(part batch.Shard) string {
	if part.All() {
		return "report.jsonl"
	}
	return "report-" + part.Name() + ".jsonl"
}
