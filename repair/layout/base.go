package layout

import "slices"

// Writers who never touch the direction of their paragraphs have them laid out from the left: a
// line of right-to-left letters then looks right but for its signs and numbers, and the stop of
// its sentence stands at the right end, where a reader begins. One line tells nothing: a comma
// behind white may begin a line for want of room. Where a document or a page has many lines of that
// kind and hardly one with a sign at its left end, all are of that kind.
const (
	// leftLeast: so many lines with a sign at the right end, and leftTimes times as many as with
	// one at the left end, tell of it. Tuned on 1,300 public files, of which 6 are laid
	// out so as a whole and 8 in part.
	leftLeast = 5
	leftTimes = 5
	// leftLetters: a line of fewer right-to-left letters may be a label, or a cell of a form, and
	// tells nothing.
	leftLetters = 8
)

// bases counts the lines of right-to-left letters whose signs show from where they are laid out.
type bases struct {
	left, right  int
	tight, loose int // commas, see countCommas
}

func (b *bases) add(c bases) {
	b.left += c.left
	b.right += c.right
	b.tight += c.tight
	b.loose += c.loose
}

func (b bases) fromLeft() bool { return b.left >= leftLeast && b.left >= leftTimes*b.right }

// Where so many commas stand against the word before them, and so few of all do not, a comma on the
// right of a Latin word is not one that was typed against the wrong word: it is of its run. Tuned on 609 public files.
const (
	commasLeast = 5
	commasTimes = 50
)

func (b bases) keepsCommas() bool {
	return b.tight >= commasLeast && b.tight >= commasTimes*b.loose
}

// countCommas counts the commas of a line, in visual order, by whether white stands between them and
// the right-to-left word before them.
func (l *line) countCommas(b *bases) {
	isR := func(i int) bool { return i >= 0 && i < len(l.cells) && l.cells[i].u != nil && l.cells[i].u.isRTL() }
	for i, c := range l.cells {
		if c.u == nil || c.u.first() != '\u060C' { // ARABIC COMMA
			continue
		}
		switch {
		case isR(i+1) && i > 0 && l.cells[i-1].u == nil:
			b.tight++
		case i+1 < len(l.cells) && l.cells[i+1].u == nil && isR(i+2) && (isR(i-1) || isR(i-2)):
			b.loose++
		}
	}
}

// countBases looks at the lines of the page, in visual order.
func (a *arranger) countBases() (b bases) {
	for _, f := range a.frames {
		for i := range f.regions {
			for _, l := range f.regions[i].lines {
				l.countCommas(&b)
				switch {
				case l.signAtLeft():
					b.right++
				case l.signAtRight():
					b.left++
				}
			}
		}
	}
	return b
}

// signAtLeft reports a line of mostly right-to-left letters whose last sign stands at the left end.
func (l *line) signAtLeft() bool { return l.strength > 0 && len(l.cells) > 0 && l.cells[0].closes() }

// signAtRight reports one with a sign at the right end, beside a letter.
func (l *line) signAtRight() bool {
	if l.strength < leftLetters || !l.bare() || l.cells[0].closes() {
		return false
	}
	i := len(l.cells) - 2
	if !l.cells[i+1].closes() || l.cells[i].u == nil {
		return false
	}
	r, _ := l.cells[i].u.strength()
	return r > 0
}

// bare reports a line of nothing but right-to-left letters, numbers and signs.
func (l *line) bare() bool {
	for _, c := range l.cells {
		if c.u == nil {
			continue
		}
		if _, lt := c.u.strength(); lt > 0 {
			return false
		}
	}
	return true
}

// fromLeft reports a line that was laid out from the left though its letters are read from the
// right.
func (a *arranger) fromLeft(l *line, near neighbours) bool {
	return a.left && l.strength > 0 && !near.table && !l.tabbed() && l.numberAtRight() == 0 && !l.signAtLeft()
}

// tabbed reports a line in parts, which may be a row of a table.
func (l *line) tabbed() bool {
	return l.tabs || slices.ContainsFunc(l.cells, func(c cell) bool { return c.space == '\t' })
}

// turnSigns takes the signs at the right end of a line in visual order to its left end, where
// they stand if it is laid out from the right, and reports whether that is all there is to turn:
// the line has no names and no number of a list item.
func (l *line) turnSigns() bool {
	if !l.bare() || l.numberAtLeft() {
		return false
	}
	i := len(l.cells)
	for i > 0 && (l.cells[i-1].u == nil || l.cells[i-1].closes()) {
		i--
	}
	slices.Reverse(l.cells[:i])
	slices.Reverse(l.cells)
	l.number()
	return true
}

// numberAtLeft reports a line that begins, from the left, with the number of a list item.
func (l *line) numberAtLeft() bool {
	n := 0
	for n < len(l.cells) && l.cells[n].u != nil && isNumber(classOf(l.cells[n].u.first())) {
		n++
	}
	if n == 0 || n > maxItem || n >= len(l.cells) || l.cells[n].u == nil {
		return false
	}
	_, bracket := l.cells[n].bracket()
	return bracket || l.cells[n].closes() || isHyphen(l.cells[n].u.first())
}
