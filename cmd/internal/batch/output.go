package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/repair/export"
)

// Output is one of the forms in which a file is written.
type Output struct {
	Format export.Format
	Path   string // "" for Config.Stdout
}

// outputs write the forms of one file while its pages come in. Nothing can be seen of
// them before commit.
type outputs struct {
	doc     export.Document
	input   string
	forms   []Output
	stdout  io.Writer
	waiting []*export.Item // pages without a result before the first one that has one
	open    []openOutput
	err     error // the first one; nothing is written after it
}

type openOutput struct {
	export.Writer
	buf  *bufio.Writer
	file *pending // nil for standard output
}

// add takes the next page. The first page that has a result opens the files.
func (o *outputs) add(it *export.Item) {
	if o.err != nil {
		return
	}
	if len(o.open) == 0 {
		o.waiting = append(o.waiting, it)
		if it.Error != nil {
			return
		}
		if o.err = o.begin(); o.err != nil {
			return
		}
		for _, w := range o.waiting {
			o.write(w)
		}
		o.waiting = nil
		return
	}
	o.write(it)
}

func (o *outputs) write(it *export.Item) {
	for _, out := range o.open {
		if o.err == nil {
			o.err = out.Add(it)
		}
	}
}

func (o *outputs) begin() error {
	for _, form := range o.forms {
		out := openOutput{}
		if form.Path == "" {
			out.buf = bufio.NewWriter(o.stdout)
		} else {
			if same, err := sameFile(o.input, form.Path); err != nil || same {
				return errors.Join(err, fmt.Errorf("the output %s would replace its own input", form.Path))
			}
			var err error
			if out.file, err = create(form.Path); err != nil {
				return err
			}
			out.buf = bufio.NewWriter(out.file)
		}
		out.Writer = export.New(form.Format, out.buf, o.doc)
		o.open = append(o.open, out)
	}
	return nil
}

// commit completes the files and gives them their names, unless one of them failed.
func (o *outputs) commit() error {
	for _, out := range o.open {
		if o.err == nil {
			o.err = out.Close()
		}
		if o.err == nil {
			o.err = out.buf.Flush()
		}
	}
	for i, out := range o.open {
		if o.err == nil && out.file != nil {
			o.err = out.file.commit()
			o.open[i].file = nil
		}
	}
	err := o.err
	o.abort()
	return err
}

// abort takes away what was not committed.
func (o *outputs) abort() {
	for _, out := range o.open {
		if out.file != nil {
			o.err = errors.Join(o.err, out.file.abort())
		}
	}
	o.open, o.waiting = nil, nil
}

// sameFile reports whether both paths name one file.
func sameFile(a, b string) (bool, error) {
	ai, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	bi, err := os.Stat(b)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(ai, bi), err
}

// item is the result of a page as the formats want it.
func item(res *pipeline.Result) *export.Item {
	r := &res.Record
	return &export.Item{
		Number: r.Page, Text: res.Text, Foot: res.FootLine, Markdown: res.Markdown, MDFoot: res.MarkdownFoot, Head: res.Head, Tail: res.Foot,
		Page: res.Page, Source: r.Source, Language: r.Language, Conf: r.Confidence, Warnings: r.Warnings, Error: r.Error,
	}
}
