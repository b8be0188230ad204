package tesseract

import (
	"cmp"
	"image"
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/ocr"
	"github.com/paknevis/paknevis/ocr/digit"
)

// rereadNumbers reads the digits of numbers one by one, from their shapes, and keeps what
// is sure of itself: the Persian model takes many a digit for another. What is no number
// after all, such as the mark KP-04 in a row of numbers, is read as Latin by itself.
func (j *job) rereadNumbers(s *sheet) {
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for from := 0; from < len(l.words); {
				n := numbers(l.words[from:])
				if n == 0 {
					from++
					continue
				}
				if got := s.number(l, from, from+n); got != nil {
					got = j.latinAmong(s, got)
					l.words = slices.Replace(l.words, from, from+n, got...)
					n = len(got)
				}
				from += n
			}
		}
	}
}

// latinAmong reads the doubtful ones of some words that stand among numbers as Latin.
func (j *job) latinAmong(s *sheet, words []word) []word {
	for i := 0; i < len(words); i++ {
		if words[i].conf >= doubtful || strings.ContainsFunc(words[i].text, arabicLetter) {
			continue
		}
		got, err := j.latin(s, words[i:i+1])
		if err != nil {
			j.warn(ocr.WarnNoLatin, "words among numbers were not read as Latin: %v", err)
			return words
		}
		if got != nil {
			words = slices.Replace(words, i, i+1, got...)
			i += len(got) - 1
		}
	}
	return words
}

// numbers is the number of words at the start of a line that are read as numbers, or as
// parts of one: the first has a digit, and none a letter.
func numbers(words []word) int {
	for n, w := range words {
		if strings.ContainsFunc(w.text, unicode.IsLetter) || n == 0 && !strings.ContainsFunc(w.text, unicode.IsDigit) {
			return n
		}
	}
	return len(words)
}

// White between two digits that parts two numbers, in heights of a digit: wordGap where
// the first reader saw the end of a word, oneWordGap where it saw one word. In faces of the
// made set digits of one number stand up to 0.45 apart, beside a one or a zero in digits of
// one width 0.6, and a space is 0.4 wide and more.
const (
	numberGap  = 0.55
	wordGap    = 0.3
	oneWordGap = 0.8
)

// apart reports that two pieces of ink beside each other, the left one first, belong to
// different numbers.
func apart(left, right image.Rectangle, tall int, words []word) bool {
	gap := float64(right.Min.X-left.Max.X) / float64(tall)
	if gap < wordGap {
		return false
	}
	of := func(r image.Rectangle) int {
		return slices.IndexFunc(words, func(w word) bool { return meets(w.box, r) })
	}
	a, b := of(left), of(right)
	if a >= 0 && a == b {
		return gap > oneWordGap
	}
	return gap > numberGap || a >= 0 && b >= 0
}

// number is the second reading of some words of a line that are numbers, nil if the first
// one stays.
func (s *sheet) number(l *line, first, last int) []word {
	var box image.Rectangle
	for _, w := range l.words[first:last] {
		box = box.Union(w.box)
	}
	parts := s.pieces().Parts(s.whole(box))
	if len(parts) == 0 {
		return nil
	}
	letter := s.locate(l, &word{box: box}).letter
	tall := 0
	for i := range parts {
		tall = max(tall, parts[i].Box.Dy())
	}
	near := digit.Context{AfterLetters: afterLetters(l.words[:first]), Latin: western(l.words[first:last])}
	old := l.words[first:last]
	var got []word // the readings that are to be trusted
	for to := len(parts); to > 0; {
		from := to - 1
		for from > 0 && !apart(parts[from-1].Box, parts[from].Box, tall, old) {
			from--
		}
		w := word{}
		for i := from; i < to; i++ {
			w.box = w.box.Union(parts[i].Box)
		}
		if n := digit.Default().Read(parts[from:to], letter, near); n.Sure() || surer(n, meeting(old, w.box)) {
			w.text, w.conf = n.Text, n.Conf
			got = append(got, w)
		}
		to = from
	}
	// A word of the first reading gives way to numbers that cover it, and numbers to one
	// that holds more than they do.
	var kept []word
	for _, o := range old {
		if over := meeting(got, o.box); covered(o.box, over) {
			continue
		}
		got = slices.DeleteFunc(got, func(w word) bool { return meets(w.box, o.box) })
		kept = append(kept, o)
	}
	if len(got) == 0 {
		return nil
	}
	got = append(got, kept...)
	slices.SortStableFunc(got, func(a, b word) int { return cmp.Compare(b.box.Max.X, a.box.Max.X) }) // as the line runs
	return got
}

// meets reports boxes beside each other of which one stands under the other's middle.
func meets(a, b image.Rectangle) bool {
	mid := func(r image.Rectangle) int { return (r.Min.X + r.Max.X) / 2 }
	in := func(x int, r image.Rectangle) bool { return x >= r.Min.X && x < r.Max.X }
	return in(mid(a), b) || in(mid(b), a)
}

func meeting(words []word, box image.Rectangle) (out []word) {
	for _, w := range words {
		if meets(w.box, box) {
			out = append(out, w)
		}
	}
	return out
}

// coveredShare is the part of a word's width that numbers must take for it to give way.
const coveredShare = 0.6

func covered(box image.Rectangle, by []word) bool {
	sum := 0
	for _, w := range by {
		sum += max(0, min(w.box.Max.X, box.Max.X)-max(w.box.Min.X, box.Min.X))
	}
	return float64(sum) >= coveredShare*float64(box.Dx())
}

// A reading of the digits that is not sure may still be surer than the first one was: by
// this much less, as the first reader is too sure of numbers.
const (
	leastNumberConf = 0.55
	numberLead      = 0.15
)

func surer(n digit.Number, first []word) bool {
	return n.Edge >= leastNumberConf && n.Conf >= leastNumberConf && n.Conf+numberLead >= lineConf(line{words: first})
}

// afterLetters reports whether the last strong letter of some words is one of the Arabic
// script.
func afterLetters(words []word) bool {
	for i := len(words) - 1; i >= 0; i-- {
		text := []rune(words[i].text)
		for k := len(text) - 1; k >= 0; k-- {
			if unicode.IsLetter(text[k]) {
				return unicode.Is(unicode.Arabic, text[k])
			}
		}
	}
	return false
}
