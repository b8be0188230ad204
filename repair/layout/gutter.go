package layout

import (
	"cmp"
	"math"
	"slices"
)

// Gutters: the strips of white between columns of prose.

// Measures in font sizes of the page's body text, tuned on pages of two and three
// columns, tables, lists and verse made for this package's tests.
const (
	// gutterWidth: white between columns is at least this wide.
	gutterWidth = 0.9
	// gutterTight: ... or so wide where both columns are set flush along it: the usual
	// gutter of TeX is narrower than its letters are high.
	gutterTight = 0.6
	// tightRows: ... over so many lines,
	tightRows = 5
	// tightFlush: ... and this part of the lines of either column.
	tightFlush = 0.6
	// gutterRows: a gutter passes at least so many lines on each of its sides.
	gutterRows = 3
	// gutterToSpace: a gutter is so many times as wide as half of the word gaps beside
	// it; a river in loosely justified lines is not.
	gutterToSpace = 1.6
	// columnFill: half of the lines of a prose column fill it by at least this part.
	columnFill = 0.55
	// columnLetters: half of the lines of a prose column have at least so many letters;
	// what is shorter is a table, a list with its numbers apart, or verse.
	columnLetters = 12
	// trimLeading: lines of a paragraph follow each other at less than this, in font sizes.
	trimLeading = 2.2
	// columnPause: a column is interrupted by so much white, in font sizes, at most
	// where its neighbour does not go on.
	columnPause = 4
	// maxGutters bounds the strips that are looked at closely, gutterWork the glyphs, each as
	// often as there are strips.
	maxGutters = 64
	gutterWork = 1_000_000
)

// gutter is an empty upright strip between columns; y0..y1 takes in the baselines beside it.
type gutter struct{ x0, x1, y0, y1 float64 }

// findGutter looks for the strip of white that parts the most lines of prose.
//
// The page is cut into bands of one font size; a gap between two words of a band is
// the seed of a strip that grows upwards and downwards as long as white of the least
// width remains. Lines of the columns need not stand at the same height.
func (m *bands) findGutter(us []*unit, width float64) (gutter, bool) {
	size, lo, n := m.size, m.lo, len(m.rows)
	least := width * size
	bands, room := make([][]interval, n), m.merged
	for i, b := range m.rows {
		bands[i] = mergeSorted(room, b, least)
		room = room[len(bands[i]):len(bands[i])]
	}
	var best gutter
	bestRows := 0
	tried := map[[2]int]bool{}
	var sides gutterSides
	for i, b := range bands {
		for k := 0; k+1 < len(b); k++ {
			white := interval{b[k].x1, b[k+1].x0}
			if white.x1-white.x0 < least {
				continue
			}
			cell := [2]int{int(white.x0 / size), int(white.x1 / size)}
			if tried[cell] {
				continue
			}
			up, down := i, i
			for next := i + 1; next < n && apart(bands, up, next, white) && narrow(&white, bands[next], least); next++ {
				if len(bands[next]) > 0 {
					up = next
				}
			}
			for next := i - 1; next >= 0 && apart(bands, down, next, white) && narrow(&white, bands[next], least); next-- {
				if len(bands[next]) > 0 {
					down = next
				}
			}
			if up-down+1 <= bestRows || width < gutterWidth && up-down+1 < tightRows {
				continue
			}
			if tried[cell] = true; len(tried) > maxGutters || len(tried)*len(us) > gutterWork {
				return best, bestRows > 0
			}
			g := gutter{white.x0, white.x1, lo + float64(down)*size - size/2, lo + float64(up+1)*size}
			if g.partsProse(us, width < gutterWidth, &sides) {
				best, bestRows = g, up-down+1
			}
		}
	}
	return best, bestRows > 0
}

// apart reports whether band next goes on with the columns whose last band is last:
// not where, after much white, text stands on one side only, such as a note under the
// columns that is not long enough to cross the gutter.
func apart(bands [][]interval, last, next int, white interval) bool {
	b := bands[next]
	if len(b) == 0 || max(next-last, last-next) <= columnPause {
		return true
	}
	return b[0].x0 < white.x0 && b[len(b)-1].x1 > white.x1
}

// gutterSides is what stands beside one gutter after another: it keeps its room.
type gutterSides struct {
	units     [2][]*unit // on the left and on the right
	clusterer clusterer
}

// partsProse reports whether columns of running text stand on both sides of the
// gutter, not the cells of a table, the numbers of a list or hemistichs.
//
// tight tells that the gutter is as narrow as a wide space, so that the columns must be
// flush on both sides of it.
func (g gutter) partsProse(us []*unit, tight bool, room *gutterSides) bool {
	sides := &room.units
	sides[0], sides[1] = sides[0][:0], sides[1][:0]
	for _, u := range us {
		if u.y <= g.y1 && u.y >= g.y0 {
			if u.center() < (g.x0+g.x1)/2 {
				sides[0] = append(sides[0], u)
			} else {
				sides[1] = append(sides[1], u)
			}
		}
	}
	var gaps []float64
	var lines [2][]*row
	for i, s := range sides {
		rs := room.clusterer.rows(s)
		lines[i] = rs
		if len(rs) < gutterRows || tight && !flush(rs, i == 0) {
			return false
		}
		fill, letters := fills(rs)
		if len(fill) == 0 || fill[len(fill)/2] < columnFill || letters[len(letters)/2] < columnLetters {
			return false
		}
		for _, r := range rs {
			gaps = r.wordGaps(gaps)
		}
	}
	slices.Sort(gaps)
	if len(gaps) > 0 && g.x1-g.x0 < gutterToSpace*gaps[len(gaps)/2] {
		return false
	}
	return !isVerse(lines[0], lines[1])
}

// trim takes the last line of a paragraph above the columns, which is too short to cross
// the gutter, off the column that it stands over: it is one line, the other column
// begins below it, and it follows a line across the gutter at the distance of lines.
func (g *gutter) trim(us []*unit) {
	mid := (g.x0 + g.x1) / 2
	heads := [2]float64{math.Inf(-1), math.Inf(-1)} // baselines of the first lines, left and right
	above, size, crosses := math.Inf(1), 0.0, false
	for _, u := range us {
		if u.role != inkUnit {
			continue
		}
		side := 0
		if u.center() > mid {
			side = 1
		}
		if u.y <= g.y1 && u.y >= g.y0 {
			heads[side], size = max(heads[side], u.y), max(size, u.size)
		} else if u.y > g.y1 {
			above = min(above, u.y)
		}
	}
	high, low := max(heads[0], heads[1]), min(heads[0], heads[1])
	for _, u := range us {
		crosses = crosses || u.y < above+sameBaseline*u.size && u.y > g.y1 && u.x0 < g.x1 && u.x1 > g.x0
	}
	if one := high - low; crosses && one > size/2 && one < trimLeading*size && above-high < trimLeading*size {
		g.y1 = (high + low) / 2
	}
}

// flush reports whether rows of a column end, right or left, at one edge.
func flush(rs []*row, right bool) bool {
	edge := func(r *row) float64 {
		if right {
			return r.x1
		}
		return -r.x0
	}
	far := math.Inf(-1)
	for _, r := range rs {
		far = max(far, edge(r))
	}
	n := 0
	for _, r := range rs {
		if far-edge(r) < flushSlack*r.size {
			n++
		}
	}
	return len(rs) >= tightRows && float64(n) >= tightFlush*float64(len(rs))
}

// fills is how full the rows are, 0..1, and how many letters they have, both sorted.
func fills(rs []*row) (fill, letters []float64) {
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, r := range rs {
		x0, x1 = min(x0, r.x0), max(x1, r.x1)
	}
	if x1-x0 <= 0 {
		return nil, nil
	}
	for _, r := range rs {
		fill = append(fill, (r.x1-r.x0)/(x1-x0))
		n := 0
		for _, u := range r.units {
			a, b := u.strength()
			n += a + b
		}
		letters = append(letters, float64(n))
	}
	slices.Sort(fill)
	slices.Sort(letters)
	return fill, letters
}

// inked is the ink of a row from left to right.
func (r *row) inked() []*unit {
	ink := slices.DeleteFunc(slices.Clone(r.units), func(u *unit) bool { return u.role != inkUnit && u.role != blankUnit })
	slices.SortFunc(ink, func(p, q *unit) int { return cmp.Compare(p.x0, q.x0) })
	return ink
}

// wordGaps appends the gaps between the ink of a row that are as wide as a space.
func (r *row) wordGaps(gaps []float64) []float64 {
	ink := r.inked()
	for i := 1; i < len(ink); i++ {
		if d := ink[i].x0 - ink[i-1].x1; d > spacePrior*r.size {
			gaps = append(gaps, d)
		}
	}
	return gaps
}

// sameRows reports whether both sides have the same baselines.
func sameRows(a, b []*row) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Abs(a[i].y-b[i].y) > sameBaseline*a[i].size {
			return false
		}
	}
	return true
}
