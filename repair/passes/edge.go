package passes

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// edge is what a code point shows of its strokes.
type edge struct {
	letter       bool
	sure         bool // a presentation form, which shows its strokes
	reach, takes bool // it has a stroke towards the next letter, and the one before
}

// placed is an edge of which the place tells whether the strokes are there.
func (e edge) placed(before, after edge) edge {
	if !e.sure {
		e.takes = e.takes && before.letter && before.reach
		e.reach = e.reach && after.letter && after.takes
	}
	return e
}

// edgeOf is the edge of the code point at i, marks before it passed over.
func edgeOf(t page.Text, i int) edge {
	r := at(t, i)
	if s, ok := script.Unshape(r); ok && s.Carrier == 0 {
		return edge{true, true, s.Form.JoinsNext(), s.Form.JoinsPrevious()}
	}
	if r == tatweel || r == zwj {
		return edge{true, true, true, true}
	}
	if !isArabic(r) {
		return edge{}
	}
	return edge{true, false, joinsNext(r), joinsPrevious(r)}
}

// baseOf are the letters behind a code point.
func baseOf(r rune) []rune {
	if s, ok := script.Unshape(r); ok {
		return []rune(s.Base)
	}
	return []rune{r}
}

func last(rs []rune) rune {
	if len(rs) == 0 {
		return 0
	}
	return rs[len(rs)-1]
}
