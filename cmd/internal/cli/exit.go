// Package cli is what the commands share: exit codes, errors with hints, and
// progress on a terminal.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/paknevis/paknevis/repair/report"
)

// Exit codes. Where OCRmyPDF has a meaning for a number, it is kept.
const (
	OK         = 0   // everything has a result
	Usage      = 1   // bad arguments
	Input      = 2   // the input cannot be read: missing, empty, damaged, not a document
	Dependency = 3   // a program or model is missing
	Partial    = 4   // finished, but some pages or files have no result; the report says which
	Access     = 5   // no permission, no space, output not written
	Child      = 7   // a worker process died or ran out of time
	Encrypted  = 8   // a password is needed
	Settings   = 9   // the workspace was begun with other settings or versions
	Other      = 15  // a fault of the program
	Again      = 75  // finished, but some have no result for a reason that may pass
	Cancelled  = 130 // interrupted (SIGINT)
	Terminated = 143 // told to end (SIGTERM), as a cluster does before it takes the machine away
)

// ExitCodes is the table in the help of each command.
const ExitCodes = `Exit codes:
  0    everything has a result
  1    bad arguments
  2    an input cannot be read: missing, empty, damaged, not a document
  3    a program or model is missing
  4    finished, but some pages or files have no result; the report says which
       (reasons that stay: damaged, encrypted, no text, ...)
  5    no permission, no space, or the output could not be written
  7    a worker process died or ran out of time
  8    a password is needed
  9    the workspace was begun with other settings or versions
  15   a fault of the program itself
  75   finished, but some have no result for a reason that may pass (time, a lost
       worker, no space), or another run is at work there: run the command again
  130  interrupted (SIGINT); what is finished stays
  143  told to end (SIGTERM); what is finished stays`

// ErrTerminated is the cause of a context that ended by SIGTERM.
var ErrTerminated = errors.New("told to end")

// Error is an error with an exit code and a word of advice.
type Error struct {
	Code int
	Err  error
	Hint string
	Told bool // it has been printed
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error with an exit code.
func Errorf(code int, hint, format string, args ...any) error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...), Hint: hint}
}

// Print writes an error the way all commands do and returns its exit code.
func Print(w io.Writer, err error) int {
	code, hint, err := Explain(err)
	if err == nil {
		return code
	}
	w = Plain(w)
	fmt.Fprintf(w, "paknevis: %v\n", err)
	if hint != "" {
		fmt.Fprintf(w, "hint: %s\n", hint)
	}
	return code
}

// Explain is the exit code of an error, and what is to be said of it with a word of
// advice: nothing if it was told before.
func Explain(err error) (code int, hint string, say error) {
	if err == nil {
		return OK, "", nil
	}
	var e *Error
	switch {
	case errors.As(err, &e) && e.Told:
		return e.Code, "", nil
	case e != nil:
		return e.Code, e.Hint, err
	case errors.Is(err, ErrTerminated):
		return Terminated, "", ErrTerminated
	case errors.Is(err, context.Canceled):
		return Cancelled, "", errors.New("interrupted")
	}
	return Usage, "", err // cobra's own errors are about arguments
}

// Passes reports a failure for a reason that may pass without anybody's doing.
func Passes(f *report.Failure) bool {
	switch f.Code {
	case "timeout", "worker-died", "renderer-killed", "output", "changed":
		return true
	}
	return false
}

// FailureCode is the exit code of a failure in a record.
func FailureCode(f *report.Failure) int {
	switch f.Code {
	case "encrypted", "wrong-password":
		return Encrypted
	case "missing-program", "missing-model":
		return Dependency
	case "output", "permission":
		return Access
	case "changed":
		return Again
	case "timeout", "worker-died", "renderer-killed":
		return Child
	case "internal":
		return Other
	}
	return Input
}
