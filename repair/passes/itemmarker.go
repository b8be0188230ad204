package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// The number of a list item is a run of its own, and comes last where the runs of its line come from
// left to right; its stop begins the next run:
//
//	the garden waters. The old man 2   =>   2. The old man waters the garden
//
// A sentence may end in a number as well; items count up from line to line.

// Lines between the numbers of two items at most, and digits of such a number.
const (
	itemReach  = 4
	itemDigits = 2
)

// itemMarker is the number and the stop of a line that is an item of a list, and the line without
// them and without the space at its end; nil for all others.
func itemMarker(v *pass.View, at pass.Range) (marker, rest page.Text) {
	number, stop, ok := countedItem(v.Text, at)
	if !ok {
		return nil, nil
	}
	n := valueOf(v.Text[number.From:number.To])
	if !counts(v, at, -1, n-1) && !counts(v, at, 1, n+1) {
		return nil, nil
	}
	t := v.Text
	marker = append(slices.Clone(t[number.From:number.To]), t[stop])
	return marker, slices.Concat(t[at.From:stop], t[stop+1:number.From])
}

// countedItem finds the number at the end of a line and the only stop in it that a space follows.
func countedItem(t page.Text, l pass.Range) (number pass.Range, stop int, ok bool) {
	l = trim(t, l)
	number = pass.Range{From: l.To, To: l.To}
	for number.From > l.From && isDigit(t[number.From-1].R) {
		number.From--
	}
	if number.Len() == 0 || number.Len() > itemDigits || isDigit(at(t, number.From-1)) {
		return number, 0, false
	}
	stop = -1
	for i := l.From; i < number.From; i++ {
		if t[i].R == '.' && isSpace(at(t, i+1)) && at(t, i-1) != '.' && isLetter(at(t, pastSpaces(t, i+1, 1))) {
			if stop >= 0 {
				return number, 0, false
			}
			stop = i
		}
	}
	return number, stop, stop >= 0 && countLetters(t, l) >= minScrambled
}

// counts reports that one of the lines before or behind another is an item of some number.
func counts(v *pass.View, at pass.Range, step, n int) bool {
	lines := v.Lines()
	k, _ := slices.BinarySearchFunc(lines, at.To, func(l pass.Range, to int) int { return l.To - to })
	for left := itemReach; left > 0; {
		if k += step; k < 0 || k >= len(lines) {
			return false
		}
		if trim(v.Text, lines[k]).Len() == 0 {
			continue
		}
		left--
		if number, _, ok := countedItem(v.Text, lines[k]); ok && valueOf(v.Text[number.From:number.To]) == n {
			return true
		}
	}
	return false
}
