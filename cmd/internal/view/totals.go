package view

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/paknevis/paknevis/repair/report"
)

// Bins is the number of equal parts of 0..1 in which pages are counted by confidence.
const Bins = 20

// Totals are those of a batch. Records come in the order of files and pages.
type Totals struct {
	Files         int            `json:"files"`
	FailedFiles   int            `json:"failed_files"`   // that could not be opened or written
	Pages         int            `json:"pages"`          // without those of files that could not be opened
	TextPages     int            `json:"text_pages"`     // from text layers and texts
	OCRPages      int            `json:"ocr_pages"`      // all or part of it from pixels
	RepairedPages int            `json:"repaired_pages"` // with an edit
	BlankPages    int            `json:"blank_pages"`    // without a letter and without an error
	FailedPages   int            `json:"failed_pages"`
	Chars         int            `json:"chars"` // code points of the output
	Edits         int            `json:"edits"`
	Suggestions   int            `json:"suggestions"` // edits that were not sure enough
	Warnings      int            `json:"warnings"`
	Millis        int64          `json:"ms"` // spent on pages, of all workers together
	Confidence    Confidence     `json:"confidence"`
	Passes        map[string]int `json:"edits_by_pass"`
	WarningCodes  map[string]int `json:"warnings_by_code"`
	FailureCodes  map[string]int `json:"failures_by_code"`
	Languages     map[string]int `json:"pages_by_language"`
	Verdicts      map[string]int `json:"pages_by_verdict"`

	last string // file of the last record
	any  bool
}

// Confidence counts pages with text by confidence, the first bin from 0 to 0.05, and gives
// the mean of these pages.
type Confidence struct {
	Text     [Bins]int `json:"text_pages"`
	OCR      [Bins]int `json:"ocr_pages"`
	TextMean float64   `json:"text_mean"`
	OCRMean  float64   `json:"ocr_mean"`

	sum   [2]float64
	count [2]int
}

func (c *Confidence) add(conf float64, ocr bool) {
	bin := min(max(int(conf*Bins), 0), Bins-1)
	i := 0
	if ocr {
		c.OCR[bin]++
		i = 1
	} else {
		c.Text[bin]++
	}
	c.sum[i] += conf
	c.count[i]++
	mean := float64(int(1000*c.sum[i]/float64(c.count[i])+0.5)) / 1000
	if ocr {
		c.OCRMean = mean
	} else {
		c.TextMean = mean
	}
}

// maxCodes bounds how many different names one table counts; more than a program has of them
// can only come from a damaged workspace.
const maxCodes = 200

func count(m *map[string]int, name string, n int) {
	if *m == nil {
		*m = map[string]int{}
	}
	if _, ok := (*m)[name]; !ok && len(*m) >= maxCodes {
		name = "other"
	}
	(*m)[name] += n
}

// Add counts one record.
func (t *Totals) Add(r *report.Page) {
	if !t.any || r.File != t.last {
		t.Files++
		t.any, t.last = true, r.File
	}
	ocr := r.Source == "ocr" || r.Source == "mixed"
	switch {
	case r.Error != nil && r.Page == 0:
		t.FailedFiles++
	case r.Error != nil:
		t.Pages++
		t.FailedPages++
	default:
		t.Pages++
		if ocr {
			t.OCRPages++
		} else {
			t.TextPages++
		}
		if r.Chars == 0 {
			t.BlankPages++
		} else {
			t.Confidence.add(r.Confidence, ocr)
		}
		if r.Language != "" {
			count(&t.Languages, r.Language, 1)
		}
	}
	if r.Error != nil {
		count(&t.FailureCodes, r.Error.Code, 1)
	}
	if r.Verdict != "" {
		count(&t.Verdicts, r.Verdict, 1)
	}
	edits := 0
	for name, n := range r.Edits {
		edits += n
		count(&t.Passes, name, n)
	}
	if t.Edits += edits; edits > 0 {
		t.RepairedPages++
	}
	for _, n := range r.Suggestions {
		t.Suggestions += n
	}
	for _, w := range r.Warnings {
		count(&t.WarningCodes, w.Code, 1)
	}
	t.Warnings += len(r.Warnings)
	t.Chars += r.Chars
	t.Millis += r.Millis
}

// Tally is a name and how often it was counted.
type Tally struct {
	Name  string
	Count int
}

// tallies sorts counts, the largest first.
func tallies(m map[string]int) []Tally {
	out := make([]Tally, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Tally{name, m[name]})
	}
	slices.SortStableFunc(out, func(a, b Tally) int { return b.Count - a.Count })
	return out
}

// WriteTable prints the totals for a terminal.
func (t *Totals) WriteTable(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name string, n int, note string) {
		if note != "" {
			note = "  " + note
		}
		fmt.Fprintf(tw, "%s\t%s%s\n", name, grouped(n), note)
	}
	row("files", t.Files, "")
	row("  failed", t.FailedFiles, "")
	row("pages", t.Pages, "")
	row("  from text", t.TextPages, meanNote(t.Confidence.TextMean, t.TextPages))
	row("  by OCR", t.OCRPages, meanNote(t.Confidence.OCRMean, t.OCRPages))
	row("  repaired", t.RepairedPages, "")
	row("  blank", t.BlankPages, "")
	row("  failed", t.FailedPages, "")
	row("characters", t.Chars, "")
	row("edits", t.Edits, "")
	row("suggestions", t.Suggestions, "")
	row("warnings", t.Warnings, "")
	fmt.Fprintf(tw, "time\t%s  of all workers together\n", span(t.Millis))
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, part := range []struct {
		title string
		names map[string]int
	}{
		{"failures", t.FailureCodes}, {"edits by pass", t.Passes}, {"warnings", t.WarningCodes},
		{"pages by language", t.Languages}, {"pages by verdict on the text layer", t.Verdicts},
	} {
		if len(part.names) == 0 {
			continue
		}
		fmt.Fprintf(tw, "\n%s\n", part.title)
		for _, c := range tallies(part.names) {
			row("  "+visible(c.Name), c.Count, "")
		}
		if err := tw.Flush(); err != nil {
			return err
		}
	}
	if t.TextPages+t.OCRPages > t.BlankPages {
		fmt.Fprintf(tw, "\nconfidence\tfrom text\tby OCR\n")
		for i := range Bins {
			if t.Confidence.Text[i]+t.Confidence.OCR[i] > 0 {
				fmt.Fprintf(tw, "  %.2f-%.2f\t%s\t%s\n", float64(i)/Bins, float64(i+1)/Bins, grouped(t.Confidence.Text[i]), grouped(t.Confidence.OCR[i]))
			}
		}
	}
	return tw.Flush()
}

func meanNote(mean float64, pages int) string {
	if pages == 0 {
		return ""
	}
	return fmt.Sprintf("confidence %.3f in the mean", mean)
}

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	if n < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// span writes a time: milliseconds below a second, no more than two units above.
func span(ms int64) string {
	d := time.Duration(ms) * time.Millisecond
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", ms)
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%s h %d min", grouped(int(d.Hours())), int(d.Minutes())%60)
}
