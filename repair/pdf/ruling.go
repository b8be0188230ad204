package pdf

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
)

// The lines that a page draws, upright or level, are the rules of its tables. Producers
// stroke them, or fill boxes as thin as lines, whole or a piece for each cell.

const (
	// ruleThin: a filled box is a line when it is no thicker, points.
	ruleThin = 3
	// ruleLeast: what is shorter is part of a drawing, points.
	ruleLeast = 4
	// ruleSkew: a stroke that rises by no more is level, points.
	ruleSkew = 0.5
	// maxPathPieces bounds the strokes and boxes of one path.
	maxPathPieces = 1 << 12
	// maxPageRules bounds the lines of a page; a map has more and no tables.
	maxPageRules = 1 << 13
)

// strokes is the current path as far as lines are made of it.
type strokes struct {
	first, last page.Point  // of the subpath
	box         page.Rect   // around the subpath
	open        bool        // a subpath has points
	lines       []page.Rect // its straight pieces, from corner to corner
	boxes       []page.Rect // around the subpaths
	subpaths    int         // of the path
	sides       int         // straight ones of the path
	curves      int         // of the path
}

func (p *strokes) moveTo(q page.Point) {
	p.endBox()
	p.first, p.last, p.open = q, q, true
	p.subpaths++
	p.box = page.Rect{X0: q.X, Y0: q.Y, X1: q.X, Y1: q.Y}
}

func (p *strokes) lineTo(q page.Point) {
	if !p.open {
		return
	}
	p.piece(p.last, q)
	if q != p.last {
		p.sides++
	}
	p.last = q
	p.box = page.Rect{X0: min(p.box.X0, q.X), Y0: min(p.box.Y0, q.Y), X1: max(p.box.X1, q.X), Y1: max(p.box.Y1, q.Y)}
}

// curveTo ends the hope that the subpath is a box.
func (p *strokes) curveTo(q page.Point) {
	p.last = q
	p.curves++
	p.box.Y1, p.box.X1 = math.Inf(1), math.Inf(1)
}

func (p *strokes) close() {
	if p.open {
		p.piece(p.last, p.first)
		if p.last != p.first {
			p.sides++
		}
		p.last = p.first
	}
}

func (p *strokes) rectangle(a, b, c, d page.Point) {
	p.moveTo(a)
	p.lineTo(b)
	p.lineTo(c)
	p.lineTo(d)
	p.close()
}

func (p *strokes) piece(a, b page.Point) {
	r := page.Rect{X0: min(a.X, b.X), Y0: min(a.Y, b.Y), X1: max(a.X, b.X), Y1: max(a.Y, b.Y)}
	if min(r.Width(), r.Height()) <= ruleSkew && max(r.Width(), r.Height()) >= ruleLeast && len(p.lines) < maxPathPieces {
		p.lines = append(p.lines, r)
	}
}

func (p *strokes) endBox() {
	if p.open && len(p.boxes) < maxPathPieces && min(p.box.Width(), p.box.Height()) <= ruleThin && max(p.box.Width(), p.box.Height()) >= ruleLeast {
		p.boxes = append(p.boxes, p.box)
	}
	p.open = false
}

// draw notes the lines that the path leaves on the page.
func (in *interpreter) draw(s *state, p *strokes, filled, stroked bool) {
	if in.hidden() {
		return
	}
	p.endBox()
	note := func(rs []page.Rect) {
		for _, r := range rs {
			c := s.clip.box
			r = page.Rect{X0: max(r.X0, c.X0), Y0: max(r.Y0, c.Y0), X1: min(r.X1, c.X1), Y1: min(r.Y1, c.Y1)}
			if r.X0 <= r.X1 && r.Y0 <= r.Y1 && max(r.Width(), r.Height()) >= ruleLeast && len(in.page.Rules) < maxPageRules {
				in.page.Rules = append(in.page.Rules, r)
			}
		}
	}
	if filled && !s.clear[0] {
		note(p.boxes)
	}
	if stroked && !s.clear[1] {
		note(p.lines)
	}
}
