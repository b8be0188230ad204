package tesseract

import (
	"image"
	"slices"

	"github.com/paknevis/paknevis/ocr/mark"
	"github.com/paknevis/paknevis/ocr/prep"
)

// local is what the pixels around the left end of a word show. Sizes of marks
// are judged in units of the letter height nearby, so that headlines and
// footnotes have their own.
type local struct {
	letter   float64 // height of joined letters in pixels
	baseline float64 // y in pixels from the top
	hamza    bool    // a piece of the size of hamza stands above the last letter
}

// Shapes of marks in units of the letter height, from three fonts at 150 to
// 300 dpi on pages of the made set: hamza above is 0.30 to 0.40 high and 0.22 to
// 0.33 wide; pairs of dots are wider than high.
const (
	reach        = 8.0  // how far to both sides letters are compared
	leastLetter  = 0.85 // of the page's letter height: a few low letters nearby, as at the end of a paragraph, tell less
	minHamza     = 0.20 // width and height of hamza above
	maxHamza     = 0.55
	hamzaAspect  = 0.95 // height by width; pairs of dots are flat
	minThinHamza = 0.12 // width of one that the scanner left thin,
	thinAspect   = 1.35 // which is higher than a lone dot
	hamzaReach   = 0.55 // how far from the left end of the word its middle may be
	hamzaRise    = 0.45 // how far above the baseline its foot stands at least,
	hamzaTop     = 1.6  // and at most: what is higher are dots of the line above, from 2.7 on
)

// locate looks at the ink around the left end of w.
func (s *sheet) locate(l *line, w *word) local {
	loc := local{letter: s.survey.Letter}
	wide := int(reach * s.survey.Letter)
	near := image.Rect(w.box.Min.X-wide, min(l.box.Min.Y, w.box.Min.Y), w.box.Max.X+wide, max(l.box.Max.Y, w.box.Max.Y))
	var parts []prep.Component
	for _, i := range s.componentsIn(near) {
		parts = append(parts, s.survey.Components[i])
	}
	loc.letter, loc.baseline = mark.Measure(parts)
	loc.letter = max(loc.letter, leastLetter*s.survey.Letter)
	left := float64(w.box.Min.X)
	for _, c := range parts {
		x := float64(c.Box.Min.X) - left
		if mid := x + float64(c.Box.Dx())/2; mid > -0.4*loc.letter && mid < hamzaReach*loc.letter && loc.hamzaAt(c.Box) && standsOver(c, parts) {
			loc.hamza = true
		}
	}
	return loc
}

// hamzaAt reports whether a piece of ink has the size and the height above the
// baseline of hamza above.
func (loc *local) hamzaAt(box image.Rectangle) bool {
	w, h := float64(box.Dx())/loc.letter, float64(box.Dy())/loc.letter
	solid := w >= minHamza && h >= hamzaAspect*w
	thin := w >= minThinHamza && h >= thinAspect*w
	rise := (loc.baseline - float64(box.Max.Y)) / loc.letter
	return (solid || thin) && w <= maxHamza && h >= minHamza && h <= maxHamza && rise >= hamzaRise && rise <= hamzaTop
}

// standsOver reports a piece of ink with other ink below it: an isolated heh, of the size of a
// hamza in small print, is none where the letters around hang below their baseline.
func standsOver(c prep.Component, parts []prep.Component) bool {
	return slices.ContainsFunc(parts, func(o prep.Component) bool {
		return o.Box.Min.Y+1 >= c.Box.Max.Y && o.Box.Min.X < c.Box.Max.X && o.Box.Max.X > c.Box.Min.X
	})
}

const zwnj = '\u200C' // ZERO WIDTH NON-JOINER

// componentsIn are the components of text whose middle lies in r.
func (s *sheet) componentsIn(r image.Rectangle) []int {
	if s.index == nil {
		s.index = prep.NewIndex(s.survey.Components, func(i int) bool { return s.survey.Text[i] })
	}
	return s.index.In(r)
}
