package layout

import (
	"math"

	"github.com/paknevis/paknevis/repair/script"
)

// Many who write right-to-left text in a document of the other direction leave the direction of
// its lists alone: the bullet or the number of each item stands at the left end of its line then,
// where a reader from the right ends. No line ends in a bullet; in a number and its stop, 7.,
// one may, and only an item beside it that is counted on tells.

// itemAtLeft reports such a line, in visual order, of right-to-left letters.
func (l *line) itemAtLeft(near neighbours) bool {
	if l.strength <= 0 || l.tabs {
		return false
	}
	if n := near.items[1]; n > 0 {
		return n > 1 && near.items[0] == n-1 || near.items[2] == n+1
	}
	return l.bulletAtLeft()
}

// ragged reports a line with a bullet at its left end in a list whose lines are flush at the right:
// the text is laid out from the right there, and only the bullets stand at the wrong end. On a page
// in a left-to-right script such lists are laid out from the left and set flush.
func (l *line) ragged(r *region, i int) bool {
	if !l.bulletAtLeft() || l.cells[len(l.cells)-1].closes() || r.x1-l.x1 > bulletFlush*l.size {
		return false
	}
	found := false
	for _, j := range [2]int{i - 1, i + 1} {
		if j < 0 || j >= len(r.lines) || !r.lines[j].bulletAtLeft() {
			continue
		}
		m := r.lines[j]
		if math.Abs(m.x1-l.x1) > bulletFlush*l.size {
			return false
		}
		found = found || math.Abs(m.x0-l.x0) > bulletSlack*l.size
	}
	return found
}

// Lines whose ends are so near to each other, in font sizes, are flush; bullets that differ by more than
// bulletSlack are not set one below the other.
const (
	bulletFlush = 0.5
	bulletSlack = 0.2
)

// turnBullet takes the bullet at the left end of a line in visual order to its right end.
func (l *line) turnBullet() {
	n := len(l.cells)
	bullet, white := l.cells[0], l.cells[1]
	copy(l.cells, l.cells[2:])
	l.cells[n-2], l.cells[n-1] = white, bullet
	l.cells[n-2].space = ' '
	l.number()
}

// bulletAtLeft reports a line with a bullet and white at its left end, and no other bullet.
func (l *line) bulletAtLeft() bool {
	if len(l.cells) < 3 || l.cells[0].u == nil || l.cells[1].u != nil || !isBullet(l.cells[0].u.first()) {
		return false
	}
	for _, c := range l.cells[1:] {
		if c.u != nil && isBullet(c.u.first()) {
			return false
		}
	}
	return true
}

// besideBullet reports that white cell i parts the bullet at an end of the line from its item, and
// not two cells of a table.
func (l *line) besideBullet(i int) bool {
	n := len(l.cells)
	at := 0
	if i != 1 {
		if at = n - 1; i != n-2 {
			return false
		}
	}
	return n > 3 && l.cells[i].gap <= bulletWhite && l.cells[at].u != nil && isBullet(l.cells[at].u.first())
}

// bulletWhite: so wide at most, in font sizes, is the white between a bullet and its item.
const bulletWhite = 6

// itemNumber is the number of a list item at the left end of a line in visual order, 0 if it has
// none: digits, a full stop and white.
func (l *line) itemNumber() (number int) {
	n := 0
	for n < len(l.cells) && n <= maxItem && l.cells[n].u != nil {
		set, d := script.DigitOf(l.cells[n].u.first())
		if set == script.NoDigits || len(l.cells[n].u.text) != 1 {
			break
		}
		number = number*10 + d
		n++
	}
	if n == 0 || n > maxItem || n+2 >= len(l.cells) || l.cells[n].u == nil || l.cells[n].u.first() != '.' || l.cells[n+1].u != nil {
		return 0
	}
	return number
}
