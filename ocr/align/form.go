package align

import (
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/script"
)

// contexts count how the letters of a code are joined where they stand.
type contexts struct{ n, before, after int }

func (c *contexts) add(j join) {
	c.n++
	if j.before {
		c.before++
	}
	if j.after {
		c.after++
	}
}

func (c *contexts) sum(d contexts) { *c = contexts{c.n + d.n, c.before + d.before, c.after + d.after} }

// joined reports letters that are joined to the one before more often than not.
func (c contexts) joined() bool { return 2*c.before > c.n }

const (
	// minPlaces is how many places tell a shape.
	minPlaces = 3
	// joined and apart are the shares of places in which a shape with a stroke
	// is joined, and one without. The recognizer loses ZWNJs: a final shape stands
	// in front of a letter now and then, an initial one hardly ever at an end.
	joinedShare = 0.8
	apartShare  = 0.4
)

// form is the shape of a text by its contexts. Legacy fonts have one glyph for a
// final and an isolated letter; it counts as the one that claims less.
func (c contexts) form(text string) script.Form {
	last, _ := utf8.DecodeLastRuneInString(text)
	if c.n < minPlaces || !script.IsLetter(last) {
		return script.FormUnknown
	}
	share := func(k int) float64 { return float64(k) / float64(c.n) }
	before := share(c.before) >= joinedShare
	switch {
	case script.JoiningOf(last) != script.DualJoining:
		return script.FormUnknown
	case share(c.after) >= joinedShare && before:
		return script.FormMedial
	case share(c.after) >= joinedShare:
		return script.FormInitial
	case share(c.after) > apartShare:
		return script.FormUnknown
	case before:
		return script.FormFinal
	}
	return script.FormIsolated
}
