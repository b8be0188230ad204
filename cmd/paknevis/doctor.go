package main

import (
	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/doctor"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

func doctorCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is missing or slow on this machine",
		Long: `Say what is missing or slow on this machine, and what to do about it: models,
poppler, fonts, threads, sandbox, temporary folder, processors, memory. A scanned
page that is part of the program is read by a worker as a test.

A line each: ok, slow or missing; what; what was found; a hint. The exit code is
0 if all that a plain convert needs is there, slow or not, and 3 otherwise.

` + cli.ExitCodes,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			h := doctor.Host{Worker: func(paths ...string) (worker.Config, error) {
				files := make([]input.File, len(paths))
				for i, p := range paths {
					files[i] = input.File{Path: p, Name: p}
				}
				return workerConfig(files)
			}}
			if !sandboxed() {
				h.Unrestricted = "switched off by " + sandboxVar + "=off"
			}
			seen, err := doctor.Look(cmd.Context(), "paknevis "+version, h)
			if err != nil {
				return err
			}
			if asJSON {
				err = seen.WriteJSON(cmd.OutOrStdout())
			} else {
				err = seen.Write(cmd.OutOrStdout())
			}
			if err != nil {
				return cli.Errorf(cli.Access, "", "writing: %w", err)
			}
			if !seen.OK {
				return cli.Errorf(cli.Dependency, "", "something that is needed is missing")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one object for programs")
	return cmd
}
