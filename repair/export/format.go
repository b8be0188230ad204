package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Format is the name of a format.
type Format string

const (
	Text  Format = "txt"
	MD    Format = "md"
	JSONL Format = "jsonl"
	JSON  Format = "json"
	HOCR  Format = "hocr"
	ALTO  Format = "alto"
)

// kind is what a format needs.
type kind struct {
	format Format
	suffix string // of its files
	words  bool   // it shows words and their places
	make   func(io.Writer, Document) Writer
}

var kinds = []kind{
	{Text, ".txt", false, newText},
	{MD, ".md", false, newMarkdown},
	{JSONL, ".jsonl", true, newRecords},
	{JSON, ".json", false, newSpans},
	{HOCR, ".hocr", true, newHOCR},
	{ALTO, ".alto.xml", true, newALTO},
}

func (f Format) kind() kind {
	return kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.format == f })]
}

// Suffix is how the names of files in the format end.
func (f Format) Suffix() string { return f.kind().suffix }

// Words reports a format that shows words and their places.
func (f Format) Words() bool { return f.kind().words }

// Names are the names of all formats.
func Names() string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k.format)
	}
	return strings.Join(names, ", ")
}

// Formats is a list of formats. It implements pflag.Value: names parted by commas.
type Formats []Format

// Set reads a list; a format named twice counts once.
func (fs *Formats) Set(s string) error {
	var list Formats
	for _, name := range strings.Split(s, ",") {
		f := Format(strings.TrimSpace(name))
		if !slices.ContainsFunc(kinds, func(k kind) bool { return k.format == f }) {
			return fmt.Errorf("want some of %s", Names())
		}
		if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	*fs = list
	return nil
}

func (fs *Formats) String() string {
	names := make([]string, len(*fs))
	for i, f := range *fs {
		names[i] = string(f)
	}
	return strings.Join(names, ",")
}

// Type implements pflag.Value.
func (fs *Formats) Type() string { return "formats" }

// Document is what the formats say of a document as a whole.
type Document struct {
	Name      string // as the report calls it
	Generator string // the program and its version
	Breaks    bool   // a form feed between the pages of a text, and each as it is
	Marks     bool   // a text says where a page without text is missing, and why
}

// Item is a page on its way into a document.
type Item struct {
	Number   int
	Text     string // ends in a line feed unless empty
	Foot     int    // line of Text, from 0, that the paragraph at the foot of the page is
	Markdown string // the same as CommonMark, if a format wants it
	MDFoot   int    // and that line of it

	// The paragraph that comes in from the page before, and the one that goes on.
	Head, Tail layout.Edge

	Page     *Page // if a format shows words
	Source   string
	Language string // ISO 639 code
	Conf     float64
	Warnings []page.Warning
	Error    *report.Failure // the page has no text
}

// Writer takes the pages of a document in order. Nothing is complete before Close.
type Writer interface {
	Add(*Item) error
	Close() error
}

// New makes a writer of a format, which is one of the constants.
func New(f Format, w io.Writer, d Document) Writer { return f.kind().make(w, d) }
