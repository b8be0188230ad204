package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// MarkLines puts together lines that were taken apart where a mark stands above a word.
// The reader tells which lines go on into each other; it may be nil.
func MarkLines(m *lang.Model, rd *order.Reader) pass.Pass {
	return pass.Pass{
		Name:  "mark-lines",
		Class: pass.Lossless,
		After: []string{"letters"},
		Doc: `Fault: a line is put out in pieces, the one at its left end first, and the marks between them come
behind, each on a line of its own, or stand alone at the end of the piece before.
Cause: the marks are painted higher than the letters; pdftotext takes them for lines and what they part for
columns. Pages of LibreOffice are so.
Repair: the first word of each piece is the one that lost a mark. Pieces whose first words can carry the marks
that follow are put in reverse order, and the marks on these words, where their ends go on into each other
better so (pieces); in one piece only the mark moves (first-word). A word that was torn is made whole. A tanwin stands on a
word that is written with one, if any is there. In a verse the pieces are as many as the same marks behind them and begin
with words that end in none.
Left alone: marks that no first word can carry; lines without such marks near them.
Risk: a grammar that shows signs on lines of their own under words that could carry them.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
			if m == nil || v.Firm || !shows(v, signMark) || languageOf(v) != m.Language() {
				return nil, nil
			}
			var edits []pass.Edit
			regions := markRegions(v)
			parted := len(regions) > 0 && partsParagraphs(v)
			for _, r := range regions {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if rd == nil {
					rd = order.NewReader(m)
				}
				s := markSearch{v: v, m: m, rd: rd, markRegion: r, width: longest(v), persian: m.Language() == lang.Persian, nunation: loses(v.Text, r, fathatan), parted: parted, alone: len(r.pieces) <= maxPieces && r.holds(v), ends: make(map[[3]int]jointWords)}
				edits = append(edits, s.edits()...)
			}
			return edits, nil
		},
	}
}

// markPiece is a line of text, maybe a part of a painted one.
type markPiece struct {
	line     int
	at       pass.Range // without spaces around it and what follows
	tail     []int      // marks that stand alone at its end, as places in the text
	alef     int        // an alef that stands alone there, -1 for none
	marked   bool       // it has marks,
	vowelled bool       // and as many as a verse of the Quran has
}

// markRegion are lines with no empty one between them.
type markRegion struct {
	pieces []markPiece
	above  [][]int // by piece, and behind the last: the marks on lines of their own before it
}

const (
	maxRegion  = 200 // lines that are looked at together
	mostNaming = 20  // code points of a line that names the sign below it
)

// markRegions lists those in which marks stand alone.
func markRegions(v *pass.View) (regions []markRegion) {
	t := v.Text
	shown := linesOf(v)
	var r markRegion
	marks, alone, named := []int(nil), false, false
	all, between := 0, 0 // marks on lines of their own, and those that Marks puts between their neighbours
	flush := func() {
		if alone && !named && len(r.pieces) > 0 && 2*between <= all {
			r.above = append(r.above, marks)
			regions = append(regions, r)
		}
		r, marks, alone, named, all, between = markRegion{}, nil, false, false, 0, 0
	}
	for n, l := range v.Lines() {
		at := trim(t, l)
		switch {
		case at.Len() == 0:
			flush()
			continue
		case len(r.pieces) == maxRegion:
			flush()
		}
		if shown[n].signs&signMark != 0 && isVowelMark(t[at.From].R) && onlyMarks(t, at) {
			for i := at.From; i < at.To; i++ {
				if isVowelMark(t[i].R) {
					marks = append(marks, i)
				}
			}
			alone = true
			all++
			if isBetween(v, n, at) {
				between++
			}
			if n := len(r.pieces); n > 0 && r.pieces[n-1].at.Len() <= mostNaming && signNames[v.Slice(lastWord(t, r.pieces[n-1]))] {
				named = true // a list of signs
			}
			continue
		}
		p := pieceOf(t, n, at)
		p.marked, p.vowelled = has(t, p.at, isVowelMark), isVowelled(t, p.at)
		alone = alone || len(p.tail) > 0 || p.alef >= 0
		r.pieces, r.above = append(r.pieces, p), append(r.above, marks)
		marks = nil
	}
	flush()
	return regions
}

// isBetween reports a mark on line n that stands between a piece that begins with a space, which
// was the left one, and one whose last letter can carry it: see stranded.
func isBetween(v *pass.View, n int, at pass.Range) bool {
	lines := v.Lines()
	up, down := neighbour(v.Text, lines, n, -1), neighbour(v.Text, lines, n, 1)
	if up < 0 || down < 0 || !isSpace(v.Text[lines[up].From].R) {
		return false
	}
	below := trim(v.Text, lines[down])
	return carries(v.Text, below.To-1, v.Text[at.From].R)
}

// isVerse reports a piece that has as many marks as verses of the Quran, or some beside such a one.
func (r *markRegion) isVerse(k int) bool {
	return r.pieces[k].marked && slices.ContainsFunc(r.pieces[max(0, k-1):min(len(r.pieces), k+2)], func(p markPiece) bool { return p.vowelled })
}

// partsParagraphs reports a text whose paragraphs empty lines part: some stand in it, and more that hold text.
func partsParagraphs(v *pass.View) bool {
	empty, lines := 0, v.Lines()
	for i := 1; i+1 < len(lines); i++ {
		if trim(v.Text, lines[i]).Len() == 0 {
			empty++
		}
	}
	return empty > 0 && 2*empty < len(lines)
}

// holds reports that no line outside the region has text.
func (r *markRegion) holds(v *pass.View) bool {
	t, lines := v.Text, v.Lines()
	first, last := lines[r.pieces[0].line], lines[r.pieces[len(r.pieces)-1].line]
	text := func(c rune) bool { return !isSpace(c) && c != '\n' && !isVowelMark(c) }
	return !has(t, pass.Range{To: first.From}, text) && !has(t, pass.Range{From: last.To, To: len(t)}, text)
}

// loses reports that marks of this kind stand alone in a region.
func loses(t page.Text, r markRegion, mark rune) bool {
	is := func(i int) bool { return t[i].R == mark }
	return slices.ContainsFunc(r.above, func(marks []int) bool { return slices.ContainsFunc(marks, is) }) ||
		slices.ContainsFunc(r.pieces, func(p markPiece) bool { return slices.ContainsFunc(p.tail, is) })
}

// longest is the length of the longest line, in code points.
func longest(v *pass.View) (n int) {
	for _, l := range v.Lines() {
		n = max(n, l.Len())
	}
	return n
}

// vowelledShare is the share of marks in a line beyond which it is no Persian prose.
const vowelledShare = 0.12

// isVowelled reports more marks than prose has.
func isVowelled(t page.Text, r pass.Range) bool {
	marks := 0
	for _, c := range t[r.From:r.To] {
		if isVowelMark(c.R) {
			marks++
		}
	}
	return marks > 1 && float64(marks) > vowelledShare*float64(r.Len())
}

// onlyMarks reports marks and spaces.
func onlyMarks(t page.Text, r pass.Range) bool {
	return !has(t, r, func(r rune) bool { return !isVowelMark(r) && !isSpace(r) })
}

// pieceOf parts the line from what stands alone at its end.
func pieceOf(t page.Text, line int, at pass.Range) markPiece {
	p := markPiece{line: line, at: at, alef: -1}
	for {
		from := p.at.To
		for from > p.at.From && !isSpace(t[from-1].R) {
			from--
		}
		last := pass.Range{From: from, To: p.at.To}
		switch {
		case from == p.at.From:
			return p
		case last.Len() <= maxMarks && onlyMarks(t, last):
			for i := last.To - 1; i >= last.From; i-- {
				p.tail = append(p.tail, i)
			}
		case last.Len() == 1 && t[from].R == alef && p.alef < 0:
			p.alef = from
		default:
			return p
		}
		p.at = trim(t, pass.Range{From: p.at.From, To: from})
	}
}

// firstWord is the word with which a piece begins, behind signs that open.
func firstWord(t page.Text, p markPiece) pass.Range {
	i := p.at.From
	for i < p.at.To && i < p.at.From+2 && isBracket(t[i].R) {
		i++
	}
	return wordAfter(t, p.at, i)
}

// lastWord is the word with which it ends.
func lastWord(t page.Text, p markPiece) pass.Range { return wordBefore(t, p.at, p.at.To) }

// bare are the letters of a word.
func bare(t page.Text, r pass.Range) (letters []rune, at []int) {
	for i := r.From; i < r.To; i++ {
		if !isMark(t[i].R) {
			letters, at = append(letters, t[i].R), append(at, i)
		}
	}
	return letters, at
}

// carrier is the letter of a word, as an index, that a mark which the word has lost stands
// on; -1 if none can carry it.
func carrier(word []rune, mark rune) int {
	last := len(word) - 1
	if last < 1 || !isArabic(word[last]) {
		return -1
	}
	switch mark {
	case fathatan:
		if r := word[last]; r == alef && last > 1 || r == 0x0629 || r == 0x0621 { // TEH MARBUTA, HAMZA
			return last
		}
	case 0x0654: // HAMZA ABOVE
		if last > 1 && word[last] == 0x0647 { // HEH
			return last
		}
	case kasra, 0x064C, 0x064D: // DAMMATAN, KASRATAN
		if word[last] != alef && word[last] != 0x0647 { // HEH
			return last
		}
	case shadda:
		return lang.Doubled(string(word))
	}
	return -1
}

// isTelling reports a mark that tells the words apart which can carry it.
func isTelling(mark rune) bool { return mark == fathatan || mark == 0x0654 } // HAMZA ABOVE

// jointWords is what two pieces that are put one behind the other have between them.
type jointWords struct {
	score float64
	torn  bool   // the last word of the one and the first of the other are one
	lam   bool   // an alone alef belongs behind the first letters of the other, as in a torn lam-alef
	word  []rune // of the other, with the letters of the torn one
	at    []int  // and where they stand
}

// joint puts piece b behind piece a, as pieces of one line or not.
func (s *markSearch) joint(a, b int, one bool) jointWords {
	key := [3]int{a, b}
	if one {
		key[2] = 1
	}
	if j, ok := s.ends[key]; ok {
		return j
	}
	t, p, q := s.v.Text, s.pieces[a], s.pieces[b]
	head, tail := firstWord(t, q), lastWord(t, p)
	j := s.start(b)
	before, after := s.v.Runes(p.at), s.v.Runes(q.at)
	if n := len(j.word); one && p.alef >= 0 && n > 0 && j.word[n-1] == lam && head.Len() > n && t[head.To-1].R == fathatan {
		j.lam = true
		j.word, j.at = append(j.word, alef), append(j.at, p.alef)
	}
	if len(before) > 0 {
		j.score = s.crossing(before, after)
	}
	if end, at := bare(t, tail); one && len(end) > 0 && len(j.word) > 0 && q.at.From == head.From {
		whole := append(slices.Clone(end), j.word...)
		before = s.v.Runes(trim(t, pass.Range{From: p.at.From, To: tail.From}))
		after = append(slices.Clone(whole), s.v.Runes(pass.Range{From: head.To, To: q.at.To})...)
		score := 0.0
		if len(before) > 0 {
			score = s.crossing(before, after)
		}
		if s.isTorn(p, end, j.word, whole, score-j.score) {
			j.torn, j.score = true, score
			j.word, j.at = whole, append(at, j.at...)
		}
	}
	s.ends[key] = j
	return j
}

// isTorn reports that the end of piece p and the word behind it are parts of one word, which goes on better by so many
// nats than they do. A lone waw is a word.
func (s *markSearch) isTorn(p markPiece, end, word, whole []rune, by float64) bool {
	left, right := string(end), string(word)
	switch {
	case !s.m.Known(string(whole)):
		return false
	case len(end) == 1 && end[0] != waw, !s.m.Known(left), !s.m.Known(right), s.carries(p.tail, whole) && !s.carries(p.tail, word):
		return true
	}
	return by > tornMargin && s.m.Count(string(whole)) >= min(s.m.Count(left), s.m.Count(right))
}

// crossing is how well some text goes on from other.
func (s *markSearch) crossing(before, after []rune) float64 {
	return max(-capEnd, min(capEnd, s.rd.Crossing(before, after)))
}

// carries reports that a word can carry one of some marks.
func (s *markSearch) carries(marks []int, word []rune) bool {
	return slices.ContainsFunc(marks, func(m int) bool { return carrier(word, s.v.Text[m].R) >= 0 })
}

// start is how a piece begins.
func (s *markSearch) start(k int) (j jointWords) {
	j.word, j.at = bare(s.v.Text, firstWord(s.v.Text, s.pieces[k]))
	return j
}
