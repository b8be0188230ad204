package passes

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Direction puts lines into logical order that are stored backwards.
func Direction(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "direction",
		Class: pass.Lossless,
		After: []string{"controls"},
		Doc: `Fault: a line is stored in visual order, its last letter first; or its words stand in order and the letters
of each are reversed.
Cause: extractors that put out glyphs from left to right; programs that turn text round before drawing it.
Repair: a line that the language model reads better backwards by a margin is turned round (reversed); numbers
and words of other scripts keep their direction, brackets are mirrored, marks stay with their letters. Where
the lines of a text read better with the stretches between numbers turned in place, all are. If only the
letters of its words have to be turned, they are (reversed-words). Where the numbers and Latin words of such lines are
backwards themselves, they are turned too. A line too short to tell follows the lines on both sides of it if
those were turned (neighbours).
Left alone: every line with more function words the right way round than backwards, every line
of which the model is not sure or, unless many lines of the text are backwards, which has fewer known words once it is
turned, and lines with letters of Kurdish, Urdu, Pashto and others, which it does not know.
Risk: lines of names in another language between reversed lines.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return direction(ctx, m, v) },
	}
}

// Margins in nats between two readings of a line. Tuned on clean text of 8 MB
// (news, encyclopedia, verse) and the Arabic treebank part, where none may be
// turned, and on the same lines reversed.
const (
	turnMargin    = 6.0  // for turning a whole line
	wordsMargin   = 10.0 // by which turned words in place must beat both the line as it stands and the turned line
	readsWell     = 0.8  // share of letters in known words of a line that is not reversed
	doubtMargin   = 20.0 // up to which a line gives way to the others of its text: of 2,000 held-out lines the wrong way has at most 13 more
	turnedWell    = 0.5  // share of letters in known words of a short line once it is turned
	turnedLetters = 40   // letters from which on a line is not short
	weakLeast     = 3    // lines from which on those count whose words nobody knows either way,
	weakShare     = 0.3  // and share of them among those that tell: Arabic and lists stored backwards have more, lists of names as they are 0.02
	turnLetters   = 6    // fewest letters of a line that is judged by itself
	sureLetters   = 20   // fewest letters of a line that is surely not reversed if it reads well: a few short words do so by chance
)

// forwardWords are the most frequent function words of Persian and Arabic whose
// reverse is no word; backwardWords are their reverses.
var forwardWords, backwardWords = func() (f, b map[uint64]bool) {
	f, b = map[uint64]bool{}, map[uint64]bool{}
	for w := range strings.FieldsSeq("به از که این است شود شد شده کرد کرده برای آن های می یک خود بود بین نیز باید دارد پس چون همه من على إلى التي الذي عن هذا هذه كان قد") {
		t := page.TextOf(w)
		f[shortWord(t)] = true
		slices.Reverse(t)
		b[shortWord(t)] = true
	}
	for w := range b {
		if f[w] {
			delete(f, w)
			delete(b, w)
		}
	}
	return f, b
}()

// backwardLine is a line that reads better backwards: whole, or word by word,
// which reads by so many nats better.
type backwardLine struct {
	index        int
	line         pass.Range
	whole, words page.Text
	by           float64
}

func direction(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	t, lines := v.Text, v.Lines()
	const (
		none = iota
		kept
		turned
		worded // its words turned in place
		open   // not judged
		plain  // without a sign that it is stored backwards
	)
	state, shown := make([]uint8, len(lines)), linesOf(v)
	any := false
	runs := runOrder{m: m}
	asked, led := false, false        // whether marks stand before their letters, once a line asks
	var backward, weak []backwardLine // weak ones count where many lines of the text are backward
	balance := 0.0                    // by how much words turned in place read better than turned lines, all together
	others, unread := isOthers(v), inUnread(v)
	add := func(i int, b pass.Range, whole, words page.Text, by float64) {
		backward = append(backward, backwardLine{i, b, whole, words, by})
		balance += by
		runs.weigh(t, lines[i], whole, led)
	}
	for i, l := range lines {
		s := shown[i]
		b := s.within(l)
		backs := false // function words stand backwards
		drawn := s.signs&signForm != 0 && shapesBack(t, b)
		switch {
		case s.arabic == 0:
			continue
		case s.arabic < turnLetters, s.judged&directionOpen != 0:
			state[i] = open
			continue
		case s.judged&directionKept != 0, s.isStrange(), unread && !drawn, s.signs&signMark != 0 && vowelsApart(t, b):
			state[i] = kept
			continue
		case s.judged&directionPlain != 0 || !suspect(t, b, s, &backs):
			state[i] = plain
			s.judged |= directionPlain
			continue
		case !backs && !drawn && m.Coverage(plainLetters(t, b)) >= readsWell:
			if state[i] = kept; s.arabic < sureLetters {
				state[i] = open
			} else {
				s.judged |= directionKept
			}
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !asked {
			asked, led = true, marksLead(t)
		}
		line := plainLetters(t, b)
		whole := turn(t, b, led, false)
		order, by := m.Direction(line)
		words := turnWords(t, b, led)
		asIs, round, inPlace := m.LogProb(nil, line), m.LogProb(nil, plainOf(whole)), m.LogProb(nil, plainOf(words))
		switch {
		case drawn && round > asIs,
			!others && (inPlace > asIs+wordsMargin && inPlace > round+wordsMargin || order == lang.OrderVisual && by > turnMargin && round > asIs && wordsTurned(m, line, plainOf(whole), s.arabic)):
			add(i, b, whole, words, inPlace-round)
		case others && inPlace > asIs+wordsMargin && inPlace > round+wordsMargin:
			weak = append(weak, backwardLine{i, b, whole, words, inPlace - round})
			state[i] = open
		case order == lang.OrderVisual && by > turnMargin && round > asIs:
			weak = append(weak, backwardLine{i, b, whole, words, inPlace - round})
			state[i] = open
		case order == lang.OrderLogical && (by > turnMargin || s.arabic >= sureLetters):
			state[i] = kept
			s.judged |= directionKept
		default:
			state[i] = open
			s.judged |= directionOpen
		}
	}
	if n := len(backward) + len(weak); n >= weakLeast || others {
		sound := 0
		for _, s := range state {
			if s == kept || s == plain {
				sound++
			}
		}
		if float64(n) >= weakShare*float64(n+sound) {
			for _, l := range weak {
				add(l.index, l.line, l.whole, l.words, l.by)
			}
			slices.SortFunc(backward, func(a, b backwardLine) int { return cmp.Compare(a.index, b.index) })
		}
	}
	// One program wrote the lines of a text: what most of them show holds for those
	// that read well both ways.
	all := allBackward(t, backward)
	for _, l := range backward {
		inWords := l.by > wordsMargin
		others := math.Abs(balance - l.by)
		if by := math.Abs(l.by); by <= wordsMargin && len(backward) > 1 || by <= doubtMargin && others > 2*doubtMargin {
			inWords = balance > wordsMargin
		}
		any = true
		if inWords {
			edits = append(edits, v.Edit(l.line, l.words, "reversed-words", 0.93))
			state[l.index] = worded
		} else {
			switch {
			case all:
				l.whole = turn(t, l.line, led, true)
			case runs.kept():
				l.line = lines[l.index]
				l.whole = turnStretches(t, l.line, led)
			}
			edits = append(edits, v.Edit(l.line, l.whole, "reversed", 0.97))
			state[l.index] = turned
		}
	}
	if !any {
		return edits, nil
	}
	side := func(i, step int) uint8 {
		for i += step; i >= 0 && i < len(lines); i += step {
			if state[i] != none && state[i] != open && state[i] != plain {
				return state[i]
			}
		}
		return none
	}
	for i, l := range lines {
		if state[i] != open && state[i] != plain {
			continue
		}
		before, after := side(i, -1), side(i, 1)
		both := max(before, after)
		if both < turned || before != both && before != none || after != both && after != none {
			continue
		}
		b := trim(t, l)
		new := turn(t, b, led, all)
		if runs.kept() {
			b = l
			new = turnStretches(t, b, led)
		}
		if both == worded {
			b = trim(t, l)
			new = turnWords(t, b, led)
		}
		margin := -turnMargin
		if state[i] == plain {
			margin = turnMargin
		}
		if !slices.Equal(new, t[b.From:b.To]) && m.LogProb(nil, plainOf(new)) > m.LogProb(nil, plainLetters(t, b))+margin {
			edits = append(edits, v.Edit(b, new, "neighbours", 0.9))
		}
	}
	return edits, nil
}

// wordsTurned reports that a line is of known words once it is turned, and more so than as it
// stands. Names of other languages read well or badly by chance.
func wordsTurned(m *lang.Model, line, turned []rune, letters int32) bool {
	known := m.Coverage(turned)
	return known >= m.Coverage(line) && (known >= turnedWell || letters >= turnedLetters)
}

// runOrder tells whether the lines of a text that are stored backwards have their numbers
// and Latin words, and what stands between them, in the order in which they are read, with
// the letters of each stretch backwards: as mutool writes them.
type runOrder struct {
	m      *lang.Model
	lines  int     // that have two orders
	better int     // that read better so
	by     float64 // nats by which they read better so
}

// Least of them from which on a text is written so. Tuned on printed pages through mutool,
// of which XeTeX's keep the order of the page and Chromium's that of reading.
const (
	orderedBy    = 6.0
	orderedShare = 0.6  // of the lines
	orderedMost  = 12.0 // what a line counts for at most
)

// weigh compares the two readings of a line.
func (o *runOrder) weigh(t page.Text, l pass.Range, whole page.Text, led bool) {
	new := turnStretches(t, l, led)
	inner := trim(new, pass.Range{To: len(new)})
	if new = new[inner.From:inner.To]; slices.EqualFunc(new, whole, func(a, b page.Char) bool { return a.R == b.R }) {
		return
	}
	o.lines++
	by := o.m.LogProb(nil, plainOf(new)) - o.m.LogProb(nil, plainOf(whole))
	if by > 0 {
		o.better++
	}
	o.by += max(-orderedMost, min(orderedMost, by))
}

func (o *runOrder) kept() bool {
	return o.by > orderedBy && float64(o.better) >= orderedShare*float64(o.lines)
}

// countLetters is the number of Arabic letters in a range.
func countLetters(t page.Text, l pass.Range) (n int) {
	for _, c := range t[l.From:l.To] {
		if isArabic(c.R) {
			n++
		}
	}
	return n
}

// suspect is the gate: presentation forms, or function words that stand
// backwards more often than the right way round, which backs tells.
func suspect(t page.Text, l pass.Range, shown *line, backs *bool) bool {
	if shown.signs&signForm != 0 && has(t, l, isForm) {
		return true
	}
	forward, backward := 0, 0
	for i := l.From; i < l.To; i++ {
		w := wordAfter(t, l, i)
		if w.Len() == 0 {
			continue
		}
		if w.Len() <= functionLetters && functionFirst[uint8(t[w.From].R)] {
			switch s := shortWord(t[w.From:w.To]); {
			case forwardWords[s]:
				forward++
			case backwardWords[s]:
				backward++
			}
		}
		i = w.To - 1
	}
	*backs = backward > forward // then words that are known either way say nothing
	return *backs || forward == 0
}

// shapesLeast and shapesMost: so many pairs of letters that are drawn joined the other way
// round, and so many times as many as the right way round, show a line that is stored
// backwards. A lost space makes one that is not.
const (
	shapesLeast = 3
	shapesMost  = 3
)

// shapesBack reports that letters whose shapes reach each other stand the other way round.
func shapesBack(t page.Text, l pass.Range) bool {
	ahead, back := 0, 0
	reaches := func(f script.Form) bool { return f == script.FormInitial || f == script.FormMedial }
	takes := func(f script.Form) bool { return f == script.FormFinal || f == script.FormMedial }
	for i := l.From; i+1 < l.To; i++ {
		a, ok := script.Unshape(t[i].R)
		if !ok {
			continue
		}
		b, ok := script.Unshape(t[i+1].R)
		if !ok {
			continue
		}
		switch right, wrong := reaches(a.Form) && takes(b.Form), takes(a.Form) && reaches(b.Form); {
		case right && !wrong:
			ahead++
		case wrong && !right:
			back++
		}
	}
	return back >= shapesLeast && back >= shapesMost*ahead
}

// functionFirst tells, by the last byte of its code point, the letters with which one of
// the words begins.
var functionFirst = func() (t [256]bool) {
	for _, set := range []map[uint64]bool{forwardWords, backwardWords} {
		for w := range set {
			for w > 0xFFFF {
				w >>= 16
			}
			t[uint8(w)] = true
		}
	}
	return t
}()

// functionLetters is the longest word that shortWord can hold.
const functionLetters = 4

// shortWord is a word of at most functionLetters code points below U+10000 in one
// number, 0 for any other.
func shortWord(t page.Text) (w uint64) {
	for _, c := range t {
		if c.R > 0xFFFF {
			return 0
		}
		w = w<<16 | uint64(c.R)
	}
	return w
}

// plainLetters are the code points of a line with presentation forms as letters,
// ligatures turned round so that the whole is in the order of the glyphs.
func plainLetters(t page.Text, l pass.Range) []rune { return lettersOf(t[l.From:l.To], true) }

func plainOf(t page.Text) []rune { return lettersOf(t, false) }

func lettersOf(t page.Text, visual bool) []rune {
	return appendLetters(make([]rune, 0, len(t)+8), t, visual)
}

// appendLetters appends what the model reads of a text: letters for presentation forms, and one
// space for several, which it has not seen, so that it would read the words around them by
// themselves.
func appendLetters(rs []rune, t page.Text, visual bool) []rune {
	for _, c := range t {
		if isSpace(c.R) {
			if n := len(rs); n == 0 || rs[n-1] != ' ' {
				rs = append(rs, ' ')
			}
			continue
		}
		if s, ok := script.Unshape(c.R); ok {
			from := len(rs)
			rs = append(rs, []rune(s.Base)...)
			if visual {
				slices.Reverse(rs[from:])
			}
			continue
		}
		rs = append(rs, c.R)
	}
	return rs
}

// turn is the line in reverse order: numbers and words of other scripts keep
// theirs (UAX #9 rule L2), brackets are mirrored (L4), marks follow their letters,
// before which they stand where they lead.
//
// Where all is backwards, numbers and words of other scripts are turned too.
func turn(t page.Text, l pass.Range, led, all bool) page.Text {
	src := t[l.From:l.To]
	out := make(page.Text, 0, len(src))
	for i := len(src); i > 0; {
		j := i - 1
		switch {
		case !all && (isLeftToRight(src[j].R) || argumentOf(src, j) > 0):
			// from the last digit, letter or bracket back to the first of the same run
			for k := j; k >= 0; k-- {
				if open := argumentOf(src, k); open > 0 {
					k = open
				} else if !isLeftToRight(src[k].R) && !isInner(src, k, visualBefore) {
					break
				}
				j = k
			}
			for !isLeftToRight(src[j].R) {
				j++
			}
			out = append(out, src[j:i]...)
		case isMark(src[j].R) && !led:
			for j > 0 && isMark(src[j].R) {
				j--
			}
			out = append(out, src[j:i]...)
		default:
			c := src[j]
			if r, ok := script.Mirror(c.R); ok {
				c.R = r
			}
			out = append(out, c)
		}
		i = j
	}
	return out
}

// argumentOf is where the bracket opens that the one at i closes, if it stands right behind a
// letter from left to right and holds nothing from right to left, as in O(n): then all of it runs as
// the letter does (UAX #9 rule N0). It is 0 for all others.
func argumentOf(t page.Text, i int) int {
	if t[i].R != ')' {
		return 0
	}
	depth := 0
	for k := i; k > 0 && i-k < maxArgument; k-- {
		switch r := t[k].R; {
		case isArabic(r):
			return 0
		case r == ')':
			depth++
		case r == '(':
			if depth--; depth > 0 {
				continue
			}
			if before := t[k-1].R; isLeftToRight(before) && !isDigit(before) && k+1 < i {
				return k
			}
			return 0
		}
	}
	return 0
}

// maxArgument is the most code points between the brackets: more are a sentence.
const maxArgument = 40

// turnStretches turns each stretch of a line between numbers and words of other scripts,
// and leaves all of them where they are.
func turnStretches(t page.Text, l pass.Range, led bool) page.Text {
	src := t[l.From:l.To]
	out := make(page.Text, 0, len(src))
	for i := 0; i < len(src); {
		from := i
		for i < len(src) && !isLeftToRight(src[i].R) {
			i++
		}
		out = append(out, turn(src, pass.Range{From: from, To: i}, led, false)...)
		from, last := i, i
		for ; i < len(src) && (isLeftToRight(src[i].R) || isInner(src, i, logicalBefore)); i++ {
			if isLeftToRight(src[i].R) {
				last = i + 1
			}
		}
		i = last
		out = append(out, src[from:last]...)
	}
	return out
}

// marksLead reports that marks stand before their letters in the reversed lines
// of a text: one stands at the start of a word, or tanwins before their alefs.
func marksLead(t page.Text) bool {
	lead, follow := 0, 0
	for i, c := range t {
		switch {
		case !isMark(c.R):
		case i == 0 || isSpace(t[i-1].R):
			return true
		case c.R == fathatan && isAlef(t[i-1].R):
			follow++
		case c.R == fathatan && isAlef(at(t, i+1)):
			lead++
		}
	}
	return lead > follow
}

// isLeftToRight reports digits and letters of scripts that run from left to right.
func isLeftToRight(r rune) bool {
	if r < 0x0590 { // HEBREW and what runs from right to left follows
		return kindOf(r)&(signDigit|kindForeign) != 0
	}
	return isDigit(r) || !isArabic(r) && unicode.IsLetter(r) && r != tatweel && !unicode.In(r, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
}

// isInner reports a sign that stands between two code points of one run from
// left to right and belongs to it: a separator in a number, signs between Latin
// letters (UAX #9 rule N1). Before is where what is read before it stands.
func isInner(t page.Text, i, before int) bool {
	p, n := i-1, i+1
	for p >= 0 && i-p < maxInner && isInnerSign(t[p].R) {
		p--
	}
	for n < len(t) && n-i < maxInner && isInnerSign(t[n].R) {
		n++
	}
	if p < 0 || n == len(t) || !isInnerSign(t[i].R) || !isLeftToRight(t[p].R) || !isLeftToRight(t[n].R) {
		return false
	}
	digits, alone := isDigit(t[p].R) && !inLatin(t, p) || isDigit(t[n].R), n-p == 2
	if isDigit(t[p].R) && isDigit(t[n].R) {
		return alone && (isSeparator(t[i].R) || (t[i].R == '-' || t[i].R == '+') && !afterArabic(t, i, before)) // rule W4
	}
	return alone || !digits
}

// Where what is read before a code point stands, in a line in visual and in logical order.
const (
	visualBefore  = 1
	logicalBefore = -1
)

// afterArabic reports that the last letter before i is one of the Arabic script: digits behind it
// are Arabic numbers (rule W2), which no sign holds together (rule W4).
func afterArabic(t page.Text, i, before int) bool {
	for i += before; i >= 0 && i < len(t); i += before {
		switch r := t[i].R; {
		case isArabic(r):
			return true
		case isLeftToRight(r) && !isDigit(r):
			return false
		}
	}
	return false
}

// inLatin reports a digit within a word in letters from left to right, which runs as these
// do (rule W7).
func inLatin(t page.Text, i int) bool {
	for i >= 0 && isDigit(t[i].R) {
		i--
	}
	return i >= 0 && isLeftToRight(t[i].R)
}

// maxInner is how many signs stand in a row between Latin letters, as in ://.
const maxInner = 4

// isInnerSign reports a space within a line or a sign that is no bracket or quote.
func isInnerSign(r rune) bool {
	return isSpace(r) || strings.ContainsRune("-_.@/:&'’,;+=#%?", r) || r == 0x066B || r == 0x066C
}

// turnWords turns the letters of each word round and leaves the words where they are.
func turnWords(t page.Text, l pass.Range, led bool) page.Text {
	var out page.Text
	for i := l.From; i < l.To; {
		from := i
		for i < l.To && !isSpace(t[i].R) {
			i++
		}
		if i > from {
			out = append(out, turn(t, pass.Range{From: from, To: i}, led, false)...)
		}
		for i < l.To && isSpace(t[i].R) {
			out = append(out, t[i])
			i++
		}
	}
	return out
}
