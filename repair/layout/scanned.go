package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
)

const (
	// scanBody is the least number of lines that a page has besides its furniture.
	scanBody = 3
	// folioDigits is the most digits of a page number.
	folioDigits = 4
	// folioApart is how far a page number stands from the running head beside it, in heights
	// of the line.
	folioApart = 3.0
	// headLetters bounds a running head in letters.
	headLetters = 80
)

// Furniture marks the running head and foot of a page whose lines a recognizer found, by
// themselves: of one page nothing tells what comes back on others. What does is a page
// number: it stands by itself at the head or the foot, or at an end of the row, far from the
// other words of it, and the row stands apart from the text. A running head without a page
// number stays, and so does a page of few lines.
func Furniture(p *page.Page) {
	var lines []*page.Line
	for i := range p.Blocks {
		for k := range p.Blocks[i].Lines {
			if l := &p.Blocks[i].Lines[k]; l.Box.Height() > 0 {
				lines = append(lines, l)
			}
		}
	}
	head, foot := scannedRow(p, lines, 1), scannedRow(p, lines, -1)
	if len(lines)-len(head)-len(foot) < scanBody {
		return
	}
	p.Blocks = slices.Concat(rowBlock(head, page.Header), without(p.Blocks, append(slices.Clone(head), foot...)), rowBlock(foot, page.Footer))
}

// scannedRow is the row of lines at the head (up is 1) or the foot (-1) of a page, if it is
// furniture.
func scannedRow(p *page.Page, lines []*page.Line, up float64) (row []*page.Line) {
	middle := func(l *page.Line) float64 { return (l.Box.Y0 + l.Box.Y1) / 2 }
	if len(lines) == 0 {
		return nil
	}
	outer := slices.MaxFunc(lines, func(a, b *page.Line) int { return cmp.Compare(up*middle(a), up*middle(b)) })
	edge := p.Box.Y1
	if up < 0 {
		edge = p.Box.Y0
	}
	if h := p.Box.Height(); h <= 0 || math.Abs(edge-middle(outer)) > edgeZone*h {
		return nil
	}
	height := 0.0
	var rest []*page.Line
	for _, l := range lines {
		if over := min(l.Box.Y1, outer.Box.Y1) - max(l.Box.Y0, outer.Box.Y0); 2*over > min(l.Box.Height(), outer.Box.Height()) {
			row, height = append(row, l), max(height, l.Box.Height())
		} else {
			rest = append(rest, l)
		}
	}
	for _, l := range rest {
		for _, r := range row {
			if up*(r.Baseline-l.Baseline) < folioGap*height {
				return nil
			}
		}
	}
	if !numbered(p, row, height) {
		return nil
	}
	return row
}

// numbered reports a row that is a page number, or a few words with one at an end, far from
// them.
func numbered(p *page.Page, row []*page.Line, height float64) bool {
	type piece struct {
		text string
		box  page.Rect
	}
	var all []piece
	letters := 0
	for _, l := range row {
		from := int32(page.Inferred)
		for _, c := range l.Text {
			if c.From < 0 || int(c.From) >= len(p.Glyphs) {
				continue
			}
			if c.From != from {
				all = append(all, piece{box: p.Glyphs[c.From].Box})
			}
			from = c.From
			all[len(all)-1].text += string(c.R)
			if letters++; letters > headLetters {
				return false
			}
		}
	}
	slices.SortFunc(all, func(a, b piece) int { return cmp.Compare(a.box.X0, b.box.X0) })
	n := len(all)
	switch {
	case n == 0:
		return false
	case n == 1:
		return folio(all[0].text)
	}
	first := folio(all[0].text) && all[1].box.X0-all[0].box.X1 >= folioApart*height
	last := folio(all[n-1].text) && all[n-1].box.X0-all[n-2].box.X1 >= folioApart*height
	return first || last
}

// folio reports a word that is a page number and its ornaments.
func folio(word string) bool {
	digits := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		} else if !strings.ContainsRune(folioSigns, r) {
			return false
		}
	}
	return digits > 0 && digits <= folioDigits
}

// rowBlock is a row as a block of its own, if there is one.
func rowBlock(row []*page.Line, kind page.Kind) []page.Block {
	if len(row) == 0 {
		return nil
	}
	b := page.Block{Kind: kind}
	for _, l := range row {
		b.Lines = append(b.Lines, *l)
		b.Box = b.Box.Union(l.Box)
	}
	return []page.Block{b}
}

// without are the blocks with the lines of a page that are not taken out.
func without(blocks []page.Block, out []*page.Line) (kept []page.Block) {
	for _, b := range blocks {
		old := b.Lines
		b.Lines = nil
		var box page.Rect
		for k := range old {
			if !slices.Contains(out, &old[k]) {
				b.Lines = append(b.Lines, old[k])
				box = box.Union(old[k].Box)
			}
		}
		if len(b.Lines) == len(old) {
			kept = append(kept, b)
		} else if len(b.Lines) > 0 {
			b.Box = box
			kept = append(kept, b)
		}
	}
	return kept
}
