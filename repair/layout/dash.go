package layout

// Old typesetters of Persian draw a dash with the stroke that joins letters, on the
// baseline, and so do many who type. Where the letter before it is drawn without a stroke
// towards it, and the one after it too, or where there is none, nothing is joined: it is a dash.

// Lengths of a dash in font sizes.
const (
	hyphenLong = 0.42 // of a hyphen at most; what is longer is a dash
	dashLong   = 1.5  // of a dash at most; what is longer is a rule, as in a form to be filled in
)

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
	case (before == nil || !isArabicLetter(before.last())) && (after == nil || !isArabicLetter(after.first())):
		if long > dashLong*l.size {
			return 0
		}
	case before == nil || after == nil || !isDualJoining(before.last()) || !isJoining(after.first()):
		return 0
	case before.form == 0 || after.form == 0 || before.form.JoinsNext() || after.form.JoinsPrevious():
		return 0
	}
	if long > hyphenLong*l.size {
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
	return u != nil && u.role == blankUnit && len(u.marks) == 0 && len(u.text) == 1 && u.text[0].R == tatweel
}
