package layout_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
)

func TestRejoin(t *testing.T) {
	// beside moves the blocks from n on into the column to the left, level with the first.
	beside := func(p *page.Page, n int) *page.Page {
		for i := n; i < len(p.Blocks); i++ {
			for j := range p.Blocks[i].Lines {
				l := &p.Blocks[i].Lines[j]
				up := p.Blocks[0].Lines[0].Baseline - p.Blocks[n].Lines[0].Baseline
				if i > n || j > 0 {
					up = p.Blocks[0].Lines[0].Baseline - 18*float64(j) - l.Baseline
				}
				l.Baseline += up
				l.Box = page.Rect{X0: l.Box.X0 - 350, Y0: l.Box.Y0 + up, X1: l.Box.X1 - 350, Y1: l.Box.Y1 + up}
			}
		}
		return p
	}
	apart := func(p *page.Page) *page.Page {
		l := &p.Blocks[1].Lines[0]
		l.Baseline, l.Box.Y0, l.Box.Y1 = l.Baseline-12, l.Box.Y0-12, l.Box.Y1-12
		return p
	}
	// askew turns a page by three degrees, as a recognizer tells of it.
	askew := func(p *page.Page) *page.Page {
		sin, cos := math.Sincos(3 * math.Pi / 180)
		for i := range p.Blocks {
			for j := range p.Blocks[i].Lines {
				l := &p.Blocks[i].Lines[j]
				mid, half := (l.Box.X0+l.Box.X1)/2, l.Box.Width()/2*cos
				l.Box.X0, l.Box.X1 = mid*cos-l.Baseline*sin-half, mid*cos-l.Baseline*sin+half
				l.Baseline, l.Source = mid*sin+l.Baseline*cos, page.SourceOCR
			}
		}
		for i := range p.Glyphs {
			p.Glyphs[i].Angle = 3
		}
		return p
	}
	prose := func(ps ...[]setLine) *page.Page { return setPage(12, nil, ps...) }
	for _, tt := range []struct {
		name string
		p    *page.Page
		want int // blocks
	}{
		{"a last line of its own", prose([]setLine{full(a), full(b), full(c)}, []setLine{short(d)}), 1},
		{"after a line not full", prose([]setLine{full(a), full(b), short(c)}, []setLine{full(a), short(d)}), 2},
		{"after a sentence", prose([]setLine{full(a), full(b), full(e)}, []setLine{full(a), short(d)}), 2},
		{"an indented line", prose([]setLine{full(a), full(b), full(c)}, []setLine{indented(a), short(d)}), 2},
		{"farther away", apart(prose([]setLine{full(a), full(b), full(c)}, []setLine{short(d)})), 2},
		{"a heading below", setPage(12, []page.Kind{page.Paragraph, page.Heading}, []setLine{full(a), full(b), full(c)}, []setLine{full(a)}), 2},
		{"after a single line", prose([]setLine{full(a)}, []setLine{full(b), short(d)}), 2},
		{"in the next column", beside(prose([]setLine{full(a), full(b), full(c)}, []setLine{full(b), short(d)}), 1), 1},
		{"another in the next column", beside(prose([]setLine{full(a), full(b), short(d)}, []setLine{full(b), short(d)}), 1), 2},
		{"an indented one there", beside(prose([]setLine{full(a), full(b), full(c)}, []setLine{indented(b), full(a), short(d)}), 1), 2},
		{"three parts", prose([]setLine{full(a), full(b)}, []setLine{full(c)}, []setLine{short(d)}), 1},
		{"full lines by themselves", prose([]setLine{full(a), full(b), full(c)}, []setLine{full(a)}, []setLine{full(b)}, []setLine{short(d)}), 1},
		{"the widest of short lines", prose([]setLine{short(a)}, []setLine{short(d)}, []setLine{full(c)}, []setLine{short(d)}), 4},
		{"no running text above", prose([]setLine{full(a)}, []setLine{full(b)}, []setLine{full(c)}, []setLine{short(d)}), 4},
		{"askew", askew(prose([]setLine{full(a), full(b), full(c)}, []setLine{short(d)})), 1},
		{"askew, farther away", askew(apart(prose([]setLine{full(a), full(b), full(c)}, []setLine{short(d)}))), 2},
		{"nothing", &page.Page{}, 0},
		{"blocks without lines", &page.Page{Blocks: make([]page.Block, 3)}, 3},
	} {
		before := strings.Fields(tt.p.Flow().String())
		layout.Rejoin(tt.p)
		if n := len(tt.p.Blocks); n != tt.want {
			t.Errorf("%s: %d blocks, want %d", tt.name, n, tt.want)
		}
		if after := strings.Fields(tt.p.Flow().String()); !slices.Equal(before, after) {
			t.Errorf("%s: %q became %q", tt.name, before, after)
		}
	}
}
