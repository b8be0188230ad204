package tesseract

import (
	"cmp"
	"image"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
)

const (
	// minSplitGap is the least gap in letters at which a word is parted, and
	// splitLead how much wider it must be than the widest other gap inside the
	// word. Narrow fonts part words by little more than letters.
	minSplitGap, splitLead = 0.22, 1.25
	// splitGain is by how many nats two words must be likelier than one that is
	// a word itself: the vocabulary holds some that texts run together.
	splitGain = 3.0
	// splitLetters is the least length of a part in letters, and splitCommon the
	// log probability from which a shorter one will do: prepositions.
	splitLetters, splitCommon = 4, -6.5
)

// split parts words that the recognizer ran together where a letter that does
// not join ends the first of them. Pixels and language must agree: the gap at
// that place is the widest of the word, and the parts are words where the whole
// is none, or a far rarer one.
func (s *sheet) split() {
	m := lang.Default()
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n := 0; n < len(l.words); n++ {
				if a, b, ok := s.parts(m, l.words[n]); ok {
					l.words = slices.Replace(l.words, n, n+1, a, b)
				}
			}
		}
	}
}

func (s *sheet) parts(m *lang.Model, w word) (a, b word, ok bool) {
	text := []rune(w.text)
	end := len(text)
	for end > 0 && !unicode.IsLetter(text[end-1]) {
		end--
	}
	core := string(text[:end])
	if end < 4 {
		return a, b, false
	}
	known := m.Known(core)
	groups := 0 // joined groups of letters that end before the place
	var at, behind []int
	for i, r := range text[:end] {
		if r == zwnj {
			continue
		}
		if !arabicLetter(r) {
			return a, b, false
		}
		switch {
		case i == end-1:
		case text[i+1] == zwnj:
			groups++ // and the word goes on
		case aloneToTheLeft(r):
			groups++
			at, behind = append(at, i+1), append(behind, groups)
		}
	}
	if groups == 0 {
		return a, b, false
	}
	ink := s.groups(w.box)
	// A mark behind the word may be a group of its own.
	fits := func(ink []image.Rectangle) bool {
		return len(ink) == groups+1 || end < len(text) && len(ink) == groups+2
	}
	if !fits(ink) {
		// In kerned faces a reh reaches under the letter after it.
		if ink = s.bodies(w.box); !fits(ink) {
			return a, b, false
		}
	}
	gap := func(n int) int { return ink[n-1].Min.X - ink[n].Max.X }
	whole := m.WordLogProb("", core)
	best, bestGain := -1, math.Inf(-1)
	for i, n := range behind {
		g := gap(n)
		if float64(g) < minSplitGap*s.survey.Letter {
			continue
		}
		widest := 0
		for k := 1; k <= groups; k++ {
			if k != n {
				widest = max(widest, gap(k))
			}
		}
		left, right := string(text[at[i]:end]), string(text[:at[i]])
		if float64(g) < splitLead*float64(widest) || !fit(m, right) || !fit(m, left) {
			continue
		}
		gain := m.WordLogProb("", right) + m.WordLogProb(right, left) - whole
		if known && gain < splitGain {
			continue
		}
		if gain > bestGain {
			best, bestGain = i, gain
		}
	}
	if best < 0 {
		return a, b, false
	}
	n := behind[best]
	a, b = w, w
	a.text, b.text = string(text[:at[best]]), string(text[at[best]:])
	a.box.Min.X, b.box.Max.X = ink[n-1].Min.X, ink[n].Max.X
	return a, b, !a.box.Empty() && !b.box.Empty()
}

// fit reports whether a part of a word can stand by itself.
func fit(m *lang.Model, s string) bool {
	if s == and {
		return true
	}
	n := utf8.RuneCountInString(s)
	return m.Known(s) && (n >= splitLetters || n > 1 && m.WordLogProb("", s) > splitCommon)
}

// and is the one word of a single letter.
const and = "\u0648" // WAW

// aloneToTheLeft reports whether a letter does not join the one after it:
// joining type R or U of ArabicShaping.txt, as far as the models print them.
func aloneToTheLeft(r rune) bool {
	switch r {
	case '\u0627', '\u0622', '\u0623', '\u0625', '\u0671', // ALEF and its kin
		'\u062F', '\u0630', '\u0631', '\u0632', '\u0698', // DAL, THAL, REH, ZAIN, JEH
		'\u0648', '\u0624', '\u0629', '\u0621': // WAW, WAW WITH HAMZA, TEH MARBUTA, HAMZA
		return true
	}
	return false
}

// groups are the boxes of the ink in a word that stand clear of each other, from
// right to left.
func (s *sheet) groups(box image.Rectangle) []image.Rectangle {
	var groups []image.Rectangle
	for _, i := range s.componentsIn(box) {
		groups = append(groups, s.survey.Components[i].Box)
	}
	slices.SortFunc(groups, func(a, b image.Rectangle) int { return cmp.Compare(b.Max.X, a.Max.X) })
	joined := groups[:0]
	for _, g := range groups {
		if n := len(joined); n > 0 && g.Max.X > joined[n-1].Min.X {
			joined[n-1] = joined[n-1].Union(g)
			continue
		}
		joined = append(joined, g)
	}
	return joined
}

// minBody is how high in letters a piece of ink must be to be no dot.
const minBody = 0.34

// bodies are the letters of a word that stand clear of each other, without their dots, from
// right to left; one may reach under the next.
func (s *sheet) bodies(box image.Rectangle) []image.Rectangle {
	var list []image.Rectangle
	for _, i := range s.componentsIn(box) {
		if b := s.survey.Components[i].Box; float64(b.Dy()) >= minBody*s.survey.Letter || float64(b.Dx()) >= s.survey.Letter {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b image.Rectangle) int { return cmp.Compare(b.Min.X+b.Max.X, a.Min.X+a.Max.X) })
	return list
}
