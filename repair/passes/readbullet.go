package passes

import (
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// A recognizer that learned letters reads a small circle before the words of a list item as the
// zero that it looks like, and now and then as a five, a nine or a heh. No list counts by zeros.

// leastZeros is how many lines of a page begin with a zero by itself where they are bullets: one
// may be the first index of a table.
const leastZeros = 3

// readBullets gives bullets that were read as digits back.
func readBullets(v *pass.View) (edits []pass.Edit) {
	t, lines := v.Text, v.Lines()
	var items []int // places of lone signs that begin lines
	zeros := 0
	counted := map[int]bool{} // numbers that begin lines
	for n, l := range lines {
		l = linesOf(v)[n].within(l)
		if l.Len() == 0 {
			continue
		}
		if d, after := leadingNumber(v, l); after > 0 {
			counted[d] = true
		}
		if l.Len() < 3 || !isSpace(t[l.From+1].R) || !isLetter(t[l.From+2].R) {
			continue
		}
		switch r := t[l.From].R; {
		case isZero(r):
			zeros++
			items = append(items, l.From)
		case isBullet(r) || looksRound(r):
			items = append(items, l.From)
		}
	}
	if zeros < leastZeros {
		return nil
	}
	for n, i := range items {
		r := t[i].R
		switch _, d := script.DigitOf(r); {
		case isBullet(r):
			continue
		case !isZero(r) && (n == 0 || n+1 == len(items)):
			continue // not between such lines
		case d > 0 && (counted[d-1] || counted[d+1]):
			continue
		}
		edits = append(edits, v.Replace(i, []rune{'\u2022'}, "read", 0.92)) // BULLET
	}
	return edits
}

// leadingNumber is the number at the start of a line, and the place after it, 0 if it has none.
func leadingNumber(v *pass.View, l pass.Range) (number, after int) {
	for i := l.From; i < l.To && i-l.From < maxMarker; i++ {
		set, d := script.DigitOf(v.Text[i].R)
		if set == script.NoDigits {
			return number, after
		}
		number, after = number*10+d, i+1
	}
	return number, after
}

func isZero(r rune) bool {
	_, d := script.DigitOf(r)
	return d == 0
}

// looksRound reports what else a recognizer sees in a circle.
func looksRound(r rune) bool {
	_, d := script.DigitOf(r)
	return d == 5 || d == 9 || r == '\u0647' || r == '\u00B0' || r == 'o' || r == 'O' // HEH, DEGREE SIGN
}
