package export_test

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/export"
	"github.com/paknevis/paknevis/repair/page"
)

// typeset makes a page of lines that stand as their indents say, each a block, and the text of it
// with an empty line between them. Letters are as wide as advance says, in points; lines that are
// empty take their place.
func typeset(advance func(r rune) float64, lines ...string) (*page.Page, page.Text) {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 400, Y1: 400}}
	y := 390.0
	for _, s := range lines {
		y -= 12
		x := 50 + 5*float64(len(s)-len(strings.TrimLeft(s, " ")))
		s = strings.TrimLeft(s, " ")
		if s == "" {
			continue
		}
		b := block(page.Paragraph, s)
		for j, c := range b.Lines[0].Text {
			w := advance(c.R)
			if c.R != ' ' {
				b.Lines[0].Text[j].From = int32(len(p.Glyphs))
				p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(c.R), Box: page.Rect{X0: x, Y0: y, X1: x + w, Y1: y + 8}, Origin: page.Point{X: x, Y: y}, Advance: w, Size: 10})
			}
			x += w
		}
		b.Lines[0].Baseline = y
		p.Blocks = append(p.Blocks, b)
	}
	return p, flow(p)
}

// built tells lines of a program as simply as these tests need it: an assignment may be one, what
// ends in a brace or semicolon is.
func built(line page.Text) (bool, bool) {
	s := line.String()
	sure := strings.HasSuffix(s, "{") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, "}")
	return sure || strings.Contains(s, " = "), sure
}

func even(rune) float64 { return 5 }

func uneven(r rune) float64 {
	if r == 'e' || r == 'i' || r == ' ' {
		return 3
	}
	return 6
}

func TestSet(t *testing.T) {
	for _, c := range []struct {
		name    string
		advance func(rune) float64
		lines   []string
		want    string // "" for the text as it was
	}{
		{"indents and an empty line", even, []string{
			"while (wet) {", "    if (rain) {", "        wait();", "    }", "", "    water(tree);", "}",
		}, "while (wet) {\n    if (rain) {\n        wait();\n    }\n\n    water(tree);\n}\n"},
		{"letters that are not as wide", uneven, []string{"while (rain) {", "    wait();", "}"}, "while (rain) {\n    wait();\n}\n"},
		{"assignments in letters as wide", even, []string{"tree = 3", "leaf = tree"}, "tree = 3\nleaf = tree\n"},
		{"a line that any language has, between", even, []string{"if (dry) {", "    water", "}"}, "if (dry) {\n    water\n}\n"},
		{"formulas", uneven, []string{"tree = 3", "leaf = tree"}, ""},
		{"formulas with their signs", uneven, []string{"tree = 3;", "leaf ≤ tree = 4;"}, ""},
		{"one line", even, []string{"wait();"}, ""},
		{"prose", uneven, []string{"The gardener waits in the rain.", "The garden is wet."}, ""},
		{"a column beside", even, []string{"wait();", strings.Repeat(" ", 50) + "water();"}, ""},
		{"lines far apart", even, []string{"wait();", "", "", "", "water();"}, ""},
	} {
		p, text := typeset(c.advance, c.lines...)
		want := c.want
		if want == "" {
			want = text.String()
		}
		s := export.Set(p, text, built)
		if got := s.Text.String(); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
		if n := len(s.Listings); (n == 1) != (c.want != "") || n > 1 {
			t.Errorf("%s: %d listings", c.name, n)
		}
		for i, r := range text {
			if at := s.At(i); r.R != '\n' && s.Text[at] != r {
				t.Errorf("%s: code point %d is %q at %d, want %q", c.name, i, s.Text[at].R, at, r.R)
			}
		}
		if s.At(len(text)) != len(s.Text) {
			t.Errorf("%s: the end is at %d of %d", c.name, s.At(len(text)), len(s.Text))
		}
	}
}

// Small letters are those of a formula; a line number in front may be small.
func TestSetSizes(t *testing.T) {
	for glyph, want := range map[int]int{0: 1, 3: 0} {
		p, text := typeset(even, "1 wait();", "2 water();")
		p.Glyphs[glyph].Size = 6
		if got := len(export.Set(p, text, built).Listings); got != want {
			t.Errorf("glyph %d is small: %d listings, want %d", glyph, got, want)
		}
	}
}

// A line of signs that was read from the right is one of the program beside it, read from the left.
func TestSetSigns(t *testing.T) {
	p, text := typeset(even, "wait(() => {", "});")
	n := len(text) - 1 // the line feed
	text[n-3], text[n-1] = text[n-1], text[n-3]
	if got, want := export.Set(p, text, built).Text.String(), "wait(() => {\n});\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A brace alone that was taken for the one of the other side is what the page shows.
func TestSetMirrored(t *testing.T) {
	p, text := typeset(even, "wait() {", "  water();", "}")
	text[len(text)-2].R = '{'
	if got, want := export.Set(p, text, built).Text.String(), "wait() {\n  water();\n}\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A listing is fenced in Markdown, by more backticks than it holds, and nothing in it is escaped.
func TestMarkdownListing(t *testing.T) {
	p, text := typeset(even, "Prose *before*", "x = ```a``` * b;", "  y = `c`;", "", "", "", "Prose behind")
	s := export.Set(p, text, built)
	got, foot := export.NewMarkdown(p, s.Text, s.Listings, 5)
	if want := "Prose \\*before\\*\n\n````\nx = ```a``` * b;\n  y = `c`;\n````\n\nProse behind\n"; got != want || foot != 7 {
		t.Errorf("%q, %d, want %q, 7", got, foot, want)
	}
}
