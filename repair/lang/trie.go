package lang

import (
	"encoding/binary"
	"math/bits"
)

// trie holds the inner nodes of a character model, breadth first, as the file has them. Five
// share a block as long as a line of the cache, so that a step waits for far memory once:
//
//	| kids: 8 bytes, of 5 nodes | suffix: 4 bytes, of 5 nodes | first: 4 bytes |
//
//	kids    the symbols that continue the node, a bit each, and above them its back
//	suffix  its longest proper suffix, and above it its prob
//	first   the first child of the first node of the block; the others follow one another
//
// All numbers are little endian. The suffix of a node of the highest order is not kept: it is a
// child of the suffix of its parent, and the node to which the next step goes.
type trie []byte

const (
	blockNodes = 5
	suffixAt   = 8 * blockNodes
	firstAt    = suffixAt + 4*blockNodes
	blockBytes = firstAt + 4
)

// A model has fewer than 1<<indexBits nodes.
const (
	indexBits  = 24
	indexMask  = 1<<indexBits - 1
	symbolMask = 1<<Alphabet - 1
)

// block is the block in which node i is the kth.
func (t trie) block(i uint32) (b *block, k uint32) {
	n := i / blockNodes
	return (*block)(t[n*blockBytes:]), i - n*blockNodes
}

type block [blockBytes]byte

// kids is which symbols continue node k, and its back above them.
func (b *block) kids(k uint32) uint64 { return binary.LittleEndian.Uint64(b[8*k:]) }

// suffix is the longest proper suffix of node k, and its prob above it.
func (b *block) suffix(k uint32) uint32 { return binary.LittleEndian.Uint32(b[suffixAt+4*k:]) }

// kid is the child of node k by the symbol of a bit, which continues it.
func (b *block) kid(k uint32, bit uint64) uint32 {
	n := bits.OnesCount64(b.kids(k) & (bit - 1))
	for j := range k {
		n += bits.OnesCount64(b.kids(j) & symbolMask)
	}
	return b.first() + uint32(n)
}

func (b *block) first() uint32 { return binary.LittleEndian.Uint32(b[firstAt:]) }

// fits reports whether the trie has room for so many nodes.
func (t trie) fits(nodes int) bool { return len(t) == trieBytes(nodes) }

func trieBytes(nodes int) int { return (nodes + blockNodes - 1) / blockNodes * blockBytes }

// trie packs the inner nodes. It is false for a table that does not fit together.
func (c *CharTable) trie() (trie, bool) {
	n := len(c.Counts)
	if n == 0 || len(c.Back) != n || len(c.Prob) < n || len(c.Prob) > indexMask || len(c.Syms) != len(c.Prob)-1 {
		return nil, false
	}
	t := make(trie, trieBytes(n))
	syms := c.Syms
	for i := range n {
		if len(syms) < int(c.Counts[i]) {
			return nil, false
		}
		b, k := t.block(uint32(i))
		if k == 0 {
			binary.LittleEndian.PutUint32(b[firstAt:], uint32(len(c.Syms)-len(syms)+1))
		}
		kids := uint64(c.Back[i]) << Alphabet
		for _, s := range syms[:c.Counts[i]] {
			if s >= Alphabet {
				return nil, false
			}
			kids |= 1 << s
		}
		binary.LittleEndian.PutUint64(b[8*k:], kids)
		syms = syms[c.Counts[i]:]
	}
	return t, len(syms) == 0 && t.link(c.Prob[:n])
}

// link finds the suffixes of the nodes, whose probs are given. It is false if one is missing.
func (t trie) link(prob []uint8) bool {
	put := func(i, suffix uint32) {
		b, k := t.block(i)
		binary.LittleEndian.PutUint32(b[suffixAt+4*k:], suffix|uint32(prob[i])<<indexBits)
	}
	put(0, 0)
	kid := uint32(1)
	for i := uint32(0); int(kid) < len(prob); i++ {
		b, k := t.block(i)
		up, u := t.block(b.suffix(k) & indexMask)
		for m := b.kids(k) & symbolMask; m != 0 && int(kid) < len(prob); m &= m - 1 {
			suffix := uint32(0)
			if i > 0 {
				suffix = up.kid(u, m&-m)
			}
			if suffix >= kid || up.kids(u)&m&-m == 0 {
				return false
			}
			put(kid, suffix)
			kid++
		}
	}
	return true
}
