package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Rejoin makes one of the parts of paragraphs on a page whose lines and blocks a recognizer
// found: it parts them at the ends of columns, and at a last line that is indented on its
// own side. Arrange makes no such parts.
func Rejoin(p *page.Page) {
	kept := p.Blocks[:0:0]
	for i := range p.Blocks {
		b := p.Blocks[i]
		if n := len(kept); n > 0 && runsOn(&kept[n-1], &b) && (goesBeside(p, kept, p.Blocks[i:]) || goesDown(p, kept, &b)) {
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

// goesDown reports that block b stands under the last block before it like a line of it:
// no farther away, not indented, after a full line that does not end a sentence.
func goesDown(p *page.Page, before []page.Block, b *page.Block) bool {
	first, ok := replaced(p, b, 0)
	if !ok {
		return false
	}
	ls := column(p, before, &first)
	n := len(ls)
	if n < 2 || ls[n-1].out.Box != lastLine(before).Box || ls[n-1].rtl != first.rtl || concludes(ls[n-1].out.Text) {
		return false // fewer than two lines do not tell how far they stand apart
	}
	usual := ls[n-2].y - ls[n-1].y
	if len(before[len(before)-1].Lines) < 2 {
		if !ls[n-1].fills(ls[:n-1]) || !slices.ContainsFunc(before, running) {
			return false // the widest of some short lines looks full
		}
		usual = leading(ls) * first.size
	}
	step := ls[n-1].y - first.y
	if usual <= 0 || math.Abs(step-usual) > (leadingBreak-1)*usual {
		return false
	}
	ls = append(ls, first)
	x0, x1 := measure(ls, n-1)
	t := tail{last: ls[n-1], x0: x0, x1: x1}
	return first.indent(x0, x1) < indentLeast*first.size && t.end(&t.last) <= firstWord(p, first.out.Text)+spaceMost*first.size
}

// column is the lines of running text that end above a line, in their order.
func column(p *page.Page, before []page.Block, below *placed) []placed {
	var ls []placed
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(before[i].Lines) - 1; j >= 0; j-- {
			l, ok := replaced(p, &before[i], j)
			if !ok || !l.under(below) || len(ls) == 2*measureLines {
				slices.Reverse(ls)
				return ls
			}
			ls = append(ls, l)
		}
	}
	slices.Reverse(ls)
	return ls
}

// fills reports that a line ends where others do.
func (p *placed) fills(others []placed) bool {
	same := 0
	for i := range others {
		a, b := p.x0, others[i].x0
		if !p.rtl {
			a, b = p.x1, others[i].x1
		}
		if math.Abs(a-b) <= p.size {
			same++
		}
	}
	return same >= fillsLeast
}

// running reports a block that is running text for sure.
func running(b page.Block) bool { return b.Kind == page.Paragraph && len(b.Lines) >= runningLines }

const runningLines = 3

// fillsLeast: so many lines that end at one edge tell that it is that of the column.
const fillsLeast = 2

func lastLine(blocks []page.Block) *page.Line {
	b := &blocks[len(blocks)-1]
	return &b.Lines[len(b.Lines)-1]
}
