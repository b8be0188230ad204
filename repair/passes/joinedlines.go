package passes

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Converters that know nothing of direction join the lines of a paragraph, each of them in visual order
// (docling, pymupdf4llm). Turned round as a whole its words are right, and its printed lines stand from the last to the
// first. Where they were joined is not seen: it is where the words follow one another best if the lines, of about one
// width in all of a text, change places.

// Tuned on the sentences of two treebanks (PerDT, Seraji) wrapped at 60 to 140 letters: 150 texts of 40 such lines, and as
// many of paragraphs of two to four.
const (
	joinedLetters = 90    // code points from which on a line tells whether it holds two printed ones,
	joinedFew     = 50    // and fewest of one that does
	joinedWords   = 700   // most words of one, which take 20 ms
	joinedNarrow  = 36    // least code points of a printed line but the last of a paragraph,
	joinedWide    = 150   // and most
	joinedStep    = 6     // between widths that are tried
	joinedSample  = 12    // lines of a text by which its width is found
	joinedUneven  = 150.0 // nats for a line that is as much longer or shorter than the others as these are wide, by the square
	joinedAny     = -1.5  // nats for what follows a stop: where lines go on it is -0.9 in the mean, -2.7 where they do not
	joinedCut     = 1.0   // nats for each border of two lines
	joinedStop    = 5.0   // for a stop at the end of the paragraph
	joinedSure    = 12.0  // by which those of the sample must read better together,
	joinedMean    = 2.0   // and in the mean: single lines of 100 to 140 letters do by 0.4 and hardly ever by 1.6, joined ones by 1.5 to 7
	joinedDoubt   = 3.5   // the same where all may be single ones
	joinedTwo     = 1.2   // widths from which on a line is several,
	joinedWorst   = -6.0  // and hardly one reads worse for it
	joinedGain    = 3.0   // the same for a line that may be one
)

// joinedLine is a turned line that may be several.
type joinedLine struct {
	text   page.Text
	words  []pass.Range
	cores  []string    // of the words, without signs
	stops  []bool      // a clause ends behind the word
	follow [][]float64 // how much likelier word j is behind word i than anywhere, where it was asked
}

// unknownPair marks a pair that was not asked for.
const unknownPair = math.MaxFloat64

// splitJoined puts the printed lines of each turned line in order that has several of them, behind the signs
// of markup. The others stay as they are: those of which one stands beside another above all, as only
// printed lines do. At are their places in the view.
func splitJoined(m *lang.Model, v *pass.View, turned []page.Text, at []int, listed bool) {
	var lines, sample []*joinedLine
	var places []int
	for i, t := range turned {
		b := trim(t, pass.Range{To: len(t)})
		if b.Len() < joinedFew || isBarRow(t, b) {
			continue
		}
		from := markupLead(t, b, listed)
		if from == b.From && !isParagraph(v, at[i]) {
			continue
		}
		l := newJoinedLine(t, from)
		if len(l.words) > joinedWords {
			continue
		}
		if lines, places = append(lines, l), append(places, i); b.Len() >= joinedLetters {
			sample = append(sample, l)
		}
	}
	if len(sample) == 0 {
		return
	}
	slices.SortStableFunc(sample, func(a, b *joinedLine) int { return len(b.text) - len(a.text) })
	sample = sample[:min(len(sample), joinedSample)]
	width, best := 0, 0.0
	for w := joinedNarrow; w <= joinedWide; w += joinedStep {
		sum := 0.0
		for _, l := range sample {
			gain, _ := l.part(m, w)
			sum += gain
		}
		if sum > best {
			width, best = w, sum
		}
	}
	mean := joinedMean
	if len(sample[0].text) <= joinedWide {
		mean = joinedDoubt
	}
	if best < max(joinedSure, mean*float64(len(sample))) {
		return
	}
	for k, l := range lines {
		least := joinedWorst
		if float64(len(l.text)) < joinedTwo*float64(width) {
			least = joinedGain
		}
		if gain, ends := l.part(m, width); ends != nil && gain >= least {
			turned[places[k]] = l.ordered(ends)
		}
	}
}

// newJoinedLine is a line without what stands before from.
func newJoinedLine(t page.Text, from int) *joinedLine {
	l := &joinedLine{text: t}
	for i := from; i < len(t); {
		from := i
		for i < len(t) && !isSpace(t[i].R) {
			i++
		}
		if i > from {
			w := pass.Range{From: from, To: i}
			word, stops := core(t, w)
			l.words, l.cores, l.stops = append(l.words, w), append(l.cores, word), append(l.stops, stops)
		}
		for i < len(t) && isSpace(t[i].R) {
			i++
		}
	}
	l.follow = make([][]float64, len(l.words))
	return l
}

// after is how much likelier word b is behind word a than anywhere.
func (l *joinedLine) after(m *lang.Model, a, b int) float64 {
	if l.stops[a] || l.cores[a] == "" || l.cores[b] == "" {
		return joinedAny
	}
	if l.follow[a] == nil {
		l.follow[a] = make([]float64, len(l.words))
		for i := range l.follow[a] {
			l.follow[a][i] = unknownPair
		}
	}
	p := &l.follow[a][b]
	if *p == unknownPair {
		*p = affinity(m, l.cores[a], l.cores[b])
	}
	return *p
}

// part finds the ends of the printed lines, of about this width, with which the paragraph reads best, and
// by how many nats better than as it stands. The first of them is the last line of the paragraph.
func (l *joinedLine) part(m *lang.Model, width int) (gain float64, ends []int) {
	n := len(l.words)
	type cell struct {
		score  float64
		before int // word at which the line before begins
	}
	best := make([]map[int]cell, n) // by the last word of a line and its first
	length := func(a, i int) int { return l.words[i].To - l.words[a].From }
	most := min(joinedWide, width+width/4)
	for i := range n {
		best[i] = make(map[int]cell)
		for a := i; a >= 0 && length(a, i) <= most; a-- {
			long := length(a, i)
			if a == 0 {
				c := cell{}
				if long > width {
					c.score -= uneven(long, width)
				}
				if endsSentence(l.text, l.words[i]) {
					c.score += joinedStop
				}
				best[i][0] = c
				break
			}
			if long < joinedNarrow || long < width-width/4 {
				continue
			}
			found := cell{score: math.Inf(-1)}
			cut := l.after(m, a-1, a)
			for b, c := range best[a-1] {
				if s := c.score + l.after(m, i, b) - cut; s > found.score || s == found.score && b < found.before {
					found = cell{s, b}
				}
			}
			if !math.IsInf(found.score, -1) {
				found.score -= joinedCut + uneven(long, width)
				best[i][a] = found
			}
		}
	}
	first, found := -1, math.Inf(-1)
	for a, c := range best[n-1] {
		if a > 0 && (c.score > found || c.score == found && a < first) {
			first, found = a, c.score
		}
	}
	if first < 0 {
		return 0, nil
	}
	if endsSentence(l.text, l.words[n-1]) {
		found -= joinedStop
	}
	for i := n - 1; ; {
		ends = append(ends, i+1)
		if first == 0 {
			break
		}
		i, first = first-1, best[i][first].before
	}
	slices.Reverse(ends)
	return found, ends
}

// uneven is the price of a line that is longer or shorter than the others.
func uneven(length, width int) float64 {
	d := float64(length-width) / float64(width)
	return joinedUneven * d * d
}

// ordered is the paragraph with its lines in order.
func (l *joinedLine) ordered(ends []int) (out page.Text) {
	start, to := l.words[0].From, len(l.text)
	out = append(out, l.text[:start]...)
	for k := len(ends) - 1; k >= 0; k-- {
		from := start
		if k > 0 {
			from = l.words[ends[k-1]].From
		}
		b := trim(l.text, pass.Range{From: from, To: to})
		out = append(out, l.text[b.From:b.To]...)
		if k > 0 {
			out = append(out, l.text[b.From-1])
		}
		to = from
	}
	return out
}

// isParagraph reports a line between empty ones.
func isParagraph(v *pass.View, n int) bool {
	lines := v.Lines()
	empty := func(i int) bool { return i < 0 || i >= len(lines) || trim(v.Text, lines[i]).Len() == 0 }
	return empty(n-1) && empty(n+1)
}
