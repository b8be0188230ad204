package prep

import (
	"image"
	"slices"
)

// A faint rule falls to pieces where it is told from the paper: dozens of strokes of no length in
// particular, in one column or row of pixels. The recognizer reads them as alefs and ones.

const (
	// dashWeight and faintWeight are the greatest thickness in letters of such a piece of an
	// upright and of a flat rule, which may also be dashed. Beside each other stand marks of
	// vowels, too, which are thicker and leave more white: flatShare is the least part of a
	// flat rule that has ink.
	dashWeight, faintWeight = 0.25, 0.13
	flatShare               = 0.4
	// faintPiece is how many times as long as thick it is at least, faintGap the longest gap
	// between two of them in letters, faintStep how far they may step aside in pixels.
	faintPiece, faintGap = 2, 2.5
	faintStep            = 2
	// faintPieces pieces over faintRule letters make a rule, with one for each faintPitch letters at
	// least: letters that stand under each other in lines are two and more apart.
	faintPieces           = 8
	faintRule, faintPitch = 8.0, 1.5
)

// faintRules are the pieces of the faint rules of a picture, upright or flat.
func (s *Survey) faintRules(flat bool) (pieces, rules []image.Rectangle) {
	turned := func(r image.Rectangle) image.Rectangle {
		if flat {
			return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
		}
		return r
	}
	weight := dashWeight
	if flat {
		weight = faintWeight
	}
	thin := max(int(weight*s.Letter), 2)
	var sticks []image.Rectangle
	for _, c := range s.Components {
		if b := turned(c.Box); b.Dx() <= thin && b.Dy() >= faintPiece*b.Dx() {
			sticks = append(sticks, b)
		}
	}
	if len(sticks) < faintPieces {
		return nil, nil
	}
	middle := func(b image.Rectangle) int { return b.Min.X + b.Max.X } // twice
	slices.SortFunc(sticks, func(a, b image.Rectangle) int { return middle(a) - middle(b) })
	for len(sticks) > 0 {
		// Those around one column.
		n := 1
		for n < len(sticks) && middle(sticks[n])-middle(sticks[0]) <= 2*faintStep {
			n++
		}
		column := slices.Clone(sticks[:n])
		sticks = sticks[n:]
		slices.SortFunc(column, func(a, b image.Rectangle) int { return a.Min.Y - b.Min.Y })
		for from := 0; from < len(column); {
			to, box, ink := from+1, column[from], column[from].Dy()
			for to < len(column) && float64(column[to].Min.Y-box.Max.Y) <= faintGap*s.Letter {
				box, ink = box.Union(column[to]), ink+column[to].Dy()
				to++
			}
			if long := float64(box.Dy()); to-from >= faintPieces && long >= faintRule*s.Letter && float64(to-from)*faintPitch*s.Letter >= long &&
				(!flat || float64(ink) >= flatShare*long) {
				for _, p := range column[from:to] {
					pieces = append(pieces, turned(p))
				}
				x := (box.Min.X + box.Max.X) / 2
				rules = append(rules, turned(image.Rect(x, box.Min.Y, x+1, box.Max.Y)))
			}
			from = to
		}
	}
	return pieces, rules
}
