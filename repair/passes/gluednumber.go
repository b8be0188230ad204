package passes

import (
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// gluedNumber is a number that sticks to a word.
type gluedNumber struct {
	number pass.Range
	at     int  // the space goes behind this code point
	behind bool // it sticks to the word before it
	sure   bool // by itself
	likely bool // in a text that glues its numbers
}

// Where so many numbers surely stick to words, and for one that does at most so many stand
// alone, a text lost the spaces beside its numbers: then others did that might be meant so.
const (
	gluesLeast = 2
	gluesShare = 4
)

// gluedNumbers parts numbers from the words that they stick to; gaps is whether the text lost the spaces
// where scripts meet.
func gluedNumbers(m *lang.Model, v *pass.View, gaps bool) (edits []pass.Edit) {
	found, alone := findGlued(m, v, gaps)
	sure := 0
	for _, n := range found {
		if n.sure {
			sure++
		}
	}
	glues := gaps || sure >= gluesLeast && alone <= gluesShare*sure
	marks := countUp(v.Text, found)
	for _, n := range found {
		if n.sure || glues && n.likely && !(marks && n.behind && n.number.Len() <= markDigits) {
			edits = append(edits, v.InsertAfter(n.at, ' ', "glued", 0.92))
		}
	}
	return edits
}

// countUp reports that short numbers behind words count on from one to the next, as reference
// marks do.
func countUp(t page.Text, found []gluedNumber) bool {
	all, on, last := 0, 0, 0
	for _, n := range found {
		if n.sure || !n.behind || n.number.Len() > markDigits {
			continue
		}
		value := valueOf(t[n.number.From:n.number.To])
		if all > 0 && value == last+1 {
			on++
		}
		all, last = all+1, value
	}
	return on > 0 && 2*on >= all-1
}

// findGlued lists the numbers that stick to words, and counts those that stand alone.
func findGlued(m *lang.Model, v *pass.View, gaps bool) (found []gluedNumber, alone int) {
	if isOthers(m, v) && languageOf(v) == lang.Arabic {
		return nil, 0 // which words are known says nothing of Arabic ones
	}
	t, g := v.Text, guard{m: m, v: v}
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signDigit == 0 {
			continue
		}
		checked := false // that the line is one in which numbers stand alone
		var language lang.Language
		var token pass.Range // that was looked at last
		bare := false
		for i := l.From; i < l.To; i++ {
			if !isDigit(t[i].R) {
				continue
			}
			number := numberAt(t, l, i)
			i = number.To - 1
			last := at(t, number.From-1)
			before := number.From > l.From && (isArabic(last) || isMark(last) || isClauseStop(last))
			after := number.To < l.To && isArabic(t[number.To].R)
			if !before && !after {
				if number.From > l.From && isSpace(last) {
					alone++
				}
				continue
			}
			if number.From >= token.To {
				token, bare = bareToken(t, l, number.From)
			}
			if !bare && !(gaps && !isOtherLetter(at(t, number.From-1)) && !isOtherLetter(at(t, number.To))) {
				continue
			}
			if !checked {
				if language, _ = lang.IdentifyRunes(v.Runes(l)); !partsNumbers(language) || !gaps && !g.sound(i) {
					break
				}
				checked = true
			}
			left, right := gluedNumber{number: number, at: number.From - 1, behind: true}, gluedNumber{number: number, at: i}
			if before {
				left.behindWord(m, v, l, language)
			}
			if after {
				right.beforeWord(m, v, l, language)
			}
			if gaps && language == lang.Persian {
				left.likely = left.likely || before && partsFromNumber(v, wordBefore(t, l, number.From))
				right.likely = right.likely || after && partsFromNumber(v, wordAfter(t, l, number.To))
			}
			if before && after { // no reference mark; but it may be the middle of a code
				both := (left.sure || left.likely) && (right.sure || right.likely)
				left.sure, right.sure, left.likely, right.likely = both, both, false, false
			}
			for _, n := range [...]gluedNumber{left, right} {
				if n.sure || n.likely {
					found = append(found, n)
				}
			}
		}
	}
	return found, alone
}

// partsFromNumber reports what a number does not stick to by right: no ending, and no letter but و.
func partsFromNumber(v *pass.View, w pass.Range) bool {
	word := v.Slice(w)
	return word != "" && !isSuffix(word) && !isEndingBehind(word)
}

// numberAt is the number whose first digit is at i, with the separators inside of it.
func numberAt(t page.Text, l pass.Range, i int) pass.Range {
	from := i
	for i+1 < l.To && (isDigit(t[i+1].R) || isSeparator(t[i+1].R) && isDigit(at(t, i+2)) && i+2 < l.To) {
		i++
	}
	return pass.Range{From: from, To: i + 1}
}

// behindWord judges a number that sticks to the word before it.
func (n *gluedNumber) behindWord(m *lang.Model, v *pass.View, l pass.Range, language lang.Language) {
	t := v.Text
	w := wordBefore(t, l, n.number.From)
	word := v.Slice(w)
	fraction := has(t, n.number, isFraction)
	n.sure = isYear(t[n.number.From:n.number.To]) && w.Len() > 1 || beforeNumbers[word] && !(language == lang.Arabic && w.Len() == 1) ||
		fraction && w.Len() > 2 && known(m, word)
	if language != lang.Persian || n.sure {
		return
	}
	by := missed(m, t, l, n.number)
	n.sure = leadsTo(m, v, w, n.number, by) || w.Len() > 1 && known(m, word) && by > quantityCounts && isCounted(v, l, n.number.To)
	n.likely = w.Len() != 1 && (w.Len() == 0 || known(m, word)) && by > numberCounts
}

// beforeWord judges a number that sticks to the word behind it.
func (n *gluedNumber) beforeWord(m *lang.Model, v *pass.View, l pass.Range, language lang.Language) {
	t := v.Text
	w := wordAfter(t, l, n.number.To)
	word := v.Slice(w)
	fraction := has(t, n.number, isFraction)
	switch {
	case isSuffix(word):
	case isEnding(word):
		n.likely = true
	case isSpan(word):
	case functionWords[word], isMeasure(word), isYear(t[n.number.From:n.number.To]) && w.Len() > 2, fraction && w.Len() > 2 && m.Known(word), counted(m, v, w):
		n.sure = true
	case language == lang.Persian:
		n.sure = standsBehind(m, v, l, w, n.number)
		n.likely = w.Len() > 2 && known(m, word)
	}
}

// isCounted reports a word of measure, or an ending of numbers, behind the space at i: what stands
// before it counts, and marks nothing.
func isCounted(v *pass.View, l pass.Range, i int) bool {
	if i >= l.To || v.Text[i].R != ' ' {
		return false
	}
	word := v.Slice(wordAfter(v.Text, l, i+1))
	return isMeasure(word) || isEnding(word) && !isSuffix(word)
}

// A number that sticks to a word is part of the sentence, or a reference mark. Without a mark
// the sentence reads as well as any; where a number of its own is left out, something is
// missing.
//
// Nats by which a line reads better with the number than without: of 195 numbers in held-out
// sentences half have 0.6 and more, three in four -2.6 and 19 in 20 -8.6; of 6,551 numbers that
// were put between other words one in 1,000 has 0.3, one in 100 -3 and one in 20 -5.
const (
	numberMissed   = 0.0  // behind a word: it is no reference mark
	largeMissed    = -5.0 // the same for one of three digits, which few reference marks have
	numberCounts   = -9.0 // before a word, where no reference mark stands
	quantityCounts = -5.0 // behind a word and before one of measure
	compoundCounts = -3.0 // before a word that may form a compound with the number
	numberLeft     = 24   // code points before the number that are read
	numberRight    = 16   // and behind it
	numberDigits   = 3    // digits of it that are
)

// leadsTo reports a number of its own behind word w of a line in Persian, or behind the sign at
// the end of a clause, where w is empty; the line reads better with it by so many nats.
func leadsTo(m *lang.Model, v *pass.View, w, number pass.Range, by float64) bool {
	t := v.Text
	least := numberMissed
	if number.Len() >= numberDigits {
		least = largeMissed
	}
	switch {
	case w.Len() == 0:
		return isArabic(at(t, number.From-2)) && by > least
	case w.Len() == 1:
		return false
	}
	// No reference mark stands behind an ezafe.
	return t[w.To-1].R == 0x0654 || known(m, v.Slice(w)) && by > least // HAMZA ABOVE
}

// standsBehind reports that word w behind a number is no part of it, in a line in Persian.
func standsBehind(m *lang.Model, v *pass.View, l, w, number pass.Range) bool {
	if w.Len() < 2 {
		return v.Text[w.From].R == 0x0648 && isSpace(at(v.Text, w.To)) // WAW, which means and
	}
	least := numberCounts
	if endsCompound(v.Text, w) {
		least = compoundCounts
	}
	return known(m, v.Slice(w)) && missed(m, v.Text, l, number) > least
}

// missed is how much better a line reads with its number than without.
func missed(m *lang.Model, t page.Text, l, number pass.Range) float64 {
	left := pass.Range{From: max(l.From, number.From-numberLeft), To: number.From}
	right := trim(t, pass.Range{From: number.To, To: min(l.To, number.To+numberRight)})
	if m == nil || right.Len() == 0 {
		return numberCounts
	}
	before, after := plainLetters(t, left), plainLetters(t, right)
	with := []rune{' '}
	for i := number.From; i < min(number.To, number.From+numberDigits); i++ {
		with = append(with, t[i].R)
	}
	with = append(append(with, ' '), after...)
	without := append([]rune{' '}, after...)
	return m.LogProb(before, with) - m.LogProb(before, without)
}

// isClauseStop reports a sign behind a clause that Persian writes a space after.
func isClauseStop(r rune) bool { return r == '.' || r == 0x060C || r == 0x061B } // ARABIC COMMA, ARABIC SEMICOLON
