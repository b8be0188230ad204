package prep

import (
	"cmp"
	"image"
	"slices"
)

const (
	// leaderDot is the greatest width and height of a dot of a leader in letters, leaderFilled
	// the share of its box that it takes at least.
	leaderDot, leaderFilled = 0.45, 0.5
	// leaderDots is the least number of dots in a row: an ellipsis has three, and words of
	// many dots up to five on a line by chance.
	leaderDots = 6
	// leaderNear and leaderFar bound the distance from one dot to the next in letters;
	// leaderEven is by how much one may differ from the usual one, as a part of it, and in
	// pixels at least.
	leaderNear, leaderFar = 0.2, 2.5
	leaderEven, leaderPix = 0.1, 1.5
	// leaderLevel is how far the middles of neighbouring dots may differ in height, in
	// letters.
	leaderLevel = 0.12
	// leaderFree is how far above the dots nothing else stands, in letters: the dots of
	// letters have these above them.
	leaderFree = 0.7
)

// EraseLeaders paints the dots over with paper that lead from the entries of a table of
// contents to the page numbers, and returns the boxes of these rows of dots; without any,
// clear is g itself, of which s is the survey. The recognizer reads them as letters, and
// loses the entries.
func (s *Survey) EraseLeaders(g *image.Gray, paper uint8) (clear *image.Gray, leaders []image.Rectangle) {
	var dots []int
	for i, c := range s.Components {
		w, h := float64(c.Box.Dx()), float64(c.Box.Dy())
		if max(w, h) <= leaderDot*s.Letter && min(w, h) >= 2 && 3*min(w, h) >= 2*max(w, h) && float64(c.Area) >= leaderFilled*w*h {
			dots = append(dots, i)
		}
	}
	if len(dots) < leaderDots {
		return g, nil
	}
	gone := make([]bool, len(s.Components))
	for _, row := range s.levels(dots) {
		for from := 0; from+1 < len(row); {
			to := s.evenly(row[from:])
			if box, ok := s.leader(row[from : from+to]); ok {
				for _, i := range row[from : from+to] {
					gone[i] = true
				}
				leaders = append(leaders, box)
			}
			from += max(to-1, 1)
		}
	}
	if len(leaders) == 0 {
		return g, nil
	}
	clear = clone(g)
	for i, c := range s.Components {
		if gone[i] {
			fill(clear, c.Box.Inset(-ruleHalo), paper)
		}
	}
	return clear, leaders
}

// leader is the box of a row of dots, if they are one.
func (s *Survey) leader(row []int) (box image.Rectangle, ok bool) {
	if len(row) < leaderDots {
		return box, false
	}
	for _, i := range row {
		box = box.Union(s.Components[i].Box)
	}
	room := image.Rect(box.Min.X, box.Min.Y-int(leaderFree*s.Letter), box.Max.X, box.Max.Y)
	for i, c := range s.Components {
		if s.Text[i] && c.Box.Min.Add(c.Box.Max).Div(2).In(room) && !slices.Contains(row, i) {
			return box, false
		}
	}
	return box, true
}

// levels sorts dots into rows, each from left to right.
func (s *Survey) levels(dots []int) (rows [][]int) {
	mid := func(i int) (x, y int) {
		b := s.Components[i].Box
		return b.Min.X + b.Max.X, b.Min.Y + b.Max.Y
	}
	slices.SortFunc(dots, func(a, b int) int {
		ax, ay := mid(a)
		bx, by := mid(b)
		return cmp.Or(cmp.Compare(ay, by), cmp.Compare(ax, bx))
	})
	level := max(2*leaderLevel*s.Letter, 2)
	for from := 0; from < len(dots); {
		to := from + 1
		for to < len(dots) {
			_, a := mid(dots[to-1])
			_, b := mid(dots[to])
			if float64(b-a) > level {
				break
			}
			to++
		}
		row := slices.Clone(dots[from:to])
		slices.SortFunc(row, func(a, b int) int {
			ax, _ := mid(a)
			bx, _ := mid(b)
			return cmp.Compare(ax, bx)
		})
		rows = append(rows, row)
		from = to
	}
	return rows
}

// evenly is how many of the dots of a row, from the first, stand at one distance.
func (s *Survey) evenly(row []int) int {
	at := func(i int) float64 {
		b := s.Components[row[i]].Box
		return float64(b.Min.X+b.Max.X) / 2
	}
	step := at(1) - at(0)
	if step < leaderNear*s.Letter || step > leaderFar*s.Letter {
		return 1
	}
	slack := max(leaderEven*step, leaderPix)
	n := 2
	for n < len(row) {
		if d := at(n) - at(n-1); d < step-slack || d > step+slack {
			break
		}
		n++
	}
	return n
}
