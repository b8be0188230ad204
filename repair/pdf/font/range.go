package font

import (
	"math"
	"slices"
	"sync"

	"github.com/paknevis/paknevis/repair/script"
)

// Of the ranges of a map Ghostscript's pdfwrite keeps even less than of its
// ligatures: the destination of the first code is the bitwise or of its two bytes,
// and the codes after it count on from there. FE90 FE91 FE92 become FE FF 100, and
// 06F0 06F1 become F6 F7. Each such run leaves a handful of readings. But single
// entries stay whole, and the glyphs of a font stand in the order of their code
// points all but always, so of all ways to read the runs the one that goes up
// steadily is the right one, where no other comes near.

// cutRun is a run of consecutive codes whose texts count up by one.
type cutRun struct {
	code uint32
	text rune
	n    int
}

// Costs of a reading, in bits; tuned on fonts of two makers in files of two producers.
const (
	fallCost   = 8.0  // a step down
	blockCost  = 3.0  // a step from one block to another
	skipCost   = 1.5  // code points and codes skipped are not as many; more by their difference
	rareCost   = 2.0  // a code point that few fonts have
	formCost   = 2.0  // a run that starts or ends amid the forms of one letter
	twiceCost  = 4.0  // a code point that another code states
	halfCost   = 12.0 // a half that is read as the Latin letter it looks like
	rangeClear = 2.5  // how much dearer the next best reading must be
	rangeLeast = 3    // runs of halves below which no map is called cut
	maxSpans   = 600  // runs of a map that are compared
	maxSpanLen = 64   // codes of one run
	maxSteps   = 1e6  // pairs of readings that are compared; the largest map seen needs a seventh
)

// uncutRanges finds the readings of the runs of a cut map.
func (f *Font) uncutRanges(all []sample) map[uint32]rune {
	if !f.composite {
		return nil // there the codes are no longer those of the map that was cut
	}
	spans, stated := spansOf(all)
	cut, arabic := 0, 0
	for _, s := range spans {
		if slices.Contains(halves, s.text) {
			cut++
		}
		if script.IsLetter(s.text) || presentation(s.text) {
			arabic++
		}
	}
	if arabic == 0 || len(spans) > maxSpans {
		return nil
	}
	out := map[uint32]rune{}
	if cut >= rangeLeast {
		out = readSpans(inOrder(spans), stated)
	}
	for _, zero := range []rune{'\u0660', '\u06F0'} { // ARABIC-INDIC, EXTENDED ARABIC-INDIC DIGIT ZERO
		readDigits(spans, stated, zero, cut, out)
	}
	return out
}

// inOrder leaves out what the map states whole in the midst of another block: a letter
// that fonts use for one of its own forms.
func inOrder(spans []cutRun) []cutRun {
	whole := func(i, step int) rune {
		for i += step; i >= 0 && i < len(spans); i += step {
			if spans[i].text > latinLast {
				return block(spans[i].text)
			}
		}
		return -1
	}
	out := make([]cutRun, 0, len(spans))
	for i, s := range spans {
		if before := whole(i, -1); s.text > latinLast && before >= 0 && before == whole(i, 1) && before != block(s.text) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// latinLast is the greatest code point that the or of two bytes, and some codes more,
// can make.
const latinLast = 0x17f

// block tells the letters from the presentation forms, and both from other scripts.
func block(r rune) rune {
	switch {
	case r >= 0x0600 && r < 0x0700:
		return 0x0600
	case presentation(r):
		return 0xfb50
	}
	return 0
}

// spansOf cuts the single texts of a map into runs, and counts the code points that
// entries state whole.
func spansOf(all []sample) (spans []cutRun, stated map[rune]int) {
	stated = map[rune]int{}
	for _, s := range all {
		r := []rune(s.tu)
		if !s.has || len(r) != 1 {
			continue
		}
		stated[r[0]]++
		if k := len(spans) - 1; k >= 0 && spans[k].code+uint32(spans[k].n) == s.code && spans[k].text+rune(spans[k].n) == r[0] && spans[k].n < maxSpanLen {
			spans[k].n++
			continue
		}
		spans = append(spans, cutRun{s.code, r[0], 1})
	}
	return spans, stated
}

// unnamed is the reading of a code of which no more is known than that the map is wrong.
const unnamed = -1

// start is a code point that a run may begin with, and what it costs by itself.
type start struct {
	at   rune
	cost float64
}

// readSpans finds the cheapest reading of all runs and returns the code points of
// those cut runs for which every other reading makes the whole clearly dearer. Where
// several are as cheap, but what the map says is not, the codes are unnamed.
func readSpans(spans []cutRun, stated map[rune]int) map[uint32]rune {
	all := make([][]start, len(spans))
	steps := 0
	for i, s := range spans {
		all[i] = starts(s, stated)
		if i > 0 {
			steps += len(all[i-1]) * len(all[i])
		}
		if steps > maxSteps {
			return map[uint32]rune{}
		}
	}
	forth := passCosts(spans, all, false)
	back := passCosts(spans, all, true)
	out := map[uint32]rune{}
	for i, s := range spans {
		if len(all[i]) < 2 {
			continue
		}
		best, first, second := -1, math.Inf(1), math.Inf(1)
		said := forth[i][0] + back[i][0] - all[i][0].cost
		for j := range all[i] {
			c := forth[i][j] + back[i][j] - all[i][j].cost
			switch {
			case c < first:
				best, first, second = j, c, first
			case c < second:
				second = c
			}
		}
		if said-first < rangeClear {
			continue // nothing speaks against the map
		}
		d := all[i][best].at
		clear := second-first >= rangeClear && !isDigit(d) && !isDigit(d+rune(s.n)-1) // order is not enough for these
		for k := range s.n {
			out[s.code+uint32(k)] = unnamed
			if clear {
				out[s.code+uint32(k)] = d + rune(k)
			}
		}
	}
	return out
}

// passCosts are the least costs of all that comes before each reading of each run, and
// of itself; from the end if reverse.
func passCosts(spans []cutRun, all [][]start, reverse bool) [][]float64 {
	out := make([][]float64, len(spans))
	for k := range spans {
		i, prev := k, k-1
		if reverse {
			i, prev = len(spans)-1-k, len(spans)-k
		}
		out[i] = make([]float64, len(all[i]))
		for j, b := range all[i] {
			least := math.Inf(1)
			if k == 0 {
				least = 0
			} else {
				for m, a := range all[prev] {
					if reverse {
						least = min(least, out[prev][m]+stepCost(spans[i], b.at, spans[prev], a.at))
					} else {
						least = min(least, out[prev][m]+stepCost(spans[prev], a.at, spans[i], b.at))
					}
				}
			}
			out[i][j] = least + b.cost
		}
	}
	return out
}

// stepCost is what it costs that run b, read from y, follows run a, read from x.
func stepCost(a cutRun, x rune, b cutRun, y rune) float64 {
	skipped := int(y) - int(x) - a.n
	codes := int(b.code) - int(a.code) - a.n
	switch {
	case skipped < 0:
		return fallCost
	case x>>8 != y>>8:
		return blockCost
	}
	least := math.Inf(1)
	for _, r := range ranks() {
		least = min(least, math.Abs(float64(int(r[y-rankFirst])-int(r[x+rune(a.n)-rankFirst])-codes)))
	}
	if least == 0 {
		return 0
	}
	return skipCost + math.Log2(1+least)
}

// The code points that have a rank.
const rankFirst, rankLast = 0x0000, 0xffff

// ranks are three ways to count code points: all of them, those that fonts for Persian
// and Arabic have, and of these those without the isolated forms, for which fonts use
// the letters themselves.
var ranks = sync.OnceValue(func() [3][]uint16 {
	var out [3][]uint16
	for i := range out {
		out[i] = make([]uint16, rankLast-rankFirst+2)
	}
	n := [3]uint16{}
	for r := rune(rankFirst); r <= rankLast; r++ {
		for i := range out {
			out[i][r-rankFirst] = n[i]
		}
		n[0]++
		if usual(r) {
			n[1]++
			if f, ok := script.Unshape(r); !ok || f.Form != script.FormIsolated {
				n[2]++
			}
		}
	}
	return out
})

// usual reports code points that most fonts for Persian and Arabic have; outside of the
// script all count.
func usual(r rune) bool {
	switch {
	case presentation(r):
		f, ok := script.Unshape(r)
		for _, b := range f.Base {
			ok = ok && isCommon(uint16(b))
		}
		return ok
	case r >= 0x0600 && r < 0x0700:
		return r <= 0xffff && isCommon(uint16(r)) && (r < 0x0653 || r > 0x0655) || r == 0x060c || r == 0x061b || r == 0x061f || r == 0x0640 || r >= 0x0660 && r <= 0x066c || r >= 0x06f0 && r <= 0x06f9
	case r >= 0xfb50 && r < 0xff00:
		return false
	}
	return true
}

// starts are the readings of a run: what the map says, and the code points of the
// Arabic script that the or of two bytes makes it.
func starts(s cutRun, stated map[rune]int) []start {
	out := []start{{s.text, 0}}
	if slices.Contains(halves, s.text) {
		out[0].cost = halfCost
	}
	if s.text > 0xff || s.n == 1 && !slices.Contains(halves, s.text) {
		return out
	}
	for _, hi := range []rune{0x0600, 0xfb00, 0xfc00, 0xfd00, 0xfe00} {
		if hi>>8|s.text != s.text {
			continue
		}
		for lo := range rune(0x100) {
			if hi>>8|lo != s.text {
				continue
			}
			if c := readingCost(hi|lo, s.n, stated); !math.IsInf(c, 1) {
				out = append(out, start{hi | lo, c})
			}
		}
	}
	return out
}

// readingCost is the cost of n code points from d on by themselves: infinite where one
// is none of the script.
func readingCost(d rune, n int, stated map[rune]int) float64 {
	cost := 0.0
	for r := d; r < d+rune(n); r++ {
		switch {
		case r>>8 != d>>8, r < 0x0700 && (r < 0x0621 || r > 0x065f && r < 0x0660 || r >= 0x06dd && r < 0x06f0), r > 0x0700 && !presentation(r):
			return math.Inf(1)
		case stated[r] > 0:
			cost = max(cost, twiceCost)
		case !usual(r):
			cost = max(cost, rareCost)
		}
	}
	if d < 0x0700 {
		return cost
	}
	if f, ok := script.Unshape(d); ok && (f.Form == script.FormInitial || f.Form == script.FormMedial) {
		cost += formCost
	}
	if f, ok := script.Unshape(d + rune(n)); ok && f.Form != script.FormIsolated {
		cost += formCost
	}
	return cost
}

// presentation reports the forms of letters, the ligatures of shadda with vowels and
// the ornate parentheses: what fonts have by code points beside the letters.
func presentation(r rune) bool {
	_, ok := script.Unshape(r)
	return ok && (r < 0xfc00 || r >= 0xfc5e && r <= 0xfc63 || r >= 0xfcf2 && r <= 0xfcf4 || r >= 0xfe70) || r == 0xfd3e || r == 0xfd3f
}
