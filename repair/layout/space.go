package layout

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/page"
)

// A line is a row in order. Cells are first visual (left to right), then logical.
type line struct {
	cells    []cell
	y        float64
	size     float64
	x0, x1   float64
	rtl      bool // base direction
	strength int  // right-to-left minus left-to-right letters
	tabs     bool // a row of a table
	verse    bool // two hemistichs
	font     int32
	left     *unit // a space painted at the left end
}

// A cell is a unit or the white between two of them.
type cell struct {
	u     *unit // nil for a space
	space rune  // ' ' or '\t' where u is nil
	from  int32 // glyph of a space, or page.Inferred
	twin  int32 // glyph of a second space painted in the same white, or page.Inferred
	at    int   // place on the visual line
	rtl   bool  // logical line: the cell stands at an odd embedding level
	zwnj  int32 // a joiner stands in the white to the right of this cell: its glyph, or noJoiner
	gap   float64
}

const noJoiner = int32(math.MinInt32)

// Spaces. A word gap is found by the split of the line's own gaps; the prior only
// decides lines whose gaps are all alike. Tuned on nine producers' pages: gaps in
// words lie under 0.06 and word gaps over 0.15 of the font size.
const (
	spacePrior = 0.17
	spaceLeast = 0.07
	spaceMost  = 0.40
	// spaceJump: two classes of gaps are this far apart at least, in font sizes.
	spaceJump = 0.05
	// TeX sets letters at their places, to tightExact of the font size, and makes all gaps
	// between the words of a line alike, to tightEven of it. tightGaps gaps, and half of all
	// that are as wide, tell of that; they may be tightLeast narrow in a line that had to be
	// pressed. Tuned on 270 public files; the tightest line seen has gaps of 0.116.
	tightExact = 0.01
	tightEven  = 0.01
	tightGaps  = 4
	tightLeast = 0.09
	// fillerNet: a space glyph whose net advance is under this part of its width is
	// no space but the trace of a ZWNJ.
	fillerNet = 0.15
	// fillerLeast: a space glyph counts as at least so wide, in font sizes.
	fillerLeast = 0.1
	// paintedLeast: a line with so many painted spaces has them between all its words; a
	// gap beside a stretching glyph, or between letters of a font that were painted one
	// after the other, is no space then.
	paintedLeast = 3
	// trackLetters: so many gaps tell whether a line is set wide, and a gap wider than
	// this, in font sizes, is no rounding.
	trackLetters = 8
	trackLeast   = 0.03
	// slotReach: a space painted between two letters stands between them though kerning
	// moved them over it by this part of the font size.
	slotReach = 0.5
	// spacingLap: a mark that moves the pen stands beside its letter though it laps over
	// it by this part of the font size.
	spacingLap = 0.03
	// slotFlush: the pen that painted a letter and then, moving left, a space set both
	// this near to each other.
	slotFlush = 0.02
	// slotCover: ... unless this part of it lies over white elsewhere: producers paint the
	// words of a line by font, so that two letters may follow each other with the space
	// of another place between them.
	slotCover = 0.5
	// netGlyphs: so many glyphs at most are painted from the letter before a space to
	// the letter after it; marks may stand between.
	netGlyphs = 4
)

// compose orders the units of a row from left to right, binds the marks and finds
// the spaces and stated joiners.
func (a *arranger) compose(r *row) *line {
	l := &line{y: r.y, size: r.size}
	desk := &a.desk.line
	ink, marks, white := desk.ink[:0], desk.mark[:0], desk.white[:0]
	for _, u := range r.units {
		switch u.role {
		case markUnit:
			marks = append(marks, u)
		case spaceUnit, joinerUnit:
			white = append(white, u)
		default:
			ink = append(ink, u)
		}
	}
	desk.ink, desk.mark, desk.white = ink, marks, white
	desk.sorter.sort(ink, (*unit).center)
	nested(ink)
	a.bind(ink, marks)
	desk.sorter.sort(white, func(u *unit) float64 { return u.x0 })

	n := len(ink)
	desk.gaps = cleared(desk.gaps, n)
	gaps := desk.gaps // gaps[i] is the white between ink[i-1] and ink[i], in font sizes
	right := math.Inf(-1)
	for i, u := range ink {
		if i > 0 {
			gaps[i] = (u.x0 - right) / l.size
		}
		right = max(right, u.x1)
		if i > 0 && right > u.x1+0.5*l.size && u.x1 > ink[i-1].x1 {
			right = u.x1
		}
	}
	spacing(gaps, ink, marks, l.size)
	desk.fill, desk.join = cleared(desk.fill, n+1), cleared(desk.join, n+1)
	desk.twin = cleared(desk.twin, n+1)
	fill, twin, join := desk.fill, desk.twin, desk.join
	beyond := 0 // the ink from there on stands right of the white
	for _, w := range white {
		for beyond < n && ink[beyond].center() < w.x0 {
			beyond++
		}
		i := slot(ink, w, beyond)
		switch {
		case w.role == joinerUnit:
			join[i] = w
		case i == 0:
			l.left = w
		case i == n:
		case fill[i] == nil:
			fill[i] = w
		case w.width() > fill[i].width():
			fill[i], twin[i] = w, fill[i]
		default:
			twin[i] = w
		}
	}
	led := isLed(ink)
	out := func(i int) bool { return led && betweenDots(ink, i) }
	sorted := desk.sortedGaps(gaps, out)
	track := tracking(sorted, desk.filled(gaps, fill, out))
	slopes := sloping(ink)
	var t float64
	if slopes {
		t = slopeThreshold(gaps, ink)
	} else {
		t = threshold(sorted, spelled(ink))
	}
	moved := func(i int) float64 { // how far the pen went on by the white before ink[i], points
		return net(ink[i-1], fill[i], ink[i], gaps[i]*l.size) - track*l.size
	}
	painted := 0
	for i := 1; i < n; i++ {
		// Some programs paint only the spaces that must not break, beside formulas and names.
		if f := fill[i]; f != nil && ink[i-1].isLatin() == ink[i].isLatin() && moved(i) >= fillerNet*max(f.width(), fillerLeast*l.size) {
			painted++
		}
	}
	if !slopes && !led && painted < paintedLeast && eastern(ink) {
		t = min(t, tightThreshold(sorted))
	}
	l.cells = a.room.newCells(n + n/3)
	for i, u := range ink {
		if i > 0 {
			f, g := fill[i], net(ink[i-1], fill[i], u, gaps[i]*l.size)/l.size
			switch {
			case ink[i-1].partsFrom(u):
				from := page.Inferred
				if f != nil {
					from = f.glyphs[0]
				}
				l.cells = append(l.cells, cell{space: ' ', from: from, twin: page.Inferred, gap: g, zwnj: noJoiner})
			case f != nil && moved(i) >= fillerNet*max(f.width(), fillerLeast*l.size):
				c := cell{space: ' ', from: f.glyphs[0], twin: page.Inferred, gap: g, zwnj: noJoiner}
				if twin[i] != nil {
					c.twin = twin[i].glyphs[0]
				}
				l.cells = append(l.cells, c)
			case f == nil && g >= t && !(slopes && joined(ink[i-1], u)) && !(painted >= paintedLeast && g < spaceMost && (u.silent() || ink[i-1].silent() || paintedTogether(ink[i-1], u))):
				l.cells = append(l.cells, cell{space: ' ', from: page.Inferred, twin: page.Inferred, gap: g, zwnj: noJoiner})
			}
		}
		c := cell{u: u, zwnj: noJoiner}
		if j := join[i+1]; j != nil {
			c.zwnj = j.glyphs[0]
		} else if f := fill[i+1]; f != nil && !u.partsFrom(ink[i+1]) && moved(i+1) < fillerNet*f.width() {
			c.zwnj = f.glyphs[0]
		}
		l.cells = append(l.cells, c)
	}
	for i := range l.cells {
		l.cells[i].at = i
	}
	if n > 0 {
		l.x0, l.x1 = ink[0].x0, right
		for _, u := range ink {
			l.x0, l.x1 = min(l.x0, u.x0), max(l.x1, u.x1)
			r, lt := u.strength()
			l.strength += r - lt
		}
		l.font = ink[n/2].font
	}
	return l
}

// sortedGaps are the gaps between the units of a line in order of width, but for those that
// are left out.
func (d *lineDesk) sortedGaps(gaps []float64, out func(i int) bool) []float64 {
	d.ordered = d.ordered[:0]
	for i := 1; i < len(gaps); i++ {
		if !out(i) {
			d.ordered = append(d.ordered, gaps[i])
		}
	}
	slices.Sort(d.ordered)
	return d.ordered
}

// filled are those of them in which a space is painted, in order of width.
func (d *lineDesk) filled(gaps []float64, fill []*unit, out func(i int) bool) []float64 {
	d.painted = d.painted[:0]
	for i := 1; i < len(gaps); i++ {
		if fill[i] != nil && !out(i) {
			d.painted = append(d.painted, gaps[i])
		}
	}
	slices.Sort(d.painted)
	return d.painted
}

// tracking is the white that stands between all letters of a line which is set wide, in
// font sizes: the median where nothing is painted, from trackLetters letters on. gaps are
// those of the line and filled those of them where something is, both in order.
func tracking(gaps, filled []float64) float64 {
	n := len(gaps) - len(filled)
	if n < trackLetters {
		return 0
	}
	at := n / 2 // of the gaps that are not filled
	for _, g := range gaps {
		if len(filled) > 0 && filled[0] == g {
			filled = filled[1:]
			continue
		}
		if at == 0 {
			if g > trackLeast && g < spaceMost {
				return g
			}
			return 0
		}
		at--
	}
	return 0
}

// spacing takes the advance of marks that stand between two letters, and not over one,
// from the white there: programs that do no positioning let a mark move the pen.
func spacing(gaps []float64, ink, marks []*unit, size float64) {
	for _, m := range marks {
		if m.width() <= markAdvance*m.size {
			continue
		}
		i, _ := slices.BinarySearchFunc(ink, m.center(), func(u *unit, x float64) int { return cmp.Compare(u.center(), x) })
		if i > 0 && i < len(ink) && m.x0 > ink[i-1].x1-spacingLap*m.size && m.x1 < ink[i].x0+spacingLap*m.size {
			gaps[i] -= m.width() / size
		}
	}
}

// net is how far a white unit moved the pen, where the three units were painted one
// after the other from left to right, else the white between its neighbours, points.
// The two differ where a letter is kerned towards the word after it.
func net(before, w, after *unit, gap float64) float64 {
	if w == nil {
		return gap
	}
	if painted(before, w, after) {
		return max(gap, after.x0-w.x0)
	}
	if gap > slotFlush*w.size && paintedBack(before, w, after) && math.Abs(after.x0-w.x1) < slotFlush*w.size {
		return max(gap, w.width()) // only a space that was taken back whole is none
	}
	return gap
}

// paintedTogether reports whether two units are right-to-left letters of one font that were
// painted one after the other, with nothing between, the first of which joins none after
// it: where one could join, white means a word's end.
func paintedTogether(left, right *unit) bool {
	if left.font != right.font || !left.isRTL() || !right.isRTL() || isDualJoining(right.last()) {
		return false
	}
	first, next := left, right
	if first.glyphs[0] > next.glyphs[0] {
		first, next = next, first
	}
	return next.glyphs[0]-first.glyphs[len(first.glyphs)-1] == 1
}

// painted reports whether the three units were painted one after the other from left
// to right.
func painted(before, w, after *unit) bool {
	p, q, r := before.glyphs[len(before.glyphs)-1], w.glyphs[0], after.glyphs[0]
	return p < q && q < r && r-p <= netGlyphs && before.x0 < w.x0
}

// paintedBack is painted for a pen that moves to the left.
func paintedBack(after, w, before *unit) bool {
	p, q, r := before.glyphs[len(before.glyphs)-1], w.glyphs[0], after.glyphs[0]
	return p < q && q < r && r-p <= netGlyphs && w.x0 < before.x0
}

// slot finds the place among the ink, 0..len(ink), at which a white unit stands: the
// boundary nearest to its left edge or, where it covers white, the white it covers.
// A space whose advance is taken back keeps its box and lies over the glyph that
// follows, so the edge tells more than the middle.
// i is the first of the ink whose middle is not left of that edge.
func slot(ink []*unit, w *unit, i int) int {
	best, between, score := 0, -1, math.Inf(1)
	covered := 0.0
	for k := max(0, i-2); k <= min(len(ink), i+2); k++ {
		lo, hi := math.Inf(-1), math.Inf(1)
		if k > 0 {
			lo = ink[k-1].x1
		}
		if k < len(ink) {
			hi = ink[k].x0
		}
		if lo > hi {
			lo, hi = (lo+hi)/2, (lo+hi)/2
		}
		d := 0.0
		switch {
		case w.x0 < lo:
			d = lo - w.x0
		case w.x0 > hi:
			d = w.x0 - hi
		}
		if k > 0 && k < len(ink) && paintedBack(ink[k-1], w, ink[k]) && math.Abs(ink[k].x0-w.x1) < slotFlush*w.size {
			return k // its advance may be taken back: it lies over the letter on its left then
		}
		cover := max(0, min(w.x1, hi)-max(w.x0, lo)) // white it covers
		d -= cover
		if k > 0 && k < len(ink) && d < slotReach*w.size && painted(ink[k-1], w, ink[k]) {
			between = k
		}
		if d < score {
			best, score, covered = k, d, cover
		}
	}
	if between >= 0 && (between == best || covered < slotCover*w.width()) {
		return between
	}
	return best
}

// spelled reports whether the units of a line are letters, not whole words.
func spelled(ink []*unit) bool {
	letters := 0
	for _, u := range ink {
		if r, l := u.strength(); r+l <= 2 {
			letters++
		}
	}
	return 2*letters > len(ink)
}

// eastern reports a line most of whose letters run from right to left.
func eastern(ink []*unit) bool {
	right, left := 0, 0
	for _, u := range ink {
		r, l := u.strength()
		right, left = right+r, left+l
	}
	return right > left
}

// tightThreshold is the gap from which on a word ends in a line that TeX pressed, which Otsu's
// split takes for gaps between letters; +Inf in others. gs are the gaps in order of width.
func tightThreshold(gs []float64) float64 {
	if len(gs) == 0 || gs[len(gs)/2] > tightExact {
		return math.Inf(1)
	}
	for i := len(gs) / 2; i+1 < len(gs); i++ {
		g := gs[i+1]
		if g < tightLeast || g-gs[i] < spaceJump {
			continue
		}
		even, _ := slices.BinarySearch(gs[i+1:], g+tightEven)
		if even >= tightGaps && 2*even >= len(gs)-i-1 {
			return (gs[i] + g) / 2
		}
	}
	return math.Inf(1)
}

// threshold splits the gaps of a line in two classes and returns the gap from which
// on a word ends: Otsu's split (the largest variance between the classes), taken
// only where the classes stand clearly apart; letters tells that the units are
// letters, so that most gaps are gaps in words. gs are the gaps in order of width; they
// are overwritten.
func threshold(gs []float64, letters bool) float64 {
	if len(gs) == 0 {
		return spacePrior
	}
	for i, g := range gs {
		gs[i] = min(max(g, 0), spaceMost) // how wide a wide gap is tells nothing
	}
	// Letters set apart shift both classes by the gap that is usual in a word.
	shift := gs[len(gs)/3]
	if shift >= spaceMost || !letters {
		shift = 0
	}
	sum := 0.0
	for _, g := range gs {
		sum += g
	}
	best, most, low := spacePrior+shift, 0.0, 0.0
	for i := 0; i+1 < len(gs); i++ {
		low += gs[i]
		jump, mid := gs[i+1]-gs[i], (gs[i]+gs[i+1])/2
		if jump < spaceJump || mid < shift+spaceLeast || mid > shift+spaceMost {
			continue
		}
		n, m := float64(i+1), float64(len(gs)-i-1)
		d := (sum-low)/m - low/n
		if v := n * m * d * d; v > most {
			best, most = mid, v
		}
	}
	return best
}
