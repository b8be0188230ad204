package order

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

// Lead opens a line in place of what is known to stand first in it, whatever the order of the
// rest. A space follows it.
const Lead = '\uFFFC' // OBJECT REPLACEMENT CHARACTER

// bulletLength is the length of the bullet or the [Lead], and of the white space behind it, that
// the line opens with, 0 if it does not or nothing else stands in it.
func bulletLength(line []rune, bullet rune) int {
	if len(line) < 2 || line[0] == 0 || line[0] != bullet && line[0] != Lead || line[1] != ' ' {
		return 0
	}
	if k := slices.IndexFunc(line[1:], func(r rune) bool { return r != ' ' }); k > 0 {
		return 1 + k
	}
	return 0
}

// behindLead puts the first k code points of the line before the readings of the rest of it.
func behindLead(k int, found []Reading) []Reading {
	for i := range found {
		if found[i].Whole() {
			found[i].Runs[0].To += k
			continue
		}
		for n := range found[i].Runs {
			found[i].Runs[n].From += k
			found[i].Runs[n].To += k
		}
		found[i].Runs = slices.Insert(found[i].Runs, 0, Run{From: 0, To: k})
	}
	return found
}

// bulletAtEnd is where the bullet stands that a line of reversed runs ends with, 0 if
// it does not or nothing else stands in the line. It was the first run.
func bulletAtEnd(line []rune, bullet rune) int {
	n := len(line)
	for n > 0 && line[n-1] == ' ' {
		n--
	}
	if bullet == 0 || n < 3 || line[n-1] != bullet || line[n-2] != ' ' {
		return 0
	}
	for _, r := range line[:n-1] {
		if r != ' ' {
			return n - 1
		}
	}
	return 0
}

// bulletFirst puts the bullet from code point k on before the readings of the line up
// to it. As it stands the line is much worse than any of them.
func bulletFirst(line []rune, k int, found []Reading) []Reading {
	for i := range found {
		found[i].Runs = slices.Insert(found[i].Runs, 0, Run{From: k, To: len(line)})
		if len(found[i].Runs) > 1 && line[len(line)-1] != ' ' && lang.SymbolOf(line[found[i].Runs[1].From]) != lang.Gap {
			found[i].Runs[1].Gap = true
		}
	}
	if len(found) > 1 {
		last := found[len(found)-1]
		last.Runs, last.Score = []Run{{From: 0, To: len(line)}}, last.Score-bulletBonus
		found = append(found, last)
	}
	return found
}

// endBullet is the sign that ends so many lines of reversed runs by itself that it must
// open the items of a list, or 0.
func endBullet(lines [][]rune) rune {
	count := make(map[rune]int)
	for _, line := range lines {
		n := len(line)
		for n > 0 && line[n-1] == ' ' {
			n--
		}
		if n < 3 || line[n-2] != ' ' {
			continue
		}
		if r := line[n-1]; r == '-' || isBullet(r) {
			count[r]++
		}
	}
	return mostOf(count)
}

// bullet is the sign that stands by itself, once, in so many lines that it must
// open the items of a list, or 0.
func bullet(lines [][]rune) rune {
	count := make(map[rune]int)
	for _, line := range lines {
		alone := rune(0)
		for i, r := range line {
			if isBullet(r) && (i == 0 || line[i-1] == ' ') && (i+1 == len(line) || line[i+1] == ' ') {
				if alone != 0 {
					alone = -1
				} else {
					alone = r
				}
			}
		}
		if alone > 0 {
			count[alone]++
		}
	}
	return mostOf(count)
}

// isBullet reports signs that open list items, but for the hyphen, which does more.
func isBullet(r rune) bool {
	switch r {
	case '\u2212', '\u2013', '\u2022', '\u25AA', '\u25CF', '\uF0B7': // MINUS, EN DASH, BULLET, SMALL SQUARE, CIRCLE, Symbol's bullet
		return true
	}
	return false
}

// mostOf is the sign that opens most list items, 0 if all open few.
func mostOf(count map[rune]int) rune {
	best := rune(0)
	for r, n := range count {
		if n >= minBullets && (best == 0 || n > count[best] || n == count[best] && r < best) {
			best = r
		}
	}
	return best
}

const minBullets = 4 // list items that tell a bullet
