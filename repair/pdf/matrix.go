package pdf

import "github.com/paknevis/paknevis/repair/page"

// matrix is [a b c d e f] of ISO 32000-1 §8.3.3; a point is a row vector.
type matrix [6]float64

// mul applies m first, then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// move moves the origin by a vector in the space before m.
func (m *matrix) move(x, y float64) {
	m[4], m[5] = x*m[0]+y*m[2]+m[4], x*m[1]+y*m[3]+m[5]
}

func (m matrix) apply(x, y float64) page.Point {
	return page.Point{X: m[0]*x + m[2]*y + m[4], Y: m[1]*x + m[3]*y + m[5]}
}

func (m matrix) det() float64 { return m[0]*m[3] - m[1]*m[2] }

// box is the upright box around the image of r.
func (m *matrix) box(r page.Rect) page.Rect {
	if m[1] == 0 && m[2] == 0 { // upright, as nearly all text is: two corners tell
		x0, x1, y0, y1 := m[0]*r.X0+m[4], m[0]*r.X1+m[4], m[3]*r.Y0+m[5], m[3]*r.Y1+m[5]
		return page.Rect{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
	}
	p := m.apply(r.X0, r.Y0)
	out := page.Rect{X0: p.X, Y0: p.Y, X1: p.X, Y1: p.Y}
	for _, p := range [...]page.Point{m.apply(r.X1, r.Y0), m.apply(r.X0, r.Y1), m.apply(r.X1, r.Y1)} {
		out.X0, out.Y0 = min(out.X0, p.X), min(out.Y0, p.Y)
		out.X1, out.Y1 = max(out.X1, p.X), max(out.Y1, p.Y)
	}
	return out
}
