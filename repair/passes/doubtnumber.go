package passes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// The codes of warnings about numbers. Nothing in a text tells what else they were, so they
// stay as they are.
const (
	DigitsDoubtful  = "digits-doubtful"  // a font's map reads digits as others, which outlines show in a PDF file
	NumbersDoubtful = "numbers-doubtful" // the parts of dates, ranges or decimals changed places
)

// What a number tells of digits that are read as others, in nats: above 0 what sound numbers
// hardly show, below 0 what shuffled digits hardly do. Measured on 1,195 sound texts of a page
// or more, of which none has more than 3.5; of 133 with eight Persian numbers and more whose
// digits were exchanged 58 have doubtDigits.
const (
	doubtYear   = 4.0 // a number behind the word for a year is none, or is one
	doubtEra    = 3.0 // any other number that is a year
	doubtDay    = 4.0 // before a month, of more days than it has
	soundDay    = 1.0
	doubtZero   = 3.5 // begins with a nought; all together, for lists are filled up with them
	doubtTail   = 2.0 // ends in two digits that are the same and no noughts
	tailsMost   = 4.0 // all of these together
	soundTens   = 1.1 // two digits, the last a nought
	soundRound  = 1.7 // three digits, the last a nought
	doubtDigits = 5.0
	lastYear    = 2199 // years of fiction lie before it, and those of the imperial calendar:
	imperial    = 25   // they begin so
)

// mostQuoted is how many numbers a warning quotes.
const mostQuoted = 5

// yearWords stand before a year.
var yearWords = func() map[string]bool {
	set := map[string]bool{"سال": true, "سال‌های": true, "سالهای": true, "بهار": true, "تابستان": true, "پاییز": true, "زمستان": true}
	for m := range months {
		set[m] = true
	}
	return set
}()

// doubtfulDigits tells of a text whose Persian or Arabic numbers cannot be those that were printed.
func doubtfulDigits(v *pass.View) []page.Warning {
	t := v.Text
	sum, tails, zero := 0.0, 0.0, 0.0
	seen := map[string]bool{}
	var quoted []string
	for l, number := range bareNumbers(v) {
		if !isArabicDigit(t[number.From].R) || has(t, number, isPartSign) {
			continue
		}
		word := v.Slice(number)
		if seen[word] || besideDigits(t, number) {
			continue
		}
		seen[word] = true
		d := t[number.From:number.To]
		by, year := yearDoubt(d, yearWords[wordBeforeSpace(v, l, number.From)])
		odd := false
		switch {
		case year:
		case digitOf(d[0].R) == 0:
			if len(d) < yearDigits && len(d) > 1 { // longer ones are those of telephones
				zero, odd = doubtZero, true
			}
		case hasTail(d):
			tails, odd = min(tailsMost, tails+doubtTail), true
		default:
			by = -roundness(d)
		}
		if len(d) == 2 && standsBeforeMonth(t, number) {
			if valueOf(d) > monthDays {
				by += doubtDay
			} else {
				by -= soundDay
			}
		}
		if sum += by; (odd || by > 0) && len(quoted) < mostQuoted {
			quoted = append(quoted, word)
		}
	}
	if sum+tails+zero < doubtDigits {
		return nil
	}
	return []page.Warning{{Code: DigitsDoubtful, Text: fmt.Sprintf("numbers are hardly those that were printed (%s): a font may read digits as others; compare them with the page", strings.Join(quoted, ", "))}}
}

// yearDoubt is what a number tells that is, or should be, a year: named tells of the word before it.
func yearDoubt(d page.Text, named bool) (doubt float64, ok bool) {
	if len(d) != yearDigits || !named && !isYear(d) {
		return 0, false
	}
	switch year := valueOf(d); {
	case !named:
		return -doubtEra, true
	case digitOf(d[0].R) == 0 || year > lastYear && year/100 != imperial:
		return doubtYear, true
	case isYear(d):
		return -doubtYear, true
	}
	return 0, true
}

// hasTail reports a number that ends in two digits that are the same and no noughts.
func hasTail(d page.Text) bool {
	n := len(d)
	return n > 2 && digitOf(d[n-1].R) == digitOf(d[n-2].R) && digitOf(d[n-1].R) != 0
}

// roundness is what a number that ends in a nought tells for sound digits.
func roundness(d page.Text) float64 {
	switch n := len(d); {
	case digitOf(d[n-1].R) != 0:
		return 0
	case n == 3:
		return soundRound
	case n == 2:
		return soundTens
	}
	return 0
}

// What numbers of several parts tell of parts that changed places.
const (
	partsSure  = 1.0 // no part may stand there: ۵/۰, ۱۳۹۵–۱۳۹۰
	partsMay   = 0.5 // some write so: the day first, minutes before seconds
	partsLeast = 1.0
)

// pageWords stand before the numbers of pages, of which the first comes first.
var pageWords = map[string]bool{"صفحه": true, "صفحهٔ": true, "صفحات": true, "صفحه‌های": true, "ص": true, "صص": true}

// swappedParts tells of a text the parts of whose decimals, ranges, dates and times changed places.
func swappedParts(v *pass.View) []page.Warning {
	against, sound := 0.0, 0.0
	seen := map[string]bool{}
	var quoted []string
	for l, number := range bareNumbers(v) {
		if !has(v.Text, number, isPartSign) {
			continue
		}
		word := v.Slice(number)
		if seen[word] {
			continue
		}
		seen[word] = true
		by := partsOrder(v, l, number)
		if sound += max(0, by); by >= 0 {
			continue
		}
		if against -= by; len(quoted) < mostQuoted {
			quoted = append(quoted, word)
		}
	}
	if against < partsLeast || against <= sound {
		return nil
	}
	return []page.Warning{{Code: NumbersDoubtful, Text: fmt.Sprintf("the parts of numbers may have changed places (%s): compare them with the page", strings.Join(quoted, ", "))}}
}

// partsOrder is above 0 for a number of several parts which stand in order, below for one whose
// parts changed places, 0 for one that does not tell.
func partsOrder(v *pass.View, l, number pass.Range) float64 {
	sign, parts := partsOfNumber(v.Text[number.From:number.To])
	if len(parts) < 2 || len(parts) > 3 {
		return 0
	}
	first, last := parts[0], parts[len(parts)-1]
	a, b := valueOf(first), valueOf(last)
	hyphen := sign == '-' || sign == '\u2013' // EN DASH
	switch {
	case len(parts) == 3 && (sign == '/' || sign == '-'):
		return dateOrder(first, parts[1], last)
	case len(parts) == 3:
	case hyphen && (isYear(first) && isYear(last) || pageWords[wordBeforeSpace(v, l, number.From)]):
		return partsSure * ahead(a < b, a > b)
	case sign == ':' && len(first) == 2 && len(last) == 2 && !isTime(a, b) && isTime(b, a):
		if wordBeforeSpace(v, l, number.From) == "ساعت" {
			return -partsSure
		}
		return -partsMay
	case sign == '/' && a != b:
		return partsSure * ahead(len(first) == 1 && a == 0, len(last) == 1 && b == 0 && first[0].R&0xF != 0)
	}
	return 0
}

// partsOfNumber parts a number at its signs; none if those differ or a part is longer than a year.
func partsOfNumber(t page.Text) (sign rune, parts []page.Text) {
	from := 0
	for i := range len(t) + 1 {
		if i < len(t) && !isPartSign(t[i].R) {
			continue
		}
		if i < len(t) {
			if sign != 0 && sign != t[i].R {
				return 0, nil
			}
			sign = t[i].R
		}
		if i == from || i-from > yearDigits {
			return 0, nil
		}
		parts, from = append(parts, t[from:i]), i+1
	}
	return sign, parts
}

// dateOrder is partsOrder for the three parts of a date.
func dateOrder(first, month, last page.Text) float64 {
	switch {
	case len(first) == yearDigits:
		return partsMay
	case isSolar(last) && len(first) <= 2 && valueOf(first) <= monthDays && valueOf(month) <= 12:
		return -partsMay
	}
	return 0
}

// isSolar reports a year of the solar calendar of our time or the centuries before.
func isSolar(t page.Text) bool {
	n := valueOf(t)
	return len(t) == yearDigits && n >= 1200 && n <= 1499
}

// wordBeforeSpace is the word before the space before i.
func wordBeforeSpace(v *pass.View, l pass.Range, i int) string {
	if i <= l.From || !isSpace(v.Text[i-1].R) {
		return ""
	}
	return v.Slice(wordBefore(v.Text, l, i-1))
}

// isPartSign reports a sign between the parts of a date, a time, a range or a fraction.
func isPartSign(r rune) bool { return r == '/' || r == ':' || r == '-' || r == '\u2013' } // EN DASH

// bareNumbers goes through the numbers of the lines with Arabic letters, with the signs between
// their parts, that are no part of a word, an address or a longer number.
func bareNumbers(v *pass.View) func(yield func(line, number pass.Range) bool) {
	return func(yield func(line, number pass.Range) bool) {
		t, shown := v.Text, linesOf(v)
		for n, l := range v.Lines() {
			if shown[n].signs&signDigit == 0 || shown[n].arabic == 0 {
				continue
			}
			for i := l.From; i < l.To; i++ {
				if !isDigit(t[i].R) {
					continue
				}
				from := i
				for i+1 < l.To && (isDigit(t[i+1].R) || isPartSign(t[i+1].R) && i+2 < l.To && isDigit(t[i+2].R)) {
					i++
				}
				number := pass.Range{From: from, To: i + 1}
				if !bindsNumber(t, l, from-1, -1) && !bindsNumber(t, l, i+1, 1) && !yield(l, number) {
					return
				}
			}
		}
	}
}

// bindsNumber reports that what stands at i makes the number beside it, on the other side of
// step, a part of something longer.
func bindsNumber(t page.Text, l pass.Range, i, step int) bool {
	if i < l.From || i >= l.To {
		return false
	}
	switch r := t[i].R; {
	case r == '.' || r == ',' || isFraction(r):
		return i+step >= l.From && i+step < l.To && isDigit(t[i+step].R)
	case isPartSign(r) || slices.Contains([]rune("_@#+="), r):
		return true
	default:
		return isLeftToRight(r)
	}
}
