package layout

import "slices"

// command keeps the backslash of a command of TeX with its letters where both were set from left
// to right, and what stands close behind these: a star, arguments in brackets. By UAX #9 it would
// end the word, which no word does.
func (d *display) command() {
	d.stretches(func(lo, hi int, _ bool) {
		for i := lo; i < hi; i++ {
			if d.rs[i] != '\\' || i > lo && (classOf(d.rs[i-1]) == classL || isNumber(classOf(d.rs[i-1]))) {
				continue
			}
			end := i
			for end < hi && d.rs[end] == '\\' {
				end++ // the name of a server has two
			}
			if end == hi || classOf(d.rs[end]) != classL {
				continue
			}
			for k := i; k < end; k++ {
				d.rs[k] = anyLatin
			}
			for end < hi && classOf(d.rs[end]) == classL {
				end++
			}
			if end < hi && d.rs[end] == '*' {
				d.rs[end] = anyLatin
				end++
			}
			for end < hi && (d.rs[end] == '{' || d.rs[end] == '[') {
				n := slices.Index(d.rs[end:hi], d.rs[end]+2) // the bracket that closes it
				if n < 0 {
					break
				}
				for k := end; k <= end+n; k++ {
					d.rs[k] = anyLatin
				}
				end += n + 1
			}
			i = end - 1
		}
	})
}
