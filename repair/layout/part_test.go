package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
)

// TestPart: a recognizer takes what stands close together for one paragraph.
func TestPart(t *testing.T) {
	// uneven gives the letters of a line another size, as those of one with high signs have.
	uneven := func(p *page.Page, line int) *page.Page {
		for _, c := range p.Blocks[0].Lines[line].Text {
			p.Glyphs[c.From].Size *= 1.9
		}
		return p
	}
	// lower moves the lines of the first block from n on down.
	lower := func(p *page.Page, n int) *page.Page {
		for j := n; j < len(p.Blocks[0].Lines); j++ {
			l := &p.Blocks[0].Lines[j]
			l.Baseline, l.Box.Y0, l.Box.Y1 = l.Baseline-12, l.Box.Y0-12, l.Box.Y1-12
		}
		return p
	}
	// beside moves the fourth line beside the third.
	beside := func(p *page.Page) *page.Page {
		ls := p.Blocks[0].Lines
		ls[3].Baseline, ls[3].Box.Y0, ls[3].Box.Y1 = ls[2].Baseline, ls[2].Box.Y0, ls[2].Box.Y1
		return p
	}
	read := func(ps ...[]setLine) *page.Page {
		p := setPage(12, nil, ps...)
		for i := range p.Blocks {
			for j := range p.Blocks[i].Lines {
				p.Blocks[i].Lines[j].Source = page.SourceOCR
			}
		}
		return p
	}
	item := func(s string) setLine { return short("• " + s) }
	const code = "x = f(y) + 1"
	atLeft := setLine{code, columnLeft, columnLeft + 80}
	for _, tt := range []struct {
		name string
		p    *page.Page
		want string // lines of each block
	}{
		{"prose", read([]setLine{full(a), full(b), full(c), short(d)}), "4"},
		{"after a short line", read([]setLine{full(a), full(b), short(d), full(a), full(c), short(d)}), "3 3"},
		{"indented first lines", read([]setLine{full(a), full(e), indented(b), full(c)}), "2 2"},
		{"items of a list", read([]setLine{full(a), full(b), item(b), item(c), item(d)}), "2 1 1 1"},
		{"more white", lower(read([]setLine{full(a), full(b), full(c), full(e), full(b), full(c)}), 4), "4 2"},
		{"signs of another height", uneven(read([]setLine{full(a), full(b), full(c), full(b), short(d)}), 2), "5"},
		{"what stands from the left", read([]setLine{full(a), full(b), full(c), atLeft, full(a), full(b), full(c)}), "3 1 3"},
		{"Latin at the end of a sentence", read([]setLine{full(a), full(b), full(c), {code, columnLeft + fullWidth - 80, columnLeft + fullWidth}}), "4"},
		{"a line away from the one before it", read([]setLine{{d, columnLeft, columnLeft + 90}, short(d), full(a), full(b), full(c), short(d), full(a), full(b)}), "1 1 4 2"},
		{"a piece of a row", beside(read([]setLine{full(a), full(b), {c, columnLeft + 200, columnLeft + fullWidth}, {d, columnLeft, columnLeft + 190}, full(a), full(b)})), "6"},
		{"rows of a table", setPage(12, []page.Kind{page.TableRow}, []setLine{short(a), short(b)}), "2"},
		{"blocks that a recognizer parted", read([]setLine{full(a), full(b)}, []setLine{full(c), short(d)}), "2 2"},
		{"nothing", &page.Page{}, ""},
	} {
		before := strings.Fields(tt.p.Flow().String())
		layout.Part(tt.p)
		if after := strings.Fields(tt.p.Flow().String()); !slices.Equal(before, after) {
			t.Errorf("%s: %q became %q", tt.name, before, after)
		}
		var got []string
		for _, b := range tt.p.Blocks {
			got = append(got, string(rune('0'+len(b.Lines))))
			if list := strings.HasPrefix(b.Lines[0].Text.String(), "•"); list != (b.Kind == page.ListItem) {
				t.Errorf("%s: %q is a block of kind %v", tt.name, b.Lines[0].Text, b.Kind)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: lines %s, want %s", tt.name, s, tt.want)
		}
	}
}
