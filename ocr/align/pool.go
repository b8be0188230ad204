package align

import (
	"cmp"
	"maps"
	"slices"
)

const (
	// minShared is how many codes two fonts must have in common with the same
	// letter for them to count as of one encoding, and sharedShare the share of
	// the codes for which both have a favourite. Letters agree by chance once in
	// thirty times.
	minShared   = 3
	sharedShare = 0.75
	// outvoted is how many times as many votes of the others put a font's own
	// majority in the shade.
	outvoted = 5.0
	// minFavourite is how many votes make a favourite.
	minFavourite = 0.5
)

// pool lets fonts of one encoding vote together where one alone has no clear
// majority. A document sets its headings, notes and emphasis in fonts that show
// few letters each, and all of them count their codes alike.
func (v *vote) pool() {
	fonts := map[int32]map[uint32]*entry{}
	for i := range v.entries {
		e := &v.entries[i]
		if e.fixed != "" {
			continue
		}
		if fonts[e.font] == nil {
			fonts[e.font] = map[uint32]*entry{}
		}
		fonts[e.font][e.code] = e
	}
	// The font with the most codes comes first: the others are compared with it.
	all := slices.Sorted(maps.Keys(fonts))
	slices.SortStableFunc(all, func(a, b int32) int { return cmp.Compare(len(fonts[b]), len(fonts[a])) })
	var groups [][]int32
	for _, f := range all {
		k := slices.IndexFunc(groups, func(g []int32) bool { return alike(fonts[g[0]], fonts[f]) })
		if k < 0 {
			groups = append(groups, []int32{f})
			continue
		}
		groups[k] = append(groups[k], f)
	}
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		sums := map[uint32]*entry{}
		for _, f := range g {
			for code, e := range fonts[f] {
				s := sums[code]
				if s == nil {
					s = newEntry(symbol{-1, code})
					sums[code] = s
				}
				s.joins.sum(e.joins)
				for text, n := range e.votes {
					s.add(text, n)
					s.clean[text] += e.clean[text]
				}
			}
		}
		for _, f := range g {
			for code, e := range fonts[f] {
				s := sums[code]
				best := s.best()
				if s.clear(best) && (e.text == "" || s.votes[best] >= outvoted*e.votes[e.text]) {
					e.text = best
				}
				if e.text == best {
					e.pooled = s.joins
				}
			}
		}
	}
}

// alike reports two fonts that give the codes they share the same letters.
func alike(a, b map[uint32]*entry) bool {
	same, other := 0, 0
	for code, x := range a {
		y := b[code]
		if y == nil {
			continue
		}
		s, t := x.best(), y.best()
		switch {
		case s == "" || t == "" || x.votes[s] < minFavourite || y.votes[t] < minFavourite:
		case s == t:
			same++
		default:
			other++
		}
	}
	return same >= minShared && float64(same) >= sharedShare*float64(same+other)
}
