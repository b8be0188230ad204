package layout

import "unicode"

// suffix keeps the signs of a name in it that can only stand at its end: C++ and C# where
// they were set from left to right. By UAX #9 alone the signs would come first, but no
// word begins with two pluses, and a hash sign before a single capital is no tag.
func (d *display) suffix(l *line) {
	d.stretches(func(lo, hi int, _ bool) {
		for hi > lo && (isOpen(d.rs[hi-1]) || isClose(d.rs[hi-1]) || closesWord(d.rs[hi-1])) {
			hi--
		}
		k := hi
		switch {
		case hi-lo >= 3 && d.rs[hi-1] == '+' && d.rs[hi-2] == '+':
			k = hi - 2
		case hi-lo >= 2 && d.rs[hi-1] == '#' && (hi-2 == lo || isOpen(d.rs[hi-3]) || isClose(d.rs[hi-3])):
			if u := l.cells[hi-2].u; u != nil && len(u.text) == 1 && unicode.IsUpper(u.first()) {
				k = hi - 1
			}
		}
		if k == hi || classOf(d.rs[k-1]) != classL {
			return
		}
		for ; k < hi; k++ {
			d.rs[k] = anyLatin
		}
	})
}
