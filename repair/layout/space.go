package layout

import (
	"cmp"
	"math"
	"slices"
)

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
	// pressed, and tightMany of them come as near to kerns as tightJump. Tuned on 357 public files;
	// the tightest line seen has gaps of 0.116.
	tightExact = 0.01
	tightEven  = 0.01
	tightGaps  = 4
	tightMany  = 10
	tightLeast = 0.09
	tightJump  = 0.03
	// Where no gap lies between exactMost and exactLeast, those above are between words, unless more
	// than exactWide are wider by far. Tuned on 357 public files.
	exactMost  = 0.08
	exactLeast = 0.14
	exactWide  = 4
	// fillerNet: a space glyph whose net advance is under this part of its width is
	// no space but the trace of a ZWNJ.
	fillerNet = 0.15
	// slimNet: ... and between two right-to-left letters also under this one, where the words have
	// no seam for a space (Word kerns «ساز» against «ی» so). Tuned on 503 public files.
	slimNet = 0.2
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
		if g < tightLeast || g-gs[i] < tightJump {
			continue
		}
		even, _ := slices.BinarySearch(gs[i+1:], g+tightEven)
		if 2*even >= len(gs)-i-1 && (even >= tightGaps && g-gs[i] >= spaceJump || even >= tightMany) {
			return (gs[i] + g) / 2
		}
	}
	return math.Inf(1)
}

// exactThreshold is the gap from which on a word ends in a line of letters at their exact places that
// has nothing between them and white as wide as between words: the white before a number or the
// dots of a leader is much wider, and few words beside it are one class with the letters for
// Otsu's split, at otsu. +Inf in other lines. gs are the gaps in order of width.
func exactThreshold(gs []float64, otsu float64) float64 {
	if len(gs) == 0 || gs[len(gs)/2] > tightExact {
		return math.Inf(1)
	}
	if wide, _ := slices.BinarySearch(gs, otsu); len(gs)-wide > exactWide {
		return math.Inf(1) // they are the words
	}
	i, _ := slices.BinarySearch(gs, exactMost)
	if i == len(gs) || gs[i] < exactLeast {
		return math.Inf(1)
	}
	return (gs[i-1] + gs[i]) / 2
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
