package layout

import (
	"slices"
	"unicode"
)

// Most producers lay out a paragraph by UAX #9, so that a hyphen or a percent sign
// beside a number is shown as the letters before it demand: after Persian letters the
// range 3-5 is shown as 5-3 and 8% with its sign on the left. TeX engines lay out each
// word by itself and show both from left to right. Signs that can be read in one way
// only tell which of the two a document does; the others follow.

// isolates counts how often numbers of the page stand as if by themselves, less how
// often they stand as UAX #9 has them after right-to-left letters.
func (a *arranger) isolates() int {
	votes := 0
	for _, f := range a.frames {
		for _, r := range f.regions {
			for _, l := range r.lines {
				if l.strength > 0 {
					votes += l.isolates()
				}
			}
		}
	}
	return votes
}

// isolates is the vote of one line in visual order.
func (l *line) isolates() int {
	d := newDisplay(l, neighbours{})
	letters := 0 // to the right
	for i := range d.rs {
		if classOf(d.rs[i]) == classR {
			letters++
		}
	}
	votes := 0
	for i := 0; i < len(d.rs); i++ {
		if classOf(d.rs[i]) == classR {
			letters--
			continue
		}
		bare := func(k int) bool { return k < 0 || k >= len(d.rs) || d.rs[k] == ' ' || d.rs[k] == '\t' }
		if letters == 0 || !bare(i-1) {
			continue
		}
		hi := i
		for !bare(hi) && classOf(d.rs[hi]) != classR {
			hi++
		}
		votes += vote(d.rs[i:hi])
	}
	return votes
}

// vote reads one stretch of a display line without white: 1 if it can only be read from
// the left, -1 if only from the right, else 0.
func vote(rs []rune) int {
	outer := func(r rune) bool { return closesWord(r) || isOpen(r) || isClose(r) }
	n := len(rs)
	for n > 0 && outer(rs[n-1]) {
		n--
	}
	rs = rs[:n]
	for len(rs) > 0 && (outer(rs[0]) || rs[0] == '\u060C' || rs[0] == '\u061B') { // ARABIC COMMA, ARABIC SEMICOLON
		rs = rs[1:]
	}
	n = len(rs)
	switch {
	case n >= 2 && isPercent(rs[n-1]) && isNumber(classOf(rs[n-2])):
		return 1
	case n >= 2 && isPercent(rs[0]) && isNumber(classOf(rs[1])):
		return -1
	}
	groups := hyphened(rs)
	switch n := len(groups); {
	case n == 3 && len(groups[1]) == 2:
		return voteDate(len(groups[0]), len(groups[2]))
	case n == 2:
		return voteRange(groups[0], groups[1])
	}
	return 0
}

// hyphened are the values of the digits of numbers that hyphens join; nil for what has other signs.
func hyphened(rs []rune) [][]int {
	groups := [][]int{nil}
	for _, r := range rs {
		last := len(groups) - 1
		switch {
		case unicode.IsDigit(r):
			groups[last] = append(groups[last], digitValue(r))
		case r == '-' && len(groups[last]) > 0:
			groups = append(groups, nil)
		default:
			return nil
		}
	}
	if len(groups[len(groups)-1]) == 0 {
		return nil
	}
	return groups
}

// voteDate: the year of a date, four digits long, comes first.
func voteDate(first, last int) int {
	switch {
	case first == 4 && last == 2:
		return 1
	case first == 2 && last == 4:
		return -1
	}
	return 0
}

// voteRange: the area code of a telephone begins with a nought, and a range grows.
func voteRange(first, last []int) int {
	switch {
	case first[0] == 0 && last[0] != 0:
		return 1
	case last[0] == 0 && first[0] != 0:
		return -1
	case len(first) == len(last):
		return slices.Compare(last, first)
	}
	return 0
}

// isPercent: these signs follow their number in logical order.
func isPercent(r rune) bool { return r == '%' || r == '\u066A' || r == '\u2030' || r == '\u0609' }

func digitValue(r rune) int {
	switch {
	case r >= '\u06F0' && r <= '\u06F9': // EXTENDED ARABIC-INDIC DIGITS
		return int(r - '\u06F0')
	case r >= '\u0660' && r <= '\u0669': // ARABIC-INDIC DIGITS
		return int(r - '\u0660')
	case r >= '0' && r <= '9':
		return int(r - '0')
	}
	return -1
}

// isolate makes one left-to-right run of every stretch with Latin letters, of every
// number with the signs that join its digits (rules W4 and W5 without letters before),
// and of the groups of ASCII digits that white alone parts, such as a telephone number.
func (d *display) isolate() {
	spaces := d.groupSpaces()
	d.stretches(func(lo, hi int, _ bool) {
		if slices.ContainsFunc(d.rs[lo:hi], func(r rune) bool { return classOf(r) == classL }) {
			outer := func(r rune) bool { return classOf(r) != classL && !isNumber(classOf(r)) && r != '/' }
			for hi > lo && outer(d.rs[hi-1]) {
				hi--
			}
			for lo < hi && outer(d.rs[lo]) {
				lo++
			}
			for i := lo; i < hi; i++ {
				d.rs[i] = anyLatin
			}
			return
		}
		cs := make([]class, hi-lo+2) // with a border
		for i := lo; i < hi; i++ {
			cs[i-lo+1] = classOf(d.rs[i])
		}
		joined := func(i int) bool { // a sign that is part of a number
			switch cs[i] {
			case classCS, classES:
				return isNumber(cs[i-1]) && isNumber(cs[i+1])
			case classET:
				return isNumber(cs[i-1]) || isNumber(cs[i+1])
			}
			return false
		}
		for i := 1; i+1 < len(cs); {
			j, signs := i, false
			for j+1 < len(cs) && (isNumber(cs[j]) || joined(j)) {
				signs = signs || !isNumber(cs[j])
				j++
			}
			for k := i; signs && k < j; k++ {
				d.rs[lo+k-1] = anyLatin
			}
			i = j + 1
		}
	})
	for _, i := range spaces {
		d.rs[i] = anyLatin
		lo := i
		for asciiDigit(d.at(lo - 1)) {
			lo--
		}
		if r := d.at(lo - 2); d.at(lo-1) == '+' && (r == 0 || r == ' ' || r == '\t') {
			d.rs[lo-1] = anyLatin // the country comes first
		}
	}
}

// phoneGroups: so many groups of ASCII digits in a row are one number.
const phoneGroups = 3

// groupSpaces lists the white inside of numbers that are written in groups of digits.
func (d *display) groupSpaces() []int {
	var all, run []int
	for i := 0; i <= len(d.rs); i++ {
		switch {
		case i < len(d.rs) && asciiDigit(d.rs[i]):
		case i > 0 && i+1 < len(d.rs) && d.rs[i] == ' ' && asciiDigit(d.rs[i-1]) && asciiDigit(d.rs[i+1]):
			run = append(run, i)
		default:
			if len(run) >= phoneGroups-1 {
				all = append(all, run...)
			}
			run = nil
		}
	}
	return all
}

func asciiDigit(r rune) bool { return r >= '0' && r <= '9' }
