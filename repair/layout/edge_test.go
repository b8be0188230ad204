package layout_test

import (
	"fmt"
	"testing"

	"github.com/paknevis/paknevis/repair/layout"
	"github.com/paknevis/paknevis/repair/page"
)

// A set line is a text and where it begins and ends, in points; right-to-left lines of a
// column 300 points wide, ten points high.
type setLine struct {
	text   string
	x0, x1 float64
}

const fullWidth, columnLeft = 300.0, 100.0

func full(text string) setLine  { return setLine{text, columnLeft, columnLeft + fullWidth} }
func short(text string) setLine { return setLine{text, columnLeft + 200, columnLeft + fullWidth} }
func indented(text string) setLine {
	return setLine{text, columnLeft, columnLeft + fullWidth - 20}
}

// setPage sets paragraphs under each other, each letter as wide as its line allows.
func setPage(size float64, kinds []page.Kind, paragraphs ...[]setLine) *page.Page {
	p := &page.Page{Number: 1, Box: page.Rect{X1: 500, Y1: 700}}
	y := 650.0
	for i, ls := range paragraphs {
		b := page.Block{}
		if kinds != nil {
			b.Kind = kinds[i]
		}
		for _, l := range ls {
			out := page.Line{Baseline: y, Box: page.Rect{X0: l.x0, Y0: y - 2, X1: l.x1, Y1: y + 8}}
			rs := []rune(l.text)
			w := (l.x1 - l.x0) / float64(len(rs))
			for j, r := range rs {
				x := l.x1 - float64(j)*w
				out.Text = append(out.Text, page.Char{R: r, From: int32(len(p.Glyphs))})
				p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(r), Size: size, Box: page.Rect{X0: x - w, Y0: y - 2, X1: x, Y1: y + 8}})
			}
			b.Lines = append(b.Lines, out)
			y -= 1.5 * size
		}
		p.Blocks = append(p.Blocks, b)
	}
	return p
}

// The lines of a paragraph, and one that ends a sentence.
const (
	a = "باغ‌های کنار رود تا پای کوه می‌رسند و در بهار"
	b = "مردم روستا هر سال برای چیدن گیلاس به آن‌ها"
	c = "می‌آیند و تا شب در سایهٔ درختان می‌مانند تا کار"
	d = "تمام شود."
	e = "پیش از رفتن، سهم هر خانه را کنار می‌گذارند."
)

func TestAParagraphGoesOverThePageBreak(t *testing.T) {
	prose := func(size float64, ps ...[]setLine) *page.Page { return setPage(size, nil, ps...) }
	for _, tt := range []struct {
		name       string
		foot, head *page.Page
		want       bool
	}{
		{"a full line without a stop", prose(12, []setLine{full(a), full(b), full(c)}), prose(12, []setLine{full(b), short(d)}), true},
		{"with a note below it", setPage(12, []page.Kind{page.Paragraph, page.Footnote}, []setLine{full(a), full(b), full(c)}, []setLine{short(d)}), prose(12, []setLine{full(b), short(d)}), true},
		{"a list item", setPage(12, []page.Kind{page.Paragraph, page.ListItem}, []setLine{full(a), full(b)}, []setLine{full(b), full(c)}), prose(12, []setLine{full(b), short(d)}), true},
		{"a short last line", prose(12, []setLine{full(a), full(b), short(c)}), prose(12, []setLine{full(b), short(d)}), false},
		{"an indented first line", prose(12, []setLine{full(a), full(b), full(c)}), prose(12, []setLine{indented(b), full(c), short(d)}), false},
		{"a sentence that ends in a line not quite full", prose(12, []setLine{full(a), full(b), {e, columnLeft + 10, columnLeft + fullWidth}}), prose(12, []setLine{full(b), short(d)}), false},
		{"a sentence that ends in a stretched line", prose(12, []setLine{full(a), full(b), full(c), full(b), full(e)}), prose(12, []setLine{full(b), short(d)}), true},
		{"after a full stop where first lines are indented", prose(12, []setLine{indented(a), full(b), {e, columnLeft + 10, columnLeft + fullWidth}}), prose(12, []setLine{full(b), short(d)}, []setLine{indented(a), full(b)}), true},
		{"letters of another size", prose(12, []setLine{full(a), full(b), full(c)}), prose(9, []setLine{full(b), short(d)}), false},
		{"another measure", prose(12, []setLine{full(a), full(b), full(c)}), prose(12, []setLine{{b, 250, 400}, {c, 250, 400}, {d, 350, 400}}), false},
		{"single lines of which the last is the longest", prose(12, []setLine{short(a)}, []setLine{short(b)}, []setLine{full(c)}), prose(12, []setLine{full(b)}, []setLine{short(d)}), false},
		{"a heading", prose(12, []setLine{full(a), full(b), full(c)}), setPage(12, []page.Kind{page.Heading, page.Paragraph}, []setLine{full(a)}, []setLine{full(b), short(d)}), false},
		{"rows of a table", setPage(12, []page.Kind{page.TableRow, page.TableRow}, []setLine{full(a)}, []setLine{full(b)}), prose(12, []setLine{full(b), short(d)}), false},
		{"verse", setPage(12, []page.Kind{page.Verse, page.Verse}, []setLine{full(a)}, []setLine{full(b)}), setPage(12, []page.Kind{page.Verse, page.Verse}, []setLine{full(a)}, []setLine{full(b)}), false},
		{"an empty page", prose(12, []setLine{full(a), full(b), full(c)}), &page.Page{}, false},
		{"after an empty page", &page.Page{}, prose(12, []setLine{full(b), short(d)}), false},
	} {
		_, foot, last := layout.Edges(tt.foot)
		head, _, _ := layout.Edges(tt.head)
		if got := foot.Joins(head); got != tt.want {
			t.Errorf("%s: goes on %v, want %v\nfoot %+v\nhead %+v", tt.name, got, tt.want, foot, head)
		}
		if foot.Open != (last != nil) {
			t.Errorf("%s: the foot is open %v, its line is %v", tt.name, foot.Open, last)
		}
	}
}

func ExampleEdges() {
	first := setPage(12, nil, []setLine{full("این بند در پای برگ تمام نمی‌شود و سطر آخر آن"), full("پر است، پس در برگ بعد دنباله دارد و جملهٔ آن")})
	next := setPage(12, nil, []setLine{full("در آنجا پایان می‌یابد، نه آنجا که کاغذ به آخر"), short("رسیده است.")})
	_, foot, _ := layout.Edges(first)
	head, _, _ := layout.Edges(next)
	fmt.Println(foot.Joins(head))
	// Output: true
}
