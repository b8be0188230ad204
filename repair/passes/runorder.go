package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// runOrder tells whether the lines of a text that are stored backwards have their numbers
// and Latin words, and what stands between them, in the order in which they are read, with
// the letters of each stretch backwards: as mutool writes them.
type runOrder struct {
	m      *lang.Model
	lines  int     // that have two orders
	better int     // that read better so
	by     float64 // nats by which they read better so
}

// Least of them from which on a text is written so. Tuned on printed pages through mutool,
// of which XeTeX's keep the order of the page and Chromium's that of reading.
const (
	orderedBy    = 6.0
	orderedShare = 0.6  // of the lines
	orderedMost  = 12.0 // what a line counts for at most
	orderedSure  = 60.0 // nats against it, from which on it is not asked again
)

// weigh compares two readings of a line, by its stretches and as a whole.
func (o *runOrder) weigh(new, whole page.Text) {
	inner := trim(new, pass.Range{To: len(new)})
	if new = new[inner.From:inner.To]; slices.EqualFunc(new, whole, func(a, b page.Char) bool { return a.R == b.R }) {
		return
	}
	o.count(o.m.LogProb(nil, plainOf(new)) - o.m.LogProb(nil, plainOf(whole)))
}

// count counts a line that reads better in its order by so many nats.
func (o *runOrder) count(by float64) {
	o.lines++
	if by > 0 {
		o.better++
	}
	o.by += max(-orderedMost, min(orderedMost, by))
}

func (o *runOrder) kept() bool {
	return o.by > orderedBy && float64(o.better) >= orderedShare*float64(o.lines)
}

// denied reports that enough lines show the order of the whole line to ask no more of them.
func (o *runOrder) denied() bool { return o.by < -orderedSure }
