package cli

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// LogFormat is how a run tells what happens: lines for people or objects for programs.
type LogFormat string

const (
	LogText LogFormat = "text"
	LogJSON LogFormat = "json" // an object a line
)

// Set implements pflag.Value.
func (f *LogFormat) Set(s string) error {
	switch LogFormat(s) {
	case LogText, LogJSON:
		*f = LogFormat(s)
		return nil
	}
	return fmt.Errorf("want text or json")
}

func (f *LogFormat) String() string { return string(*f) }

// Type implements pflag.Value.
func (f *LogFormat) Type() string { return "format" }

// Log tells what happens in a run. Events of JSON have the keys of the records: file,
// page, code, reason, hint.
type Log struct {
	w    io.Writer
	text io.Writer    // the same, for names and words of inputs
	json *slog.Logger // nil for lines of text
}

// NewLog makes a log.
func NewLog(w io.Writer, f LogFormat) *Log {
	l := &Log{w: w, text: Plain(w)}
	if f == LogJSON {
		l.json = slog.New(slog.NewJSONHandler(w, nil))
	}
	return l
}

// JSON reports a log for programs.
func (l *Log) JSON() bool { return l.json != nil }

// Failure tells of a page, or a file as a whole, without a result.
func (l *Log) Failure(p *report.Page) {
	if l.json != nil {
		l.json.Error("no result", "file", p.File, "page", p.Page, "code", p.Error.Code, "reason", p.Error.Reason, "hint", p.Error.Hint)
		return
	}
	fmt.Fprintf(l.text, "%s: %s (%s)\n", place(p), p.Error.Reason, p.Error.Code)
	if p.Error.Hint != "" {
		fmt.Fprintf(l.text, "  hint: %s\n", p.Error.Hint)
	}
}

// Warning tells of something about a page.
func (l *Log) Warning(p *report.Page, w page.Warning) {
	if l.json != nil {
		l.json.Warn(w.Text, "file", p.File, "page", p.Page, "code", w.Code)
		return
	}
	fmt.Fprintf(l.text, "%s: warning: %s (%s)\n", place(p), w.Text, w.Code)
}

func place(p *report.Page) string {
	name := escape(p.File, "") // of one line
	if p.Page == 0 {
		return name
	}
	return fmt.Sprintf("%s: page %d", name, p.Page)
}

// Edits tells the edits of a file.
func (l *Log) Edits(file string, edits []report.Edit) error {
	if l.json != nil {
		for _, e := range edits {
			l.json.Info("edit", "file", file, "page", e.Page, "edit", e)
		}
		return nil
	}
	fmt.Fprintf(l.text, "%s:\n", escape(file, ""))
	return report.WriteEdits(l.text, edits)
}

// Note tells something else, of which programs get the values by name.
func (l *Log) Note(text string, values ...any) {
	if l.json != nil {
		l.json.Info(text, values...)
		return
	}
	fmt.Fprintln(l.text, text)
}

// Summary tells the end of a run.
func (l *Log) Summary(s report.Summary, took time.Duration) {
	if l.json != nil {
		l.json.Info("summary", "files", s.Files, "pages", s.Pages, "text", s.TextPages, "ocr", s.OCRPages, "edits", s.Edits,
			"warnings", s.Warnings, "failedFiles", s.FailedFiles, "failedPages", s.FailedPages, "seconds", took.Seconds())
		return
	}
	fmt.Fprintf(l.text, "%d files, %d pages (%d from text, %d by OCR), %d edits, %d warnings, %d failures in %s\n",
		s.Files, s.Pages, s.TextPages, s.OCRPages, s.Edits, s.Warnings, s.FailedFiles+s.FailedPages, took.Round(time.Millisecond))
}

// Tell prints the error that a command ends with, if it is for programs, and marks it.
func (l *Log) Tell(err error) error {
	code, hint, say := Explain(err)
	if l.json == nil || say == nil {
		return err
	}
	l.json.Error(say.Error(), "exit", code, "hint", hint)
	return &Error{Code: code, Err: err, Told: true}
}

func (l *Log) progress(s State) {
	if l.json != nil && s.Stage != "" {
		l.json.Info("progress", "stage", s.Stage, "done", s.Done, "of", s.Of)
		return
	}
	if l.json != nil {
		l.json.Info("progress", "opened", s.Opened, "files", s.Files, "pages", s.Pages, "expected", s.Expected, "estimate", s.About,
			"text", s.Text, "ocr", s.OCR, "failed", s.Failed, "pagesPerSecond", s.Rate, "secondsLeft", s.Left.Seconds())
		return
	}
	fmt.Fprintln(l.text, s.line())
}
