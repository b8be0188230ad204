package layout

import "math"

// The measure of lines and how they are set in it. Whether a line was ended by its author or
// was full shows only against the edges that it was set between.

// Tuned on the prose and table pages of nine producers; parts of the measure hold for ragged
// and justified setting alike.
const (
	// measureLines: so many lines before and after tell the measure of a line.
	measureLines = 5
	// hangingLines: so many lines before and after tell whether paragraphs hang, and so
	// many changes of the edge must say so more than deny it.
	hangingLines = 8
	hangingLeast = 2
	// shortLine: a line that would fill less than this part of the measure together with
	// the next word was ended, wherever it stands between the edges.
	shortLine = 0.45
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

// measure is the edges that the lines around line i are set between. A column may
// change its measure, beside a picture say, so only neighbours count.
func measure(ls []placed, i int) (x0, x1 float64) {
	x0, x1 = ls[i].x0, ls[i].x1
	for _, l := range ls[max(0, i-measureLines):min(len(ls), i+measureLines)] {
		if l.kind != ls[i].kind {
			continue
		}
		lo, hi := l.x0, l.x1
		if l.list && l.rtl != ls[i].rtl {
			lo, hi = l.item()
		}
		x0, x1 = min(x0, lo), max(x1, hi)
	}
	return x0, x1
}

// item is the edges of a line without its bullet, which stands outside of them.
func (p *placed) item() (x0, x1 float64) {
	if len(p.cells) < 3 || p.cells[0].u == nil || !isBullet(p.cells[0].u.first()) || p.cells[2].u == nil {
		return p.x0, p.x1
	}
	if p.rtl {
		return p.x0, p.cells[2].u.x1
	}
	return p.cells[2].u.x0, p.x1
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
	if l.cells == nil {
		return l.word
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, c := range l.cells {
		if c.u == nil {
			break
		}
		lo, hi = min(lo, c.u.x0), max(hi, c.u.x1)
	}
	return max(0, hi-lo)
}
