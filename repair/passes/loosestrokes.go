package passes

import (
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// The strokes by which letters reach each other, where the shapes of a line are drawn: in a line
// that stands backwards they end in nothing.

// Strokes that end in nothing, where the shapes of a line say that letters are drawn joined.
// So many as the line stands, and so many times as many as when it is read from its end, show that it
// is stored backwards; few do where there are none then. A lost space leaves none.
const (
	strokesLeast = 6
	strokesTimes = 3
	strokesFew   = 2
)

// shapesBack reports that letters whose shapes reach each other stand the other way round.
func shapesBack(t page.Text, l pass.Range) bool {
	ahead, back := looseStrokes(t, l)
	return manyLoose(ahead, back)
}

// shapesAhead reports that they reach each other as they stand.
func shapesAhead(t page.Text, l pass.Range) bool {
	ahead, back := looseStrokes(t, l)
	return manyLoose(back, ahead)
}

// manyLoose reports so many strokes that end in nothing in one order that the line is in the other.
func manyLoose(this, other int) bool {
	return this >= strokesLeast && this >= strokesTimes*other || this >= strokesFew && other == 0
}

// looseStrokes counts the strokes that end in nothing, as the line stands and read from its end.
func looseStrokes(t page.Text, l pass.Range) (ahead, back int) {
	last := strokeEnds{} // of the letter before; the line begins with none
	for i := l.From; i < l.To; i++ {
		if isVowelMark(t[i].R) {
			continue
		}
		next := strokesOf(t[i].R)
		ahead += last.loose(next)
		back += next.loose(last)
		last = next
	}
	return ahead + last.loose(strokeEnds{}), back + strokeEnds{}.loose(last)
}

// strokeEnds tell to which sides a letter is drawn joined, by its presentation form. Of plain letters
// and of glyphs without a name that is not known.
type strokeEnds struct{ next, last, unknown bool }

func strokesOf(r rune) strokeEnds {
	s, ok := script.Unshape(r)
	switch {
	case !ok:
		return strokeEnds{unknown: isArabic(r) || r == utf8.RuneError || unicode.Is(unicode.Co, r)}
	case s.Form == script.FormInitial:
		return strokeEnds{next: true}
	case s.Form == script.FormMedial:
		return strokeEnds{next: true, last: true}
	case s.Form == script.FormFinal:
		return strokeEnds{last: true}
	}
	return strokeEnds{}
}

// loose is the number of strokes that end in nothing between a letter and the next.
func (a strokeEnds) loose(b strokeEnds) int {
	if a.unknown || b.unknown || a.next == b.last {
		return 0
	}
	return 1
}
