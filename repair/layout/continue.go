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
// the head of the next one.
func (t *tail) goesOn(r *region, ls []placed, rtl bool) bool {
	if t.region == nil || !t.region.column || !r.column || len(ls) < 2 || !t.region.beside(r, rtl) {
		return false
	}
	p, l := &t.last, &ls[0]
	if p.kind != page.Paragraph || l.kind != page.Paragraph || l.list || p.rtl != l.rtl {
		return false
	}
	if size := max(p.size, l.size); size > sizeBreak*min(p.size, l.size) || p.ended(l, t.x0, t.x1, startSet) {
		return false
	}
	x0, x1 := measure(ls, 0)
	if set := alignment(ls, 0, x0, x1); set != startSet {
		return false
	}
	indent := x1 - l.x1
	if !l.rtl {
		indent = l.x0 - x0
	}
	return indent < indentLeast*l.size && (!concludes(p.out.Text) || indents(ls, x0, x1) || t.stretched())
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
		d := x1 - l.x1
		if !l.rtl {
			d = l.x0 - x0
		}
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
