package report

import (
	"encoding/json"
	"io"

	"github.com/paknevis/paknevis/repair/page"
)

// Version of the record format.
const Version = 1

// Page is the record of one page. A file that could not be opened has a single
// record with page 0 and an error.
type Page struct {
	Version     int            `json:"version"`
	File        string         `json:"file"`
	Page        int            `json:"page"`
	Source      string         `json:"source"`             // text-layer, ocr, mixed, plain or none
	Verdict     string         `json:"verdict,omitempty"`  // health of the text layer
	Route       string         `json:"route,omitempty"`    // why the text was taken from there
	Encoding    string         `json:"encoding,omitempty"` // of a text input
	Language    string         `json:"language,omitempty"` // ISO 639 code of most of the text
	Confidence  float64        `json:"confidence"`         // 0..1, of the page's text as a whole
	Chars       int            `json:"chars"`              // code points of the output
	Lines       LineSources    `json:"lines"`              // lines by source
	Edits       map[string]int `json:"edits,omitempty"`    // applied edits by pass
	Suggestions map[string]int `json:"suggestions,omitempty"`
	Warnings    []page.Warning `json:"warnings,omitempty"`
	Error       *Failure       `json:"error,omitempty"` // no text came out of the page
	// Tools are the versions of what read the pixels of the page, and its models by kind and digest.
	Tools  map[string]string `json:"tools,omitempty"`
	Millis int64             `json:"ms,omitempty"`   // that it took; a batch leaves it out
	Text   string            `json:"text,omitempty"` // with `paknevis repair --format json`
}

// LineSources counts lines by where their text came from.
type LineSources struct {
	Text int `json:"text,omitempty"`
	OCR  int `json:"ocr,omitempty"`
}

// Failure says why a page or a file has no result.
type Failure struct {
	Code   string `json:"code"`           // stable kebab-case id
	Reason string `json:"reason"`         // what happened, lower case
	Hint   string `json:"hint,omitempty"` // what to do about it
}

func (f *Failure) Error() string { return f.Reason }

// Write appends the record to w as one line of JSON.
func (p *Page) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	p.Version = Version
	return enc.Encode(p)
}

// Summary is the total over the records of a run.
type Summary struct {
	Files, Pages             int
	TextPages, OCRPages      int
	Edits                    int
	Warnings                 int
	FailedFiles, FailedPages int
}

// Plus is the total over both.
func (s Summary) Plus(t Summary) Summary {
	return Summary{
		s.Files + t.Files, s.Pages + t.Pages, s.TextPages + t.TextPages, s.OCRPages + t.OCRPages,
		s.Edits + t.Edits, s.Warnings + t.Warnings, s.FailedFiles + t.FailedFiles, s.FailedPages + t.FailedPages,
	}
}

// Add counts one record.
func (s *Summary) Add(p *Page) {
	if p.Page > 0 {
		s.Pages++
	}
	switch p.Source {
	case "ocr", "mixed":
		s.OCRPages++
	case "text-layer", "plain":
		s.TextPages++
	}
	for _, n := range p.Edits {
		s.Edits += n
	}
	s.Warnings += len(p.Warnings)
	if p.Error != nil {
		if p.Page == 0 {
			s.FailedFiles++
		} else {
			s.FailedPages++
		}
	}
}
