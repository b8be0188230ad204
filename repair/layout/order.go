package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/bidi"
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
	if l.rtl && a.fromLeft(l, near) {
		l.rtl = l.turnSigns()
	}
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
}

// neighboursOf looks at the lines before and after line i of a region.
func (a *arranger) neighboursOf(r *region, i int) neighbours {
	var n neighbours
	l := r.lines[i]
	if i > 0 {
		p := r.lines[i-1]
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
	n.room = l.x0-r.x0 > markerRoom*l.size
	n.flush = !l.tabs && r.x1-l.x1 > max(flushRoom*l.size, flushTimes*(l.x0-r.x0))
	if i+1 < len(r.lines) {
		q := r.lines[i+1]
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
	case a.rtl && r > 0 && (near.rtl || r*rtlShare >= lt):
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
	u := l.cells[n-2].u
	return latin || u == nil || !u.isLatin()
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

// A display is a line as it is seen, a code point for each cell that stands for it in
// the bidirectional algorithm.
type display struct {
	rs     []rune
	odd    []bool // the cell stands at an odd level
	before rune   // see neighbours
	mixed  bool   // cells of a table may be read from the left
}

// Stand-ins for cells of several or no code points.
const (
	anyArabic  = '\u0627' // ARABIC LETTER ALEF
	anyLatin   = 'A'
	anyNeutral = '\uFFFC' // OBJECT REPLACEMENT CHARACTER
)

func newDisplay(l *line, near neighbours) *display {
	d := &display{rs: make([]rune, len(l.cells)), odd: make([]bool, len(l.cells)), before: near.before}
	for i, c := range l.cells {
		if c.u == nil {
			d.rs[i] = c.space
			continue
		}
		d.rs[i] = c.u.standIn(l.rtl)
	}
	for i, c := range l.cells {
		if c.u == nil || c.u.role != blankUnit {
			continue
		}
		// Unmapped ink beside right-to-left letters is part of their word, beside digits
		// of their number.
		switch prev, next := d.at(i-1), d.at(i+1); {
		case prev == anyArabic || next == anyArabic:
			d.rs[i] = anyArabic
		case isNumber(classOf(prev)):
			d.rs[i] = prev
		case isNumber(classOf(next)):
			d.rs[i] = next
		}
	}
	if l.rtl {
		d.enumerate(l)
		d.marker(l)
		d.names(l, near.latin)
		d.years()
	}
	return d
}

// names keeps numbers and signs in the Latin names and numbers that they belong to. Most
// lines have none.
func (d *display) names(l *line, latin bool) {
	letters, signs := false, false
	for _, r := range d.rs {
		switch classOf(r) {
		case classL:
			letters = true
		case classES:
			signs = true
		}
	}
	if letters {
		d.attach()
	}
	if signs {
		letters = d.sign() || letters
	}
	if letters {
		d.close(latin)
		d.suffix(l)
	}
}

// enumerate keeps what stands on both sides of a comma or semicolon of the text apart,
// two formulas or names, where the one on the right is the first: it is read from the
// left itself, but the sign stands at its left end, with the white behind it. Where a
// producer laid out both in one run the sign stands at the right end of the left one.
func (d *display) enumerate(l *line) {
	formula := func(i, step int) bool {
		for i += step; i >= 0 && i < len(l.cells); i += step {
			if l.cells[i].u != nil {
				return l.cells[i].u.formula
			}
		}
		return false
	}
	for i := range d.rs {
		if d.rs[i] != '\u060C' && d.rs[i] != '\u061B' { // ARABIC COMMA, SEMICOLON
			continue
		}
		behind := d.at(i-1) == ' ' && classOf(d.at(i+1)) == classL
		if behind || formula(i, -1) || formula(i, 1) {
			d.rs[i] = anyArabic
		}
	}
}

// at is the code point of cell i, 0 outside of the line.
func (d *display) at(i int) rune {
	if i < 0 || i >= len(d.rs) {
		return 0
	}
	return d.rs[i]
}

// standIn is the code point by which a unit is ordered. A span that holds letters of
// both directions counts as one of the base direction: its text is in order already.
func (u *unit) standIn(base bool) rune {
	r, l := u.strength()
	switch {
	case u.formula:
		return anyLatin
	case r > 0 && (l == 0 || base):
		return anyArabic
	case l > 0:
		return anyLatin
	}
	if f := u.first(); f != 0 {
		return f
	}
	return anyNeutral
}

// marker keeps the number of a list item and its full stop together where they were
// set from left to right at the reading edge, for no line begins with a full stop. One that was
// set from the right is no part of Latin words behind it.
func (d *display) marker(l *line) {
	n := len(d.rs)
	if k := l.numberAtRight(); k > 0 {
		d.rs[n-k] = anyArabic
		return
	}
	k := n - 2
	if n < 3 || !closesWord(d.rs[n-1]) {
		return
	}
	for k >= 0 && isNumber(classOf(d.rs[k])) {
		k--
	}
	if k < n-2 && k >= 0 && (d.rs[k] == ' ' || d.rs[k] == '\t') {
		for i := k + 1; i < n; i++ {
			d.rs[i] = anyLatin
		}
	}
}

// stretches calls f for every run of cells without white and without right-to-left
// letters, display order, with whether it is the last of the line.
func (d *display) stretches(f func(lo, hi int, last bool)) {
	out := func(r rune) bool { return r == ' ' || r == '\t' || classOf(r) == classR }
	for lo := 0; lo < len(d.rs); lo++ {
		if out(d.rs[lo]) {
			continue
		}
		hi := lo
		for hi < len(d.rs) && !out(d.rs[hi]) {
			hi++
		}
		f(lo, hi, lo == 0)
		lo = hi
	}
}

// attach makes a number in the line's own digits part of the Latin name that it is
// joined to by a sign without white: A-12 is read from the left whatever its digits are.
func (d *display) attach() {
	d.stretches(func(lo, hi int, _ bool) {
		for i := lo; i+2 < hi; i++ {
			if classOf(d.rs[i]) == classL && isHyphen(d.rs[i+1]) && isNumber(classOf(d.rs[i+2])) {
				for i += 2; i < hi && isNumber(classOf(d.rs[i])); i++ {
					d.rs[i] = anyLatin
				}
				i--
			}
		}
	})
}

// sign keeps a number with its sign together, and reports whether there is one, where the
// sign can only be read as one that comes first: a minus left of a number, or a plus left
// of a number whose percent sign stands on its right. Producers that set each cell of a table as a paragraph of its
// own, with no letter to tell its direction, show them so.
func (d *display) sign() (found bool) {
	d.stretches(func(lo, hi int, _ bool) {
		if lo+1 >= hi || classOf(d.rs[lo]) != classES || !isNumber(classOf(d.rs[lo+1])) {
			return
		}
		end := lo + 1
		for end < hi && (isNumber(classOf(d.rs[end])) || classOf(d.rs[end]) == classCS && end+1 < hi && isNumber(classOf(d.rs[end+1]))) {
			end++
		}
		percent := end < hi && isPercent(d.rs[end])
		if !percent && d.rs[lo] != '\u2212' { // MINUS SIGN
			return
		}
		if percent {
			end++
		}
		for i := lo; i < end; i++ {
			d.rs[i] = anyLatin
		}
		found = true
	})
	return found
}

// close keeps a sign that ends words, set against the right end of a Latin run, in that
// run: pp. and Inc. keep their stop though plain text would show it on the other side.
// At the end of a line that goes on in Latin letters the same holds for the sign at
// which an address was broken.
func (d *display) close(latin bool) {
	d.stretches(func(lo, hi int, last bool) {
		if hi < len(d.rs) && classOf(d.rs[hi]) == classR {
			return
		}
		end := hi
		for end > lo && (isOpen(d.rs[end-1]) || isClose(d.rs[end-1])) {
			end--
		}
		for i := end - 1; i > lo; i-- {
			r := d.rs[i]
			if !closesWord(r) && !(last && latin && (isHyphen(r) || r == '&' || r == '=' || r == '_')) {
				break
			}
			if classOf(d.rs[i-1]) == classL {
				for ; i < end; i++ {
					d.rs[i] = anyLatin
				}
				break
			}
		}
		// A slash never stands before the scheme of an address.
		if end > lo && d.rs[end-1] == '/' && d.scheme(lo, end) {
			d.rs[end-1] = anyLatin
		}
	})
}

// scheme reports whether a run begins as an address does: letters, colon, two slashes.
func (d *display) scheme(lo, hi int) bool {
	i := lo
	for i < hi && classOf(d.rs[i]) == classL {
		i++
	}
	return i > lo && i+2 < hi && d.rs[i] == ':' && d.rs[i+1] == '/' && d.rs[i+2] == '/'
}

// parts orders the parts between tabs, each by itself (UAX #9 rule L1 gives a
// separator the paragraph level), and puts them in a row by the base direction.
func (d *display) parts(rtl bool) []int {
	perm := make([]int, 0, len(d.rs))
	if !rtl {
		for lo := 0; lo <= len(d.rs); {
			hi := lo
			for hi < len(d.rs) && d.rs[hi] != '\t' {
				hi++
			}
			perm = d.logical(perm, lo, hi, false, 0)
			if hi < len(d.rs) {
				perm = append(perm, hi)
			}
			lo = hi + 1
		}
		return perm
	}
	for hi := len(d.rs); hi >= 0; {
		lo := hi
		for lo > 0 && d.rs[lo-1] != '\t' {
			lo--
		}
		before := rune(0)
		if hi == len(d.rs) && !d.startsByItself() {
			before = d.before
		}
		perm = d.logical(perm, lo, hi, !d.latin(lo, hi), before)
		if lo > 0 {
			perm = append(perm, lo-1)
			d.odd[lo-1] = true
		}
		hi = lo - 1
	}
	return perm
}

// latin reports a cell of a table that is read from the left, on a page that is more in
// left-to-right scripts: it has such letters, no others, and stands beside a cell in a right-to-left script.
func (d *display) latin(lo, hi int) bool {
	if !d.mixed || !slices.Contains(d.rs, anyArabic) {
		return false
	}
	found := false
	for i := lo; i < hi; i++ {
		switch classOf(d.rs[i]) {
		case classR:
			return false
		case classL:
			found = true
		}
	}
	return found
}

// startsByItself reports that the line begins with a number whose digits tell that
// it is read from the left: the producer laid out the line by itself.
func (d *display) startsByItself() bool {
	i := len(d.rs)
	for i > 0 && d.rs[i-1] != ' ' && d.rs[i-1] != '\t' {
		i--
	}
	return vote(d.rs[i:]) > 0
}

// logical appends the cells lo..hi-1 in logical order. before stands for the letter that
// precedes them in the paragraph, which decides what the signs in a number at the
// start of the line are (rules W2 and W7); 0 for none.
func (d *display) logical(perm []int, lo, hi int, rtl bool, before rune) []int {
	base, rs := bidi.LeftToRight, d.rs[lo:hi]
	if rtl {
		base = bidi.RightToLeft
	}
	at := len(rs)
	if before == anyLatin {
		at = leadingNumber(rs)
	}
	if before != 0 && at >= 0 {
		rs = slices.Insert(slices.Clone(rs), at, before)
	} else {
		at = len(rs)
	}
	order, levels, _ := bidi.LogicalFunc(rs, base, func(r rune) rune { return r })
	for _, i := range order {
		if i == at {
			continue
		}
		k := lo + i
		if i > at {
			k--
		}
		perm = append(perm, k)
		d.odd[k] = levels[i]%2 == 1
	}
	return perm
}

// leadingNumber is the left end of the number with which a line begins, groups parted
// by white taken together; -1 if it begins with something else.
func leadingNumber(rs []rune) int {
	at := -1
	for i := len(rs) - 1; i >= 0; i-- {
		switch c := classOf(rs[i]); {
		case isNumber(c):
			at = i
		case c == classR || c == classL || c == classB:
			return at
		}
	}
	return at
}

func isNumber(c class) bool { return c == classEN || c == classAN }

func closesWord(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?':
		return true
	}
	return false
}

func isHyphen(r rune) bool { return r == '-' || r == '/' || r == '\u2010' || r == '\u2013' }
