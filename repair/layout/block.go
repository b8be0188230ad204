package layout

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// Paragraphs, in font sizes unless said otherwise. Tuned on the prose and table pages
// of nine producers; parts of the measure hold for ragged and justified setting alike.
const (
	// leadingBreak: a line this many times farther away than lines of the page usually are starts a paragraph.
	leadingBreak = 1.3
	// indentLeast: a line that starts so far inside of the one before starts a paragraph.
	indentLeast = 0.8
	// indentMost: ... but not farther, for that is a centred or a set-off line.
	indentMost = 6
	// sizeBreak: a change of the font size by this factor starts a block.
	sizeBreak = 1.12
	// guessedBreak is sizeBreak for a hidden layer, whose sizes are the heights of words.
	guessedBreak = 1.6
	// hangingLines: so many lines before and after tell whether paragraphs hang, and so
	// many changes of the edge must say so more than deny it.
	hangingLines = 8
	hangingLeast = 2
	// shortLine: a line that would fill less than this part of the measure together with
	// the next word was ended, wherever it stands between the edges.
	shortLine = 0.45
	// measureLines: so many lines before and after tell the measure of a line.
	measureLines = 5
	// headingSize: a short block this much larger than the body is a heading.
	headingSize = 1.15
	// headingLines: and has at most so many lines.
	headingLines = 3
	// footnoteSize: a block at the foot this much smaller than the body is a footnote.
	footnoteSize = 0.92
	// footnoteZone: the foot is the lower part of the page up to this height.
	footnoteZone = 0.4
)

const (
	// flushSlack: a line that ends so near to the edge, in font sizes, is set flush with it.
	flushSlack = 0.3
	// flushLeast and flushShare: so many lines, and this part of all, are flush in justified text.
	flushLeast = 3
	flushShare = 0.4
	// alignedLeast: where so many of the alignedNear lines above and below end as a line
	// does, give or take alignedSlack, it is full, though it ends alignedInside farther
	// inside of the edge than it starts, and is alignedWidth wide, as commands and formulas
	// are not; all in font sizes. Tuned on lists beside pictures.
	alignedLeast  = 2
	alignedNear   = 3
	alignedSlack  = 0.1
	alignedInside = 2
	alignedWidth  = 10
	// endedShare: in ragged text at most this part of the lines end with room for the next word.
	endedShare = 0.25
)

// placed is a line with what the blocks need to know of it.
type placed struct {
	*line
	out  page.Line
	kind page.Kind
	list bool // starts with a list marker
}

// blocks spells the lines and joins them to paragraphs.
func (a *arranger) blocks(k *Knowledge) []page.Block {
	kinds := a.furniture(k)
	var out, heads, feet []page.Block
	for _, f := range a.frames {
		var foot tail
		for i := range f.regions {
			r := &f.regions[i]
			if r.grid != nil {
				rows, furniture := a.gridBlocks(k, r, kinds)
				out, foot = append(out, rows...), tail{}
				for _, b := range furniture {
					if b.Kind == page.Header {
						heads = append(heads, b)
					} else {
						feet = append(feet, b)
					}
				}
				continue
			}
			var ls []placed
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
					b := page.Block{Kind: kind, Box: p.out.Box, Lines: []page.Line{p.out}}
					if kind == page.Header {
						heads = append(heads, b)
					} else {
						feet = append(feet, b)
					}
					continue
				case l.tabs:
					p.kind = page.TableRow
				case l.verse:
					p.kind = page.Verse
				}
				ls = append(ls, p)
			}
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
	return slices.Concat(heads, out, feet)
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

// measure is the edges that the lines around line i are set between. A column may
// change its measure, beside a picture say, so only neighbours count.
func measure(ls []placed, i int) (x0, x1 float64) {
	x0, x1 = ls[i].x0, ls[i].x1
	for _, l := range ls[max(0, i-measureLines):min(len(ls), i+measureLines)] {
		if l.kind == ls[i].kind {
			x0, x1 = min(x0, l.x0), max(x1, l.x1)
		}
	}
	return x0, x1
}

// breaks reports whether a new block starts with line i.
func (a *arranger) breaks(k *Knowledge, r *region, ls []placed, i int, lead float64) bool {
	p, l := &ls[i-1], &ls[i]
	size, apart := max(p.size, l.size), p.y-l.y
	steady := k.leads[halfPoints(size)]
	switch {
	case p.kind != l.kind, l.kind == page.TableRow, l.kind == page.Verse:
		return true
	case max(p.size, l.size) > sizeBreak*min(p.size, l.size) && !(p.guessed() && l.guessed() && max(p.size, l.size) < guessedBreak*min(p.size, l.size)):
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

// aligned reports whether line i, between the edges x0 and x1, ends where so many of the
// lines next to it do that they are set to a measure of their own, as beside a picture.
// Verse set to one width ends and starts far inside of the edges alike.
func aligned(ls []placed, i int, x0, x1 float64) bool {
	l := &ls[i]
	before, slack := x1-l.x1, l.x0-x0
	if !l.rtl {
		before, slack = slack, before
	}
	if slack-before < alignedInside*l.size || l.x1-l.x0 < alignedWidth*l.size {
		return false
	}
	_, end := l.start()
	n := 0
	for j := max(0, i-alignedNear); j <= min(len(ls)-1, i+alignedNear); j++ {
		if m := &ls[j]; j != i && m.kind == l.kind && m.rtl == l.rtl {
			if _, e := m.start(); math.Abs(e-end) < alignedSlack*l.size {
				n++
			}
		}
	}
	return n >= alignedLeast
}

// room reports that the line before line i ended with room for its first word, by the
// farthest end of the document's lines.
func (k *Knowledge) room(ls []placed, i int) bool {
	x0, x1 := measure(ls, i)
	e, _ := ls[i].start()
	if far, ok := k.farEnd(e); ok && ls[i].rtl {
		x0 = min(x0, far)
	} else if ok {
		x1 = max(x1, -far)
	}
	return ls[i-1].ended(&ls[i], x0, x1, startSet)
}

// setting is the edge at which the lines of a text are flush.
type setting uint8

const (
	startSet setting = iota // where lines start: also justified text, and what cannot be told
	endSet                  // where they end: right-to-left text set to the left
	centred
)

const (
	// alignLines: so many lines show how a text is set.
	alignLines = 4
	// alignMost: this part of them is flush at the edge, or lies about the middle, and
	alignMost = 0.7
	// alignLeast: not more than this part is at the other.
	alignLeast = 0.4
)

// alignment is how the lines around line i are set between x0 and x1.
func alignment(ls []placed, i int, x0, x1 float64) setting {
	n, start, end, middle := 0.0, 0.0, 0.0, 0.0
	var starts []float64
	for j := max(0, i-measureLines); j < min(len(ls), i+measureLines); j++ {
		l := &ls[j]
		if l.kind != ls[i].kind || l.rtl != ls[i].rtl {
			continue
		}
		s, e := l.x0-x0, x1-l.x1
		if l.rtl {
			s, e = e, s
		}
		n++
		if starts = append(starts, s); e < flushSlack*l.size {
			end++
		}
		if math.Abs(s-e) < flushSlack*l.size {
			middle++
		}
	}
	for _, s := range starts { // with hanging indents most lines start inside of the others
		at := 0.0
		for _, t := range starts {
			if math.Abs(s-t) < flushSlack*ls[i].size {
				at++
			}
		}
		start = max(start, at)
	}
	switch {
	case n < alignLines || start > alignLeast*n:
		return startSet
	case end >= alignMost*n:
		return endSet
	case middle >= alignMost*n && end <= alignLeast*n:
		return centred
	}
	return startSet
}

// short reports that the line before line i, together with the first word of that, would
// fill but little of the measure, and that the lines above and below end elsewhere, unlike
// those beside a picture, which start at the edge.
func (p *placed) short(ls []placed, i int, x0, x1 float64) bool {
	l := &ls[i]
	if p.x1-p.x0+l.firstWord()+spaceMost*l.size >= shortLine*(x1-x0) {
		return false
	}
	_, end := p.start()
	first := x1 - p.x1
	if !p.rtl {
		first = p.x0 - x0
	}
	for _, j := range [2]int{i - 2, i} {
		if j < 0 || first > p.size {
			continue
		}
		if _, e := ls[j].start(); ls[j].rtl == p.rtl && math.Abs(e-end) < p.size/2 {
			return false
		}
	}
	return true
}

// room reports that the line before line i ended with room for its first word.
func (p *placed) room(ls []placed, i int) bool {
	x0, x1 := measure(ls, i)
	return p.ended(&ls[i], x0, x1, startSet)
}

// hanging reports whether the paragraphs around line i hang: their first lines start
// outside of the others, as in a bibliography. Then a line that starts farther inside
// follows one which was full, and a line that starts farther outside one that had ended;
// where first lines are indented it is the other way round. lead is as leading has it.
func hanging(ls []placed, i int, lead float64) bool {
	votes := 0
	for j := max(1, i-hangingLines); j < min(len(ls), i+hangingLines); j++ {
		p, l := &ls[j-1], &ls[j]
		if p.kind != l.kind || p.rtl != l.rtl || l.kind != ls[i].kind || l.rtl != ls[i].rtl || p.list || l.list || math.Abs(p.size-l.size) > 0.05*l.size {
			continue
		}
		d := p.x1 - l.x1
		if !l.rtl {
			d = l.x0 - p.x0
		}
		if d = d / l.size; math.Abs(d) <= indentLeast || math.Abs(d) >= indentMost {
			continue
		}
		x0, x1 := measure(ls, j)
		vote := 1
		if lead > 0 && p.y-l.y > leadingBreak*lead*l.size {
			vote = 2 // the white between paragraphs tells more
		}
		if (vote == 2 || p.ended(l, x0, x1, startSet)) == (d < 0) {
			votes += vote
		} else {
			votes -= vote
		}
	}
	return votes >= hangingLeast
}

// believed reports whether the lines around line i were broken at the edges x0, x1:
// many of them end there, or few had room for the next word.
func believed(ls []placed, i int, x0, x1 float64) bool {
	n, flush, ended := 0, 0, 0
	for j := max(1, i-measureLines); j < min(len(ls), i+measureLines); j++ {
		p, l := &ls[j-1], &ls[j]
		if p.kind != l.kind || p.rtl != l.rtl || l.kind != ls[i].kind || l.rtl != ls[i].rtl {
			continue
		}
		n++
		slack := p.x0 - x0
		if !p.rtl {
			slack = x1 - p.x1
		}
		if slack < flushSlack*p.size {
			flush++
		}
		if p.ended(l, x0, x1, startSet) {
			ended++
		}
	}
	return flush >= flushLeast && float64(flush) >= flushShare*float64(n) || float64(ended) <= endedShare*float64(n)
}

// ended reports that a line which is followed by another, between the edges of a
// measure, had room for the first word of that line: it was ended, not full.
func (p *placed) ended(l *placed, x0, x1 float64, set setting) bool {
	before, slack := x1-p.x1, p.x0-x0
	if !l.rtl {
		before, slack = slack, before
	}
	switch set {
	case endSet:
		slack = before
	case centred:
		slack += before
	}
	need := l.firstWord() + spaceMost*max(p.size, l.size) + max(p.size, l.size)/2
	return slack > need
}

// firstWord is the width of the line's first word, points.
func (l *line) firstWord() float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, c := range l.cells {
		if c.u == nil {
			break
		}
		lo, hi = min(lo, c.u.x0), max(hi, c.u.x1)
	}
	return max(0, hi-lo)
}

// Shares of glyphs without text that make a page repairable or sick.
const (
	repairableShare = 0.02
	sickShare       = 0.30
)

// judge sets the verdict of the text layer and adds the warnings.
func (a *arranger) judge() {
	ink, lost := 0, -a.silent
	for _, f := range a.frames {
		for _, u := range f.units {
			switch {
			case u.role == inkUnit:
				ink++
			case u.role == blankUnit && len(u.text) == 0:
				ink++
				lost++
			}
		}
	}
	if a.page.Verdict == page.VerdictUnknown {
		switch share := float64(lost) / float64(max(ink, 1)); {
		case ink == 0:
			a.page.Verdict = page.VerdictAbsent
		case share > sickShare:
			a.page.Verdict = page.VerdictSick
		case share > repairableShare:
			a.page.Verdict = page.VerdictRepairable
		default:
			a.page.Verdict = page.VerdictHealthy
		}
	}
	warn := func(code, text string) {
		a.page.Warnings = append(a.page.Warnings, page.Warning{Code: code, Text: text})
	}
	if a.silent > 0 {
		warn("unmapped-tatweel", fmt.Sprintf("%d glyphs without text inside words were taken for tatweel", a.silent))
	}
	if lost > 0 {
		warn("unmapped-glyph", fmt.Sprintf("%d of %d glyphs have no text and were left out", lost, ink))
	}
	if a.guessed > 0 {
		warn("unmapped-mark", fmt.Sprintf("%d marks without text over a final heh or alef were read as hamza or tanwin", a.guessed))
	}
}
