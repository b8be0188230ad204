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
}

// twin is the glyph painted last in a cell.
type twin struct {
	key, cell uint64
	glyph     int32 // index plus 1, 0 for a free slot
}

func newTwins(glyphs int) *twins {
	size := 1 << bits.Len(uint(2*glyphs))
	return &twins{make([]twin, size), twinSeed}
}

// twinSeed keeps a file from being made so that all its glyphs share a slot. The
// order of the slots is never seen.
var twinSeed = maphash.String(maphash.MakeSeed(), "")

func (t *twins) slot(key, cell uint64) *twin {
	hi, lo := bits.Mul64(key^t.seed, cell^t.seed>>7^0x9E3779B97F4A7C15)
	mask := uint64(len(t.slots) - 1)
	for h := (hi ^ lo) & mask; ; h = (h + 1) & mask {
		if s := &t.slots[h]; s.glyph == 0 || s.key == key && s.cell == cell {
			return s
		}
	}
}

// find reports whether glyph i was painted before at less than d points from
// its place, and otherwise remembers it.
func (t *twins) find(gs []page.Glyph, i int32, d float64) bool {
	g := &gs[i]
	// Cells are as wide as the offset, so a twin is in the same cell or next to it.
	cx, cy := int32(math.Floor(g.Origin.X/d)), int32(math.Floor(g.Origin.Y/d))
	key := uint64(uint32(g.Font))<<32 | uint64(g.Code)
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			s := t.slot(key, uint64(uint32(cx+dx))<<32|uint64(uint32(cy+dy)))
			if s.glyph == 0 {
				continue
			}
			h := &gs[s.glyph-1]
			if h.Size == g.Size && h.Text == g.Text && math.Abs(h.Origin.X-g.Origin.X) < d && math.Abs(h.Origin.Y-g.Origin.Y) < d {
				return true
			}
		}
	}
	cell := uint64(uint32(cx))<<32 | uint64(uint32(cy))
	*t.slot(key, cell) = twin{key, cell, i + 1}
	return false
}
