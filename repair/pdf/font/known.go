package font

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sort"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

// Producers cut the tables that name glyphs out of the fonts that they embed, but the
// outlines stay what they were, point by point. So a glyph that nothing in the file names
// is looked up among those of whole fonts that are known: nastaliq fonts above all, whose
// hundreds of shapes of a letter no ToUnicode map of XeTeX or Word has, and which no
// recognizer reads.

//go:embed data/known.bin
var knownData string

// knownEntry is the length of an entry: 48 bits of the digest, 16 of the text's number.
const knownEntry = 8

type knownTable struct {
	readings []reading
	entries  string
}

// known is the embedded table; data/known.txt names its fonts.
var known = sync.OnceValue(func() knownTable { return decodeKnown(knownData) })

func decodeKnown(b string) (t knownTable) {
	n := int(binary.BigEndian.Uint32([]byte(b[:4])))
	b = b[4:]
	str := func() string {
		s := b[1 : 1+int(b[0])]
		b = b[1+len(s):]
		return s
	}
	t.readings = make([]reading, n)
	for i := range t.readings {
		text, alt := str(), str()
		t.readings[i] = reading{text: text, alt: []rune(alt), form: script.Form(b[0]), source: fromOutline}
		b = b[1:]
	}
	t.entries = b
	return t
}

func (t knownTable) find(digest uint64) (reading, bool) {
	at := func(i int) uint64 {
		v := uint64(0)
		for _, c := range []byte(t.entries[knownEntry*i : knownEntry*i+6]) {
			v = v<<8 | uint64(c)
		}
		return v
	}
	n := len(t.entries) / knownEntry
	i := sort.Search(n, func(i int) bool { return at(i) >= digest })
	if i == n || at(i) != digest {
		return reading{}, false
	}
	e := t.entries[knownEntry*i+6:]
	return t.readings[int(e[0])<<8|int(e[1])], true
}

// reading is what the program says of a glyph, or else what is known of its outline. A
// glyph that the map calls Latin is not looked up; one that it calls a space or a digit is.
// It is called by judge or with the lock held.
func (f *Font) reading(gid uint32, text string) (reading, bool) {
	p := f.prog
	if p == nil || gid == 0 {
		return reading{}, false
	}
	if r, ok := p.read()[gid]; ok || p.outline == nil || strings.TrimSpace(text) != "" && !hasArabic(text) && !isASCIIDigit(text) && !privateUse([]rune(text)[0]) {
		return r, ok
	}
	r, ok := p.looked[gid]
	if !ok && len(p.looked) < maxClosure {
		if d, long := p.digest(gid); long {
			r, _ = known().find(d)
		}
		if p.looked == nil {
			p.looked = map[uint32]reading{}
		}
		p.looked[gid] = r
	}
	return r, r.source != fromNothing
}

// drawnAsKnown counts the glyphs that were named by their outlines so far.
func (f *Font) drawnAsKnown() (n int) {
	if f.prog == nil {
		return 0
	}
	for _, r := range f.prog.looked {
		if r.source == fromOutline {
			n++
		}
	}
	return n
}

// minKnownPoints is how many points an outline must have to be told by them. Dots, bars
// and strokes of four points are drawn alike for different signs.
const minKnownPoints = 6

// Measures of the stroke that draws out a join, in 1/1000 em. Of 755 fonts of the table whose
// tatweel is a bar 664 keep to them with an upper edge of 220; that of Arial is at 228. So do the
// underscores of 47, which no map calls a letter.
const (
	strokeReach = 15  // how far from the ends of its advance it ends at most
	strokeTop   = 250 // its upper edge at most
	strokeDepth = 60  // its lower edge under the baseline at most
)

// drawsJoin reports a glyph that is a bar along the baseline from end to end of its advance:
// a tatweel, whose four points no table of outlines tells from a dash.
func (p *program) drawsJoin(gid uint32) (ok bool) {
	if p == nil || p.outline == nil || p.advance == nil {
		return false
	}
	guard(func() {
		cs, end := p.outline(gid), p.advance(gid)
		if len(cs) != 1 || len(cs[0].Path) != 4 && len(cs[0].Path) != 5 {
			return
		}
		box := cs[0].Box
		ok = box.X0 <= strokeReach && box.X1 >= end-strokeReach && box.Y0 >= -strokeDepth && box.Y1 <= strokeTop && box.Width() > box.Height()
	})
	return ok
}

// digest is the digest of a glyph's outline, false for one that has too few points.
func (p *program) digest(gid uint32) (d uint64, ok bool) {
	guard(func() { d, ok = digestOf(p.outline(gid), p.em) })
	return d, ok
}

// digestOf is FNV-1a of the points in font units, contour by contour, cut to 48 bits.
func digestOf(cs []page.Contour, em float64) (uint64, bool) {
	const basis, prime = 14695981039346656037, 1099511628211
	h := uint64(basis)
	add := func(v int) {
		h = (h ^ uint64(v&0xff)) * prime
		h = (h ^ uint64(v>>8&0xff)) * prime
	}
	points := 0
	for _, c := range cs {
		add(len(c.Path))
		points += len(c.Path)
		for _, p := range c.Path {
			add(int(math.Round(p.X * em / 1000)))
			add(int(math.Round(p.Y * em / 1000)))
		}
	}
	return h & (1<<48 - 1), points >= minKnownPoints
}
