package layout

import (
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// startsList reports a bullet, or a number or single letter with a full stop,
// a bracket or a dash, before white; a dash may have white before it too.
func startsList(t page.Text) bool {
	n := 0
	for n < len(t) && n < 6 && !isSpace(t[n].R) {
		n++
	}
	if n == 0 || n >= len(t) || !isSpace(t[n].R) {
		return false
	}
	if isBullet(t[0].R) || t[0].R == '*' || t[0].R == '-' || t[0].R == '\u2013' || t[0].R == '\u2014' || t[0].R == '\u2212' {
		return n == 1
	}
	if isDashed(t, n) {
		return true
	}
	if n < 2 {
		return false
	}
	switch t[n-1].R {
	case '.', ')', '(', '-', '\u2013', '\u066B', '/', ':':
	default:
		return false
	}
	address := t[n-1].R == '/'
	digits, letters := 0, 0
	for _, c := range t[:n-1] {
		switch {
		case unicode.IsDigit(c.R):
			digits++
		case unicode.IsLetter(c.R):
			letters++
		}
	}
	return digits > 0 && letters == 0 || letters == 1 && digits == 0 && !address
}

// isDashed reports a number of n digits, as those of list items are, that a dash between white
// parts from a word; what a span of years goes on with is a number.
func isDashed(t page.Text, n int) bool {
	if n > maxItem || n+3 >= len(t) || t[n+1].R != '-' && t[n+1].R != '\u2013' || !isSpace(t[n+2].R) || !isArabicLetter(t[n+3].R) {
		return false
	}
	for _, c := range t[:n] {
		if !unicode.IsDigit(c.R) {
			return false
		}
	}
	return true
}

// markerRoom: a line that ends so many font sizes before the edge of its column does not
// go on in the next one.
const markerRoom = 3

// marksLeft reports a line, in visual order, at whose left end a Latin letter and a bracket
// mark a list item: the producer laid it out from the left for that letter. Read from
// the right it would end in a bracket that opens and has one letter, or in one that closes
// what was never open.
func (l *line) marksLeft() bool {
	if len(l.cells) < 4 || l.tabs || l.cells[0].u == nil || l.cells[2].u != nil || l.cells[3].u == nil {
		return false
	}
	letter := l.cells[0].u
	b, ok := l.cells[1].bracket()
	if !ok || b != '(' && b != ')' || len(letter.text) != 1 || !letter.isLatin() {
		return false
	}
	if r, lt := l.cells[3].u.strength(); r == 0 || lt > 0 {
		return false
	}
	for _, c := range l.cells[2:] {
		if c.u == nil {
			continue
		}
		if r, ok := c.bracket(); ok && (r == '(' || r == ')') {
			return false // a pair, perhaps
		}
	}
	return true
}

// turnMarker turns the bracket of such a marker to its letter: Pango turns it with the
// letters behind it.
func (l *line) turnMarker() {
	if u := l.cells[1].u; u.first() == '(' {
		u.text = page.Text{{R: ')', From: u.text[0].From}}
	}
}

// closesBracket reports that what looks like a marker at the start of l closes a
// bracket that the line before left open.
func closesBracket(before, l page.Text) bool {
	depth := openBrackets(0, before)
	for _, c := range l {
		if isSpace(c.R) || c.R == '(' {
			return false
		}
		if c.R == ')' {
			return depth > 0
		}
	}
	return false
}

// openBrackets is how many brackets are open behind a text, with so many open before it.
func openBrackets(depth int, t page.Text) int {
	for _, c := range t {
		switch c.R {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		}
	}
	return depth
}

// concludes reports a text that ends as paragraphs do.
func concludes(t page.Text) bool {
	for i := len(t) - 1; i >= 0; i-- {
		switch t[i].R {
		case '.', '!', '?', ':', '\u061F', '\u06D4', '\u2026': // ARABIC QUESTION MARK, FULL STOP
			return true
		case ')', ']', '"', '\u00BB', '\u201D', '\u201C', '*':
			continue
		}
		return false
	}
	return true
}

// isBullet reports a sign that is only ever the mark of a list item.
func isBullet(r rune) bool {
	switch r {
	case '\u00B7', '\u2022', '\u25CF', '\u25CB', '\u25AA', '\u25AB', '\u25A0', '\u25A1', '\u25E6', '\u2043', '\u2219', '\u25C6', '\u2756', '\u27A2', '\uF0B7', '\uF0A7', '\uF0D8':
		return true
	}
	return false
}

// startsNote reports a text that opens with a note mark: a number, an asterisk, a dagger.
func startsNote(t page.Text) bool {
	if len(t) == 0 {
		return false
	}
	switch r := t[0].R; {
	case unicode.IsDigit(r), r == '*', r == '\u2020', r == '\u2021', r == '(' && len(t) > 1 && unicode.IsDigit(t[1].R):
		return true
	}
	return unicode.Is(unicode.No, t[0].R)
}
