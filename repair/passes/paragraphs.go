package passes

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Paragraphs joins the lines of a paragraph.
func Paragraphs(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "paragraphs",
		Class: pass.Lossy, // the hyphen of a word cut in two
		After: []string{"controls", "marks", "brackets", "numbers", "tatweel"},
		Doc: `Fault: the text is broken where the lines of a page ended, often with an empty line after each.
Cause: extractors put out lines, not paragraphs.
Repair: a text is taken for wrapped if most of its lines are about as long as those around them, do not
end a sentence, and hold stops and commas inside, and hardly one that ends no sentence leaves room for the
first word of the next. Then a line is joined to the one before it (join) unless that one left room for
its first word and is short, ends a sentence or is a numbered heading; or the text parts its other lines
by one line feed and these by two, after a stop; or the one before ends a sentence and the text marks first lines by an indent and this has
one, or last lines by a space before them and that has one; or this one is a list item, a row or a heading. A line that ends in a preposition or a
conjunction always goes on. Everything else becomes a paragraph of its own with one empty line before it (break). Latin footnotes
between two lines of a paragraph go behind it (note). A word
cut by a hyphen is made whole where the text writes it so elsewhere or cuts many words (hyphen), and one of the Arabic script,
with a hyphen or without, where it is well known and a piece of it is no word (cut); the prefix of a verb at a line
end keeps to its verb by a ZWNJ where
the text writes its verbs so (prefix); a line that
ends in a dash right after a letter, or between two digits, or in the slash of an address is joined without a
space (dash). If the lines come from a page, a single line
feed always joins and an empty line always parts.
Left alone: texts that are not wrapped, down to the last line feed: verse, lists, tables, code (see isCode), one
paragraph a line; texts in another script whose lines somebody broke: mark-up and code may need their ends.
An extractor leaves a space there.
Risk: a paragraph that ends in a full line, before one without indentation, is joined to it.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return joinLines(m, v), nil },
	}
}

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
	rhymedRows  = 0.35 // share of line ends that rhyme with the one or two before: verse
	oddRows     = 0.5  // share of the open lines with a space after them in a text off a page
	tidy        = 1.45 // by which a text must pass these shares if it looks like paragraphs already
	tidyRows    = 8    // and the lines that it must have
	longClause  = 16   // lines that a clause of wrapped text takes at most, on the whole
	fullOpen    = 0.76 // of the measure: a line that ends no sentence and is shorter ends a paragraph
	fullStop    = 0.88 // the same for a line that ends a sentence
	fullMost    = 1.35 // of the measure: wider lines are no lines of the column
	filledRoom  = 0.04 // of the measure: what a full line may leave free, for widths are estimates
	filledRows  = 0.9  // share of the open lines that are full in a wrapped text
	// Of the open lines of a wrapped text so many are full, but for a few. 41 pages of the
	// shared cases and of pdftotext have 0.92 and more, few of them less than 1; lists of
	// one-line items, which translated documentation and quizzes are full of, 0.79 to 0.89.
	packedRows  = 0.92
	looseLines  = 3
	headingRoom = 0.05 // of the measure: what a numbered heading leaves free though the next word had its place
	singleFeeds = 0.6  // share of single line feeds between lines from which on an empty line means something
	trailing    = 0.6  // share of the sure ends of paragraphs with a space before them from which on it marks others
	leastEnds   = 2    // sure ends of paragraphs that can tell
	rareIndents = 0.35 // share of lines with an indent up to which it marks a paragraph
	window      = 6    // lines on either side that tell the measure
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

func joinLines(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	rows := rowsOf(v)
	if len(rows) < 2 {
		return nil
	}
	f := flow{m: m, t: v.Text, rows: rows, firm: v.Firm}
	if !v.Firm && (!f.wrapped() || isCode(v) || inOtherScript(v) && !f.extracted()) {
		return nil
	}
	f.habits()
	for i := 1; i < len(rows); i++ {
		gap := pass.Range{From: rows[i-1].line.To, To: rows[i].line.From}
		if has(v.Text, gap, func(r rune) bool { return r == '\f' }) {
			continue
		}
		if e, last, ok := f.notes(v, i); ok {
			edits = append(edits, e)
			i = last
			continue
		}
		reason, conf := f.decide(i-1, i, f.feeds(i))
		if e, changed := f.edit(v, gap, reason, conf); changed {
			edits = append(edits, e)
		}
	}
	return edits
}

// flow is a text whose lines are about to be joined.
type flow struct {
	m       *lang.Model
	t       page.Text
	rows    []row
	firm    bool
	indents bool // an indent marks the start of a paragraph
	joiners int  // ZWNJs behind the prefixes of verbs
	single  bool // one line feed parts most lines
	trails  bool // a space before a line marks the end of a paragraph
	cuts    bool // words are cut at line ends all over the text
	words   map[string]bool
}

func rowsOf(v *pass.View) []row {
	t := v.Text
	rows := make([]row, 0, len(v.Lines()))
	for _, l := range v.Lines() {
		b := trim(t, l)
		if b.Len() == 0 {
			continue
		}
		r := row{line: b, indent: b.From - l.From, stop: endsSentence(t, b), item: isItem(t, b)}
		gap, letters, ink := 0, 0, 0
		for i := b.From; i < b.To; i++ {
			c := t[i].R
			r.width += advance(c)
			if r.first == 0 && (isSpace(c) || i == b.To-1) {
				r.first = r.width + advance(' ')
			}
			switch {
			case c == '\t':
				r.solid = true
			case isSpace(c):
				if gap++; gap >= columnGap {
					r.solid = true
				}
				continue
			case isArabic(c) || unicode.IsLetter(c) || isMark(c):
				letters++
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
	}
	return rows
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
	if i := uint32(r - 0x0600); i < 0x100 {
		return arabicAdvance[i]
	}
	return measureAdvance(r)
}

var arabicAdvance = func() (t [0x100]float64) {
	for i := range t {
		t[i] = measureAdvance(rune(0x0600 + i))
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
	switch t[i].R {
	case '-', '*', '\u2022', '\u2013', '\u2014', '\u2212', '\u25AA', '\u25CF', '\u25CB', '\u25A0', '\u25E6', '\u2023', '\u00B7', '\u2756', '\u27A2', '\u2713':
		return i+1 < l.To && isSpace(t[i+1].R)
	case '(':
		i++
	}
	from := i
	for i < l.To && isDigit(t[i].R) && i-from < 3 {
		i++
	}
	if i == from {
		for i < l.To && unicode.IsLetter(t[i].R) && i-from < 3 {
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

// wrapped judges whether the lines were broken by a page. It fills in how full they are.
func (f *flow) wrapped() bool {
	if len(f.rows) < minRows {
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
		if f.rhymes(i) {
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
	var w [window]float64
	n := 0
	for k := i; k >= 0 && k < len(f.rows) && n < window; k += step {
		if !f.rows[k].solid {
			w[n] = f.rows[k].width
			n++
		}
	}
	if n == 0 {
		return f.rows[i].width, 0
	}
	return quantile(w[:n], 0.75), n
}

// rhymes reports that line i ends in the same two letters as one of the two before it.
func (f *flow) rhymes(i int) bool {
	end := func(r pass.Range) (e [2]rune) {
		for k, n := r.To-1, 0; k >= r.From && n < 2; k-- {
			if unicode.IsLetter(f.t[k].R) {
				e[n] = f.t[k].R
				n++
			}
		}
		return e
	}
	e := end(f.rows[i].line)
	return i >= 1 && end(f.rows[i-1].line) == e || i >= 2 && end(f.rows[i-2].line) == e
}

// habits learns how the text marks paragraphs and cuts words.
func (f *flow) habits() {
	indented, cut, singles, ends, spaced, opened, inside, odd := 0, 0, 0, 0, 0, 0, 0, 0
	for i, r := range f.rows {
		if r.indent > 0 {
			indented++
		}
		if i == 0 {
			continue
		}
		if f.cut(i-1, i) {
			cut++
		}
		if f.feeds(i) == 1 {
			singles++
		}
		a := &f.rows[i-1]
		switch {
		case a.solid || r.solid || a.full == 0 || f.isNote(a):
		case f.leaves(a, &r) && !f.dangles(a):
			ends++
			if a.indent > 0 {
				spaced++
			}
			if r.indent > a.indent || r.indent > 1 {
				opened++
			}
		case !a.stop:
			inside++
			if a.indent > 0 {
				odd++
			}
		}
	}
	for i, c := range f.t {
		if c.R == zwnj && isPrefix(f.t[wordBefore(f.t, pass.Range{From: max(0, i-maxPrefix), To: i}, i).From:i].String()) {
			f.joiners++
		}
	}
	f.indents = float64(indented) <= rareIndents*float64(len(f.rows))
	f.single = float64(singles) >= singleFeeds*float64(len(f.rows)-1)
	f.trails = float64(odd) <= rareIndents*float64(inside) && ends >= leastEnds && float64(spaced) >= trailing*float64(ends) && 2*opened <= ends
	f.cuts = cut >= 3 && float64(cut) > 0.05*float64(len(f.rows))
}

// has reports whether the text holds a word with a small letter, as those that are cut
// have. The first one asked for has all of them listed.
func (f *flow) has(word string) bool {
	if f.words == nil {
		f.words = make(map[string]bool)
		for i := 0; i < len(f.t); i++ {
			from, small := i, false
			for i < len(f.t) && (isLetter(f.t[i].R) || f.t[i].R == '-') {
				small = small || !isArabic(f.t[i].R) && unicode.IsLower(f.t[i].R)
				i++
			}
			if small {
				f.words[f.t[from:i].String()] = true
			}
		}
	}
	return f.words[word]
}

// feeds counts the line feeds before line i.
func (f *flow) feeds(i int) (n int) {
	for _, c := range f.t[f.rows[i-1].line.To:f.rows[i].line.From] {
		if c.R == '\n' {
			n++
		}
	}
	return n
}

// cut reports that line i ends in a hyphen after a letter and line k starts with a small letter.
func (f *flow) cut(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	h := f.t[a.To-1].R
	return (h == '-' || h == '\u2010') && a.Len() > 2 && unicode.IsLower(f.t[a.To-2].R) && unicode.IsLower(f.t[b.From].R)
}

// decide tells whether line b goes on with the sentence of line a, parted by so
// many line feeds.
func (f *flow) decide(i, k, feeds int) (reason string, conf float64) {
	a, b := &f.rows[i], &f.rows[k]
	switch {
	case f.firm && feeds > 1:
		return "", 0
	case f.firm:
	case a.solid || b.solid || b.item || feeds > 2:
		return "break", 0.95
	case f.single && feeds > 1 && f.closes(a):
		return "break", 0.93 // the only empty lines are those between paragraphs
	case f.dangles(a):
	case a.full > fullMost, f.leaves(a, b):
		return "break", 0.9
	case a.item && !a.stop && a.room(b) > headingRoom && (b.stop || b.full >= fullOpen):
		return "break", 0.9 // a numbered heading, of which a short next line would be the rest
	case a.stop && f.trails && a.indent > 0:
		return "break", 0.9 // the space behind the last line of a paragraph came to its front
	case a.stop && f.indents && !f.trails && b.indent > a.indent:
		return "break", 0.9
	case b.full < fullOpen && b.indent > 1 && f.indents && !b.stop:
		return "break", 0.9 // a heading after a paragraph that fills its last line
	}
	switch last := f.t[a.line.To-1].R; {
	case f.cut(i, k) && f.hyphen(i, k):
		return "hyphen", 0.9
	case f.joiners >= leastJoiners && f.prefixed(i, k):
		return "prefix", 0.92
	case f.torn(i, k):
		if last == '-' || last == '\u2010' {
			return "hyphen", 0.9
		}
		return "cut", 0.9
	case (last == '-' || last == '\u2010' || last == '\u2013') && unicode.IsLetter(at(f.t, a.line.To-2)):
		return "dash", 0.92
	case (last == '-' || last == '\u2013') && isDigit(at(f.t, a.line.To-2)) && isDigit(at(f.t, b.line.From)):
		return "dash", 0.92 // a range or a telephone number
	case last == '/' && a.inAddress(f.t):
		return "dash", 0.92
	}
	return "join", 0.93
}

// leaves reports that line a left room for the first word of the next and is short, or
// ends a sentence and is not full.
func (f *flow) leaves(a, b *row) bool {
	most := fullOpen
	if a.stop {
		most = fullStop
	}
	return a.full < most && a.room(b) > 0
}

// room is the share of the measure that line a left free though the first word
// of the next line would have had its place there; below 0 there was none.
func (a *row) room(b *row) float64 {
	if a.full == 0 {
		return 1
	}
	return 1 - a.full*(a.width+b.first)/a.width
}

// closes reports a line that can be the last of its paragraph, where an empty
// line follows: a stop, a colon, or room at its end.
func (f *flow) closes(a *row) bool {
	return a.stop || f.t[a.line.To-1].R == 0x061B || a.full < fullOpen // ARABIC SEMICOLON
}

// dangles reports a line that ends in a word that asks for another one.
func (f *flow) dangles(a *row) bool {
	return danglingWords[f.t[wordBefore(f.t, a.line, a.line.To).From:a.line.To].String()]
}

// danglingWords end no sentence and no heading.
var danglingWords = map[string]bool{
	"در": true, "از": true, "به": true, "با": true, "بر": true, "که": true, "و": true, "یا": true, "تا": true, "برای": true,
	"این": true, "نیز": true, "اما": true, "هر": true, "یک": true, "بین": true, "میان": true, "چه": true,
}

// leastJoiners is how often a text has to write its verbs with ZWNJ.
const leastJoiners = 2

// prefixed reports that line i ends in the prefix of a verb.
func (f *flow) prefixed(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	return isArabic(f.t[b.From].R) && isPrefix(f.t[wordBefore(f.t, a, a.To).From:a.To].String())
}

const maxPrefix = 4 // code points, one more than the longest

func isPrefix(word string) bool { return word == "\u0645\u06CC" || word == "\u0646\u0645\u06CC" }

// torn reports that line i ends inside a word of the Arabic script that line k goes
// on with: the two pieces, with or without a hyphen, are a well known word, and one
// of them is none.
func (f *flow) torn(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	end := a.To
	if h := f.t[end-1].R; h == '-' || h == '\u2010' {
		end--
	}
	head, tail := wordBefore(f.t, a, end), wordAfter(f.t, b, b.From)
	if f.m == nil || head.Len() == 0 || tail.Len() == 0 || head.From > a.From && !isSpace(f.t[head.From-1].R) && !isBracket(f.t[head.From-1].R) {
		return false
	}
	one, two := f.t[head.From:head.To].String(), f.t[tail.From:tail.To].String()
	whole, piece := f.m.Count(one+two), min(f.m.Count(one), f.m.Count(two))
	if piece >= pieceCount {
		if n, _ := f.m.Pair(one, two); n > 1 || whole < tornTimes*piece {
			return false
		}
	}
	return whole >= tornCount || piece < pieceCount && end < a.To && f.m.Known(one+two)
}

// A word that is torn at a line end has been seen so often, and one of its pieces
// hardly, or so many times less often and never before the other.
const (
	tornCount  = 60
	pieceCount = 20
	tornTimes  = 20
)

// inAddress reports that the line ends inside of an address with a scheme.
func (r *row) inAddress(t page.Text) bool {
	from := r.line.To
	for from > r.line.From && !isSpace(t[from-1].R) {
		from--
	}
	return strings.Contains(t[from:r.line.To].String(), "://")
}

// hyphen reports that the hyphen at the end of line i is no part of the word.
func (f *flow) hyphen(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	from, to := a.To-1, b.From
	for from > a.From && (unicode.IsLetter(f.t[from-1].R) || f.t[from-1].R == '-') {
		from--
	}
	for to < b.To && unicode.IsLetter(f.t[to].R) {
		to++
	}
	head, tail := f.t[from:a.To-1].String(), f.t[b.From:to].String()
	switch {
	case f.has(head + tail):
		return true
	case f.has(head + "-" + tail):
		return false
	}
	return f.cuts
}

// edit proposes what stands between two lines. White space that is there is used up first.
func (f *flow) edit(v *pass.View, gap pass.Range, reason string, conf float64) (pass.Edit, bool) {
	if reason == "" {
		return pass.Edit{}, false
	}
	if reason == "hyphen" {
		gap.From--
	}
	new := f.between(gap, reason)
	if v.Slice(gap) == new.String() {
		return pass.Edit{}, false
	}
	return v.Edit(gap, new, reason, conf), true
}

// between is the white space for a reason, taken from the gap as far as it has it.
func (f *flow) between(gap pass.Range, reason string) (new page.Text) {
	want := ""
	switch reason {
	case "join":
		want = " "
	case "prefix":
		want = string(zwnj)
	case "break":
		want = "\n\n"
	}
	for _, w := range want {
		c := inferred(w)
		for _, o := range f.t[gap.From:gap.To] {
			if o.R == w && (len(new) == 0 || o.From != new[len(new)-1].From) {
				c = o
				break
			}
		}
		new = append(new, c)
	}
	return new
}

// quantile is the q-quantile of the values.
func quantile(values []float64, q float64) float64 {
	s := append([]float64(nil), values...)
	slices.Sort(s)
	return s[int(q*float64(len(s)-1)+0.5)]
}
