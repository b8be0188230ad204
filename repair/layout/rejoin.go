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

// column is the last lines of the blocks, in their order, that are running text above the
// line below; without one, above the very last.
func column(p *page.Page, blocks []page.Block, below *placed) (ls []placed) {
	defer func() { slices.Reverse(ls) }()
	for i := len(blocks) - 1; i >= 0; i-- {
		for j := len(blocks[i].Lines) - 1; j >= 0; j-- {
			l, ok := replaced(p, &blocks[i], j)
			if !ok || below != nil && !l.under(below) || len(ls) > 2*measureLines {
				return ls
			}
			if below == nil {
				below = &l
			}
			ls = append(ls, l)
		}
	}
	return ls
}

const (
	// fillsLeast: so many lines that end at one edge tell that it is that of the column.
	fillsLeast = 2
	// runningLines: a block of so many lines is running text for sure.
	runningLines = 3
)

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

func running(b page.Block) bool { return b.Kind == page.Paragraph && len(b.Lines) >= runningLines }

func lastLine(blocks []page.Block) *page.Line {
	b := &blocks[len(blocks)-1]
	return &b.Lines[len(b.Lines)-1]
}
