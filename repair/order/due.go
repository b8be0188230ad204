package order

import (
	"math"
	"slices"
)

// due is what a hypothesis of the law of segments must still pay at least for what it left
// behind its border: which letters are a run of their own there, which stand in the middle of
// a segment and which alone is known long before they are placed. Beside the prices of
// potentials it makes regrets comparable between hypotheses that paid and those that did not.
//
// Stretches are told by the cuts that they begin and end at; what is due is not positive.
type due struct {
	cuts    int
	behind  [3][]float32 // by kind of joint, end and start: how much it falls behind what they can hope for where they stand
	inner   []float32    // by cut: how much a run that begins there falls behind inside a segment
	border  []float32    // and behind a border
	middle  []float32    // by stretch: runs inside a segment
	cluster [2][]float32 // the run b of the segment to come and singles behind it; singles alone, at the end of the line
	begun   [2][]float32 // the middle of a segment and what is open behind it, before a segment and before the end of the line
}

// owe finds out what is due, from the costs of joints of each kind.
func (s *segments) owe(costs [3][][]float64, rows, columns []float64) {
	k := len(s.cuts) - 1
	d := &s.dues
	d.cuts = k + 1
	for kind, cost := range costs {
		d.behind[kind] = slices.Grow(d.behind[kind][:0], d.cuts*d.cuts)[:d.cuts*d.cuts]
		for r := range d.cuts {
			for c := range d.cuts {
				d.behind[kind][r*d.cuts+c] = float32(cost[r][c] - rows[r] - columns[c])
			}
		}
	}
	least := func(kind jointKind) []float32 {
		all := filled(k+1, float32(forbidden))
		for r := 1; r <= k; r++ { // the line begins elsewhere
			for c := range k {
				all[c] = min(all[c], d.behind[kind][r*d.cuts+c])
			}
		}
		return all
	}
	d.inner, d.border = least(inSegment), least(atBorder)
	n := d.cuts * d.cuts
	never := float32(math.Inf(-1))
	room := func(b []float32) []float32 {
		b = slices.Grow(b[:0], n)[:n]
		for i := range b {
			b[i] = never
		}
		return b
	}
	d.middle = room(d.middle)
	for i := range d.cluster {
		d.cluster[i], d.begun[i] = room(d.cluster[i]), room(d.begun[i])
	}
	for i := range d.cuts {
		middle, before, last := d.of(d.middle, i), d.of(d.cluster[0], i), d.of(d.cluster[1], i)
		middle[i], last[i] = 0, 0
		for j := i + 1; j < d.cuts; j++ {
			before[j] = s.uncut(i, j) - d.inner[i]
			for k := i; k < j; k++ {
				run := s.uncut(k, j)
				middle[j] = max(middle[j], middle[k]+run-d.inner[k])
				before[j] = max(before[j], before[k]+run-d.border[k])
				last[j] = max(last[j], last[k]+run-d.border[k])
			}
		}
	}
	for i := range d.cuts {
		middle := d.of(d.middle, i)
		for end := range d.begun {
			begun := d.of(d.begun[end], i)
			for e := i; e < d.cuts; e++ {
				open := d.of(d.cluster[end], e)
				for p := e; p < d.cuts; p++ {
					begun[p] = max(begun[p], middle[e]+open[p])
				}
			}
		}
	}
}

// of are the stretches of a table that begin at a cut.
func (d *due) of(table []float32, from int) []float32 { return table[from*d.cuts:][:d.cuts] }

// uncut is the price of the places between two cuts where a run is not cut.
func (s *segments) uncut(from, end int) float32 {
	return s.inPrice[s.cuts[end]] - s.inPrice[s.cuts[from]+1]
}

// due is what a hypothesis owes.
func (s *segments) due(at place) float32 {
	d := &s.dues
	switch at.phase {
	case singles:
		return d.cluster[s.closes(at.x)][int(at.lo)*d.cuts+int(at.y)]
	case first:
		return s.alone(at) + d.begun[s.closes(at.x2)][int(at.x)*d.cuts+int(at.p)]
	case middle:
		return s.alone(at) + d.middle[int(at.x)*d.cuts+int(at.z)] + d.cluster[s.closes(at.x2)][int(at.e)*d.cuts+int(at.p)]
	}
	return 0
}

// alone is what the run b of a segment that was begun owes.
func (s *segments) alone(at place) float32 {
	return s.uncut(int(at.lo), int(at.y)) - s.dues.inner[at.lo]
}

// closes is 1 for a border at the end of the line, behind which no segment begins, and 0 for
// any other.
func (s *segments) closes(border uint8) int {
	if int(border) == len(s.cuts)-1 {
		return 1
	}
	return 0
}
