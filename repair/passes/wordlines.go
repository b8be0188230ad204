package passes

import (
	"context"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// WordLines joins the words of a text that has each of them on a line of its own.
func WordLines() pass.Pass {
	return pass.Pass{
		Name:  "word-lines",
		Class: pass.Inferred,
		After: []string{"direction", "forms", "letters", "lam-alef"},
		Doc: `Fault: every word of running text stands on a line of its own, and a space stands where a ZWNJ was.
Cause: the program that made the PDF places each word by itself (Google Docs, Chromium), which an extractor takes for a new
line (pypdf).
Repair: where nearly all lines are single words, and as many of them function words as prose has, lines are joined with a
space (join) up to an empty line, a bullet, or a sentence that ends when there is enough for a paragraph; a space inside of
a line, between two words of which one is hardly ever written alone, is a ZWNJ, and so are the others then (joiner).
Left alone: lists of words, tables, verse: function words are rare there or stand once, or several words share a line; code; the tokens of a
corpus, of which the stops are some.
Risk: headings run into the text behind them.`,
		Run: func(_ context.Context, v *pass.View) ([]pass.Edit, error) { return wordLines(v), nil },
	}
}

// What shows a text of such lines. Of the lines of four papers of Google Docs through pypdf 89 to 93 %
// are single words and 17 to 20 % function words; of verse, tables and contents at most 85 % are
// single words, and of lists of words hardly one in a hundred is a function word.
const (
	wordLinesLeast   = 40   // lines with letters of the Arabic script
	wordLinesShare   = 0.86 // of them with one word, or one and its ending or prefix
	wordLinesPlain   = 0.08 // of them that are function words
	wordLinesAgain   = 0.03 // and such as were met before: lists of stop words have each of them once
	wordLinesSigns   = 0.02 // stops and commas on lines of their own, for each of these, in text that somebody cut into tokens: prose has 0.1, and no page parts them from their words
	wordLinesJoiners = 0.5  // of the spaces inside of lines beside a word that hardly stands alone, from which on all are ZWNJs
	wordLinesEnough  = 200  // code points of a paragraph, from which on a sentence may end it
	wordLinesMost    = 1200 // of a paragraph at most: passes that read whole lines are made for those of pages
)

// boundPrefixes and boundEndings are hardly ever written alone by those who write ZWNJs.
var boundPrefixes, boundEndings = keySet("می نمی"), keySet("ها های هایی ای ی تر ترین ام ات اش ایم اید اند مان تان شان")

// isBound reports that the space at i stands behind a prefix or before an ending.
func isBound(v *pass.View, l pass.Range, i int) bool {
	return boundPrefixes[keyOf(v.Slice(wordBefore(v.Text, l, i)))] || boundEndings[keyOf(v.Slice(wordAfter(v.Text, l, i+1)))]
}

func wordLines(v *pass.View) (edits []pass.Edit) {
	t, shown := v.Text, linesOf(v)
	lines := v.Lines()
	all, single, plain, signs := 0, 0, 0, 0
	met := make(map[uint64]bool) // the function words so far
	again := 0                   // those that were met before
	var inner []int              // spaces between two words of a line
	bound := 0
	for n, l := range lines {
		b := trim(t, l)
		if b.Len() == 1 && isStop(t[b.From].R) {
			signs++
		}
		if shown[n].arabic == 0 {
			continue
		}
		all++
		gaps, at := 0, 0
		for i := b.From; i < b.To; i++ {
			if isSpace(t[i].R) {
				gaps, at = gaps+1, i
			}
		}
		switch {
		case gaps == 0:
			single++
			if w := shortWord(t[b.From:b.To]); forwardWords[w] || isConjunction(t, b) {
				if plain++; met[w] {
					again++
				}
				met[w] = true
			}
		case gaps == 1 && isArabic(t[at-1].R) && isArabic(t[at+1].R):
			inner = append(inner, at)
			if isBound(v, l, at) {
				bound++
				single++
			}
		}
	}
	if all < wordLinesLeast || float64(single) < wordLinesShare*float64(all) || float64(plain) < wordLinesPlain*float64(all) || float64(again) < wordLinesAgain*float64(all) {
		return nil
	}
	if float64(signs) > wordLinesSigns*float64(all) {
		return nil
	}
	if float64(bound) >= wordLinesJoiners*float64(len(inner)) {
		for _, i := range inner {
			if joinsNext(t[i-1].R) {
				edits = append(edits, v.Replace(i, []rune{zwnj}, "joiner", 0.9))
			}
		}
	}
	return append(edits, joinWords(v)...)
}

// isConjunction reports و alone, of which prose has most.
func isConjunction(t page.Text, b pass.Range) bool { return b.Len() == 1 && t[b.From].R == '\u0648' } // WAW

// joinWords joins lines into paragraphs.
func joinWords(v *pass.View) (edits []pass.Edit) {
	t, lines := v.Text, v.Lines()
	length := 0
	for n := 1; n < len(lines); n++ {
		a, b := trim(t, lines[n-1]), trim(t, lines[n])
		length += a.Len() + 1
		if a.Len() == 0 || b.Len() == 0 || isItem(t, b) || isBullet(t[b.From].R) || length > wordLinesMost ||
			length > wordLinesEnough && endsSentence(t, a) ||
			has(t, pass.Range{From: a.To, To: b.From}, func(r rune) bool { return r == '\f' }) {
			length = 0
			continue
		}
		gap, feed := page.Text{}, lines[n-1].To
		if !touch(t[a.To-1].R, t[b.From].R) {
			gap = page.Text{keep(t[feed].From, ' ')}
		}
		edits = append(edits, v.Edit(pass.Range{From: a.To, To: b.From}, gap, "join", 0.9))
	}
	return edits
}
