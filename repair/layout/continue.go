package layout

import "github.com/paknevis/paknevis/repair/page"

// A paragraph may go on in the next column. Its last line in the first column is full
// then, and its first line in the next is not indented.

// tail is the foot of a column that a paragraph may leave.
type tail struct {
	region *region
	last   placed
	x0, x1 float64 // measure around it
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
	return indent < indentLeast*l.size && (!concludes(p.out.Text) || indents(ls, x0, x1))
}

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
