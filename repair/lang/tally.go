package lang

import "encoding/binary"

// tally tells of each owner in a row how many things it has and where they
// begin among the things of all. Eight owners share a block: how many things
// stand before the first of them (little endian), and a byte for each.
//
//	| before: 4 bytes | n0 n1 n2 n3 n4 n5 n6 n7 |
type tally []byte

const (
	tallyOwners = 8
	tallyBlock  = 4 + tallyOwners
)

func newTally(counts []uint8) tally {
	t := make(tally, 0, (len(counts)/tallyOwners+1)*tallyBlock)
	before := uint32(0)
	for i := 0; i < len(counts); i += tallyOwners {
		t = binary.LittleEndian.AppendUint32(t, before)
		for k := range tallyOwners {
			n := uint8(0)
			if i+k < len(counts) {
				n = counts[i+k]
			}
			t = append(t, n)
			before += uint32(n)
		}
	}
	return t
}

// at is where the things of owner i begin, and how many it has.
func (t tally) at(i int) (first, n uint32) {
	b := t[i/tallyOwners*tallyBlock:][:tallyBlock]
	x := binary.LittleEndian.Uint64(b[4:])
	k := uint(i % tallyOwners * 8)
	before := x & (1<<k - 1)
	// The bytes are added in pairs, then all pairs at once by a multiplication.
	const low = 0x00FF00FF00FF00FF
	sum := (before&low + before>>8&low) * 0x0001000100010001 >> 48
	return binary.LittleEndian.Uint32(b) + uint32(sum), uint32(x >> k & 0xFF)
}

// fits reports whether the tally has room for so many owners.
func (t tally) fits(owners int) bool {
	return len(t) == (owners+tallyOwners-1)/tallyOwners*tallyBlock
}

// things is how many there are in all, and whether the blocks agree.
func (t tally) things() (n int, ok bool) {
	for b := t; len(b) >= tallyBlock; b = b[tallyBlock:] {
		if int(binary.LittleEndian.Uint32(b)) != n {
			return 0, false
		}
		for _, k := range b[4:tallyBlock] {
			n += int(k)
		}
	}
	return n, true
}
