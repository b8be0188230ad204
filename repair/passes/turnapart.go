package passes

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Google Docs paints its words in the order in which they are read, the glyphs of each from left to right, and no
// space between them; pdf.js writes all of it as it is painted. Which letters are a word is found as the line is
// turned, for the words have their order already.

const (
	apartLetters = 18   // code points of a word at most, with its signs
	apartUnread  = 3.0  // nats that a glyph without a letter counts as, about what a letter takes
	apartSample  = 40   // lines by which the order of words is judged
	apartJoint   = 1e-3 // least probability of a ZWNJ between two parts of a word
)

// apartWay is the best way to part a line up to a place.
type apartWay struct {
	state lang.State
	logp  float64
	from  int // where its last word begins; -1 where no way leads
}

// turning turns a word, see turnPieces.
type turning func(t page.Text, l pass.Range) page.Text

// wordsApart are the words of a line whose letters stand backwards, each turned, in the order in which they stand.
// What runs from the left, and spaces, are words too.
func wordsApart(m *lang.Model, t page.Text, l pass.Range, f turning) (words []page.Text) {
	src := t[l.From:l.To]
	for i := 0; i < len(src); {
		from := i
		if isLeftToRight(src[i].R) || isSpace(src[i].R) {
			for i < len(src) && (isLeftToRight(src[i].R) || isSpace(src[i].R) || isInner(src, i, logicalBefore)) {
				i++
			}
			words = append(words, src[from:i])
			continue
		}
		for i < len(src) && !isLeftToRight(src[i].R) && !isSpace(src[i].R) {
			i++
		}
		words = append(words, zoneApart(m, src[from:i], f)...)
	}
	return words
}

// zoneApart parts what stands between numbers, Latin words and spaces.
func zoneApart(m *lang.Model, src page.Text, f turning) (words []page.Text) {
	ways := make([]apartWay, len(src)+1)
	for i := 1; i < len(ways); i++ {
		ways[i].from, ways[i].logp = -1, math.Inf(-1)
	}
	ways[0].state = m.Start()
	for i := range src {
		if ways[i].from < 0 {
			continue
		}
		for j := i + 1; j <= len(src) && j-i <= apartLetters; j++ {
			if k := j - 1; isApartSign(src[k].R) && !opensTurned(src[k].R) && k > i && !isApartSign(src[k-1].R) && isInnerSignApart(src, i, k) {
				break // it belongs to the next word
			}
			if j < len(src) && !partsApart(src, j) {
				continue
			}
			state, by := readApart(m, ways[i].state, f(src, pass.Range{From: i, To: j}))
			if logp := ways[i].logp + by; logp > ways[j].logp {
				ways[j] = apartWay{state, logp, i}
			}
		}
	}
	if ways[len(src)].from < 0 {
		return []page.Text{f(src, pass.Range{To: len(src)})}
	}
	for j := len(src); j > 0; j = ways[j].from {
		words = append(words, f(src, pass.Range{From: ways[j].from, To: j}))
	}
	slices.Reverse(words)
	return words
}

// readApart reads a word and the space behind it; where the shapes show a ZWNJ, its parts are words too, for the
// model reads a ZWNJ as a space.
func readApart(m *lang.Model, st lang.State, word page.Text) (lang.State, float64) {
	var letters, before []rune
	sum, whole := 0.0, true
	end := func() {
		if len(letters) == 0 && whole {
			return
		}
		if p := (parter{m: m}); whole && string(letters) != string(waw) && !p.stands(string(letters)) {
			sum -= unknownWord
		}
		if len(before) > 0 { // a ZWNJ stands between
			sum += math.Log(max(apartJoint, jointOf(m, before, letters)))
		}
		var p float64
		st, p = m.Step(st, ' ')
		sum += p
		before, letters, whole = letters, nil, true
	}
	for i, c := range word {
		if isUnmapped(c.R) {
			st, sum, whole = m.Unread(), sum-apartUnread, false
			continue
		}
		e := edgeOf(word, i)
		if !e.letter {
			continue
		}
		for _, r := range baseOf(c.R) {
			var p float64
			st, p = m.Step(st, r)
			sum += p
			letters = append(letters, r)
		}
		if e.sure && !e.reach && joinsNext(last(letters)) && edgeOf(word, i+1).letter {
			end()
		}
	}
	end()
	return st, sum
}

// jointOf is the probability of a ZWNJ between two words; 0 where one is none.
func jointOf(m *lang.Model, a, b []rune) float64 {
	ka, _, okA := lang.Key(string(a))
	kb, _, okB := lang.Key(string(b))
	if !okA || !okB || len(ka) == 0 || len(kb) == 0 {
		return 0
	}
	return m.Joint(ka, kb, nil, nil)
}

// isInnerSignApart reports a sign between the letters of a word: only plain letters, which pdf.js puts in order with
// their sign, may stand before it.
func isInnerSignApart(src page.Text, from, i int) bool {
	for k := from; k < i; k++ {
		if !isPlainLetter(src[k].R) {
			return true
		}
	}
	return false
}

// partsApart reports a place at which no letters are drawn joined, and between a sign and the word that it does not belong to:
// an opening bracket stands behind its word, every other sign before it.
func partsApart(src page.Text, i int) bool {
	a, b := src[i-1].R, src[i].R
	if isMark(a) || isMark(b) {
		return false
	}
	signA, signB := isApartSign(a), isApartSign(b)
	switch {
	case signA && signB:
		return opensTurned(a) && !opensTurned(b)
	case signA:
		return opensTurned(a)
	case signB:
		return !opensTurned(b)
	}
	before, after := edgeOf(src, i), edgeOf(src, i-1) // as they are read
	joined := before.sure && before.reach && after.letter && after.takes || after.sure && after.takes && before.letter && before.reach
	return !joined
}

func isApartSign(r rune) bool { return !isArabic(r) && !isUnmapped(r) }

// opensTurned reports a sign that opens once its line is turned.
func opensTurned(r rune) bool {
	m, ok := script.Mirror(r)
	return ok && (m == '(' || m == '[' || m == '{' || m == '\u00AB' || m == '\u2039') // LEFT-POINTING ANGLE QUOTATION MARKS
}

// wordsSpaced are words with a space between them, for the model.
func wordsSpaced(words []page.Text) (out []rune) {
	for _, w := range words {
		if len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, ' ')
		}
		out = append(out, plainOf(w)...)
	}
	return out
}
