package script

import (
	"unicode/utf8"
)

type presentationForm struct {
	r    rune
	form Form
	base string
}

// Shaped is what a presentation form stands for.
type Shaped struct {
	Base string // the letters and marks in logical order, without a carrier
	Form Form   // the shape of the whole: of a ligature, its outer joins
	// Carrier is what a spacing form of a mark puts under it: SPACE, or TATWEEL
	// where the mark was drawn upon a join; 0 for letters. In text neither the
	// space nor the tatweel was written by anybody: they are traces of a font.
	Carrier rune
}

// formAt is where each code point from the first form on stands in presentationForms, plus 1, or 0.
var formAt = func() []uint16 {
	first := presentationForms[0].r
	at := make([]uint16, presentationForms[len(presentationForms)-1].r-first+1)
	for i, p := range presentationForms {
		at[p.r-first] = uint16(i + 1)
	}
	return at
}()

// Unshape returns the letters behind a presentation form of U+FB50..U+FDFF or
// U+FE70..U+FEFC. It is false for all other code points, for the signs of these
// blocks that stand for themselves (U+FD3E ORNATE LEFT PARENTHESIS, U+FDFA..U+FDFD) and
// for the piece of a letter U+FE73.
func Unshape(r rune) (Shaped, bool) {
	if r >= '\uFDFA' && r <= '\uFDFC' { // SALLALLAHOU ALAYHE WASALLAM, JALLAJALALOUHOU, RIAL SIGN
		return Shaped{}, false
	}
	if r < presentationForms[0].r || r > presentationForms[len(presentationForms)-1].r {
		return Shaped{}, false
	}
	i := formAt[r-presentationForms[0].r]
	if i == 0 {
		return Shaped{}, false
	}
	p := &presentationForms[i-1]
	s := Shaped{Base: p.base, Form: p.form}
	if c, size := utf8.DecodeRuneInString(p.base); isCarrier(c) {
		if next, _ := utf8.DecodeRuneInString(p.base[size:]); IsMark(next) {
			s.Base, s.Carrier = p.base[size:], c
		}
	}
	return s, true
}

// Parts reports that a ZWNJ stood behind a shape of a letter: it shows no stroke
// towards the next letter, of which the base is given, though the two would join.
func (s Shaped) Parts(next rune) bool {
	last, _ := utf8.DecodeLastRuneInString(s.Base)
	// Ligatures stand in one form for all places in many fonts.
	return (s.Form == FormIsolated || s.Form == FormFinal) && s.Carrier == 0 && len(s.Base) == utf8.RuneLen(last) && JoiningOf(last) == DualJoining && JoinsPrevious(next)
}

func isCarrier(r rune) bool { return r == ' ' || r == Tatweel }

type shapeKey struct {
	base string
	form Form
}

// shapes is the inverse of presentationForms. Where two forms stand for the
// same letters the one in the block FE70 comes last and wins, for the fonts of
// that age have it.
var shapes = func() map[shapeKey]rune {
	m := make(map[shapeKey]rune, len(presentationForms))
	for _, p := range presentationForms {
		m[shapeKey{p.base, p.form}] = p.r
	}
	return m
}()

// Shape returns the presentation form of a letter or a ligature. It is false
// where Unicode has none: most letters outside Arabic, Persian and Urdu.
func Shape(base string, form Form) (rune, bool) {
	r, ok := shapes[shapeKey{base, form}]
	return r, ok
}
