package layout

import (
	"slices"

	"github.com/paknevis/paknevis/repair/bidi"
)

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
		case prev == anyArabic || next == anyArabic || l.isStroke(i):
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
		d.names(l, near)
		d.years()
	}
	return d
}

// names keeps numbers and signs in the Latin names and numbers that they belong to. Most
// lines have none.
func (d *display) names(l *line, near neighbours) {
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
		letters = d.phone() || letters
		letters = d.sign() || letters
	}
	if letters {
		if near.commas {
			d.listed()
		}
		d.close(l, near)
		d.suffix(l)
		d.command()
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
		if !isArabicComma(d.rs[i]) {
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
	if k := l.dottedAtRight(); k > 0 {
		for i := n - k; i < n; i++ {
			d.rs[i] = anyLatin
		}
		return
	}
	if l.bulletAtRight() && classOf(d.rs[0]) == classL && !slices.ContainsFunc(d.rs, func(r rune) bool { return classOf(r) == classR }) {
		for i := n - 3; i > 0 && classOf(d.rs[i]) != classL; i-- {
			d.rs[i] = anyLatin // words of another language between a bullet and the left end are read as they stand
		}
		return
	}
	k := n - 2
	if n < 3 || !closesWord(d.rs[n-1]) {
		return
	}
	for k >= 0 && (isNumber(classOf(d.rs[k])) || k > 0 && k < n-2 && d.rs[k] == '.' && isNumber(classOf(d.rs[k-1]))) {
		k-- // also of a number in parts: 5.1.2.
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

// Digits of a telephone number with the code of its country, ITU-T E.164: 15 at most.
const (
	phoneLeast = 8
	phoneMost  = 15
)

// phone keeps the groups of a telephone number in order, and reports whether there is one: a plus
// against the left end of the first of several groups of digits. Written from the right, where a
// plus ends what it adds to, its groups would stand the other way round.
func (d *display) phone() (found bool) {
	for lo := 0; lo+1 < len(d.rs); lo++ {
		if d.rs[lo] != '+' || !isNumber(classOf(d.rs[lo+1])) || lo > 0 && d.rs[lo-1] != ' ' && d.rs[lo-1] != '\t' {
			continue
		}
		digits, groups, end := 0, 1, lo+1
		for end < len(d.rs) && digits <= phoneMost {
			if isNumber(classOf(d.rs[end])) {
				digits++
			} else if n := d.toGroup(end); n > 0 {
				groups++
				end += n - 1
			} else {
				break
			}
			end++
		}
		if groups > 1 && digits >= phoneLeast && digits <= phoneMost {
			for i := lo; i < end; i++ {
				if d.rs[i] != ' ' {
					d.rs[i] = anyLatin
				}
			}
			lo, found = end, true
		}
	}
	return found
}

// toGroup is how many signs part a group of a telephone number from the next one at i: white, a hyphen,
// and the brackets around what is left out from abroad, (0).
func (d *display) toGroup(i int) (n int) {
	for n < 3 && i+n < len(d.rs) && (d.rs[i+n] == ' ' || isHyphen(d.rs[i+n]) || d.rs[i+n] == '(' || d.rs[i+n] == ')') {
		n++
	}
	if i+n == len(d.rs) || !isNumber(classOf(d.rs[i+n])) {
		return 0
	}
	return n
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
	// On a page that is more in left-to-right scripts a cell of a table in such a script is read
	// from the left, beside one in another script.
	mixed := d.mixed && slices.Contains(d.rs, anyArabic)
	for hi := len(d.rs); hi >= 0; {
		lo := hi
		for lo > 0 && d.rs[lo-1] != '\t' {
			lo--
		}
		before := rune(0)
		if hi == len(d.rs) && !d.startsByItself() {
			before = d.before
		}
		perm = d.logical(perm, lo, hi, !(mixed && d.latin(lo, hi)), before)
		if lo > 0 {
			perm = append(perm, lo-1)
			d.odd[lo-1] = true
		}
		hi = lo - 1
	}
	return perm
}

// latin reports a part of a line that has left-to-right letters and no others.
func (d *display) latin(lo, hi int) bool {
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
