package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// rhymedRows is the share of lines that rhyme from which on they are verse; prose has 0.05.
const rhymedRows = 0.35

// rhymes reports that line i ends in the same two letters as one of the two before it.
func rhymes(t page.Text, i int, line func(i int) pass.Range) bool {
	end := func(r pass.Range) (e [2]rune) {
		for k, n := r.To-1, 0; k >= r.From && n < 2; k-- {
			if isLetter(t[k].R) {
				e[n] = t[k].R
				n++
			}
		}
		return e
	}
	e := end(line(i))
	return i >= 1 && end(line(i-1)) == e || i >= 2 && end(line(i-2)) == e
}
