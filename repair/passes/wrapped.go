package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/pass"
)

// What makes a wrapped text. Tuned on shared cases (magazine, report, journal:
// 25 pages) against news with a paragraph a line, lists of sentences, and the
// divan of Hafez with a hemistich a line.
const (
	minRows     = 4    // lines with text
	minMeasure  = 24.0 // width of a column in ems, below it lines are headings or verse
	maxMeasure  = 130.0
	longRows    = 0.5  // share of the text in lines wider than any column: the text is not wrapped
	fullRows    = 0.55 // share of lines that are about as wide as their column
	openRows    = 0.55 // share of those that do not end a sentence
	innerRows   = 0.25 // share of those with a stop or comma inside
	innerFilled = 0.12 // the same where the lines are full to the last word, see filled
	oddRows     = 0.5  // share of the open lines with a space after them in a text off a page
	tidy        = 1.45 // by which a text must pass these shares if it looks like paragraphs already
	tidyRows    = 8    // and the lines that it must have
	longClause  = 16   // lines that a clause of wrapped text takes at most, on the whole
	filledRoom  = 0.04 // of the measure: what a full line may leave free, for widths are estimates
	filledRows  = 0.9  // share of the open lines that are full in a wrapped text
	// Of the open lines of a wrapped text so many are full, but for a few. 41 pages of the
	// shared cases and of pdftotext have 0.92 and more, few of them less than 1; lists of
	// one-line items, which translated documentation and quizzes are full of, 0.79 to 0.89.
	packedRows = 0.92
	looseLines = 3
	window     = 6 // lines on either side that tell the measure
)

// wrapped judges whether the lines were broken by a page. It fills in how full they are.
func (f *flow) wrapped() bool {
	if len(f.rows) < minRows || f.marked() {
		return false
	}
	all, long := 0.0, 0.0
	widths := make([]float64, 0, len(f.rows))
	for _, r := range f.rows {
		all += r.width
		if r.width > maxMeasure {
			long += r.width
		}
		if !r.solid {
			widths = append(widths, r.width)
		}
	}
	if long > longRows*all || len(widths) < minRows {
		return false
	}
	general := quantile(widths, 0.75)
	full, open, inner, rhymed, clauses := 0, 0, 0, 0, 0
	for i := range f.rows {
		m := max(f.measure(i), 0.6*general)
		r := &f.rows[i]
		r.full = r.width / m
		if m < minMeasure || m > maxMeasure || r.full < 0.85 || r.full > fullMost || r.solid {
			continue
		}
		full++
		if !r.stop {
			open++
		}
		if r.stop || f.parts(r.line) {
			clauses++
		}
		if r.inner {
			inner++
		}
		if rhymes(f.t, i, func(k int) pass.Range { return f.rows[k].line }) {
			rhymed++
		}
	}
	if full >= tidyRows && clauses*longClause < full {
		return false // a list of headings
	}
	n, strict, inside := float64(full), 1.0, innerRows
	ends, filled := f.filled()
	if float64(filled+looseLines) < packedRows*float64(ends) {
		return false // a list of lines that are alike in length by chance
	}
	fills := ends >= tidyRows && float64(filled) >= filledRows*float64(ends)
	if fills {
		inside = innerFilled
	}
	if f.tidy() {
		if full < tidyRows {
			return false
		}
		if !fills {
			strict = tidy
		}
	}
	return n >= strict*fullRows*float64(len(widths)) && float64(open) >= strict*openRows*n && float64(inner) >= strict*inside*n && float64(rhymed) < rhymedRows*n
}

// markedRows is the share of lines with one and the same sign before them from which on their
// author has marked them: as quoted, as a comment, as the rest of the line above.
const markedRows = 0.3

// marked reports such a text. What is joined in it would keep the sign inside.
func (f *flow) marked() bool {
	var signs [0x80]int
	for i := range f.rows {
		if r := f.t[f.rows[i].line.From].R; r < 0x80 && strings.ContainsRune("~>|#%;/=+\\@^_$&", r) {
			signs[r]++
		}
	}
	most := markedRows * float64(len(f.rows))
	return float64(slices.Max(signs[:])) > most || float64(f.labelled()) > most || float64(f.halved()) > columnRows*float64(len(f.rows))
}

// labelled counts the lines that begin with a time in brackets, or with a name that others begin with
// too and a colon: those of a conversation, of which each is somebody's.
func (f *flow) labelled() (n int) {
	names := make(map[string]int)
	for i := range f.rows {
		l := f.rows[i].line
		if f.t[l.From].R == '[' && isDigit(at(f.t, l.From+1)) {
			n++
			continue
		}
		for k := l.From; k < min(l.To, l.From+maxLabel); k++ {
			if f.t[k].R == ':' {
				names[f.t[l.From:k].String()]++
				break
			}
		}
	}
	for _, times := range names {
		if times > 1 {
			n += times
		}
	}
	return n
}

// halved counts the lines with one sign by itself between spaces, as between the hemistichs of a
// couplet.
func (f *flow) halved() (n int) {
	for i := range f.rows {
		l, alone := f.rows[i].line, 0
		for k := l.From + 1; k+1 < l.To; k++ {
			if !isParting(f.t[k].R) || !isSpace(f.t[k-1].R) {
				continue
			}
			to := k
			for to < l.To && to < k+maxParting && isParting(f.t[to].R) {
				to++
			}
			if to < l.To && isSpace(f.t[to].R) {
				alone++
			}
		}
		if alone == 1 {
			n++
		}
	}
	return n
}

// isParting reports a sign of those between two halves of a line.
func isParting(r rune) bool {
	switch r {
	case '.', '*', '/', '|', '\u2026': // HORIZONTAL ELLIPSIS
		return true
	}
	return false
}

const (
	maxLabel   = 24  // code points of the name of who speaks
	maxParting = 3   // signs in a row that part hemistichs
	columnRows = 0.6 // share of lines with one such sign from which on a text is verse
)

// extracted reports a text whose lines end, in the middle of sentences, as hardly an
// author ends them: with a space.
func (f *flow) extracted() bool {
	open, odd := 0, 0
	for i := 1; i < len(f.rows); i++ {
		a := &f.rows[i-1]
		if a.stop || a.solid || a.full < fullOpen {
			continue
		}
		open++
		if isSpace(f.t[a.line.To].R) {
			odd++
		}
	}
	return float64(odd) > oddRows*float64(open)
}

// parts reports a clause that ends within the line. A colon does not tell: headings
// have it too.
func (f *flow) parts(l pass.Range) bool {
	for i := l.From + 1; i+1 < l.To; i++ {
		switch f.t[i].R {
		case '.', '!', '?', ',', 0x060C, 0x061F, 0x061B, 0x06D4: // ARABIC COMMA, QUESTION MARK, SEMICOLON, FULL STOP
			if isSpace(f.t[i+1].R) || isBracket(f.t[i+1].R) {
				return true
			}
		}
	}
	return false
}

// filled counts the lines that end no sentence and are about full, and those of them
// that left no room for the first word of the next: that is how a page ends lines, and
// nobody else.
func (f *flow) filled() (open, filled int) {
	for i := 1; i < len(f.rows); i++ {
		a, b := &f.rows[i-1], &f.rows[i]
		if a.stop || a.solid || b.solid || b.item || a.full < fullOpen || a.full > fullMost {
			continue
		}
		open++
		if a.room(b) <= filledRoom {
			filled++
		}
	}
	return open, filled
}

// tidy reports a text with exactly one empty line between any two lines and no
// white space at their ends, as paragraphs have it and lines off a page rarely do.
func (f *flow) tidy() bool {
	for i := 1; i < len(f.rows); i++ {
		a, b := f.rows[i-1].line.To, f.rows[i].line.From
		if b-a != 2 || f.t[a].R != '\n' || f.t[a+1].R != '\n' {
			return false
		}
	}
	return true
}

// measure is the width of the column that line i belongs to: at the border of
// two columns the lines on one side tell it, and those on the other are wider or
// end their paragraphs.
func (f *flow) measure(i int) float64 {
	before, n := f.side(i, -1)
	after, m := f.side(i, 1)
	switch {
	case n < minSide && m < minSide:
		return max(before, after)
	case n < minSide:
		return after
	case m < minSide:
		return before
	case f.rows[i].width > fullMost*min(before, after):
		return max(before, after) // a line of the wider column
	}
	return min(before, after)
}

// minSide is the number of lines on one side that can tell a measure.
const minSide = 3

// side is the measure seen from line i and those on one side of it, and their number.
func (f *flow) side(i, step int) (float64, int) {
	if f.loose == nil {
		f.loose = make([]int, 0, len(f.rows))
		for k := range f.rows {
			if !f.rows[k].solid {
				f.loose = append(f.loose, k)
			}
		}
	}
	var w [window]float64
	n := 0
	k, here := slices.BinarySearch(f.loose, i)
	if !here && step < 0 {
		k--
	}
	for ; k >= 0 && k < len(f.loose) && n < window; k += step {
		w[n] = f.rows[f.loose[k]].width
		n++
	}
	if n == 0 {
		return f.rows[i].width, 0
	}
	return quantile(w[:n], 0.75), n
}

// quantile is the q-quantile of the values.
func quantile(values []float64, q float64) float64 {
	s := append([]float64(nil), values...)
	slices.Sort(s)
	return s[int(q*float64(len(s)-1)+0.5)]
}
