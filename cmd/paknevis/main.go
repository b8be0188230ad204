// Paknevis turns Persian and Arabic PDFs, scans and badly extracted text into
// clean UTF-8. Run `paknevis help` for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/paknevis/paknevis/cmd/internal/cli"
)

// version is set by the linker, see the Makefile.
var version = "unknown"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGXFSZ) // a file size limit is an error of the write, not the end of the process
	return cli.Print(os.Stderr, root().ExecuteContext(ctx))
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
  paknevis inspect report.pdf                 what convert would do, and why`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
	}
	cmd.AddCommand(convertCommand(), repairCommand(), inspectCommand(), versionCommand(), workerCommand())
	return cmd
}
