package tesseract

import (
	"image"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/ocr/prep"
	"github.com/paknevis/paknevis/repair/lang"
)

// The Persian model drops the hamza of an alef or a waw inside of a word as often as not, for
// texts spell most such words without, and takes a yeh with hamza for a letter with dots. Where
// its ink stands there, and the lexicon knows the word with it, it is put back.

const (
	alef       = '\u0627'             // ARABIC LETTER ALEF
	alefHamza  = '\u0623'             // ARABIC LETTER ALEF WITH HAMZA ABOVE
	waw        = '\u0648'             // ARABIC LETTER WAW
	wawHamza   = '\u0624'             // ARABIC LETTER WAW WITH HAMZA ABOVE
	teh        = '\u062A'             // ARABIC LETTER TEH
	theh       = '\u062B'             // ARABIC LETTER THEH
	sheen      = '\u0634'             // ARABIC LETTER SHEEN
	yehHamza   = '\u0626'             // ARABIC LETTER YEH WITH HAMZA ABOVE
	shadda     = '\u0651'             // ARABIC SHADDA, as which the model sees the hamza of a waw
	sukun      = '\u0652'             // ARABIC SUKUN, likewise, and surer
	tripleDots = "\u0634\u062B\u0698" // SHEEN, THEH, JEH: their dots may run together into a piece of its size
)

// From a book set in the face of FarsiTeX and pages of our own, in letters.
const (
	// hamzaOfAlef and hamzaOfWaw are how far above the baseline the foot of the mark stands
	// at least, maxHamzaRise at most.
	hamzaOfAlef, hamzaOfWaw, maxHamzaRise = 1.3, 0.85, 2.2
	// hamzaOfMarked is the same where the model has seen a mark or dots in that place.
	hamzaOfMarked = 0.4
	// alefWidth and alefHeight bound the stroke below it, alefReach is how far its middle may
	// stand from that of the stroke.
	alefWidth, alefHeight, alefReach = 0.35, 0.8, 0.35
	// hamzaSeen is how often the word is written with the hamza, at least, for each time
	// that it is without.
	hamzaSeen = 0.25
)

// restoreHamza is the text of a word with the hamza that its ink shows, if it shows one.
func (s *sheet) restoreHamza(m *lang.Model, l *line, w *word) string {
	core := wordCore(w.text)
	runes := []rune(core)
	var spelled []string
	var on []rune
	var least []float64 // rise of the mark, 0 if the model saw it
	for i := 1; i < len(runes)-1; i++ {
		with, rise := slices.Clone(runes), hamzaOfMarked
		switch runes[i] {
		case alef:
			with[i], rise = alefHamza, hamzaOfAlef
		case waw:
			switch with[i] = wawHamza; runes[i+1] {
			case shadda:
				with = slices.Delete(with, i+1, i+2)
			case sukun: // which no waw of Persian print has
				with, rise = slices.Delete(with, i+1, i+2), 0
			default:
				rise = hamzaOfWaw
			}
		case teh, theh, sheen:
			if isWord(m, core) {
				continue
			}
			with[i] = yehHamza
		default:
			continue
		}
		if n := m.Count(string(with)); n > 0 && n >= hamzaSeen*m.Count(core) {
			spelled, on, least = append(spelled, string(with)), append(on, runes[i]), append(least, rise)
		}
	}
	if len(spelled) != 1 || on[0] == waw && strings.ContainsAny(core, tripleDots) || least[0] > 0 && !s.hamzaOn(l, w, on[0] == alef, least[0]) {
		return w.text
	}
	return strings.Replace(w.text, core, spelled[0], 1)
}

// onceHamza drops the shadda that the model sees in a hamza which it has read as well.
func onceHamza(s string) string {
	return strings.NewReplacer("\u0623\u0651", "\u0623", "\u0624\u0651", "\u0624", "\u0626\u0651", "\u0626").Replace(s) // ALEF, WAW, YEH WITH HAMZA ABOVE
}

// hamzaOn reports whether a piece of ink like a hamza stands so far above a letter of a word.
func (s *sheet) hamzaOn(l *line, w *word, onAlef bool, least float64) bool {
	loc := s.locate(l, w)
	if loc.letter <= 0 {
		return false
	}
	above := image.Rect(w.box.Min.X, w.box.Min.Y-int(loc.letter), w.box.Max.X, w.box.Max.Y)
	var parts []prep.Component
	for _, i := range s.componentsIn(above) {
		parts = append(parts, s.survey.Components[i])
	}
	return slices.ContainsFunc(parts, func(c prep.Component) bool {
		rise := (loc.baseline - float64(c.Box.Max.Y)) / loc.letter
		wide, high := float64(c.Box.Dx())/loc.letter, float64(c.Box.Dy())/loc.letter
		if rise < least || rise > maxHamzaRise || wide < minHamza || wide > maxHamza || high < hamzaAspect*wide || high > maxHamza {
			return false
		}
		mid := c.Box.Min.X + c.Box.Max.X
		return !onAlef || slices.ContainsFunc(parts, func(o prep.Component) bool {
			return float64(o.Box.Dx()) <= alefWidth*loc.letter && float64(o.Box.Dy()) >= alefHeight*loc.letter && o.Box.Min.Y >= c.Box.Max.Y-1 &&
				float64(max(mid-o.Box.Min.X-o.Box.Max.X, o.Box.Min.X+o.Box.Max.X-mid))/2 <= alefReach*loc.letter
		})
	})
}
