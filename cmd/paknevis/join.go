package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
)

func joinCommand() *cobra.Command {
	var v viewFlags
	var password passwordFlags
	html := true
	cmd := &cobra.Command{
		Use:   "join DIR",
		Short: "Put the reports of shards together",
		Long: `Put the reports of all shards of a run in DIR together into DIR/report.jsonl and
DIR/report.html: the same, byte for byte, as one run without shards writes. All
shards must have come to their end with the same inputs.

` + cli.ExitCodes,
		Example: `  paknevis convert -o out --shard 0/2 archive/
  paknevis convert -o out --shard 1/2 archive/
  paknevis join out`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := v.check(); err != nil {
				return err
			}
			secret, err := password.read()
			if err != nil {
				return err
			}
			shards, err := openShards(filepath.Join(args[0], input.WorkspaceName))
			for _, w := range shards {
				defer w.Close()
			}
			if err != nil {
				return err
			}
			records, err := workspace.Join(shards)
			if err != nil {
				return cli.Errorf(cli.Partial, "run that shard again", "%w", err)
			}
			times := shards[0].Manifest.Settings["times"] == "true"
			path := filepath.Join(args[0], reportName(batch.Shard{}))
			err = batch.WriteFile(path, func(w io.Writer) error {
				for rec, err := range records {
					if err != nil {
						return err
					}
					if !times {
						rec.Millis = 0
					}
					if err := rec.Write(w); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return cli.Errorf(cli.Access, "", "%w", err)
			}
			if html {
				j := viewJob{secret, division{jobs: defaultJobs()}, pictureLimit, times, reportName(batch.Shard{}), nil}
				if err := writeView(cmd.Context(), filepath.Join(args[0], viewName), shards, v, j); err != nil {
					return err
				}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "records of %d shards in %s\n", len(shards), path)
			return nil
		},
	}
	fl := cmd.Flags()
	fl.BoolVar(&html, "html", true, "write "+viewName+" too")
	v.add(fl)
	password.add(fl)
	return cmd
}

// openShards opens the workspaces of all shards of a run.
func openShards(dir string) (shards []*workspace.Workspace, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, inputError(err)
	}
	have := map[string]bool{}
	count := 0
	for _, e := range entries {
		var s batch.Shard
		if _, err := fmt.Sscanf(e.Name(), "%d-of-%d", &s.Index, &s.Count); err != nil || s.Name() != e.Name() || !e.IsDir() {
			continue
		}
		if count > 0 && s.Count != count {
			return nil, cli.Errorf(cli.Input, "take the folders of the others away", "%s has shards of runs in %d and in %d parts", dir, count, s.Count)
		}
		count = s.Count
		have[e.Name()] = true
	}
	if count == 0 {
		return nil, cli.Errorf(cli.Input, "", "%s has no shards", dir)
	}
	for i := range count {
		name := batch.Shard{Index: i, Count: count}.Name()
		if !have[name] {
			return shards, cli.Errorf(cli.Partial, "run that shard", "shard %d/%d is missing in %s", i, count, dir)
		}
		w, err := workspace.Open(filepath.Join(dir, name))
		if err != nil {
			return shards, cli.Errorf(cli.Input, "", "%w", err)
		}
		shards = append(shards, w)
	}
	return shards, nil
}
