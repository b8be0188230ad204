package passes

import (
	"context"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Furniture takes running heads and folios out of the text that they part.
func Furniture() pass.Pass {
	return pass.Pass{
		Name:  "furniture",
		Class: pass.Lossy,
		After: []string{"controls"},
		Doc: `Fault: the foot of a page and the head of the next stand between two lines of a paragraph.
Cause: the extractor put out whatever was on the page.
Repair: at the end of a page, that is at a form feed or at the end of the text, the lines next to it go if they are numbers
that count the pages, or stand at other page ends as well (page-end). In a text without form
feeds, a number and a line beside it go that come back three times at least, or twice if the line is a rule, the
number counting up (page-end). What stands
on both sides moves together: as lines of a paragraph if no sentence ends there or one line feed parts most lines, else as
two paragraphs.
Left alone: pages that were laid out here; texts in another script; form feeds without such lines; single pages.
Risk: a table whose heading is repeated on each page.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return furniture(v), nil },
	}
}

const (
	maxFurniture = 80  // code points of a running head
	reachOfPage  = 2   // lines on either side of a page end that may be furniture
	headShare    = 0.3 // share of the page ends at which a running head stands: left and right pages differ
	leastPages   = 3   // page ends that must agree where no form feed shows them
	leastRuled   = 2   // the same where a rule stands beside the folio
)

// pageRow is a line with text as a part of a page.
type pageRow struct {
	line  pass.Range
	key   string // its text without white space, empty if it cannot be a head
	folio int    // the number that is all there is, or -1
}

func furniture(v *pass.View) []pass.Edit {
	if v.Firm {
		return nil
	}
	feeds := shows(v, signFeed)
	if !feeds && !countsPages(v) || inOtherScript(v) {
		return nil
	}
	var rows []pageRow
	for _, l := range v.Lines() {
		if l = trim(v.Text, l); l.Len() > 0 {
			rows = append(rows, pageRowOf(v, l))
		}
	}
	if feeds {
		return atFeeds(v, rows)
	}
	return atHeads(v, rows)
}

// countsPages is the gate for texts without form feeds: some lines are numbers.
func countsPages(v *pass.View) bool {
	n := 0
	for _, l := range v.Lines() {
		if l.Len() <= maxFolio && folioOf(v.Text, trim(v.Text, l)) >= 0 {
			if n++; n >= leastRuled {
				return true
			}
		}
	}
	return false
}

func pageRowOf(v *pass.View, l pass.Range) pageRow {
	r := pageRow{line: l, folio: folioOf(v.Text, l)}
	if r.folio < 0 && l.Len() <= maxFurniture {
		key := make([]rune, 0, l.Len())
		for _, c := range v.Text[l.From:l.To] {
			if isDigit(c.R) {
				return r // a heading that counts: chapters, poems
			}
			if !isSpace(c.R) {
				key = append(key, c.R)
			}
		}
		if r.key = string(key); isRule(key) {
			r.key = ruleKey
		}
	}
	return r
}

// ruleKey stands for all rules, of whatever length and sign.
const ruleKey = "_"

// isRule reports a line of strokes.
func isRule(line []rune) bool {
	for _, r := range line {
		if r != '_' && r != '-' && r != tatweel && !(r >= '\u2010' && r <= '\u2015') && r != '\u2500' && r != '\u2501' { // dashes, BOX DRAWINGS
			return false
		}
	}
	return len(line) >= leastRule
}

const leastRule = 5 // strokes

const maxFolio = 12 // code points of a folio with its dashes

// folioOf is the number that is all a line holds, but for dashes and brackets
// around it, or -1.
func folioOf(t page.Text, l pass.Range) int {
	if l.Len() == 0 || l.Len() > maxFolio {
		return -1
	}
	n, digits := 0, 0
	for _, c := range t[l.From:l.To] {
		switch {
		case isDigit(c.R):
			if digits++; digits > 4 {
				return -1
			}
			n = 10*n + int(c.R&0xF)
		case isSpace(c.R), isBracket(c.R), unicode.Is(unicode.Pd, c.R), c.R == '|':
			if digits > 0 && !isSpace(c.R) && n == 0 {
				return -1
			}
		default:
			return -1
		}
	}
	if digits == 0 {
		return -1
	}
	return n
}

// atFeeds finds the furniture at form feeds.
func atFeeds(v *pass.View, rows []pageRow) (edits []pass.Edit) {
	var ends []int // the row that each page but the first begins with
	for i := 1; i <= len(rows); i++ {
		gap := pass.Range{From: rows[i-1].line.To, To: len(v.Text)}
		if i < len(rows) {
			gap.To = rows[i].line.From
		}
		if i == len(rows) || has(v.Text, gap, func(r rune) bool { return r == '\f' }) {
			ends = append(ends, i)
		}
	}
	heads, counts := make(map[string]int), make(map[int]int)
	next := 0 // each line counts once, however short its page
	for page, at := range ends {
		for i := max(next, at-reachOfPage); i < min(len(rows), at+reachOfPage); i++ {
			if r := &rows[i]; r.folio >= 0 {
				counts[r.folio-page]++
			} else if r.key != "" {
				heads[r.key]++
			}
			next = i + 1
		}
	}
	for page, at := range ends {
		goes := func(i int) bool {
			r := &rows[i]
			if r.folio >= 0 {
				return counts[r.folio-page] >= 2
			}
			n := heads[r.key]
			return r.key != "" && n >= 2 && float64(n) >= headShare*float64(len(ends))
		}
		from, to := at, at
		for from > 0 && at-from < reachOfPage && goes(from-1) {
			from--
		}
		for to < len(rows) && to-at < reachOfPage && goes(to) {
			to++
		}
		if from < to {
			edits = appendPageEnd(edits, v, rows, from, to)
		}
	}
	return edits
}

// atHeads finds numbers that count up beside a line that comes back.
func atHeads(v *pass.View, rows []pageRow) (edits []pass.Edit) {
	type pair struct{ from, number int }
	found := make(map[string][]pair)
	for i := 1; i < len(rows); i++ {
		a, b := &rows[i-1], &rows[i]
		switch {
		case a.folio >= 0 && b.key != "":
			found[b.key] = append(found[b.key], pair{i - 1, a.folio})
		case a.key != "" && b.folio >= 0:
			found[a.key] = append(found[a.key], pair{i - 1, b.folio})
		}
	}
	gone := make(map[int]bool)
	for key, ps := range found {
		counts := len(ps) >= leastPages || key == ruleKey && len(ps) >= leastRuled
		for i := 1; i < len(ps); i++ {
			step := ps[i].number - ps[i-1].number
			counts = counts && (step == 1 || step == 2) && ps[i].from-ps[i-1].from >= 2*reachOfPage+1
		}
		for _, p := range ps {
			if counts {
				gone[p.from] = true
			}
		}
	}
	for i := range rows {
		if gone[i] {
			edits = appendPageEnd(edits, v, rows, i, i+2)
		}
	}
	return edits
}

// single reports that one line feed parts most lines, so that the lines of a
// paragraph are told from two paragraphs by their length and not here.
func single(t page.Text, rows []pageRow) bool {
	n := 0
	for i := 1; i < len(rows); i++ {
		feeds := 0
		for _, c := range t[rows[i-1].line.To:rows[i].line.From] {
			if c.R == '\n' {
				feeds++
			}
		}
		if feeds == 1 {
			n++
		}
	}
	return float64(n) >= singleFeeds*float64(len(rows)-1)
}

// appendPageEnd takes rows from..to out and brings what is on both sides together.
func appendPageEnd(edits []pass.Edit, v *pass.View, rows []pageRow, from, to int) []pass.Edit {
	t := v.Text
	gap := pass.Range{To: len(t)}
	want := 0 // line feeds that are left
	if from > 0 {
		gap.From = rows[from-1].line.To
		want = 1
	}
	if to < len(rows) {
		gap.To = rows[to].line.From
	}
	if from > 0 && to < len(rows) && (endsSentence(t, rows[from-1].line) || isItem(t, rows[to].line)) && !single(t, rows) {
		want = 2
	}
	if n := len(edits); n > 0 && edits[n-1].End() > gap.From {
		return edits
	}
	var new page.Text
	for i := gap.From; i < gap.To && len(new) < want; i++ {
		if t[i].R == '\n' {
			new = append(new, t[i])
		}
	}
	return append(edits, v.Edit(gap, new, "page-end", 0.93))
}
