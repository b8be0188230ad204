package font

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// nameChar fills in what a character stands for.
func (f *Font) nameChar(c *Char) {
	if t, ok := f.override[c.Code]; ok {
		n := foldText(t.Text)
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, t.Evidence, t.Conf
		if t.Form != script.FormUnknown {
			c.Form = t.Form
		}
		return
	}
	if f.pictures != nil && f.namePicture(c) {
		return
	}
	tu, _ := f.mapped(c.Code, c.Size)
	if z := "\u200C"; strings.HasPrefix(tu, z) && c.Width == 0 && f.inkless(c.GID) {
		tu = z // LibreOffice 3 gives the glyph of a joiner the letter and the space behind it too
	}
	n := foldText(tu)
	r, known := f.drawn(c.GID, tu, n.Text)
	switch f.believe(c, tu, n.Text, r, known) {
	case programOnly:
		f.nameWithoutMap(c, r, known)
	case easternDigit:
		c.Text, c.Evidence, c.Conf = string(f.policy.eastern+rune(n.Text[0])-'0'), page.EvidenceProgram, confProgram
		known = false
	case bothAgree:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confAgreed
		if len([]rune(n.Text)) > 1 && n.Text != r.text && n.Text == reversed(r.text) {
			c.Text = r.text
		}
	case mapAgainstOutline:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confMap
		known = false
	case mapAgainstProgram:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confOneSided
	case mapOnly:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confMap
		if f.policy.brokenMap || len(f.policy.soup) > 0 {
			c.Conf = confBroken
		}
	}
	if c.Text == "" || !known {
		return
	}
	if c.Form == script.FormUnknown && SameShape(c.Text, r.text) {
		c.Form = r.form
	}
	if len(r.alt) > 0 {
		c.share(r)
	}
}

// drawn is what the program of the font draws for a glyph that the map calls tu, and text
// when folded; false if it does not tell.
func (f *Font) drawn(gid uint32, tu, text string) (reading, bool) {
	r, known := f.reading(gid, tu)
	if known && f.policy.ignoreCmap && r.source == fromCmap {
		known = false
	}
	if !known && isArabicLetter(text) && f.prog.drawsJoin(gid) {
		// Word draws out joins with a glyph that no cmap has and names it by a letter of the word.
		return reading{text: string(script.Tatweel), source: fromOutline}, true
	}
	return r, known
}

// belief is who is believed about a glyph, the map of the file or the program of the font.
type belief uint8

const (
	programOnly       belief = iota // what the map says cannot be meant
	easternDigit                    // a digit that the map has as it was typed, drawn as the language wants
	bothAgree                       // map and program name the same letter
	mapAgainstOutline               // the map: an outline alone is the weaker witness
	mapAgainstProgram               // the map, with a doubt
	mapOnly                         // the program does not tell
)

// believe weighs what the map says, tu and folded text, against what is drawn.
func (f *Font) believe(c *Char, tu, text string, r reading, known bool) belief {
	p := f.policy
	switch {
	case p.ignoreMap || !f.plausible(tu, text) || blank(text) && f.inked(c.GID):
		return programOnly
	case known && blank(r.text) && isArabicLetter(text) && f.inkless(c.GID):
		return programOnly // Word names the space of a cluster by the letter before it
	case p.brokenMap && !known && len([]rune(text)) > 1:
		return programOnly
	case p.eastern != 0 && isASCIIDigit(text) && (!known || r.source == fromOutline):
		return easternDigit
	case !known:
		return mapOnly
	case agrees(text, r):
		return bothAgree
	case f.misleads(c, text, r):
		return programOnly
	case r.source == fromOutline && r.text != string(script.Tatweel) && (!p.preferKnown || isASCIIDigit(text)) && !strings.Contains(text, r.text):
		return mapAgainstOutline
	case p.preferCmap || p.brokenMap || r.source == fromOutline || r.text == string(script.Tatweel) && isArabicLetter(text):
		// Word processors divide the letters of a cluster among its glyphs, and the stroke
		// that draws out a join gets one of them.
		return programOnly
	}
	return mapAgainstProgram
}

// misleads reports a text of the map that is known to be wrong by what the glyph is.
func (f *Font) misleads(c *Char, text string, r reading) bool {
	switch p := f.policy; {
	case r.source != fromOutline && len(r.alt) == 0 && drawnEastern(text, r.text):
		return true // Word maps digits as they were typed, and draws them as the language wants
	case isArabicLetter(r.text) && strings.Contains(r.text, text):
		return true // the map has a part of a ligature, and its other letters nowhere
	case c.Width <= dotAdvance && isVowelSigns(r.text) && isArabicLetter(text):
		return true // LibreOffice 5 names the tanwin of a lam-alef by its lam
	default:
		return p.genuine && misnamed(text, r) || p.lies && r.source != fromOutline && !typed(text, r.text)
	}
}

// nameWithoutMap names a glyph by the program and by the encoding.
func (f *Font) nameWithoutMap(c *Char, r reading, known bool) {
	var n Name
	if !f.composite && c.Code < 256 && f.names[c.Code] != "" {
		n = readName(f.names[c.Code], f.prog != nil && f.prog.arabic)
		if n.Text == "" && f.name == "ZapfDingbats" {
			n.Text = dingbatList()[f.names[c.Code]]
		}
	}
	switch {
	case f.unicodeEnc:
		t := foldText(advance(utf16Units(c.Code, c.Size), 0))
		c.Text, c.Form, c.Evidence, c.Conf = t.Text, t.Form, page.EvidenceCMap, confMap
	case f.decoder != nil:
		c.Text, c.Evidence, c.Conf = f.decoder(c.Code, c.Size), page.EvidenceCMap, confMap
	case n.Text != "" && (f.differs[c.Code] || !known):
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceEncoding, confName
		if f.differs[c.Code] {
			c.Evidence = page.EvidenceGlyphName
		}
		if known && !agrees(n.Text, r) {
			c.Conf = confOneSided
		}
	case known && r.source == fromName:
		c.Text, c.Form, c.Evidence, c.Conf = r.text, r.form, page.EvidenceGlyphName, confName
	case known:
		c.Text, c.Form, c.Evidence, c.Conf = r.text, r.form, page.EvidenceProgram, confProgram
	}
	if c.Text == "" || privateUse([]rune(c.Text)[0]) {
		f.nameSymbol(c)
	}
	if c.Text != "" && (privateUse([]rune(c.Text)[0]) || f.policy.everywhere[c.Text]) {
		c.Text, c.Form, c.Evidence, c.Conf = "", script.FormUnknown, page.EvidenceNone, 0
	}
}

// nameSymbol names the glyphs of the Symbol font, whose codes files carry in
// the Private Use Area, by the font's own encoding (ISO 32000-1 Annex D.5).
func (f *Font) nameSymbol(c *Char) {
	if !strings.HasPrefix(f.name, "Symbol") {
		return
	}
	tu, _ := f.mapped(c.Code, c.Size)
	r, _ := utf8.DecodeRuneInString(tu)
	if code, ok := script.Symbol(r); ok {
		if t := ReadName(core().faces["Symbol"].builtin[code]).Text; t != "" && !privateUse([]rune(t)[0]) {
			c.Text, c.Evidence, c.Conf = t, page.EvidenceEncoding, confName
		}
	}
}

// share notes the code points that the same glyph is drawn for. A glyph that
// serves an ASCII digit and an Eastern Arabic one has the shape of the latter.
func (c *Char) share(r reading) {
	candidates := append([]rune(r.text), r.alt...)
	text := []rune(c.Text)
	if len(text) != 1 {
		return
	}
	if text[0] >= '0' && text[0] <= '9' {
		for _, base := range []rune{0x06f0, 0x0660} {
			if east := text[0] - '0' + base; slices.Contains(candidates, east) {
				c.Text, c.Conf = string(east), confShared
				break
			}
		}
	}
	var alt []rune
	for _, a := range candidates {
		if string(a) != c.Text {
			alt = append(alt, a)
		}
	}
	c.Alt = string(alt)
	if len(alt) > 0 && isDigit([]rune(c.Text)[0]) {
		c.Conf = min(c.Conf, confShared)
	}
}

// drawnEastern reports an ASCII digit of a map whose glyph the program calls the Eastern
// Arabic one of the same value.
func drawnEastern(tu, prog string) bool {
	a, b := []rune(tu), []rune(prog)
	return isASCIIDigit(tu) && len(b) == 1 && (b[0] == a[0]-'0'+0x06f0 || b[0] == a[0]-'0'+0x0660)
}

// misnamed reports an entry of a map that has another letter or digit than the glyph is.
// Word takes what it writes for a glyph from the text of the first cluster in which the glyph
// is drawn, and where a letter of the cluster was taken out or put in on the way, from the
// letter next to it. Fonts for other languages than Arabic and Persian keep their own
// letters behind the code points of Arabic shapes, and what the map says of those stands.
func misnamed(tu string, r reading) bool {
	bare, b := slices.DeleteFunc([]rune(tu), script.IsMark), []rune(r.text)
	if r.source != fromCmap || tu == "" || len(b) == 0 {
		return false
	}
	basic := !slices.ContainsFunc(bare, func(r rune) bool { return !isBasicLetter(r) })
	switch {
	case isMarks(r.text):
		return basic
	case len(bare) > 1:
		return false
	case len(b) > 1: // a ligature goes by the first letter of its cluster and marks that have glyphs of their own
		return basic && isArabicLetter(r.text)
	}
	base := rune(0)
	if len(bare) == 1 {
		base = bare[0]
	}
	said, was := script.DigitOf(base)
	drawn, is := script.DigitOf(b[0])
	switch { // the point or comma of a number goes with its digits
	case drawn != script.NoDigits:
		return said != script.NoDigits && was != is || unicode.IsPunct(base)
	case unicode.IsPunct(b[0]):
		return said != script.NoDigits
	}
	return r.form != script.FormUnknown && isBasicLetter(b[0]) && (basic || said != script.NoDigits) && !strings.Contains(tu, r.text)
}

// isVowelSigns reports the signs for vowels, U+064B FATHATAN to U+0652 SUKUN. Other marks are
// drawn as the dots of letters are.
func isVowelSigns(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '\u064B' || r > '\u0652' })
}

// isMarks reports a text of nothing but marks.
func isMarks(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !script.IsMark(r) })
}

// typed reports a digit or the point of a number that is drawn as that of another language
// than was typed, and rightly so.
func typed(tu, drawn string) bool {
	a, b := []rune(tu), []rune(drawn)
	if len(a) != 1 || len(b) != 1 {
		return false
	}
	said, was := script.DigitOf(a[0])
	as, is := script.DigitOf(b[0])
	return said != script.NoDigits && as != script.NoDigits && was == is || a[0] == '.' && strings.ContainsRune(",\u060C\u066B", b[0])
}

// isBasicLetter reports a letter of the Arabic or the Persian alphabet.
func isBasicLetter(r rune) bool {
	return r >= '\u0621' && r <= '\u063A' || r >= '\u0641' && r <= '\u064A' || strings.ContainsRune("\u067E\u0686\u0698\u06A9\u06AF\u06C0\u06CC", r)
}

func isASCIIDigit(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x0660 && r <= 0x0669 || r >= 0x06f0 && r <= 0x06f9
}

// plausible tells whether a destination can be the text of one glyph.
func (f *Font) plausible(raw, folded string) bool {
	if folded == "" || f.policy.everywhere[folded] {
		return false
	}
	r := []rune(folded)
	if f.policy.brokenMap && len(r) > longText && len([]rune(raw)) > 1 {
		return false
	}
	if len(r) == 1 && f.policy.soup[r[0]] {
		return false
	}
	for _, c := range r {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || privateUse(c) {
			return false
		}
	}
	return true
}

// blank reports white space.
func blank(s string) bool { return s != "" && strings.TrimSpace(s) == "" }

// inked reports a glyph that is known to draw something. A map that calls it a
// space is wrong.
func (f *Font) inked(gid uint32) bool {
	if f.prog == nil || f.prog.bounds == nil || gid == 0 {
		return false
	}
	inked := false
	guard(func() {
		r, ok := f.prog.bounds(gid)
		inked = ok && !r.Empty()
	})
	return inked
}

// agrees compares a text of the map with the program's reading of the glyph.
func agrees(tu string, r reading) bool {
	if tu == r.text || SameShape(tu, r.text) {
		return true
	}
	for _, a := range r.alt {
		if SameShape(tu, string(a)) {
			return true
		}
	}
	return len([]rune(tu)) > 1 && tu == reversed(r.text)
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// SameShape reports two texts that differ only in code points which fonts draw alike: final yeh
// with or without dots, kaf and keheh, the digits of two blocks, spaces.
func SameShape(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if shape(x[i]) != shape(y[i]) {
			return false
		}
	}
	return true
}

// shape is one representative of the code points that fonts draw with one
// glyph, at least in some joining forms.
func shape(r rune) rune {
	switch {
	case r >= 0x06f0 && r <= 0x06f9:
		return r - 0x06f0 + 0x0660
	case r >= 0x2000 && r <= 0x200a:
		return ' '
	}
	switch r {
	case '\u06CC', '\u0649': // ARABIC LETTER FARSI YEH, ALEF MAKSURA
		return '\u064A'
	case '\u06A9', '\u06AA': // ARABIC LETTER KEHEH, SWASH KAF
		return '\u0643'
	case '\u06C1', '\u06BE', '\u06D5': // ARABIC LETTER HEH GOAL, HEH DOACHASHMEE, AE
		return '\u0647'
	case '\u06C2', '\u06C0':
		return '\u06C0'
	case '\u00A0', '\t', '\u202F', '\u3000', '\r', '\n':
		return ' '
	case '\u00AD', '\u2010', '\u2011', '\u2212', '\u2013':
		return '-'
	case '\u2019', '\u02BC':
		return '\''
	case '\u03BC':
		return '\u00B5'
	case '\u2126':
		return '\u03A9'
	case '\u2206':
		return '\u0394'
	case '\u2215', '\u2044':
		return '/'
	case '\u2219', '\u22C5':
		return '\u00B7'
	}
	return r
}

func utf16Units(code uint32, size int) []uint16 {
	if size > 2 {
		return []uint16{uint16(code >> 16), uint16(code)}
	}
	return []uint16{uint16(code)}
}
