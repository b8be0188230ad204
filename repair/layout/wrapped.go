package layout

import (
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

// A name in brackets that goes over a line end in a right-to-left paragraph, (garden of
// roses), has one bracket at the left end of a line and the other at the right end of the next.
// By itself each line has it on the other side of its words: «garden of)» and «(roses».

// openLines: a bracket that is open for more lines was never closed.
const openLines = 4

// wrapped puts brackets of names that were cut by a line end around them.
func wrapped(blocks []page.Block) {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != page.Paragraph && b.Kind != page.ListItem && b.Kind != page.Footnote {
			continue
		}
		depth, since := 0, 0 // of what is open at the start of a line, and the line that opened it
		for j := range b.Lines {
			if depth == 0 || j-since > openLines {
				depth, since = 0, j
				if j+1 < len(b.Lines) {
					b.Lines[j].Text, b.Lines[j+1].Text = wrap(b.Lines[j].Text, b.Lines[j+1].Text)
				}
			}
			depth = openBrackets(depth, b.Lines[j].Text)
		}
	}
}

// wrap moves the brackets of a name that is cut between two lines, and returns both.
func wrap(line, next page.Text) (page.Text, page.Text) {
	end := len(line) - 1
	if end < 1 || line[end].R != ')' || len(next) < 2 || next[0].R != '(' || openBrackets(0, line[:end]) > 0 || closesAfter(next[1:]) {
		return line, next
	}
	from := end
	for from > 0 && inName(line[from-1].R) {
		from--
	}
	for from < end && line[from].R == ' ' {
		from++
	}
	hyphen := from+1 < end && line[from].R == '-' && isLatinLetter(line[from+1].R) // at the line end, of a word that goes on
	if hyphen {
		from++
	}
	to := 1
	for to < len(next) && inName(next[to].R) {
		to++
	}
	for to > 1 && !isLatinLetter(next[to-1].R) && !unicode.IsDigit(next[to-1].R) {
		to--
	}
	// Something else stands beside the name: its line is one from the right.
	if from == end || from == 0 || hyphen && from == 1 || !isLatinLetter(line[from].R) || to == 1 || to == len(next) || !isLatinLetter(next[1].R) {
		return line, next
	}
	open, shut := line[end], next[0]
	open.R, shut.R = '(', ')'
	copy(line[from+1:], line[from:end])
	line[from] = open
	if hyphen {
		dash := line[from-1]
		copy(line[from-1:], line[from:])
		line[end] = dash
		if from--; unicode.IsLetter(line[from-1].R) { // the white was taken for what a hyphen has before it
			line = slices.Insert(line, from, page.Char{R: ' ', From: page.Inferred})
		}
	}
	copy(next[:to-1], next[1:to])
	next[to-1] = shut
	if unicode.IsLetter(next[to].R) { // names that touch the letters behind them have no white on the page
		next = slices.Insert(next, to, page.Char{R: ' ', From: page.Inferred})
	}
	return line, next
}

// closesAfter reports a bracket that closes more than a text opens.
func closesAfter(t page.Text) bool {
	depth := 0
	return slices.ContainsFunc(t, func(c page.Char) bool {
		switch c.R {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth < 0
	})
}

// inName reports what stands in a name of several Latin words.
func inName(r rune) bool {
	return isLatinLetter(r) || r >= '0' && r <= '9' || r == ' ' || r == '-' || r == '\'' || r == '&' || r == '.'
}

func isLatinLetter(r rune) bool { return unicode.Is(unicode.Latin, r) }
