package layout

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Part parts the blocks of a page whose lines a recognizer found where a paragraph or a list item
// begins inside of them: it takes what stands close together for one. The rules are those for
// the lines of Arrange, which makes no such blocks.
func Part(p *page.Page) {
	a := arranger{page: p}
	var k Knowledge
	local := region{x0: math.Inf(1), x1: math.Inf(-1)} // of lines that are read, those around tell the edges
	var out []page.Block
	for at := (lineAt{}); at.block < len(p.Blocks); {
		ls := columnFrom(p, at)
		if len(ls) == 0 { // no running text
			out = append(out, p.Blocks[at.block])
			at = lineAt{block: at.block + 1}
			continue
		}
		settleLines(ls)
		lead := steadyLead(ls)
		for i := range ls {
			b, l := &p.Blocks[at.block], &ls[i]
			begins := at.line == 0
			if !begins && i > 0 {
				begins = a.breaks(&k, &local, ls, i, lead)
			} else if !begins { // not a piece of the row above it, and away from that
				begins = l.out.Baseline < b.Lines[at.line-1].Baseline
			}
			if begins {
				out = append(out, page.Block{Kind: b.Kind})
				if l.list && b.Kind == page.Paragraph {
					out[len(out)-1].Kind = page.ListItem
				}
			}
			last := &out[len(out)-1]
			last.Lines, last.Box = append(last.Lines, b.Lines[at.line]), last.Box.Union(b.Lines[at.line].Box)
			at = at.next(p)
		}
	}
	p.Blocks = out
}

// lineAt is the place of a line of a page.
type lineAt struct{ block, line int }

func (at lineAt) next(p *page.Page) lineAt {
	if at.line+1 < len(p.Blocks[at.block].Lines) {
		return lineAt{at.block, at.line + 1}
	}
	return lineAt{block: at.block + 1}
}

// columnFrom is the lines from one on that are running text and stand one under the other; none
// if the block of the first is no running text.
func columnFrom(p *page.Page, at lineAt) (ls []placed) {
	for ; at.block < len(p.Blocks); at = at.next(p) {
		b := &p.Blocks[at.block]
		if len(b.Lines) == 0 || at.line == 0 && !isRunning(p, b) {
			return ls
		}
		l, _ := replaced(p, b, at.line)
		if len(ls) > 0 && (!l.under(&ls[len(ls)-1]) || l.y >= ls[len(ls)-1].y) {
			return ls
		}
		l.list, l.word = startsList(l.out.Text), firstWord(p, l.out.Text)
		if l.strength < 0 && slices.ContainsFunc(l.out.Text, func(c page.Char) bool { return classOf(c.R) == classR }) {
			l.rtl, l.strength = true, 0 // a line of the text with much Latin in it
		}
		ls = append(ls, l)
	}
	return ls
}

// isRunning reports a block whose lines can all be told apart.
func isRunning(p *page.Page, b *page.Block) bool {
	for j := range b.Lines {
		if _, ok := replaced(p, b, j); !ok {
			return false
		}
	}
	return true
}

// settleLines gives all lines the median of their sizes: what is measured on pixels is the height
// of the signs that a line happens to have. One without a right-to-left letter that stands on
// the right is a line of the text.
func settleLines(ls []placed) {
	var sizes []float64
	for i := range ls {
		sizes = append(sizes, ls[i].size)
	}
	slices.Sort(sizes)
	for i := range ls {
		l := &ls[i]
		l.size = sizes[len(sizes)/2]
		if x0, x1 := measure(ls, i); l.strength < 0 && x1-l.x1 < l.x0-x0 {
			l.rtl, l.strength = true, 0
		}
	}
}

// steadyLead is the median distance, in font sizes, of the lines from those before them that
// filled the measure; 0 if too few did.
func steadyLead(ls []placed) float64 {
	var ds []float64
	for i := 1; i < len(ls); i++ {
		if p, l := &ls[i-1], &ls[i]; !l.list && p.rtl == l.rtl && !p.room(ls, i) {
			ds = append(ds, (p.y-l.y)/l.size)
		}
	}
	if len(ds) < steadyLines {
		return 0
	}
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// steadyLines is how many distances tell how far lines stand apart.
const steadyLines = 2
