package passes

import "github.com/paknevis/paknevis/repair/page"

// briefLines is how many lines a text has at most that shows no habit and no share to be judged by.
// What stands in it has to tell by itself what happened to it, and one place is enough where it does.
const briefLines = 4

// isBrief reports such a text.
func isBrief(t page.Text) bool {
	lines, empty := 1, true
	for _, c := range t {
		switch {
		case c.R != '\n' && c.R != '\f':
			empty = false
		case !empty:
			if lines++; lines > briefLines+1 {
				return false
			}
			empty = true
		}
	}
	return lines <= briefLines || empty
}
