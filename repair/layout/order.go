package layout

import "slices"

// order puts the cells of a line from visual into logical order and notes which of
// them stand at a right-to-left level.
func (a *arranger) order(l *line) {
	l.rtl = a.baseRTL(l)
	cs := make([]class, len(l.cells))
	ascii := make([]bool, len(l.cells))
	shape := make([]rune, len(l.cells))
	for i, c := range l.cells {
		if c.u == nil {
			if c.space == '\t' {
				cs[i] = classN
			}
			continue
		}
		cs[i], ascii[i], shape[i] = c.u.class(l.rtl)
	}
	for i := range cs {
		// Unmapped ink between right-to-left letters is part of their word.
		if c := l.cells[i]; c.u != nil && c.u.role == blankUnit {
			if i > 0 && cs[i-1] == classR || i+1 < len(cs) && cs[i+1] == classR {
				cs[i] = classR
			}
		}
	}
	perm, odd := logicalOrder(cs, ascii, shape, l.rtl, func(i int) bool { return l.cells[i].space == '\t' })
	out := make([]cell, len(l.cells))
	for i, p := range perm {
		out[i] = l.cells[p]
		out[i].rtl = odd[p]
	}
	l.cells = out
	a.carry(l)
}

// baseRTL decides the base direction of a line. A line of a right-to-left page stays
// right-to-left as long as it has a fair share of such letters, or no letters at all:
// the majority alone would turn a Persian line full of Latin names round.
func (a *arranger) baseRTL(l *line) bool {
	r, lt := 0, 0
	for _, c := range l.cells {
		if c.u != nil {
			dr, dl := c.u.strength()
			r, lt = r+dr, lt+dl
		}
	}
	switch {
	case r == 0 && (lt == 0 || a.rtl && l.bulletAtRight()):
		return a.rtl
	case a.rtl && r > 0 && r*rtlShare >= lt:
		return lt == 0 || !l.endsAtRight()
	}
	return r > lt
}

// endsAtRight reports a line whose full stop stands after its last word for a reader
// from the left, and not for one from the right.
func (l *line) endsAtRight() bool {
	n := len(l.cells)
	return n > 1 && l.cells[n-1].closes() && !l.cells[0].closes()
}

// bulletAtRight reports a line that begins with a bullet for a reader from the right.
func (l *line) bulletAtRight() bool {
	n := len(l.cells)
	return n > 2 && l.cells[n-1].u != nil && l.cells[n-2].u == nil && isBullet(l.cells[n-1].u.first())
}

// class is the bidirectional class of a whole unit. A span that holds letters of both
// directions counts as one of the base direction: its text is in order already.
func (u *unit) class(base bool) (c class, ascii bool, shape rune) {
	r, l := u.strength()
	switch {
	case r > 0 && l > 0 && base, r > 0 && l == 0:
		return classR, false, 0
	case l > 0:
		return classL, false, 0
	}
	f := u.first()
	return classOf(f), f >= '0' && f <= '9', f
}

// logicalOrder is the inverse of UAX #9 rule L2 on one display line: given the classes
// of its items from left to right it returns the items in logical order and which of
// them have an odd level. Where several logical orders give the same display, the one
// is taken that people write: a Latin name keeps the ASCII number beside it, a number
// in the line's own digits stands for itself. A tab parts the line; its cells are
// ordered by the base direction and each by itself (rule L1 gives a separator the
// paragraph level).
func logicalOrder(cs []class, ascii []bool, shape []rune, rtl bool, tab func(int) bool) (perm []int, odd []bool) {
	odd = make([]bool, len(cs))
	perm = make([]int, 0, len(cs))
	if !rtl {
		for i := 0; i < len(cs); {
			if cs[i] != classR || tab(i) {
				perm = append(perm, i)
				i++
				continue
			}
			last := i
			for j := i; j < len(cs) && cs[j] != classL && !tab(j); j++ {
				if cs[j] == classR {
					last = j
				}
			}
			perm = append(perm, rightToLeft(cs, ascii, shape, i, last+1, odd)...)
			i = last + 1
		}
		return perm, odd
	}
	for hi := len(cs); hi > 0; {
		lo := hi
		for lo > 0 && !tab(lo-1) {
			lo--
		}
		perm = append(perm, rightToLeft(cs, ascii, shape, lo, hi, odd)...)
		if lo > 0 {
			perm = append(perm, lo-1)
			odd[lo-1] = true
			lo--
		}
		hi = lo
	}
	return perm, odd
}

// rightToLeft orders the items lo..hi-1 of a display line whose base direction is
// right-to-left: read from the right, but runs of left-to-right text and numbers from
// the left.
func rightToLeft(cs []class, ascii []bool, shape []rune, lo, hi int, odd []bool) []int {
	perm := make([]int, 0, hi-lo)
	for i := hi - 1; i >= lo; {
		// The stretch without right-to-left letters that begins here.
		j := i
		for j >= lo && cs[j] != classR {
			j--
		}
		first, last := latin(cs, ascii, shape, j+1, i+1) // display order, [first,last)
		for k := i; k > j; {
			switch {
			case last > first && k == last-1:
				for m := first; m < last; m++ {
					perm = append(perm, m)
				}
				k = first - 1
			case isNumber(cs[k]):
				m := number(cs, shape, j+1, k, !anyR(cs, k, hi))
				for n := m; n <= k; n++ {
					perm = append(perm, n)
				}
				k = m - 1
			default:
				n := k
				if m := marker(cs, shape, lo, k, hi); m < k {
					for n := m; n <= k; n++ {
						perm = append(perm, n)
					}
					k = m - 1
					continue
				}
				if cs[k] == classET && k-1 > j && isNumber(cs[k-1]) && !anyR(cs, k, hi) {
					// Before any Arabic letter a number keeps its sign: rule W5.
					m := number(cs, shape, j+1, k-1, true)
					for n := m; n <= k; n++ {
						perm = append(perm, n)
					}
					k = m - 1
					continue
				}
				odd[n] = true
				perm = append(perm, n)
				k--
			}
		}
		if j >= lo {
			odd[j] = true
			perm = append(perm, j)
		}
		i = j - 1
	}
	return perm
}

// marker finds the number of a list item that was set from left to right with its full
// stop behind it at the reading edge, for no line begins with a full stop. It returns
// the left end of the number, or k if there is none.
func marker(cs []class, shape []rune, lo, k, hi int) int {
	if k != hi-1 || k == lo || !closesWord(shape[k]) || !isNumber(cs[k-1]) {
		return k
	}
	if m := number(cs, shape, lo, k-1, false); m > lo && cs[m-1] == classN && shape[m-1] == 0 {
		return m
	}
	return k
}

func anyR(cs []class, from, to int) bool { return slices.Contains(cs[from:to], classR) }

// isPercent: these signs follow their number in logical order. At the start of a line
// the display does not tell on which level they are, for that depends on the letters
// before the line.
func isPercent(r rune) bool { return r == '%' || r == '\u066A' || r == '\u2030' || r == '\u0609' }

func isNumber(c class) bool { return c == classEN || c == classAN }

// latin finds the run of left-to-right text in a stretch: from its first to its last
// letter, with the ASCII numbers beside them and the brackets that pair with one inside.
func latin(cs []class, ascii []bool, shape []rune, lo, hi int) (first, last int) {
	first, last = hi, lo
	for k := lo; k < hi; k++ {
		if cs[k] == classL {
			first, last = min(first, k), k+1
		}
	}
	if last <= first {
		return lo, lo
	}
	grow := func(k, step int) int { // the end of the number that continues the run
		end := k
		for m := k; m >= lo && m < hi; m += step {
			switch {
			case isNumber(cs[m]) && (ascii[m] || m == k):
				end = m + step
			case cs[m] == classN && step > 0:
				// Rule W7: a number after Latin letters goes with them, whatever
				// neutral signs stand between.
			case cs[m] == classN && shape[m] == 0 && m+step >= lo && m+step < hi && ascii[m+step]:
			case cs[m] == classCS || cs[m] == classES || cs[m] == classET || cs[m] == classN && shape[m] != 0:
				if shape[m] == 0 {
					return end
				}
			default:
				return end
			}
		}
		return end
	}
	last = grow(last, 1)
	first = grow(first-1, -1) + 1
	// A closing sign never begins a word: set against the right end of the run with
	// nothing but white or a bracket behind it, it belongs to the run, which goes on in
	// the next line.
	for end := last; end < hi && (closesWord(shape[end]) || isHyphen(shape[end])); end++ {
		if end+1 >= hi || shape[end+1] == 0 && !isNumber(cs[end+1]) || isOpen(shape[end+1]) || isClose(shape[end+1]) {
			if end+1 < len(cs) && cs[end+1] == classR {
				break
			}
			last = end + 1
		}
	}
	for {
		depth, low := 0, 0
		for k := first; k < last; k++ {
			if p, ok := bracketPair(shape[k]); ok {
				if p.open {
					depth++
				} else {
					depth--
					low = min(low, depth)
				}
			}
		}
		switch {
		case low < 0 && first > lo && isOpen(shape[first-1]):
			first--
		case depth-low > 0 && last < hi && isClose(shape[last]):
			last++
		default:
			return first, last
		}
	}
}

// number returns the left end of the number whose right end is at k. Digits join, a
// common separator joins two numbers (rule W4), and where no Arabic letter precedes
// also a single sign does (ES, rule W2 then leaves the digits European).
func number(cs []class, shape []rune, lo, k int, european bool) int {
	for k > lo {
		switch {
		case isNumber(cs[k-1]):
			k--
		case k-2 >= lo && isNumber(cs[k-2]) && (cs[k-1] == classCS || cs[k-1] == classES && european):
			k -= 2
		case european && cs[k-1] == classET && !isPercent(shape[k-1]):
			k--
		default:
			return k
		}
	}
	return k
}

func closesWord(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?':
		return true
	}
	return false
}

func isHyphen(r rune) bool { return r == '-' || r == '/' || r == '\u2010' || r == '\u2013' }
