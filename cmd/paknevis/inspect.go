package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
)

func inspectCommand() *cobra.Command {
	o := pipeline.Options{OCR: pipeline.OCRAuto}
	format, languageList, pageList := "table", "fas+eng", ""
	timeout := 5 * time.Minute
	var password passwordFlags
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Say page by page what convert would do, and why",
		Long: `Say page by page how good the text layer of a file is (healthy, repairable,
sick, absent), what convert would do with it and why, and what is known of its
fonts and their maps. No page is read by OCR: where convert would learn the map
of a font from the pixels of a few pages, inspect says ocr for all of them.

` + cli.ExitCodes,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "table" && format != "json" {
				return cli.Errorf(cli.Usage, "", "--format: want table or json")
			}
			if timeout < 0 {
				return cli.Errorf(cli.Usage, "", "--timeout: want no time below 0")
			}
			pages, err := input.ParseRanges(pageList)
			if err != nil {
				return cli.Errorf(cli.Usage, "", "--pages: %w", err)
			}
			if o.Languages, err = languages(languageList); err != nil {
				return err
			}
			if o.Password, err = password.read(); err != nil {
				return err
			}
			files := new(input.Selection).Expand(args, nil)
			if len(files) != 1 {
				return cli.Errorf(cli.Usage, "", "inspect takes one file, this names %d", len(files))
			}
			if f := files[0].Failure; f != nil {
				return cli.Errorf(cli.FailureCode(f), f.Hint, "%s: %s", files[0].Path, f.Reason)
			}
			seen, err := inspect(&pipeline.Job{Path: files[0].Path, Name: files[0].Name, Options: o}, pages, timeout)
			if err != nil {
				return err
			}
			if format == "json" {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				err = enc.Encode(seen)
			} else {
				err = printInspection(cmd.OutOrStdout(), seen)
			}
			if err != nil {
				return cli.Errorf(cli.Access, "", "writing: %w", err)
			}
			return nil
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&format, "format", format, "table or json")
	fl.Var(&o.OCR, "ocr", "when convert would read pixels: auto, never or always")
	fl.StringVarP(&languageList, "language", "l", languageList, "Tesseract languages")
	fl.StringVar(&pageList, "pages", "", "pages to look at, like 1-3,7,10-")
	password.add(fl)
	fl.DurationVar(&timeout, "timeout", timeout, "longest time for the file")
	return cmd
}

// inspect asks a worker process, for the file is as hostile as in convert.
func inspect(job *pipeline.Job, pages input.Ranges, timeout time.Duration) (*pipeline.Inspection, error) {
	config, err := workerConfig([]input.File{{Path: job.Path, Name: job.Name}})
	if err != nil {
		return nil, err
	}
	w, err := worker.Start(config)
	if err != nil {
		return nil, cli.Errorf(cli.Child, "", "%w", err)
	}
	defer w.Close()
	var resp pipeline.Response
	if err = w.Send(pipeline.Request{Inspect: job, Ranges: pages}); err == nil {
		err = w.Receive(&resp, timeout)
	}
	if err != nil {
		return nil, cli.Errorf(cli.Child, "", "%s: %w", job.Name, err)
	}
	if resp.Failure != nil {
		return nil, cli.Errorf(cli.FailureCode(resp.Failure), resp.Failure.Hint, "%s: %s", job.Name, resp.Failure.Reason)
	}
	return resp.Inspection, nil
}

func printInspection(w io.Writer, seen *pipeline.Inspection) error {
	w = cli.Plain(w) // names of files and fonts are strangers' words
	fmt.Fprintf(w, "%s: %s, %d pages\n", seen.File, seen.Kind, seen.PageCount)
	for _, warning := range seen.Warnings {
		fmt.Fprintf(w, "warning: %s (%s)\n", warning.Text, warning.Code)
	}
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "page\ttext layer\tconvert would\tglyphs\timages\twhy")
	for _, p := range seen.Pages {
		fmt.Fprintf(tw, "%d\t%s\t%s\t%d\t%d\t%s\n", p.Page, p.Verdict, p.Action, p.Glyphs, p.Images, p.Reason)
	}
	if len(seen.Fonts) > 0 {
		fmt.Fprintln(tw, "\nfont\ttype\tembedded\tToUnicode\tverdict\tevidence")
		for _, f := range seen.Fonts {
			evidence := "-"
			if len(f.Evidence) > 0 {
				evidence = strings.Join(f.Evidence, "; ")
			}
			fmt.Fprintf(tw, "%s\t%s\t%t\t%t\t%s\t%s\n", f.Name, f.Type, f.Embedded, f.ToUnicode, f.Verdict, evidence)
		}
	}
	return tw.Flush()
}
