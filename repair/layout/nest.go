package layout

// Kerning may set a letter under or over the one beside it, as in logos and in slanting
// hands: then their middles tell hardly which of them stands first, but the order in which
// they were painted does, if it goes on from what stands around them.

const (
	// nestShift: of two letters whose middles are this near to each other, in font sizes,
	// places alone do not tell the order.
	nestShift = 0.05
	// nestLap: so much of the narrower of them lies over the other.
	nestLap = 0.9
)

// nested puts letters in the order they were painted in that stand within one another.
// The units are those of a line from left to right.
func nested(ink []*unit) {
	for i := 1; i < len(ink); i++ {
		u, v := ink[i-1], ink[i]
		if v.center()-u.center() > nestShift*min(u.size, v.size) || !u.isRTL() || !v.isRTL() {
			continue
		}
		lap := min(u.x1, v.x1) - max(u.x0, v.x0)
		if lap < nestLap*min(u.width(), v.width()) {
			continue
		}
		before, after := -1, -1 // when the letters on both sides were painted
		if i > 1 {
			before = u.painted(ink[i-2])
		}
		if i+1 < len(ink) {
			after = v.painted(ink[i+1])
		}
		if before < 0 || after < 0 {
			continue
		}
		first, second := int(u.glyphs[0]), int(v.glyphs[0])
		if before < min(first, second) && after > max(first, second) && first > second ||
			before > max(first, second) && after < min(first, second) && first < second {
			ink[i-1], ink[i] = v, u
		}
	}
}

// nestReach: so many glyphs at most are painted between two letters of one word; marks
// stand between.
const nestReach = 4

// painted is the place of a neighbour in painting order, if both were painted one soon
// after the other; -1 if not.
func (u *unit) painted(neighbour *unit) int {
	at := int(neighbour.glyphs[0])
	if d := at - int(u.glyphs[0]); d > nestReach || d < -nestReach {
		return -1
	}
	return at
}
