package font

import (
	"slices"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// program is an embedded font program: what the renderer obeys, and so the
// second opinion on what each glyph stands for. All its parts may be missing.
type program struct {
	glyphs int     // number of glyphs, 0 if unknown
	em     float64 // units per em

	unicode  map[uint32][]rune // glyph to the code points of the Unicode cmaps, ascending
	byRune   map[rune]uint32   // the same cmaps, forwards
	symbol   map[uint32]uint32 // cmap (3,0)
	mac      map[uint32]uint32 // cmap (1,0)
	builtin  map[uint32]uint32 // the encoding of a CFF or Type 1 program
	cidToGID map[uint32]uint32 // charset of a CID-keyed CFF program
	cidKeyed bool

	names  map[uint32]string
	byName map[string]uint32
	subs   []substitution
	pieces []substitution // glyphs that are taken apart: out into in

	bounds func(gid uint32) (page.Rect, bool) // ink in 1/1000 em; false if unknown

	advance func(gid uint32) float64 // width in 1/1000 em, 0 if unknown

	outline func(gid uint32) []page.Contour // may panic on damage

	readings map[uint32]reading // filled by read
	looked   map[uint32]reading // what is known of the outlines of others, empty where nothing is
	arabic   bool               // some glyph is known to be a letter of the Arabic script
	hasForms bool               // the program knows joining forms
}

// source tells which part of a program named a glyph.
type source uint8

const (
	fromNothing source = iota
	fromCmap
	fromName
	fromGSUB
	fromOutline // of a known font
)

// reading is what a program says about one glyph.
type reading struct {
	text   string // base letters in logical order
	form   script.Form
	source source
	alt    []rune // other code points that share the glyph
}

// setNames fills both directions of the glyph names.
func (p *program) setNames(names map[uint32]string) {
	p.names = names
	p.byName = make(map[string]uint32, len(names))
	for gid, n := range names {
		if old, ok := p.byName[n]; !ok || gid < old {
			p.byName[n] = gid
		}
	}
}

// read names every glyph it can: first by the cmaps, then by glyph names, then
// by the substitutions that lead to it.
func (p *program) read() map[uint32]reading {
	if p.readings != nil {
		return p.readings
	}
	p.readings = make(map[uint32]reading, len(p.unicode)+len(p.names))
	p.arabic = p.looksArabic()
	persian := p.persianDigits()
	for gid, runes := range p.unicode {
		if r, ok := readRunes(runes); ok {
			if persian {
				r.preferPersian()
			}
			p.readings[gid] = r
			p.hasForms = p.hasForms || r.form != script.FormUnknown
		}
	}
	for gid, name := range p.names {
		n := readName(name, p.arabic)
		if n.Text == "" {
			continue
		}
		p.hasForms = p.hasForms || n.Form != script.FormUnknown
		r, ok := p.readings[gid]
		switch {
		case !ok:
			p.readings[gid] = reading{text: n.Text, form: n.Form, source: fromName}
		case r.form == script.FormUnknown && r.text == n.Text:
			r.form = n.Form
			p.readings[gid] = r
		}
	}
	p.close()
	if p.hasForms {
		// Where the program has joining forms at all, the glyph that a joining letter
		// maps to by itself is the isolated one.
		for gid, r := range p.readings {
			if r.source == fromCmap && r.form == script.FormUnknown && isArabicLetter(r.text) {
				r.form = script.FormIsolated
				p.readings[gid] = r
			}
		}
	}
	return p.readings
}

// persianDigits reports a font that draws 4, 5 and 6 of both blocks of Eastern Arabic
// digits alike. Their shapes differ between the languages, and a font that has but one
// was made for Persian: fonts for Arabic have both or only their own.
func (p *program) persianDigits() bool {
	for _, d := range []rune{'\u0664', '\u0665', '\u0666'} { // ARABIC-INDIC DIGIT FOUR, FIVE, SIX
		arabic, ok := p.byRune[d]
		persian, both := p.byRune[d+arabicToPersian]
		if ok && both && arabic == persian {
			return true
		}
	}
	return false
}

// arabicToPersian is from an Arabic-Indic digit to the Extended Arabic-Indic one.
const arabicToPersian = 0x06f0 - 0x0660

// preferPersian reads a digit that the glyph shares with the Persian one as that.
func (r *reading) preferPersian() {
	t := []rune(r.text)
	if len(t) != 1 || t[0] < 0x0660 || t[0] > 0x0669 {
		return
	}
	if i := slices.Index(r.alt, t[0]+arabicToPersian); i >= 0 {
		r.text, r.alt[i] = string(t[0]+arabicToPersian), t[0]
	}
}

// readRunes chooses among the code points that share a glyph. Base letters come
// before presentation forms, and the forms tell the shape.
func readRunes(runes []rune) (reading, bool) {
	out := reading{source: fromCmap}
	var forms []script.Form
	for _, r := range runes {
		if privateUse(r) || r < ' ' || r == 0xfffd || r == 0xfeff {
			continue
		}
		n := foldText(string(r))
		if n.Form != script.FormUnknown {
			forms = append(forms, n.Form)
		}
		switch {
		case out.text == "":
			out.text = n.Text
		case n.Text != out.text:
			if a := []rune(n.Text); len(a) == 1 && !slices.Contains(out.alt, a[0]) {
				out.alt = append(out.alt, a[0])
			}
		}
	}
	if out.text == "" {
		return out, false
	}
	if len(forms) > 0 {
		// A font that draws two forms alike maps both here: isolated with final, initial
		// with medial, those of tah all, the isolated heh with two eyes with the initial
		// heh. A shape claims only what all of them show: that the letter before does not
		// join it, or that it does not join the next one, which tells of a ZWNJ.
		previous, next := true, false
		for _, f := range forms {
			previous, next = previous && f.JoinsPrevious(), next || f.JoinsNext()
		}
		out.form = script.FormOf(previous, next)
	}
	return out, true
}

// looksArabic reports whether the program holds Arabic letters, so that
// ambiguous glyph names can be read as such.
func (p *program) looksArabic() bool {
	for r := range p.byRune {
		if isArabicRune(r) {
			return true
		}
	}
	n := 0
	for name := range p.byName {
		if t := readName(name, true).Text; t != "" && isArabicLetter(t) {
			if n++; n >= 5 { // Hebrew names that are Arabic too: alef, lamed is not, shin is not, kaf
				return true
			}
		}
	}
	return false
}

func isArabicRune(r rune) bool {
	return r >= 0x0600 && r <= 0x06ff || r >= 0x0750 && r <= 0x077f || r >= 0x08a0 && r <= 0x08ff ||
		r >= 0xfb50 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc
}

// isArabicLetter reports whether a text is made of Arabic letters.
func isArabicLetter(s string) bool {
	for _, r := range s {
		if !isArabicRune(r) || r >= 0x0660 && r <= 0x066d || r >= 0x06f0 && r <= 0x06f9 || r >= 0x064b && r <= 0x065f || r < 0x0620 || r == 0x0670 {
			return false
		}
	}
	return s != ""
}

func hasArabic(s string) bool {
	for _, r := range s {
		if isArabicRune(r) {
			return true
		}
	}
	return false
}

func privateUse(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000
}
