package layout

import (
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// A unit is the atom of ordering: one glyph, or the glyphs of one ActualText
// span. Its inside is never reordered. Coordinates are those of the upright
// frame of its text: x to the right along the baseline, y up, points.
type unit struct {
	x0, x1  float64 // extent of the advance, or of the ink for a mark
	y       float64 // baseline
	size    float64
	text    page.Text // logical order, presentation forms folded; empty for an unmapped glyph
	glyphs  []int32   // indices into Page.Glyphs, painting order
	marks   []*unit   // combining marks bound to this unit
	key     key
	form    script.Form
	role    role
	conf    float32
	font    int32
	word    bool // a whole word of a hidden layer, whose box is a guess
	span    bool // its text is that of an ActualText span
	initial bool // it begins a paragraph and is as high as several lines; it joins no letter
	sloped  bool // it comes down to its line with the letters that it joins
	// formula is set for the parts of a formula put together.
	formula bool
}

// key names a glyph of a font across the pages of a document.
type key struct {
	font int32
	code uint32
}

type role uint8

const (
	inkUnit    role = iota
	markUnit        // combining marks only
	spaceUnit       // white space by its own text
	joinerUnit      // a stated ZWNJ
	blankUnit       // ink without text: a tatweel or a lost letter
)

func (u *unit) width() float64  { return u.x1 - u.x0 }
func (u *unit) center() float64 { return (u.x0 + u.x1) / 2 }

// first and last letter of the unit that is no mark; 0 if there is none.
func (u *unit) first() rune {
	for _, c := range u.text {
		if !isMark(c.R) && c.R != zwnj {
			return c.R
		}
	}
	return 0
}

func (u *unit) last() rune {
	for i := len(u.text) - 1; i >= 0; i-- {
		if c := u.text[i].R; !isMark(c) {
			return c
		}
	}
	return 0
}

// strength counts the letters of right-to-left and of left-to-right scripts.
func (u *unit) strength() (rtl, ltr int) {
	for _, c := range u.text {
		switch classOf(c.R) {
		case classR:
			rtl++
		case classL:
			ltr++
		}
	}
	return rtl, ltr
}

// silent reports ink without text.
func (u *unit) silent() bool { return u.role == blankUnit && len(u.text) == 0 }

// isRTL reports letters of right-to-left scripts only.
func (u *unit) isRTL() bool {
	r, l := u.strength()
	return r > 0 && l == 0
}
