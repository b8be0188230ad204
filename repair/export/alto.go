package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"github.com/paknevis/paknevis/repair/page"
)

// newALTO writes ALTO 4.4 (loc.gov/standards/alto), in pixels.
func newALTO(w io.Writer, d Document) Writer {
	a := &altoWriter{markup: markup{w: w}}
	a.printf("%s", xml.Header)
	a.printf("<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " +
		"xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd\" SCHEMAVERSION=\"4.4\">\n")
	a.printf("<Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n<sourceImageInformation><fileName>%s</fileName></sourceImageInformation>\n", escaped(d.Name))
	a.printf("<Processing ID=\"reading\"><processingCategory>contentGeneration</processingCategory><processingStepSettings>"+
		"pages without a picture are measured at %d pixels per inch</processingStepSettings>"+
		"<processingSoftware><softwareName>%s</softwareName></processingSoftware></Processing>\n</Description>\n", textDPI, escaped(d.Generator))
	a.printf("<Tags>\n")
	for k := page.Paragraph; k <= page.Footer; k++ {
		a.printf("<StructureTag ID=\"%s\" LABEL=\"%s\"/>\n", k, k)
	}
	a.printf("</Tags>\n<Layout>\n")
	return a
}

type altoWriter struct {
	markup
	blocks, lines, words int // written
}

func (a *altoWriter) Add(it *Item) error {
	p := it.Page
	if p == nil {
		p = &Page{}
	}
	a.printf("<Page ID=\"page_%d\" PHYSICAL_IMG_NR=\"%d\"", it.Number, it.Number)
	space := ""
	if p.Width > 0 {
		_, _, width, height := p.pixels(Box{0, 0, p.Width, p.Height})
		a.printf(" HEIGHT=\"%d\" WIDTH=\"%d\"", height, width)
		space = p.placed(Box{0, 0, p.Width, p.Height})
	}
	if it.Error != nil {
		a.printf(" QUALITY=\"Missing\" QUALITY_DETAIL=\"%s\"/>\n", escaped(it.Error.Reason))
		return a.err
	}
	a.printf(" PC=\"%s\"%s>\n<PrintSpace%s>\n", short(it.Conf), attribute("LANG", it.Language), space)
	for i := range p.Blocks {
		a.block(p, &p.Blocks[i], it.Language)
	}
	a.printf("</PrintSpace>\n</Page>\n")
	return a.err
}

func (a *altoWriter) block(p *Page, b *Block, language string) {
	a.blocks++
	a.printf("<TextBlock ID=\"block_%d\" TAGREFS=\"%s\"%s%s BASEDIRECTION=\"%s\">\n", a.blocks, b.Kind, p.placed(b.Box), attribute("LANG", language), directionOf(b.Lines...))
	for i := range b.Lines {
		l := &b.Lines[i]
		a.lines++
		a.printf("<TextLine ID=\"line_%d\"%s", a.lines, p.placed(l.Box))
		if l.Baseline > 0 && l.Box != (Box{}) {
			_, y, _, _ := p.pixels(Box{0, l.Baseline, 0, 0})
			a.printf(" BASELINE=\"%d\"", y)
		}
		a.printf(" BASEDIRECTION=\"%s\">", directionOf(*l))
		for j := range l.Words {
			w := &l.Words[j]
			a.words++
			if j > 0 {
				a.printf("<SP/>")
			}
			a.printf("<String ID=\"string_%d\"%s WC=\"%s\" CONTENT=\"%s\"/>", a.words, p.placed(w.Box), short(w.Conf), escaped(w.Text))
		}
		a.printf("</TextLine>\n")
	}
	a.printf("</TextBlock>\n")
}

// placed are the attributes of a box, or nothing for an unknown one.
func (p *Page) placed(b Box) string {
	if b == (Box{}) {
		return ""
	}
	x0, y0, x1, y1 := p.pixels(b)
	return fmt.Sprintf(" HPOS=\"%d\" VPOS=\"%d\" WIDTH=\"%d\" HEIGHT=\"%d\"", x0, y0, max(x1-x0, 0), max(y1-y0, 0))
}

func short(x float64) string { return strconv.FormatFloat(x, 'f', -1, 32) }

func (a *altoWriter) Close() error {
	a.printf("</Layout>\n</alto>\n")
	return a.err
}
