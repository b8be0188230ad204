package tesseract

import (
	"cmp"
	"image"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
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
	// wideLead is how many times as wide as nine tenths of the gaps inside of words a gap
	// must be to part words that texts run together, wideGain by how many nats they must then
	// be likelier apart, and wideSeen the least number of such gaps.
	wideLead, wideGain, wideSeen = 1.4, 1.0, 40
	// closeCommon is the log probability of a preposition that may be set close to the next
	// word, closeLead how wide the gap must be beside the widest other one, and closeGain by how
	// many nats they must be likelier apart.
	closeCommon, closeLead, closeGain = -4.2, 0.7, 2.0
)

// split parts words that the recognizer ran together where a letter that does
// not join ends the first of them. Pixels and language must agree: the gap at
// that place is the widest of the word, and the parts are words where the whole
// is none, or a far rarer one; or it is wider than those inside of words of the page.
func (s *sheet) split() {
	m := lang.Default()
	wide := s.wideGap()
	for i := range s.layout.blocks {
		for k := range s.layout.blocks[i].lines {
			l := &s.layout.blocks[i].lines[k]
			for n := 0; n < len(l.words); n++ {
				if a, b, ok := s.parts(m, l.words[n], wide); ok {
					l.words = slices.Replace(l.words, n, n+1, a, b)
				}
			}
		}
	}
}

// breaks are the places in a word where the script joins no letters: how many letters stand
// before each that is not a ZWNJ, which break of all it is, counted from 1, and how many
// there are. Not of words with other signs than letters before their end.
type breaks struct {
	text   []rune
	end    int // of the letters
	at, nr []int
	n      int
}

func breaksOf(s string) (b breaks, ok bool) {
	b.text = []rune(s)
	b.end = len(b.text)
	for b.end > 0 && !unicode.IsLetter(b.text[b.end-1]) {
		b.end--
	}
	for i, r := range b.text[:b.end] {
		if r == zwnj {
			continue
		}
		if !arabicLetter(r) {
			return b, false
		}
		switch {
		case i == b.end-1:
		case b.text[i+1] == zwnj:
			b.n++ // and the word goes on
		case aloneToTheLeft(r):
			b.n++
			b.at, b.nr = append(b.at, i+1), append(b.nr, b.n)
		}
	}
	return b, true
}

// gaps is the white at each break of a word, in pixels, from right to left, with the ink
// around them; ok is false if the ink stands in other pieces than its letters say.
func (s *sheet) gaps(w word, b breaks) (gaps []int, ink []image.Rectangle, ok bool) {
	ink = s.groups(w.box)
	// A mark behind the word may be a group of its own.
	fits := func(ink []image.Rectangle) bool {
		return len(ink) == b.n+1 || b.end < len(b.text) && len(ink) == b.n+2
	}
	if !fits(ink) {
		// In kerned faces a reh reaches under the letter after it.
		if ink = s.bodies(w.box); !fits(ink) {
			return nil, nil, false
		}
	}
	for i := 1; i <= b.n; i++ {
		gaps = append(gaps, ink[i-1].Min.X-ink[i].Max.X)
	}
	return gaps, ink, true
}

// drawnJoined reports a word whose ink is in just as many pieces as its letters make that join
// wherever they can: there is no ZWNJ in it.
func (s *sheet) drawnJoined(w word) bool {
	b, ok := breaksOf(w.text)
	return ok && !w.latin && !w.sure && b.end > b.n+1 && !strings.ContainsRune(w.text, zwnj) && len(s.bodies(w.box)) == b.n+1
}

// wideGap is the white in pixels from which a gap between letters is one between words, going by
// the words of the page; without bound if these are too few to tell.
func (s *sheet) wideGap() float64 {
	var all []int
	for i := range s.layout.blocks {
		for _, l := range s.layout.blocks[i].lines {
			for _, w := range l.words {
				if b, ok := breaksOf(w.text); ok && b.n > 0 && !w.latin {
					gaps, _, _ := s.gaps(w, b)
					all = append(all, gaps...)
				}
			}
		}
	}
	if len(all) < wideSeen {
		return math.Inf(1)
	}
	slices.Sort(all)
	return max(wideLead*float64(all[len(all)*9/10]), minSplitGap*s.survey.Letter)
}

func (s *sheet) parts(m *lang.Model, w word, wide float64) (right, left word, ok bool) {
	b, ok := breaksOf(w.text)
	if !ok || len(b.at) == 0 || b.end < 4 {
		return right, left, false
	}
	gaps, ink, ok := s.gaps(w, b)
	if !ok {
		return right, left, false
	}
	core := string(b.text[:b.end])
	known, whole := m.Known(core), m.WordLogProb("", core)
	best, bestGain := -1, math.Inf(-1)
	for i, n := range b.nr {
		g := float64(gaps[n-1])
		widest := 0
		for k, o := range gaps {
			if k != n-1 {
				widest = max(widest, o)
			}
		}
		second, first := string(b.text[b.at[i]:b.end]), string(b.text[:b.at[i]])
		close := closeUp(m, core, first, second) && g > 0 && g >= closeLead*float64(widest)
		if !close && (g < minSplitGap*s.survey.Letter || g < splitLead*float64(widest) || !fit(m, first) || !fit(m, second)) {
			continue
		}
		gain := m.WordLogProb("", first) + m.WordLogProb(first, second) - whole
		if known && gain < splitGain && !(g >= wide && gain >= wideGain) {
			continue
		}
		if gain > bestGain {
			best, bestGain = i, gain
		}
	}
	if best < 0 {
		return right, left, false
	}
	n := b.nr[best]
	right, left = w, w
	right.text, left.text = string(b.text[:b.at[best]]), string(b.text[b.at[best]:])
	right.box.Min.X, left.box.Max.X = ink[n-1].Min.X, ink[n].Max.X
	return right, left, !right.box.Empty() && !left.box.Empty()
}

// closeUp reports a preposition that was set close to the word after it: together they are no
// word, and apart the language likes them better by far.
func closeUp(m *lang.Model, whole, first, second string) bool {
	if isWord(m, whole) || m.WordLogProb("", first) < closeCommon || !m.Known(second) || utf8.RuneCountInString(first) < 2 || utf8.RuneCountInString(second) < splitLetters {
		return false
	}
	return m.LogProb([]rune(" "), []rune(first+" "+second+" "))-m.LogProb([]rune(" "), []rune(whole+" ")) >= closeGain
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

// aloneToTheLeft reports a letter that does not join the one after it.
func aloneToTheLeft(r rune) bool { return arabicLetter(r) && !script.JoinsNext(r) }

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
