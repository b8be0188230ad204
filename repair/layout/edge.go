package layout

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
)

// An Edge is what the head or the foot of a page tells of a paragraph that goes over the
// page break. Pages are read one by one, maybe by different processes: two edges are all
// that has to meet. The zero Edge belongs to a page where none can.
type Edge struct {
	Open    bool    `json:",omitempty"` // a paragraph may come in, or go on
	RTL     bool    `json:",omitempty"`
	Pixels  bool    `json:",omitempty"` // sizes are measured on pixels
	Flows   bool    `json:",omitempty"` // the paragraph has another line on this page
	Size    float64 `json:",omitempty"` // of the letters, points
	Measure float64 `json:",omitempty"` // between the edges of the column, points
	// Of a foot: how much white there is after the last word, points; whether it ends like
	// a sentence; whether the line was stretched as the last line of a paragraph never is.
	Room      float64 `json:",omitempty"`
	Ends      bool    `json:",omitempty"`
	Stretched bool    `json:",omitempty"`
	// Of a head: the width of the first word, points; whether the column indents first
	// lines, which this one then is not.
	Word    float64 `json:",omitempty"`
	Indents bool    `json:",omitempty"`
}

// measureSpread: two pages have the same measure if they differ by this part of it.
const measureSpread = 0.1

// Joins reports whether the paragraph at the foot of a page goes on at the head of the
// next one.
func (foot Edge) Joins(head Edge) bool {
	if !foot.Open || !head.Open || foot.RTL != head.RTL || !foot.Flows && !head.Flows {
		return false // of single lines the longest is no full one
	}
	spread := sizeBreak
	if foot.Pixels || head.Pixels {
		spread = guessedBreak
	}
	size := max(foot.Size, head.Size)
	return size <= spread*min(foot.Size, head.Size) &&
		math.Abs(foot.Measure-head.Measure) <= measureSpread*max(foot.Measure, head.Measure) &&
		foot.Room <= head.Word+spaceMost*size+size/2 &&
		(!foot.Ends || foot.Stretched || head.Indents)
}

// Edges reads the head and the foot of a page off its blocks. Footnotes may stand below
// the foot; a page that begins or ends with anything but a paragraph has a closed edge.
// last is the line that the foot stands for, nil if it is closed.
func Edges(p *page.Page) (head, foot Edge, last *page.Line) {
	if len(p.Blocks) == 0 {
		return
	}
	if b := &p.Blocks[0]; b.Kind == page.Paragraph && len(b.Lines) > 0 {
		head = headOf(p, p.Blocks)
		head.Flows = len(b.Lines) > 1
	}
	n := len(p.Blocks)
	for n > 0 && p.Blocks[n-1].Kind == page.Footnote {
		n--
	}
	if n == 0 || len(p.Blocks[n-1].Lines) == 0 {
		return
	}
	if b := &p.Blocks[n-1]; b.Kind == page.Paragraph || b.Kind == page.ListItem {
		if foot = footOf(p, p.Blocks[:n]); foot.Open {
			foot.Flows = len(b.Lines) > 1
			last = &b.Lines[len(b.Lines)-1]
		}
	}
	return
}

// headOf is the head of a page or column that begins with the blocks.
func headOf(p *page.Page, blocks []page.Block) Edge {
	var ls []placed
collect:
	for i := range blocks {
		b := &blocks[i]
		for j := range b.Lines {
			l, ok := replaced(p, b, j)
			if !ok || len(ls) > 0 && (b.Kind == page.Footnote || !l.under(&ls[0])) || len(ls) > 2*measureLines {
				break collect
			}
			ls = append(ls, l)
		}
	}
	if len(ls) == 0 {
		return Edge{}
	}
	return headEdge(ls, firstWord(p, ls[0].out.Text))
}

// footOf is the foot of a page or column that ends with the blocks.
func footOf(p *page.Page, blocks []page.Block) Edge {
	ls := column(p, blocks, nil)
	n := len(ls)
	if n < 2 {
		return Edge{}
	}
	l := &ls[n-1]
	x0, x1 := measure(ls, n-1)
	if alignment(ls, n-1, x0, x1) != startSet {
		return Edge{}
	}
	t := tail{last: *l, near: ls[max(0, n-1-measureLines):], x0: x0, x1: x1}
	return t.edge()
}

// under reports whether a line stands in the column of another.
func (p *placed) under(q *placed) bool {
	return p.kind == q.kind && min(p.x1, q.x1)-max(p.x0, q.x0) > 0
}

// replaced is line j of a block as the rules for paragraphs want it; false for lines
// that are no running text or not upright.
func replaced(p *page.Page, b *page.Block, j int) (placed, bool) {
	out := b.Lines[j]
	if b.Kind != page.Paragraph && b.Kind != page.ListItem {
		return placed{}, false
	}
	l := &line{y: out.Baseline, x0: out.Box.X0, x1: out.Box.X1}
	angle := 0.0
	for _, c := range out.Text {
		if c.From < 0 || int(c.From) >= len(p.Glyphs) {
			continue
		}
		g := &p.Glyphs[c.From]
		l.size = max(l.size, g.Size)
		if math.Abs(g.Angle) > skewMost || g.Angle != 0 && out.Source != page.SourceOCR {
			return placed{}, false
		}
		angle = g.Angle
		switch classOf(c.R) {
		case classR:
			l.strength++
		case classL:
			l.strength--
		}
	}
	l.rtl = l.strength > 0
	if angle != 0 {
		l.straighten(angle)
	}
	return placed{line: l, out: out, list: j == 0 && b.Kind == page.ListItem}, l.size > 0
}

// skewMost is how far a page may lie askew on the scanner, degrees.
const skewMost = 8

// straighten turns a line of a scan that lay askew by so many degrees; its y is that of
// its middle.
func (l *line) straighten(degrees float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	mid, half := (l.x0+l.x1)/2, (l.x1-l.x0)/2
	x := mid*cos + l.y*sin
	l.y = l.y*cos - mid*sin
	l.x0, l.x1 = x-half/cos, x+half/cos
}

// firstWord is the width of the first word of a line, points.
func firstWord(p *page.Page, t page.Text) float64 {
	var box page.Rect
	for _, c := range t {
		if isSpace(c.R) {
			break
		}
		if c.From >= 0 && int(c.From) < len(p.Glyphs) {
			box = box.Union(p.Glyphs[c.From].Box)
		}
	}
	return box.Width()
}
