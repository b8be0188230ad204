package font

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Some fonts draw a letter in two glyphs: its strokes, which several letters share, and the
// dots. Calibri does so in pairs that end in a wide letter (تی, یر, بن), Mirza and the nastaliq
// faces throughout. Producers then share the letters out among the glyphs as they like,
// and a glyph has one text in a map, whatever dots it is painted with. So what strokes stand for
// without their dots is looked up by their outline, and the letter is put together by
// what is painted: see Point.

//go:embed data/skeleton.bin
var skeletonData string

// skeletons is the embedded table; data/skeleton.txt names its fonts.
var skeletons = sync.OnceValue(func() knownTable { return decodeKnown(skeletonData) })

// The letters without dots that Unicode has for strokes which are a letter only with them.
const (
	toothless   = '\u066E' // ARABIC LETTER DOTLESS BEH
	dotlessQaf  = '\u066F' // ARABIC LETTER DOTLESS QAF
	dotlessFeh  = '\u06A1' // ARABIC LETTER DOTLESS FEH
	dotlessNoon = '\u06BA' // ARABIC LETTER NOON GHUNNA
)

// mute are the letters that Persian and Arabic do not have without dots.
const mute = string(toothless) + string(dotlessQaf) + string(dotlessFeh) + string(dotlessNoon)

// strokes are the letters that glyphs without dots show: those, and what is a letter by itself.
const strokes = "\u06A9\u0627\u062D\u062F\u0631\u0633\u0635\u0637\u0639\u0644\u0645\u0647\u0648\u0649" + mute

// alefMaksura is a tooth where it joins the next letter.
const alefMaksura = "\u0649" // ARABIC LETTER ALEF MAKSURA

// isSkeleton reports a text of nothing but letters without dots.
func isSkeleton(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune(strokes, r) })
}

// bar is the upper stroke of gaf where it is painted by itself: it counts as so many dots.
const bar = 4

// pointed are the letters that dots make of strokes, by the number of dots above and below.
var pointed = map[rune]struct{ above, below [5]rune }{
	toothless:   {[5]rune{1: '\u0646', 2: '\u062A', 3: '\u062B'}, [5]rune{1: '\u0628', 2: '\u06CC', 3: '\u067E'}},
	dotlessNoon: {above: [5]rune{1: '\u0646'}},
	dotlessFeh:  {above: [5]rune{1: '\u0641', 2: '\u0642'}},
	dotlessQaf:  {above: [5]rune{1: '\u0641', 2: '\u0642'}},
	'\u062D':    {[5]rune{1: '\u062E'}, [5]rune{1: '\u062C', 3: '\u0686'}}, // ARABIC LETTER HAH
	'\u062F':    {above: [5]rune{1: '\u0630'}},                             // ARABIC LETTER DAL
	'\u0631':    {above: [5]rune{1: '\u0632', 3: '\u0698'}},                // ARABIC LETTER REH
	'\u0633':    {above: [5]rune{3: '\u0634'}},                             // ARABIC LETTER SEEN
	'\u0635':    {above: [5]rune{1: '\u0636'}},                             // ARABIC LETTER SAD
	'\u0637':    {above: [5]rune{1: '\u0638'}},                             // ARABIC LETTER TAH
	'\u0639':    {above: [5]rune{1: '\u063A'}},                             // ARABIC LETTER AIN
	'\u0647':    {above: [5]rune{2: '\u0629'}},                             // ARABIC LETTER HEH
	'\u06A9':    {above: [5]rune{bar: '\u06AF'}},                           // ARABIC LETTER KEHEH
	'\u0649':    {below: [5]rune{2: '\u064A'}},                             // ARABIC LETTER ALEF MAKSURA
}

// skeletonOf is a letter without its dots, "" for one that has none.
func skeletonOf(letter string, form script.Form) string {
	r, n := utf8.DecodeRuneInString(letter)
	if n < len(letter) || n == 0 {
		return ""
	}
	joins := form.JoinsNext()
	switch {
	case form == script.FormUnknown && (r == '\u064A' || r == '\u06CC' || r == '\u0646'):
		return "" // a tooth or a bowl
	case joins && (r == '\u064A' || r == '\u06CC'), joins && r == '\u0646': // YEH, FARSI YEH, NOON
		return string(toothless)
	case r == '\u0646':
		return string(dotlessNoon)
	case r == '\u0642': // QAF
		return string(dotlessQaf)
	case r == '\u06CC': // a final one has no dots
		return ""
	}
	for _, base := range strokes {
		if p := pointed[base]; slices.Contains(p.above[1:], r) || slices.Contains(p.below[1:], r) {
			return string(base)
		}
	}
	return ""
}

// Dots are those of one glyph that is nothing else.
type Dots struct {
	Count int
	Below bool
	Place float64 // of their middle over the strokes: 0 at the right end, 1 at the left
}

// maxPointed is how many groups of dots are shared out among the letters of one glyph.
const maxPointed = 3

// Point puts dots on the letters of a skeleton, each group on another: every one that is
// no letter without dots gets some, and they lie as near to theirs as can be. It is false
// where that cannot be.
func Point(skeleton string, dots []Dots) (string, bool) {
	letters := []rune(skeleton)
	if len(letters) == 0 || len(dots) > min(maxPointed, len(letters)) {
		return "", false
	}
	out := make([]rune, len(letters))
	var best []rune
	least := math.Inf(1)
	var put func(k int, far float64)
	put = func(k int, far float64) {
		if k == len(dots) {
			for i, r := range letters {
				if out[i] == 0 && strings.ContainsRune(mute, r) {
					return
				}
			}
			if far < least {
				least, best = far, append(best[:0], out...)
			}
			return
		}
		d := &dots[k]
		for i, r := range letters {
			p := pointed[r]
			side := p.above
			if d.Below {
				side = p.below
			}
			if out[i] != 0 || d.Count >= len(side) || side[d.Count] == 0 {
				continue
			}
			out[i] = side[d.Count]
			put(k+1, far+math.Abs(d.Place-(float64(i)+0.5)/float64(len(letters))))
			out[i] = 0
		}
	}
	put(0, 0)
	if best == nil {
		return "", false
	}
	for i, r := range best {
		if r == 0 {
			best[i] = letters[i]
		}
	}
	return string(best), true
}

// Measures of a glyph of dots, in 1/1000 em. Those of 40 faces are 60 to 170 wide.
const (
	dotAdvance = 10  // the pen does not move
	dotSize    = 200 // either side of a dot at most
	dotShape   = 2.2 // its longer side by its shorter one at most
	twoDots    = 1.5 // the width of two dots in one stroke by their height at least
	barLeast   = 250 // the bar of gaf is so wide at least: 374 in Calibri
	barMost    = 450
	barFlat    = 1.3 // its width by its height at least: it rises, and a fatha is flatter
	barSteep   = 2.4
)

// The signs for dots of Arabic Presentation Forms-A go by how many they are, those above before
// those below.
const (
	firstDots = '\uFBB2' // ARABIC SYMBOL DOT ABOVE
	lastDots  = '\uFBB9' // ARABIC SYMBOL THREE DOTS POINTING DOWNWARDS BELOW
)

// dotsNamed is how many dots a text is the sign of, 0 for any other text.
func dotsNamed(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if n < len(s) || r < firstDots || r > lastDots {
		return 0
	}
	return min(int(r-firstDots)/2+1, 3)
}

// skeleton notes in c what strokes it is without their dots, or how many dots. It is called with
// the lock held.
func (f *Font) skeleton(c *Char) {
	p := f.prog
	if p == nil || p.outline == nil || c.GID == 0 {
		return
	}
	if c.Dots = dotsNamed(c.Text); c.Dots > 0 || c.Text != "" && !isArabicLetter(c.Text) {
		return
	}
	if c.Width <= dotAdvance {
		if c.Dots = p.dots(c.GID); c.Dots == 0 && p.isBar(c.GID) {
			c.Dots = bar
		}
		return
	}
	if d, long := p.digest(c.GID); long {
		if r, ok := skeletons().find(d); ok {
			c.Skeleton = r.text
			if c.Form == script.FormUnknown {
				c.Form = r.form
			}
		}
	}
}

// dots is how many dots a glyph is, 0 if it is anything else.
func (p *program) dots(gid uint32) (n int) {
	guard(func() {
		cs := p.outline(gid)
		if len(cs) > 3 || slices.ContainsFunc(cs, func(c page.Contour) bool {
			w, h := c.Box.Width(), c.Box.Height()
			return max(w, h) > dotSize || max(w, h) > dotShape*min(w, h)
		}) {
			return
		}
		if n = len(cs); n == 1 && cs[0].Box.Width() >= twoDots*cs[0].Box.Height() {
			n = 2
		}
	})
	return n
}

// isBar reports the upper stroke of gaf.
func (p *program) isBar(gid uint32) (ok bool) {
	guard(func() {
		cs := p.outline(gid)
		if len(cs) != 1 {
			return
		}
		w, h := cs[0].Box.Width(), cs[0].Box.Height()
		ok = w >= barLeast && w <= barMost && w >= barFlat*h && w <= barSteep*h
	})
	return ok
}

// LosesLetters reports a text that a map has for kaf or gaf alone where the strokes are those
// of a pair with the letter behind it.
func LosesLetters(text, skeleton string) bool {
	r, n := utf8.DecodeRuneInString(text)
	return n == len(text) && strings.ContainsRune("\u06AF\u06A9\u0643", r) && strings.HasPrefix(skeleton, "\u06A9") && utf8.RuneCountInString(skeleton) > 1
}

// Marked reports a text of letters that carry more than dots: a hamza, a madda, the bar of gaf.
func Marked(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r == '\u06AF' || r == '\u06A9' || r == '\u0643' }) || norm.NFD.String(text) != text
}
