package layout

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
)

// Rejoin makes one of the parts of paragraphs on a page whose lines and blocks a recognizer
// found: it parts them at the ends of columns, and at a last line that is indented on its
// own side. Arrange makes no such parts.
func Rejoin(p *page.Page) {
	kept := p.Blocks[:0:0]
	for i := range p.Blocks {
		b := p.Blocks[i]
		if n := len(kept); n > 0 && runsOn(&kept[n-1], &b) && (goesBeside(p, kept, p.Blocks[i:]) || goesDown(p, &kept[n-1], &b)) {
			last := &kept[n-1]
			last.Lines = append(last.Lines[:len(last.Lines):len(last.Lines)], b.Lines...)
			last.Box = last.Box.Union(b.Box)
			continue
		}
		kept = append(kept, b)
	}
	p.Blocks = kept
}

// runsOn reports blocks of which the second one may be a part of the first.
func runsOn(a, b *page.Block) bool {
	return (a.Kind == page.Paragraph || a.Kind == page.ListItem) && b.Kind == page.Paragraph && len(a.Lines) > 0 && len(b.Lines) > 0
}

// goesBeside reports that the first of the blocks after it begins in the column beside the
// last one before it, above where that ends, and goes on with its paragraph.
func goesBeside(p *page.Page, before, after []page.Block) bool {
	a := &before[len(before)-1]
	last, first := a.Lines[len(a.Lines)-1].Box, after[0].Lines[0].Box
	if first.Y0 <= last.Y1 || first.X1 > last.X0 && first.X0 < last.X1 {
		return false
	}
	foot, head := footOf(p, before), headOf(p, after)
	foot.Flows = true
	return foot.Joins(head)
}

// goesDown reports that block b stands under block a like a line of it: no farther away,
// not indented, after a full line that does not end a sentence.
func goesDown(p *page.Page, a, b *page.Block) bool {
	n := len(a.Lines)
	if n < 2 {
		return false // nothing tells how far lines stand apart
	}
	leading := a.Lines[n-2].Baseline - a.Lines[n-1].Baseline
	step := a.Lines[n-1].Baseline - b.Lines[0].Baseline
	first, ok := replaced(p, b, 0)
	if !ok || leading <= 0 || math.Abs(step-leading) > (leadingBreak-1)*leading || concludes(a.Lines[n-1].Text) {
		return false
	}
	var ls []placed
	for j := max(0, n-2*measureLines); j < n; j++ {
		l, ok := replaced(p, a, j)
		if !ok || !l.under(&first) || l.rtl != first.rtl {
			return false
		}
		ls = append(ls, l)
	}
	ls = append(ls, first)
	k := len(ls) - 1
	x0, x1 := measure(ls, k-1)
	t := tail{last: ls[k-1], x0: x0, x1: x1}
	return first.indent(x0, x1) < indentLeast*first.size && t.end(&t.last) <= firstWord(p, first.out.Text)+spaceMost*first.size
}
