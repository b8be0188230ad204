package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of paknevis and of what it uses",
		Long:  "Print the versions of paknevis, Tesseract, its models and poppler.\n\n" + cli.ExitCodes,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "paknevis %s (%s %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			for _, v := range pipeline.Versions(cmd.Context()) {
				fmt.Fprintf(out, "%s %s\n", v.Name, v.Version)
			}
			return nil
		},
	}
}
