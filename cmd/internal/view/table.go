package view

import (
	"encoding/json"
	"fmt"

	"github.com/paknevis/paknevis/repair/report"
)

// row is a page in the table.
type row struct {
	badness
	file, source, verdict, code string
	page, edits, warnings       int
	chars                       int
	millis                      int64
	conf                        float64
	shown                       int // number of the page among those that are shown, 0 for none
}

func newRow(r *report.Page, order int) *row {
	w := &row{
		badness: badnessOf(r, order), file: r.File, page: r.Page, source: r.Source, verdict: r.Verdict,
		edits: editsOf(r), warnings: len(r.Warnings), chars: r.Chars, millis: r.Millis, conf: r.Confidence,
	}
	if r.Error != nil {
		w.code = r.Error.Code
		if w.code == "" {
			w.code = "failed"
		}
	}
	return w
}

// hasConf reports whether the confidence of the page says anything.
func (r *row) hasConf() bool { return r.code == "" && r.chars > 0 }

// names gives each name a number, so that the table has it once.
type names struct {
	list []string
	at   map[string]int
}

func (n *names) number(s string) int {
	if i, ok := n.at[s]; ok {
		return i
	}
	if n.at == nil {
		n.at = map[string]int{}
	}
	i := len(n.list)
	n.at[s], n.list = i, append(n.list, s)
	return i
}

// tableData is the table as the script of the report reads it: names once, and a list of
// numbers for each page.
type tableData struct {
	Files    []string    `json:"files"`
	Sources  []string    `json:"sources"`
	Verdicts []string    `json:"verdicts"`
	Codes    []string    `json:"codes"`
	Times    bool        `json:"times"`
	Rows     [][11]int64 `json:"rows"` // file, page, source, verdict, confidence in thousandths or -1, edits, warnings, characters, ms, code, shown
}

func newTableData(rows []*row, times bool) *tableData {
	var files, sources, verdicts, codes names
	codes.number("") // 0 is a page with a result
	d := &tableData{Times: times, Rows: make([][11]int64, len(rows))}
	for i, r := range rows {
		conf, millis := int64(-1), int64(0)
		if r.hasConf() {
			conf = int64(1000*r.conf + 0.5)
		}
		if times {
			millis = r.millis
		}
		d.Rows[i] = [11]int64{
			int64(files.number(fileName(r.file))), int64(r.page), int64(sources.number(visible(r.source))), int64(verdicts.number(visible(r.verdict))),
			conf, int64(r.edits), int64(r.warnings), int64(r.chars), millis, int64(codes.number(visible(r.code))), int64(r.shown),
		}
	}
	d.Files, d.Sources, d.Verdicts, d.Codes = files.list, sources.list, verdicts.list, codes.list
	return d
}

// MarshalJSON keeps an empty table a table.
func (d *tableData) MarshalJSON() ([]byte, error) {
	type plain tableData
	c := plain(*d)
	for _, list := range []*[]string{&c.Files, &c.Sources, &c.Verdicts, &c.Codes} {
		if *list == nil {
			*list = []string{}
		}
	}
	return json.Marshal(c)
}

// cell texts of a row that stands in the report without the script.

func (r *row) File() string { return fileName(r.file) }
func (r *row) Page() string {
	if r.page == 0 {
		return "–"
	}
	return grouped(r.page)
}
func (r *row) Source() string  { return visible(r.source) }
func (r *row) Verdict() string { return visible(r.verdict) }
func (r *row) Conf() string {
	if !r.hasConf() {
		return "–"
	}
	return percent(r.conf)
}
func (r *row) Edits() string    { return grouped(r.edits) }
func (r *row) Warnings() string { return grouped(r.warnings) }
func (r *row) Chars() string    { return grouped(r.chars) }
func (r *row) Time() string     { return span(r.millis) }
func (r *row) Result() string {
	if r.code == "" {
		return "ok"
	}
	return visible(r.code)
}
func (r *row) Failed() bool { return r.code != "" }
func (r *row) Shown() int   { return r.shown }

// percent writes a confidence; what is not quite sure is not called 100 %.
func percent(x float64) string {
	if x >= 0.9995 {
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", 100*x)
}
