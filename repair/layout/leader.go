package layout

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Leaders, the dots or low lines that lead the eye from a title to its page number. Tuned on tables of
// contents of TeX, Word and FarsiTeX.
const (
	// leaderDots: so many dots in a row are leaders; an ellipsis has three or four.
	leaderDots = 6
	// leaderRules: ... and so many low lines; fewer are a blank to be filled in.
	leaderRules = 12
	// leaderLetters: and lead from a title of at least so many letters.
	leaderLetters = 2
)

// leaders makes a tab of the dots between a title and its page number, as it is where the
// dots are not printed. Dots to be filled in, without a number behind, stay, and stand
// close together if no white is painted between them.
func (l *line) leaders() {
	i, j, ok := l.dots()
	if !ok {
		return
	}
	before, after := l.cells[:i], l.cells[j:]
	if !isTitle(before) || !isPage(after) {
		before, after = after, before
		if !isTitle(before) || !isPage(after) {
			first, last := l.cells[i].at, l.cells[j-1].at
			l.cells = slices.DeleteFunc(l.cells, func(c cell) bool {
				return c.u == nil && c.from == page.Inferred && c.at > first && c.at < last
			})
			l.number()
			return
		}
	}
	for i > 0 && l.cells[i-1].u == nil {
		i--
	}
	for j < len(l.cells) && l.cells[j].u == nil {
		j++
	}
	c := &l.cells[i]
	*c = cell{space: '\t', from: page.Inferred, twin: page.Inferred, zwnj: noJoiner, gap: (l.cells[j].u.x0 - l.cells[i-1].u.x1) / l.size}
	l.cells = append(l.cells[:i+1], l.cells[j:]...)
	l.number()
	l.tabs = true
}

// number tells cells their places again.
func (l *line) number() {
	for k := range l.cells {
		l.cells[k].at = k
	}
}

// dots is the longest row of dots with white between all of them or none: cells i to j.
// Where that changes, an ellipsis ends and the leaders begin.
func (l *line) dots() (i, j int, ok bool) {
	from, n, most := 0, 0, 0
	white, spaced := false, false // before this dot, between those before
	for k, c := range l.cells {
		switch {
		case c.u == nil:
			white = true
			continue
		case len(c.u.marks) > 0 || !isDots(c.u.text):
			n = 0
		default:
			if n == 0 || n > 1 && white != spaced || isRule(c.u) != isRule(l.cells[from].u) {
				from, n = k, 0
			}
			spaced = white
			if n += len(c.u.text); n > most {
				i, j, most = from, k+1, n
			}
		}
		white = false
	}
	least := leaderDots
	if most > 0 && isRule(l.cells[i].u) {
		least = leaderRules
	}
	return i, j, most >= least
}

const lowLine = '_' // LOW LINE

func isRule(u *unit) bool { return u.first() == lowLine }

// isLed reports ink with leaders in it. The white between their dots is none of the line's
// gaps: it is wider than any space.
func isLed(ink []*unit) bool {
	n := 0
	for _, u := range ink {
		if isDots(u.text) {
			n++
		}
	}
	return n >= leaderDots
}

// betweenDots reports whether dots stand on both sides of gap i.
func betweenDots(ink []*unit, i int) bool { return isDots(ink[i-1].text) && isDots(ink[i].text) }

func isDots(t page.Text) bool {
	for _, c := range t {
		switch c.R {
		case '.', '\u00B7', '\u2024', '\u2026', lowLine: // MIDDLE DOT, ONE DOT LEADER, HORIZONTAL ELLIPSIS
		default:
			return false
		}
	}
	return len(t) > 0
}

func isTitle(cs []cell) bool {
	letters := 0
	for _, c := range cs {
		if c.u != nil {
			r, l := c.u.strength()
			letters += r + l
		}
	}
	return letters >= leaderLetters
}

// isPage reports a page number: digits, Roman ones, or a letter or two of the abjad.
func isPage(cs []cell) bool {
	digits, roman, abjad := 0, 0, 0
	for i, c := range cs {
		if c.u == nil {
			if i > 0 && i+1 < len(cs) {
				return false // more words than one
			}
			continue
		}
		for _, t := range c.u.text {
			switch r := t.R; {
			case isNumber(classOf(r)):
				digits++
			case r < 0x80 && isRoman(byte(r)):
				roman++
			case isArabicLetter(r):
				abjad++
			default:
				return false
			}
		}
	}
	switch {
	case digits > 0:
		return roman == 0 && abjad == 0 && digits <= pageDigits
	case roman > 0:
		return abjad == 0 && roman <= 2*pageDigits
	}
	return abjad > 0 && abjad <= 2
}

func isRoman(b byte) bool {
	switch b | 0x20 {
	case 'i', 'v', 'x', 'l', 'c', 'd', 'm':
		return true
	}
	return false
}
