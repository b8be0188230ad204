package pipeline

import (
	"fmt"
	"strings"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/passes"
	"github.com/paknevis/paknevis/repair/report"
)

// OCRMode says when pixels are read.
type OCRMode string

const (
	OCRAuto   OCRMode = "auto"   // where a page has no text that can be trusted
	OCRNever  OCRMode = "never"  // the text layer or nothing
	OCRAlways OCRMode = "always" // pixels only
)

// Set implements pflag.Value.
func (m *OCRMode) Set(s string) error {
	switch OCRMode(s) {
	case OCRAuto, OCRNever, OCRAlways:
		*m = OCRMode(s)
		return nil
	}
	return fmt.Errorf("want auto, never or always")
}

func (m *OCRMode) String() string { return string(*m) }

// Type implements pflag.Value.
func (m *OCRMode) Type() string { return "mode" }

// Cells says what stands between the cells of a table and between hemistichs.
type Cells string

// The zero Cells is CellsTab.
const (
	CellsTab Cells = "tab"
	CellsBar Cells = "bar" // a vertical line between spaces
)

// Set implements pflag.Value.
func (c *Cells) Set(s string) error {
	switch Cells(s) {
	case CellsTab, CellsBar:
		*c = Cells(s)
		return nil
	}
	return fmt.Errorf("want tab or bar")
}

func (c *Cells) String() string { return string(*c) }

// Type implements pflag.Value.
func (c *Cells) Type() string { return "sign" }

// apart puts the sign between the cells of a page's text, which holds tabs.
func (c Cells) apart(text string) string {
	if c != CellsBar {
		return text
	}
	return strings.ReplaceAll(text, "\t", " | ")
}

// shift moves the spans of edits of a text to where apart puts their words.
func (c Cells) shift(edits []report.Edit, text page.Text) {
	if c != CellsBar || len(edits) == 0 {
		return
	}
	tabs := make([]int, len(text)+1) // before each offset
	for i, r := range text {
		tabs[i+1] = tabs[i]
		if r.R == '\t' {
			tabs[i+1]++
		}
	}
	const more = len(" | ") - len("\t")
	for i := range edits {
		s := &edits[i].Span
		s.From, s.To = s.From+more*tabs[s.From], s.To+more*tabs[s.To]
	}
}

// Options are what a user can choose. They are part of every job.
type Options struct {
	OCR       OCRMode
	Languages []string // Tesseract languages, the main one first
	Password  string
	DPI       int         // resolution for OCR; 0 lets the page decide
	Profile   ocr.Profile // of OCR
	ZWNJ      passes.ZWNJPolicy
	Threshold float64 // least confidence of an applied edit; 0 for the default
	Skip      []string
	Explain   bool // results carry every edit
	Furniture bool // keep running heads, feet and folios
	Cells     Cells
	Words     bool // results carry words and their places
	Markdown  bool // results carry CommonMark

	again bool // a second try: maps of fonts are not learned from pixels, and what cannot be drawn is done without
}

// Job is a stretch of pages of one file.
type Job struct {
	Path    string
	Name    string // as the report calls the file
	First   int    // page, 1 for the first
	Last    int    // included
	Threads int    // pages of a PDF that may be read at once; 0 is 1
	Again   bool   // a worker was lost at these pages: they are read with less effort
	Options Options
}

// againDPI is the resolution of a second try, in pixels per inch: with it a page has
// about half the pixels of the first, and print of 10 points is still read.
const againDPI = 150

// options are those that the pages are read with. A second try draws smaller pictures,
// reads them once, and learns no fonts from pixels: what has ended a worker was most
// likely one of these.
func (j *Job) options() Options {
	o := j.Options
	if j.Again {
		o.Profile, o.again = ocr.Fast, true
		if o.DPI == 0 || o.DPI > againDPI {
			o.DPI = againDPI
		}
	}
	return o
}

// Plan is what is known of a file before its pages are read.
type Plan struct {
	Kind     input.Kind
	Pages    int
	Warnings []page.Warning // about the file as a whole
	Text     bool           // a long PDF with a text layer on every page of its sample; found out for more than one thread
}

// Result is one page.
type Result struct {
	Text   string // ends in a line feed unless empty
	Record report.Page
	Edits  []report.Edit // with Options.Explain

	Page     *export.Page // with Options.Words
	Markdown string       `json:",omitempty"` // with Options.Markdown

	// Head is about the paragraph that Text begins with, Foot about that in its line
	// FootLine, counted from 0.
	Head, Foot   layout.Edge
	FootLine     int `json:",omitempty"`
	MarkdownFoot int `json:",omitempty"` // the same line of Markdown
}

// Request is what a parent asks of a worker: one of the jobs.
type Request struct {
	Plan    *Job         `json:",omitempty"`
	Pages   *Job         `json:",omitempty"`
	Inspect *Job         `json:",omitempty"`
	Ranges  input.Ranges `json:",omitempty"` // pages to inspect
	Picture *Job         `json:",omitempty"` // of which the first page is drawn
	Width   int          `json:",omitempty"` // of the picture, pixels
}

// Response is one answer of a worker: a plan, a page, a picture, or the end of the job.
type Response struct {
	Plan       *Plan           `json:",omitempty"`
	Page       *Result         `json:",omitempty"`
	Inspection *Inspection     `json:",omitempty"`
	Picture    []byte          `json:",omitempty"` // JPEG
	Done       bool            `json:",omitempty"`
	Failure    *report.Failure `json:",omitempty"` // of the file as a whole
}
