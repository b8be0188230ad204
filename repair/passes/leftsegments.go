package passes

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/bidi"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LeftSegments puts the Latin words and the signs of numbers in order that a reader turned with
// the line.
func LeftSegments() pass.Pass {
	return pass.Pass{
		Name:  "left-segments",
		Class: pass.Lossless,
		After: []string{"controls", "unmapped"},
		Doc: `Fault: in lines of Persian the sign behind a number stands in front of it (.۱ for ۱., ،۳ for ۳،), and what is written from
the left stands in reverse by words and signs, which keep their letters (example.garden.www, thesis-short, 16ATmega).
Cause: PDFBox takes a number and the sign beside it for one that is written from the left; PDFium (Chrome, pypdfium2)
parts a line into segments of one direction, of which a number and the sign beside it are one and a Latin word another,
and reverses the order of all where no fewer are written from the right than from the left.
Repair: where numbers of the text have their sign in front of them again and again, and hardly one behind it, signs go
behind their numbers (sign), with a space before a word, the pieces of a number that a gap parted are joined (number),
and stretches of Latin are reversed by their segments where their names look turned too (latin).
Left alone: Latin whose capitals and numbers stand right, lines without Arabic letters and those with more Latin pieces
than Persian ones, which the reader does not turn; brackets; minus, per cent and number signs; texts
whose commas stick to the word behind them, as some type.
Risk: a list number, the number 1 behind it: taken for the number of a section.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return leftSegments(v), nil },
	}
}

// What shows a text that PDFium wrote: of 277 documents through it, those with a number and a sign
// beside it have 3 to 400 of them in front and hardly any behind. In 81 MB of news, prose, comments
// and manuals none shows all of it, though single lines and manuals of programs show a part.
const (
	leadingLeast   = 3    // different numbers with signs in front
	namedLeast     = 2    // and with them capitals at the wrong end of Latin names
	leadingLines   = 2    // lines in which they stand
	leadingShare   = 0.75 // of the signs beside numbers, and of the capitals
	leadingEvery   = 2500 // letters of the Arabic script to each of them at most: some people write « ،44 ،41», manuals have :۱ for a parameter
	leftSure       = 0.93
	leaderDots     = 3 // signs that stand by themselves: leaders to a page number
	maxLeftSegment = 400
)

// leftSigns stand behind a number in Persian; what reads them from the left meets them first.
const leftSigns = ".:,;!\u060C" // ARABIC COMMA

// leftSegment is a stretch of one direction, as PDFium parts a line.
type leftSegment struct {
	pass.Range
	kind leftKind
}

type leftKind uint8

const (
	neutralSegment leftKind = iota
	rightSegment
	wordSegment   // letters from the left
	numberSegment // digits and the signs that UAX #9 lets stand within numbers
)

func leftKindOf(r rune) leftKind {
	if r >= 0 && int(r) < len(leftKinds) {
		return leftKinds[r]
	}
	return askLeftKind(r)
}

// leftKinds are the kinds of the code points up to Arabic, of which nearly all texts are.
var leftKinds = func() (kinds [0x0780]leftKind) {
	for r := range kinds {
		kinds[r] = askLeftKind(rune(r))
	}
	return kinds
}()

func askLeftKind(r rune) leftKind {
	if isArabic(r) || isMark(r) || r == zwnj || r == tatweel {
		return rightSegment
	}
	switch bidi.ClassOf(r) {
	case bidi.L:
		return wordSegment
	case bidi.EN, bidi.AN, bidi.CS, bidi.ES, bidi.ET, bidi.NSM:
		return numberSegment
	case bidi.R, bidi.AL:
		return rightSegment
	}
	return neutralSegment
}

// segmentsOf parts a line, in the memory of another's segments; none if PDFium does not turn it.
func segmentsOf(segments []leftSegment, t page.Text, l pass.Range) []leftSegment {
	right, left := 0, 0
	segments = segments[:0]
	for i := l.From; i < l.To; {
		kind, from := leftKindOf(t[i].R), i
		for i < l.To && leftKindOf(t[i].R) == kind {
			i++
		}
		switch kind {
		case rightSegment:
			right++
		case wordSegment:
			left++
		}
		segments = append(segments, leftSegment{pass.Range{From: from, To: i}, kind})
	}
	if right == 0 || right < left {
		return segments[:0]
	}
	return segments
}

// hasLeftSign reports a sign beside a digit or behind a space: without one, numbers say nothing.
func hasLeftSign(t page.Text, l pass.Range) bool {
	for i := l.From; i < l.To; i++ {
		switch t[i].R {
		case '.', ':', ',', ';', '!', '\u060C': // ARABIC COMMA
			if i > 0 && (t[i-1].R == ' ' || isDigit(t[i-1].R)) || isDigit(at(t, i+1)) {
				return true
			}
		}
	}
	return false
}

// leftSegments proposes what is put in order, if the text shows that its reader turned it.
func leftSegments(v *pass.View) []pass.Edit {
	if v.Firm {
		return nil
	}
	t, shown := v.Text, linesOf(v)
	c := leftCensus{v: v, different: make(map[string]bool)}
	var segments []leftSegment
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].foreign == 0 && (shown[n].signs&signDigit == 0 || !hasLeftSign(t, l)) {
			continue
		}
		segments = segmentsOf(segments, t, l)
		leading := c.leading
		c.line(l, segments)
		if c.leading > leading {
			c.lines++
		}
	}
	arabic, _, _ := surveyOf(v).letters()
	shows := func(n, against, least int) bool {
		return n >= least && float64(n) >= leadingShare*float64(n+against) && n*leadingEvery >= arabic
	}
	if len(c.different) < leadingLeast || c.lines < leadingLines || !shows(c.leading, c.trailing, leadingLeast) {
		return nil
	}
	edits := joinSections(v, c.chains, c.edits)
	if shows(c.named, c.kept, namedLeast) { // PDFBox leaves them, and manuals of programs have names with capitals at their ends
		edits = append(edits, c.latin...)
	}
	slices.SortFunc(edits, func(a, b pass.Edit) int { return a.At - b.At })
	return edits
}

// A leftCensus counts what shows that a reader turned a text, and what would put it in order.
type leftCensus struct {
	v                 *pass.View
	leading, trailing int             // numbers with their signs in front, and behind
	lines             int             // with signs in front
	different         map[string]bool // numbers with their signs in front
	named, kept       int             // stretches of Latin that look turned, and that do not
	chains            []sectionNumber
	edits, latin      []pass.Edit
}

// line counts the islands of a line: stretches without right-to-left letters.
func (c *leftCensus) line(l pass.Range, segments []leftSegment) {
	t := c.v.Text
	for i := 0; i < len(segments); {
		if segments[i].kind == rightSegment {
			if i > 0 && sticksBehind(t, segments[i-1]) {
				c.trailing++
			}
			i++
			continue
		}
		from := i
		for i < len(segments) && segments[i].kind != rightSegment && !parts(t, segments[i]) {
			i++
		}
		if i == from { // a comma may have its number behind it
			i++
		}
		island := trimSigns(t, trimNeutral(segments[from:i]))
		if len(island) > 0 && span(island).Len() <= maxLeftSegment && !isLeader(t, island) {
			c.island(l, island)
		}
	}
}

func (c *leftCensus) island(l pass.Range, island []leftSegment) {
	t := c.v.Text
	if slices.ContainsFunc(island, func(s leftSegment) bool { return s.kind == wordSegment }) {
		switch capitals := capitalsOf(t, island); {
		case capitals < 0:
			c.named++
		case capitals > 0:
			c.kept++
		}
		c.latin = turnLatin(c.v, island, c.latin)
		return
	}
	if chain, ok := sectionNumberOf(t, l, island); ok {
		c.chains = append(c.chains, chain)
		c.leading++
		c.different[t[span(island).From:span(island).To].String()] = true
		return
	}
	for _, s := range island {
		if s.kind != numberSegment || s.From != l.From && !isSpaceOrNone(at(t, s.From-1)) {
			continue
		}
		switch lead, trail := signsOf(t, s); {
		case lead > 0:
			c.leading++
			c.different[t[s.From:s.To].String()] = true
			c.edits = append(c.edits, turnNumber(c.v, s, lead))
		case trail > 0:
			c.trailing++
		}
	}
}

func isSpaceOrNone(r rune) bool { return r == 0 || r == '\n' || r == '\f' || isSpace(r) }

// sticksBehind reports a sign that stands behind a space and sticks to the word after it, as no
// reader writes it and some people do.
func sticksBehind(t page.Text, s leftSegment) bool {
	return s.kind == numberSegment && s.Len() == 1 && strings.ContainsRune(leftSigns, t[s.From].R) && s.From > 0 && t[s.From-1].R == ' '
}

// parts reports what stretches of Latin end at: brackets, whose sides are found elsewhere, and the
// Arabic comma, which stands in the direction of the line whatever it is between.
func parts(t page.Text, s leftSegment) bool {
	return has(t, s.Range, func(r rune) bool { return r == 0x060C || mirrors(r) }) // ARABIC COMMA
}

func span(segments []leftSegment) pass.Range {
	return pass.Range{From: segments[0].From, To: segments[len(segments)-1].To}
}

// trimNeutral takes spaces and other neutral signs off both ends.
func trimNeutral(segments []leftSegment) []leftSegment {
	for len(segments) > 0 && segments[0].kind == neutralSegment {
		segments = segments[1:]
	}
	for len(segments) > 0 && segments[len(segments)-1].kind == neutralSegment {
		segments = segments[:len(segments)-1]
	}
	return segments
}

// trimSigns takes signs off that stick to the word before, or are the last: those stand where they
// are read.
func trimSigns(t page.Text, segments []leftSegment) []leftSegment {
	for len(segments) > 0 && segments[0].kind != wordSegment && !has(t, segments[0].Range, isDigit) && leftKindOf(at(t, segments[0].From-1)) == rightSegment {
		segments = trimNeutral(segments[1:])
	}
	for n := len(segments); n > 0 && segments[n-1].kind != wordSegment && !has(t, segments[n-1].Range, isDigit); n = len(segments) {
		segments = trimNeutral(segments[:n-1])
	}
	return segments
}

// isLeader reports dots that lead to the number of a page.
func isLeader(t page.Text, island []leftSegment) bool {
	n := 0
	for i, s := range island {
		apart := (i == 0 || island[i-1].kind == neutralSegment) && (i+1 == len(island) || island[i+1].kind == neutralSegment)
		if apart && s.kind == numberSegment && !has(t, s.Range, isDigit) {
			n++
		}
	}
	return n >= leaderDots
}

// signsOf counts the signs in front of the digits of a segment and behind them.
func signsOf(t page.Text, s leftSegment) (lead, trail int) {
	if !has(t, s.Range, isDigit) {
		return 0, 0
	}
	for strings.ContainsRune(leftSigns, t[s.From+lead].R) {
		lead++
	}
	for strings.ContainsRune(leftSigns, t[s.To-1-trail].R) {
		trail++
	}
	for _, c := range t[s.From+lead : s.To-trail] {
		if !isDigit(c.R) && c.R != '/' { // a fraction, a list
			return 0, 0
		}
	}
	return lead, trail
}

// turnNumber brings the signs in front of a number behind it.
func turnNumber(v *pass.View, s leftSegment, lead int) pass.Edit {
	t := v.Text
	signs := slices.Clone(t[s.From : s.From+lead])
	slices.Reverse(signs)
	turned := append(slices.Clone(t[s.From+lead:s.To]), signs...)
	if isArabic(at(t, s.To)) {
		turned = append(turned, inferred(' '))
	}
	return v.Edit(s.Range, turned, "sign", leftSure)
}

// capitalsOf is 1 for a stretch of Latin words of which the first begins with a capital and the
// last does not, as names and headings do, or a number sticks to the end of one, -1 for the opposite.
func capitalsOf(t page.Text, island []leftSegment) int {
	var words []leftSegment
	for i := range len(island) - 1 {
		a, b := island[i], island[i+1]
		switch {
		case a.kind == wordSegment && a.Len() > 1 && b.kind == numberSegment && allDigits(t[b.From:b.To]):
			return 1
		case b.kind == wordSegment && b.Len() > 1 && a.kind == numberSegment && allDigits(t[a.From:a.To]):
			return -1
		}
	}
	for _, s := range island {
		if s.kind == wordSegment && s.Len() > 1 {
			words = append(words, s)
		}
	}
	if len(words) < 2 {
		return 0
	}
	first, last := isCapital(t, words[0]), isCapital(t, words[len(words)-1])
	switch {
	case first && !last:
		return 1
	case last && !first:
		return -1
	}
	return 0
}

// isCapital reports a word that begins with a capital, a small letter behind it.
func isCapital(t page.Text, s leftSegment) bool {
	return unicode.IsUpper(t[s.From].R) && unicode.IsLower(t[s.From+1].R)
}

// turnLatin reverses a stretch with Latin words by its segments. The sign that comes first then
// stands left of all, which in a line from the right is behind.
func turnLatin(v *pass.View, island []leftSegment, edits []pass.Edit) []pass.Edit {
	t := v.Text
	var turned page.Text
	for _, s := range slices.Backward(island) {
		turned = append(turned, t[s.From:s.To]...)
	}
	lead := 0
	for lead < len(turned) && (strings.ContainsRune(leftSigns, turned[lead].R)) {
		lead++
	}
	signs := slices.Clone(turned[:lead])
	slices.Reverse(signs)
	turned = append(turned[lead:], signs...)
	if n := len(turned) - 1; turned[n].R == '/' && turned[0].R != '/' { // the root of a path
		turned = slices.Insert(turned[:n], 0, turned[n])
	}
	if at := span(island); turned.Compare(t[at.From:at.To]) != 0 {
		edits = append(edits, v.Edit(at, turned, "latin", leftSure))
	}
	return edits
}

// sectionNumber is a number whose parts a gap parted: .۱ ۲ for ۲.۱, as the page shows it.
type sectionNumber struct {
	parts   []leftSegment
	opens   bool // its line
	of, sub int  // what the first two parts count
}

// sectionNumberOf reads an island as such a number.
func sectionNumberOf(t page.Text, l pass.Range, island []leftSegment) (sectionNumber, bool) {
	var parts []leftSegment
	for i, s := range island {
		last := i == len(island)-1
		switch lead, trail := signsOf(t, s); {
		case s.kind == neutralSegment && s.Len() == 1 && t[s.From].R == ' ':
			continue
		case s.kind != numberSegment || trail > 0 || s.Len()-lead > maxSectionDigits || !allDigits(t[s.From+lead:s.To]):
			return sectionNumber{}, false
		case last && lead > 0, !last && (lead != 1 || t[s.From].R != '.'):
			return sectionNumber{}, false
		}
		parts = append(parts, s)
	}
	if len(parts) < 2 || !isSpaceOrNone(at(t, parts[0].From-1)) || !isSpaceOrNone(at(t, parts[len(parts)-1].To)) {
		return sectionNumber{}, false
	}
	return sectionNumber{parts, trim(t, l).From == parts[0].From, valueOf(t[parts[0].From+1 : parts[0].To]), valueOf(t[parts[1].From:parts[1].To])}, true
}

const maxSectionDigits = 3

func allDigits(t page.Text) bool {
	return len(t) > 0 && !slices.ContainsFunc(t, func(c page.Char) bool { return !isDigit(c.R) })
}

// joinSections writes each such number in one, but for list numbers before a number: those count
// up from line to line, and what follows them does not begin anew.
func joinSections(v *pass.View, chains []sectionNumber, edits []pass.Edit) []pass.Edit {
	t := v.Text
	listed, pairs := 0, 0
	var before *sectionNumber
	for i := range chains {
		c := &chains[i]
		if !c.opens || len(c.parts) != 2 {
			continue
		}
		if before != nil {
			pairs++
			if c.of == before.of+1 && c.sub != 1 {
				listed++
			}
		}
		before = c
	}
	isList := pairs > 0 && 2*listed > pairs
	for _, c := range chains {
		if isList && c.opens && len(c.parts) == 2 {
			edits = append(edits, turnNumber(v, c.parts[0], 1))
			continue
		}
		var joined page.Text
		for _, s := range slices.Backward(c.parts) {
			joined = append(joined, t[s.From:s.To]...)
		}
		edits = append(edits, v.Edit(span(c.parts), joined, "number", leftSure))
	}
	return edits
}
