package passes

import (
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines whose every code point was turned round, those of numbers and Latin words too, by a
// program that knows of no direction. One number tells little, all of a text enough.
const (
	backwardLeast = 2 // signs of it in a text, at least
	backwardTimes = 3 // times as many as signs against it
)

// allBackward reports that the numbers and Latin words of the lines to be turned are
// backwards too.
func allBackward(t page.Text, lines []backwardLine) bool {
	back, ahead := 0, 0
	for _, l := range lines {
		for i := l.line.From; i < l.line.To; i++ {
			if !isLeftToRight(t[i].R) {
				continue
			}
			from := i
			for i < l.line.To && (isLeftToRight(t[i].R) || i+1 < l.line.To && isSeparator(t[i].R) && isLeftToRight(t[i+1].R)) {
				i++
			}
			switch facing(t, pass.Range{From: from, To: i}) {
			case 1:
				ahead++
			case -1:
				back++
			}
		}
	}
	return back >= backwardLeast && back >= backwardTimes*ahead
}

// facing is 1 for a number or word that stands the right way round, -1 for one that stands
// backwards, 0 for one that does not tell.
func facing(t page.Text, r pass.Range) int {
	first, last, digits, thousands := t[r.From].R, t[r.To-1].R, true, true
	groups := []int{0}
	var value []int
	for _, c := range t[r.From:r.To] {
		switch {
		case isDigit(c.R):
			groups[len(groups)-1]++
			value = append(value, int(c.R&0xF))
		case isSeparator(c.R):
			groups = append(groups, 0)
			thousands = thousands && (c.R == ',' || c.R == 0x066C) // ARABIC THOUSANDS SEPARATOR
		default:
			digits = false
		}
	}
	n := len(value)
	switch {
	case !digits && r.Len() >= 3 && unicode.IsUpper(first) != unicode.IsUpper(last):
		// A capital begins a word.
		if unicode.IsUpper(first) {
			return 1
		}
		return -1
	case !digits:
		return 0
	case len(groups) == 2 && thousands && n > 3 && (groups[0] == 3) != (groups[1] == 3) && groups[0] <= 3 && groups[1] <= 3:
		// Thousands are parted from the end.
		if groups[1] == 3 {
			return 1
		}
		return -1
	case len(groups) == 1 && n == 4:
		ahead, back := opensYear(value[0], value[1]), opensYear(value[3], value[2])
		switch {
		case ahead && !back:
			return 1
		case back && !ahead:
			return -1
		}
	case len(groups) == 1 && n > 1 && n < 4 && (value[0] == 0) != (value[n-1] == 0):
		// Round numbers end in noughts, and few begin with one.
		if value[n-1] == 0 {
			return 1
		}
		return -1
	}
	return 0
}

// opensYear reports the first digits of a year of our time, by either calendar.
func opensYear(a, b int) bool { return a == 1 && (b == 3 || b == 4 || b == 9) || a == 2 && b == 0 }
