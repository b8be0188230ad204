package batch

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/worker"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// passing are the codes of failures that do not lie in the content and the settings. What
// failed for them is done again when a run goes on.
var passing = []string{
	"timeout", "worker-died", pipeline.RendererKilled, "output", "changed", // another try may do
	"permission", "missing", "missing-program", "missing-model", "unreadable", // something must be put right first
	"encrypted", "wrong-password", // a password is no setting that a workspace keeps
	"internal",
}

func passes(f *report.Failure) bool { return f != nil && slices.Contains(passing, f.Code) }

// transient reports a failure that is none of the page's: it is not recorded before the page
// was tried anew.
func transient(f *report.Failure) bool { return f != nil && f.Code == pipeline.RendererKilled }

// warnAgain is the code of the warning about a page that cost a worker.
const warnAgain = "read-again"

// again tells of a page that was read the cheaper way after a worker was lost at it.
func again(reason string) page.Warning {
	return page.Warning{Code: warnAgain, Text: "read with less effort after a first try failed: " + reason}
}

// twice words the end of both tries at a page.
func twice(first string, second *report.Failure) *report.Failure {
	if first == second.Reason {
		second.Reason += ", twice"
	} else {
		second.Reason = first + "; second try: " + second.Reason
	}
	return second
}

// childFailure words what happened to a worker.
func childFailure(err error) *report.Failure {
	if errors.Is(err, worker.ErrTimeout) {
		return &report.Failure{Code: "timeout", Reason: err.Error(), Hint: "give each page more time with --timeout"}
	}
	return &report.Failure{Code: "worker-died", Reason: err.Error()}
}

// outputFailure words why an output was not written.
func outputFailure(err error) *report.Failure {
	return &report.Failure{Code: "output", Reason: err.Error(), Hint: "free space or choose another folder with -o"}
}

// fileTimeout is the failure of pages that had no time left.
func (r *run) fileTimeout() *report.Failure {
	return &report.Failure{
		Code: "timeout", Reason: fmt.Sprintf("the time for the file is over (%s)", r.FileTimeout),
		Hint: "give each file more time with --file-timeout, and run the same command again",
	}
}

// tooMany is the failure of a file that lost more pages than it may.
func tooMany(failed, pages int, most float64) *report.Failure {
	return &report.Failure{
		Code:   "too-many-failures",
		Reason: fmt.Sprintf("%d of %d pages have no result, more than %g of them", failed, pages, most),
		Hint:   "allow more with --max-page-error-rate",
	}
}
