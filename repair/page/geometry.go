package page

import "math"

// Point is a position on a page, in points (1/72 inch), x to the right and y up.
type Point struct{ X, Y float64 }

// Rect is a box on a page, in points, with X0 <= X1 and Y0 <= Y1.
// The zero Rect is empty and stands for "no position known".
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Width is the horizontal extent in points.
func (r Rect) Width() float64 { return r.X1 - r.X0 }

// Height is the vertical extent in points.
func (r Rect) Height() float64 { return r.Y1 - r.Y0 }

// Center is the middle of the box.
func (r Rect) Center() Point { return Point{(r.X0 + r.X1) / 2, (r.Y0 + r.Y1) / 2} }

// Empty reports whether the box has no area.
func (r Rect) Empty() bool { return r.X1 <= r.X0 || r.Y1 <= r.Y0 }

// Union is the smallest box that holds both; the zero Rect is neutral.
func (r Rect) Union(s Rect) Rect {
	switch {
	case r == Rect{}:
		return s
	case s == Rect{}:
		return r
	}
	return Rect{math.Min(r.X0, s.X0), math.Min(r.Y0, s.Y0), math.Max(r.X1, s.X1), math.Max(r.Y1, s.Y1)}
}

// Intersect is the common part of both boxes, the zero Rect if there is none.
func (r Rect) Intersect(s Rect) Rect {
	t := Rect{math.Max(r.X0, s.X0), math.Max(r.Y0, s.Y0), math.Min(r.X1, s.X1), math.Min(r.Y1, s.Y1)}
	if t.X1 < t.X0 || t.Y1 < t.Y0 {
		return Rect{}
	}
	return t
}

// Contains reports whether p lies inside or on the edge of the box.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X0 && p.X <= r.X1 && p.Y >= r.Y0 && p.Y <= r.Y1
}

// OverlapX is the length in points that both boxes share on the x axis, negative for a gap.
func (r Rect) OverlapX(s Rect) float64 { return math.Min(r.X1, s.X1) - math.Max(r.X0, s.X0) }

// OverlapY is the length in points that both boxes share on the y axis, negative for a gap.
func (r Rect) OverlapY(s Rect) float64 { return math.Min(r.Y1, s.Y1) - math.Max(r.Y0, s.Y0) }
