package font

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// policy is how much of a font's statements is believed.
type policy struct {
	brokenMap  bool            // single entries of the ToUnicode map may be wrong in any way
	ignoreMap  bool            // no entry of it is believed
	ignoreCmap bool            // the program's cmaps were made up by the producer
	preferCmap bool            // where both speak, the program is right
	soup       map[rune]bool   // letters that are halves of other code points
	everywhere map[string]bool // texts that far too many codes share
}

// Thresholds of the judgement, tuned on the made files of six producers and on
// real files; all are shares of the entries of a font's map.
const (
	brokenShare   = 0.20 // empty or endless destinations above which a map is broken
	conflictShare = 0.50 // contradictions with the program above which one of both is wrong
	sickShare     = 0.10 // codes without text above which a font is sick
	sameTextShare = 0.30 // codes that share one text above which that text means nothing
	minEntries    = 8    // entries below which shares say nothing
	longText      = 4    // code points that one glyph rarely exceeds
)

// Confidence in a text by what it rests on.
const (
	confAgreed   = 0.99 // map and program say the same
	confMap      = 0.95 // the map alone
	confName     = 0.90
	confProgram  = 0.93
	confShared   = 0.70 // the glyph is drawn for several code points
	confOneSided = 0.60 // one witness against another
	confBroken   = 0.50 // an entry of a broken map that nothing contradicts
)

// sample is one code of a font with all that is said of it.
type sample struct {
	code uint32
	size int
	gid  uint32
	tu   string
	has  bool // the map has an entry
	prog reading
	ok   bool // the program names the glyph
}

// judge reads the program and weighs its witness against the map's.
func (f *Font) judge() {
	if f.load != nil {
		guard(func() { f.prog = f.load() })
	}
	if f.prog != nil {
		guard(func() { f.prog.read() })
	}
	guard(f.weigh)
	if f.verdict == page.VerdictUnknown {
		f.verdict = page.VerdictSick
		f.say("nothing in the file tells what its codes mean")
	}
}

func (f *Font) say(format string, args ...any) {
	f.evidence = append(f.evidence, fmt.Sprintf(format, args...))
}

// samples are the codes a verdict is based on: those the map lists, or those
// that the font has widths or names for.
func (f *Font) samples() []sample {
	seen := map[codeKey]bool{}
	var out []sample
	add := func(code uint32, size int) {
		k := codeKey{code, uint8(size)}
		if seen[k] || len(out) >= maxWidths {
			return
		}
		seen[k] = true
		s := sample{code: code, size: size}
		if f.tounicode != nil {
			s.tu, s.has = f.tounicode.unicode(code, size)
		}
		if f.composite {
			cid := code
			if v, ok := f.enc.cid(code, size); ok {
				cid = v
			}
			s.gid = f.gidOfCID(cid)
		} else {
			s.gid = f.gidOfCode(code)
		}
		if f.prog != nil {
			s.prog, s.ok = f.prog.read()[s.gid]
			s.ok = s.ok && s.gid != 0
		}
		out = append(out, s)
	}
	if !f.composite {
		for c := range 256 {
			w, listed := f.widths[uint32(c)]
			_, mapped := f.mapped(uint32(c), 1)
			if mapped || f.differs[c] || listed && w != 0 {
				add(uint32(c), 1)
			}
		}
		return out
	}
	if f.tounicode != nil && f.tounicode.entries() > 0 {
		for m := f.tounicode; m != nil; m = m.parent {
			for k := range m.text {
				add(k.code, f.codeSize(k))
			}
			for _, r := range m.spans {
				for c := r.lo; c <= r.hi && c-r.lo < 4096; c++ {
					add(c, f.codeSize(codeKey{c, r.size}))
				}
			}
		}
	} else {
		for cid := range f.widths {
			add(cid, 2)
		}
	}
	slices.SortFunc(out, func(a, b sample) int { return int(a.code) - int(b.code) })
	return out
}

// codeSize is the length of a code as the font's own encoding cuts it.
func (f *Font) codeSize(k codeKey) int {
	if len(f.enc.spaces) == 0 && f.enc.parent == nil {
		return 2
	}
	return int(k.size)
}

func (f *Font) mapped(code uint32, size int) (string, bool) {
	if f.tounicode == nil {
		return "", false
	}
	return f.tounicode.unicode(code, size)
}

// weigh sets the policy and the verdict.
func (f *Font) weigh() {
	all := f.samples()
	if f.tounicode != nil {
		f.weighMap(all)
	}
	named, wanted, repaired := 0, 0, 0
	for _, s := range all {
		if s.gid == 0 && f.prog != nil && !s.has {
			continue // a width without a glyph: nothing is drawn
		}
		if f.prog != nil && f.prog.glyphs > 0 && int(s.gid) >= f.prog.glyphs {
			continue
		}
		if f.inkless(s.gid) && (s.tu == "" || f.prog == nil) {
			continue
		}
		wanted++
		c := Char{Code: s.code, Size: s.size, GID: s.gid}
		f.nameChar(&c)
		if c.Text != "" {
			named++
			if tu := foldText(s.tu).Text; s.has && c.Text != tu && c.Evidence != page.EvidenceToUnicode && !sameShape(c.Text, tu) {
				repaired++
			}
		}
	}
	missing := wanted - named
	switch {
	case f.unicodeEnc || f.decoder != nil:
		f.verdict = page.VerdictHealthy
		f.say("its encoding is a predefined CMap that names characters")
	case wanted == 0 && (f.based || f.face != nil):
		f.verdict = page.VerdictHealthy
		f.say("its encoding names its characters")
	case wanted == 0:
	case float64(missing) > sickShare*float64(wanted) && (missing > 1 || wanted == 1):
		f.verdict = page.VerdictSick
		f.say("%d of %d codes have no text", missing, wanted)
	case f.policy.brokenMap || f.policy.ignoreMap || f.policy.preferCmap || float64(repaired) > sickShare*float64(wanted):
		f.verdict = page.VerdictRepairable
		f.say("the font program names %d codes that the ToUnicode map has wrong", repaired)
	case f.tounicode == nil:
		f.verdict = page.VerdictHealthy
		f.say("without a ToUnicode map, all %d codes are named by the encoding or the font program", wanted)
	default:
		f.verdict = page.VerdictHealthy
		if missing > 0 {
			f.say("%d of %d codes have no text", missing, wanted)
		}
		if repaired > 0 {
			f.say("the font program names %d codes that the ToUnicode map has not or has wrong", repaired)
		}
	}
}

// inkless reports a glyph that is known to draw nothing.
func (f *Font) inkless(gid uint32) bool {
	if f.prog == nil || f.prog.bounds == nil {
		return false
	}
	empty := false
	guard(func() {
		r, ok := f.prog.bounds(gid)
		empty = ok && r.Empty()
	})
	return empty
}

// weighMap looks for the ways in which ToUnicode maps are broken.
func (f *Font) weighMap(all []sample) {
	var n, empty, long, agree, conflict, latinCmap, arabicCmap, arabic int
	count := map[string]int{}
	for _, s := range all {
		if !s.has {
			continue
		}
		n++
		tu := foldText(s.tu).Text
		if hasArabic(tu) {
			arabic++
		}
		switch {
		case tu == "" && !f.inkless(s.gid):
			empty++
		case tu != "":
			count[tu]++
			if len([]rune(tu)) > longText && (!s.ok || s.prog.text != tu) && !f.ligature(s) {
				long++
			}
		}
		if !s.ok || s.prog.source == fromGSUB || tu == "" {
			continue
		}
		switch {
		case agrees(tu, s.prog):
			agree++
		default:
			conflict++
			if s.prog.source == fromCmap {
				if isArabicLetter(s.prog.text) {
					arabicCmap++
				} else {
					latinCmap++
				}
			}
		}
	}
	f.findSoup(all, arabic > 0)
	if n >= minEntries {
		for t, k := range count {
			if float64(k) > sameTextShare*float64(n) {
				if f.policy.everywhere == nil {
					f.policy.everywhere = map[string]bool{}
				}
				f.policy.everywhere[t] = true
				f.say("%d of %d codes share the text %+q", k, n, t)
			}
		}
	}
	if long > 0 && (empty > 0 || long > 1) && float64(empty+long) > brokenShare*float64(n) || n >= minEntries && float64(empty) > 2*brokenShare*float64(n) {
		f.policy.brokenMap = true
		f.say("the ToUnicode map is broken: of %d codes %d are empty and %d carry a whole run", n, empty, long)
	}
	if total := agree + conflict; total > 0 && float64(conflict) > conflictShare*float64(total) && conflict > 1 {
		switch {
		case arabicCmap >= latinCmap:
			f.policy.preferCmap = true
			f.say("the ToUnicode map contradicts the font program for %d of %d codes", conflict, total)
		case arabic > 0 && !f.policy.brokenMap:
			f.policy.ignoreCmap = true // a cmap made for the subset, not a statement about text
		}
	}
}

// ligature reports a text that one glyph may well stand for though it is long.
func (f *Font) ligature(s sample) bool {
	r := []rune(s.tu)
	return len(r) == 1 // a single code point that folds to a phrase, U+FDFA
}

// findSoup detects maps that were cut to bytes: redistilled files have U+00FE
// for U+FE8E, and counting on from there U+00FF and U+0100. Letters of a real
// Latin text come with the other letters of their languages.
func (f *Font) findSoup(all []sample, arabic bool) {
	count := map[rune]int{}
	latin, texts := 0, 0
	for _, s := range all {
		r := []rune(s.tu)
		if len(r) != 1 {
			continue
		}
		texts++
		count[r[0]]++
		if r[0] == 0xf0 || r[0] == 0xe6 || r[0] == 0xf6 || r[0] == 0xe9 { // eth, ae, o and e with accent
			latin++
		}
	}
	half := 0
	for _, r := range halves {
		half += count[r]
	}
	repeated := count[0xfe] > 1 || count[0xff] > 1
	if latin > 0 || half < 2 || !arabic && !repeated {
		return
	}
	f.policy.soup = map[rune]bool{}
	for _, r := range halves {
		f.policy.soup[r] = true
	}
	f.say("the ToUnicode map was cut to single bytes: %d of %d codes are halves of presentation forms", half, texts)
	if !arabic {
		f.policy.ignoreMap = true
	}
}

// halves are the high bytes of the presentation forms and their successors.
var halves = []rune{0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0x100, 0x101}

// nameChar fills in what a character stands for.
func (f *Font) nameChar(c *Char) {
	if t, ok := f.override[c.Code]; ok {
		n := foldText(t)
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceOCR, confProgram
		return
	}
	p := f.policy
	var r reading
	known := false
	if f.prog != nil && c.GID != 0 {
		r, known = f.prog.read()[c.GID]
		if known && p.ignoreCmap && r.source == fromCmap {
			known = false
		}
	}
	tu, _ := f.mapped(c.Code, c.Size)
	n := foldText(tu)
	good := !p.ignoreMap && f.plausible(tu, n.Text)
	if good && p.brokenMap && !known && len([]rune(n.Text)) > 1 {
		good = false
	}
	switch {
	case good && known && agrees(n.Text, r):
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confAgreed
		if len([]rune(n.Text)) > 1 && n.Text != r.text && n.Text == reversed(r.text) {
			c.Text = r.text
		}
	case good && known && (p.preferCmap || p.brokenMap):
		good = false
	case good && known:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confOneSided
	case good:
		c.Text, c.Form, c.Evidence, c.Conf = n.Text, n.Form, page.EvidenceToUnicode, confMap
		if p.brokenMap || len(p.soup) > 0 {
			c.Conf = confBroken
		}
	}
	if !good {
		f.nameWithoutMap(c, r, known)
	}
	if c.Text == "" {
		return
	}
	if known && (c.Form == script.FormUnknown) && sameShape(c.Text, r.text) {
		c.Form = r.form
	}
	if known && len(r.alt) > 0 {
		c.share(r)
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

// agrees compares a text of the map with the program's reading of the glyph.
func agrees(tu string, r reading) bool {
	if tu == r.text || sameShape(tu, r.text) {
		return true
	}
	for _, a := range r.alt {
		if sameShape(tu, string(a)) {
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

// sameShape compares two texts up to code points that fonts draw alike.
func sameShape(a, b string) bool {
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
