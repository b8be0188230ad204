package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// How long a text is at most that shows no habit and no share to be judged by. What stands in it has
// to tell by itself what happened to it, and one place is enough where it does. A paragraph of a
// book may be one line: that shows habits.
const (
	briefLines   = 4   // that are not empty
	briefLetters = 800 // code points
)

// isBrief reports such a text that is no page of a document, which shows the habits of its author
// elsewhere.
func isBrief(v *pass.View) bool { return !v.Firm && hasFewLines(v.Text) }

// hasFewLines reports a text or a page of such a length.
func hasFewLines(t page.Text) bool {
	if len(t) > briefLetters {
		return false
	}
	lines := 0
	for l := range strings.Lines(t.String()) {
		if strings.TrimSpace(l) != "" {
			lines++
		}
	}
	return lines <= briefLines
}
