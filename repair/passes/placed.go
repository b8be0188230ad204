package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
)

// A gap between two runs is a ZWNJ from these probabilities on, which careful
// text gives for the two pieces between their neighbours: runs end at ZWNJs, which
// leave nothing behind, and a space is seldom lost. So a gap without a trace is a ZWNJ
// even where a space is far likelier, and one with a space on its one side only where
// less speaks for it: extractors leave the space now with its run, now in its place on
// the line. Where both have one the gap is judged as in any text. Between pieces that
// authors join or part as they like (at will) a trace says more than careful text does.
// Chosen on the 885 gaps of the shared report that its gold tells apart: 13 are judged
// wrong, before 26.
const (
	joinedUntraced        = 0.004
	joinedAtWill          = 0.0003 // the same, at will
	joinedPlaced          = 0.1    // with the space of the place on the line only
	joinedPlacedAtWill    = 0.005
	joinedTraced          = 0.3 // with the space of the run only
	joinedTracedAtWill    = 0.015
	joinedSpaced          = 0.5  // with spaces on both sides
	joinedKept            = 0.05 // without a trace, where spaces keep their place
	joinedStretchedTraced = 0.05 // in a stretched line, with the space of the run only
	joinedStretched       = 0.9  // there, with the space of the place
	joinedSolid           = 0.6  // between runs that go on into each other as one word
)

// placed puts the runs of a line one after another, with gaps between where the
// reading wants them and none at the ends.
func placed(m *lang.Model, line page.Text, r order.Reading) page.Text {
	out := make(page.Text, 0, len(line)+len(r.Runs))
	for k, run := range r.Runs {
		text := line[run.From:run.To]
		if k == 0 {
			out = append(out, text...)
			continue
		}
		before := trimEnd(out)
		text = trimStart(text)
		parted := len(before) < len(out) || len(text) > 0 && text[0].R == '(' || opensGap(line, run)
		// What ends a run in this order began its neighbour in that.
		own, place := !run.Gap, isSpace(line[run.To-1].R)
		switch {
		case !parted && seamed(m, pieceEnd(before), pieceStart(text)):
			out = append(before, page.Char{R: zwnj, From: page.Inferred})
		case !parted, startsWithStop(text) && endsInLetter(before), !own && !place && noteMark(line, r.Runs, k) && endsInLetter(before) && !beforeNumbers[wordEnd(before)]:
			out = before
		case joins(m, before, following(m, line, r.Runs[k:]), own, place, r):
			out = append(before, page.Char{R: zwnj, From: page.Inferred})
		case run.Gap || len(before) == len(out):
			out = append(before, page.Char{R: ' ', From: page.Inferred})
		}
		out = append(out, text...)
	}
	out = signGaps(zeroFirst(trimStart(trimEnd(out))), false)
	// Two spaces told where runs met; what they tell is used up.
	last := rune(0)
	return slices.DeleteFunc(out, func(c page.Char) bool {
		doubled := c.R == ' ' && last == ' '
		last = c.R
		return doubled
	})
}

// zeroFirst puts the parts of decimals in order that came out from left to right as the runs of
// their line did: nothing is divided by nought.
func zeroFirst(line page.Text) page.Text {
	for i := 1; i+1 < len(line); i++ {
		if line[i].R != '/' || digitAt(line, i+1) != 0 || digitAt(line, i+2) >= 0 || isPartSign(at(line, i+2)) {
			continue
		}
		from := i
		for digitAt(line, from-1) >= 0 {
			from--
		}
		if from < i && digitAt(line, from) > 0 && !isPartSign(at(line, from-1)) && at(line, from-1) != '.' {
			turned := slices.Concat(line[i+1:i+2], line[i:i+1], line[from:i])
			copy(line[from:], turned)
		}
	}
	return line
}

// digitAt is the value of the digit at i, -1 for all else.
func digitAt(t page.Text, i int) int {
	if r := at(t, i); isDigit(r) {
		return digitOf(r)
	}
	return -1
}

// opensGap reports a run with a gap before it: one that is inferred, or a space of its own.
func opensGap(line page.Text, r order.Run) bool { return r.Gap || isSpace(line[r.From].R) }

// joins reports that the gap between two texts is a ZWNJ, by the spaces that were left
// where the run after it has its gap in this order (own) and had it in that (place).
// Behind a letter that does not join a ZWNJ leaves no trace, and texts have none.
func joins(m *lang.Model, before, after page.Text, own, place bool, r order.Reading) bool {
	if len(before) == 0 || !joinsNext(before[len(before)-1].R) {
		return false
	}
	a, left := endPieces(before)
	b, right := startPieces(after)
	least := joinedUntraced
	switch will := atWill(m, a, b); {
	case r.Kept && place:
		return false
	case r.Kept:
		least = joinedKept
	case r.Stretched && place:
		least = joinedStretched
	case r.Stretched && own:
		least = joinedStretchedTraced
	case own && place:
		least = joinedSpaced
	case own && will:
		least = joinedTracedAtWill
	case own:
		least = joinedTraced
	case place && will:
		least = joinedPlacedAtWill
	case place:
		least = joinedPlaced
	case will:
		least = joinedAtWill
	}
	return m.Joint(a, b, left, right) >= least
}

// following is what a reading puts behind a gap, runs from there on, as far as the
// pieces at the gap and their neighbours can reach.
func following(m *lang.Model, line page.Text, runs []order.Run) page.Text {
	var out page.Text
	for i, r := range runs {
		text := line[r.From:r.To]
		if i > 0 && len(out) > 0 && !isSpace(out[len(out)-1].R) {
			switch {
			case opensGap(line, r):
				out = append(out, page.Char{R: ' '})
			case seamed(m, pieceEnd(out), pieceStart(text)):
				out = append(out, page.Char{R: zwnj})
			}
		}
		if out = append(out, text...); len(out) >= farPieces {
			break
		}
	}
	return trimStart(out)
}

// farPieces is about how many code points two words and the gaps beside them take.
const farPieces = 40

func trimEnd(t page.Text) page.Text {
	for n := len(t); n > 0 && isSpace(t[n-1].R); n = len(t) {
		t = t[:n-1]
	}
	return t
}

func trimStart(t page.Text) page.Text {
	for len(t) > 0 && isSpace(t[0].R) {
		t = t[1:]
	}
	return t
}

// seamed reports that two pieces which a run border parts in a word are better
// written with a ZWNJ there.
func seamed(m *lang.Model, a, b []byte) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, s := range m.Seams(lang.Token{Word: append(a[:len(a):len(a)], b...)}) {
		if s.Letter == len(a)-1 {
			return s.P >= joinedSolid
		}
	}
	return false
}

// atWill reports two words that follow each other often, which some authors join: a
// noun behind the preposition به or before بر (به|نفع, علاوه|بر), and what careful texts
// join now and then.
func atWill(m *lang.Model, a, b []byte) bool {
	n, joint := m.Pair(lang.Spell(a), lang.Spell(b))
	return n >= willingCount && (joint >= willingShare || string(a) == keyBeh || string(b) == keyBar)
}

var keyBeh, keyBar = keyOf("به"), keyOf("بر")

// Sightings of two words, and the share of ZWNJs between them, from which on some
// authors join them. Chosen on the shared report.
const (
	willingCount = 20
	willingShare = 0.004
)

// noteMark reports that run k is the number of a footnote, which stands at the
// word before it: a digit without the space on its other side that numbers of
// the text have, and nothing to count after it.
func noteMark(line page.Text, runs []order.Run, k int) bool {
	r := runs[k]
	if r.To-r.From < 1 || !isDigit(line[r.From].R) || r.From+1 < r.To && !isStop(line[r.From+1].R) || r.From > 1 && isSpace(line[r.From-1].R) && isSpace(line[r.From-2].R) {
		return false
	}
	if k+1 < len(runs) {
		next := line[runs[k+1].From:runs[k+1].To]
		for len(next) > 0 && isSpace(next[0].R) {
			next = next[1:]
		}
		to := 0
		for to < len(next) && isArabic(next[to].R) {
			to++
		}
		return !measures[next[:to].String()]
	}
	return true
}

func startsWithStop(t page.Text) bool { return len(t) > 0 && isStop(t[0].R) }

func endsInLetter(t page.Text) bool { return len(t) > 0 && isArabic(t[len(t)-1].R) }

// wordEnd is the word at the end of a text.
func wordEnd(t page.Text) string {
	from := len(t)
	for from > 0 && isArabic(t[from-1].R) {
		from--
	}
	return t[from:].String()
}
