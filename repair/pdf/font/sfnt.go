package font

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font/opentype/tables"

	"github.com/paknevis/paknevis/repair/page"
)

// readSFNT reads a TrueType or OpenType program. Subsets in PDF files lack
// tables, so each table is read on its own and may be missing or damaged.
func readSFNT(data []byte) *program {
	parts := sfntTables(data)
	if len(parts) == 0 {
		return nil
	}
	table := func(tag string) []byte { return parts[tag] }
	p := &program{em: 1000}
	if head := table("head"); len(head) >= 54 {
		if em := binary.BigEndian.Uint16(head[18:]); em > 0 {
			p.em = float64(em)
		}
	}
	if maxp := table("maxp"); len(maxp) >= 6 {
		p.glyphs = int(binary.BigEndian.Uint16(maxp[4:]))
	}
	p.advance = advances(table("hhea"), table("hmtx"), p.em)
	guard(func() { p.readCmaps(table("cmap")) })
	guard(func() { p.readPost(table("post")) })
	guard(func() { p.readGSUB(table("GSUB")) })
	if c := table("CFF "); c != nil {
		if q := readCFF(c); q != nil {
			p.cidToGID, p.cidKeyed, p.builtin, p.glyphs = q.cidToGID, q.cidKeyed, q.builtin, q.glyphs
			p.bounds, p.outline = q.bounds, q.outline
			if len(p.names) == 0 && len(q.names) > 0 {
				p.setNames(q.names)
			}
		}
	} else {
		if t := (glyfTable{glyf: table("glyf"), loca: table("loca")}); len(t.loca) > 0 && len(table("head")) >= 54 {
			t.long = binary.BigEndian.Uint16(table("head")[50:]) == 1
			p.bounds, p.outline = t.bounds(p.em), t.outline(p.em)
		}
	}
	return p
}

const maxTables = 256 // of one program; real ones have about twenty

// sfntTables cuts a program into its tables by their tags. Tables that are said
// to reach beyond the end are cut there. It is done here because the library
// makes room for a length before it looks whether there are that many bytes.
func sfntTables(b []byte) map[string][]byte {
	at := func(i int) int {
		if i < 0 || i+4 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint32(b[i:]))
	}
	start := 0
	if len(b) >= 16 && string(b[:4]) == "ttcf" {
		start = at(12) // the first font of a collection
	}
	if start > len(b)-12 {
		return nil
	}
	parts := map[string][]byte{}
	for i := range min(at(start+4)>>16, maxTables) {
		rec := start + 12 + 16*i
		if rec+16 > len(b) {
			break
		}
		off, n := at(rec+8), at(rec+12)
		if off < len(b) {
			parts[string(b[rec:rec+4])] = b[off:min(off+n, len(b))]
		}
	}
	return parts
}

// advances reads the widths of hmtx; glyphs beyond its last full record have
// the width of that record.
func advances(hhea, hmtx []byte, em float64) func(gid uint32) float64 {
	if len(hhea) < 36 {
		return nil
	}
	n := min(int(binary.BigEndian.Uint16(hhea[34:])), len(hmtx)/4)
	if n == 0 {
		return nil
	}
	return func(gid uint32) float64 {
		i := min(int(gid), n-1)
		return float64(binary.BigEndian.Uint16(hmtx[4*i:])) * 1000 / em
	}
}

// guard runs f and survives its panics: a hostile table costs only itself.
func guard(f func()) {
	defer func() { _ = recover() }()
	f()
}

func (p *program) readCmaps(b []byte) {
	if len(b) < 4 {
		return
	}
	p.unicode = map[uint32][]rune{}
	p.byRune = map[rune]uint32{}
	n := int(binary.BigEndian.Uint16(b[2:]))
	for i := range min(n, 64) {
		if 12+8*i > len(b) {
			return
		}
		rec := b[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(rec), binary.BigEndian.Uint16(rec[2:])
		off := int64(binary.BigEndian.Uint32(rec[4:]))
		if off+2 > int64(len(b)) {
			continue
		}
		guard(func() {
			sub, _, err := tables.ParseCmapSubtable(b[off:])
			if err != nil {
				return
			}
			switch {
			case platform == 3 && encoding == 0:
				p.symbol = map[uint32]uint32{}
				eachMapping(sub, func(c, g uint32) { p.symbol[c] = g })
			case platform == 1 && encoding == 0:
				p.mac = map[uint32]uint32{}
				eachMapping(sub, func(c, g uint32) { p.mac[c] = g })
			case platform == 0, platform == 3 && (encoding == 1 || encoding == 10):
				eachMapping(sub, func(c, g uint32) {
					r := rune(c)
					if g == 0 || c > 0x10ffff || c == 0xffff {
						return
					}
					if _, ok := p.byRune[r]; ok {
						return
					}
					p.byRune[r] = g
					p.unicode[g] = append(p.unicode[g], r)
				})
			}
		})
	}
	for _, runes := range p.unicode {
		slices.SortFunc(runes, func(a, b rune) int { return int(a - b) })
	}
}

// eachMapping walks the pairs of code and glyph of a cmap subtable.
func eachMapping(sub tables.CmapSubtable, yield func(code, gid uint32)) {
	left := maxMapEntries
	emit := func(c, g uint32) {
		if left--; left > 0 && g < maxGlyphs {
			yield(c, g)
		}
	}
	groups := func(gs []tables.SequentialMapGroup, step uint32) {
		for _, g := range gs {
			for c := g.StartCharCode; c <= g.EndCharCode && left > 0 && c <= 0x10ffff; c++ {
				emit(c, g.StartGlyphID+(c-g.StartCharCode)*step)
			}
		}
	}
	switch t := sub.(type) {
	case tables.CmapSubtable0:
		for c, g := range t.GlyphIdArray {
			emit(uint32(c), uint32(g))
		}
	case tables.CmapSubtable4:
		n := len(t.EndCode)
		for i := range n {
			for c := uint32(t.StartCode[i]); c <= uint32(t.EndCode[i]) && c != 0xffff; c++ {
				g := uint16(c) + t.IdDelta[i]
				if off := int(t.IdRangeOffsets[i]); off != 0 {
					// The offset counts from its own place, which stands before the glyph array.
					at := off + 2*(int(c)-int(t.StartCode[i])) - 2*(n-i)
					if at < 0 || at+2 > len(t.GlyphIDArray) {
						continue
					}
					if g = binary.BigEndian.Uint16(t.GlyphIDArray[at:]); g != 0 {
						g += t.IdDelta[i]
					}
				}
				if g != 0 {
					emit(c, uint32(g))
				}
			}
		}
	case tables.CmapSubtable6:
		for i, g := range t.GlyphIdArray {
			emit(uint32(t.FirstCode)+uint32(i), uint32(g))
		}
	case tables.CmapSubtable10:
		for i, g := range t.GlyphIdArray {
			emit(t.StartCharCode+uint32(i), uint32(g))
		}
	case tables.CmapSubtable12:
		groups(t.Groups, 1)
	case tables.CmapSubtable13:
		groups(t.Groups, 0)
	}
}

//go:embed data/macglyphs.txt
var macGlyphsText string

// macGlyphs is the standard order of the post table.
var macGlyphs = sync.OnceValue(func() []string {
	var out []string
	for line := range strings.Lines(macGlyphsText) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
})

func (p *program) readPost(b []byte) {
	if len(b) < 32 {
		return
	}
	post, _, err := tables.ParsePost(b)
	if err != nil {
		return
	}
	names := map[uint32]string{}
	std := macGlyphs()
	switch t := post.Names.(type) {
	case tables.PostNames10:
		for g, n := range std[:min(len(std), p.glyphs)] {
			names[uint32(g)] = n
		}
	case tables.PostNames20:
		for g, i := range t.GlyphNameIndexes {
			switch k := int(i) - len(std); {
			case k < 0:
				names[uint32(g)] = std[i]
			case k < len(t.Strings):
				names[uint32(g)] = t.Strings[k]
			}
		}
	}
	for g, n := range names {
		if n == ".notdef" || len(n) > maxNameLength {
			delete(names, g)
		}
	}
	p.setNames(names)
}

// bounds reads the box at the head of each outline.
func (t glyfTable) bounds(em float64) func(uint32) (page.Rect, bool) {
	return func(gid uint32) (page.Rect, bool) {
		b, ok := t.data(gid)
		if !ok {
			return page.Rect{}, false
		}
		if len(b) == 0 {
			return page.Rect{}, true // no outline: no ink
		}
		if len(b) < 10 {
			return page.Rect{}, false
		}
		v := func(k int) float64 { return float64(int16(binary.BigEndian.Uint16(b[k:]))) * 1000 / em }
		return page.Rect{X0: v(2), Y0: v(4), X1: v(6), Y1: v(8)}, true
	}
}
