package pipeline

import (
	"context"
	"fmt"

	"github.com/paknevis/paknevis/repair"
	"github.com/paknevis/paknevis/repair/cipher"
	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/passes"
)

// samplePages is how many pages of a document are read to learn its joining
// shapes, running heads and habits: with 24 pages each glyph of a text face has
// been seen in all its contexts.
const samplePages = 24

// learn reads a sample of the document once. The sample is the same whatever
// pages a job asks for, so a page's result does not depend on its job.
func (d *document) learn(ctx context.Context, o Options) error {
	pixels := fmt.Sprint(o.OCR == OCRAuto && !o.again, o.Languages, o.DPI)
	switch {
	case d.layout != nil && d.learned == pixels:
		return nil
	case d.layout != nil: // under options by which other maps are learned
		if err := d.openPDF(); err != nil {
			return err
		}
	}
	d.learned, d.readings, d.illegible, d.unreadable = pixels, nil, nil, nil
	pages, err := d.survey(ctx)
	if err != nil {
		return err
	}
	named, err := d.learnMaps(ctx, pages, o)
	if err != nil {
		d.layout = nil // half of what is to be known would make other pages than the whole
		return err
	}
	if named {
		_, err = d.survey(ctx)
	}
	return err
}

// survey reads the sample and learns the layout and the habits of the document
// from it.
func (d *document) survey(ctx context.Context) ([]*page.Page, error) {
	total := d.pdf.NumPages()
	count := min(total, samplePages)
	d.layout = nil
	d.sampled = make(map[int]*page.Page, count)
	read := make([]*page.Page, count)
	d.each(count, func(i int) {
		read[i], _ = d.pdf.Page(ctx, 1+i*total/count) // an error is reported when that page is asked for
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var pages []*page.Page
	for _, p := range read {
		if p != nil {
			pages = append(pages, p)
			d.sampled[p.Number] = p
		}
	}
	d.decipher(pages)
	d.doubt(pages)
	texts := make([]page.Text, 0, len(pages))
	for _, p := range pages {
		texts = append(texts, p.Flow())
	}
	d.habits = repair.Learn(texts...)
	return pages, nil
}

// lessons is how often what was found wrong is followed up: a letter put right
// makes the words of others readable.
const lessons = 3

// decipher names the glyphs of the sample that the file does not name or has wrong,
// and arranges it.
func (d *document) decipher(pages []*page.Page) {
	own := make([]int, len(pages))
	for i, p := range pages {
		own[i] = len(p.Warnings)
	}
	d.tongue = tongueOf(pages)
	d.tell(cipher.Digits(pages, d.pdf), pages)
	d.tell(cipher.Composed(pages, d.pdf), pages)
	for range lessons {
		named := cipher.Learn(pages, d.pdf.Fonts(), d.tongue, d.pdf)
		d.tell(named, pages)
		if !named.Empty() { // letters just named may show that the document is Persian
			d.tell(cipher.Digits(pages, d.pdf), pages)
		}
		d.arrange(pages)
		key := cipher.Check(pages, d.pdf.Fonts(), d.tongue, d.pdf)
		d.tell(key, pages)
		if key.Empty() {
			return
		}
		for i, p := range pages {
			p.Warnings = p.Warnings[:own[i]] // those of the layout come again
		}
	}
	d.arrange(pages)
}

// tell hands what was learned about codes to the fonts, for the pages to come, and
// to the sample, which was read before.
func (d *document) tell(key *cipher.Key, sample []*page.Page) {
	for _, f := range key.Fonts() {
		d.pdf.Name(f.Font, f.Names, f.Verdict, f.Evidence)
	}
	for _, p := range sample {
		key.Apply(p)
	}
}

// doubt finds the fonts whose digits are drawn as others than the file says.
func (d *document) doubt(pages []*page.Page) {
	d.doubtful = nil
	for _, f := range cipher.Doubt(pages, d.pdf) {
		d.pdf.Name(f.Font, nil, f.Verdict, f.Evidence)
		d.doubtful = append(d.doubtful, f.Font)
	}
}

// warnDigits tells of the digits on a page that are set in these fonts.
func (d *document) warnDigits(p *page.Page) {
	if len(d.doubtful) == 0 {
		return
	}
	shows := map[int32]bool{}
	for i := range p.Glyphs {
		if _, ok := cipher.Digit(&p.Glyphs[i]); ok {
			shows[p.Glyphs[i].Font] = true
		}
	}
	fonts := d.pdf.Fonts()
	for _, f := range d.doubtful {
		if shows[f] && int(f) < len(fonts) {
			p.Warnings = append(p.Warnings, page.Warning{Code: passes.DigitsDoubtful, Text: fmt.Sprintf(
				"the digits of font %s are drawn as others than its map says; numbers on this page may be wrong: compare them with the page", fonts[f].Name)})
		}
	}
}

// arrange learns how the document is set and puts the lines of the sample in order.
func (d *document) arrange(sample []*page.Page) {
	d.layout = layout.Survey(sample, d.pdf.Fonts(), d.layoutOptions(), d.each)
}
