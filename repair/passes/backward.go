package passes

import (
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines whose every code point was turned round, those of numbers and Latin words too, by a
// program that knows of no direction. One number tells little, all of a text enough.
//
// What a sign tells, in nats: the logarithm of how many times as often it is seen the right
// way round as backwards, in the numbers of news, encyclopedia and the fixtures.
const (
	facesCapital   = 4.0 // a capital begins a word
	facesThousands = 4.0 // thousands are parted from the end
	facesDate      = 3.0 // a month has 31 days at most
	facesYear      = 3.0 // a number of four digits is a year of our time more often than not
	facesRound     = 3.0 // round numbers end in noughts, and few begin with one
	facesNought    = 6.0 // between words no number begins with a nought: 15 of 34,000 do, and 13,700 end in one
	facesNamed     = 3.0 // more than facesYear, where the word for a year stands before it: 4,939 are years one way alone, 9 the other
	backwardLeast  = 3.0 // all signs together, from which on a text is backwards
)

// facesDigit is by how many nats a digit comes more often first than last in a number of two and
// of three digits, counted in 47,000 of them in the texts that model.txt of repair/lang names. One
// number tells facesRound at most: codes may begin with a nought.
var facesDigit = [...][10]float64{
	2: {-4.90, 1.39, 0.80, 0.43, -0.16, -0.68, -0.08, -0.03, 0.26, -0.08},
	3: {-5.26, 2.00, 1.13, 0.95, 0.69, 0.42, 0.28, 0.16, 0.08, 0.06},
}

// allBackward reports that the numbers and Latin words of the lines to be turned are
// backwards too.
func (d *turner) allBackward() bool {
	t, sum := d.v.Text, 0.0
	for _, l := range d.backward {
		for i := l.line.From; i < l.line.To; i++ {
			if !isLeftToRight(t[i].R) {
				continue
			}
			from := i
			for i < l.line.To && (isLeftToRight(t[i].R) || i+1 < l.line.To && isSeparator(t[i].R) && isLeftToRight(t[i+1].R)) {
				i++
			}
			number := pass.Range{From: from, To: i}
			before, after := d.wordRead(l, number, -1), d.wordRead(l, number, 1)
			if !besideDigits(t, number) {
				sum += facingBetween(t, number, before, after)
			}
			if months[after] {
				sum += facingDay(t, number)
			}
		}
	}
	return sum <= -backwardLeast
}

// wordRead is the word that is read before or after a number in a line in visual order, on the line above or below where
// the number stands at the end of its own; "" if none stands there.
func (d *turner) wordRead(l backwardLine, number pass.Range, step int) string {
	t, line := d.v.Text, l.line
	left := step > 0 // what is read after it
	switch next := l.index + step; {
	case left && number.From > line.From && isSpace(t[number.From-1].R):
		return readBack(t, wordBefore(t, line, number.From-1))
	case !left && number.To < line.To && isSpace(t[number.To].R):
		return readBack(t, wordAfter(t, line, number.To+1))
	case left && number.From == line.From && next < len(d.lines):
		below := trim(t, d.lines[next])
		return readBack(t, wordBefore(t, below, below.To))
	case !left && number.To == line.To && next >= 0:
		above := trim(t, d.lines[next])
		return readBack(t, wordAfter(t, above, above.From))
	}
	return ""
}

// readBack is a word from its end.
func readBack(t page.Text, w pass.Range) string {
	word := []rune(t[w.From:w.To].String())
	slices.Reverse(word)
	return string(word)
}

// facingBetween is facing for what stands between two words.
func facingBetween(t page.Text, r pass.Range, before, after string) float64 {
	by := facing(t, r)
	if r.Len() > yearDigits || has(t, r, func(r rune) bool { return !isDigit(r) }) {
		return by
	}
	if first, last := digitOf(t[r.From].R), digitOf(t[r.To-1].R); before != "" && after != "" && (first == 0) != (last == 0) {
		by = facesNought * ahead(last == 0, first == 0)
	}
	if r.Len() == yearDigits && yearWords[before] {
		by += facesNamed * ahead(by > 0, by < 0)
	}
	return by
}

// facing is above 0 for a number or word that stands the right way round, below for one that
// stands backwards, 0 for one that does not tell.
func facing(t page.Text, r pass.Range) float64 {
	first, last, digits, thousands := t[r.From].R, t[r.To-1].R, true, true
	groups := []int{0}
	var value []int
	for _, c := range t[r.From:r.To] {
		switch {
		case isDigit(c.R):
			groups[len(groups)-1]++
			value = append(value, digitOf(c.R))
		case isSeparator(c.R):
			groups = append(groups, 0)
			thousands = thousands && (c.R == ',' || c.R == 0x066C) // ARABIC THOUSANDS SEPARATOR
		default:
			digits = false
		}
	}
	n := len(value)
	switch {
	case !digits && r.Len() >= 3:
		return facesCapital * ahead(unicode.IsUpper(first), unicode.IsUpper(last))
	case !digits:
	case len(groups) == 2 && thousands && n > 3 && groups[0] <= 3 && groups[1] <= 3:
		return facesThousands * ahead(groups[1] == 3, groups[0] == 3)
	case len(groups) == 1 && n == yearDigits:
		if right, wrong := opensYear(value[0], value[1], value[2]), opensYear(value[3], value[2], value[1]); right || wrong {
			return facesYear * ahead(right, wrong)
		}
		return facesRound * ahead(value[2]+value[3] == 0, value[0]+value[1] == 0)
	case len(groups) == 1 && n > 1 && n < len(facesDigit):
		by := facesDigit[n][value[0]] - facesDigit[n][value[n-1]]
		return max(-facesRound, min(facesRound, by))
	}
	return 0
}

// besideDigits reports a group of a longer number that spaces part, as in those of telephones: its
// first and last digits are any.
func besideDigits(t page.Text, r pass.Range) bool {
	return at(t, r.From-1) == ' ' && isDigit(at(t, r.From-2)) || at(t, r.To) == ' ' && isDigit(at(t, r.To+1))
}

// ahead is 1 for what speaks for the right way round alone, -1 for what speaks against it alone.
func ahead(right, wrong bool) float64 {
	switch {
	case right && !wrong:
		return 1
	case wrong && !right:
		return -1
	}
	return 0
}

// digitOf is the value of a digit of ASCII or of the Arabic script.
func digitOf(r rune) int { return int(r & 0xF) }

// opensYear reports the first three digits of a year of our time, by either calendar.
func opensYear(a, b, c int) bool {
	return a == 1 && (b == 3 || b == 4 || b == 9) || a == 2 && b == 0 && c < 4
}

// monthDays is the most days of a month.
const monthDays = 31

// facingDay is facing for a number that is a day of a month.
func facingDay(t page.Text, r pass.Range) float64 {
	if r.Len() != 2 || !isDigit(t[r.From].R) || !isDigit(t[r.To-1].R) {
		return 0
	}
	a, b := digitOf(t[r.From].R), digitOf(t[r.To-1].R)
	return facesDate * ahead(10*b+a > monthDays, 10*a+b > monthDays)
}

// months are the names of the months, but for those that are words beside.
var months = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("فروردین اردیبهشت خرداد مرداد شهریور مهر آبان آذر دی بهمن اسفند " +
		"ژانویه فوریه مارس آوریل ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر محرم رجب شعبان رمضان شوال") {
		m[w] = true
	}
	return m
}()
