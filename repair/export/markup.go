package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// textDPI is the resolution to which places in pages that no picture was made of are
// turned into pixels: that of a usual scan.
const textDPI = 300

// scale is the number of pixels in a point.
func (p *Page) scale() float64 {
	if p.DPI > 0 {
		return p.DPI / 72
	}
	return textDPI / 72.0
}

// pixels are the edges of a box on the picture of the page.
func (p *Page) pixels(b Box) (left, top, right, bottom int) {
	k := p.scale()
	px := func(x float64) int { return int(math.Round(x * k)) }
	return px(b[0]), px(b[1]), px(b[2]), px(b[3])
}

// markup writes XML.
type markup struct {
	w   io.Writer
	err error
}

func (m *markup) printf(format string, args ...any) {
	if m.err == nil {
		_, m.err = fmt.Fprintf(m.w, format, args...)
	}
}

// escaped is s as text or as the value of an attribute; what XML cannot hold is left out.
func escaped(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&b, []byte(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)))
	return b.String()
}

// directionOf is rtl or ltr, as HTML and ALTO call them.
func directionOf(lines ...Line) string {
	for i := range lines {
		if rtl(lines[i].Words) {
			return "rtl"
		}
	}
	return "ltr"
}

// newHOCR writes hOCR 1.2: pages, paragraphs, lines and words with their boxes in pixels.
func newHOCR(w io.Writer, d Document) Writer { return &hocrWriter{markup: markup{w: w}, d: d} }

type hocrWriter struct {
	markup
	d                  Document
	open               bool
	blocks, lines, wds int
}

func (h *hocrWriter) head() {
	if h.open {
		return
	}
	h.open = true
	h.printf("%s", xml.Header)
	h.printf("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n")
	h.printf("<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>%s</title>\n", escaped(h.d.Name))
	h.printf("<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n<meta name=\"ocr-system\" content=\"%s\"/>\n", escaped(h.d.Generator))
	h.printf("<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_par ocr_line ocr_header ocr_footer ocrx_word ocrp_wconf ocrp_dir ocrp_lang\"/>\n</head>\n<body>\n")
}

func (h *hocrWriter) Add(it *Item) error {
	h.head()
	title := fmt.Sprintf("ppageno %d", it.Number-1)
	p := it.Page
	if p == nil {
		p = &Page{}
	}
	if p.Width > 0 {
		_, _, width, height := p.pixels(Box{0, 0, p.Width, p.Height})
		dpi := int(math.Round(72 * p.scale()))
		title = fmt.Sprintf("bbox 0 0 %d %d; %s; scan_res %d %d", width, height, title, dpi, dpi)
	}
	h.printf("<div class=\"ocr_page\" id=\"page_%d\" title=\"%s\"%s>\n", it.Number, title, attribute("lang", it.Language))
	if it.Error != nil {
		// Two hyphens end a comment.
		h.printf("<!-- %s -->\n", strings.ReplaceAll(escaped(it.Error.Reason), "-", "\u2010")) // HYPHEN
	}
	for i := range p.Blocks {
		h.block(p, &p.Blocks[i])
	}
	h.printf("</div>\n")
	return h.err
}

func (h *hocrWriter) block(p *Page, b *Block) {
	h.blocks++
	h.printf("<p class=\"ocr_par\" id=\"par_%d\" dir=\"%s\"%s>\n", h.blocks, directionOf(b.Lines...), titled(p.bbox(b.Box)))
	class := "ocr_line"
	switch b.Kind {
	case page.Header.String():
		class = "ocr_header"
	case page.Footer.String():
		class = "ocr_footer"
	}
	for i := range b.Lines {
		l := &b.Lines[i]
		h.lines++
		title := p.bbox(l.Box)
		if title != "" && l.Baseline > 0 {
			_, y, _, bottom := p.pixels(Box{0, l.Baseline, 0, l.Box[3]})
			title += fmt.Sprintf("; baseline 0 %d", y-bottom)
		}
		h.printf("<span class=\"%s\" id=\"line_%d\"%s>", class, h.lines, titled(title))
		for j := range l.Words {
			w := &l.Words[j]
			h.wds++
			title := fmt.Sprintf("x_wconf %d", int(math.Round(100*w.Conf)))
			if box := p.bbox(w.Box); box != "" {
				title = box + "; " + title
			}
			if j > 0 {
				h.printf(" ")
			}
			h.printf("<span class=\"ocrx_word\" id=\"word_%d\" title=\"%s\">%s</span>", h.wds, title, escaped(w.Text))
		}
		h.printf("</span>\n")
	}
	h.printf("</p>\n")
}

// bbox is the property of a box, or nothing for an unknown one.
func (p *Page) bbox(b Box) string {
	if b == (Box{}) {
		return ""
	}
	x0, y0, x1, y1 := p.pixels(b)
	return fmt.Sprintf("bbox %d %d %d %d", x0, y0, x1, y1)
}

func titled(title string) string { return attribute("title", title) }

// attribute is an attribute with a blank before it, or nothing if it has no value.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + "=\"" + escaped(value) + "\""
}

func (h *hocrWriter) Close() error {
	h.head()
	h.printf("</body>\n</html>\n")
	return h.err
}
