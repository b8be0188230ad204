package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
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
	err error // the first one; nothing is written after it
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

// attribute is an attribute with a blank before it, or nothing if it has no value.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + "=\"" + escaped(value) + "\""
}
