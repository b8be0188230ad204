package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/report"
)

// repairFlags are those that convert and repair have in common.
func repairFlags(fl *pflag.FlagSet, o *pipeline.Options) {
	fl.Var(zwnjFlag{&o.ZWNJ}, "zwnj", "lost half-spaces: restore, keep (leave as they are) or academy (also where the author never writes them)")
	fl.StringSliceVar(&o.Skip, "skip", nil, "passes that are not to run, by name")
	fl.Float64Var(&o.Threshold, "threshold", repair.DefaultThreshold, "least confidence of an applied edit, above 0 and at most 1")
}

// checkRepair refuses values of repairFlags that mean nothing.
func checkRepair(o *pipeline.Options) error {
	if !(o.Threshold > 0 && o.Threshold <= 1) {
		return cli.Errorf(cli.Usage, "", "--threshold: want a number above 0 and at most 1")
	}
	for _, n := range o.Skip {
		if !repair.HasPass(n) {
			return cli.Errorf(cli.Usage, "`paknevis help repair` lists the passes", "--skip: no pass is called %q", n)
		}
	}
	return nil
}

func repairCommand() *cobra.Command {
	var o pipeline.Options
	var explain bool
	format := "text"
	cmd := &cobra.Command{
		Use:   "repair [FILE]",
		Short: "Repair text that another program has extracted",
		Long: `Read text that another program has extracted from standard input or FILE, in
whatever encoding, and write it repaired to standard output. Healthy text comes
through as it is.

Passes, in order:
` + passList() + `
` + cli.ExitCodes,
		Example: `  pdftotext old.pdf - | paknevis repair > clean.txt
  paknevis repair --explain broken.txt > clean.txt
  paknevis repair --format json broken.txt | jq .edits`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return cli.Errorf(cli.Usage, "", "--format: want text or json")
			}
			if err := checkRepair(&o); err != nil {
				return err
			}
			in, name := cmd.InOrStdin(), "standard input"
			if len(args) == 1 && args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return inputError(err)
				}
				defer f.Close()
				in, name = f, args[0]
			}
			o.Explain = explain || format == "json"
			return repairText(cmd.Context(), name, in, o, explain, format, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	repairFlags(fl, &o)
	fl.BoolVar(&explain, "explain", false, "print every edit with its reason to standard error")
	fl.StringVar(&format, "format", format, "text, or json with text, edits and warnings")
	return cmd
}

func repairText(ctx context.Context, name string, in io.Reader, o pipeline.Options, explain bool, format string, stdout, stderr io.Writer) error {
	var raw bytes.Buffer
	if err := copyUntil(ctx, &raw, io.LimitReader(in, pipeline.MaxWhole+1)); err != nil {
		if ctx.Err() != nil {
			return err
		}
		return inputError(fmt.Errorf("reading %s: %w", name, err))
	}
	res, err := pipeline.Text(ctx, name, raw.Bytes(), o)
	if err != nil {
		if f := pipeline.Failure(err); f != nil && ctx.Err() == nil {
			return cli.Errorf(cli.FailureCode(f), f.Hint, "%s: %s", name, f.Reason)
		}
		return err
	}
	if format == "json" {
		err = writeJSON(stdout, res)
	} else {
		_, err = io.WriteString(stdout, res.Text)
	}
	if err != nil {
		return cli.Errorf(cli.Access, "", "writing the text: %w", err)
	}
	if explain && format != "json" {
		stderr = cli.Plain(stderr)
		if err := report.WriteEdits(stderr, res.Edits); err != nil {
			return cli.Errorf(cli.Access, "", "writing the explanation: %w", err)
		}
		for _, w := range res.Record.Warnings {
			fmt.Fprintf(stderr, "warning: %s (%s)\n", w.Text, w.Code)
		}
	}
	return nil
}

// writeJSON prints a record with its text and all edits.
func writeJSON(w io.Writer, res *pipeline.Result) error {
	res.Record.Version = report.Version
	res.Record.Text = res.Text
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		report.Page
		Edits []report.Edit `json:"edits"`
	}{res.Record, res.Edits})
}

// passList is one line for each pass: its name and its fault.
func passList() string {
	var b strings.Builder
	for _, p := range repair.Passes(repair.Options{}) {
		fmt.Fprintf(&b, "  %-16s %s\n", p.Name, p.Fault())
	}
	return b.String()
}
