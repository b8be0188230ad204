package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/paknevis/paknevis/cmd/internal/pipeline"
	"github.com/paknevis/paknevis/cmd/internal/workspace"
	"github.com/paknevis/paknevis/repair/export"
)

// Output is one of the forms in which a file is written.
type Output struct {
	Format export.Format
	Name   string // inside Config.Dir; "" for Config.Stdout
}

// outputs write the forms of one file while its pages come in. Nothing can be seen of
// them before commit.
type outputs struct {
	doc     export.Document
	input   string
	forms   []Output
	dir     *folder
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

// add takes the next page. The first page that has a result, or a mark in its place,
// opens the files.
func (o *outputs) add(it *export.Item) {
	if o.err != nil {
		return
	}
	if len(o.open) == 0 {
		o.waiting = append(o.waiting, it)
		if it.Error != nil && !o.doc.Marks {
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
		if form.Name == "" {
			out.buf = bufio.NewWriter(o.stdout)
		} else {
			same, err := o.dir.isFile(form.Name, o.input)
			if err != nil {
				return fmt.Errorf("making the output file: %w", err)
			}
			if same {
				return fmt.Errorf("the output %s would replace its own input", form.Name)
			}
			if out.file, err = o.dir.create(form.Name); err != nil {
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
func (o *outputs) commit() ([]workspace.Written, error) {
	for _, out := range o.open {
		if o.err == nil {
			o.err = out.Close()
		}
		if o.err == nil {
			o.err = out.buf.Flush()
		}
	}
	var written []workspace.Written
	for i, out := range o.open {
		if o.err == nil && out.file != nil {
			var size int64
			size, o.err = out.file.commit()
			o.open[i].file = nil
			written = append(written, workspace.Written{Name: workspace.FileName(out.file.name), Size: size})
		}
	}
	err := o.err
	o.abort()
	if err != nil {
		return nil, err
	}
	return written, nil
}

// abort takes away what was not committed.
func (o *outputs) abort() {
	if o == nil {
		return
	}
	for _, out := range o.open {
		if out.file != nil {
			out.file.abort()
		}
	}
	o.open, o.waiting = nil, nil
}

// isFile reports whether an output is, under another name, a file outside.
func (d *folder) isFile(name, path string) (bool, error) {
	was, err := os.Lstat(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil // it may go when it was read
		}
		return false, err
	}
	info, err := d.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(was, info), err
}

// item is the result of a page as the formats want it.
func item(res *pipeline.Result) *export.Item {
	r := &res.Record
	return &export.Item{
		Number: r.Page, Text: res.Text, Foot: res.FootLine, Markdown: res.Markdown, MDFoot: res.MarkdownFoot, Head: res.Head, Tail: res.Foot,
		Page: res.Page, Source: r.Source, Language: r.Language, Conf: r.Confidence, Warnings: r.Warnings, Error: r.Error,
	}
}
