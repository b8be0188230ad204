// Paknevis turns Persian and Arabic PDFs, scans and badly extracted text into
// clean UTF-8. Run `paknevis help` for its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
	"github.com/paknevis/paknevis/cmd/internal/pipeline"
)

// version is set by the linker, see the Makefile.
var version = "unknown"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := untilSignal()
	defer stop()
	defer pipeline.RemovePersian()
	signal.Ignore(syscall.SIGXFSZ) // a file size limit is an error of the write, not the end of the process
	err := root().ExecuteContext(ctx)
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return cli.Print(os.Stderr, err)
}

// patience is how long a run that was told to end may take to put away what it has.
const patience = 4 * time.Second

// untilSignal is a context that ends with SIGINT or SIGTERM. A second signal ends the
// process at once, and so does patience when it runs out; workers die with it.
func untilSignal() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt, syscall.SIGTERM)
	go func() {
		code, cause := cli.Cancelled, context.Canceled
		if <-ch == syscall.SIGTERM {
			code, cause = cli.Terminated, cli.ErrTerminated
		}
		cancel(cause)
		select {
		case <-ch:
		case <-time.After(patience):
		}
		pipeline.RemovePersian()
		os.Exit(code)
	}()
	return ctx, func() { cancel(nil) }
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "paknevis",
		Short: "Clean UTF-8 out of Persian and Arabic PDFs, scans and broken text",
		Long: `paknevis (` + "پاک\u200cنویس" + `, "fair copy") turns Persian and Arabic PDFs, scanned or born
digital, and text already broken by other extractors into clean UTF-8, with a
report of what was changed and why.

` + cli.ExitCodes,
		Example: `  paknevis convert report.pdf                 text to standard output
  paknevis convert -o out/ archive/           a folder, with out/report.jsonl
  pdftotext old.pdf - | paknevis repair       text that came from elsewhere
  paknevis inspect report.pdf                 what convert would do, and why
  paknevis doctor                             what is missing or slow on this machine`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
	}
	cmd.AddCommand(convertCommand(), repairCommand(), inspectCommand(), reportCommand(), statsCommand(), joinCommand(), versionCommand(), doctorCommand(), workerCommand())
	return cmd
}
