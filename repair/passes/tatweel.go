package passes

import (
	"context"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Tatweel takes out the strokes that only stretch a word.
func Tatweel() pass.Pass {
	return pass.Pass{
		Name:  "tatweel",
		Class: pass.Lossy,
		Doc: `Fault: strokes (U+0640) stand between the letters of a word, so that it is not found.
Cause: typesetters stretch a line with them, authors stretch words for looks.
Repair: a stroke between two letters is dropped (stretch); one at the edge of a word keeps the joined
shape of its letter, as in the abbreviation of the Hijri year, and becomes ZWJ (shape); one that stands
alone between spaces is a dash and becomes a hyphen, and so do two that stand before a word and behind a later one
as dashes around a phrase do (dash).
Left alone: a line of strokes without letters, which is a rule; a stroke that carries a mark of its own,
as in printed Qurans; what other languages write with a stroke that no letter joins on its other side: Arabic before a number
and a quotation, Kurdish behind them, both for dashes.
Risk: none known for words; a stroke shown as a sign in a grammar becomes a hyphen.`,
		Run: stretch,
	}
}

func stretch(_ context.Context, v *pass.View) (edits []pass.Edit, _ error) {
	lines := linesOf(v)
	for n, l := range v.Lines() {
		if lines[n].signs&signTatweel != 0 {
			edits = strokes(v, l, edits)
		}
	}
	return edits, nil
}

// strokes mends the tatweels of a line.
func strokes(v *pass.View, l pass.Range, edits []pass.Edit) []pass.Edit {
	t := v.Text
	dashes := dashPairs(t, l)
	foreign, asked := false, false // whether the line is in another language
	persian := func() bool {
		if !asked {
			asked, foreign = true, isForeign(v, l)
		}
		return !foreign
	}
	for i := l.From; i < l.To; i++ {
		if t[i].R != tatweel {
			continue
		}
		from := i
		for i+1 < len(t) && t[i+1].R == tatweel {
			i++
		}
		run := pass.Range{From: from, To: i + 1}
		prev, next := at(t, from-1), at(t, i+1)
		if isMark(next) {
			if isMark(prev) || !isArabic(prev) || carriesHamza(t, i+1) {
				continue // the carrier of a mark
			}
		}
		before, after := isArabic(prev) || isMark(prev) || prev == zwj, isArabic(next) || isMark(next) || next == zwj
		switch {
		case slices.Contains(dashes, from) && persian():
			edits = append(edits, v.Edit(run, append(t[from:from:from], keep(t[from].From, '-')), "dash", 0.9))
		case before && after && (joinsNext(base(v, from-1)) || persian()):
			edits = append(edits, v.Delete(run, "stretch", certain))
		case !persian():
		case before && joinsNext(base(v, from-1)), after && joinsPrevious(next):
			if isArabic(prev) && isArabic(at(t, from-2)) && run.Len() > 1 {
				edits = append(edits, v.Delete(run, "stretch", 0.9)) // a swash at the end of a word
				continue
			}
			edits = append(edits, v.Edit(run, append(t[from:from:from], keep(t[from].From, zwj)), "shape", 0.97))
		case before || after:
			edits = append(edits, v.Delete(run, "stretch", 0.97))
		case hasLetters(v, from):
			edits = append(edits, v.Edit(run, append(t[from:from:from], keep(t[from].From, '-')), "dash", 0.9))
		}
	}
	return edits
}

// carriesHamza reports a hamza among the marks from i on: without the stroke that is its seat it
// would be one on the letter before.
func carriesHamza(t page.Text, i int) bool {
	for ; i < len(t) && isMark(t[i].R); i++ {
		if t[i].R == 0x0654 || t[i].R == 0x0655 { // HAMZA ABOVE, BELOW
			return true
		}
	}
	return false
}

// isForeign reports a line in another language, or one of a text in another that is
// not sure to be Persian.
func isForeign(v *pass.View, l pass.Range) bool {
	language, sure := lang.IdentifyRunes(v.Runes(l))
	switch language {
	case lang.Persian:
		return sure < surePersian && isOthers(nil, v)
	case lang.Unknown:
		return isOthers(nil, v)
	}
	return sure >= sureForeign || isOthers(nil, v)
}

// closedLetters is the length of a word from which on a stroke behind it shows no
// shape: what is abbreviated or prefixed has one or two letters.
const closedLetters = 3

// dashPairs lists the strokes of a line that are dashes around a phrase of more than
// a word: one right before its first word and one right behind its last.
func dashPairs(t page.Text, l pass.Range) (dashes []int) {
	open, words := -1, 0
	for i := l.From; i < l.To; i++ {
		if isSpace(t[i].R) {
			words++
			continue
		}
		if t[i].R != tatweel || at(t, i-1) == tatweel || at(t, i+1) == tatweel {
			continue
		}
		before, after := wordBefore(t, l, i).Len(), wordAfter(t, l, i+1).Len()
		switch {
		case before == 0 && after > 1:
			open, words = i, 0
		case before >= closedLetters && after == 0 && open >= 0 && words > 0:
			dashes = append(dashes, open, i)
			open = -1
		}
	}
	return dashes
}

// hasLetters reports whether the line that holds i has a letter or a digit.
func hasLetters(v *pass.View, i int) bool {
	known := func(r rune) bool { return r != tatweel && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	for k := i; k >= 0 && v.Text[k].R != '\n'; k-- {
		if known(v.Text[k].R) {
			return true
		}
	}
	for k := i; k < len(v.Text) && v.Text[k].R != '\n'; k++ {
		if known(v.Text[k].R) {
			return true
		}
	}
	return false
}
