package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// WordLines joins the words of a text that has each of them, or every few, on a line of its own.
func WordLines(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "word-lines",
		Class: pass.Inferred,
		After: []string{"direction", "forms", "letters", "lam-alef"},
		Doc: `Fault: every word of running text, or every few, stands on a line of its own, and a space stands where a ZWNJ was; a stop
stands before the word that it follows (انتخاب.شد for انتخاب شد.).
Cause: the program that made the PDF places each word, or each piece between changes of font and ZWNJs, by itself (Google Docs,
Chromium, Word), which an extractor takes for a new line (pypdf, MuPDF); MuPDF puts the sign that is drawn left of a word on
the line of the word before.
Repair: where nearly all lines are single words, and as many of them function words as prose has, or where most lines are
short pieces that begin or end in function words and keep the spaces of their text at their ends, lines are joined with a
space (join) up to an empty line, if not nearly all stand between such, a bullet, or a sentence that ends when there is enough for a paragraph; a space inside of
a line, between two words of which one is hardly ever written alone, is a ZWNJ, and so are the others then (joiner); pieces
without a space at either end are joined by one too where they are one word (seam). Signs between the words of lines go behind
the second word where most do (sign).
Left alone: lists of words, tables, verse: function words are rare there or stand once, or several words share a line; code; the tokens of a
corpus, of which the stops are some.
Risk: headings run into the text behind them.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return wordLines(m, v), nil },
	}
}

// What shows a text of such lines. Of the lines of four papers of Google Docs through pypdf 89 to 93 %
// are single words and 17 to 20 % function words, of twelve through MuPDF 84 to 99 % and 18 to 28 %; of verse, tables and
// contents at most 85 % are single words, and of lists of words hardly one in a hundred is a function word.
const (
	wordLinesLeast   = 40   // lines with letters of the Arabic script
	wordLinesShare   = 0.86 // of them with one word, or one and its ending or prefix
	wordLinesPlain   = 0.08 // of them that are function words
	wordLinesProse   = 0.12 // of them that are function words, as no list has, so that fewer lines may be single words:
	wordLinesMixed   = 0.6  // share of those then
	wordLinesAgain   = 0.03 // and such as were met before: lists of stop words have each of them once
	wordLinesSigns   = 0.02 // stops and commas on lines of their own, for each of these, in text that somebody cut into tokens: prose has 0.1, and no page parts them from their words
	wordLinesJoiners = 0.5  // of the spaces inside of lines beside a word that hardly stands alone, from which on all are ZWNJs
	wordLinesEnough  = 200  // code points of a paragraph, from which on a sentence may end it
	wordLinesMost    = 1200 // of a paragraph at most: passes that read whole lines are made for those of pages
)

// What shows a text in pieces. Of 15 files of Word through MuPDF 60 to 87 % of the lines have at most three
// words, 7 to 27 % are such and begin or end in a function word, and 14 to 56 % end in a space; of 2,000 healthy
// files with short lines none has spaces at the ends of more than one in ten.
const (
	pieceWords = 3    // words of a short piece at most
	pieceShare = 0.6  // of lines that are short
	pieceEdges = 0.07 // of lines that are short and begin or end in a function word
	pieceSpace = 0.14 // of lines that end in a space
	pieceAfter = 1.7  // lines with letters between two empty lines: pieces of one line, and of one paragraph
)

// partsAlone is the number of lines with letters between two empty ones, up to which they stand alone.
const partsAlone = 1.3

// boundPrefixes and boundEndings are hardly ever written alone by those who write ZWNJs.
var boundPrefixes, boundEndings = keySet("می نمی"), keySet("ها های هایی ای ی تر ترین ام ات اش ایم اید اند مان تان شان")

// isBound reports that the gap at i stands behind a prefix or before an ending.
func isBound(v *pass.View, l pass.Range, i int) bool {
	return boundPrefixes[keyOf(v.Slice(wordBefore(v.Text, l, i)))] || boundEndings[keyOf(v.Slice(wordAfter(v.Text, l, i+1)))]
}

// lineParts tells what the lines of a text are parts of a line by.
type lineParts struct {
	all     int
	single  int             // one word
	plain   int             // of these, function words,
	again   int             // and those met before
	signs   int             // stops alone
	short   int             // of a few words
	edged   int             // of these, with a function word at an end
	trailed int             // with a space at the end
	groups  int             // groups of lines between empty ones
	inner   []int           // spaces between two words of a line
	bound   int             // of these, beside a word that hardly stands alone
	met     map[uint64]bool // function words so far
}

func partsOf(v *pass.View) *lineParts {
	shown := linesOf(v)
	p := lineParts{met: make(map[uint64]bool)}
	inside := false
	for n, l := range v.Lines() {
		b := shown[n].within(l)
		if b.Len() == 0 {
			inside = false
		}
		if b.Len() == 1 && isStop(v.Text[b.From].R) {
			p.signs++
		}
		if shown[n].arabic == 0 {
			continue
		}
		if !inside {
			p.groups++
			inside = true
		}
		p.add(v, l, b)
	}
	return &p
}

// add counts line l, which is b without the white space around it.
func (p *lineParts) add(v *pass.View, l, b pass.Range) {
	t := v.Text
	p.all++
	if b.To < l.To && t[l.To-1].R == ' ' {
		p.trailed++
	}
	gaps, first, last := 0, b.To, b.From
	for i := b.From; i < b.To && gaps < pieceWords; i++ { // more tell nothing
		if isSpace(t[i].R) && !isSpace(t[i+1].R) {
			gaps, first, last = gaps+1, min(first, i), i
		}
	}
	if gaps < pieceWords {
		p.short++
		if isPlainWord(t, pass.Range{From: b.From, To: first}) || gaps > 0 && isPlainWord(t, pass.Range{From: last + 1, To: b.To}) {
			p.edged++
		}
	}
	switch {
	case gaps == 0:
		p.single++
		if isPlainWord(t, b) {
			w := shortWord(t[b.From:b.To])
			if p.plain++; p.met[w] {
				p.again++
			}
			p.met[w] = true
		}
	case gaps == 1 && isArabic(t[last-1].R) && isArabic(t[last+1].R):
		p.inner = append(p.inner, last)
		if isBound(v, l, last) {
			p.bound++
			p.single++
		}
	}
}

func (p *lineParts) share(n int) float64 { return float64(n) / float64(max(1, p.all)) }

// words reports a text whose lines are words.
func (p *lineParts) words() bool {
	single, plain := p.share(p.single), p.share(p.plain)
	return p.all >= wordLinesLeast && p.share(p.again) >= wordLinesAgain && p.share(p.signs) < wordLinesSigns &&
		(single >= wordLinesShare && plain >= wordLinesPlain || single >= wordLinesMixed && plain >= wordLinesProse)
}

// pieces reports a text whose lines are pieces that keep their spaces.
func (p *lineParts) pieces() bool {
	return p.all >= wordLinesLeast && p.share(p.short) >= pieceShare && p.share(p.edged) >= pieceEdges &&
		p.share(p.trailed) >= pieceSpace && float64(p.all) >= pieceAfter*float64(p.groups)
}

// alone reports lines of which hardly any stands beside another, so that an empty one parts words, no paragraphs.
func (p *lineParts) alone() bool { return float64(p.all) <= partsAlone*float64(p.groups) }

// broken reports a text whose lines are parts of lines.
func (p *lineParts) broken() bool { return p.words() || p.pieces() }

func wordLines(m *lang.Model, v *pass.View) (edits []pass.Edit) {
	if v.Firm {
		return nil
	}
	p := partsOf(v)
	switch {
	case p.pieces():
		return joinParts(m, v, true, false)
	case !p.words():
		return nil
	}
	if float64(p.bound) >= wordLinesJoiners*float64(len(p.inner)) {
		for _, i := range p.inner {
			if joinsNext(v.Text[i-1].R) {
				edits = append(edits, v.Replace(i, []rune{zwnj}, "joiner", 0.9))
			}
		}
	}
	edits = append(edits, signsBehind(m, v)...)
	return append(edits, joinParts(m, v, false, p.alone())...)
}

// isPlainWord reports a function word, or و, of which prose has most.
func isPlainWord(t page.Text, b pass.Range) bool {
	return b.Len() == 1 && t[b.From].R == '\u0648' || forwardWords[shortWord(t[b.From:b.To])] // WAW
}

// joinParts joins lines into paragraphs; spaced ones have the spaces between them at their ends, and where all
// stand alone an empty line between them says nothing.
func joinParts(m *lang.Model, v *pass.View, spaced, alone bool) (edits []pass.Edit) {
	t, lines := v.Text, v.Lines()
	length, last := 0, 0
	for n := 1; n < len(lines); n++ {
		if alone && trim(t, lines[n]).Len() == 0 {
			continue
		}
		k := last
		last = n
		a, b := trim(t, lines[k]), trim(t, lines[n])
		length += a.Len() + 1
		if a.Len() == 0 || b.Len() == 0 || isItem(t, b) || isBullet(t[b.From].R) || length > wordLinesMost ||
			isCodeAlone(v, k) || isCodeAlone(v, n) ||
			length > wordLinesEnough && endsSentence(t, a) ||
			has(t, pass.Range{From: a.To, To: b.From}, func(r rune) bool { return r == '\f' }) {
			length = 0
			continue
		}
		gap, reason, feed := page.Text{}, "join", lines[k].To
		switch {
		case touch(t[a.To-1].R, t[b.From].R):
		case spaced && a.To == feed && b.From == feed+1 && isOneWord(m, v, a, b):
			gap, reason = page.Text{keep(t[feed].From, zwnj)}, "seam"
		default:
			gap = page.Text{keep(t[feed].From, ' ')}
		}
		edits = append(edits, v.Edit(pass.Range{From: a.To, To: b.From}, gap, reason, 0.9))
	}
	return edits
}

// isCodeAlone reports a line of code without a Persian word.
func isCodeAlone(v *pass.View, n int) bool {
	return linesOf(v)[n].arabic == 0 && formOf(v, n, v.Lines()[n])&(formCode|formSource) != 0
}

// isOneWord reports pieces that are one word with a ZWNJ.
func isOneWord(m *lang.Model, v *pass.View, a, b pass.Range) bool {
	last, first := wordBefore(v.Text, a, a.To), wordAfter(v.Text, b, b.From)
	if last.Len() == 0 || first.Len() == 0 {
		return false
	}
	before, after := v.Slice(last), v.Slice(first)
	if boundPrefixes[keyOf(before)] || boundEndings[keyOf(after)] {
		return true
	}
	if m == nil {
		return false
	}
	_, joint := m.Pair(before, after)
	return joint >= 0.5
}
