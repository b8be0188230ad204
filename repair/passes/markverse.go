package passes

// isTornVerse reports pieces of a verse: each begins with a word in vowels of which the last letter has none, but
// for the one that is read first maybe, and behind them stand as many marks of their own, all the same. In a verse
// every word ends in a mark, and no model of Persian tells what it says.
func (s *markSearch) isTornVerse(from, to int) bool {
	marks := s.above[to]
	bare := 0
	for k := from; k < to; k++ {
		p := s.pieces[k]
		switch _, ok := s.bareEnd(k); {
		case len(p.tail) > 0, p.alef >= 0, k > from && len(s.above[k]) > 0:
			return false
		case ok:
			bare++
		case k < to-1:
			return false
		}
	}
	if to-from < 2 || bare != len(marks) {
		return false
	}
	for _, m := range marks {
		if s.v.Text[m].R != s.v.Text[marks[0]].R || isTelling(s.v.Text[m].R) {
			return false
		}
	}
	return true
}

// bareEnd is the last letter of the word with which a piece begins, if that word has marks and the letter none.
func (s *markSearch) bareEnd(k int) (last int, ok bool) {
	t, word := s.v.Text, firstWord(s.v.Text, s.pieces[k])
	if word.Len() < 2 || !has(t, word, isVowelMark) {
		return 0, false
	}
	last = word.To - 1
	return last, isArabic(t[last].R) && !isVowelMark(at(t, word.To))
}

// placeInVerse puts the marks behind the pieces of a verse on the words that lost them.
func (s *markSearch) placeInVerse(b *markBlock) {
	marks := s.above[b.to]
	for _, k := range b.order {
		if last, ok := s.bareEnd(k); ok {
			b.placed = append(b.placed, placedMark{marks[0], last})
			marks = marks[1:]
		}
	}
	b.score -= lostPrice * float64(len(b.past.loose))
}
