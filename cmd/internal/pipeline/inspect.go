package pipeline

import (
	"context"

	"github.com/paknevis/paknevis/cmd/internal/input"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/report"
)

// Inspection is what is known of a file without reading its pixels.
type Inspection struct {
	File      string           `json:"file"`
	Kind      input.Kind       `json:"kind"`
	PageCount int              `json:"pages_in_file"`
	Pages     []PageInspection `json:"pages"`
	Fonts     []FontInspection `json:"fonts,omitempty"`
	Warnings  []page.Warning   `json:"warnings,omitempty"`
}

// PageInspection is the verdict on one page.
type PageInspection struct {
	Page     int             `json:"page"`
	Verdict  string          `json:"verdict"`
	Action   string          `json:"action"` // use-text, repair-text, ocr, nothing or fail
	Reason   string          `json:"reason"`
	Glyphs   int             `json:"glyphs"`
	Images   int             `json:"images"`
	Language string          `json:"language,omitempty"`
	Warnings []page.Warning  `json:"warnings,omitempty"`
	Error    *report.Failure `json:"error,omitempty"`
}

// FontInspection is what is known of a font.
type FontInspection struct {
	Name      string   `json:"name"`
	Type      string   `json:"type"`
	Embedded  bool     `json:"embedded"`
	ToUnicode bool     `json:"to_unicode"`
	Verdict   string   `json:"verdict"`
	Evidence  []string `json:"evidence,omitempty"`
}

// Inspect looks at the chosen pages.
func (r *Runner) Inspect(ctx context.Context, job *Job, pages input.Ranges) (*Inspection, error) {
	d, err := r.open(job)
	if err != nil {
		return nil, err
	}
	seen := &Inspection{File: job.Name, Kind: d.kind, PageCount: d.pages(), Warnings: d.warnings()}
	for n := 1; n <= d.pages(); n++ {
		if !pages.Has(n) {
			continue
		}
		p := PageInspection{Page: n}
		switch d.kind {
		case input.PDF:
			p, err = d.inspectPDF(ctx, n, job.Options)
			if err != nil {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				p = PageInspection{Page: n, Verdict: page.VerdictUnknown.String(), Action: "fail", Reason: err.Error(), Error: Failure(err)}
			}
		case input.Image:
			p.Verdict, p.Action, p.Reason, p.Images = page.VerdictAbsent.String(), "ocr", "the input is an image", 1
			if job.Options.OCR == OCRNever {
				p.Action = "fail"
			}
		default:
			language, _ := lang.Identify(d.text.Text)
			p.Verdict, p.Action, p.Reason = page.VerdictRepairable.String(), "repair-text", "the input is text in "+d.text.Encoding
			p.Language = language.String()
		}
		seen.Pages = append(seen.Pages, p)
	}
	if d.kind == input.PDF {
		for _, f := range d.pdf.Fonts() {
			seen.Fonts = append(seen.Fonts, FontInspection{f.Name, f.Type, f.Embedded, f.ToUnicode, f.Verdict.String(), f.Evidence})
		}
	}
	return seen, nil
}

func (d *document) inspectPDF(ctx context.Context, n int, o Options) (PageInspection, error) {
	if err := d.learn(ctx, Options{OCR: OCRNever}); err != nil {
		return PageInspection{}, err
	}
	p, err := d.arranged(ctx, n)
	if err != nil {
		return PageInspection{}, err
	}
	seen := gather(p, d.pdf.Fonts(), d.modelOf(p))
	route, _ := splits(p, decide(seen, o.OCR), o)
	action := "use-text"
	switch {
	case route.OCR:
		action = "ocr"
	case route.Verdict == page.VerdictAbsent && len(p.Images) > 0, route.refuses(seen, o.OCR):
		action = "fail"
	case route.Verdict == page.VerdictAbsent:
		action = "nothing"
	case route.Verdict != page.VerdictHealthy:
		action = "repair-text"
	}
	language, _ := lang.Identify(p.Flow().String())
	return PageInspection{
		Page: n, Verdict: route.Verdict.String(), Action: action, Reason: route.Reason,
		Glyphs: len(p.Glyphs), Images: len(p.Images), Language: language.String(), Warnings: p.Warnings,
	}, nil
}
