// Package doctor tells what of that which the program rests on is missing or slow on
// this machine, and what to do about it.
//
//	Look(ctx, host)      look at everything, and read a page as a test
//	report.Write(w)      a line a check
//	report.WriteJSON(w)  one object
//
// Nothing is changed but for a file in the temporary folder, which is removed again.
package doctor

import (
	"context"

	"github.com/paknevis/paknevis/cmd/internal/worker"
)

// Mark says how a check went.
type Mark string

const (
	OK      Mark = "ok"
	Slow    Mark = "slow"    // there, but it costs time
	Missing Mark = "missing" // not there, or not as it must be
)

// Check is one thing that was looked at.
type Check struct {
	Mark    Mark    `json:"mark"`
	Name    string  `json:"name"`
	Needed  bool    `json:"needed"` // without it a plain `paknevis convert` fails on some inputs
	Detail  string  `json:"detail"` // what was found
	Hint    string  `json:"hint,omitempty"`
	Seconds float64 `json:"seconds,omitempty"` // the self test took
}

// Host is what the caller knows of how workers are started.
type Host struct {
	// Worker starts workers that may read the given files.
	Worker func(paths ...string) (worker.Config, error)
	// Unrestricted says why workers have no sandbox by the user's wish, or nothing.
	Unrestricted string
}

// Report is what was found.
type Report struct {
	Program string  `json:"program"`
	OK      bool    `json:"ok"` // all that is needed is there
	Checks  []Check `json:"checks"`
}

// Look looks at everything. An error is the context's: what is amiss is in the report.
func Look(ctx context.Context, program string, h Host) (*Report, error) {
	r := &Report{Program: program}
	r.Checks = append(r.Checks, libraries()...)
	r.Checks = append(r.Checks, models()...)
	r.Checks = append(r.Checks, poppler(ctx), fonts(fontFolders()), threads(h), confinement(h), temporary(), processors(), memory())
	r.Checks = append(r.Checks, selfTest(ctx, h))
	r.OK = r.lacking() == 0
	return r, ctx.Err()
}

// lacking counts what is needed and missing.
func (r *Report) lacking() int {
	n := 0
	for _, c := range r.Checks {
		if c.Needed && c.Mark == Missing {
			n++
		}
	}
	return n
}
