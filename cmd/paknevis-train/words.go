package main

import (
	"cmp"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

const zwnj = '\u200C' // ZERO WIDTH NON-JOINER

// token is a word of a line as it is written.
type token struct {
	key   []byte
	mask  uint32
	after bool // only a gap parts it from the token before
}

// tokens splits a line into its words. What is no word of the alphabet parts.
func tokens(s string) []token {
	var out []token
	rs := []rune(s)
	near := false
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && (unicode.IsLetter(rs[j]) || unicode.Is(unicode.Mn, rs[j]) || rs[j] == zwnj) {
			j++
		}
		if j == i {
			near = near && unicode.IsSpace(rs[i])
			i++
			continue
		}
		key, mask, ok := lang.Key(string(rs[i:j]))
		if ok {
			out = append(out, token{key, mask, near})
		}
		near = ok
		i = j
	}
	return out
}

type blockFilter func(uint32) bool

func everyBlock(uint32) bool { return true }

// tally counts a thing and whether two blocks have it.
type tally struct {
	n     uint32
	block uint32
	wide  bool
}

func (t *tally) see(block uint32) {
	if t.n == 0 {
		t.block = block
	}
	t.wide = t.wide || block != t.block
	t.n++
}

func (t *tally) kept(least uint32) bool { return t.n >= least && t.wide }

// pairTally counts how two pieces stand together.
type pairTally struct {
	tally
	zwnj, clean uint32 // gaps in text of tier A: ZWNJs, all
}

type spelling struct {
	word uint32
	mask uint32
}

// counter gathers the vocabulary.
type counter struct {
	ids   map[string]uint32
	free  []tally // by id
	forms map[spelling]*tally
	pairs map[uint64]*pairTally
}

func (k *counter) id(key []byte) uint32 {
	if id, ok := k.ids[string(key)]; ok {
		return id
	}
	id := uint32(len(k.ids))
	k.ids[string(key)] = id
	k.free = append(k.free, tally{})
	return id
}

// countWords makes the vocabulary and the pairs from the blocks that pass.
func countWords(c *corpus, pass blockFilter, least sightings) ([]lang.Word, []lang.Pair) {
	k := &counter{ids: map[string]uint32{}, forms: map[spelling]*tally{}, pairs: map[uint64]*pairTally{}}
	for _, l := range c.lines {
		if pass(l.block) {
			k.line(l)
		}
	}
	listed := map[spelling]bool{}
	for _, w := range c.lexicon {
		if key, mask, ok := lang.Key(w); ok {
			listed[spelling{k.id(key), mask}] = true
		}
	}
	for key := range c.listed {
		k.id([]byte(key))
	}
	// Keep what is counted often enough or listed, then number it by key.
	keep := make([]bool, len(k.free))
	for id := range k.free {
		keep[id] = k.free[id].kept(least.words)
	}
	for key := range c.listed {
		keep[k.ids[key]] = true
	}
	variants := map[uint32][]lang.Variant{}
	for s, t := range k.forms {
		if t.kept(least.words) {
			keep[s.word] = true
			variants[s.word] = append(variants[s.word], lang.Variant{Mask: s.mask, Count: float64(t.n)})
		}
	}
	for s := range listed {
		keep[s.word] = true
		if !slices.ContainsFunc(variants[s.word], func(v lang.Variant) bool { return v.Mask == s.mask }) {
			variants[s.word] = append(variants[s.word], lang.Variant{Mask: s.mask})
		}
	}
	var words []lang.Word
	for key, id := range k.ids {
		if !keep[id] {
			continue
		}
		vs := variants[id]
		slices.SortFunc(vs, func(a, b lang.Variant) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Mask, b.Mask)) })
		w := lang.Word{Key: key, Variants: vs[:min(len(vs), 16)]}
		if k.free[id].kept(least.words) {
			w.Free = float64(k.free[id].n)
		}
		w.Free += c.listed[key]
		words = append(words, w)
	}
	lang.SortWords(words)
	number := make(map[uint32]uint32, len(words))
	for i, w := range words {
		number[k.ids[w.Key]] = uint32(i)
	}
	var pairs []lang.Pair
	for ab, t := range k.pairs {
		a, ok1 := number[uint32(ab>>32)]
		b, ok2 := number[uint32(ab)]
		if !t.kept(least.pairs) || !ok1 || !ok2 {
			continue
		}
		p := lang.Pair{A: a, B: b, Seen: float64(t.n), Joint: -1}
		if t.clean > 0 {
			p.Joint = float64(t.zwnj) / float64(t.clean)
		}
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y lang.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return words, pairs
}

// line counts the pieces of a line, its words as written where that can be
// trusted, and the pairs of pieces.
func (k *counter) line(l line) {
	last := -1
	for _, t := range tokens(l.text) {
		if !t.after {
			last = -1
		}
		if l.tier == 'A' {
			s := spelling{k.id(t.key), t.mask}
			if k.forms[s] == nil {
				k.forms[s] = &tally{}
			}
			k.forms[s].see(l.block)
		}
		from, joint := 0, false
		for i := range t.key {
			if t.mask>>i&1 == 0 && i < len(t.key)-1 {
				continue
			}
			id := k.id(t.key[from : i+1])
			k.free[id].see(l.block)
			if last >= 0 {
				ab := uint64(last)<<32 | uint64(id)
				p := k.pairs[ab]
				if p == nil {
					p = &pairTally{}
					k.pairs[ab] = p
				}
				p.see(l.block)
				if l.tier == 'A' {
					p.clean++
					if joint {
						p.zwnj++
					}
				}
			}
			last, joint, from = int(id), true, i+1
		}
	}
}

// piece is a part of a word between two gaps.
type piece struct {
	key   []byte
	after bool // only a gap parts it from the piece before
	joint bool // and that gap is a ZWNJ
}

// pieces cuts words at their ZWNJs.
func pieces(ts []token) []piece {
	var out []piece
	for _, t := range ts {
		from, joint := 0, false
		for i := range t.key {
			if t.mask>>i&1 == 1 || i == len(t.key)-1 {
				out = append(out, piece{t.key[from : i+1], joint || t.after, joint})
				from, joint = i+1, true
			}
		}
	}
	return out
}
