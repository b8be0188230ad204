package passes

import (
	"slices"
	"strings"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// turn is the line in reverse order: numbers and words of other scripts keep
// theirs (UAX #9 rule L2), brackets are mirrored (L4), marks follow their letters,
// before which they stand where they lead.
//
// Where all is backwards, numbers and words of other scripts are turned too.
func turn(t page.Text, l pass.Range, led, all bool) page.Text {
	src := t[l.From:l.To]
	out := make(page.Text, 0, len(src))
	for i := len(src); i > 0; {
		j := i - 1
		span, spans := spanEnding(src, j)
		switch {
		case spans:
			j = span.from
			out = append(out, src[j:span.text.From]...)
			out = append(out, turn(src, span.text, led, all)...)
			out = append(out, src[span.text.To:span.to]...)
		case !all && (isLeftToRight(src[j].R) || argumentOf(src, j) > 0):
			// from the last digit, letter or bracket back to the first of the same run
			for k := j; k >= 0; k-- {
				if open := argumentOf(src, k); open > 0 {
					k = open
				} else if !isLeftToRight(src[k].R) && !isInner(src, k, visualBefore) {
					break
				}
				j = k
			}
			for !isLeftToRight(src[j].R) {
				j++
			}
			out = append(out, src[j:i]...)
		case isMark(src[j].R) && !led:
			for j > 0 && isMark(src[j].R) {
				j--
			}
			out = append(out, src[j:i]...)
		default:
			c := src[j]
			if r, ok := script.Mirror(c.R); ok {
				c.R = r
			}
			out = append(out, c)
		}
		i = j
	}
	return out
}

// argumentOf is where the bracket opens that the one at i closes, if it stands right behind a
// letter from left to right and holds nothing from right to left, as in O(n): then all of it runs as
// the letter does (UAX #9 rule N0). It is 0 for all others.
func argumentOf(t page.Text, i int) int {
	if t[i].R != ')' {
		return 0
	}
	depth := 0
	for k := i; k > 0 && i-k < maxArgument; k-- {
		switch r := t[k].R; {
		case isArabic(r):
			return 0
		case r == ')':
			depth++
		case r == '(':
			if depth--; depth > 0 {
				continue
			}
			if before := t[k-1].R; isLeftToRight(before) && !isDigit(before) && k+1 < i {
				return k
			}
			return 0
		}
	}
	return 0
}

// maxArgument is the most code points between the brackets: more are a sentence.
const maxArgument = 40

// turnStretches turns each stretch of a line between numbers and words of other scripts,
// and leaves all of them where they are.
func turnStretches(t page.Text, l pass.Range, led bool) page.Text {
	src := t[l.From:l.To]
	out := make(page.Text, 0, len(src))
	for i := 0; i < len(src); {
		from := i
		for i < len(src) && !isLeftToRight(src[i].R) {
			i++
		}
		out = append(out, turn(src, pass.Range{From: from, To: i}, led, false)...)
		from, last := i, i
		for ; i < len(src) && (isLeftToRight(src[i].R) || isInner(src, i, logicalBefore)); i++ {
			if isLeftToRight(src[i].R) {
				last = i + 1
			}
		}
		i = last
		out = append(out, src[from:last]...)
	}
	return out
}

// marksLead reports that marks stand before their letters in the reversed lines
// of a text: one stands at the start of a word, tanwins before their alefs, or shaddas before the letter that
// a word of Persian doubles.
func marksLead(t page.Text) bool {
	lead, follow := 0, 0
	for i, c := range t {
		switch {
		case !isMark(c.R):
		case i == 0 || isSpace(t[i-1].R):
			return true
		case c.R == fathatan && isAlef(t[i-1].R):
			follow++
		case c.R == fathatan && isAlef(at(t, i+1)):
			lead++
		case c.R == shadda:
			switch doubledBack(t, i) {
			case 1:
				lead++
			case 0:
				follow++
			}
		}
	}
	return lead > follow
}

// doubledBack tells whether the shadda at i, in a word that stands backwards, follows the letter that the word doubles (0)
// or stands before it (1); -1 where nobody knows.
func doubledBack(t page.Text, i int) int {
	letters, places := bare(t, shaddaWord(t, pass.Range{To: len(t)}, i))
	slices.Reverse(letters)
	slices.Reverse(places)
	word := make([]rune, 0, len(letters))
	for _, r := range letters {
		word = append(word, baseOf(r)...)
	}
	on := lang.Doubled(string(word))
	switch {
	case on < 0 || len(word) != len(letters):
	case places[on] == i+1:
		return 1
	case places[on] == i-1:
		return 0
	}
	return -1
}

// isLeftToRight reports digits and letters of scripts that run from left to right.
func isLeftToRight(r rune) bool { return kindOf(r)&kindAhead != 0 }

func runsAhead(r rune) bool {
	return isDigit(r) || !isArabic(r) && unicode.IsLetter(r) && r != tatweel && !unicode.In(r, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
}

// isInner reports a sign that stands between two code points of one run from
// left to right and belongs to it: a separator in a number, signs between Latin
// letters (UAX #9 rule N1). Before is where what is read before it stands.
func isInner(t page.Text, i, before int) bool {
	p, n := i-1, i+1
	for p >= 0 && i-p < maxInner && isInnerSign(t[p].R) {
		p--
	}
	for n < len(t) && n-i < maxInner && isInnerSign(t[n].R) {
		n++
	}
	if p < 0 || n == len(t) || !isInnerSign(t[i].R) || !isLeftToRight(t[p].R) || !isLeftToRight(t[n].R) {
		return false
	}
	digits, alone := isDigit(t[p].R) && !inLatin(t, p) || isDigit(t[n].R), n-p == 2
	if isDigit(t[p].R) && isDigit(t[n].R) {
		return alone && (isSeparator(t[i].R) || (t[i].R == '-' || t[i].R == '+') && !afterArabic(t, i, before)) // rule W4
	}
	return alone || !digits
}

// Where what is read before a code point stands, in a line in visual and in logical order.
const (
	visualBefore  = 1
	logicalBefore = -1
)

// afterArabic reports that the last letter before i is one of the Arabic script: digits behind it
// are Arabic numbers (rule W2), which no sign holds together (rule W4).
func afterArabic(t page.Text, i, before int) bool {
	for i += before; i >= 0 && i < len(t); i += before {
		switch r := t[i].R; {
		case isArabic(r):
			return true
		case isLeftToRight(r) && !isDigit(r):
			return false
		}
	}
	return false
}

// inLatin reports a digit within a word in letters from left to right, which runs as these
// do (rule W7).
func inLatin(t page.Text, i int) bool {
	for i >= 0 && isDigit(t[i].R) {
		i--
	}
	return i >= 0 && isLeftToRight(t[i].R)
}

// maxInner is how many signs stand in a row between Latin letters, as in ://.
const maxInner = 4

// isInnerSign reports a space within a line or a sign that is no bracket or quote.
func isInnerSign(r rune) bool {
	return isSpace(r) || strings.ContainsRune("-_.@/\\:&'’,;+=#%?", r) || r == 0x066B || r == 0x066C
}

// turnWords turns the letters of each word round and leaves the words, and what marks them, where they are.
func turnWords(t page.Text, l pass.Range, led bool) page.Text {
	var out page.Text
	for i := l.From; i < l.To; {
		from := i
		for i < l.To && !isSpace(t[i].R) {
			i++
		}
		to := i
		for ; from < i && isEmphasis(t[from].R); from++ {
			out = append(out, t[from])
		}
		for to > from && isEmphasis(t[to-1].R) {
			to--
		}
		if to > from {
			out = append(out, turn(t, pass.Range{From: from, To: to}, led, false)...)
		}
		out = append(out, t[to:i]...)
		for i < l.To && isSpace(t[i].R) {
			out = append(out, t[i])
			i++
		}
	}
	return out
}
