package layout

// Old typesetters of Persian draw a dash with the stroke that joins letters, on the
// baseline. Where the letter before it is drawn without a stroke towards it, and the one
// after it too, nothing is joined: it is a dash.

// hyphenLong is how long a hyphen is at most, in font sizes; what is longer is a dash.
const hyphenLong = 0.42

// dash is the sign that the tatweels beginning at cell i stand for, 0 if they join letters or
// cell i goes on with a dash. Lines are in logical order.
func (l *line) dash(i int) rune {
	if !l.isStroke(i) || l.isStroke(i-1) {
		return 0
	}
	hi, long := i, 0.0
	for ; l.isStroke(hi); hi++ {
		long += l.cells[hi].u.width()
	}
	before, after := l.neighbour(i, -1), l.neighbour(hi-1, 1)
	switch {
	case before == nil || after == nil || !isDualJoining(before.last()) || !isJoining(after.first()):
		return 0
	case before.form == 0 || after.form == 0 || before.form.JoinsNext() || after.form.JoinsPrevious():
		return 0
	case long > hyphenLong*l.size:
		return '\u2013' // EN DASH
	}
	return '-'
}

// isStroke reports a cell with nothing but a tatweel.
func (l *line) isStroke(i int) bool {
	if i < 0 || i >= len(l.cells) {
		return false
	}
	u := l.cells[i].u
	return u != nil && u.role == blankUnit && len(u.text) == 1 && u.text[0].R == tatweel
}
