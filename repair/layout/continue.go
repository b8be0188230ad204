package layout

import "github.com/paknevis/paknevis/repair/page"

// A paragraph may go on in the next column. Its last line in the first column is full
// then, and its first line in the next is not indented.

// tail is the foot of a column that a paragraph may leave.
type tail struct {
	region *region
	last   placed
	near   []placed // the lines around it, which is their last
	x0, x1 float64  // measure around it
}

// goesOn reports whether the paragraph at the foot of a column goes on in the lines at
// the head of the next one, see Edge.Joins.
func (t *tail) goesOn(r *region, ls []placed, rtl bool) bool {
	if t.region == nil || !t.region.column || !r.column || len(ls) == 0 || !t.region.beside(r, rtl) ||
		t.last.kind != page.Paragraph || ls[0].kind != page.Paragraph {
		return false
	}
	foot := t.edge()
	foot.Flows = true
	return foot.Joins(headEdge(ls, ls[0].firstWord()))
}

// edge is what the foot tells, see Edge.
func (t *tail) edge() Edge {
	l := &t.last
	return Edge{Open: true, RTL: l.rtl, Pixels: l.pixels(), Size: l.size, Measure: t.x1 - t.x0,
		Room: t.end(l), Ends: concludes(l.out.Text), Stretched: t.stretched()}
}

// pixels reports a line whose size was measured on pixels: it was recognized on the
// image of the page, by us or by who made the file.
func (p *placed) pixels() bool { return p.out.Source == page.SourceOCR || p.guessed() }

// headEdge is the edge of the lines at the head of a column or page; the first word of
// the first line has the given width.
func headEdge(ls []placed, word float64) Edge {
	if len(ls) < 2 {
		return Edge{}
	}
	l := &ls[0]
	x0, x1 := measure(ls, 0)
	if l.list || alignment(ls, 0, x0, x1) != startSet || l.indent(x0, x1) >= indentLeast*l.size {
		return Edge{}
	}
	return Edge{Open: true, RTL: l.rtl, Pixels: l.pixels(), Size: l.size, Measure: x1 - x0, Word: word, Indents: indents(ls, x0, x1)}
}

// fullLeast: so many of the lines at the foot of a column must be flush at both edges
// for it to be justified, and fullShare of all that were not ended.
const (
	fullLeast = 3
	fullShare = 0.9
)

// stretched reports that the last line of a justified column was stretched to its
// measure, which the last line of a paragraph is not: that it comes to end within
// stretchSlack of the edge by chance is far rarer than a sentence that ends in a full line.
func (t *tail) stretched() bool {
	if end := t.end(&t.last); end > stretchSlack*t.last.size {
		return false
	}
	full, ragged := 0, 0
	for i := range t.near[:len(t.near)-1] {
		p, l := &t.near[i], &t.near[i+1]
		if p.kind != page.Paragraph || p.rtl != t.last.rtl || p.ended(l, t.x0, t.x1, startSet) {
			continue
		}
		if t.end(p) <= stretchSlack*p.size {
			full++
		} else {
			ragged++
		}
	}
	return full >= fullLeast && float64(full) >= fullShare*float64(full+ragged)
}

// indent is the white between the edge of a measure and the start of a line, points.
func (p *placed) indent(x0, x1 float64) float64 {
	if p.rtl {
		return x1 - p.x1
	}
	return p.x0 - x0
}

// end is the white between the end of a line and the edge of the measure, points.
func (t *tail) end(p *placed) float64 {
	if p.rtl {
		return p.x0 - t.x0
	}
	return t.x1 - p.x1
}

// stretchSlack: a line of justified text ends this near to the edge, in font sizes:
// the room of a sign that hangs or has bearings.
const stretchSlack = 0.2

// indents reports whether a column indents the first lines of its paragraphs, so that a
// line which is not indented begins none even after a full stop.
func indents(ls []placed, x0, x1 float64) bool {
	for i := range ls {
		l := &ls[i]
		d := l.indent(x0, x1)
		if d > indentLeast*l.size && d < indentMost*l.size && l.kind == page.Paragraph && !l.list {
			return true
		}
	}
	return false
}

// beside reports whether region q is the column after r on the reading side.
func (r *region) beside(q *region, rtl bool) bool {
	if rtl && q.x1 > r.x0 || !rtl && q.x0 < r.x1 || len(r.lines) == 0 || len(q.lines) == 0 {
		return false
	}
	top, foot := q.lines[0].y, q.lines[len(q.lines)-1].y
	return top >= r.lines[len(r.lines)-1].y && foot <= r.lines[0].y
}
