package tesseract

import (
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/digit"
	"github.com/paknevis/paknevis/ocr/shape"
	"github.com/paknevis/paknevis/repair/script"
)

// rereadNumbers reads the digits of numbers one by one, from their shapes, and keeps what
// is sure of itself: the Persian model takes many a digit for another.
func (j *job) rereadNumbers(s *sheet) {
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			l := &b.lines[k]
			var above []word // of the same paragraph
			if k > 0 && !b.table {
				above = b.lines[k-1].words
			}
			for from := 0; from < len(l.words); {
				n := s.numbers(l.words[from:])
				if n == 0 {
					from++
					continue
				}
				if got := s.number(l, above, from, from+n); got != nil {
					l.words = slices.Replace(l.words, from, from+n, got...)
					n = len(got)
				}
				if afterLetters(l.words[:from], above) {
					for i := range l.words[from : from+n] {
						ascend(&l.words[from+i])
					}
				}
				from += n
			}
		}
	}
}

// ascend puts the numbers of a span in order that the recognizer read from left to right: behind
// letters of the Arabic script they stand from right to left (see [digit.Model.Read], which does
// so). Of those that fall as they were read this is sure.
func ascend(w *word) {
	if w.sure || w.latin {
		return
	}
	at := strings.IndexAny(w.text, "-\u2013") // EN DASH
	if at < 0 {
		return
	}
	_, n := utf8.DecodeRuneInString(w.text[at:])
	outside := func(r rune) bool { return !unicode.IsDigit(r) }
	before, dash, behind := w.text[:at], w.text[at:at+n], w.text[at+n:]
	first, second := strings.TrimLeftFunc(before, outside), strings.TrimRightFunc(behind, outside)
	a, okA := spanNumber(first)
	b, okB := spanNumber(second)
	if okA && okB && a > b {
		w.text = strings.TrimSuffix(before, first) + second + dash + first + strings.TrimPrefix(behind, second)
	}
}

// spanDigits is the most digits of a number in a span: of pages and years.
const spanDigits = 4

// spanNumber is a number of Persian digits.
func spanNumber(s string) (n int, ok bool) {
	if utf8.RuneCountInString(s) > spanDigits || strings.ContainsFunc(s, func(r rune) bool { set, _ := script.DigitOf(r); return set != script.PersianDigits }) {
		return 0, false
	}
	return wholeNumber(s)
}

// dropGhosts leaves out words without letters where there is no ink: the recognizer makes
// some up in the white of tables.
func (s *sheet) dropGhosts() {
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			l := &b.lines[k]
			l.words = slices.DeleteFunc(l.words, func(w word) bool {
				return !strings.ContainsFunc(w.text, unicode.IsLetter) && len(s.componentsIn(w.box)) == 0
			})
		}
	}
	s.layout.settle()
}

// lostNumbers reads numbers in the ink that no word accounts for: the Persian model leaves
// out single digits and percentages in the cells of tables.
func (s *sheet) lostNumbers() {
	patches := s.patches()
	for _, box := range patches[:min(len(patches), maxRescues)] {
		parts := s.pieces().Parts(box)
		if len(parts) == 0 || len(parts) > maxLostDigits {
			continue
		}
		n := digit.Default().Read(parts, s.survey.Letter, digit.Context{})
		if !n.Sure() || n.Conf < lostConf {
			continue
		}
		box := image.Rectangle{}
		for _, p := range parts {
			box = box.Union(p.Box)
		}
		w := word{box: box, text: n.Text, conf: n.Conf, sure: true}
		s.insert(line{box: box, size: float64(box.Dy()), words: []word{w}})
	}
	s.audit()
}

const (
	// maxLostDigits is how many pieces a lost number has at most, and lostConf how sure each
	// must be: pieces of pictures pass for digits, too.
	maxLostDigits = 12
	lostConf      = 0.9
)

// numbers is the number of words at the start of a line that are read as numbers, or as
// parts of one: the first has a digit, and none a letter, or the ink has what they lack.
func (s *sheet) numbers(words []word) int {
	for n, w := range words {
		switch {
		case w.latin:
			return n
		case s.maskedNumber(w):
		case strings.ContainsFunc(w.text, unicode.IsLetter), n == 0 && !strings.ContainsFunc(w.text, unicode.IsDigit):
			return n
		}
	}
	return len(words)
}

// maskedRunes is the length up to which a doubtful word may be a number, and maskedPieces
// by how many pieces its ink must have more than its letters make for a sure one.
const (
	maskedRunes  = 8
	maskedPieces = 3
)

// maskedNumber reports a word with letters whose ink may be a number: the Persian model has
// no decimal sign and takes it for a reh, and zeros beside it for letters. Letters join
// and digits do not, so that a number has more pieces than the letters that it passes for.
func (s *sheet) maskedNumber(w word) bool {
	letters, ascii, digits := 0, 0, 0
	for _, r := range w.text {
		switch {
		case arabicLetter(r):
			letters++
		case unicode.IsLetter(r):
			ascii++
		case unicode.IsDigit(r):
			digits++
		}
	}
	if letters == 0 || ascii > 0 || utf8.RuneCountInString(w.text) > maskedRunes {
		return false
	}
	if digits > 0 {
		return digits >= letters
	}
	more := len(s.groups(w.box)) - inkPieces(w.text)
	return more >= maskedPieces || more > 0 && w.conf < doubtful
}

// inkPieces is how many pieces of ink beside each other the runes of a word make: letters
// join, all else stands apart.
func inkPieces(text string) int {
	n, joins := 0, false
	for _, r := range text {
		switch {
		case vowel(r):
		case r == zwnj:
			joins = false
		case !arabicLetter(r):
			n, joins = n+1, false
		default:
			if !joins {
				n++
			}
			joins = !aloneToTheLeft(r)
		}
	}
	return n
}

// White between two digits that parts two numbers, in heights of a digit: wordGap where
// the first reader saw the end of a word (it sees one behind many a one: with 0.3 97.2 % of
// the numbers of clean pages came out, with 0.45 98.3), oneWordGap where it saw one word. In faces of the
// made set digits of one number stand up to 0.45 apart, beside a one or a zero in digits of
// one width 0.6, and a space is 0.4 wide and more.
const (
	numberGap  = 0.55
	wordGap    = 0.45
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

// bound reports two parts beside each other of which one is a plus-minus: it is of the
// number beside it, though the first reader, which does not know it, saw a word of its own.
func bound(left, right *shape.Part, tall int) bool {
	return float64(right.Box.Min.X-left.Box.Max.X) <= numberGap*float64(tall) && (digit.PlusMinus(left) || digit.PlusMinus(right))
}

// number is the second reading of some words of a line that are numbers, nil if the first
// one stays; above is what the paragraph has before the line.
func (s *sheet) number(l *line, above []word, first, last int) []word {
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
	near := digit.Context{AfterLetters: afterLetters(l.words[:first], above), Latin: western(l.words[first:last])}
	old := l.words[first:last]
	var got []word // the readings that are to be trusted
	within := digit.Percents(parts)
	for to := len(parts); to > 0; {
		from := to - 1
		for from > 0 && (within[from] || bound(&parts[from-1], &parts[from], tall) || !apart(parts[from-1].Box, parts[from].Box, tall, old)) {
			from--
		}
		w := word{}
		for i := from; i < to; i++ {
			w.box = w.box.Union(parts[i].Box)
		}
		first := meeting(old, w.box)
		if n := digit.Default().Read(parts[from:to], letter, near); n.Sure() || !hasLetters(first) && surer(n, first) {
			w.text, w.conf, w.sure = n.Text, n.Conf, n.Sure()
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
	fromRight(got) // as the line runs
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
// script; if the line has none before them, the line above tells.
func afterLetters(words, above []word) bool {
	for _, ws := range [][]word{words, above} {
		for i := len(ws) - 1; i >= 0; i-- {
			text := []rune(ws[i].text)
			for k := len(text) - 1; k >= 0; k-- {
				if unicode.IsLetter(text[k]) {
					return unicode.Is(unicode.Arabic, text[k])
				}
			}
		}
	}
	return false
}

func hasLetters(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return strings.ContainsFunc(w.text, unicode.IsLetter) })
}
