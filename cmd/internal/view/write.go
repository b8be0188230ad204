package view

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/report"
)

// Limits of a report.
const (
	// MaxRows is how many pages the table has.
	MaxRows = 20_000
	// DefaultShown is how many pages are shown with picture and text, and MaxShown how many
	// may be: pictures of that many pages are some 100 MB.
	DefaultShown = 50
	MaxShown     = 1000
	// stillRows is how many rows stand in the report for readers without scripts.
	stillRows = 50
	// failedPart is which part of the pages shown may be failed ones, and sameFailure how many
	// of one cause: the table of failures tells of the others.
	failedPart  = 5
	sameFailure = 3
	// maxExamples is how many places of a failure are named.
	maxExamples = 5
	// maxReason bounds a reason or warning, in code points.
	maxReason = 400
	// maxPageWarnings is how many warnings of a page are listed.
	maxPageWarnings = 20
)

// Options say what a report shows.
type Options struct {
	Title   string // of the batch
	Shown   int    // pages with picture and text, at most MaxShown
	Jobs    int    // pictures drawn at once; 0 is 1
	Records string // name of the file with all records, for the reader
	Times   bool   // what pages took, which is another in each run
	About   []Fact // versions and settings
	// Passes is what each pass repairs, a sentence by the name of the pass.
	Passes map[string]string
	// Drawn is told how many of the pages that are shown are done, from any goroutine; it may
	// be nil.
	Drawn func(done, of int)
}

// Fact is a name with its value.
type Fact struct{ Name, Value string }

//go:embed report.html
var markup string

//go:embed report.css
var style string

//go:embed report.js
var script string

// tmpl is read when there is a report to write: most runs of the program have none.
var tmpl = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"percent": percent, "grouped": grouped, "visible": visible,
		"inc":  func(n int) int { return n + 1 },
		"add":  func(a, b int) int { return a + b },
		"pair": func(n int, r Run) markedRun { return markedRun{n, r} },
	}).Parse(markup))
})

// markedRun is a run with the number of its article.
type markedRun struct {
	Number int
	Run    Run
}

// Write writes the report of the pages, which come in the order of files and pages and are
// kept. It returns their totals.
func Write(ctx context.Context, w io.Writer, pages iter.Seq2[*Page, error], o Options) (*Totals, error) {
	o.Shown = min(max(o.Shown, 0), MaxShown)
	c := newCollection(o.Shown)
	for p, err := range pages {
		if err != nil {
			return nil, fmt.Errorf("reading what the run has done: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.add(p)
	}
	d := c.document(o)
	if err := d.fill(ctx, c.chosen(o.Shown), max(1, o.Jobs), o.Drawn); err != nil {
		return nil, err
	}
	// The places of examples are known only now that it is known which pages are shown.
	d.Failures = c.failureList()
	d.Table = newTableData(d.rows, o.Times)
	buf := bufio.NewWriter(w)
	if err := tmpl().Execute(buf, d); err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	if err := buf.Flush(); err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	return &c.totals, nil
}

// collection is what is kept of the pages while they pass.
type collection struct {
	totals   Totals
	order    int
	rows     worst[*row]
	texts    worst[*candidate]
	failed   []*candidate
	failures map[string]*failure
}

// candidate is a page that may be shown.
type candidate struct {
	row  *row
	page *Page
}

type failure struct {
	Code, Reason, Hint string
	count              int
	examples           []*row
}

func newCollection(shown int) *collection {
	return &collection{
		rows:     worst[*row]{most: MaxRows, compare: func(a, b *row) int { return a.badness.compare(b.badness) }},
		texts:    worst[*candidate]{most: shown, compare: func(a, b *candidate) int { return a.row.badness.compare(b.row.badness) }},
		failures: map[string]*failure{},
	}
}

func (c *collection) add(p *Page) {
	c.totals.Add(p.Record)
	r := newRow(p.Record, c.order)
	c.order++
	c.rows.add(r)
	if p.Record.Error == nil {
		c.texts.add(&candidate{r, p})
		return
	}
	f := c.failures[r.code]
	if f == nil {
		if len(c.failures) >= maxCodes {
			return
		}
		f = &failure{Code: visible(r.code), Reason: visible(clip(p.Record.Error.Reason, maxReason)), Hint: visible(clip(p.Record.Error.Hint, maxReason))}
		c.failures[r.code] = f
	}
	f.count++
	if len(f.examples) < maxExamples {
		f.examples = append(f.examples, r)
	}
	if p.Record.Page > 0 && f.count <= sameFailure {
		c.failed = append(c.failed, &candidate{r, p})
	}
}

// chosen are the pages that are shown, the worst first; their rows get their numbers.
func (c *collection) chosen(most int) []*candidate {
	failed := c.failed[:min(len(c.failed), most/failedPart)]
	list := slices.Concat(failed, c.texts.list())
	list = list[:min(len(list), most)]
	for i, v := range list {
		v.row.shown = i + 1
	}
	return list
}

// document is what the template shows.
type document struct {
	Options
	*Totals
	Policy     string
	Style      template.CSS
	Script     template.JS
	Time, Mean string
	Repaired   string // share of the pages
	Failed     int
	Plot       *Plot
	Passes     []Share
	Counts     []countTable
	Failures   []failureRow
	Still      []*row // rows for readers without scripts
	Table      *tableData
	LeftOut    int // pages that are not in the table
	Articles   []*article
	Unsure     float64

	rows []*row
}

type countTable struct {
	Title, Head string
	Rows        []Share
}

type failureRow struct {
	failure
	Count    string
	Examples []example
	More     int
}

type example struct {
	Place string
	Shown int
}

func (c *collection) document(o Options) *document {
	t := &c.totals
	d := &document{
		Options: o, Totals: t, Style: template.CSS(style), Script: template.JS(script), Time: span(t.Millis),
		Failed: t.FailedFiles + t.FailedPages, Plot: newPlot(&t.Confidence), Passes: shares(t.Passes, o.Passes), rows: c.rows.list(), Unsure: report.UnsureBelow,
	}
	d.Policy = "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '" + hash(script) + "'; base-uri 'none'; form-action 'none'"
	if t.Pages > 0 {
		d.Mean = span(t.Millis / int64(t.Pages))
		d.Repaired = fmt.Sprintf("%.0f %%", 100*float64(t.RepairedPages)/float64(t.Pages))
	}
	d.Still = d.rows[:min(len(d.rows), stillRows)]
	d.LeftOut = c.order - len(d.rows)
	for _, part := range []countTable{
		{"Warnings", "Code", shares(t.WarningCodes, nil)}, {"Languages", "Code", shares(t.Languages, nil)}, {"Text layers", "Verdict", shares(t.Verdicts, nil)},
	} {
		if len(part.Rows) > 0 {
			d.Counts = append(d.Counts, part)
		}
	}
	return d
}

// hash is what a Content-Security-Policy calls an inline style or script.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (c *collection) failureList() (out []failureRow) {
	counts := map[string]int{}
	for code, f := range c.failures {
		counts[code] = f.count
	}
	for _, t := range tallies(counts) {
		f := c.failures[t.Name]
		row := failureRow{failure: *f, Count: grouped(f.count), More: f.count - len(f.examples)}
		for _, e := range f.examples {
			row.Examples = append(row.Examples, example{place(e), e.shown})
		}
		out = append(out, row)
	}
	return out
}

func place(r *row) string {
	if r.page == 0 {
		return fileName(r.file)
	}
	return fileName(r.file) + ", page " + grouped(r.page)
}

// article is a page that is shown.
type article struct {
	*row
	Number       int
	Timed        bool
	Lang         string
	Route        string
	Failure      *report.Failure
	Notes        []string
	MoreNotes    int
	Text         *Text
	TextError    string
	Picture      template.URL
	PictureError string
}

// fill makes the articles; pictures are drawn side by side.
func (d *document) fill(ctx context.Context, list []*candidate, jobs int, drawn func(done, of int)) error {
	var wg sync.WaitGroup
	var done atomic.Int64
	tell := func() {
		if n := done.Add(1); drawn != nil {
			drawn(int(n), len(list))
		}
	}
	free := make(chan struct{}, jobs)
	defer wg.Wait()
	for i, c := range list {
		rec := c.page.Record
		a := &article{row: c.row, Number: i + 1, Timed: d.Times, Lang: language(rec.Language), Route: visible(clip(rec.Route, maxReason))}
		d.Articles = append(d.Articles, a)
		if rec.Error != nil {
			a.Failure = &report.Failure{Reason: visible(clip(rec.Error.Reason, maxReason)), Hint: visible(clip(rec.Error.Hint, maxReason))}
		}
		for _, w := range rec.Warnings[:min(len(rec.Warnings), maxPageWarnings)] {
			a.Notes = append(a.Notes, visible(clip(w.Text, maxReason))+" ("+visible(w.Code)+")")
		}
		a.MoreNotes = len(rec.Warnings) - len(a.Notes)
		if c.page.Picture == nil {
			a.PictureError = "A text has no picture."
			tell()
		} else {
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			wg.Go(func() {
				defer func() { <-free }()
				a.draw(ctx, c.page.Picture)
				tell()
			})
		}
		if rec.Error != nil || c.page.Body == nil {
			continue
		}
		body, err := c.page.Body()
		if err != nil {
			a.TextError = visible(clip(err.Error(), maxReason))
			continue
		}
		a.Text = newText(body)
	}
	wg.Wait()
	return ctx.Err()
}

// draw puts the picture or the reason why there is none into the article.
func (a *article) draw(ctx context.Context, picture func(context.Context) ([]byte, error)) {
	b, err := picture(ctx)
	if err == nil && !bytes.HasPrefix(b, []byte("\xff\xd8")) {
		err = fmt.Errorf("what came back is no JPEG")
	}
	if err != nil {
		a.PictureError = "The page could not be drawn: " + visible(clip(err.Error(), maxReason)) + "."
		return
	}
	a.Picture = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(b))
}

// language is an ISO 639 code for the attribute lang, or nothing.
func language(s string) string {
	if len(s) < 2 || len(s) > 3 || strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	return s
}
