package passes

import (
	"strings"
	"testing"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
)

// Runs are written in reading order, a bar between them for no gap at all, a plus for one
// that was inferred; a space of a run is its own.
func TestPlacedGaps(t *testing.T) {
	for _, c := range []struct {
		name, runs, want string
		kept             bool // spaces keep their place
	}{
		{"no trace", "گل+های باغ", "گل\u200cهای باغ", false},
		{"an ending torn by its own run", "باغبان گل+ه|ای سرخ را آب داد", "باغبان گل\u200cهای سرخ را آب داد", false},
		{"a verb torn in two", "کودک هر روز می+خو|اند", "کودک هر روز می\u200cخواند", false},
		{"at will, no trace", "این کار به+عنوان یک راه", "این کار به\u200cعنوان یک راه", false},
		{"at will, spaces on both sides", "در باغ |به |بازی", "در باغ به بازی", false},
		{"spaces on both sides of an ending", "باغبان گل |های |سرخ را آب داد", "باغبان گل\u200cهای سرخ را آب داد", false},
		{"words", "باغبان پیر+ درخت |سیب را کاشت", "باغبان پیر درخت سیب را کاشت", false},
		{"words without a trace", "باغبان پیر+درخت سیب را کاشت", "باغبان پیر درخت سیب را کاشت", false},
		{"a letter that does not join", "مردم هنوز+نگران پل هستند", "مردم هنوز نگران پل هستند", false},
		{"at will, a space that kept its place", "این کار به+عنوان |یک راه", "این کار به عنوان یک راه", true},
		{"no trace where spaces keep their place", "گل+های باغ", "گل\u200cهای باغ", true},
		{"a space lost where they do", "این کار به+کودک سپرده شد", "این کار به کودک سپرده شد", true},
		{"a decimal", "سهم باغ |5/0 |درصد بود", "سهم باغ 0/5 درصد بود", false},
		{"a decimal with two places", "سهم باغ |۴۱/۰ |درصد بود", "سهم باغ ۰/۴۱ درصد بود", false},
		{"other fractions", "سهم باغ |5/10 |درصد در |0/5 |و |1400/5/0 |بود", "سهم باغ 5/10 درصد در 0/5 و 1400/5/0 بود", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			// The line holds the runs from last to first.
			r := order.Reading{Kept: c.kept}
			at := 0
			gap := false
			var texts []string
			rest := c.runs
			for rest != "" {
				n := strings.IndexAny(rest, "|+")
				if n < 0 {
					n = len(rest)
				}
				texts = append(texts, rest[:n])
				r.Runs = append(r.Runs, order.Run{To: len([]rune(rest[:n])), Gap: gap})
				if n == len(rest) {
					break
				}
				gap, rest = rest[n] == '+', rest[n+1:]
			}
			var line string
			for i := len(texts) - 1; i >= 0; i-- {
				line += texts[i]
				n := r.Runs[i].To
				r.Runs[i].From, r.Runs[i].To = at, at+n
				at += n
			}
			if got := placed(lang.Default(), page.TextOf(line), r).String(); got != c.want {
				t.Errorf("%s: got %q, want %q", c.runs, strings.ReplaceAll(got, "\u200c", "|"), strings.ReplaceAll(c.want, "\u200c", "|"))
			}
		})
	}
}
