package passes

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Prices in nats of putting pieces of a line together, see MarkLines. Tuned on pdftotext's
// output of the printed pages of LibreOffice and on held-out lines that are taken apart likewise.
const (
	maxPieces    = 6    // of a line,
	maxVerse     = 12   // of a verse
	widestLine   = 1.2  // times as long as the longest line that was not taken apart may one be that was
	tellingPrice = 1.5  // of a joint at a mark that few words can carry
	otherPrice   = 2.0  // at another
	stopPrice    = 1.5  // of one behind the end of a sentence, where nothing tells what goes on
	innerPrice   = 4.0  // of a mark on a line of its own between the pieces, not behind them
	earlyPrice   = 1.0  // of a mark on a line of its own before the piece that it belongs to
	lostPrice    = 5.0  // of a mark or an alef that finds no word
	shortLine    = 0.75 // of the longest line: a shorter one is not full
	shortPrice   = 5.0  // of one that ends no sentence and that others follow
	wholeWord    = 2.0  // what a torn word that is made whole is worth
	tornMargin   = 1.0  // by which it must go on better than its parts, where these are words too
	mixedPrice   = 6.0  // of three pieces in another order than from the last, where no mark at an end tells of it
	oddTanwin    = 3.0  // of a tanwin on a word that none was seen on
	bareTanwin   = 2.0  // of a word that is written with one and has none, where tanwins have no word
	neverTanwin  = 60   // from how many times on a word that was never seen with a tanwin takes none
	endedPrice   = 2.0  // of a short line that ends a sentence, where empty lines part paragraphs
)

// markSearch finds which lines of a region are pieces of one.
type markSearch struct {
	v  *pass.View
	m  *lang.Model
	rd *order.Reader
	markRegion
	width    int  // of the longest line of the text
	persian  bool // what is known of its words holds
	nunation bool // tanwins have no word
	parted   bool // empty lines part paragraphs
	alone    bool // the text has no other lines, so that nobody knows how long its lines are
	ends     map[[3]int]jointWords
}

// markBlock are pieces that are one line, or a line that is none.
type markBlock struct {
	from, to int   // of the pieces of the region
	order    []int // in which they are read
	score    float64
	past     *markBlock
	last     int   // the piece that is read last
	loose    []int // marks behind it that wait for a word
	placed   []placedMark
	before   bool // a mark from before its first piece is placed in it
}

// placedMark is a mark that found its letter.
type placedMark struct{ mark, behind int }

// blocks finds the best way to read the region.
func (s *markSearch) blocks() []*markBlock {
	n := len(s.pieces)
	best := make([][]*markBlock, n+1) // by pieces read: the best for each last piece and loose marks
	best[0] = []*markBlock{{last: -1, loose: s.above[0]}}
	for from := range n {
		for to := from + 1; to <= min(n, from+maxVerse); to++ {
			for _, order := range s.orders(from, to) {
				for _, past := range best[from] {
					if b := s.block(past, from, to, order); b != nil {
						best[to] = keepBest(best[to], b)
					}
				}
			}
		}
	}
	var end *markBlock
	for _, b := range best[n] {
		b.score -= lostPrice * float64(len(b.loose))
		if end == nil || b.score > end.score {
			end = b
		}
	}
	var list []*markBlock
	for ; end.past != nil; end = end.past {
		list = append(list, end)
	}
	slices.Reverse(list)
	return list
}

// keepBest keeps one block for each future.
func keepBest(list []*markBlock, b *markBlock) []*markBlock {
	for i, o := range list {
		if o.last == b.last && slices.Equal(o.loose, b.loose) {
			if b.score > o.score {
				list[i] = b
			}
			return list
		}
	}
	return append(list, b)
}

// orders are those in which some pieces may be read: few in any, more from last to first, of
// which one may go on into the next where a mark waits at its end.
func (s *markSearch) orders(from, to int) (all [][]int) {
	n := to - from
	back := make([]int, 0, n)
	for k := to - 1; k >= from; k-- {
		back = append(back, k)
	}
	letters, verse := 0, false
	for k := from; k < to; k++ {
		letters += s.pieces[k].at.Len()
		verse = verse || s.isVerse(k)
	}
	switch {
	case n == 1, verse && s.isTornVerse(from, to):
		return [][]int{back}
	case verse, n > maxPieces:
		return nil
	}
	if !s.alone && float64(letters) > widestLine*float64(s.width) {
		return nil
	}
	marks := len(s.above[from]) + len(s.above[to])
	for k := from; k < to; k++ {
		marks += len(s.pieces[k].tail)
		if k > from {
			marks += len(s.above[k])
		}
		if s.pieces[k].alef >= 0 {
			marks++
		}
	}
	if marks < n-1 {
		return nil
	}
	all = append(all, back)
	for k := from; k+1 < to; k++ {
		if len(s.pieces[k].tail) == 0 {
			continue
		}
		i := slices.Index(back, k+1)
		pair := slices.Clone(back)
		pair[i], pair[i+1] = k, k+1
		all = append(all, pair)
		if n == 3 { // the pair before or behind the third piece
			slices.Reverse(pair)
			third := back[2]
			if k == from {
				third = back[0]
			}
			all = append(all, []int{k, k + 1, third}, []int{third, k, k + 1})
		}
	}
	if n == 3 {
		all = append(all, []int{from + 1, from, from + 2}, []int{from, from + 2, from + 1})
	}
	return all
}

// block reads some pieces in an order behind what was read; nil if nothing speaks for it.
func (s *markSearch) block(past *markBlock, from, to int, order []int) *markBlock {
	b := &markBlock{from: from, to: to, order: order, past: past, score: past.score, last: order[len(order)-1]}
	if len(order) > 1 && s.isVerse(from) {
		s.placeInVerse(b)
		return b
	}
	early := len(past.loose)
	free := slices.Clone(past.loose)
	for k := from + 1; k <= to; k++ {
		free = append(free, s.above[k]...)
		if k < to {
			b.score -= innerPrice * float64(len(s.above[k]))
		}
	}
	take := func(j jointWords, from int) rune { // a free mark that the word has lost
		for i := from; i < len(free); i++ {
			if m := free[i]; s.place(b, j, m) {
				free = slices.Delete(free, i, i+1)
				if i < early {
					early--
					b.before = true
					b.score -= earlyPrice
				}
				return s.v.Text[m].R
			}
		}
		return 0
	}
	if isMixed(order) {
		b.score -= mixedPrice
	}
	first := s.start(order[0])
	if past.last >= 0 {
		b.score += s.joint(past.last, order[0], false).score
	}
	for i, k := range order[1:] {
		before := &s.pieces[order[i]]
		j := s.joint(order[i], k, true)
		if b.score += j.score; j.torn {
			b.score += wholeWord
		}
		mark, lost := rune(0), 0
		if j.lam {
			b.placed = append(b.placed, placedMark{before.alef, j.at[len(j.at)-2]})
			mark = fathatan
		} else if before.alef >= 0 {
			b.score -= lostPrice
		}
		for _, m := range before.tail {
			if mark = s.v.Text[m].R; !s.place(b, j, m) {
				b.score -= lostPrice
				lost++
			}
		}
		switch {
		case order[i]+1 == k:
			if lost == len(before.tail) && !j.torn && !j.lam {
				return nil
			}
			continue
		case lost > 0 && !j.torn:
			return nil
		case mark == 0:
			if mark = take(j, early); mark == 0 {
				if mark = take(j, 0); !isTelling(mark) {
					return nil
				}
			}
		}
		if endsSentence(s.v.Text, before.at) {
			b.score -= stopPrice
		}
		if isTelling(mark) {
			b.score -= tellingPrice
		} else {
			b.score -= otherPrice
		}
	}
	b.score -= lostPrice * float64(len(s.pieces[b.last].tail))
	if s.pieces[b.last].alef >= 0 {
		b.score -= lostPrice
	}
	if !s.isVerse(order[0]) {
		take(first, 0)
	}
	if to < len(s.pieces) {
		b.score -= s.shortness(b)
	}
	b.score -= bareTanwin * float64(s.bares(b))
	b.score -= lostPrice * float64(early)
	b.loose = free[early:]
	return b
}

// isMixed reports three pieces neither from the last to the first nor with two as they stand.
func isMixed(order []int) bool {
	return len(order) == 3 && (order[0] < order[1]) != (order[1] < order[2]) && order[1] != order[0]+1 && order[2] != order[1]+1
}

// shortness is the price of a line that the next word would have found room in.
func (s *markSearch) shortness(b *markBlock) float64 {
	letters := len(b.order) - 1
	for _, k := range b.order {
		letters += s.pieces[k].at.Len()
	}
	switch {
	case s.alone, float64(letters) >= shortLine*float64(s.width):
	case !endsSentence(s.v.Text, s.pieces[b.last].at):
		return shortPrice
	case s.parted:
		return endedPrice
	}
	return 0
}

// bares counts the words that begin the pieces of a line and are written with a tanwin, but got none.
func (s *markSearch) bares(b *markBlock) (n int) {
	if !s.nunation || !s.persian {
		return 0
	}
	for i, k := range b.order {
		j := s.start(k)
		if i > 0 {
			j = s.joint(b.order[i-1], k, true)
		}
		last := len(j.word) - 1
		if last < 0 || j.word[last] != alef || isVowelMark(at(s.v.Text, j.at[last]+1)) || !lang.Nunated(string(j.word)) {
			continue
		}
		if !slices.ContainsFunc(b.placed, func(p placedMark) bool { return p.behind == j.at[last] }) {
			n++
		}
	}
	return n
}

// place puts a mark on the word that lost it.
func (s *markSearch) place(b *markBlock, j jointWords, mark int) bool {
	t := s.v.Text
	i := carrier(j.word, t[mark].R)
	if i < 0 || isVowelMark(at(t, j.at[i]+1)) {
		return false
	}
	if t[mark].R == kasra && !s.goesOn(b, j.at[i]+1) {
		return false
	}
	for _, p := range b.placed {
		if p.behind == j.at[i] && isVowelMark(s.v.Text[p.mark].R) {
			return false
		}
	}
	if t[mark].R == fathatan && s.persian && j.word[i] == alef && !lang.Nunated(string(j.word)) {
		if word := string(j.word); s.m.Count(word) >= neverTanwin || strings.HasSuffix(word, "ها") {
			return false
		}
		b.score -= oddTanwin
	}
	b.placed = slices.Insert(b.placed, 0, placedMark{mark, j.at[i]}) // before an alef
	return true
}

// goesOn reports that a word may stand behind a place, to which a kasra joins the one before.
func (s *markSearch) goesOn(b *markBlock, place int) bool {
	if at(s.v.Text, place) == '\n' {
		return len(b.order) > 1
	}
	return isSpace(at(s.v.Text, place)) && isArabic(at(s.v.Text, place+1))
}

// edits are what the best reading changes.
func (s *markSearch) edits() (edits []pass.Edit) {
	blocks := s.blocks()
	for i := 0; i < len(blocks); {
		to := i + 1
		for to < len(blocks) && blocks[to].before {
			to++
		}
		if e, ok := s.edit(blocks[i:to]); ok {
			edits = append(edits, e)
		}
		i = to
	}
	return edits
}

// edit writes some blocks that have marks of each other.
func (s *markSearch) edit(blocks []*markBlock) (pass.Edit, bool) {
	t, lines := s.v.Text, s.v.Lines()
	behind := make(map[int][]int) // marks by the letter that they stand behind
	moved := make(map[int]bool)
	reason := "first-word"
	first, last := s.pieces[blocks[0].from].line, s.pieces[blocks[len(blocks)-1].to-1].line
	for _, b := range blocks {
		if len(b.order) > 1 {
			reason = "pieces"
		}
		for _, p := range b.placed {
			moved[p.mark] = true
			behind[p.behind] = append(behind[p.behind], p.mark)
			n := lineAt(lines, p.mark)
			first, last = min(first, n), max(last, n)
		}
	}
	if len(moved) == 0 && reason == "first-word" {
		return pass.Edit{}, false
	}
	var new page.Text
	write := func(r pass.Range) {
		for i := r.From; i < r.To; i++ {
			if moved[i] {
				continue
			}
			new = append(new, t[i])
			for _, m := range behind[i] {
				new = append(new, t[m])
			}
		}
	}
	end := func() { // of a line
		if len(new) > 0 {
			new = append(new, inferred('\n'))
		}
	}
	stay := func(marks []int) { // those that stay on a line of their own
		for _, m := range marks {
			if n := lineAt(lines, m); !moved[m] && n >= first && n <= last {
				end()
				new = append(new, t[m])
			}
		}
	}
	for _, b := range blocks {
		stay(s.above[b.from])
		end()
		for i, k := range b.order {
			p := s.pieces[k]
			if i > 0 && !s.joint(b.order[i-1], k, true).torn {
				new = append(new, inferred(' '))
			}
			write(p.at)
			for rest := p.at.To; rest < trim(t, lines[p.line]).To; rest++ {
				if at := (pass.Range{From: rest, To: rest + 1}); !isSpace(t[rest].R) && !moved[rest] {
					if isSpace(t[rest-1].R) {
						new = append(new, inferred(' '))
					}
					write(at)
				}
			}
		}
		for k := b.from + 1; k < b.to; k++ {
			stay(s.above[k])
		}
	}
	stay(s.above[blocks[len(blocks)-1].to])
	return s.v.Edit(pass.Range{From: lines[first].From, To: lines[last].To}, new, reason, 0.93), true
}

// lineAt is the line that holds a code point.
func lineAt(lines []pass.Range, at int) int {
	n, ok := slices.BinarySearchFunc(lines, at, func(l pass.Range, at int) int { return l.From - at })
	if !ok {
		n--
	}
	return n
}
