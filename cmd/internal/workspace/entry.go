package workspace

import (
	"encoding/json"
	"io/fs"
	"unicode/utf8"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Input is an input of a run.
type Input struct {
	Path FileName `json:"path"`
	Name FileName `json:"name"` // as the report calls it
}

// FileName is a name of any bytes.
type FileName string

func (n FileName) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(n)) {
		return json.Marshal(string(n))
	}
	return json.Marshal([][]byte{[]byte(n)}) // a list of one: its bytes in base 64
}

func (n *FileName) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		var raw [][]byte
		if err := json.Unmarshal(b, &raw); err != nil {
			return err
		}
		if len(raw) > 0 {
			*n = FileName(raw[0])
		}
		return nil
	}
	return json.Unmarshal(b, (*string)(n))
}

// Stat tells a file that is as it was from one that may have changed.
type Stat struct {
	Size   int64  `json:"size"`
	Mtime  int64  `json:"mtime"` // nanoseconds, as the file system says
	Ctime  int64  `json:"ctime"` // likewise
	Number uint64 `json:"inode"`
}

// StatOf is the Stat of a file.
func StatOf(info fs.FileInfo) Stat { return statOf(info) }

// File is what is known of a path.
type File struct {
	Path      FileName        `json:"path"`
	Stat      Stat            `json:"stat"`
	Elsewhere bool            `json:"elsewhere,omitempty"` // another shard has it
	Failure   *report.Failure `json:"failure,omitempty"`   // it could not be read
	Wrote     bool            `json:"wrote,omitempty"`     // it had outputs once; in a log that was written anew
	Digest    Digest          `json:"-"`
}

// Plan is what is known of a content before its pages.
type Plan struct {
	Path     FileName        `json:"path"` // from which it is read
	Stat     Stat            `json:"stat"`
	Pages    int             `json:"pages"`
	Warnings []page.Warning  `json:"warnings,omitempty"`
	Text     bool            `json:"text,omitempty"`
	Failure  *report.Failure `json:"failure,omitempty"` // it cannot be opened
	Again    bool            `json:"again,omitempty"`   // but another try may do
	Millis   int64           `json:"ms,omitempty"`
}

// Done says that a path has come to its end.
type Done struct {
	Path    FileName        `json:"path"`
	Outputs []Written       `json:"outputs,omitempty"`
	Failure *report.Failure `json:"failure,omitempty"` // of the file, beside those of its pages
}

// Written is an output.
type Written struct {
	Name FileName `json:"name"` // inside the output folder
	Size int64    `json:"size"`
}

// body is a result without its record.
type body struct {
	Text         string        `json:"text,omitempty"`
	Edits        []report.Edit `json:"edits,omitempty"`
	Page         *export.Page  `json:"page,omitempty"`
	Markdown     string        `json:"markdown,omitempty"`
	Head         layout.Edge   `json:"head,omitzero"`
	Foot         layout.Edge   `json:"foot,omitzero"`
	FootLine     int           `json:"footLine,omitempty"`
	MarkdownFoot int           `json:"markdownFoot,omitempty"`
}

func bodyOf(r *pipeline.Result) *body {
	return &body{r.Text, r.Edits, r.Page, r.Markdown, r.Head, r.Foot, r.FootLine, r.MarkdownFoot}
}

func (b *body) result(record report.Page) *pipeline.Result {
	return &pipeline.Result{
		Record: record, Text: b.Text, Edits: b.Edits, Page: b.Page, Markdown: b.Markdown,
		Head: b.Head, Foot: b.Foot, FootLine: b.FootLine, MarkdownFoot: b.MarkdownFoot,
	}
}
