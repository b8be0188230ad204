package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Lines that end inside a word, where a ZWNJ was: word processors take one for a place to end a line (Word calls
// it a no-width optional break), and the page shows nothing of it.

// Chosen on the 1,569 line ends of 59 held-out pages of paknevis-bench (wrap-zwnj): of those that part words none has a
// probability above 0.76; of 85 that are known to stand inside one 70 have 0.9 and more.
const (
	lineSeamAt    = 0.9  // probability of a ZWNJ from which on it is one
	lineSeams     = 3    // ZWNJs by which a text of more than a few lines shows that it writes them
	lineCompounds = 4000 // words of a text that are asked whether it parts compounds by spaces
)

// joiner tells of a ZWNJ between the last word of a line and the first of the next.
type joiner struct {
	c            Context
	v            *pass.View
	keys         wordReader
	asked, parts bool // see partsCompounds
}

// seamed reports that line i ends where a ZWNJ belongs, in a text that writes its ZWNJs. Where white space stands
// between them somebody may have typed it.
func (f *flow) seamed(i, k int) bool {
	a, b := f.rows[i].line, f.rows[k].line
	j, t := &f.joiner, f.t
	if j.c.Habits == nil || j.c.Model == nil || j.c.ZWNJ == KeepZWNJ || !joinsNext(t[a.To-1].R) || t[a.To].R != '\n' || !isLetter(t[b.From].R) {
		return false
	}
	words := j.keys.line(nil, t, lastWords(t, a))
	n := len(words)
	words = j.keys.line(words, t, firstWords(t, b))
	if n == 0 || n == len(words) || int(words[n-1].to) != a.To || int(words[n].from) != b.From {
		return false
	}
	words[n].after = true
	s := j.c.Habits.spellerOf(j.c.Model)
	if s.joint(words, n) < lineSeamAt || !j.c.Habits.joins() || gapBefore(words, n) == seamOther && j.partsCompounds(s) {
		return false
	}
	return persianAround(j.v, a) && persianAround(j.v, b)
}

// lastWords are the last two words of a line, as much as the model asks of.
func lastWords(t page.Text, l pass.Range) pass.Range {
	from := l.To
	for range 2 {
		for from > l.From && isSpace(t[from-1].R) {
			from--
		}
		for from > l.From && !isSpace(t[from-1].R) {
			from--
		}
	}
	return pass.Range{From: from, To: l.To}
}

// firstWords are the first two words of a line.
func firstWords(t page.Text, l pass.Range) pass.Range {
	to := l.From
	for range 2 {
		for to < l.To && isSpace(t[to].R) {
			to++
		}
		for to < l.To && !isSpace(t[to].R) {
			to++
		}
	}
	return pass.Range{From: l.From, To: to}
}

// joins reports a text that writes its ZWNJs, or lost them, and hardly ever types a space for one.
func (h *Habits) joins() bool {
	n, spaced, least := 0, 0, lineSeams
	for k := range seamOther {
		n += h.written[k]
		if h.lost(k) { // learned before they were restored
			n += h.solid[k]
		}
		spaced += h.spaced[k]
	}
	if h.brief {
		least = 1
	}
	return n >= least && float64(n) >= habitShare*float64(n+spaced)
}

// partsCompounds reports a text that types spaces in words where a ZWNJ surely belongs, or shows no ZWNJ in any: many
// authors who write endings with one type compounds so.
func (j *joiner) partsCompounds(s *speller) bool {
	if !j.asked {
		j.asked = true
		h, n, spaced := j.c.Habits, 0, 0
		for _, k := range [...]seamKind{seamOther, seamFixed} {
			n += h.written[k]
			if h.lost(k) {
				n += h.solid[k]
			}
		}
		words := wordsOf(j.v)
		for i := range min(len(words), lineCompounds) {
			if words[i].after && gapBefore(words, i) == seamOther && s.joint(words, i) >= lineSeamAt {
				spaced++
			}
		}
		j.parts = n == 0 || float64(n) < habitShare*float64(n+spaced)
	}
	return j.parts
}
