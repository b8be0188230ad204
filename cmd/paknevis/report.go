package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/view"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair"
)

// viewName is the report for people inside the output folder.
const viewName = "report.html"

// pictureLimit is how long the drawing of a page may take.
const pictureLimit = time.Minute

// viewFlags say what report.html shows.
type viewFlags struct {
	shown int
	title string
}

func (v *viewFlags) add(fl *pflag.FlagSet) {
	fl.IntVar(&v.shown, "report-pages", view.DefaultShown, fmt.Sprintf("pages that report.html shows with picture and text, the worst first (at most %d)", view.MaxShown))
	fl.StringVar(&v.title, "report-title", "", "what report.html is about")
}

func (v *viewFlags) check() error {
	if v.shown < 0 || v.shown > view.MaxShown {
		return cli.Errorf(cli.Usage, "", "--report-pages: want 0 to %d", view.MaxShown)
	}
	return nil
}

func reportCommand() *cobra.Command {
	var v viewFlags
	var password passwordFlags
	var out string
	var times bool
	var jobs int
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "report WORKSPACE",
		Short: "Write report.html of what a run has done",
		Long: `Write a report of what a run of convert has done, or has done so far: totals, plots,
a table of all pages to sort and filter, and the worst pages with their picture
beside their text, repairs and unsure words marked. It is one file that needs no
network; open it in a browser.

WORKSPACE is the output folder of convert, or the workspace in it (` + input.WorkspaceName + `).
Pictures are drawn anew from the inputs, which must be where they were.

` + cli.ExitCodes,
		Example: `  paknevis report out                      out/report.html
  paknevis report out -o monday.html --report-pages 200`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := v.check(); err != nil {
				return err
			}
			switch {
			case jobs < 1:
				return cli.Errorf(cli.Usage, "", "--jobs: want at least 1")
			case timeout < 0:
				return cli.Errorf(cli.Usage, "", "--timeout: want no time below 0")
			}
			secret, err := password.read()
			if err != nil {
				return err
			}
			list, err := openWorkspaces(args[0])
			if err != nil {
				return err
			}
			defer closeAll(list)
			if out == "" {
				out = filepath.Join(args[0], viewName)
			}
			if err := writeView(cmd.Context(), out, list, v, viewJob{secret, division{jobs: min(jobs, maxJobs)}, timeout, times, reportName(batch.Shard{}), nil}); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "the report is in %s\n", out)
			return nil
		},
	}
	fl := cmd.Flags()
	fl.StringVarP(&out, "output", "o", "", "the report (default WORKSPACE/"+viewName+")")
	v.add(fl)
	fl.BoolVar(&times, "times", true, "tell how long pages took")
	fl.IntVarP(&jobs, "jobs", "j", defaultJobs(), "pictures drawn at once")
	fl.DurationVar(&timeout, "timeout", pictureLimit, "longest time for one picture")
	password.add(fl)
	return cmd
}

func statsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "stats WORKSPACE",
		Short: "Print totals of what a run has done",
		Long: `Print totals of what a run of convert has done, or has done so far: files, pages,
edits by pass, warnings, failures, confidence.

WORKSPACE is the output folder of convert, or the workspace in it (` + input.WorkspaceName + `).

` + cli.ExitCodes,
		Example: `  paknevis stats out
  paknevis stats out --json | jq .failures_by_code`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := openWorkspaces(args[0])
			if err != nil {
				return err
			}
			defer closeAll(list)
			if err := printStats(cmd.Context(), cmd.OutOrStdout(), list, asJSON); err != nil {
				if cmd.Context().Err() != nil {
					return err
				}
				return cli.Errorf(cli.Access, "", "%w", err)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

func printStats(ctx context.Context, w io.Writer, list []*workspace.Workspace, asJSON bool) error {
	var t view.Totals
	for p, err := range view.Of(nil, list...) {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		t.Add(p.Record)
	}
	left, err := view.Unfinished(list...)
	if err != nil {
		return err
	}
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			*view.Totals
			Unfinished int                `json:"unfinished_files"`
			Settings   workspace.Settings `json:"settings"`
		}{&t, left, list[0].Manifest.Settings})
	}
	if left > 0 {
		fmt.Fprintf(w, "%d files have not come to their end\n\n", left)
	}
	return t.WriteTable(w)
}

// viewJob says how a report is made.
type viewJob struct {
	password string
	memory   division
	timeout  time.Duration
	times    bool
	records  string // name of the file with all records
	drawn    func(done, of int)
}

// viewNameOf is the report of a run, or of a part of it, inside its output folder.
func viewNameOf(part batch.Shard) string {
	return strings.TrimSuffix(reportName(part), ".jsonl") + ".html"
}

// writeView writes report.html.
func writeView(ctx context.Context, path string, list []*workspace.Workspace, v viewFlags, j viewJob) error {
	var files []input.File
	for _, ws := range list {
		for _, in := range ws.Inputs() {
			files = append(files, input.File{Path: string(in.Path), Name: string(in.Name)})
		}
	}
	config, err := workerConfig(files)
	if err != nil {
		return err
	}
	j.memory.keep(&config)
	artist := view.NewArtist(config, j.memory.jobs, j.timeout, j.password)
	defer artist.Close()
	faults := map[string]string{}
	for _, p := range repair.Passes(repair.Options{}) {
		faults[p.Name] = p.Fault()
	}
	o := view.Options{Title: v.title, Shown: v.shown, Jobs: j.memory.jobs, Records: j.records, Times: j.times, Drawn: j.drawn, Passes: faults}
	settings := list[0].Manifest.Settings
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if settings[name] != "" && (name != "shard" || len(list) == 1) {
			o.About = append(o.About, view.Fact{Name: name, Value: settings[name]})
		}
	}
	err = batch.WriteFile(path, func(w io.Writer) error {
		_, err := view.Write(ctx, w, view.Of(artist, list...), o)
		return err
	})
	if err != nil && ctx.Err() == nil {
		return cli.Errorf(cli.Access, "", "%w", err)
	}
	return err
}

// openWorkspaces opens the workspace of an output folder, or those of the shards of a run.
func openWorkspaces(dir string) (list []*workspace.Workspace, err error) {
	var first error
	for _, place := range []string{dir, filepath.Join(dir, input.WorkspaceName)} {
		shards, err := filepath.Glob(filepath.Join(escapeGlob(place), "*-of-*"))
		if err != nil {
			shards = nil
		}
		for _, d := range append([]string{place}, shards...) {
			ws, err := workspace.Open(d)
			if errors.Is(err, workspace.ErrNotWorkspace) {
				first = err
				continue
			}
			if err != nil {
				closeAll(list)
				return nil, workspaceError(err)
			}
			list = append(list, ws)
		}
		if len(list) > 0 {
			return list, nil
		}
	}
	if _, err := os.Stat(dir); err != nil {
		first = err
	}
	return nil, workspaceError(first)
}

func workspaceError(err error) error {
	code, hint := cli.Input, "name the folder that was given to convert with -o"
	var other *workspace.Mismatch
	switch {
	case errors.Is(err, fs.ErrPermission):
		code, hint = cli.Access, "check the rights of the folder; a workspace is its owner's alone"
	case errors.As(err, &other):
		hint = "this workspace is that of another version of paknevis"
	}
	return cli.Errorf(code, hint, "%w", err)
}

// escapeGlob takes the meaning from the signs of a pattern.
func escapeGlob(s string) string {
	var b []byte
	for i := range len(s) {
		switch s[i] {
		case '*', '?', '[', '\\':
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

func closeAll(list []*workspace.Workspace) {
	for _, ws := range list {
		_ = ws.Close() // it was only read
	}
}
