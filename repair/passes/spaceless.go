package passes

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Spaceless parts the words of a text that has lost its spaces.
func Spaceless(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "spaceless",
		Class: pass.Inferred,
		After: []string{"direction", "unmapped"},
		Doc: `Fault: whole lines without a space; where one stands, it is a ZWNJ. Or a line all of whose gaps are ZWNJs; or spaces
inside the words of a whole text.
Cause: TeX moves the pen between words and draws nothing; readers that look at glyphs alone (mutool) see no gap, but
the glyph without advance that stands for a ZWNJ, which they call a space. Strokes that stretch a line and have no
name are gaps to pdftotext.
Repair: in a text whose long lines have hardly a space, each line is parted the way the model likes best, with a
space beside signs, numbers and Latin words (word); presentation forms say where no gap can be and where one must. A
space between two words that careful texts join by a ZWNJ becomes one (joiner). In a line of ZWNJs alone those become
spaces that careful texts would not write (joiner-space). Where many letters stand alone that are no words, each line
loses the spaces behind letters that join on without which it reads better (split).
Left alone: texts with spaces, or with low lines, hyphens and slashes in place of them, and those in other languages; short lines and single words.
Risk: a name that falls into words.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return spaceless(ctx, m, v) },
	}
}

// Tuned on printed pages of XeTeX through mutool.
const (
	someSpaces       = 0.16  // white space beside the letters of a text that has lost its spaces but for those around numbers and other scripts (pypdf): 0.06 to 0.13,
	runTogether      = 0.3   // and share of its letters in strings of more than
	wordMost         = 12    // letters, for words that stand together: 0.33 and more, of 1,400 texts with more spaces 0.17 and less, with as few and no words together 0.27
	spacelessLetters = 120   // fewest letters of long lines that show a text without spaces
	spacelessString  = 20    // by so many letters in a row
	spacelessParts   = 3     // fewest gaps in such a line
	stringSpaces     = 0.12  // spaces to each letter of a text of a line or a few that has lost those between words: half of what Persian has
	stringLong       = 40    // letters of a line of which a name may stay unknown,
	stringKnown      = 0.9   // and the share of letters in known words then
	partedBeam       = 24    // ways to part a line that are kept
	unknownWord      = 4.0   // nats that a word which is none costs beyond its letters
	joinedGap        = 0.5   // probability of a ZWNJ from which on a gap is one
	joinedShare      = 0.3   // share of the spaces that stand in words with a ZWNJ, from which on all are ZWNJs
	splitLeast       = 6     // letters that stand alone in a text that splits words,
	splitShare       = 0.012 // and among all words
	mendLeast        = 2     // spaces within words of a line that shows what is left without,
	mendSample       = 40    // and most such lines
	splitCost        = 2.0   // nats that a word costs for each space in it
	joinerLine       = 4     // fewest ZWNJs of a line that has no other gap
	joinerParts      = 3     // of which so many part words,
	joinerMost       = 0.6   // and this share
	joinerLetters    = 3     // fewest letters to each of them in the mean
)

func spaceless(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	lines, shown := v.Lines(), linesOf(v)
	without, few := lostAllSpaces(v), false
	if !without {
		few = lostInString(v)
		without = few
	}
	others, asked, joins := false, false, false
	var codes map[rune]bool
	split := !without && splitsWords(m, v) && mendsWords(m, v)
	for n, l := range lines {
		all := joinersOnly(v.Text[l.From:l.To])
		if !without && !all && !split || shown[n].arabic == 0 || shown[n].isStrange() {
			continue
		}
		if !asked {
			others, asked = isOthers(m, v), true
			joins = without && !others && spacesJoin(m, v)
			codes = numberedGlyphs(v)
		}
		if others {
			return nil, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p := splitParter(m, v, n)
		p.join, p.codes = joins, codes
		switch {
		case all:
			edits = p.spaceJoiners(edits)
		case split:
			edits = p.mend(edits)
		default:
			parted := p.part(nil)
			if !few || fallsIntoWords(m, v.Text, l, parted) {
				edits = append(edits, parted...)
			}
		}
	}
	return edits, nil
}

// lostAllSpaces reports a text whose long lines have hardly a space beside their letters, or few and
// strings of letters that are too long for words.
func lostAllSpaces(v *pass.View) bool {
	letters, blanks, glued := 0, 0, 0
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic < longLine {
			continue
		}
		letters += int(shown[n].arabic)
		row := 0
		for i := l.From; i < l.To; i++ {
			switch r := v.Text[i].R; {
			case isArabic(r):
				row++
				continue
			case isMark(r):
				continue
			case partsNames(r) && (isArabic(beyondSigns(v.Text, i, -1)) || isArabic(beyondSigns(v.Text, i, 1))):
				blanks++
			}
			if row > wordMost {
				glued += row
			}
			row = 0
		}
		if row > wordMost {
			glued += row
		}
	}
	least := fewSpaces
	if float64(glued) >= runTogether*float64(letters) {
		least = someSpaces
	}
	return letters >= spacelessLetters && float64(blanks) < least*float64(letters)
}

// lostInString reports a text of a line or a few with hardly a space beside a letter, in one of
// which so many letters stand together as are no word. Spaces that it has may have been ZWNJs.
func lostInString(v *pass.View) bool {
	if !hasFewLines(v.Text) {
		return false
	}
	all, blanks, longest := 0, 0, 0
	for _, l := range v.Lines() {
		letters := 0
		for i := l.From; i < l.To; i++ {
			switch r := v.Text[i].R; {
			case isArabic(r):
				letters++
				all++
				longest = max(longest, letters)
			case partsNames(r) && (isArabic(beyondSigns(v.Text, i, -1)) || isArabic(beyondSigns(v.Text, i, 1))):
				if !isSpace(r) {
					return false
				}
				blanks++
				letters = 0
			case !isMark(r):
				letters = 0
			}
		}
	}
	return longest >= spacelessString && float64(blanks) <= stringSpaces*float64(all)
}

// fallsIntoWords reports a line that is all known words once it is parted, and more than two, or hardly
// anything else if it is long.
func fallsIntoWords(m *lang.Model, t page.Text, l pass.Range, parted []pass.Edit) bool {
	parts := make(map[int]bool)
	for _, e := range parted {
		if e.Reason == "word" {
			parts[e.At] = true
		}
	}
	var line []rune
	letters := 0
	for i := l.From; i < l.To; i++ {
		line = append(line, t[i].R)
		if isArabic(t[i].R) {
			letters++
		}
		if parts[i] {
			line = append(line, ' ')
		}
	}
	least := 1.0
	if letters >= stringLong {
		least = stringKnown
	}
	return len(parts) >= spacelessParts && m.Coverage(line) >= least
}

// beyondSigns is the first code point before or behind i that is no quotation mark and no comma,
// as stand between the words of a list and the spaces there.
func beyondSigns(t page.Text, i, step int) rune {
	for n := 0; n < maxListSigns; n++ {
		i += step
		switch r := at(t, i); r {
		case '\'', '"', ',', '\u060C', '\u00AB', '\u00BB': // ARABIC COMMA, GUILLEMETS
		default:
			return r
		}
	}
	return 0
}

// maxListSigns is how many of these stand in a row.
const maxListSigns = 3

// partsNames reports a space, or what stands for one in names of files, titles and addresses.
func partsNames(r rune) bool { return isSpace(r) || r == '_' || r == '-' || r == '/' }

// splitsWords reports a text with spaces inside its words: so many letters stand alone that
// no word is, beside another letter that they would join.
func splitsWords(m *lang.Model, v *pass.View) bool {
	t, words, alone := v.Text, 0, 0
	behind := make(map[uint64]int) // the word before, of which one that names letters has many: «بند ک»
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].signs&signApart != 0 { // spaced letters are another fault
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isArabic(t[i].R) {
				continue
			}
			w := wordAfter(t, l, i)
			words++
			if w.Len() == 1 && !isLoneWord(m, t[i].R) && (i == l.From || isEdge(t[i-1].R)) {
				if at(t, i-1) == ' ' && joinsNext(at(t, i-2)) || joinsNext(t[i].R) && at(t, i+1) == ' ' && isArabic(at(t, i+2)) {
					alone++
					if before := wordBefore(t, l, max(l.From, i-1)); before.Len() > 0 {
						behind[hashOf(t[before.From:before.To])]++
					}
				}
			}
			i = w.To
		}
	}
	most := 0
	for _, n := range behind {
		most = max(most, n)
	}
	alone -= most
	return alone >= splitLeast && float64(alone) >= splitShare*float64(words)
}

// isLoneWord reports a letter that people write by itself: and, the yeh of an ezafe, and in
// Arabic the particles that dialects write so.
func isLoneWord(m *lang.Model, r rune) bool {
	if m.Language() == lang.Arabic {
		return strings.ContainsRune(arabicParticles, r)
	}
	return r == waw || r == script.PersianYeh
}

// arabicParticles are the words of one letter: WAW, FEH, BEH, KAF, LAM, MEEM, AIN, ALEF WITH HAMZA,
// and HEH, which marks a year.
const arabicParticles = "\u0648\u0641\u0628\u0643\u0644\u0645\u0639\u0623\u0647"

// mendsWords reports that the lines of a text consist of words once the spaces are out, as
// lines whose runs changed places do not.
func mendsWords(m *lang.Model, v *pass.View) bool {
	known, all := 0.0, 0
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if int(shown[n].arabic) < longLine || all >= mendSample {
			continue
		}
		p := splitParter(m, v, n)
		out := make(map[int]bool)
		for _, e := range p.mend(nil) {
			out[e.At] = true
		}
		if len(out) < mendLeast {
			continue
		}
		rs := make([]rune, 0, l.Len())
		for i := l.From; i < l.To; i++ {
			if !out[i] {
				rs = append(rs, v.Text[i].R)
			}
		}
		known, all = known+m.Coverage(rs), all+1
	}
	return all > 0 && known >= lang.WellKnown*float64(all)
}

// joinersOnly reports a line all of whose gaps are ZWNJs.
func joinersOnly(t page.Text) bool {
	gaps, letters := 0, 0
	for i, c := range t {
		switch {
		case isSpace(c.R) && i > 0 && i < len(t)-1:
			return false
		case c.R == zwnj:
			gaps++
		case isArabic(c.R):
			letters++
		}
	}
	return gaps >= joinerLine && letters >= joinerLetters*gaps
}

// parter parts the words of a line.
type parter struct {
	m *lang.Model
	v *pass.View
	t page.Text
	l pass.Range

	join    bool          // see spacesJoin
	opening map[int]bool  // see openingQuotes
	codes   map[rune]bool // see numberedGlyphs

	// Where mend may take a space out, and the nats that a word costs for each in it.
	within func(i int) bool
	cost   float64
}

// splitParter looks for spaces behind letters that join on.
func splitParter(m *lang.Model, v *pass.View, n int) *parter {
	p := &parter{m: m, v: v, t: v.Text, l: linesOf(v)[n].within(v.Lines()[n]), cost: splitCost}
	p.within = p.between
	return p
}

// spacesJoin reports that the spaces that a text without spaces has between letters are
// its ZWNJs: enough of them stand in words that have one there.
func spacesJoin(m *lang.Model, v *pass.View) bool {
	joined, all := 0, 0
	for n, l := range v.Lines() {
		p := parter{m: m, v: v, t: v.Text, l: linesOf(v)[n].within(l)}
		for i := p.l.From; i < p.l.To; i++ {
			if p.between(i) {
				all++
				if p.joins(i) {
					joined++
				}
			}
		}
	}
	return float64(joined) >= joinedShare*float64(all)
}

// between reports a space between two letters of which the first would join the next.
func (p *parter) between(i int) bool {
	t := p.t
	if t[i].R != ' ' || !isArabic(at(t, i+1)) || at(t, i-1) == hamzaAbove { // of an ezafe, which ends its word
		return false
	}
	k := i - 1
	for k > p.l.From && isMark(at(t, k)) {
		k--
	}
	return k >= p.l.From && isArabic(t[k].R) && joinsNext(last(baseOf(t[k].R)))
}

// gapRule is whether a gap stands behind a code point.
type gapRule uint8

const (
	gapMay gapRule = iota
	gapMust
	gapNever
)

// partedLine is a way to part a line as far as it was read.
type partedLine struct {
	state lang.State
	logp  float64
	word  string // letters since the last gap
	gaps  *partedGap
}

// partedGap is the last gap of a way, with those before.
type partedGap struct {
	at     int
	before *partedGap
}

// part inserts spaces into a line, and makes ZWNJs of spaces.
func (p *parter) part(edits []pass.Edit) []pass.Edit {
	beam := []partedLine{{state: p.m.Start()}}
	p.opening = openingQuotes(p.t, p.l)
	for i := p.l.From; i < p.l.To; i++ {
		rule := p.rule(i)
		gap := isSpace(p.t[i].R) || p.t[i].R == zwnj
		next := make([]partedLine, 0, 2*len(beam))
		for _, b := range beam {
			if gap {
				b = p.close(b)
				next = append(next, b)
				continue
			}
			b = p.read(b, i)
			if rule != gapMust {
				next = append(next, b)
			}
			if rule != gapNever {
				b = p.close(b)
				b.gaps = &partedGap{i, b.gaps}
				next = append(next, b)
			}
		}
		beam = likeliestLines(next)
	}
	for i := p.l.From; i < p.l.To; i++ {
		if p.between(i) && (p.join || p.joins(i)) {
			edits = append(edits, p.v.Edit(pass.Range{From: i, To: i + 1}, page.Text{keep(p.t[i].From, zwnj)}, "joiner", 0.9))
		}
	}
	for g := p.bestOf(beam).gaps; g != nil; g = g.before {
		edits = append(edits, p.v.InsertAfter(g.at, ' ', "word", 0.9))
	}
	return edits
}

// mend takes the spaces out of the words of a line.
func (p *parter) mend(edits []pass.Edit) []pass.Edit {
	beam := []partedLine{{state: p.m.Start()}}
	for i := p.l.From; i < p.l.To; i++ {
		next := make([]partedLine, 0, 2*len(beam))
		for _, b := range beam {
			switch {
			case !isSpace(p.t[i].R) && p.t[i].R != zwnj:
				next = append(next, p.read(b, i))
				continue
			case p.within(i):
				whole := b
				whole.logp -= p.cost
				whole.gaps = &partedGap{i, b.gaps}
				next = append(next, whole)
			}
			next = append(next, p.close(b))
		}
		beam = likeliestLines(next)
	}
	for g := p.bestOf(beam).gaps; g != nil; g = g.before {
		edits = append(edits, p.v.Delete(pass.Range{From: g.at, To: g.at + 1}, "split", 0.9))
	}
	return edits
}

// read goes on with the letters of the code point at i.
func (p *parter) read(b partedLine, i int) partedLine {
	letters := baseOf(p.t[i].R)
	if p.isUnread(p.t[i].R) {
		letters = []rune{commonUnread}
	}
	for _, r := range letters {
		var lp float64
		b.state, lp = p.m.Step(b.state, r)
		b.logp += lp
		if isArabic(r) {
			if len(b.word) < longestParted {
				b.word += string(r)
			}
		} else if !isMark(r) && r != tatweel {
			b = p.end(b)
		}
	}
	return b
}

// isUnread reports what stands for a glyph without a name that Unmapped has not read yet.
func (p *parter) isUnread(r rune) bool { return r == replacement || p.codes[r] }

// commonUnread is what most glyphs that fonts leave without a name stand for, the final yeh.
const commonUnread = script.PersianYeh

func likeliestLines(beam []partedLine) []partedLine {
	slices.SortStableFunc(beam, func(a, b partedLine) int { return cmp.Compare(b.logp, a.logp) })
	return beam[:min(len(beam), partedBeam)]
}

// bestOf is the likeliest way at the end of the line.
func (p *parter) bestOf(beam []partedLine) (best partedLine) {
	for k, b := range beam {
		b = p.end(b)
		if b.logp += p.m.End(b.state); k == 0 || b.logp > best.logp {
			best = b
		}
	}
	return best
}

// close puts a gap behind the word.
func (p *parter) close(b partedLine) partedLine {
	b = p.end(b)
	var lp float64
	b.state, lp = p.m.Step(b.state, ' ')
	b.logp += lp
	return b
}

// end weighs the word that ends here.
func (p *parter) end(b partedLine) partedLine {
	if b.word != "" && b.word != string(waw) && !p.stands(b.word) {
		b.logp -= unknownWord
	}
	b.word = ""
	return b
}

// longestParted is the most bytes of a word that are looked at: the first of a longer one are no word either.
const longestParted = 128

// stands reports a word that stands between two spaces: more than a letter, and no ending.
func (p *parter) stands(word string) bool {
	key, mask, ok := lang.Key(word)
	return ok && len(key) > 1 && !pluralEndings[string(key)] && p.m.KnownKey(key, mask)
}

// rule tells whether a gap stands behind the code point at i.
func (p *parter) rule(i int) gapRule {
	t := p.t
	if i+1 >= p.l.To || isMark(t[i+1].R) || t[i+1].R == tatweel || t[i].R == tatweel {
		return gapNever
	}
	k := i // the letter
	for k > p.l.From && isMark(t[k].R) {
		k--
	}
	a, b := edgeOf(t, k), edgeOf(t, i+1)
	switch r, next := t[k].R, t[i+1].R; {
	case isWhite(r) || isWhite(next) || r == zwnj || next == zwnj:
		return gapNever
	case p.isUnread(r), p.isUnread(next): // no letter reaches for a gap
		if p.isUnread(r) && p.isUnread(next) || a.sure && a.reach || b.sure && b.takes {
			return gapNever
		}
		return gapMay
	case a.letter && b.letter:
		on := joinsNext(last(baseOf(r)))
		switch {
		case !on:
			return gapMay
		case a.sure && !a.reach, b.sure && !b.takes:
			return gapMust
		case a.sure || b.sure:
			return gapNever
		}
		return gapMay
	case a.letter && (isLeftToRight(next) || strings.ContainsRune(openingSigns, next)),
		strings.ContainsRune(openingSigns, next) && strings.ContainsRune(partingSigns, r),
		b.letter && (isLeftToRight(r) || strings.ContainsRune(partingSigns, r)),
		b.letter && (isBullet(r) || isDash(r) && k == trim(t, p.l).From),
		isDigit(next) && (strings.ContainsRune(pausingSigns, r) || r == '!' || r == ':' && isArabic(at(t, k-1))),
		p.apartFromSign(k, i+1):
		return gapMust
	}
	return gapNever
}

// apartFromSign reports that Persian has a space between two code points of which one is a sign: beside a dash
// that stands between words, outside of quotation marks, behind per cent, before a bracket with words in it.
func (p *parter) apartFromSign(a, b int) bool {
	t, r, next := p.t[:p.l.To], p.t[a].R, p.t[b].R
	sides := func(i int) (before, after rune) { return at(t, i-1), at(t, i+1) }
	switch {
	case isLongDash(r) || isLongDash(next):
		at := a
		if isLongDash(next) {
			at = b
		}
		before, after := sides(at)
		return isArabic(after) && (isArabic(before) || isMark(before) || isDigit(before)) || isDigit(after) && (isArabic(before) || isMark(before))
	case next == '"' && p.opening[b]:
		return !strings.ContainsRune(openingSigns, r)
	case r == '"' && !p.opening[a]:
		return isArabic(next) || isLeftToRight(next) || strings.ContainsRune(openingSigns, next)
	case isPercent(r), r == endOfAyah:
		return isArabic(next)
	case next == endOfAyah:
		return isArabic(r)
	case strings.ContainsRune(openingSigns, next):
		return isDigit(r) && isArabic(at(t, b+1))
	case next == '/':
		return isArabic(r) && isLeftToRight(at(t, b+1)) && !isDigit(at(t, b+1))
	case r == '/':
		return isArabic(next) && isLeftToRight(at(t, a-1)) && !isDigit(at(t, a-1))
	case next == '\u00B1': // PLUS-MINUS SIGN
		return isArabic(r)
	}
	return false
}

const endOfAyah = '\u06DD' // ARABIC END OF AYAH

// isLongDash reports a dash that is no hyphen.
func isLongDash(r rune) bool { return r == '\u2013' || r == '\u2014' } // EN DASH, EM DASH

// openingQuotes are the quotation marks of a line that look the same at both ends, of which every other opens.
func openingQuotes(t page.Text, l pass.Range) map[int]bool {
	opening, open := make(map[int]bool), true
	for i := l.From; i < l.To; i++ {
		if t[i].R == '"' {
			opening[i], open = open, !open
		}
	}
	return opening
}

// What no space stands behind, what none stands before, and what parts two words besides.
const (
	openingSigns = "([{\u00AB"                            // LEFT GUILLEMET
	closingSigns = ")]}\u00BB"                            // RIGHT GUILLEMET
	partingSigns = ".:!\u060C\u061B\u061F" + closingSigns // ARABIC COMMA, SEMICOLON, QUESTION MARK
)

// pausingSigns are the parting signs that stand inside of no number.
const pausingSigns = "\u060C\u061B\u061F" // ARABIC COMMA, SEMICOLON, QUESTION MARK

// joins reports that careful texts write a ZWNJ, and no space, in the gap at i.
func (p *parter) joins(i int) bool {
	before, after := wordBefore(p.t, p.l, i), wordAfter(p.t, p.l, i+1)
	if before.Len() == 0 || after.Len() == 0 {
		return false
	}
	a, b := plainOf(p.t[before.From:before.To]), plainOf(p.t[after.From:after.To])
	// Words are not parted yet: what is at hand of them has to do.
	best := 0.0
	for n := 1; n <= min(len(b), maxJoined); n++ {
		for k := 1; k <= min(len(a), maxJoined); k++ {
			x, y := string(a[len(a)-k:]), string(b[:n])
			if kx, _, ok := lang.Key(x); ok && joinsNext(a[len(a)-1]) && p.m.Count(x+string(zwnj)+y) >= joinedCount {
				if ky, _, ok := lang.Key(y); ok {
					best = max(best, p.m.Joint(kx, ky, nil, nil))
				}
			}
		}
	}
	return best >= joinedGap
}

const (
	maxJoined   = 12 // letters of a part
	joinedCount = 5  // sightings of a word with its ZWNJ
)

// spaceJoiners makes spaces of the ZWNJs that parted words, if most of the line's did: a
// long word has some between parts that other words do not join.
func (p *parter) spaceJoiners(edits []pass.Edit) []pass.Edit {
	var parting []int
	all := 0
	for i := p.l.From; i < p.l.To; i++ {
		if p.t[i].R != zwnj {
			continue
		}
		all++
		from, to := i, i+1
		for from > p.l.From && isLetterOrMark(p.t[from-1].R) {
			from--
		}
		for to < p.l.To && isLetterOrMark(p.t[to].R) {
			to++
		}
		a, _, okA := lang.Key(p.t[from:i].String())
		b, _, okB := lang.Key(p.t[i+1 : to].String())
		if okA && okB && p.m.Joint(a, b, nil, nil) < joinedGap {
			parting = append(parting, i)
		}
	}
	if len(parting) < joinerParts || float64(len(parting)) < joinerMost*float64(all) {
		return edits
	}
	for _, i := range parting {
		edits = append(edits, p.v.Edit(pass.Range{From: i, To: i + 1}, page.Text{keep(p.t[i].From, ' ')}, "joiner-space", 0.9))
	}
	return edits
}
