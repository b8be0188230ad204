package passes

import (
	"context"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// WordRows puts the words of a text that stand in paragraphs of their own into lines.
func WordRows(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "word-rows",
		Class: pass.Inferred,
		After: []string{"direction", "forms", "letters", "lam-alef", "lead-signs"},
		Doc: `Fault: every word of running text, or every few, is a paragraph of its own, and those of a line come from last to first.
Cause: a reader that takes what is painted further left for a new line sorts what it found from left to right and from top
to bottom (pdfminer.six, and what builds on it, with pages of Google Docs, Chromium and Word).
Repair: where nearly all lines stand alone between empty ones, are short, and as many of them function words as prose has, and
the words of the text follow one another much better from the end, the words are parted into lines so that
those of each, from the end, and the lines after one another read best, and lines are as wide as most (row). Two words in one, of which one is narrow, are parted
where they are likelier so, the second first.
Left alone: texts whose words follow in the order in which they stand, see word-lines; lists of words, tables, verse; code.
Risk: headings run into the text behind them; cells of tables.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return wordRows(ctx, m, v) },
	}
}

// What shows such a text, and how its lines are found. Of 235 documents through pdfminer.six a hundred have less
// than four words a paragraph.
const (
	rowsShort   = 0.8  // of these that are short
	rowsPlain   = 0.05 // that are function words, or begin or end in one
	rowsBetter  = 0.5  // nats a word by which the text must read better from the end
	rowItems    = 24   // words or pieces of a line at most
	rowLetters  = 130  // code points of a line at most
	rowSequence = 2000 // items in a row at most
	rowLead     = 6.0  // and a stop at the start of one
	rowUnknown  = -11  // nats for what is no word: numbers and Latin
	rowsLongest = 8    // words of a piece that may share its line
	rowDivide   = 1.0  // nats by which two words in one must be likelier than one

	narrowLetters  = 3  // of a word that a reader takes for the end of another
	dividedLetters = 12 // of all of them
)

// rowItem is a word or a piece of a line.
type rowItem struct {
	pass.Range
	parts       []pass.Range // its words in the order in which they are read, if that is another
	first, last string       // its words at the ends, empty for those that are none of the model's
	sign        bool         // it is nothing but signs
}

// words are the words of an item in the order in which they are read, or the whole of it.
func (item *rowItem) words() []pass.Range {
	if item.parts == nil {
		return []pass.Range{item.Range}
	}
	return item.parts
}

func wordRows(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || v.Firm {
		return nil, nil
	}
	p := partsOf(v)
	if p.all < wordLinesLeast || !p.alone() || p.share(p.short) < rowsShort ||
		p.share(p.edged) < rowsPlain || p.share(p.again) < wordLinesAgain/2 {
		return nil, nil
	}
	sequences := itemsOfRows(m, v)
	words, better := 0, 0.0
	for _, items := range sequences {
		for i := range items[1:] {
			words++
			better += pairScore(m, items[i+1], items[i]) - pairScore(m, items[i], items[i+1])
		}
	}
	if better < rowsBetter*float64(words) {
		return nil, nil
	}
	reader := newRowReader(m, v.Text, sequences)
	width := reader.learn()
	for i, items := range sequences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ends, _ := reader.rows(i, len(items), width)
		edits = append(edits, rowEdits(v, items, ends)...)
	}
	return edits, nil
}

// itemsOfRows lists what stands on lines, in sequences that a page's end or a long line parts.
func itemsOfRows(m *lang.Model, v *pass.View) (sequences [][]rowItem) {
	t, shown := v.Text, linesOf(v)
	var now []rowItem
	part := func() {
		if len(now) > 1 {
			sequences = append(sequences, now)
		}
		now = nil
	}
	for n, l := range v.Lines() {
		if has(t, l, func(r rune) bool { return r == '\f' }) {
			part()
		}
		b := shown[n].within(l)
		if b.Len() == 0 {
			continue
		}
		words := strings.Fields(v.Slice(b))
		if len(words) >= rowsLongest || isCodeAlone(v, n) || isBullet(t[b.From].R) {
			part()
			if len(words) >= rowsLongest || isCodeAlone(v, n) {
				continue
			}
		}
		item := rowItem{Range: b, sign: !has(t, b, func(r rune) bool { return isArabic(r) || isLeftToRight(r) })}
		item.first, item.last = wordAlone(words[0]), wordAlone(words[len(words)-1])
		if len(words) == 1 {
			item.divide(m, v)
		}
		if now = append(now, item); len(now) == rowSequence {
			part()
		}
	}
	part()
	return sequences
}

// divide parts two words or three that stand in one: the reader takes a narrow word, painted left of another, for
// the end of it, and turned they stand in the order of the page.
func (item *rowItem) divide(m *lang.Model, v *pass.View) {
	t := v.Text
	if has(t, item.Range, func(r rune) bool { return !isArabic(r) }) {
		return
	}
	best := m.WordLogProb("", item.first) + rowDivide
	if item.Len() > dividedLetters {
		return
	}
	try := func(parts ...pass.Range) {
		score, narrow, before := 0.0, 0, ""
		for _, p := range parts {
			w := v.Slice(p)
			if !known(m, w) {
				return
			}
			if p.Len() <= narrowLetters {
				narrow++
			}
			score += m.WordLogProb(before, w)
			before = w
		}
		if narrow >= len(parts)-1 && score > best {
			best, item.parts = score, parts
			item.first, item.last = v.Slice(parts[0]), before
		}
	}
	for i := item.From + 1; i < item.To; i++ {
		last := pass.Range{From: item.From, To: i}
		try(pass.Range{From: i, To: item.To}, last)
		for k := i + 1; k < item.To; k++ {
			try(pass.Range{From: k, To: item.To}, pass.Range{From: i, To: k}, last)
		}
	}
}

// wordAlone is a word without the signs around it, empty if it has no Arabic letters.
func wordAlone(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return !isArabic(r) && !isMark(r) })
}

// pairScore is how well b follows a.
func pairScore(m *lang.Model, a, b rowItem) float64 {
	if b.first == "" {
		return rowUnknown
	}
	return max(rowUnknown, m.WordLogProb(a.last, b.first))
}

// rowEdits puts lines out.
func rowEdits(v *pass.View, items []rowItem, ends []int) (edits []pass.Edit) {
	t, from := v.Text, 0
	for _, end := range ends {
		row := items[from:end]
		var line page.Text
		for _, it := range slices.Backward(row) {
			for _, w := range it.words() {
				if n := len(line); n > 0 && !touch(line[n-1].R, t[w.From].R) {
					line = append(line, inferred(' '))
				}
				line = append(line, t[w.From:w.To]...)
			}
		}
		at := pass.Range{From: row[0].From, To: row[len(row)-1].To}
		if end < len(items) {
			at.To = items[end].From
			line = append(line, inferred('\n'))
		}
		edits = append(edits, v.Edit(at, line, "row", 0.9))
		from = end
	}
	return edits
}
