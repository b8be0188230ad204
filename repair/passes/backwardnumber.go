package passes

import (
	"context"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// BackwardNumbers turns the numbers of a text that has all of them backwards.
func BackwardNumbers() pass.Pass {
	return pass.Pass{
		Name:  "backward-numbers",
		Class: pass.Lossless,
		After: []string{"controls", "direction", "forms"},
		Doc: `Fault: the words stand in the order in which they are read, the digits of every Persian or Arabic number from last to
first (۳۰۴۱ for 1403).
Cause: an extractor that knows of no bidirectional text takes all of the Arabic blocks for letters, and turns the digits with
the words around them (pypdf); ASCII digits and Latin words keep their order.
Repair: where the numbers of the whole text tell, by years, days of months, times of the day and noughts, above all in numbers of what is counted (۰۰۳ هزار), each is
turned, with the separators inside of it (reversed).
Left alone: texts in which few numbers tell, or some tell the opposite; ASCII digits.
Risk: a list of codes that look like years from behind, in a text with no other numbers.`,
		Run: backwardNumbers,
	}
}

// What numbers tell in nats, beside the signs of facing.
const (
	facesTime  = 3.0
	facesCode  = 1.0 // a number of four digits that is a year neither way: a third of those of prose, most of those of lists
	facesCount = 2.5 // the nought that begins or ends a number before what is counted by the hundred, see countedWords
	// tensMost is how much those of two digits tell together: some forms have 05 for 5 everywhere.
	tensMost = 4.0
	// shortMost is how much all short numbers tell together: those of lists are filled up with noughts.
	shortMost = 1.5
	// numbersLeast is the sum of all signs from which on the numbers of a text whose words are in
	// order are backwards: two years, or a year and a time. One alone may be anything.
	numbersLeast = 6.0
)

func backwardNumbers(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	t, shown := v.Text, linesOf(v)
	sum, short, tens, seen := 0.0, 0.0, 0.0, map[string]bool{} // the same number again tells no more, and none that counts, with a sign before it
	var numbers []pass.Range
	for n, l := range v.Lines() {
		if shown[n].signs&signDigit == 0 {
			continue
		}
		for i := l.From; i < l.To; i++ {
			if !isArabicDigit(t[i].R) {
				continue
			}
			number := arabicNumber(t, l, i)
			i = number.To
			if number.Len() < 2 {
				continue
			}
			numbers = append(numbers, number)
			day := standsBeforeMonth(t, number)
			if s := v.Slice(number); !seen[s] {
				seen[s] = true
				if number.Len() < yearDigits {
					short += facing(t, number)
				} else {
					sum += facingNumber(t, number)
				}
			}
			if day {
				sum += facingDay(t, number)
			}
			if s := "+" + v.Slice(number); !seen[s] && countsSomething(t, l, number) {
				seen[s] = true
				by := &tens
				if number.Len() > 2 {
					by = &sum
				}
				*by += facesCount * ahead(digitOf(t[number.To-1].R) == 0, digitOf(t[number.From].R) == 0)
			}
		}
	}
	if sum+max(-shortMost, min(shortMost, short))+max(-tensMost, min(tensMost, tens)) > -numbersLeast {
		return nil, nil
	}
	for _, n := range numbers {
		turned := slices.Clone(t[n.From:n.To])
		slices.Reverse(turned)
		if turned.String() != v.Slice(n) {
			edits = append(edits, v.Edit(n, turned, "reversed", 0.93))
		}
	}
	return edits, nil
}

// countedWords are counted by numbers that nobody fills up with noughts, as those of lists, codes and clocks are.
var countedWords = map[string]bool{
	"هزار": true, "میلیون": true, "میلیارد": true, "درصد": true, "نفر": true, "تن": true,
	"ریال": true, "تومان": true, "دلار": true, "متر": true, "کیلومتر": true, "هکتار": true, "کیلوگرم": true,
}

// countsSomething reports a whole number between spaces before one of these words.
func countsSomething(t page.Text, l, number pass.Range) bool {
	if number.From > l.From && !isSpace(t[number.From-1].R) || number.To >= l.To || !isSpace(t[number.To].R) || besideDigits(t, number) {
		return false
	}
	for _, c := range t[number.From:number.To] {
		if !isDigit(c.R) {
			return false
		}
	}
	w := wordAfter(t, l, number.To+1)
	return countedWords[t[w.From:w.To].String()]
}

// isArabicDigit reports a digit of the Arabic blocks.
func isArabicDigit(r rune) bool { return isDigit(r) && r > unicode.MaxASCII }

// arabicNumber is the number of Arabic digits that begins at i, with the separators inside of it.
func arabicNumber(t page.Text, l pass.Range, i int) pass.Range {
	to := i + 1
	for to < l.To && (isArabicDigit(t[to].R) || to+1 < l.To && joinsNumber(t[to].R) && isArabicDigit(t[to+1].R)) {
		to++
	}
	return pass.Range{From: i, To: to}
}

// joinsNumber reports a separator of a number, or the hyphen of a range.
func joinsNumber(r rune) bool { return isSeparator(r) || r == '-' }

// facingNumber is facing for the years in a number, and for a date or a time of the day.
func facingNumber(t page.Text, r pass.Range) float64 {
	sum, from := 0.0, r.From
	var short []int // the numbers of two digits in it, as they stand and turned round
	for i := r.From; i <= r.To; i++ {
		if i < r.To && isDigit(t[i].R) {
			continue
		}
		d := func(k int) int { return digitOf(t[from+k].R) }
		switch i - from {
		case yearDigits:
			right, wrong := opensYear(d(0), d(1), d(2)), opensYear(d(3), d(2), d(1))
			switch {
			case d(0) == 0: // the code of a telephone network, or a year that ends a decade
			case right || wrong:
				sum += facesYear * ahead(right, wrong)
			default:
				sum += facesCode
			}
		case 2:
			short = append(short, 10*d(0)+d(1), 10*d(1)+d(0))
		}
		from = i + 1
	}
	if len(short) != 4 {
		return sum
	}
	switch sign := t[r.From+2].R; {
	case r.Len() == 5 && sign == ':':
		sum += facesTime * ahead(isTime(short[0], short[2]), isTime(short[3], short[1]))
	case r.Len() == len("1402/10/27"):
		sum += facesDate * ahead(max(short[0], short[2]) <= monthDays, max(short[1], short[3]) <= monthDays)
	}
	return sum
}

// yearDigits is how many digits the years of our time have.
const yearDigits = 4

// isTime reports a time of the day.
func isTime(hour, minute int) bool { return hour < 24 && minute < 60 }

// standsBeforeMonth reports a number that the name of a month follows, on the same line or, where a
// reader breaks the line after every word, on the next.
func standsBeforeMonth(t page.Text, number pass.Range) bool {
	i := number.To
	for i < len(t) && isEdge(t[i].R) {
		i++
	}
	w := wordAfter(t, pass.Range{From: i, To: len(t)}, i)
	return w.Len() > 0 && months[t[w.From:w.To].String()]
}
