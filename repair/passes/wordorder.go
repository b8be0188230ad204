package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// WordOrder turns lines round whose words stand in reverse order.
func WordOrder(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "word-order",
		Class: pass.Lossless,
		After: []string{"direction", "letters", "stray-letter"},
		Doc: `Fault: the words of a line stand from last to first, the letters of each in the right order.
Cause: extractors that put out the words of a line by their left edge.
Repair: a line whose words follow one another much better from the end is turned round (words-reversed), if the lines
around it agree; one that cannot tell follows the lines on both sides (neighbours). Where most lines of a text do, all are
turned but those that read better as they stand, with the lines around them. The only line of a text is turned where its
words and letters say so together, or where its stop stands behind its first word. Phrases in Latin letters keep
their direction, and signs of Markdown their place.
Left alone: lines of a page that was laid out here; texts without a clear sign in a sample of lines; single lines of
verse, where any order is usual.
Risk: lists of names between reversed lines.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return wordOrder(ctx, m, v) },
	}
}

// Measured in nats by which a line's pairs of words read better turned round:
// half of the lines of news and encyclopedia have -32 and less, 1 in 1,000 more
// than 8, 1 in 10,000 more than 12; of the divan of Hafez 1 in 1,000 more than 17.
const (
	swapPairs   = 5    // fewest pairs of a line that is judged by itself
	swapMargin  = 18.0 // of a line by itself
	swapAround  = 36.0 // of a line and those around it together
	swapReach   = 4    // lines on either side
	swapKept    = -4.0 // from which down a line is in the right order
	maxPairNats = 5.0  // one pair's say at most: a rare word is no proof
	swapSays    = 12.0 // one line at most, for and against, where all lines are asked
	swapAll     = 0.3  // share of what they could say at most, from which on all are reversed
	swapStop    = 6.0  // for a stop at the end of a paragraph
	swapAgainst = 12.0 // that a line must read better as it stands to stay in such a text
	swapSample  = 12   // lines of a text that are searched for a first sign,
	swapLetters = 17   // of so many code points: six words of two letters
)

func wordOrder(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || v.Firm {
		return nil, nil
	}
	if l := settingOf(v); l != m.Language() && l != lang.Unknown {
		return nil, nil
	}
	t := v.Text
	var lines []pass.Range
	var index []int
	shown := linesOf(v)
	for i, l := range v.Lines() {
		if l = shown[i].within(l); l.Len() > 0 && !shown[i].isStrange() {
			lines, index = append(lines, l), append(index, i)
		}
	}
	if len(lines) == 1 && isBrief(v) && turnedAlone(m, v, lines[0]) {
		return append(edits, v.Edit(lines[0], turnOrder(t, lines[0]), "words-reversed", 0.95)), nil
	}
	if !sampleSwapped(m, t, lines) {
		return nil, nil
	}
	held, err := heldGaps(ctx, m, v, lines)
	if err != nil {
		return nil, err
	}
	turn := func(t page.Text, l pass.Range) page.Text { return turnUnits(t, l, held) }
	margin, sum := make([]float64, len(lines)), make([]float64, len(lines)+1)
	all := 0.0
	for i, l := range lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ahead, back, n := unitPairs(m, t, l, held)
		if n >= 1 {
			margin[i] = back - ahead
		}
		sum[i+1] = sum[i] + margin[i]
		all += max(-swapSays, min(swapSays, margin[i]))
	}
	if all > swapSays*swapAll*float64(len(lines)) && sum[len(lines)] > swapAround {
		return allSwapped(m, v, lines, index, margin, turn), nil
	}
	swapped, listed := make([]bool, len(lines)), opensItems(v)
	around := func(i int) float64 {
		return sum[min(len(lines), i+swapReach+1)] - sum[max(0, i-swapReach)]
	}
	alone := len(lines) == 1
	for i := range lines {
		swapped[i] = margin[i] > swapMargin && (alone || around(i) > swapAround)
	}
	for i, l := range lines {
		reason, conf := "words-reversed", 0.95
		if !swapped[i] {
			if margin[i] < swapKept || around(i) < swapAround || !nextSwapped(swapped, margin, i, -1) || !nextSwapped(swapped, margin, i, 1) {
				continue
			}
			reason, conf = "neighbours", 0.91
		}
		if new := inMarkup(t, l, listed, turn); !slices.Equal(new, t[l.From:l.To]) {
			edits = append(edits, v.Edit(l, new, reason, conf))
		}
	}
	return edits, nil
}

// allSwapped turns the lines of a text whose lines are in reverse order, but for those that
// clearly are not, by what they read with the lines around them.
func allSwapped(m *lang.Model, v *pass.View, lines []pass.Range, index []int, margin []float64, turn func(page.Text, pass.Range) page.Text) (edits []pass.Edit) {
	t, whole, listed := v.Text, v.Lines(), opensItems(v)
	var found []turnable
	for i, l := range lines {
		new := inMarkup(t, l, listed, turn)
		if slices.Equal(new, t[l.From:l.To]) {
			continue
		}
		gain := margin[i]
		if n := index[i] + 1; n == len(whole) || trim(t, whole[n]).Len() == 0 { // the end of a paragraph
			if endsSentence(new, pass.Range{To: len(new)}) {
				gain += swapStop
			}
			if endsSentence(t, l) {
				gain -= swapStop
			}
		}
		found = append(found, turnable{index[i], l, new, gain})
	}
	var turned []page.Text
	var at []int
	for _, f := range found {
		turned, at = append(turned, f.new), append(at, f.index)
	}
	splitJoined(m, v, turned, at, listed)
	for i := range found {
		found[i].new = turned[i]
	}
	for i, gain := range chainGains(m, v, found) {
		if gain > -swapAgainst {
			edits = append(edits, v.Edit(found[i].line, found[i].new, "words-reversed", 0.95))
		}
	}
	return edits
}

// nextSwapped reports that the next line which tells its order in the direction
// of step is a reversed one, or that there is none.
func nextSwapped(swapped []bool, margin []float64, i, step int) bool {
	for k := i + step; k >= 0 && k < len(swapped); k += step {
		if swapped[k] || margin[k] < swapKept {
			return swapped[k]
		}
	}
	return true
}

// sampleSwapped is the gate: one line of the sample is clearly reversed. Headings, items and cells are too short
// to tell.
func sampleSwapped(m *lang.Model, t page.Text, lines []pass.Range) bool {
	long := make([]pass.Range, 0, len(lines))
	for _, l := range lines {
		if l.Len() >= swapLetters {
			long = append(long, l)
		}
	}
	lines = long
	for i := 0; i < len(lines); i += 1 + len(lines)/swapSample {
		if ahead, back, n := pairs(m, t, lines[i]); n >= swapPairs && back-ahead > swapMargin {
			return true
		}
	}
	return false
}

// pairs is how much better the words of a line follow one another than by
// chance, as they stand and turned round, in nats, and the number of pairs.
func pairs(m *lang.Model, t page.Text, l pass.Range) (ahead, back float64, n int) {
	return unitPairs(m, t, l, nil)
}

// unitPairs is pairs of which those on both sides of a space that is held are one unit, whose words keep their order.
func unitPairs(m *lang.Model, t page.Text, l pass.Range, held map[int]bool) (ahead, back float64, n int) {
	var unit, last wordUnit
	pair := func() {
		if unit.first != "" && unit.last != "" && last.first != "" && last.last != "" {
			n++
			if !last.stops {
				ahead += affinity(m, last.last, unit.first)
			}
			if !unit.stops {
				back += affinity(m, unit.last, last.first)
			}
		}
		last = unit
	}
	for i := l.From; i < l.To; {
		from := i
		for i < l.To && !isSpace(t[i].R) {
			i++
		}
		word, stops := core(t, pass.Range{From: from, To: i})
		if from > l.From && held[from-1] {
			unit.last, unit.stops = word, stops
		} else {
			if from > l.From {
				pair()
			}
			unit = wordUnit{word, word, stops}
		}
		for i < l.To && isSpace(t[i].R) {
			i++
		}
	}
	pair()
	return ahead, back, n
}

// wordUnit is one word, or several that keep their order.
type wordUnit struct {
	first, last string // without the signs around, empty if there is no word
	stops       bool   // whether a sign that ends a clause follows
}

// affinity is how much likelier b is after a than anywhere, in nats.
func affinity(m *lang.Model, a, b string) float64 {
	return max(-maxPairNats, min(maxPairNats, m.WordLogProb(a, b)-m.WordLogProb("", b)))
}

// core is a token without the signs around it, empty if it is no word, and
// whether a sign that ends a clause follows it.
func core(t page.Text, w pass.Range) (word string, stops bool) {
	for w.From < w.To && !isArabic(t[w.From].R) {
		w.From++
	}
	to := w.From
	for to < w.To && (isLetterOrMark(t[to].R) || t[to].R == zwnj) {
		to++
	}
	for i := to; i < w.To; i++ {
		stops = stops || isStop(t[i].R)
	}
	return t[w.From:to].String(), stops
}

// turnOrder is the line with its words in reverse order. A phrase in letters
// from left to right keeps its own, the numbers after its words too (UAX #9
// rules W7 and N1).
func turnOrder(t page.Text, l pass.Range) page.Text { return turnUnits(t, l, nil) }

// turnUnits is turnOrder that takes the words on both sides of some spaces for one.
func turnUnits(t page.Text, l pass.Range, held map[int]bool) page.Text {
	out := make(page.Text, 0, l.Len())
	for i := l.To; i > l.From; {
		if s, ok := spanBefore(t, l, i); ok { // of which the text may hold spaces
			out = append(out, t[s.from:s.text.From]...)
			out = append(out, turnUnits(t, s.text, held)...)
			out = append(out, t[s.text.To:i]...)
			i = spacesBefore(t, l, s.from)
			out = append(out, t[i:s.from]...)
			continue
		}
		w := tokenBefore(t, l, i, held)
		phrase := w
		for from := w.From; phrase.From > l.From && leftToRight(t, pass.Range{From: from, To: i}) && !isPause(t[from].R); {
			before := tokenBefore(t, l, spacesBefore(t, l, from), held)
			from = before.From
			if leftToRight(t, before) && latin(t, before) {
				phrase.From = from
			}
			if !leftToRight(t, before) || from == l.From {
				break
			}
		}
		if !latin(t, phrase) {
			phrase = w
		}
		if shown := t[phrase.From:i]; leftToRight(t, phrase) && latin(t, phrase) {
			out = append(out, pausesBehind(shown)...)
		} else {
			out = append(out, swapEmphasis(shown)...)
		}
		i = spacesBefore(t, l, phrase.From)
		out = append(out, t[i:phrase.From]...)
	}
	return out
}

// spanBefore is the span of markup with text in it that ends at i, or before the signs there.
func spanBefore(t page.Text, l pass.Range, i int) (s markupSpan, ok bool) {
	for k := i; k > l.From; k-- {
		if s, ok = spanEnding(t, k-1); ok {
			return s, s.from >= l.From && s.text.Len() > 0
		}
		if r := t[k-1].R; isSpace(r) || isLetter(r) || isDigit(r) || isMark(r) {
			break
		}
	}
	return s, false
}

// swapEmphasis is a token with what begins emphasis before it where that ends, and the reverse: of
// words in reverse order the last one begins it.
func swapEmphasis(t page.Text) page.Text {
	lead, trail := 0, len(t)
	for lead < len(t) && isEmphasis(t[lead].R) {
		lead++
	}
	for trail > lead && isEmphasis(t[trail-1].R) {
		trail--
	}
	if lead == trail || lead == 0 && trail == len(t) {
		return t
	}
	return slices.Concat(t[trail:], t[lead:trail], t[:lead])
}

// pausesBehind is a phrase in Latin letters with the signs behind it that stand on its left in a line of Persian.
func pausesBehind(t page.Text) page.Text {
	n := 0
	for n < len(t) && isPause(t[n].R) {
		n++
	}
	if end := t[len(t)-1].R; n == 0 || n == len(t) || !isLeftToRight(end) {
		return swapEmphasis(t)
	}
	return slices.Concat(t[n:], t[:n])
}

// isPause reports a sign that ends a part of a sentence or opens a list, which begins nothing in Latin letters.
func isPause(r rune) bool { return r == ':' || r == '\u060C' || r == '\u061B' || r == '\u061F' } // ARABIC COMMA, SEMICOLON, QUESTION MARK

// isEmphasis reports a sign that Markdown puts around words.
func isEmphasis(r rune) bool { return r == '*' || r == '_' || r == '~' || r == '`' }

// tokenBefore is the stretch that ends at i, without white space but for what is held.
func tokenBefore(t page.Text, l pass.Range, i int, held map[int]bool) pass.Range {
	from := i
	for from > l.From && (!isSpace(t[from-1].R) || held[from-1]) {
		from--
	}
	return pass.Range{From: from, To: i}
}

// spacesBefore is where the white space before i begins.
func spacesBefore(t page.Text, l pass.Range, i int) int {
	for i > l.From && isSpace(t[i-1].R) {
		i--
	}
	return i
}

// leftToRight reports letters or digits from left to right and no other letters.
func leftToRight(t page.Text, w pass.Range) bool {
	return has(t, w, isLeftToRight) && !has(t, w, isArabic)
}

// latin reports a letter from left to right.
func latin(t page.Text, w pass.Range) bool {
	return has(t, w, func(r rune) bool { return isLeftToRight(r) && !isDigit(r) })
}
