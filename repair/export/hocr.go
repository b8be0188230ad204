package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
)

// newHOCR writes hOCR 1.2: pages, paragraphs, lines and words with their boxes in pixels.
func newHOCR(w io.Writer, d Document) Writer {
	h := &hocrWriter{markup: markup{w: w}}
	h.printf("%s", xml.Header)
	h.printf("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n")
	h.printf("<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>%s</title>\n", escaped(d.Name))
	h.printf("<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n<meta name=\"ocr-system\" content=\"%s\"/>\n", escaped(d.Generator))
	h.printf("<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_par ocr_line ocr_header ocr_footer ocrx_word ocrp_wconf ocrp_dir ocrp_lang\"/>\n</head>\n<body>\n")
	return h
}

type hocrWriter struct {
	markup
	blocks, lines, words int // written
}

func (h *hocrWriter) Add(it *Item) error {
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
			h.words++
			title := fmt.Sprintf("x_wconf %d", int(math.Round(100*w.Conf)))
			if box := p.bbox(w.Box); box != "" {
				title = box + "; " + title
			}
			if j > 0 {
				h.printf(" ")
			}
			h.printf("<span class=\"ocrx_word\" id=\"word_%d\" title=\"%s\">%s</span>", h.words, title, escaped(w.Text))
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

func (h *hocrWriter) Close() error {
	h.printf("</body>\n</html>\n")
	return h.err
}
