package font

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Char is one character of a string that a content stream shows.
type Char struct {
	Code     uint32 // as it stands in the string
	Size     int    // bytes the code takes
	GID      uint32 // glyph in the embedded program, 0 if unknown
	Text     string // base letters in logical order; a ligature has several, an unknown glyph none
	Alt      string // other code points that the program draws with the same glyph
	Form     script.Form
	Evidence page.Evidence
	Conf     float32 // confidence in Text, 0..1
	Width    float64 // horizontal displacement, 1/1000 em
	Vertical Vertical
	Ink      page.Rect // see CharBox
	Inked    bool      // the file tells Ink
	Space    bool      // single-byte code 32, to which word spacing applies (ISO 32000-1 §9.3.3)
	Box      page.Rect // Ink, or the em box of a glyph without, em
	Filler   bool      // Text shows no ink by its own map
	Skeleton string    // letters without the dots that other glyphs put on them, see Point; empty for most
	Dots     int       // how many dots it is, 0 if it is anything else
}

// Vertical are the metrics of a glyph in writing mode 1 (ISO 32000-1 §9.7.4.3).
type Vertical struct {
	X, Y    float64 // position vector: where the vertical origin lies, 1/1000 em
	Advance float64 // vertical displacement, 1/1000 em, negative for text that runs down
}

// Font reads the strings that are shown in one font of a document.
// It is safe for concurrent use.
type Font struct {
	kind       string // Subtype
	name       string
	pictures   map[rune]string // of a font of pictures, by the codes of the signs
	composite  bool
	vertical   bool
	symbolic   bool
	embedded   bool
	matrix     [6]float64
	ascent     float64
	descent    float64
	face       *face
	enc        *cmap // of a composite font
	unicodeEnc bool  // the codes themselves are UTF-16
	decoder    func(code uint32, size int) string
	tounicode  *cmap
	uncut      map[uint32]rune // code points of runs that the map has cut, by code
	names      [256]string     // glyph names of a simple font, by code
	based      bool            // names come from an Encoding entry, not from a guess
	differs    [256]bool       // the name comes from Differences
	filler     map[string]bool // names that stand for no glyph of its own, see fillers
	widths     map[uint32]float64
	width      float64
	hasWidths  bool
	vwidths    map[uint32]Vertical
	vwidth     Vertical
	cidToGID   []byte
	boxes      map[uint32]page.Rect // ink of the glyphs of a Type 3 font by code, 1/1000 of the nominal size
	em         float64              // see Em; 0 for 1
	load       func() *program

	once     sync.Once
	prog     *program
	verdict  page.Verdict
	evidence []string
	policy   policy

	chars    atomic.Pointer[chars]
	mu       sync.Mutex
	override map[uint32]page.Naming
	learned  []lesson
}

// lesson is what Learn was told about the font as a whole.
type lesson struct {
	verdict  page.Verdict
	evidence string
}

// Next reads the first character of s and returns it with the number of bytes
// it took; nil and 0 only for an empty s. The Char is shared and must not be
// written to.
func (f *Font) Next(s []byte) (*Char, int) {
	if len(s) == 0 {
		return nil, 0
	}
	code, size := uint32(s[0]), 1
	if f.composite {
		code, size = f.enc.next(s)
		size = max(size, 1)
	}
	return f.read(code, size), size
}

// Decode reads all characters of s.
func (f *Font) Decode(s []byte) []Char {
	out := make([]Char, 0, len(s))
	for len(s) > 0 {
		c, n := f.Next(s)
		out = append(out, *c)
		s = s[n:]
	}
	return out
}

// Override names codes against all that the file says, as learned from the
// pixels of the page or from the words it stands in. Later calls add to earlier
// ones.
func (f *Font) Override(names map[uint32]page.Naming) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.override == nil {
		f.override = map[uint32]page.Naming{}
	}
	for c, n := range names {
		if len(f.override) < maxMapEntries {
			f.override[c] = n
		}
	}
	f.chars.Store(nil)
}

// Learn adds to the verdict what the pages told: a sentence of evidence and, unless
// it is VerdictUnknown, a verdict that takes the place of the file's own.
func (f *Font) Learn(v page.Verdict, evidence string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l := (lesson{v, evidence}); !slices.Contains(f.learned, l) {
		f.learned = append(f.learned, l)
	}
}

// Info is what the font is called and whether it can be trusted, with reasons.
func (f *Font) Info() page.Font {
	f.once.Do(f.judge)
	info := page.Font{
		Name: f.name, Type: f.kind, Embedded: f.embedded, ToUnicode: f.tounicode != nil,
		Vertical: f.vertical, Verdict: f.verdict, Evidence: slices.Clone(f.evidence),
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := f.drawnAsKnown(); n > 0 {
		info.Evidence = append(info.Evidence, fmt.Sprintf("%d of its glyphs are drawn as those of a known font", n))
	}
	for _, l := range f.learned {
		if l.verdict != page.VerdictUnknown {
			info.Verdict = l.verdict
		}
		info.Evidence = append(info.Evidence, l.evidence)
	}
	return info
}

// Matrix maps glyph space to text space. It is 1/1000 for all but Type 3 fonts;
// widths and boxes of this package are already scaled by it.
func (f *Font) Matrix() [6]float64 { return f.matrix }

// GlyphName is the name of a code in a simple font, "" if it has none.
func (f *Font) GlyphName(code uint32) string {
	if f.composite || code > 255 {
		return ""
	}
	return f.names[code]
}

// Vertical reports writing mode 1.
func (f *Font) Vertical() bool { return f.vertical }

// Ascent is the height of tall letters above the baseline, 1/1000 em.
func (f *Font) Ascent() float64 { return f.ascent }

// Descent is the depth of letters below the baseline, 1/1000 em, negative.
func (f *Font) Descent() float64 { return f.descent }

// GlyphBox is the ink of a glyph in 1/1000 em, with the pen at the origin. It
// is false if the outline is not in the file; a glyph without ink has an empty
// box and true.
func (f *Font) GlyphBox(gid uint32) (r page.Rect, ok bool) {
	f.once.Do(f.judge)
	if f.prog == nil || f.prog.bounds == nil {
		return page.Rect{}, false
	}
	guard(func() {
		f.mu.Lock() // outlines are read through buffers of the program
		defer f.mu.Unlock()
		r, ok = f.prog.bounds(gid)
	})
	return r, ok
}

// char reads one code. It is called with the lock held.
func (f *Font) char(code uint32, size int) Char {
	c := Char{Code: code, Size: size, Space: size == 1 && code == ' '}
	cid := code
	if f.composite {
		if v, ok := f.enc.cid(code, size); ok {
			cid = v
		} else if f.unicodeEnc || f.decoder != nil {
			cid = 0
		}
		c.GID = f.gidOfCID(cid)
	} else {
		c.GID = f.gidOfCode(code)
	}
	c.Width = f.advance(code, cid)
	if f.vertical {
		v, ok := f.vwidths[cid]
		if !ok {
			v = f.vwidth
			v.X = c.Width / 2
		}
		c.Vertical = v
	}
	f.nameChar(&c)
	f.skeleton(&c)
	return c
}

// advance is the width of a glyph in 1/1000 em.
func (f *Font) advance(code, cid uint32) float64 {
	if f.composite {
		if w, ok := f.widths[cid]; ok {
			return w
		}
		return f.width
	}
	if w, ok := f.widths[code]; ok {
		return w
	}
	if f.face != nil && !f.hasWidths && code < 256 {
		if f.face.fixed > 0 {
			return f.face.fixed
		}
		if w, ok := f.face.widths[f.names[code]]; ok {
			return w
		}
	}
	if !f.hasWidths && f.width == 0 && f.kind != "Type3" {
		return f.substitute(code)
	}
	return f.width
}

// unknownWidth is about that of a letter in a book face, 1/1000 em.
const unknownWidth = 500

// substitute is the width of a glyph of a simple font that states no widths at
// all: that of the program, or of Helvetica, which renderers take in its place.
// At width 0 all glyphs would lie on one another.
func (f *Font) substitute(code uint32) float64 {
	if f.prog != nil && f.prog.advance != nil {
		if w := f.prog.advance(f.gidOfCode(code)); w > 0 {
			return w
		}
	}
	if code < 256 {
		if w, ok := core().faces["Helvetica"].widths[f.names[code]]; ok {
			return w
		}
	}
	return unknownWidth
}

func (f *Font) gidOfCID(cid uint32) uint32 {
	if f.cidToGID != nil {
		if i := int(cid) * 2; i+1 < len(f.cidToGID) {
			return uint32(f.cidToGID[i])<<8 | uint32(f.cidToGID[i+1])
		}
		return 0
	}
	if f.prog != nil && f.prog.cidKeyed {
		return f.prog.cidToGID[cid]
	}
	return cid
}

// gidOfCode finds the glyph of a simple font's code by the rules of ISO 32000-1
// §9.6.6.4 for TrueType and §9.6.6.2 for Type 1 programs. Where the rule at
// hand finds nothing the other rules are tried, as renderers do.
func (f *Font) gidOfCode(code uint32) uint32 {
	p := f.prog
	if p == nil || code > 255 {
		return 0
	}
	name := f.names[code]
	byName := func() uint32 {
		if name == "" {
			return 0
		}
		if r := []rune(unicodeOfName(name)); len(r) == 1 && p.byRune != nil {
			if g, ok := p.byRune[r[0]]; ok {
				return g
			}
		}
		if p.mac != nil {
			for c, n := range macRoman() {
				if n == name {
					if g := p.mac[uint32(c)]; g != 0 {
						return g
					}
				}
			}
		}
		return p.byName[name]
	}
	bySymbol := func() uint32 {
		for _, base := range []uint32{0xf000, 0, 0xf100, 0xf200} {
			if g := p.symbol[base+code]; g != 0 {
				return g
			}
		}
		return p.mac[code]
	}
	if f.kind == "TrueType" && (p.byRune != nil || p.symbol != nil || p.mac != nil) {
		order := []func() uint32{byName, bySymbol}
		if f.symbolic && !slices.Contains(f.differs[:], true) && (p.symbol != nil || p.mac != nil) || !f.based {
			order[0], order[1] = order[1], order[0]
		}
		for _, find := range order {
			if g := find(); g != 0 {
				return g
			}
		}
		return 0
	}
	if name != "" {
		if g, ok := p.byName[name]; ok {
			return g
		}
	}
	if !f.based || name == "" || f.symbolic {
		if g, ok := p.builtin[code]; ok {
			return g
		}
	}
	return byName()
}

// unicodeOfName is the code point a glyph name has in the lists, before forms
// are folded: cmaps hold presentation forms too.
func unicodeOfName(name string) string {
	if t, ok := glyphList()[name]; ok {
		return t
	}
	return hexName(name)
}

// baseName takes the tag of a subset from a PostScript name.
func baseName(s string) string {
	if len(s) > 7 && s[6] == '+' && strings.ToUpper(s[:6]) == s[:6] {
		return s[7:]
	}
	return s
}
