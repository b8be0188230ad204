package layout

import (
	"math"
)

// order puts the cells of a line from visual into logical order and notes which of
// them stand at a right-to-left level. near tells what the lines around it end and
// begin with.
func (a *arranger) order(l *line, near neighbours) {
	l.rtl = a.baseRTL(l, near)
	if l.rtl && near.room && l.marksLeft() {
		l.rtl = false
		l.turnMarker()
	}
	switch {
	case l.rtl && near.ragged:
		l.turnBullet()
	case l.rtl && l.itemAtLeft(near):
		l.rtl = false
	}
	if l.rtl && a.fromLeft(l, near) {
		l.rtl = l.turnSigns()
	}
	near.commas = a.commas
	d := newDisplay(l, near)
	if l.rtl && a.isolated {
		d.isolate()
		d.enumerate(l) // numbers with signs are runs from the left now
	}
	d.mixed = a.mixed
	perm := d.parts(l.rtl)
	visual := append(a.desk.line.cells[:0], l.cells...)
	a.desk.line.cells = visual
	for i, p := range perm {
		l.cells[i] = visual[p]
		l.cells[i].rtl = d.odd[p]
	}
	clear(l.cells[len(perm):])
	l.prerelease()
	a.carry(l)
}

// neighbours is what the order of a line needs to know of the lines around it, which
// may be parts of its paragraph.
type neighbours struct {
	rtl    bool // they have more right-to-left letters than others
	table  bool // the line is a row of a table whose rows together have more right-to-left letters
	before rune // stands for the last letter of the line before, if that was broken for want of room
	latin  bool // the line after begins with a left-to-right letter
	room   bool // the line ends far from the edge of its column
	left   bool // the line before is read from the left and starts at the same edge
	flush  bool // the line stands at the left of its column, far from the right edge

	commas bool // see keepsCommas
	ragged bool // the line is an item of a list whose bullets stand at the wrong end

	items [3]int // numbers of list items at the left ends of the line before, this and the next, 0 for none
}

// neighboursOf looks at the lines before and after line i of a region.
func (a *arranger) neighboursOf(r *region, i int) neighbours {
	var n neighbours
	l := r.lines[i]
	n.items[1] = l.itemNumber()
	if i > 0 {
		p := r.lines[i-1]
		n.items[0] = p.itemNumber()
		n.rtl = p.strength > 0
		n.left = !p.rtl && p.strength < 0 && math.Abs(p.x0-l.x0) < l.size
		if !p.tabs && p.x0-r.x0 <= l.edgeWord()+(spaceMost+0.5)*l.size {
			switch last, _ := p.edgeLetter(-1); last {
			case classR:
				n.before = anyArabic
			case classL:
				n.before = anyLatin
			}
		}
	}
	n.table = l.tabs && r.tableRTL(i)
	n.ragged = !a.mixed && l.ragged(r, i)
	n.room = l.x0-r.x0 > markerRoom*l.size
	n.flush = !l.tabs && r.x1-l.x1 > max(flushRoom*l.size, flushTimes*(l.x0-r.x0))
	if i+1 < len(r.lines) {
		q := r.lines[i+1]
		n.items[2] = q.itemNumber()
		n.rtl = n.rtl || i == 0 && q.strength > 0
		first, at := q.edgeLetter(1)
		n.latin = first == classL && at
	}
	return n
}

// tableRTL reports whether the rows of the table around line i have more right-to-left
// letters than others: the order of the cells is one for the whole table, also for a row
// of foreign names and numbers.
func (r *region) tableRTL(i int) bool {
	sum := 0
	for j := i; j >= max(0, i-tableReach) && r.lines[j].tabs; j-- {
		sum += r.lines[j].strength
	}
	for j := i + 1; j < min(len(r.lines), i+tableReach+1) && r.lines[j].tabs; j++ {
		sum += r.lines[j].strength
	}
	return sum > 0
}

// tableReach: so many rows before and after tell the direction of a table.
const tableReach = 20

// edgeLetter is the class of the letter nearest to the right (1) or left (-1) edge of
// a line that is still in visual order or read from the right, and whether no space
// stands before it.
func (l *line) edgeLetter(side int) (class, bool) {
	best, class0, clean := -1, classN, true
	for n := range l.cells {
		i := n
		if side > 0 {
			i = len(l.cells) - 1 - n // the first one is mostly it
		}
		u := l.cells[i].u
		if u == nil || best >= 0 && (side > 0 && u.x1 < l.cells[best].u.x1 || side < 0 && u.x0 >= l.cells[best].u.x0) {
			continue
		}
		if r, lt := u.strength(); r+lt > 0 {
			best, class0 = i, classL
			if r > 0 {
				class0 = classR
			}
		}
	}
	if best >= 0 && side > 0 {
		clean = l.x1-l.cells[best].u.x1 < spacePrior*l.size
	}
	return class0, clean
}

// edgeWord is the width of the rightmost word of a line in visual order, points.
func (l *line) edgeWord() float64 {
	i := len(l.cells) - 1
	for i > 0 && l.cells[i-1].u != nil {
		i--
	}
	if i < 0 || l.cells[i].u == nil {
		return 0
	}
	return l.x1 - l.cells[i].u.x0
}

// baseRTL decides the base direction of a line. A line of a right-to-left page stays
// right-to-left as long as it has a fair share of such letters, or no letters at all:
// the majority alone would turn a Persian line full of Latin names round.
func (a *arranger) baseRTL(l *line, near neighbours) bool {
	r, lt := 0, 0
	for _, c := range l.cells {
		if c.u != nil {
			dr, dl := c.u.strength()
			r, lt = r+dr, lt+dl
		}
	}
	switch {
	case a.rtl && (near.table || lt > 0 && l.numberAtRight() > 0):
		return true
	case r == 0 && (lt == 0 || a.rtl && l.bulletAtRight()):
		return a.rtl && !(near.left && l.brackets()) && !((near.left || near.flush) && lt == 0 && l.western())
	case r == 0 && a.rtl && near.rtl && l.endsAtLeft():
		return true
	case a.rtl && r > 0 && (near.rtl || r*rtlShare >= lt || l.runsFromRight()):
		return lt == 0 || !l.endsAtRight(lt > r)
	}
	return r > lt
}

// A line stands at the left of its column if so much room is left on its right, in font sizes,
// and so many times as much as on its left.
const (
	flushRoom  = 10
	flushTimes = 4
)

// western reports a line of two numbers or more in Western digits that is no date and no row
// of a table. Input and output of programs are set from the left, also on pages that are read
// from the right.
func (l *line) western() bool {
	numbers, inside := 0, false
	for _, c := range l.cells {
		switch {
		case c.space == '\t':
			return false
		case c.u == nil:
			inside = false
			continue
		}
		for _, ch := range c.u.text {
			digit := ch.R >= '0' && ch.R <= '9'
			switch {
			case digit && !inside:
				numbers++
			case ch.R == '/', isNumber(classOf(ch.R)) && !digit:
				return false
			}
			inside = digit || inside && ch.R == '.'
		}
	}
	return numbers > 1
}

// brackets reports a line of nothing but brackets and the signs that follow them in
// program text.
func (l *line) brackets() bool {
	for _, c := range l.cells {
		if _, ok := c.bracket(); c.u != nil && !ok && !c.closes() {
			return false
		}
	}
	return len(l.cells) > 0
}

// endsAtRight reports a line whose full stop stands after its last word for a reader
// from the left, and not for one from the right. Where most letters are right-to-left
// ones the stop must stand at one of them: a name may begin with a stop, .NET.
func (l *line) endsAtRight(latin bool) bool {
	n := len(l.cells)
	if n < 2 || !l.cells[n-1].closes() || l.cells[0].closes() {
		return false
	}
	if l.dottedAtRight() > 0 {
		return false
	}
	u := l.cells[n-2].u
	return latin || u == nil || !u.isLatin()
}

// dottedAtRight is how many cells a number and the stop on its right take at the right end of a
// line, beside a right-to-left letter: the number of a heading, set from the left in a line from
// the right. A line from the left has its numbers on the left of such letters.
func (l *line) dottedAtRight() int {
	n := len(l.cells)
	if n < 3 || l.cells[n-1].u == nil || l.cells[n-1].u.first() != '.' {
		return 0
	}
	k := n - 1
	for k > 0 && n-1-k <= maxItem && l.cells[k-1].u != nil && isNumber(classOf(l.cells[k-1].u.first())) && len(l.cells[k-1].u.text) == 1 {
		k--
	}
	i := k - 1
	if i > 0 && l.cells[i].u == nil {
		i--
	}
	if k == n-1 || n-1-k > maxItem || i < 0 || l.cells[i].u == nil {
		return 0
	}
	if r, _ := l.cells[i].u.strength(); r == 0 {
		return 0
	}
	return n - k
}

// endsAtLeft reports a line whose full stop stands after its last word for a reader
// from the right, against a letter, where no line read from the left begins.
func (l *line) endsAtLeft() bool {
	n := len(l.cells)
	return n > 2 && l.cells[0].u != nil && (l.cells[0].u.first() == '.' || l.cells[0].u.first() == '\u060C') && l.cells[1].u != nil && // ARABIC COMMA
		classOf(l.cells[1].u.first()) == classL && !l.cells[n-1].closes()
}

// bulletAtRight reports a line that begins with a bullet for a reader from the right.
func (l *line) bulletAtRight() bool {
	n := len(l.cells)
	return n > 2 && l.cells[n-1].u != nil && l.cells[n-2].u == nil && isBullet(l.cells[n-1].u.first())
}

// runsFromRight reports a line that begins with a bullet for a reader from the right,
// and has at the left end the stop that the right end lacks.
func (l *line) runsFromRight() bool {
	n := len(l.cells)
	if n < 4 || l.cells[n-1].u == nil || l.cells[n-2].u != nil {
		return false
	}
	return isBullet(l.cells[n-1].u.first()) && l.cells[0].closes()
}

// maxItem is how many digits the number of a list item has.
const maxItem = 2

// numberAtRight is how many cells the number of a list item and its sign take that stand at the
// right end of a line as one from the right begins: the sign on the left, where a line read
// from the left has it at no end of a word.
func (l *line) numberAtRight() int {
	n := len(l.cells)
	k := n
	for k > 0 && n-k <= maxItem && l.cells[k-1].u != nil && isNumber(classOf(l.cells[k-1].u.first())) && len(l.cells[k-1].u.text) == 1 {
		k--
	}
	if k == n || n-k > maxItem || k < 3 || l.cells[k-1].u == nil || l.cells[k-2].u != nil {
		return 0
	}
	if r, ok := l.cells[k-1].bracket(); !(ok && (r == '(' || r == ')')) && l.cells[k-1].u.first() != '.' {
		return 0
	}
	return n - k + 1
}
