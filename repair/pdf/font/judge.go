package font

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// policy is how much of a font's statements is believed.
type policy struct {
	brokenMap   bool            // single entries of the ToUnicode map may be wrong in any way
	ignoreMap   bool            // no entry of it is believed
	ignoreCmap  bool            // the program's cmaps were made up by the producer
	preferCmap  bool            // where both speak, the program is right
	preferKnown bool            // where both speak, outlines that are known are right
	genuine     bool            // the program's cmaps are the font's own: they name most glyphs as the map does
	lies        bool            // ... but the map is wrong about so many letters that it is not believed about spaces and signs either
	eastern     rune            // the zero of the digits that are drawn for those that the map has, 0 if they are drawn as they are
	soup        map[rune]bool   // letters that are halves of other code points
	everywhere  map[string]bool // texts that far too many codes share
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
	soupCopies    = 5    // codes that share a half of a presentation form, in no Latin font
	deniedShare   = 0.10 // codes whose outlines are those of other letters, of all that are known, above which a map lies
	deniedLeast   = 4    // ... and so many at least
	liesShare     = 0.15 // contradictions about letters, of the agreements, above which a map lies about all kinds of glyphs
	liesLeast     = 8    // ... and so many at least
	genuineLeast  = 8    // agreements, as many as contradictions at least, that show cmaps to be the font's own: so were all of 990 such fonts in 1,720 public files
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
			s.tu, s.has = f.mapped(code, size)
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
	if r, ok := f.uncut[code]; ok {
		if r == unnamed {
			return "", true
		}
		return string(r), true
	}
	return f.tounicode.unicode(code, size)
}

// weigh sets the policy and the verdict.
func (f *Font) weigh() {
	all := f.samples()
	if f.tounicode != nil {
		if f.uncut = f.uncutRanges(all); len(f.uncut) > 0 {
			f.say("the ToUnicode map was cut to single bytes: %d codes are read by their order", len(f.uncut))
			all = f.samples()
		} else if f.uncut = f.overrun(all); len(f.uncut) > 0 {
			f.say("ranges of the ToUnicode map count on over the forms of letters: %d codes are unnamed", len(f.uncut))
			all = f.samples()
		}
		f.weighMap(all)
	}
	f.conclude(f.nameAll(all))
}

// A naming counts the codes of a font that draw something, those of them without a text,
// and those to which the font program gives another text than the ToUnicode map.
type naming struct{ wanted, missing, repaired int }

// nameAll names the samples.
func (f *Font) nameAll(all []sample) (n naming) {
	for _, s := range all {
		if f.drawsNothing(s) {
			continue
		}
		n.wanted++
		c := Char{Code: s.code, Size: s.size, GID: s.gid}
		f.nameChar(&c)
		if c.Text == "" {
			n.missing++
			continue
		}
		if tu := foldText(s.tu).Text; s.has && c.Text != tu && c.Evidence != page.EvidenceToUnicode && !SameShape(c.Text, tu) {
			n.repaired++
		}
	}
	return n
}

// drawsNothing reports a code that needs no text: a width without a glyph, a glyph that the
// font program lacks, white.
func (f *Font) drawsNothing(s sample) bool {
	return f.undefined(s) || s.gid == 0 && f.prog != nil && !s.has ||
		f.prog != nil && f.prog.glyphs > 0 && int(s.gid) >= f.prog.glyphs ||
		f.inkless(s.gid) && (s.tu == "" || f.prog == nil)
}

// conclude sets the verdict.
func (f *Font) conclude(n naming) {
	p := &f.policy
	switch {
	case f.unicodeEnc || f.decoder != nil:
		f.verdict = page.VerdictHealthy
		f.say("its encoding is a predefined CMap that names characters")
	case n.wanted == 0 && (f.based || f.face != nil):
		f.verdict = page.VerdictHealthy
		f.say("its encoding names its characters")
	case n.wanted == 0:
	case float64(n.missing) > sickShare*float64(n.wanted) && (n.missing > 1 || n.wanted == 1):
		f.verdict = page.VerdictSick
		f.say("%d of %d codes have no text", n.missing, n.wanted)
	case p.brokenMap || p.ignoreMap || p.preferCmap || p.preferKnown || p.lies || float64(n.repaired) > sickShare*float64(n.wanted):
		f.verdict = page.VerdictRepairable
		f.say("the font program names %d codes that the ToUnicode map has wrong", n.repaired)
	case f.tounicode == nil:
		f.verdict = page.VerdictHealthy
		f.say("without a ToUnicode map, all %d codes are named by the encoding or the font program", n.wanted)
	default:
		f.verdict = page.VerdictHealthy
		if n.missing > 0 {
			f.say("%d of %d codes have no text", n.missing, n.wanted)
		}
		if n.repaired > 0 {
			f.say("the font program names %d codes that the ToUnicode map has not or has wrong", n.repaired)
		}
	}
}

// undefined reports a code without a text for which the font has no glyph. Tables of widths
// go over such codes, the maps of Distiller list them as U+FFFD, those of TCPDF have every
// code there is, and Skia gives all of them one name. One that a page shows all the same is
// told there.
func (f *Font) undefined(s sample) bool {
	switch {
	case s.tu != "" && !privateUse([]rune(s.tu)[0]):
		return false
	case f.kind == "Type3":
		return s.code < 256 && f.fillers()[f.names[s.code]]
	case f.prog != nil && f.prog.glyphs > 0, f.cidToGID != nil:
		return s.gid == 0
	default:
		return !f.composite && f.based && s.code < 256 && f.names[s.code] == ""
	}
}

// fillers are the names that several codes of a simple font have, and none.
func (f *Font) fillers() map[string]bool {
	if f.filler == nil {
		f.filler = map[string]bool{"": true, ".notdef": true}
		seen := map[string]bool{}
		for _, name := range f.names {
			f.filler[name] = f.filler[name] || seen[name]
			seen[name] = true
		}
	}
	return f.filler
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
	t := f.tally(all)
	f.policy.genuine = t.agreedCmap >= max(genuineLeast, t.arabicCmap+t.latinCmap)
	f.findSoup(all, t.arabic > 0)
	f.denied(all)
	f.redrawn(all)
	if t.codes >= minEntries {
		for _, text := range slices.Sorted(maps.Keys(t.copies)) {
			if k := t.copies[text]; k > formsOf(text) && float64(k) > sameTextShare*float64(t.codes) {
				if f.policy.everywhere == nil {
					f.policy.everywhere = map[string]bool{}
				}
				f.policy.everywhere[text] = true
				f.say("%d of %d codes share the text %+q", k, t.codes, text)
			}
		}
	}
	if t.isBroken() {
		f.policy.brokenMap = true
		f.say("the ToUnicode map is broken: of %d codes %d are empty and %d carry a whole run", t.codes, t.empty, t.long)
	}
	f.policy.lies = f.policy.genuine && t.arabicCmap >= liesLeast && float64(t.arabicCmap) > liesShare*float64(t.agreedCmap)
	if total := t.agree + t.conflict; total > 0 && float64(t.conflict) > conflictShare*float64(total) && t.conflict > 1 {
		switch {
		case t.arabicCmap >= t.latinCmap:
			f.policy.preferCmap = true
			f.say("the ToUnicode map contradicts the font program for %d of %d codes", t.conflict, total)
		case t.arabic > 0 && !f.policy.brokenMap:
			f.policy.ignoreCmap = true // a cmap made for the subset, not a statement about text
		}
	}
}

// formsOf is how many glyphs a letter has in a font that names all its forms alike. Skia
// deals the glyphs of a font out to Type 3 fonts by their number, and neighbors are forms
// of one letter: of eight glyphs three may be seens.
func formsOf(text string) int {
	rs := []rune(text)
	if len(rs) != 1 {
		return 1
	}
	switch script.JoiningOf(rs[0]) {
	case script.DualJoining:
		return 4
	case script.RightJoining:
		return 2
	default:
		return 1
	}
}

// A mapTally counts what the codes of a ToUnicode map say.
type mapTally struct {
	codes, empty, long, arabic int
	copies                     map[string]int // codes by their text
	// Codes of which the font program says the same or another thing; by its cmap.
	agree, agreedCmap               int
	conflict, arabicCmap, latinCmap int
}

// tally counts the samples that the map names.
func (f *Font) tally(all []sample) mapTally {
	t := mapTally{copies: map[string]int{}}
	for _, s := range all {
		if !s.has || f.undefined(s) {
			continue
		}
		t.codes++
		tu := foldText(s.tu).Text
		if hasArabic(tu) {
			t.arabic++
		}
		switch {
		case tu == "" && !f.inkless(s.gid):
			t.empty++
		case tu != "":
			t.copies[tu]++
			if len([]rune(tu)) > longText && (!s.ok || s.prog.text != tu) && !f.ligature(s) {
				t.long++
			}
		}
		if s.ok && s.prog.source != fromGSUB && tu != "" {
			t.compare(tu, s.prog)
		}
	}
	return t
}

// compare holds a text against the reading of the font program.
func (t *mapTally) compare(tu string, r reading) {
	cmap := r.source == fromCmap
	switch {
	case agrees(tu, r):
		t.agree++
		if cmap {
			t.agreedCmap++
		}
	case cmap && isArabicLetter(r.text):
		t.conflict++
		t.arabicCmap++
	case cmap:
		t.conflict++
		t.latinCmap++
	default:
		t.conflict++
	}
}

// isBroken reports a map with codes for nothing and codes for a whole run of letters.
func (t *mapTally) isBroken() bool {
	n := float64(t.codes)
	runs := t.long > 0 && (t.empty > 0 || t.long > 1) && float64(t.empty+t.long) > brokenShare*n
	return runs || t.codes >= minEntries && float64(t.empty) > 2*brokenShare*n
}

// denied looks for maps with other letters than the outlines of the glyphs.
func (f *Font) denied(all []sample) {
	told, denied := 0, 0
	for _, s := range all {
		tu := foldText(s.tu).Text
		if !s.has || !isArabicLetter(tu) {
			continue
		}
		r, ok := f.reading(s.gid, tu)
		if !ok || r.source != fromOutline {
			continue
		}
		if told++; !agrees(tu, r) && !strings.Contains(r.text, tu) && !strings.Contains(tu, r.text) {
			denied++
		}
	}
	if denied >= deniedLeast && float64(denied) > deniedShare*float64(told) {
		f.policy.preferKnown = true
		f.say("%d of %d codes are drawn as other letters than the ToUnicode map has", denied, told)
	}
}

// redrawn looks for digits that are drawn as Eastern Arabic ones where the map has those that
// were typed. Word, PowerPoint and fonts for Persian change the glyphs only. It takes 4, 5 and
// 6 to tell the digits of Arabic from those of Persian, and all that there are: zeros and ones
// of few points tell nothing, and go with the others.
func (f *Font) redrawn(all []sample) {
	drawn := map[rune]bool{}
	for _, s := range all {
		tu := foldText(s.tu).Text
		if !s.has || tu != "4" && tu != "5" && tu != "6" {
			continue
		}
		r, ok := f.reading(s.gid, tu)
		if !ok || r.source != fromOutline || !drawnEastern(tu, r.text) {
			return
		}
		drawn[[]rune(r.text)[0]-rune(tu[0])+'0'] = true
	}
	for zero := range drawn {
		if len(drawn) == 1 {
			f.policy.eastern = zero
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
	half, most := 0, 0
	for _, r := range halves {
		half += count[r]
		most = max(most, count[r])
	}
	repeated := count[0xfe] > 1 || count[0xff] > 1
	// The digits U+06F0 and on are cut to U+00F6 and on, which look like Latin letters.
	if latin > 0 && most < soupCopies || half < 2 || !arabic && !repeated {
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
