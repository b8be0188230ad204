package tesseract

import (
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr/digit"
)

// The signs beside Latin words belong to their phrase or to the line around it, which run in
// opposite ways: a stop at the right end of a phrase stands in front of it where the line is
// Persian, and a bracket that the phrase opens is closed by it.

// trimSigns takes the signs off the ends of a run as the English model read it: those of the
// run tell better. A bracket whose partner stands inside of the run stays, and what only words
// of programs and addresses begin or end with.
func trimSigns(words []word, r *run) {
	first, last := &words[0], &words[len(words)-1]
	var lead, trail string
	last.text, trail = cutTail(last.text)
	lead, first.text = cutLead(first.text)
	if strings.HasSuffix(lead, "<") && strings.HasPrefix(trail, ">") {
		first.text = "<" + first.text
		last.text += ">"
	}
	for _, c := range trail {
		if open := openerOf(c); open != 0 && unclosed(words, open, c) > 0 {
			last.text += string(c)
			r.before = strings.Replace(r.before, string(open), "", 1)
		}
	}
	for _, c := range slices.Backward([]rune(lead)) {
		if end := closerOf(c); end != 0 && unclosed(words, c, end) < 0 {
			first.text = string(c) + first.text
			r.behind = strings.Replace(r.behind, string(end), "", 1)
		}
	}
	// A pair around the run, of which the signs beside it show one at most.
	for i, c := range openers {
		open, end := string(c), string(closers[i])
		left, right := strings.Contains(r.behind, end), strings.Contains(r.before, open) // as stored
		if (left || strings.Contains(lead, open) && !strings.HasPrefix(first.text, open)) &&
			(right || strings.Contains(trail, end) && !strings.HasSuffix(last.text, end)) {
			if !left {
				r.behind = end + r.behind
			}
			if !right {
				r.before += open
			}
		}
	}
}

// cutTail is a word without the signs at its end, and these; cutLead those at its start, and the rest.
func cutTail(s string) (word, tail string) {
	word = strings.TrimRightFunc(s, outer)
	tail = s[len(word):]
	if word != "" {
		tail = strings.TrimLeft(tail, programSigns)
	}
	return s[:len(s)-len(tail)], tail
}

func cutLead(s string) (lead, word string) {
	word = strings.TrimLeftFunc(s, outer)
	lead = s[:len(s)-len(word)]
	if word != "" {
		lead = strings.TrimRight(lead, programSigns)
	}
	return lead, s[len(lead):]
}

// settleSigns writes the signs beside the runs of each phrase where they belong. In a line
// without other words they run as the phrase does.
func settleSigns(words []word, gap int) {
	for ws := range phrases(words, gap) {
		alone := !slices.ContainsFunc(words, hasArabic)
		last := len(ws) - 1
		var before, behind string
		for i := range ws {
			w := &ws[i]
			right := []rune(w.right)
			for n, c := range slices.Backward(right) { // the nearest one first
				shown := asShown(c)
				open, end := openerOf(shown), closerOf(shown)
				calls := end != 0 && slices.ContainsFunc(right[:n], func(r rune) bool { return asShown(r) == end }) // main()
				if i < last || calls || alone || !turns(shown) || open != 0 && unclosed(ws, open, shown) > 0 {
					w.text += string(shown)
				} else {
					before = string(c) + before
				}
			}
			for _, c := range w.left {
				shown := asShown(c)
				end := closerOf(shown)
				if i > 0 || !turns(shown) || alone && !strings.ContainsRune(stops, shown) || end != 0 && unclosed(ws, shown, end) < 0 {
					w.text = string(shown) + w.text
				} else {
					behind += string(c)
				}
			}
			w.right, w.left = "", ""
		}
		ws[0].text = before + ws[0].text
		ws[last].text += behind
	}
}

// stops begin no line, whichever way it runs.
const stops = ".,:;!?"

// turns reports a sign that goes with the line at the end of a phrase: of sentences, or one of a pair.
func turns(c rune) bool {
	return strings.ContainsRune(stops+openers+closers+"-<>\"'\u00AB\u00BB\u2018\u2019\u201C\u201D", c) // GUILLEMETS, QUOTATION MARKS
}

// asShown is a sign of a line from right to left as it looks, and as a Latin phrase has it.
func asShown(c rune) rune {
	switch c {
	case arabicComma:
		return ','
	case arabicSemicolon:
		return ';'
	case arabicQuestion:
		return '?'
	}
	if end := closerOf(c); end != 0 {
		return end
	} else if open := openerOf(c); open != 0 {
		return open
	}
	return digit.Mirrored(c)
}

// programSigns stand at the ends of words of programs and addresses, close to their letters.
const programSigns = "\\#@~$&=_{}^"

// openers and closers are the brackets of Latin phrases.
const openers, closers = "([{", ")]}"

// openerOf is the bracket that a closing one closes, 0 if it is none; closerOf the reverse.
func openerOf(c rune) rune { return across(c, closers, openers) }
func closerOf(c rune) rune { return across(c, openers, closers) }

func across(c rune, from, to string) rune {
	if i := strings.IndexRune(from, c); i >= 0 {
		return rune(to[i])
	}
	return 0
}

// unclosed is how many more brackets the words open than they close.
func unclosed(words []word, open, end rune) (n int) {
	for _, w := range words {
		n += strings.Count(w.text, string(open)) - strings.Count(w.text, string(end))
	}
	return n
}
