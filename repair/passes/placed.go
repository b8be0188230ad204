package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/order"
	"github.com/paknevis/paknevis/repair/page"
)

// A gap between two runs is a ZWNJ from these probabilities on, which careful
// text gives for the two pieces: runs end at ZWNJs, which leave nothing behind,
// and a space is seldom lost. So a gap without a trace is a ZWNJ even where a
// space is far likelier, and one with a space on its one side only where none is:
// extractors leave the space now with its run, now in its place on the line.
// Counted on the shared report: from joinedTraced on 28 of 28 gaps with a space of their
// own are ZWNJs, below it 2 of 63; of those without a trace 116 of 117 from 0.02 on, and
// 7 of 11 below, all of the seven at will.
const (
	joinedUntraced = 0.05
	joinedAtWill   = 0.002 // the same between pieces that authors join or part as they like
	joinedTraced   = 0.3
	joinedSpaced   = 0.97 // with spaces on both sides
	joinedSolid    = 0.6  // between runs that go on into each other as one word
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
		before := out
		for n := len(before); n > 0 && isSpace(before[n-1].R); n = len(before) {
			before = before[:n-1]
		}
		for len(text) > 0 && isSpace(text[0].R) {
			text = text[1:]
		}
		parted := run.Gap || len(before) < len(out) || len(text) < run.To-run.From || len(text) > 0 && text[0].R == '('
		// What ends a run in this order began its neighbour in that.
		own, place := !run.Gap, isSpace(line[run.To-1].R)
		from := joinedUntraced
		switch {
		case r.Stretched && place:
			from = 2
		case !own && !place && atWill(m, pieceEnd(before), pieceStart(text)):
			from = joinedAtWill
		case own && place:
			from = joinedSpaced
		case own && !r.Stretched:
			from = joinedTraced
		}
		switch {
		case !parted && seamed(m, pieceEnd(before), pieceStart(text)):
			out = append(before, page.Char{R: zwnj, From: page.Inferred})
		case !parted, startsWithStop(text) && endsInLetter(before), !own && !place && noteMark(line, r.Runs, k) && endsInLetter(before) && !beforeNumbers[wordEnd(before)]:
			out = before
		case m.Joint(pieceEnd(before), pieceStart(text), nil, nil) >= from:
			out = append(before, page.Char{R: zwnj, From: page.Inferred})
		case run.Gap || len(before) == len(out):
			out = append(before, page.Char{R: ' ', From: page.Inferred})
		}
		out = append(out, text...)
	}
	for n := len(out); n > 0 && isSpace(out[n-1].R); n = len(out) {
		out = out[:n-1]
	}
	for len(out) > 0 && isSpace(out[0].R) {
		out = out[1:]
	}
	// Two spaces told where runs met; what they tell is used up.
	last := rune(0)
	return slices.DeleteFunc(out, func(c page.Char) bool {
		doubled := c.R == ' ' && last == ' '
		last = c.R
		return doubled
	})
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

// pieceEnd is the key of the solid letters at the end of a text.
func pieceEnd(t page.Text) []byte {
	from := len(t)
	for from > 0 && (lang.SymbolOf(t[from-1].R).Letter() || isMark(t[from-1].R)) {
		from--
	}
	key, _, _ := lang.Key(t[from:].String())
	return key
}

// pieceStart is the key of the solid letters at the start of a text.
func pieceStart(t page.Text) []byte {
	to := 0
	for to < len(t) && (lang.SymbolOf(t[to].R).Letter() || isMark(t[to].R)) {
		to++
	}
	key, _, _ := lang.Key(t[:to].String())
	return key
}
