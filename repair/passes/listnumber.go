package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// minItems is the least number of lines that make a list of numbers at their ends.
const minItems = 2

// Items may go on for some lines; then more of them must count up.
const (
	maxItemLines = 8
	minParted    = 3
)

// surelyCounted is how many items show that a list is counted: the next may begin with a number
// of its own, and one may be missing.
const surelyCounted = 3

// listNumbers finds lines that end in two spaces and a number, counting up from 1.
func listNumbers(v *pass.View) (edits []pass.Edit) {
	t := v.Text
	var items []pass.Range      // the numbers found so far, in lines that follow each other
	last := 0                   // what the last of them counts
	between, parted := 0, false // lines since the last number; whether there were any between two
	flush := func() {
		if len(items) >= minItems && (!parted || len(items) >= minParted) {
			for _, n := range items {
				edits = append(edits, listItem(v, n))
			}
		}
		items, last, between, parted = items[:0], 0, 0, false
	}
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if len(items) == 0 && lines[n].signs&signDigit == 0 {
			continue
		}
		body := trim(t, l)
		if body.Len() == 0 {
			continue
		}
		from := body.To
		for from > body.From && isDigit(t[from-1].R) {
			from--
		}
		n := pass.Range{From: from, To: body.To}
		gap := from
		for gap > body.From && isSpace(t[gap-1].R) {
			gap--
		}
		if n.Len() == 0 || n.Len() > 2 || from-gap < 2 || gap == body.From || !opensItem(t[body.From].R, len(items)) {
			// The item goes on in a line without a number.
			if between++; len(items) == 0 || between > maxItemLines || isItem(t, body) {
				flush()
			}
			continue
		}
		value := valueOf(t[n.From:n.To])
		if value != last+1 && (value != last+2 || len(items) < surelyCounted) {
			flush()
			if value != 1 {
				continue
			}
		}
		if between > 0 && len(items) > 0 {
			parted = true
		}
		items, last, between = append(items, n), value, 0
	}
	flush()
	return edits
}

// opensItem reports what the text of a list item begins with, after so many items before: a letter,
// a quotation or a bracket. A number begins the rows of tables as well.
func opensItem(r rune, before int) bool {
	return isArabic(r) || strings.ContainsRune(openingSigns, r) || r == '"' || isDigit(r) && before >= surelyCounted
}

// listItem moves the number at the end of a line to its front.
func listItem(v *pass.View, n pass.Range) pass.Edit {
	t := v.Text
	from := n.From
	for from > 0 && t[from-1].R != '\n' {
		from--
	}
	body := trim(t, pass.Range{From: from, To: n.From})
	new := append(page.Text{}, t[n.From:n.To]...)
	new = append(new, inferred('.'), t[n.From-1])
	new = append(new, t[body.From:body.To]...)
	return v.Edit(pass.Range{From: body.From, To: n.To}, new, "list-number", 0.9)
}
