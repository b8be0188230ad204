package layout

import (
	"cmp"
	"math"
	"slices"
)

// region is a part of a page without columns: its rows follow each other.
type region struct {
	units []*unit
	rows  []*row // until there are lines
	lines []*line
	// x0, x1 is the measure: the edges the lines are set between.
	x0, x1 float64
	// column is set where the region is one of several side by side.
	column bool
	// grid is set for a drawn table, with the seats of its rows and lines.
	grid  *grid
	seats []seat
}

// Measures of columns in font sizes of the page's body text, tuned on pages of two
// and three columns, tables, lists and verse made for this package's tests.
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
	// verseLetters: hemistichs are shorter than this, and
	verseLetters = 44
	// verseSpread: are set to the same width, give or take this part.
	verseSpread = 0.08
	// rhymeShare: of the lines of verse so many end in the same two letters.
	rhymeShare = 0.6
	// trimLeading: lines of a paragraph follow each other at less than this, in font sizes.
	trimLeading = 2.2
	// columnPause: a column is interrupted by so much white, in font sizes, at most
	// where its neighbour does not go on.
	columnPause = 4
	// maxGutters bounds the strips that are looked at closely.
	maxGutters = 64
	// maxColumnDepth bounds the cuts inside cuts.
	maxColumnDepth = 6
	// maxBands bounds the height of the occupancy map.
	maxBands = 2000
)

// split cuts a page at its gutters and returns the parts in reading order: what is
// above, the columns from the reading side, what is below.
func (a *arranger) split(us []*unit, depth int) []region {
	whole := func() []region {
		r := region{units: us, column: depth > 0}
		r.measure()
		return []region{r}
	}
	if out, ok := a.cutGrid(us, depth); ok {
		return out
	}
	if depth >= maxColumnDepth || len(us) < 2*gutterRows {
		return whole()
	}
	m, ok := cutBands(us)
	if !ok {
		return whole()
	}
	m.block(us, a.grids)
	g, ok := m.findGutter(us, gutterWidth)
	if !ok {
		if g, ok = m.findGutter(us, gutterTight); !ok {
			return whole()
		}
	}
	g.trim(us)
	var top, left, right, bottom []*unit
	for _, u := range us {
		switch {
		case u.y > g.y1:
			top = append(top, u)
		case u.y < g.y0:
			bottom = append(bottom, u)
		case u.center() < (g.x0+g.x1)/2:
			left = append(left, u)
		default:
			right = append(right, u)
		}
	}
	var out []region
	if len(top) > 0 {
		out = append(out, a.split(top, depth+1)...)
	}
	first, second := right, left
	if !a.rtl {
		first, second = left, right
	}
	out = append(out, a.split(first, depth+1)...)
	out = append(out, a.split(second, depth+1)...)
	if len(bottom) > 0 {
		out = append(out, a.split(bottom, depth+1)...)
	}
	return out
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

func (r *region) measure() {
	r.x0, r.x1 = math.Inf(1), math.Inf(-1)
	for _, u := range r.units {
		if u.role == inkUnit {
			r.x0, r.x1 = min(r.x0, u.x0), max(r.x1, u.x1)
		}
	}
	if r.x0 > r.x1 {
		r.x0, r.x1 = 0, 0
	}
}

// gutter is an empty upright strip between columns; y0..y1 takes in the baselines beside it.
type gutter struct{ x0, x1, y0, y1 float64 }

// interval is a covered piece of a band.
type interval struct{ x0, x1 float64 }

// bands is the occupancy map of a page: what is covered in bands of one font size.
type bands struct {
	size   float64 // of the body text, and height of a band
	lo     float64 // baseline of the lowest letter
	rows   [][]interval
	merged []interval // room for the rows, merged
}

// bandPieces is how many pieces a band of prose mostly has at most; more take memory of
// their own.
const bandPieces = 8

// cutBands maps the units; ok is false where there is no text, or a page so high that
// none of it can be meant.
func cutBands(us []*unit) (m bands, ok bool) {
	size := bodySize(us)
	if size <= 0 {
		return m, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, u := range us {
		if u.role == inkUnit || u.role == blankUnit {
			lo, hi = min(lo, u.y), max(hi, u.y)
		}
	}
	n := int((hi-lo)/size) + 2
	if math.IsInf(lo, 0) || n > maxBands {
		return m, false
	}
	m = bands{size: size, lo: lo, rows: make([][]interval, n)}
	room := make([]interval, n*bandPieces)
	for b := range m.rows {
		m.rows[b], room = room[:0:bandPieces], room[bandPieces:]
	}
	// A word is painted letter by letter, and no gutter is as narrow as its gaps.
	near := min(gutterTight, gutterWidth) * size
	for _, u := range us {
		if u.role != inkUnit && u.role != blankUnit {
			continue
		}
		// The body of a letter reaches from the baseline half its size upwards.
		b0 := int((u.y - lo) / size)
		b1 := min(int((u.y+u.size/2-lo)/size), n-1)
		for b := b0; b <= b1; b++ {
			if k := len(m.rows[b]); k > 0 {
				if v := &m.rows[b][k-1]; u.x0-v.x1 < near && v.x0-u.x1 < near {
					v.x0, v.x1 = min(v.x0, u.x0), max(v.x1, u.x1)
					continue
				}
			}
			m.rows[b] = append(m.rows[b], interval{u.x0, u.x1})
		}
	}
	used := 0
	for _, b := range m.rows {
		sortIntervals(b)
		used += len(b)
	}
	m.merged = make([]interval, 0, used)
	return m, true
}

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
			if tried[cell] = true; len(tried) > maxGutters {
				return best, bestRows > 0
			}
			g := gutter{white.x0, white.x1, lo + float64(down)*size - size/2, lo + float64(up+1)*size}
			if g.partsProse(us, width < gutterWidth) {
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

// merge joins the intervals of a band whose gaps are narrower than least.
func merge(b []interval, least float64) []interval {
	sortIntervals(b)
	return mergeSorted(b[:0], b, least)
}

func sortIntervals(b []interval) {
	slices.SortFunc(b, func(p, q interval) int { return cmp.Compare(p.x0, q.x0) })
}

// mergeSorted is merge of a band whose intervals lie in order; out is empty and has
// room, which may be that of b.
func mergeSorted(out, b []interval, least float64) []interval {
	for _, v := range b {
		if n := len(out); n > 0 && v.x0-out[n-1].x1 < least {
			out[n-1].x1 = max(out[n-1].x1, v.x1)
		} else {
			out = append(out, v)
		}
	}
	return out
}

// narrow takes the widest part of white that band b leaves free; false if it is too narrow.
func narrow(white *interval, b []interval, least float64) bool {
	best := interval{}
	x := white.x0
	for _, v := range b {
		if v.x1 <= x {
			continue
		}
		if e := min(v.x0, white.x1); e-x > best.x1-best.x0 {
			best = interval{x, e}
		}
		x = max(x, v.x1)
		if x >= white.x1 {
			break
		}
	}
	if white.x1-x > best.x1-best.x0 {
		best = interval{x, white.x1}
	}
	if best.x1-best.x0 < least {
		return false
	}
	*white = best
	return true
}

// partsProse reports whether columns of running text stand on both sides of the
// gutter, not the cells of a table, the numbers of a list or hemistichs.
//
// tight tells that the gutter is as narrow as a wide space, so that the columns must be
// flush on both sides of it.
func (g gutter) partsProse(us []*unit, tight bool) bool {
	var sides [2][]*unit
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
	var c clusterer
	for i, s := range sides {
		rs := c.rows(s)
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

// isVerse reports whether the rows on both sides of a white are hemistichs: on the same
// baselines, short, and set to one width or in rhyme. What stands above and below on
// one side only, a title say, does not count.
func isVerse(left, right []*row) bool {
	within := func(rs, others []*row) []*row {
		top, foot := others[0], others[len(others)-1]
		return slices.DeleteFunc(slices.Clone(rs), func(r *row) bool {
			return r.y > top.y+sameBaseline*top.size || r.y < foot.y-sameBaseline*foot.size
		})
	}
	l, r := within(left, right), within(right, left)
	if len(l) == 0 || !sameRows(l, r) {
		return false
	}
	uniform := true
	for _, rs := range [2][]*row{l, r} {
		fill, letters := fills(rs)
		if len(fill) == 0 || letters[len(letters)-1] >= verseLetters {
			return false
		}
		uniform = uniform && fill[0] > 1-2*verseSpread && fill[len(fill)/5] > 1-verseSpread
	}
	return uniform || rhymed(l, r)
}

// rhymed reports whether the rows end in rhyme: the left sides with each other, as in
// a ghazal, or with the right side of their row, as in a masnavi.
func rhymed(left, right []*row) bool {
	ends := map[[2]rune]int{}
	most, couplets := 0, 0
	for i, l := range left {
		e := l.lastLetters()
		if e[1] == 0 {
			continue
		}
		ends[e]++
		most = max(most, ends[e])
		if e == right[i].lastLetters() {
			couplets++
		}
	}
	return float64(max(most, couplets)) >= rhymeShare*float64(len(left))
}

// lastLetters is what a line read from the right ends in: its last letter and the one before.
func (r *row) lastLetters() (e [2]rune) {
	n := 0
	for _, u := range r.inked() {
		for i := len(u.text) - 1; i >= 0; i-- {
			if classOf(u.text[i].R) != classR || isMark(u.text[i].R) {
				continue
			}
			e[n] = u.text[i].R
			if n++; n == len(e) {
				return e
			}
		}
	}
	return e
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

// bodySize is the font size of most of the ink.
func bodySize(us []*unit) float64 {
	ink := map[float64]float64{}
	// Most letters are as large as the one before.
	last, size, sum, begun := 0.0, 0.0, 0.0, false
	for _, u := range us {
		if u.role != inkUnit {
			continue
		}
		if !begun || u.size != last {
			if begun {
				ink[size] = sum
			}
			last, size, begun = u.size, math.Round(u.size*2)/2, true
			sum = ink[size]
		}
		sum += u.width()
	}
	if begun {
		ink[size] = sum
	}
	best, most := 0.0, 0.0
	for s, w := range ink {
		if w > most || w == most && s > best {
			best, most = s, w
		}
	}
	return best
}
