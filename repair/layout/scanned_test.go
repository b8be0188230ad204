package layout

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/page"
)

// readWord is a word as a recognizer finds it, with its place from x on.
type readWord struct {
	x    float64
	text string
}

func readPage(rows map[float64][]readWord) *page.Page {
	p := &page.Page{Box: page.Rect{X1: 600, Y1: 800}}
	for y := 800.0; y > 0; y-- {
		ws, ok := rows[y]
		if !ok {
			continue
		}
		l := page.Line{Source: page.SourceOCR, Baseline: y}
		for _, w := range ws {
			box := page.Rect{X0: w.x, X1: w.x + 8*float64(len([]rune(w.text))), Y0: y, Y1: y + 12}
			id := int32(len(p.Glyphs))
			p.Glyphs = append(p.Glyphs, page.Glyph{Text: w.text, Box: box, Font: -1})
			if len(l.Text) > 0 {
				l.Text = append(l.Text, page.Char{R: ' ', From: page.Inferred})
			}
			for _, r := range w.text {
				l.Text = append(l.Text, page.Char{R: r, From: id})
			}
			l.Box = l.Box.Union(box)
		}
		p.Blocks = append(p.Blocks, page.Block{Box: l.Box, Lines: []page.Line{l}})
	}
	return p
}

func TestFurnitureOfScans(t *testing.T) {
	title := []readWord{{200, "کتاب"}, {150, "باران"}}
	for name, c := range map[string]struct {
		head, foot   []readWord
		headY, footY float64
		bare         bool // a page without text
		out          string
	}{
		"a head with a number":        {head: append([]readWord{{560, "۴"}}, title...), headY: 760, out: "۴ کتاب باران"},
		"a number on the left":        {head: append(title, readWord{20, "۱۲"}), headY: 760, out: "کتاب باران ۱۲"},
		"a folio at the foot":         {foot: []readWord{{300, "-۷-"}}, footY: 30, out: "-۷-"},
		"both":                        {head: append(title, readWord{20, "۱۲"}), headY: 760, foot: []readWord{{300, "۷"}}, footY: 30, out: "کتاب باران ۱۲ ۷"},
		"a title without a number":    {head: title, headY: 760},
		"a number in a title":         {head: []readWord{{300, "فصل"}, {280, "۱"}}, headY: 760},
		"a number of a letter":        {head: []readWord{{300, "شماره:"}, {262, "۱۲۳"}}, headY: 760},
		"a date":                      {head: []readWord{{300, "۱۴۰۲/۰۵/۰۱"}}, headY: 760},
		"a row of a table":            {head: append([]readWord{{560, "۴"}}, title...), headY: 716},
		"a number amid the page":      {head: []readWord{{300, "۷"}}, headY: 650},
		"a note on a page of its own": {foot: []readWord{{300, "۷"}}, footY: 30, bare: true},
	} {
		rows := map[float64][]readWord{}
		if !c.bare {
			for y := 700.0; y > 600; y -= 20 {
				if c.headY-y > 40 || c.headY == 0 || c.headY == 716 {
					rows[y] = []readWord{{500, "باران"}, {440, "می‌بارد"}, {400, "و"}}
				}
			}
		}
		if c.head != nil {
			rows[c.headY] = c.head
		}
		if c.foot != nil {
			rows[c.footY] = c.foot
		}
		p := readPage(rows)
		n := 0
		for _, b := range p.Blocks {
			n += len(b.Lines)
		}
		Furniture(p)
		var out []string
		for _, b := range p.Blocks {
			n -= len(b.Lines)
			if b.Kind == page.Header || b.Kind == page.Footer {
				for _, l := range b.Lines {
					out = append(out, l.Text.String())
				}
			}
		}
		if got := strings.Join(out, " "); got != c.out || n != 0 {
			t.Errorf("%s: %q is furniture, want %q; %d lines are lost", name, got, c.out, n)
		}
	}
	Furniture(&page.Page{})
}
