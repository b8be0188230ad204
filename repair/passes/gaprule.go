package passes

import (
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Where a gap may stand, must stand and never stands, by shapes and signs alone. Words have
// no say here.

// gapRule is whether a gap stands behind a code point.
type gapRule uint8

const (
	gapMay gapRule = iota
	gapMust
	gapNever
)

// rule tells whether a gap stands behind the code point at i.
func (p *parter) rule(i int) gapRule {
	t := p.t
	if i+1 >= p.l.To || isMark(t[i+1].R) || t[i+1].R == tatweel || t[i].R == tatweel {
		return gapNever
	}
	k := i // the letter
	for k > p.l.From && isMark(t[k].R) {
		k--
	}
	a, b := edgeOf(t, k), edgeOf(t, i+1)
	switch r, next := t[k].R, t[i+1].R; {
	case isWhite(r) || isWhite(next) || r == zwnj || next == zwnj:
		return gapNever
	case p.isUnread(r), p.isUnread(next): // no letter reaches for a gap
		if p.isUnread(r) && p.isUnread(next) || a.sure && a.reach || b.sure && b.takes {
			return gapNever
		}
		return gapMay
	case a.letter && b.letter:
		on := joinsNext(last(baseOf(r)))
		switch {
		case !on:
			return gapMay
		case a.sure && !a.reach, b.sure && !b.takes:
			return gapMust
		case a.sure || b.sure:
			return gapNever
		}
		return gapMay
	case a.letter && (isLeftToRight(next) || strings.ContainsRune(openingSigns, next)),
		strings.ContainsRune(openingSigns, next) && strings.ContainsRune(partingSigns, r),
		b.letter && (isLeftToRight(r) || strings.ContainsRune(partingSigns, r)),
		b.letter && (isBullet(r) || isDash(r) && k == trim(t, p.l).From),
		isDigit(next) && (strings.ContainsRune(pausingSigns, r) || r == '!' || r == ':' && isArabic(at(t, k-1))),
		p.apartFromSign(k, i+1):
		return gapMust
	}
	return gapNever
}

// apartFromSign reports that Persian has a space between two code points of which one is a sign: beside a dash
// that stands between words, outside of quotation marks, behind per cent, before a bracket with words in it.
func (p *parter) apartFromSign(a, b int) bool {
	t, r, next := p.t[:p.l.To], p.t[a].R, p.t[b].R
	sides := func(i int) (before, after rune) { return at(t, i-1), at(t, i+1) }
	switch {
	case isLongDash(r) || isLongDash(next):
		at := a
		if isLongDash(next) {
			at = b
		}
		before, after := sides(at)
		return isArabic(after) && (isArabic(before) || isMark(before) || isDigit(before)) || isDigit(after) && (isArabic(before) || isMark(before))
	case next == '"' && p.opening[b]:
		return !strings.ContainsRune(openingSigns, r)
	case r == '"' && !p.opening[a]:
		return isArabic(next) || isLeftToRight(next) || strings.ContainsRune(openingSigns, next)
	case isPercent(r), r == endOfAyah:
		return isArabic(next)
	case next == endOfAyah:
		return isArabic(r)
	case strings.ContainsRune(openingSigns, next):
		return isDigit(r) && isArabic(at(t, b+1))
	case next == '/':
		return isArabic(r) && isLeftToRight(at(t, b+1)) && !isDigit(at(t, b+1))
	case r == '/':
		return isArabic(next) && isLeftToRight(at(t, a-1)) && !isDigit(at(t, a-1))
	case next == '\u00B1': // PLUS-MINUS SIGN
		return isArabic(r)
	}
	return false
}

const endOfAyah = '\u06DD' // ARABIC END OF AYAH

// isLongDash reports a dash that is no hyphen.
func isLongDash(r rune) bool { return r == '\u2013' || r == '\u2014' } // EN DASH, EM DASH

// openingQuotes are the quotation marks of a line that look the same at both ends, of which every other opens.
func openingQuotes(t page.Text, l pass.Range) map[int]bool {
	opening, open := make(map[int]bool), true
	for i := l.From; i < l.To; i++ {
		if t[i].R == '"' {
			opening[i], open = open, !open
		}
	}
	return opening
}

// What no space stands behind, what none stands before, and what parts two words besides.
const (
	openingSigns = "([{\u00AB"                            // LEFT GUILLEMET
	closingSigns = ")]}\u00BB"                            // RIGHT GUILLEMET
	partingSigns = ".:!\u060C\u061B\u061F" + closingSigns // ARABIC COMMA, SEMICOLON, QUESTION MARK
)

// pausingSigns are the parting signs that stand inside of no number.
const pausingSigns = "\u060C\u061B\u061F" // ARABIC COMMA, SEMICOLON, QUESTION MARK
