package layout

import (
	"math"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/bidi"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// joinStored joins the glyphs of one word of a logically stored layer to a unit.
//
// Tesseract writes its invisible text with a mirrored matrix and the letters of a
// word in logical order, digits and all, so that inside such a word the painting
// order is the reading order whatever the positions say (the boxes of its letters
// are an even division of the word's). A positive matrix holds words that are
// already reversed, and there positions tell the truth.
func (a *arranger) joinStored(f *frame) {
	var word *unit
	for i, u := range f.units {
		g := &a.page.Glyphs[u.glyphs[0]]
		if !a.layered(u) || !g.Has(page.Mirrored) || u.role == spaceUnit {
			word = nil
			continue
		}
		if word != nil && word.y == u.y && word.size == u.size && math.Abs(u.x1-word.x0) < storedGap*u.size {
			word.absorb(u)
			f.units[i] = nil
			continue
		}
		word = u
		word.word = true
	}
}

// joinNatural joins the words of a hidden layer with a positive matrix whose letters
// were stored in logical order, so that they stand from left to right. Nothing on the
// page tells them from words that are stored reversed (both are invisible boxes over a
// picture), only whether the one or the other reads like language. The layer decides
// as a whole: it was written by one program.
func (a *arranger) joinNatural(f *frame) {
	var words [][]*unit
	last := (*unit)(nil)
	for _, u := range f.units {
		r, l := u.strength()
		if g := &a.page.Glyphs[u.glyphs[0]]; !a.layered(u) || g.Has(page.Mirrored) || u.role == spaceUnit || r == 0 && (l > 0 || last == nil) {
			last = nil
			continue
		}
		if last != nil && last.y == u.y && math.Abs(u.x0-last.x1) < storedSpace*u.size {
			words[len(words)-1] = append(words[len(words)-1], u)
		} else {
			words = append(words, []*unit{u})
		}
		last = u
	}
	var asStored, asPainted strings.Builder
	for _, w := range words {
		for i := range w {
			for _, c := range w[i].text {
				asStored.WriteRune(c.R)
			}
			for _, c := range w[len(w)-1-i].text {
				asPainted.WriteRune(c.R)
			}
		}
		asStored.WriteByte(' ')
		asPainted.WriteByte(' ')
	}
	if a.opt.Natural == nil || asStored.Len() == 0 || a.opt.Natural(asStored.String()) <= a.opt.Natural(asPainted.String()) {
		a.joinReversed(f)
		return
	}
	joined := map[*unit]bool{}
	for _, w := range words {
		for _, u := range w[1:] {
			w[0].absorb(u)
			joined[u] = true
		}
	}
	for i, u := range f.units {
		if joined[u] {
			f.units[i] = nil
		}
	}
}

// partsFrom reports that two neighbours are different words of a hidden layer: the pen
// jumped between them, however near their boxes are.
func (u *unit) partsFrom(v *unit) bool {
	return u.word && v.word && (u.isRTL() || v.isRTL()) && (u.y != v.y || math.Abs(v.x0-u.x1) >= storedGap*v.size)
}

// joinReversed joins the words of a hidden layer with a positive matrix that were turned
// round before they were stored. The boxes of such words are guesses and lie over each
// other, so that only the pen, which goes on inside a word and jumps between two, tells
// which letters belong together.
func (a *arranger) joinReversed(f *frame) {
	for i := 0; i < len(f.units); {
		j := i
		for j < len(f.units) && a.inHiddenWord(f.units[j]) && (j == i || f.units[j].y == f.units[j-1].y &&
			math.Abs(f.units[j].x0-f.units[j-1].x1) < storedGap*f.units[j].size && math.Abs(f.units[j].width()-f.units[j-1].width()) < storedGap*f.units[j].size) {
			j++
		}
		if word := f.units[i:j]; j > i {
			base := bidi.LeftToRight
			if slices.ContainsFunc(word, (*unit).isRTL) {
				base = bidi.RightToLeft
			}
			order, _, _ := bidi.LogicalFunc(word, base, func(u *unit) rune {
				if len(u.text) == 0 {
					return anyArabic
				}
				return u.text[0].R
			})
			u := word[order[0]]
			for _, k := range order[1:] {
				u.absorb(word[k])
			}
			clear(word)
			word[0] = u
		}
		if u := f.units[i]; u != nil && u.role == inkUnit {
			if g := &a.page.Glyphs[u.glyphs[0]]; a.layered(u) && !g.Has(page.Mirrored) && u.form == script.FormUnknown {
				u.word = true
			}
		}
		i = max(j, i+1)
	}
}

// inHiddenWord reports a unit of a hidden layer with a positive matrix that is part of
// a word; brackets are left apart, for they may be mirrored, and shaped letters, whose
// boxes are no guesses.
func (a *arranger) inHiddenWord(u *unit) bool {
	g := &a.page.Glyphs[u.glyphs[0]]
	_, bracket := bracketPair(u.first())
	return a.layered(u) && !g.Has(page.Mirrored) && u.role != spaceUnit && u.form == script.FormUnknown && !bracket
}

// layered reports a unit of a hidden layer. What the clip of the page hides because its
// line runs off the page is none.
func (a *arranger) layered(u *unit) bool {
	i := u.glyphs[0]
	return a.page.Glyphs[i].Has(page.Hidden) && !a.places.keeps(int(i))
}

// absorb appends a unit that follows in logical order.
func (u *unit) absorb(v *unit) {
	u.x0, u.x1 = min(u.x0, v.x0), max(u.x1, v.x1)
	u.text = append(u.text, v.text...)
	u.glyphs = append(u.glyphs, v.glyphs...)
	u.conf = min(u.conf, v.conf)
	u.role = inkUnit
}

const (
	// storedGap: letters of one stored word follow each other within this part of the font size.
	storedGap = 0.02
	// storedSpace: in a layer with a positive matrix, whose letters may have their own widths.
	storedSpace = 0.12
)

// guessed reports a line of a hidden layer.
func (l *line) guessed() bool {
	return slices.ContainsFunc(l.cells, func(c cell) bool { return c.u != nil && c.u.word })
}
