package passes

import (
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// row is a line with text.
type row struct {
	line   pass.Range // without white space at its ends
	width  float64    // estimated, in ems
	full   float64    // width by measure
	first  float64    // width of its first word and the space before that, in ems
	indent int        // spaces before it
	stop   bool       // ends a sentence
	inner  bool       // has a stop or a comma inside
	item   bool       // starts as a list item
	solid  bool       // a row of a table, a rule, an address: never joined
}

// rowsOf are the lines of a view with text, not yet held against a measure.
func rowsOf(v *pass.View) []row {
	t := v.Text
	rows, shown := make([]row, 0, len(v.Lines())), linesOf(v)
	for i, l := range v.Lines() {
		b := shown[i].within(l)
		if b.Len() == 0 {
			continue
		}
		if shown[i].row != nil {
			r := *shown[i].row
			r.line, r.full = b, 0
			rows = append(rows, r)
			continue
		}
		r := row{line: b, indent: b.From - l.From, stop: endsSentence(t, b), item: isItem(t, b)}
		gap, letters, ink := 0, 0, 0
		citedTo := b.From // behind the last citation
		for i := b.From; i < b.To; i++ {
			c := t[i].R
			if c == '(' && i >= citedTo {
				citedTo = pastCitation(t, i, b.To)
			}
			r.width += advance(c)
			if r.first == 0 && (i == b.To-1 || isSpace(c)) {
				r.first = r.width + advance(' ')
			}
			switch {
			case isArabic(c):
				letters++
			case c == '\t':
				r.solid = true
			case isSpace(c):
				if gap++; gap >= columnGap {
					r.solid = true
				}
				continue
			case isLetter(c) || isMark(c):
				letters++
			case i < citedTo:
				continue
			case (isStop(c) || c == '-') && i+1 < b.To && isSpace(t[i+1].R) && i > b.From+3:
				r.inner = true
			}
			gap = 0
			ink++
		}
		if float64(letters) < proseLetters*float64(ink) || !has(t, b, isSpace) && has(t, b, func(r rune) bool { return r == '/' }) {
			r.solid = true
		}
		rows = append(rows, r)
		shown[i].row = &rows[len(rows)-1]
	}
	return rows
}

// pastCitation is behind the bracket that closes a citation, letters and a year, which opens at i;
// i if none does. Its signs and figures are no table.
func pastCitation(t page.Text, i, to int) int {
	end := i + 1
	for end < to && !isBracket(t[end].R) && end-i <= maxReference {
		end++
	}
	if end == to || t[end].R != ')' || !hasYear(t[i:end]) || !has(t, pass.Range{From: i, To: end}, isLetter) {
		return i
	}
	return end + 1
}

// proseLetters is the share of letters among the visible code points of a line,
// below which it is code, a table or a rule. Lines of prose have 0.85 and more,
// references with years and pages 0.7.
const proseLetters = 0.65

// columnGap is the number of spaces in a row that part the columns of a table.
const columnGap = 4

// advance is the width of a code point in ems of a middling letter: what book
// types of the Arabic script and of Latin have in common.
func advance(r rune) float64 {
	if uint32(r) < uint32(len(lowAdvances)) {
		return lowAdvances[r]
	}
	return measureAdvance(r)
}

// lowAdvances are those of the code points up to the Arabic block.
var lowAdvances = func() (t [0x0700]float64) {
	for i := range t {
		t[i] = measureAdvance(rune(i))
	}
	return t
}()

func measureAdvance(r rune) float64 {
	switch {
	case r == ' ':
		return 0.6
	case isMark(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r == alef || r == 0x0622 || r == 0x0623 || r == 0x0625 || r == 'i' || r == 'l' || r == 'j' || r == 't' || r == 'f': // ALEF with MADDA, HAMZA
		return 0.5
	case r >= 0x0633 && r <= 0x0636: // SEEN to DAD
		return 1.4
	case r == 'm' || r == 'w' || r >= 'A' && r <= 'Z':
		return 1.35
	case isSpace(r) || isStop(r) || isBracket(r):
		return 0.6
	}
	return 0.9
}

// isItem reports the start of a list item: a bullet or dash, a number or a
// letter with its sign, and a space.
func isItem(t page.Text, l pass.Range) bool {
	i := l.From
	switch r := t[i].R; {
	case isBullet(r) || isDash(r) || r == '*' || r == '\u00B7': // MIDDLE DOT
		return i+1 < l.To && isSpace(t[i+1].R)
	case r == '(':
		i++
	}
	from := i
	for i < l.To && isDigit(t[i].R) && i-from < 3 {
		i++
	}
	if i == from {
		for i < l.To && isLetter(t[i].R) && i-from < 3 {
			i++
		}
		if i-from != 1 && !(i-from == 3 && isArabic(t[from].R)) { // a letter, or the name of the letter alef
			return false
		}
		return i+1 < l.To && t[i].R == ')' && isSpace(t[i+1].R)
	}
	if i < l.To && (t[i].R == '.' || t[i].R == ')' || t[i].R == '-' || t[i].R == '\u2013') {
		return i+1 < l.To && isSpace(t[i+1].R)
	}
	return false
}

// isDash reports a dash that list items begin with.
func isDash(r rune) bool { return r == '-' || r == '\u2013' || r == '\u2014' || r == '\u2212' } // EN, EM DASH, MINUS SIGN

// isBullet reports a sign that nothing but a list item begins with.
func isBullet(r rune) bool {
	switch r {
	case '\u2022', '\u25AA', '\u25CF', '\u25CB', '\u25A0', '\u25E6', '\u25C1', '\u2023', '\u2756', '\u27A2', '\u2713':
		return true
	}
	return false
}

// inAddress reports that a place of a line stands inside of an address with a scheme.
func inAddress(t page.Text, l pass.Range, to int) bool {
	from := to
	for from > l.From && !isSpace(t[from-1].R) {
		from--
	}
	return strings.Contains(t[from:to].String(), "://")
}

// room is the share of the measure that line a left free though the first word
// of the next line would have had its place there; below 0 there was none.
func (a *row) room(b *row) float64 {
	if a.full == 0 {
		return 1
	}
	return 1 - a.full*(a.width+b.first)/a.width
}
