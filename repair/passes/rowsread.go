package passes

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// How lines are found, tuned on 30 of the 60 held-out pages of paknevis-bench (words-lines) and on six documents through
// pdfminer.six, of which the widest lines have 117 code points and the narrowest 40.
const (
	rowJoint  = 1.0  // weight of what the model of joints says, in nats of its training
	rowJoints = 256  // words and contexts that it remembers: most are asked for once
	rowBeam   = 20.0 // nats by which a line may read worse than another that ends in the same place, to be looked at on

	rowNarrow = 24.0 // code points of the narrowest lines that are tried
	rowStep   = 1.12 // from one width to the next
	rowGuess  = 0.05 // how far the lines of a width differ from it, as a share of it, as long as nothing is known
	rowSharp  = 1.5  // code points by which they differ at least
	rowLoose  = 0.08 // and the share of the width by which they differ at most
	rowTries  = 300  // items with which widths are tried
	rowLearn  = 1200 // items of which the width is learned from the lines that were found
	rowRounds = 2    // in which it is
	rowLeast  = 5    // lines from which it is

	rowShort = 0.03 // share of the lines that are shorter than the width and end no sentence: headings
	rowStop  = 0.3  // and of those that end a sentence
	rowWild  = 1e-5 // density of lines of whatever length
)

// rowReader finds the lines of a text whose words stand in sequences, those of each line from last to first.
//
//	items    5 4 3 2 1 | 9 8 7 6      as they stand
//	reading  1 2 3 4 5 | 6 7 8 9      each line from its end, the lines one after the other
//
// What the end of one item and the start of the next are worth together is what the model of words says of the two beside it, and in Persian
// also what that of joints says of those around them, as far as these belong to their lines.
type rowReader struct {
	m         *lang.Model
	t         page.Text
	sc        *joint.Scorer // nil for other languages
	sequences [][]rowItem

	at     int                      // the sequence that the rest is of
	inner  []rowInner               // by item
	lefts  [][joint.Reach]joint.End // text that ends with an item, by the number of items of its line
	rights [][joint.Reach]joint.End // and that begins with one
}

// rowInner is how well an item follows the one that stands behind it in its line.
type rowInner struct {
	pair  float64
	joint [joint.Reach][joint.Reach]float64 // by the items before and from it on that belong to the line, NaN until somebody asks
}

func newRowReader(m *lang.Model, t page.Text, sequences [][]rowItem) *rowReader {
	r := &rowReader{m: m, t: t, sequences: sequences, at: -1}
	if m.Language() == lang.Persian {
		r.sc = joint.NewScorerOf(joint.Default(), rowJoints)
	}
	return r
}

// open makes a sequence the one that is read, as far as its first n items.
func (r *rowReader) open(sequence, n int) {
	if r.at == sequence && len(r.inner) >= n {
		return
	}
	items := r.sequences[sequence][:n]
	r.at, r.inner = sequence, make([]rowInner, n)
	for i := range items {
		if i+1 < n {
			r.inner[i].pair = pairScore(r.m, items[i+1], items[i])
		}
		for before := range joint.Reach {
			for ahead := range joint.Reach {
				r.inner[i].joint[before][ahead] = math.NaN()
			}
		}
	}
	if r.sc == nil {
		return
	}
	r.sc.Trim()
	var text []rune
	words := make([][]joint.Word, n)
	for i := range items {
		text = items[i].appendText(text[:0], r.t)
		words[i] = r.sc.Words(text)
	}
	r.lefts, r.rights = make([][joint.Reach]joint.End, n), make([][joint.Reach]joint.End, n)
	var left, right []joint.Word
	for i := range items {
		left, right = left[:0], right[:0]
		for k := range joint.Reach {
			if i+k < n {
				left = slices.Insert(left, 0, words[i+k]...)
			}
			if i-k >= 0 {
				right = append(right, words[i-k]...)
			}
			r.lefts[i][k], r.rights[i][k] = slices.Clone(r.sc.Left(left)), slices.Clone(r.sc.Right(right))
		}
	}
}

// joint is what the model of joints says of item j behind a line that ends in item i, with so many items of their lines on either side.
func (r *rowReader) joint(i, before, j, ahead int) float64 {
	if r.sc == nil {
		return 0
	}
	return rowJoint * joint.Join(r.lefts[i][min(before, joint.Reach)-1], r.rights[j][min(ahead, joint.Reach)-1])
}

// within is how well the items of a line follow one another.
func (r *rowReader) within(at, end int) (sum float64) {
	for i := at; i < end-1; i++ {
		in := &r.inner[i]
		before, ahead := min(end-1-i, joint.Reach), min(i-at+1, joint.Reach)
		known := &in.joint[before-1][ahead-1]
		if math.IsNaN(*known) {
			*known = r.joint(i+1, before, i, ahead)
		}
		sum += in.pair + *known
	}
	return sum
}

// appendText appends what an item reads.
func (item *rowItem) appendText(text []rune, t page.Text) []rune {
	for n, w := range item.words() {
		if n > 0 {
			text = append(text, ' ')
		}
		for i := w.From; i < w.To; i++ {
			text = append(text, t[i].R)
		}
	}
	return text
}

// rows are the ends of the lines of a sequence, behind their last items as they stand: a line of items i to j is
// read from j to i, and the next follows on i.
func (r *rowReader) rows(sequence, n int, width rowWidth) (ends []int, score float64) {
	r.open(sequence, n)
	items := r.sequences[sequence][:n]
	type cell struct {
		score   float64
		from    int // items of the line before
		letters int
	}
	best := make([][]cell, n+1) // by end and number of items
	var pairs [2 * rowItems]float64
	tops := make([]float64, n+1)
	sums := make([]int, n+1) // letters before item i
	for i := range items {
		sums[i+1] = sums[i] + items[i].Len() + 1
	}
	for end := 1; end <= n; end++ {
		best[end] = make([]cell, min(end, rowItems)+1)
		tops[end] = math.Inf(-1)
		first := pairScore(r.m, rowItem{}, items[end-1])
		lead := 0.0
		if items[end-1].sign {
			lead = rowLead
		}
		for i := range pairs {
			pairs[i] = math.Inf(1)
		}
		pair := func(i int) float64 {
			p := &pairs[end-1-i]
			if math.IsInf(*p, 1) {
				*p = pairScore(r.m, items[i], items[end-1])
			}
			return *p
		}
		for k := 1; k <= min(end, rowItems); k++ {
			at := end - k
			letters := sums[end] - sums[at] - 1
			c := cell{score: math.Inf(-1), letters: letters}
			if k > 1 && letters > rowLetters {
				best[end][k] = c
				continue
			}
			within := r.within(at, end)
			if at == 0 {
				c.score, c.from = first, 0
			}
			for j := 1; j <= min(at, rowItems) && at > 0; j++ {
				before := best[at][j]
				if before.score < tops[at]-rowBeam {
					continue
				}
				s := before.score + pair(at-j) + r.joint(at-j, j, end-1, k) -
					width.cost(before.letters, items[end-1].Len(), endsSentence(r.t, items[at-j].Range))
				if s > c.score {
					c.score, c.from = s, j
				}
			}
			c.score += within - lead
			tops[end] = max(tops[end], c.score)
			best[end][k] = c
		}
	}
	k := 1
	for j := range best[n] {
		if j > 0 && best[n][j].score > best[n][k].score {
			k = j
		}
	}
	score = best[n][k].score
	for end := n; end > 0; {
		ends = append(ends, end)
		end, k = end-k, best[end][k].from
	}
	slices.Reverse(ends)
	return ends, score
}

// learn finds how wide the lines are: of widths that are tried the one with which the longest sequences read best,
// then that of the lines found with it.
func (r *rowReader) learn() (width rowWidth) {
	order := make([]int, len(r.sequences))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(r.sequences[b]) - len(r.sequences[a]) })
	some := func(most int, each func(sequence, n int)) { // the longest sequences, up to so many items
		for _, i := range order {
			n := min(most, len(r.sequences[i]))
			if n < 2 {
				break
			}
			each(i, n)
			most -= n
		}
	}
	top := math.Inf(-1)
	for w := rowNarrow; w < rowLetters; w *= rowStep {
		try, sum := rowWidth{w, rowGuess * w}, 0.0
		some(rowTries, func(sequence, n int) {
			_, score := r.rows(sequence, n, try)
			sum += score
		})
		if sum > top {
			top, width = sum, try
		}
	}
	for range rowRounds {
		var found []float64
		some(rowLearn, func(sequence, n int) {
			ends, _ := r.rows(sequence, n, width)
			found = appendWidths(found, r.t, r.sequences[sequence][:n], ends)
		})
		width.learn(found)
	}
	return width
}

// rowWidth is how wide the full lines of a text are, by the median of Laplace's distribution and its spread. A line
// ends where the next word has no room: its width is its letters and half of that word.
type rowWidth struct{ middle, spread float64 }

// appendWidths appends those of the lines of a sequence that may be full, all but the last and those that end a sentence.
func appendWidths(found []float64, t page.Text, items []rowItem, ends []int) []float64 {
	from := 0
	for n, end := range ends[:len(ends)-1] {
		row := items[from:end]
		from = end
		if endsSentence(t, row[0].Range) {
			continue
		}
		letters := -1
		for _, it := range row {
			letters += it.Len() + 1
		}
		found = append(found, widthOf(letters, items[ends[n+1]-1].Len()))
	}
	return found
}

// widthOf is the width of a line of so many letters before a word of so many.
func widthOf(letters, next int) float64 { return float64(letters) + float64(next+1)/2 }

// learn takes the width from lines that were found.
func (w *rowWidth) learn(found []float64) {
	if len(found) < rowLeast {
		return
	}
	slices.Sort(found)
	w.middle = found[len(found)/2]
	for i, x := range found {
		found[i] = math.Abs(x - w.middle)
	}
	slices.Sort(found)
	w.spread = found[len(found)/2] / math.Ln2 // the median distance is ln 2 of the spread
	w.spread = min(max(rowSharp, w.spread), rowLoose*w.middle)
}

// cost is how unlikely a line of so many letters before a word of so many is, in nats.
func (w *rowWidth) cost(letters, next int, ends bool) float64 {
	short := rowShort
	if ends {
		short = rowStop
	}
	full := (1 - short) * math.Exp(-math.Abs(widthOf(letters, next)-w.middle)/w.spread) / (2 * w.spread)
	other := 0.0
	if float64(letters) < w.middle {
		other = short / w.middle
	}
	return -math.Log(full + other + rowWild)
}
