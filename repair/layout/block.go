package layout

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Paragraphs, in font sizes unless said otherwise. Tuned on the prose and table pages
// of nine producers.
const (
	// leadingBreak: a line this many times farther away than lines of the page usually are starts a paragraph.
	leadingBreak = 1.3
	// indentLeast: a line that starts so far inside of the one before starts a paragraph.
	indentLeast = 0.8
	// indentMost: ... but not farther, for that is a centred or a set-off line.
	indentMost = 6
	// sizeBreak: a change of the font size by this factor starts a block.
	sizeBreak = 1.12
	// guessedBreak is sizeBreak for a hidden layer and for lines read from pixels, whose sizes are the heights of words.
	guessedBreak = 1.6
	// headingSize: a short block this much larger than the body is a heading.
	headingSize = 1.15
	// headingLines: and has at most so many lines.
	headingLines = 3
	// footnoteSize: a block at the foot this much smaller than the body is a footnote.
	footnoteSize = 0.92
	// footnoteZone: the foot is the lower part of the page up to this height.
	footnoteZone = 0.4
)

// placed is a line with what the blocks need to know of it.
type placed struct {
	*line
	out  page.Line
	kind page.Kind
	list bool // starts with a list marker
}

// blocks spells the lines and joins them to paragraphs, with the furniture before and behind.
func (a *arranger) blocks(k *Knowledge) []page.Block {
	kinds := a.furniture(k)
	var out []page.Block
	var around edging
	for _, f := range a.frames {
		var foot tail
		for i := range f.regions {
			r := &f.regions[i]
			if r.grid != nil {
				rows, furniture := a.gridBlocks(k, r, kinds)
				out, foot = append(out, rows...), tail{}
				around.add(furniture...)
				continue
			}
			ls := a.spelled(k, r, kinds, &around)
			set := a.paragraphs(k, r, ls)
			if n := len(out); n > 0 && len(set) > 0 && (out[n-1].Kind == page.Paragraph || out[n-1].Kind == page.ListItem) &&
				set[0].Kind == page.Paragraph && foot.goesOn(r, ls, a.rtl) {
				out[n-1].Lines = append(out[n-1].Lines, set[0].Lines...)
				out[n-1].Box = out[n-1].Box.Union(set[0].Box)
				set = set[1:]
			}
			out = append(out, set...)
			if n := len(ls); n > 0 {
				foot = tail{region: r, last: ls[n-1], near: ls[max(0, n-1-measureLines):]}
				foot.x0, foot.x1 = measure(ls, n-1)
			}
		}
	}
	return slices.Concat(around.heads, out, around.feet)
}

// edging is the furniture of a page, which stands before and behind its text whatever
// column it is over.
type edging struct{ heads, feet []page.Block }

func (e *edging) add(furniture ...page.Block) {
	for _, b := range furniture {
		if b.Kind == page.Header {
			e.heads = append(e.heads, b)
		} else {
			e.feet = append(e.feet, b)
		}
	}
}

// spelled spells the lines of a region that is no drawn table. Its furniture goes around.
func (a *arranger) spelled(k *Knowledge, r *region, kinds map[*line]page.Kind, around *edging) (ls []placed) {
	for _, l := range r.lines {
		t, conf := a.text(k, l)
		if len(t) == 0 {
			continue
		}
		if a.rtl && !l.rtl && !a.typed && l.strength > 0 {
			l.rtl = true // laid out from the left for the name it begins with, but a line of the text
		}
		p := placed{line: l, out: page.Line{Text: t, Box: a.box(l), Baseline: l.y, Conf: conf}}
		p.list = startsList(t)
		switch kind, ok := kinds[l]; {
		case ok:
			around.add(page.Block{Kind: kind, Box: p.out.Box, Lines: []page.Line{p.out}})
			continue
		case l.tabs:
			p.kind = page.TableRow
		case l.verse:
			p.kind = page.Verse
		}
		ls = append(ls, p)
	}
	return ls
}

func (a *arranger) box(l *line) page.Rect {
	var b page.Rect
	for _, c := range l.cells {
		if c.u != nil {
			for _, g := range c.u.glyphs {
				b = b.Union(a.page.Glyphs[g].Box)
			}
		}
	}
	return b
}

// paragraphs joins the lines of a region to blocks.
func (a *arranger) paragraphs(k *Knowledge, r *region, ls []placed) []page.Block {
	if len(ls) == 0 {
		return nil
	}
	lead := leading(ls)
	body := k.body()
	var out []page.Block
	var sizes []float64
	for i := range ls {
		l := &ls[i]
		if i == 0 || a.breaks(k, r, ls, i, lead) {
			out = append(out, page.Block{Kind: l.kind})
			sizes = append(sizes, l.size)
			if l.kind == page.Paragraph && l.list {
				out[len(out)-1].Kind = page.ListItem
			}
		}
		b := &out[len(out)-1]
		b.Lines = append(b.Lines, l.out)
		b.Box = b.Box.Union(l.out.Box)
	}
	for i := range out {
		b := &out[i]
		if b.Kind != page.Paragraph && b.Kind != page.ListItem {
			continue
		}
		switch {
		case body > 0 && sizes[i] >= headingSize*body && len(b.Lines) <= headingLines:
			b.Kind = page.Heading
		case body > 0 && sizes[i] <= footnoteSize*body && a.atFoot(b) && startsNote(b.Lines[0].Text):
			b.Kind = page.Footnote
		}
	}
	return out
}

func (a *arranger) atFoot(b *page.Block) bool {
	return b.Box.Y1 < a.page.Box.Y0+footnoteZone*a.page.Box.Height()
}

// leading is the usual distance of two baselines, in font sizes: the median of what
// single lines show, or 0 for fewer than two lines.
func leading(ls []placed) float64 {
	var ds []float64
	for i := 1; i < len(ls); i++ {
		if d := (ls[i-1].y - ls[i].y) / ls[i].size; d > 0.5 && d < 4 {
			ds = append(ds, d)
		}
	}
	if len(ds) == 0 {
		return 0
	}
	slices.SortFunc(ds, cmp.Compare[float64])
	// The lower half: where most paragraphs have one line, the gaps between
	// paragraphs are the majority.
	return ds[len(ds)/3]
}

// breaks reports whether a new block starts with line i.
func (a *arranger) breaks(k *Knowledge, r *region, ls []placed, i int, lead float64) bool {
	p, l := &ls[i-1], &ls[i]
	size, apart := max(p.size, l.size), p.y-l.y
	steady := k.leads[halfPoints(size)]
	switch {
	case p.kind != l.kind, l.kind == page.TableRow, l.kind == page.Verse:
		return true
	case max(p.size, l.size) > sizeBreak*min(p.size, l.size) && !(p.pixels() && l.pixels() && max(p.size, l.size) < guessedBreak*min(p.size, l.size)):
		return true
	case apart < 0 || lead > 0 && apart > leadingBreak*lead*size || steady > 0 && apart > leadingBreak*steady:
		return true
	case steady > 0 && apart > leadingSteady*steady && (concludes(p.out.Text) || p.room(ls, i) || k.room(ls, i)):
		return true // a little more white alone may be the room of a tall sign
	case l.list && !closesBracket(p.out.Text, l.out.Text):
		return true
	case p.rtl != l.rtl && p.strength != 0 && l.strength != 0:
		return true
	}
	x0, x1 := measure(ls, i)
	set := alignment(ls, i, x0, x1)
	if set != startSet {
		x0, x1 = min(x0, r.x0), max(x1, r.x1) // the document's edges are those where lines start
	}
	// Start edge and end edge by the direction of the line.
	indent, before := x1-l.x1, x1-p.x1
	if !l.rtl {
		indent, before = l.x0-x0, p.x0-x0
	}
	switch d := (indent - before) / size; {
	case set != startSet || math.Abs(d) <= indentLeast || math.Abs(d) >= indentMost:
	case hanging(ls, i, lead):
		return d < 0
	case d > 0 && !p.list && !p.beginsInitial():
		return true // under the marker of a list item it would be a hanging indent
	}
	if set == startSet && aligned(ls, i-1, x0, x1) {
		return false
	}
	if p.ended(l, x0, x1, set) || p.short(ls, i, x0, x1) {
		return true
	}
	// What seems to be the measure may be the longest of some short paragraphs.
	if set != startSet || believed(ls, i, x0, x1) {
		return false
	}
	return k.room(ls, i)
}
