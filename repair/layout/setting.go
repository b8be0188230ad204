package layout

import (
	"math"
	"slices"
)

// How the document is set: the edges of its columns and the distance of the lines of
// one paragraph. A page of short paragraphs shows neither; the document mostly does.

const (
	// edgeStep: edges of columns are compared in steps of so many points.
	edgeStep = 4
	// maxPairs bounds the pairs of lines that are kept to learn the leading.
	maxPairs = 20000
	// pairsLeast: so many pairs of lines in one paragraph tell the leading.
	pairsLeast = 2
	// pairsLoose: ... or one, where so many other lines of that size all stand farther
	// apart: a page of single lines on which one was too long.
	pairsLoose = 8
	// leadingSpread: distances that differ by this part are the same leading, for
	// producers round to pixels.
	leadingSpread = 0.04
	// leadingShare: the leading is steady when so many of the pairs have it; a page
	// whose lines stand farther apart where they hold Latin or formulas is not.
	leadingShare = 0.6
	// leadingSteady: where it is steady, a line this many times farther away starts a
	// paragraph.
	leadingSteady = 1.1
)

// A linePair is two lines under each other that start at the same edge.
type linePair struct {
	edge  edge
	size  int // in half points
	end   float64
	room  float64 // that the next line's first word needs
	apart float64 // distance of the baselines, points
}

// An edge is where lines of a direction start.
type edge struct {
	rtl bool
	at  int // in steps of edgeStep
}

// start is the edge at which the line starts, and the place where it ends, so that
// for both directions an end farther from the start is a smaller number.
func (l *line) start() (e edge, end float64) {
	if l.rtl {
		return edge{true, int(math.Round(l.x1 / edgeStep))}, l.x0
	}
	return edge{false, int(math.Round(l.x0 / edgeStep))}, -l.x1
}

func halfPoints(size float64) int { return int(size*2 + 0.5) }

func (k *Knowledge) learnSetting(r *region) {
	var prev *line
	for _, l := range r.lines {
		if l.tabs || l.verse || len(l.cells) == 0 {
			prev = nil
			continue
		}
		e, end := l.start()
		if far, ok := k.ends[e]; !ok || end < far {
			k.ends[e] = end
		}
		if prev != nil && len(k.pairs) < maxPairs {
			pe, pend := prev.start()
			if d := prev.y - l.y; pe.rtl == e.rtl && halfPoints(prev.size) == halfPoints(l.size) && d > 0 {
				k.pairs = append(k.pairs, linePair{pe, halfPoints(l.size), pend, l.firstWord() + spaceMost*l.size + l.size/2, d})
			}
		}
		prev = l
	}
}

// farEnd is the farthest place where a line of the document that starts at this edge ends.
func (k *Knowledge) farEnd(e edge) (float64, bool) {
	far, found := 0.0, false
	for d := -1; d <= 1; d++ {
		if end, ok := k.ends[edge{e.rtl, e.at + d}]; ok && (!found || end < far) {
			far, found = end, true
		}
	}
	return far, found
}

// settleLeading learns the steady distance of lines in a paragraph, by font size: that
// of the lines which filled their measure.
func (k *Knowledge) settleLeading() {
	all, loose := map[int][]float64{}, map[int][]float64{}
	for _, p := range k.pairs {
		if far, ok := k.farEnd(p.edge); ok && p.end-far <= p.room {
			all[p.size] = append(all[p.size], p.apart)
		} else {
			loose[p.size] = append(loose[p.size], p.apart)
		}
	}
	k.leads = map[int]float64{}
	for size, ds := range all {
		slices.Sort(ds)
		best, at := 0, 0.0
		for i, j := 0, 0; i < len(ds); i++ {
			for j < len(ds) && ds[j] <= ds[i]*(1+leadingSpread) {
				j++
			}
			if j-i > best {
				best, at = j-i, ds[j-1]
			}
		}
		switch {
		case best >= pairsLeast && float64(best) >= leadingShare*float64(len(ds)):
			k.leads[size] = at
		case len(ds) == 1 && len(loose[size]) >= pairsLoose && slices.Min(loose[size]) > leadingSteady*at:
			k.leads[size] = at
		}
	}
}
