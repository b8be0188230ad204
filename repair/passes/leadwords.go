package passes

import (
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// What shows that stops stand before the stretches that they end, which begin behind ZWNJs: the prefix of a
// verb before the stop, or a plural behind it. Nobody writes so.
const (
	ledWordsLeast  = 2  // such stops
	ledWordsBehind = 12 // words behind a stop of which one may carry it
	ledWordsBefore = 3  // words before it that are read too
)

// ledWords adds the edits of stops between words to those of whole lines.
func ledWords(m *lang.Model, v *pass.View, edits []pass.Edit) []pass.Edit {
	t, shown, lines := v.Text, linesOf(v), v.Lines()
	var places []int // stops, with their lines
	var of []pass.Range
	seams := 0
	for n, l := range lines {
		if shown[n].signs&signEndApart == 0 || shown[n].arabic < leadLetters || shown[n].isStrange() {
			continue
		}
		b := shown[n].within(l)
		for i := b.From + 2; i+1 < b.To; i++ {
			if !isEndSign(t[i].R) || !isSpace(t[i-1].R) || !isArabic(t[i+1].R) || !isArabic(t[i-2].R) && !isMark(t[i-2].R) {
				continue
			}
			places, of = append(places, i), append(of, b)
			if boundPrefixes[keyOf(v.Slice(wordBefore(t, b, i-1)))] || boundEndings[keyOf(v.Slice(wordAfter(t, b, i+1)))] {
				seams++
			}
		}
	}
	if seams < ledWordsLeast {
		return edits
	}
	for k, i := range places {
		e, ok := carried(m, v, of[k], i)
		if ok && !slices.ContainsFunc(edits, func(o pass.Edit) bool { return o.At < e.End() && e.At < o.End() }) {
			edits = append(edits, e)
		}
	}
	slices.SortFunc(edits, func(a, b pass.Edit) int { return a.At - b.At })
	return edits
}

// carried brings the stop at i behind the word that reads best with it: the one before, or one behind.
func carried(m *lang.Model, v *pass.View, b pass.Range, i int) (pass.Edit, bool) {
	t := v.Text
	from := i
	for n := 0; from > b.From && n <= ledWordsBefore; from-- {
		if isSpace(t[from-1].R) {
			n++
		}
	}
	ends := []int{i - 1} // of the words
	to := i + 1
	for ; to < b.To && len(ends) <= ledWordsBehind; to++ {
		if isEndSign(t[to].R) {
			break
		}
		if (to+1 == b.To || isSpace(t[to+1].R) || isEndSign(t[to+1].R)) && mayEnd(v, b, to+1) {
			ends = append(ends, to+1)
		}
	}
	if last := ends[len(ends)-1]; last > i && last == to && to < b.To { // has its own
		ends = ends[:len(ends)-1]
	}
	if !mayEnd(v, b, i-1) {
		ends = ends[1:]
	}
	var best page.Text
	score := 0.0
	for _, end := range ends {
		line := slices.Clone(t[from:i])
		if end < i {
			line = slices.Insert(line, len(line)-1, t[i])
			line = append(line, t[i+1:to]...)
		} else {
			line = slices.Concat(line, t[i+1:end], t[i:i+1], t[end:to])
		}
		if s := m.LogProb(nil, plainOf(line)); best == nil || s > score {
			best, score = line, s
		}
	}
	return v.Edit(pass.Range{From: from, To: to}, best, "word", 0.9), len(best) > 0
}

// mayEnd reports that a stop can stand at i: behind a Persian word, but for the prefix of a verb, and
// before no ending.
func mayEnd(v *pass.View, b pass.Range, i int) bool {
	t := v.Text
	word := wordBefore(t, b, i)
	if word.Len() == 0 || boundPrefixes[keyOf(v.Slice(word))] {
		return false
	}
	for ; i < b.To && (isSpace(t[i].R) || isEndSign(t[i].R)); i++ {
	}
	return !boundEndings[keyOf(v.Slice(wordAfter(t, b, i)))]
}
