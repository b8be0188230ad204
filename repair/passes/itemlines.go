package passes

import (
	"github.com/paknevis/paknevis/repair/pass"
)

// What makes a list whose items were broken where the lines of a page ended, though most of them
// take one line, so that the text as a whole does not look wrapped. Tuned on lists of held-out
// sentences set in lines of 78 letters; 24 MB of sound texts have no such list.
const (
	wrappedItems = 4    // list items
	brokenItems  = 4    // lines of them that go on
	brokenWide   = 0.95 // quantile of the widths of these that is their measure
	brokenRoom   = 0.06 // of the measure, with the first word of the next line: what a full line may leave free, for widths are estimates
	brokenFull   = 0.95 // share of these that are full
)

// itemJoins joins the lines of such a list.
func (f *flow) itemJoins(v *pass.View) (edits []pass.Edit) {
	items, inItem := 0, false
	var at []int // rows that go on in the next
	var widths []float64
	for i := range f.rows {
		a := &f.rows[i]
		if i > 0 && f.feeds(i) > 1 {
			inItem = false
		}
		if a.item && isDigit(f.t[a.line.From].R) {
			items++
			inItem = true
		}
		if i+1 == len(f.rows) || !inItem || a.stop || a.solid {
			continue
		}
		if b := &f.rows[i+1]; f.feeds(i+1) == 1 && !b.item && !b.solid {
			at, widths = append(at, i), append(widths, a.width)
		}
	}
	if items < wrappedItems || len(at) < brokenItems {
		return nil
	}
	measure := quantile(widths, brokenWide)
	if measure < minMeasure || measure > maxMeasure {
		return nil
	}
	full := 0
	for _, i := range at {
		if !f.fills(i, measure) {
			continue
		}
		full++
		gap := pass.Range{From: f.rows[i].line.To, To: f.rows[i+1].line.From}
		if e, changed := f.edit(v, gap, "join", 0.92); changed {
			edits = append(edits, e)
		}
	}
	if float64(full) < brokenFull*float64(len(at)) {
		return nil
	}
	return edits
}

// fills reports that row i left no room for the first word of the next.
func (f *flow) fills(i int, measure float64) bool {
	return f.rows[i].width+f.rows[i+1].first >= (1-brokenRoom)*measure
}
