package cipher

import (
	"math"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Outliner gives the outlines of the glyphs of a document's fonts; *pdf.File is one.
type Outliner interface {
	Outline(font int32, gid uint32) []page.Contour
}

// dots is what an outline has beside its body: dots, hamza, madda, the stroke of
// gaf, as separate contours.
type dots struct{ above, below int }

func (d dots) total() int { return d.above + d.below }

// The body is the largest contour. Contours that run the other way are its holes.
func dotsOf(cs []page.Contour) (d dots, ok bool) {
	body := -1
	for i, c := range cs {
		if body < 0 || math.Abs(c.Area) > math.Abs(cs[body].Area) {
			body = i
		}
	}
	if body < 0 {
		return d, false
	}
	for i, c := range cs {
		switch {
		case i == body || (c.Area > 0) != (cs[body].Area > 0):
		case c.Box.Center().Y > cs[body].Box.Center().Y:
			d.above += dotsIn(c.Box)
		default:
			d.below += dotsIn(c.Box)
		}
	}
	return d, true
}

// dotsIn is how many dots a contour is: many fonts melt two that stand side by side.
func dotsIn(b page.Rect) int {
	if h, w := b.Height(), b.Width(); h <= pairHeight && w >= pairLeast*h && w <= pairMost*h {
		return 2
	}
	return 1
}

// Shape of two melted dots: height in 1/1000 em, width by height. The stroke of gaf
// is higher, a madda wider.
const (
	pairHeight = 200.0
	pairLeast  = 1.4
	pairMost   = 2.5
)

// dotted lists the letters by what stands over and under them.
var dotted = func() map[rune]dots {
	m := map[rune]dots{}
	for d, letters := range map[dots]string{
		{0, 1}: "\u0628\u0625", // BEH, ALEF HAMZA BELOW
		{0, 3}: "\u067E",       // PEH
		{1, 0}: "\u062E\u0630\u0632\u0636\u0638\u063A\u0641\u0646" + // KHAH, THAL, ZAIN, DAD, ZAH, GHAIN, FEH, NOON
			"\u0623\u0624\u0626", // the hamzas on ALEF, WAW, YEH
		{2, 0}: "\u062A\u0642\u0629",                                                                   // TEH, QAF, TEH MARBUTA
		{3, 0}: "\u062B\u0634\u0698",                                                                   // THEH, SHEEN, JEH
		{0, 0}: "\u0627\u062D\u062F\u0631\u0633\u0635\u0637\u0639\u06A9\u0644\u0645\u0648\u0647\u0621", // those without
	} {
		for _, r := range letters {
			m[r] = d
		}
	}
	return m
}()

// fits reports whether a letter in a shape can have these dots; known is false for
// letters that are not listed.
func fits(d dots, r rune, joins bool) (fit, known bool) {
	switch r {
	case '\u062C': // JEEM, whose dot lies in the bowl where it has one
		return d.total() == 1, true
	case '\u0686': // TCHEH
		return d.total() == 3, true
	case '\u06AF', '\u0622': // GAF, ALEF MADDA: a stroke, in two parts or in one
		return d.below == 0 && (d.above == 1 || d.above == 2), true
	case '\u0643': // KAF, which may have a small one in its bowl
		return d.below == 0 && d.above <= 1, true
	case '\u06CC', '\u064A', alefMaksura: // the yehs: two dots where they join the next letter, none or two where not
		return d == dots{0, 2} || !joins && d == dots{}, true
	}
	want, ok := dotted[r]
	return d == want, ok
}

// A font whose known letters have the dots that they should have can be asked
// about the unknown ones. Fonts that melt dots together, or keep them apart as
// glyphs of their own, cannot.
const (
	dotsKnown = 8
	dotsAgree = 0.85
	// wrongDots is the price in nats of a letter whose dots are not those of the outline.
	wrongDots = 6.0
)

// maxOutlines bounds how many outlines of a document are looked at; four full fonts
// have fewer letters.
const maxOutlines = 1 << 12

// shapes answers questions about outlines. A nil Outliner knows nothing.
type shapes struct {
	from   Outliner
	of     map[glyphID]dots
	none   map[glyphID]bool
	honest map[int32]bool
}

type glyphID struct {
	font int32
	gid  uint32
}

func newShapes(from Outliner) *shapes {
	return &shapes{from: from, of: map[glyphID]dots{}, none: map[glyphID]bool{}, honest: map[int32]bool{}}
}

func (s *shapes) dots(font int32, gid uint32) (dots, bool) {
	if s.from == nil || gid == 0 {
		return dots{}, false
	}
	k := glyphID{font, gid}
	if s.none[k] {
		return dots{}, false
	}
	if d, ok := s.of[k]; ok {
		return d, true
	}
	if len(s.of)+len(s.none) >= maxOutlines {
		return dots{}, false
	}
	d, ok := dotsOf(s.from.Outline(font, gid))
	if ok {
		s.of[k] = d
	} else {
		s.none[k] = true
	}
	return d, ok
}

// learn looks at the known letters of the fonts.
func (s *shapes) learn(pages []*page.Page, fonts map[int32]bool) {
	if s.from == nil {
		return
	}
	type tally struct{ all, good int }
	count := map[int32]tally{}
	seen := map[glyphID]bool{}
	for _, p := range pages {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			k := glyphID{g.Font, g.GID}
			if !fonts[g.Font] || g.GID == 0 || g.Span != 0 || seen[k] {
				continue
			}
			seen[k] = true
			r := []rune(g.Text)
			if len(r) != 1 || !script.IsLetter(r[0]) {
				continue
			}
			d, ok := s.dots(g.Font, g.GID)
			if !ok {
				continue
			}
			fit, known := fits(d, r[0], false)
			if !known {
				continue
			}
			t := count[g.Font]
			t.all++
			if fit {
				t.good++
			}
			count[g.Font] = t
		}
	}
	for f, t := range count {
		s.honest[f] = t.all >= dotsKnown && float64(t.good) >= dotsAgree*float64(t.all)
	}
}

// ligatureDots is how many dots a ligature may have more or less than its letters: two of them
// touch, or a stroke of it counts as one.
const ligatureDots = 1

// dotsOver is how many dots the letters of a ligature have together; known is false where one of
// them is not listed.
func dotsOver(g guess) (n int, known bool) {
	for i, r := range g.text {
		d, ok := dotted[r]
		if isYeh(r) && (i+1 < len(g.text) || g.joins) {
			d, ok = dots{0, 2}, true
		}
		if !ok {
			return 0, false
		}
		n += d.total()
	}
	return n, true
}

// price is what the outline of a code says against a reading.
func (s *shapes) price(c *suspect, g guess) float64 {
	if s == nil || !s.honest[c.code.Font] || len(g.text) == 0 {
		return 0
	}
	d, ok := s.dots(c.code.Font, c.gid)
	if !ok {
		return 0
	}
	if len(g.text) > 1 {
		if want, known := dotsOver(g); known && (d.total() > want+ligatureDots || d.total() < want-ligatureDots) {
			return wrongDots
		}
		return 0
	}
	if fit, known := fits(d, g.text[0], g.joins); known && !fit {
		return wrongDots
	}
	return 0
}
