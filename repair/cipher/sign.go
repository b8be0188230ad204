package cipher

import (
	"math"
	"unicode"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Signs stand in no word, so their shapes have to tell: only those are named whose
// shape no other sign has.

// place counts where a code stands in the lines.
type place struct {
	opens  int // after a gap and before ink
	closes int // after ink and before a gap
	inside int // between two letters of the Arabic script
	digits int // beside a digit of the Arabic script
	latin  int // beside a letter or digit of another
}

func (p *place) add(before, after rune) {
	for _, r := range []rune{before, after} {
		switch {
		case isEastern(r):
			p.digits++
		case unicode.IsDigit(r), unicode.IsLetter(r) && !script.IsLetter(r):
			p.latin++
		}
	}
	gap := func(r rune) bool { return r == 0 || unicode.IsSpace(r) }
	switch {
	case script.IsLetter(before) && script.IsLetter(after):
		p.inside++
	case gap(before) && !gap(after):
		p.opens++
	case !gap(before) && gap(after):
		p.closes++
	}
}

// isEastern reports an Arabic-Indic digit of either block.
func isEastern(r rune) bool { return r >= 0x0660 && r <= 0x0669 || r >= 0x06F0 && r <= 0x06F9 }

// Shapes of signs, 1/1000 em.
const (
	dotLeast, dotMost = 50.0, 220.0 // side of a full stop
	dotSquare         = 1.25        // its longer side by its shorter one
	dotFill           = 0.6         // its area by that of its box: a disc has 0.79
	dotLift           = 80.0        // how far from the baseline it lies at most
	quoteTop          = 650.0       // guillemets lie lower than quotation marks
	quoteAlike        = 0.05        // difference of their two halves, by their size
)

// isStop reports one round or square dot on the baseline.
func isStop(cs []page.Contour) bool {
	if len(cs) != 1 {
		return false
	}
	b := cs[0].Box
	w, h := b.Width(), b.Height()
	return min(w, h) >= dotLeast && max(w, h) <= dotMost && max(w, h) <= dotSquare*min(w, h) &&
		math.Abs(b.Y0) <= dotLift && math.Abs(cs[0].Area) >= dotFill*w*h
}

// isQuote reports two equal open shapes side by side at the height of small letters:
// a guillemet.
func isQuote(cs []page.Contour) bool {
	if len(cs) != 2 {
		return false
	}
	a, b := cs[0].Box, cs[1].Box
	w, h := a.Width(), a.Height()
	near := func(x, y, by float64) bool { return math.Abs(x-y) <= quoteAlike*by }
	return w > 0 && h > w && a.Y0 > 0 && a.Y1 < quoteTop &&
		near(a.Y0, b.Y0, h) && near(a.Y1, b.Y1, h) && near(w, b.Width(), w) &&
		near(cs[0].Area, cs[1].Area, math.Abs(cs[0].Area)) && math.Abs(cs[0].Area) < dotFill*w*h &&
		math.Abs(a.X0-b.X0) > w/3
}

const signConf = 0.9

// signs names full stops and guillemets among the codes that have no name yet.
func (s *solver) signs(outlines Outliner, names map[Code]page.Naming) {
	if outlines == nil {
		return
	}
	name := func(k int, r rune) {
		names[s.codes[k].code] = page.Naming{Text: string(r), Evidence: page.EvidenceGuess, Conf: signConf}
	}
	var quotes []int
	for k := range s.codes {
		c := &s.codes[k]
		if _, ok := names[c.code]; ok || c.gid == 0 || c.place.inside > 0 {
			continue
		}
		cs := outlines.Outline(c.code.Font, c.gid)
		switch {
		case isStop(cs):
			name(k, '.')
		case isQuote(cs):
			quotes = append(quotes, k)
		}
	}
	for _, i := range quotes {
		for _, j := range quotes {
			a, b := &s.codes[i], &s.codes[j]
			if a.code.Font == b.code.Font && a.place.opens > a.place.closes && b.place.closes > b.place.opens {
				name(i, '\u00AB')
				name(j, '\u00BB')
			}
		}
	}
}
