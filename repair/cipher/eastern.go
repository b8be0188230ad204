package cipher

import (
	"fmt"
	"strings"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// Fonts for Persian draw the digits of both Eastern Arabic blocks with the same glyphs,
// and producers that go back from the glyph to a code point find the first of the two.
// What is printed are Persian digits: their 4 and 6 are not those of Arabic. In an Arabic
// document it is the other way round: Word maps what was typed, 0 to 9, and of a glyph that
// both blocks share nothing in the font tells which of them is meant.

const (
	// persianLetters: so many letters that Arabic has not, and so many times as many as
	// there are teh marbutas, make a document Persian before its lines are read.
	persianLetters = 5
	persianTimes   = 4
	// arabicLetters: so many letters that Persian hardly has make it Arabic if there are hardly
	// any that Arabic has not. Tuned on 22 Arabic files.
	arabicLetters = 20
	// sharedConf is the confidence that the font has at most in a digit whose glyph both
	// blocks share, of which it takes the Persian one.
	sharedConf = 0.705
	// Shares and places of the ink in the lowest fifth of a digit, and what lies between
	// is no evidence. Tuned on the digits of 28 faces: all told but one 6 and one 4.
	footThin  = 0.40 // the stem of a Persian 4
	footThick = 0.50 // the foot of an Arabic one
	footLeft  = 3.0  // a Persian 6 ends on the left, in cells of the picture
	footRight = 4.0  // an Arabic one on the right
	// easternConf is the confidence of a digit that was named so.
	easternConf = 0.9
)

// Digits names the Arabic-Indic digits of a Persian document whose shape is Persian, and
// those of an Arabic one whose shape both blocks share. It returns nil if there are none.
func Digits(pages []*page.Page, outlines Outliner) *Key {
	c := digitCensus{
		alike: map[Code]rune{}, seen: map[Code]rune{}, gids: map[Code]uint32{},
		own: map[int32]digits{}, stated: map[int32]bool{},
	}
	for _, p := range pages {
		for i := range p.Glyphs {
			c.add(p, &p.Glyphs[i])
		}
	}
	switch {
	case c.spelling.IsArabic(arabicLetters):
		return arabicDigits(c.alike, c.own)
	case len(c.seen) == 0 || c.spelling.Persian < persianLetters || c.spelling.Persian < persianTimes*c.spelling.Marbutas || outlines == nil:
		return nil
	}
	return c.persianDigits(outlines)
}

// A digitCensus counts what tells the language of a document, and the digits of its fonts.
type digitCensus struct {
	spelling lang.Spelling
	alike    map[Code]rune    // Persian digits that may be Arabic-Indic ones
	seen     map[Code]rune    // Arabic-Indic ones
	gids     map[Code]uint32  // of seen
	own      map[int32]digits // by font: the Persian digits that the file names
	stated   map[int32]bool   // fonts whose shared digits the file itself tells apart
}

func (c *digitCensus) add(p *page.Page, g *page.Glyph) {
	c.spelling.Count(g.Text)
	rs := []rune(g.Text)
	if len(rs) != 1 {
		return
	}
	code, r := Code{g.Font, g.Code}, rs[0]
	switch {
	case r >= '\u06F0' && r <= '\u06F9': // EXTENDED ARABIC-INDIC DIGITS
		d := c.own[g.Font]
		d[r-'\u06F0'] = true
		c.own[g.Font] = d
		if g.Conf <= sharedConf {
			c.alike[code] = r
		}
	case r >= '\u0660' && r <= '\u0669' && !g.Has(page.Hidden): // ARABIC-INDIC DIGITS
		c.seen[code], c.gids[code] = r, g.GID
		if s := g.Span; s > 0 && int(s) <= len(p.Spans) && strings.ContainsRune(p.Spans[s-1].Text, r-'\u0660'+'\u06F0') {
			c.stated[g.Font] = true
		}
	}
}

// persianDigits names the digits of the fonts that draw Persian ones.
func (c *digitCensus) persianDigits(outlines Outliner) *Key {
	votes, named := map[int32]int{}, map[int32]digits{}
	for code, r := range c.seen {
		votes[code.Font] += easternShape(r, outlines.Outline(code.Font, c.gids[code]))
		d := named[code.Font]
		d[r-'\u0660'] = true
		named[code.Font] = d
	}
	for font, d := range named {
		if d.shared(c.own[font]) {
			votes[font]++
		}
	}
	names := map[Code]page.Naming{}
	for code, r := range c.seen {
		if votes[code.Font] > 0 && !c.stated[code.Font] {
			names[code] = page.Naming{Text: string(r - '\u0660' + '\u06F0'), Evidence: page.EvidenceProgram, Conf: easternConf}
		}
	}
	found := byFont(names)
	for i := range found {
		found[i].Evidence = fmt.Sprintf("%d digits have the shape of Persian ones", len(found[i].Names))
	}
	return newKey(found)
}

// arabicDigits names the digits that both blocks share as those of Arabic, but in fonts that
// set digits which only Persian has.
func arabicDigits(alike map[Code]rune, own map[int32]digits) *Key {
	names := map[Code]page.Naming{}
	for c, r := range alike {
		if d := own[c.Font]; !d[4] && !d[5] && !d[6] {
			names[c] = page.Naming{Text: string(r - '\u06F0' + '\u0660'), Evidence: page.EvidenceProgram, Conf: easternConf}
		}
	}
	if len(names) == 0 {
		return nil
	}
	found := byFont(names)
	for i := range found {
		found[i].Evidence = fmt.Sprintf("%d digits are those of an Arabic text", len(found[i].Names))
	}
	return newKey(found)
}

// digits are some of the ten.
type digits [10]bool

// shared reports that a font names the digits which both blocks draw alike after the
// Arabic block, and only those, and after the Persian one only the others.
func (d digits) shared(persian digits) bool {
	differ := false
	for i := range d {
		alike := i < 4 || i > 6
		if d[i] && !alike || persian[i] && alike {
			return false
		}
		differ = differ || persian[i]
	}
	return differ
}

// easternShape is 1 for the outline of a Persian 4 or 6, -1 for that of an Arabic one, and
// 0 for all others.
func easternShape(r rune, cs []page.Contour) int {
	if r != '\u0664' && r != '\u0666' { // ARABIC-INDIC DIGIT FOUR, SIX
		return 0
	}
	f, ok := draw(cs)
	if !ok {
		return 0
	}
	const foot = gridW * gridH / 5
	ink, place := 0.0, 0.0
	for i, v := range f.ink[:foot] {
		ink += v
		place += v * (float64(i%gridW) + 0.5)
	}
	low, high, at := footThin, footThick, ink/foot
	if r == '\u0666' {
		low, high, at = footLeft, footRight, place/max(ink, 1e-9)
	}
	switch {
	case ink == 0:
		return 0
	case at < low:
		return 1
	case at > high:
		return -1
	}
	return 0
}
