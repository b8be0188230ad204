package tesseract

import (
	"image"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paknevis/paknevis/ocr/prep"
)

// The Persian model has no bullet: it prints a zero, an asterisk or another sign of that size in
// its place, or nothing. The ink tells: a disc or a ring by itself, in the middle of the height
// of the letters, at the right end of a line, or at the left one of a line without a letter of
// the Arabic script. Most lists have several, one under the other.

const (
	bullet = '\u2022' // BULLET
	ring   = '\u25CB' // WHITE CIRCLE
)

// In letters, from pages of office programs and of TeX at 200 per inch.
const (
	// minBullet and maxBullet are the width and the height of a bullet.
	minBullet, maxBullet = 0.25, 1.2
	// bulletAspect is how much longer one of them is than the other at most.
	bulletAspect = 1.3
	// bulletFoot and bulletHead are how far above the baseline it begins at least, and ends at most.
	bulletFoot, bulletHead = -0.06, 1.6
	// bulletGap is the white between it and the text at least, sureGap where nothing else tells
	// that it is no zero, and bulletReach at most.
	bulletGap, sureGap, bulletReach = 0.3, 0.6, 5.0
	// bulletColumn is how far from each other the middles of the bullets of a list stand, and how
	// their sizes differ.
	bulletColumn = 0.25
	// discFill is the share of its box that a disc inks at least (pi/4, less what print loses),
	// ringFill is that of a ring at most.
	discFill, ringFill = 0.62, 0.6
	// bulletConf is the confidence in a bullet.
	bulletConf = 0.9
)

// bulletAt is what may be a bullet.
type bulletAt struct {
	line *line
	word int // that was read in its place, -1 if none was
	ink  prep.Component
	sign rune
	gap  float64 // to the text, in letters
	left bool    // it stands at the left end
}

// findBullets writes the bullets of lists.
func (s *sheet) findBullets() {
	loose := s.survey.Outside(s.layout.boxes())
	if len(loose) > maxLoose {
		loose = nil
	}
	var all []bulletAt
	for i := range s.layout.blocks {
		b := &s.layout.blocks[i]
		for k := range b.lines {
			if l := &b.lines[k]; !b.table && !l.hasLeader() {
				if c, ok := s.bulletOf(l, loose); ok {
					all = append(all, c)
				}
			}
		}
	}
	for _, c := range all {
		listed := slices.ContainsFunc(all, func(o bulletAt) bool {
			return o.line != c.line && o.sign == c.sign && s.sameColumn(o.ink.Box, c.ink.Box)
		})
		if !listed && (c.word < 0 || c.sign == ring || c.gap < sureGap) {
			continue
		}
		w := word{box: c.ink.Box, conf: bulletConf}
		if l := c.line; c.word >= 0 {
			w = l.words[c.word]
			l.words = slices.Delete(l.words, c.word, c.word+1)
		}
		w.text = string(c.sign)
		c.line.words = slices.Insert(c.line.words, 0, w)
		c.line.box = c.line.box.Union(w.box)
	}
}

// sameColumn reports marks of one size, one under the other.
func (s *sheet) sameColumn(a, b image.Rectangle) bool {
	near := max(1, bulletColumn*s.survey.Letter)
	apart := func(x, y int) float64 { return math.Abs(float64(x - y)) }
	return apart(a.Min.X+a.Max.X, b.Min.X+b.Max.X) <= 2*near && apart(a.Dx(), b.Dx()) <= near && apart(a.Dy(), b.Dy()) <= near
}

// bulletOf is the bullet of a line, if it has one that was not read as such.
func (s *sheet) bulletOf(l *line, loose []int) (c bulletAt, ok bool) {
	if c, ok = s.readBullet(l, false); !ok {
		c, ok = s.lostBullet(l, false, loose)
	}
	if ok || slices.ContainsFunc(l.words, hasArabic) {
		return c, ok
	}
	if c, ok = s.readBullet(l, true); !ok {
		c, ok = s.lostBullet(l, true, loose)
	}
	return c, ok
}

// readBullet is the bullet in whose place another sign was read.
func (s *sheet) readBullet(l *line, left bool) (c bulletAt, ok bool) {
	if len(l.words) < 2 {
		return c, false
	}
	at := 0
	for n, w := range l.words {
		if left && w.box.Min.X < l.words[at].box.Min.X || !left && w.box.Max.X > l.words[at].box.Max.X {
			at = n
		}
	}
	w := l.words[at]
	r, n := utf8.DecodeRuneInString(w.text)
	if n < len(w.text) || r == bullet || r == ring {
		return c, false
	}
	ids := s.componentsIn(w.box)
	if len(ids) != 1 {
		return c, false
	}
	c = bulletAt{line: l, word: at, ink: s.survey.Components[ids[0]], left: left}
	return c, s.isBullet(&c)
}

// lostBullet is the bullet beside a line that nothing was read for.
func (s *sheet) lostBullet(l *line, left bool, loose []int) (c bulletAt, ok bool) {
	for _, i := range loose {
		c = bulletAt{line: l, word: -1, ink: s.survey.Components[i], left: left}
		if mid := (c.ink.Box.Min.Y + c.ink.Box.Max.Y) / 2; mid >= l.box.Min.Y && mid < l.box.Max.Y && s.isBullet(&c) {
			return c, true
		}
	}
	return c, false
}

// isBullet reports ink that is a bullet by its shape and place, and completes what is known of it.
func (s *sheet) isBullet(c *bulletAt) bool {
	var text image.Rectangle
	for n, w := range c.line.words {
		if n != c.word {
			text = text.Union(w.box)
		}
	}
	letter, base := s.measure(c.line)
	box := c.ink.Box
	wide, high := float64(box.Dx())/letter, float64(box.Dy())/letter
	if c.gap = float64(box.Min.X-text.Max.X) / letter; c.left {
		c.gap = float64(text.Min.X-box.Max.X) / letter
	}
	switch foot, head := (base-float64(box.Max.Y))/letter, (base-float64(box.Min.Y))/letter; {
	case min(wide, high) < minBullet || max(wide, high) > maxBullet || max(wide, high) > bulletAspect*min(wide, high):
		return false
	case c.gap < bulletGap || c.gap > bulletReach || foot < bulletFoot || head > bulletHead:
		return false
	}
	switch fill := float64(c.ink.Area) / float64(box.Dx()*box.Dy()); {
	case fill >= discFill:
		c.sign = bullet
	case fill <= ringFill && s.hollow(box):
		c.sign = ring
	default:
		return false
	}
	return true
}

// hollow reports a closed stroke around paper: the middle of the box is light, and ink stands
// on all four sides of it.
func (s *sheet) hollow(box image.Rectangle) bool {
	x, y := (box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2
	ink := func(x0, y0, x1, y1 int) (darkest uint8) {
		darkest = 255
		for v := y0; v < y1; v++ {
			for u := x0; u < x1; u++ {
				darkest = min(darkest, s.gray.GrayAt(u, v).Y)
			}
		}
		return darkest
	}
	mid := s.gray.GrayAt(x, y).Y
	dark := max(ink(box.Min.X, y, x, y+1), ink(x, y, box.Max.X, y+1), ink(x, box.Min.Y, x+1, y), ink(x, y, x+1, box.Max.Y))
	return int(mid)-int(dark) >= hollowContrast
}

// hollowContrast is how much lighter the middle of a ring is than its stroke, in grey values.
const hollowContrast = 60
