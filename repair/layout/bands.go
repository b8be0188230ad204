package layout

import (
	"cmp"
	"math"
	"slices"
)

// What of a page is covered, in bands of one font size from its foot to its head: the map in
// which gutters are looked for.

// interval is a covered piece of a band.
type interval struct{ x0, x1 float64 }

// bands is the occupancy map of a page: what is covered in bands of one font size.
type bands struct {
	size   float64 // of the body text, and height of a band
	lo     float64 // baseline of the lowest letter
	rows   [][]interval
	merged []interval // room for the rows, merged
}

// maxBands bounds the height of the map.
const maxBands = 2000

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
	var bullets []bullet
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
			if isBullet(u.first()) {
				bullets = append(bullets, bullet{b, interval{u.x0, u.x1}})
			}
		}
	}
	used := 0
	for _, b := range m.rows {
		sortIntervals(b)
		used += len(b)
	}
	for _, b := range bullets {
		b.join(m.rows[b.row], bulletReach*size)
	}
	m.merged = make([]interval, 0, used)
	return m, true
}

// A bullet is one sign in a band.
type bullet struct {
	row int
	interval
}

const (
	// bulletReach: the text of a list item begins so many font sizes at most from its bullet.
	bulletReach = 2
	// bulletPieces: a band of more pieces is no line with a bullet.
	bulletPieces = 64
)

// join takes the white between a bullet and its item for covered: on that side it is no gutter.
func (u bullet) join(row []interval, reach float64) {
	if len(row) > bulletPieces {
		return
	}
	at := slices.Index(row, u.interval)
	if at < 0 {
		return // it touches its item
	}
	left, right := math.Inf(1), math.Inf(1)
	if at > 0 {
		left = u.x0 - row[at-1].x1
	}
	if at+1 < len(row) {
		right = row[at+1].x0 - u.x1
	}
	switch {
	case left < right && left <= reach:
		row[at].x0 = row[at-1].x1
	case right < left && right <= reach:
		row[at].x1 = row[at+1].x0
	}
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
