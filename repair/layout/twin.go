package layout

import (
	"hash/maphash"
	"math"
	"math/bits"

	"github.com/paknevis/paknevis/repair/page"
)

// twins remembers where each glyph of each font was painted, by cells of the
// page: a hash table with open addressing, for it is asked nine times a glyph.
type twins struct {
	slots []twin
	seed  uint64
	cells []uint64 // by glyph
	near  []uint64 // bit set of hashes of keys with the blocks of cells they stand in
}

// twin is the glyph painted last in a cell.
type twin struct {
	hash  uint32 // of its key and cell, without the bits that name the slot
	glyph int32  // index plus 1, 0 for a free slot
}

// reset forgets everything and makes room for so many glyphs.
func (t *twins) reset(glyphs int) {
	size := 1 << bits.Len(uint(glyphs+glyphs/2))
	t.slots, t.cells, t.near = cleared(t.slots, size), sized(t.cells, glyphs), cleared(t.near, (size*nearBits+63)/64)
	t.seed = twinSeed
}

// nearBits is how many bits of the set there are for a slot: with so many, few glyphs
// that have no twin look as if they might.
const nearBits = 16

// twinSeed keeps a file from being made so that all its glyphs share a slot. The
// order of the slots is never seen.
var twinSeed = maphash.String(maphash.MakeSeed(), "")

// keyOf is the same for glyphs that may be twins. Where the text is known that is what it
// is made of, for the second stroke may come from another font: Skia paints outlines that
// are stroked as Type 3 glyphs.
func keyOf(g *page.Glyph) uint64 {
	if g.Text == "" {
		return uint64(uint32(g.Font))<<32 | uint64(g.Code)
	}
	h := uint64(len(g.Text))
	for i := range min(len(g.Text), keyBytes) {
		h = bits.RotateLeft64(h, 8) ^ uint64(g.Text[i])
	}
	return ^h
}

// keyBytes: so much of a text tells it from most others.
const keyBytes = 8

// alike reports glyphs that show the same letter: one glyph of one font, or glyphs of two
// fonts that are as wide.
func alike(g, h *page.Glyph) bool {
	if math.Abs(g.Size-h.Size) > twinSize*g.Size || g.Text != h.Text {
		return false
	}
	return g.Font == h.Font && g.Code == h.Code || g.Font != h.Font && math.Abs(g.Advance-h.Advance) < twinWidth*g.Size
}

// twinSize: PowerPoint sets the outline of a word smaller than its face by so much at the most.
const twinSize = 0.01

// twinWidth: two fonts draw a letter as wide, give or take this part of the font size.
const twinWidth = 0.01

// slot is where the glyph of a key in a cell is, or would be, with its hash.
func (t *twins) slot(gs []page.Glyph, key, cell uint64) (*twin, uint32) {
	hi, lo := bits.Mul64(key^t.seed, cell^t.seed>>7^0x9E3779B97F4A7C15)
	mask, hash := uint64(len(t.slots)-1), uint32((hi^lo)>>32)
	for h := (hi ^ lo) & mask; ; h = (h + 1) & mask {
		s := &t.slots[h]
		if s.glyph == 0 || s.hash == hash && t.cells[s.glyph-1] == cell && keyOf(&gs[s.glyph-1]) == key {
			return s, hash
		}
	}
}

// blockShift: a block is so many cells wide and high, as a power of two. Most neighbourhoods
// lie in one, and few letters stand twice in it.
const blockShift = 3

// block is the bit of a key in a block of cells.
func (t *twins) block(key uint64, bx, by int32) (word *uint64, bit uint64) {
	hi, lo := bits.Mul64(key^t.seed, (uint64(uint32(bx))<<32|uint64(uint32(by)))^t.seed>>7^0x9E3779B97F4A7C15)
	h := hi ^ lo
	return &t.near[(h>>6)&uint64(len(t.near)-1)], 1 << (h & 63)
}

// maybe reports whether a glyph of the key may stand in a cell or next to it.
func (t *twins) maybe(key uint64, cx, cy int32) bool {
	for bx := (cx - 1) >> blockShift; bx <= (cx+1)>>blockShift; bx++ {
		for by := (cy - 1) >> blockShift; by <= (cy+1)>>blockShift; by++ {
			if word, bit := t.block(key, bx, by); *word&bit != 0 {
				return true
			}
		}
	}
	return false
}

// find reports whether glyph i was painted before at less than d points from
// its place, and otherwise remembers it.
func (t *twins) find(gs []page.Glyph, i int32, d float64) bool {
	g := &gs[i]
	// Cells are as wide as the offset, so a twin is in the same cell or next to it.
	cx, cy := int32(math.Floor(g.Origin.X/d)), int32(math.Floor(g.Origin.Y/d))
	key := keyOf(g)
	maybe := t.maybe(key, cx, cy)
	for dx := int32(-1); dx <= 1 && maybe; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			s, _ := t.slot(gs, key, uint64(uint32(cx+dx))<<32|uint64(uint32(cy+dy)))
			if s.glyph == 0 {
				continue
			}
			h := &gs[s.glyph-1]
			if alike(g, h) && math.Abs(h.Origin.X-g.Origin.X) < d && math.Abs(h.Origin.Y-g.Origin.Y) < d {
				return true
			}
		}
	}
	cell := uint64(uint32(cx))<<32 | uint64(uint32(cy))
	s, hash := t.slot(gs, key, cell)
	*s = twin{hash, i + 1}
	t.cells[i] = cell
	word, bit := t.block(key, cx>>blockShift, cy>>blockShift)
	*word |= bit
	return false
}
