package lang

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"math/bits"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/paknevis/paknevis/repair/script"
)

// Words is the vocabulary: every solid string of letters that is a word, or a
// piece of one between gaps (می, خانه, ها), with the ways it is written.
//
// Keys are symbols, not UTF-8, in sorted order, so that a look-up is a hash and
// a comparison, and prefixes are ranges.
type Words struct {
	len  tally   // per key: its length
	text []byte  // all keys, one after another
	slot []byte  // open addressing: index of a key plus 1 (uint32); nil in Arabic, see table
	free []uint8 // per key: how often it stands between two gaps, quantised
	vars tally   // per key: its variants
	list []byte  // all variants

	// pairs, in rows by first key
	row     []byte          // per key: its first pair (uint32)
	next    []byte          // second key (uint32)
	seen    []uint8         // how often the pair stands together, gap between, quantised
	joint   []uint8         // share of ZWNJ among its gaps, 0..254; 255 if no clean text has the pair
	total   float64         // sightings of all pieces
	first   [257]uint32     // index of the first key that begins with this symbol or a higher one
	clitics bool            // known words take what Arabic writes before and behind them
	plain   []atomic.Uint32 // bit per key: found to have no place for a ZWNJ, whatever stands beside it

	// of a vocabulary whose file has no slots
	asked atomic.Int32           // look-ups, up to tableAfter
	made  atomic.Pointer[[]byte] // its slots, once they are made
	once  sync.Once
}

// variant is one way to write a solid string: where its ZWNJs are.
type variant struct {
	mask  uint32 // bit i: a ZWNJ after letter i
	count uint8  // in text whose ZWNJs are right, quantised
}

// variantBytes is the length of a variant in the list: mask and count.
const variantBytes = 5

// variants are the ways to write a key.
type variants []byte

func (vs variants) len() int { return len(vs) / variantBytes }

func (vs variants) at(k int) variant {
	b := vs[k*variantBytes:][:variantBytes]
	return variant{binary.LittleEndian.Uint32(b), b[4]}
}

func (vs variants) all() iter.Seq[variant] {
	return func(yield func(variant) bool) {
		for k := range vs.len() {
			if !yield(vs.at(k)) {
				return
			}
		}
	}
}

func word32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }

// Counts are kept as 8 log2(1+n) in one byte: steps of 9 %, up to 4 billion.
const countScale = 8

// quantise is the byte for a count.
func quantise(n float64) uint8 { return uint8(min(255, math.Round(countScale*math.Log2(1+n)))) }

var counts = func() (t [256]float64) {
	for q := range t {
		t[q] = math.Exp2(float64(q)/countScale) - 1
	}
	return t
}()

// maxWord is the longest word in letters that the vocabulary holds or Segment looks at.
const maxWord = 31

var errWords = errors.New("word table does not fit together")

func hashKey(key []byte) uint32 {
	h := uint32(2166136261) // FNV-1a, 32 bits
	for _, b := range key {
		h = (h ^ uint32(b)) * 16777619
	}
	return h ^ h>>15
}

// fits reports whether the tables have the sizes of one vocabulary.
func (w *Words) fits() bool {
	n := len(w.free)
	slots := len(w.slot) / 4
	return w.len.fits(n) && w.vars.fits(n) && len(w.row) == 4*n+4 && len(w.next) == 4*len(w.seen) && len(w.seen) == len(w.joint) &&
		(w.slot == nil || len(w.slot)%4 == 0 && bits.OnesCount(uint(slots)) == 1 && slots > n) && len(w.list)%variantBytes == 0
}

// sized reports whether every key lies in the text.
func (w *Words) sized() bool {
	letters, ok := w.len.things()
	return ok && w.len.fits(len(w.free)) && letters == len(w.text)
}

// check looks at every key and every pair.
func (w *Words) check() error {
	letters, ok1 := w.len.things()
	vars, ok2 := w.vars.things()
	if !ok1 || !ok2 || letters != len(w.text) || vars != len(w.list)/variantBytes {
		return errWords
	}
	w.index()
	total := 0.0
	for i := range w.free {
		total += counts[w.free[i]]
		if _, n := w.len.at(i); n > maxWord || w.find(w.key(i)) != i {
			return errWords
		}
		lo, hi := word32(w.row, i), word32(w.row, i+1)
		if lo > hi || int(hi) > len(w.seen) {
			return errWords
		}
		for k := lo; k < hi; k++ {
			if b := word32(w.next, int(k)); int(b) >= len(w.free) || k > lo && word32(w.next, int(k-1)) >= b {
				return errWords
			}
		}
	}
	filled := 0
	for i := range len(w.slot) / 4 {
		if k := word32(w.slot, i); int(k) > len(w.free) {
			return errWords
		} else if k != 0 {
			filled++
		}
	}
	if w.slot != nil && filled != len(w.free) || total != w.total {
		return errWords
	}
	return nil
}

// hash builds the table of slots over the sorted keys, at most two thirds full.
func (w *Words) hash() []byte {
	size := 1
	for 2*size < 3*(len(w.free)+1) {
		size *= 2
	}
	slot := make([]byte, 4*size)
	for i := range w.free {
		h := int(hashKey(w.key(i))) & (size - 1)
		for word32(slot, h) != 0 {
			h = (h + 1) & (size - 1)
		}
		binary.LittleEndian.PutUint32(slot[4*h:], uint32(i)+1)
	}
	return slot
}

func (w *Words) key(i int) []byte {
	at, n := w.len.at(i)
	return w.text[at : at+n]
}

// find is the index of a key, or -1.
func (w *Words) find(key []byte) int {
	if len(key) == 0 {
		return -1
	}
	// Keys are sorted: an index out of the range of the first letter is another key,
	// and nearly all others are found to be so without a look at them.
	lo, hi := w.first[key[0]], w.first[int(key[0])+1]
	slot := w.slot
	if slot == nil {
		if slot = w.table(); slot == nil {
			return w.bisect(key, int(lo), int(hi))
		}
	}
	mask := uint32(len(slot)/4 - 1)
	for h := hashKey(key) & mask; ; h = (h + 1) & mask {
		k := word32(slot, int(h))
		if k == 0 {
			return -1
		}
		if i := k - 1; i >= lo && i < hi && string(w.key(int(i))) == string(key) {
			return int(i)
		}
	}
}

// tableAfter is how many look-ups of a vocabulary without slots are done by halving: to make
// slots for 200,000 keys takes as long as 20,000 of them, and a short text, of which
// it is only asked whether it is in Arabic, needs a few.
const tableAfter = 1 << 12

// table is the slots of a vocabulary whose file has none, nil if few have looked for a key.
func (w *Words) table() []byte {
	if t := w.made.Load(); t != nil {
		return *t
	}
	if w.asked.Add(1) < tableAfter {
		return nil
	}
	w.once.Do(func() {
		t := w.hash()
		w.made.Store(&t)
	})
	return *w.made.Load()
}

// bisect is find among the keys from lo to hi.
func (w *Words) bisect(key []byte, lo, hi int) int {
	i := lo + sort.Search(hi-lo, func(k int) bool { return bytes.Compare(w.key(lo+k), key) >= 0 })
	if i < hi && string(w.key(i)) == string(key) {
		return i
	}
	return -1
}

// index finds the first key of each first letter.
func (w *Words) index() {
	n := len(w.free)
	for b := range w.first {
		w.first[b] = uint32(sort.Search(n, func(i int) bool {
			k := w.key(i)
			return len(k) > 0 && int(k[0]) >= b
		}))
	}
}

// variants are the ways to write key i.
func (w *Words) variants(i int) variants {
	at, n := w.vars.at(i)
	return w.list[variantBytes*at : variantBytes*(at+n)]
}

// count is how often the key is written with exactly these ZWNJs in clean text.
func (w *Words) count(i int, mask uint32) (float64, bool) {
	for v := range w.variants(i).all() {
		if v.mask == mask {
			return counts[v.count], true
		}
	}
	return 0, false
}

// pair looks up two keys by index.
func (w *Words) pair(a, b int) (seen float64, joint uint8, ok bool) {
	if a < 0 || b < 0 || a >= len(w.free) {
		return 0, 255, false
	}
	lo, hi := int(word32(w.row, a)), int(word32(w.row, a+1))
	k := lo + sort.Search(hi-lo, func(k int) bool { return word32(w.next, lo+k) >= uint32(b) })
	if k == hi || word32(w.next, k) != uint32(b) {
		return 0, 255, false
	}
	return counts[w.seen[k]], w.joint[k], true
}

// parse turns a word into the letters of a key and the places of its ZWNJs.
// A ZWNJ after a letter that does not join is dropped: it leaves no trace in
// ink, and authors differ. ok is false if a code point is no letter of the
// alphabet, or the word is too long.
func parse(word string) (key []byte, mask uint32, ok bool) {
	return appendKey(make([]byte, 0, 16), word)
}

// appendKey is parse into a key that is empty and may have room.
func appendKey(key []byte, word string) (_ []byte, mask uint32, ok bool) {
	p := keyParser{key: key}
	for _, r := range word {
		if !p.take(r) {
			return nil, 0, false
		}
	}
	return p.parsed()
}

// keyParser makes a key of a word, code point by code point.
type keyParser struct {
	key  []byte
	mask uint32
}

// take reads a code point. It is false where no word goes on.
func (p *keyParser) take(r rune) bool {
	switch s := SymbolOf(r); {
	case s == Skip:
	case s.letter():
		if len(p.key) == maxWord {
			return false
		}
		p.key = append(p.key, byte(s))
	case r == zwnj:
		if n := len(p.key); n > 0 && joinsNext(Symbol(p.key[n-1])) {
			p.mask |= 1 << (n - 1)
		}
	default:
		return false
	}
	return true
}

func (p *keyParser) parsed() (key []byte, mask uint32, ok bool) {
	if n := len(p.key); n > 0 {
		p.mask &^= 1 << (n - 1) // nothing follows
	}
	return p.key, p.mask, len(p.key) > 0
}

const zwnj = '\u200C' // ZERO WIDTH NON-JOINER

// joins tells the letters that join the letter after them.
var joins = func() (t [symbols]bool) {
	for i, r := range letters {
		t[symLetter+Symbol(i)] = script.JoinsNext(r)
	}
	return t
}()

func joinsNext(s Symbol) bool { return joins[s&(symbols-1)] }

// Known reports whether the vocabulary holds the word as it is written, or all of
// its parts between ZWNJs; a ZWNJ after a letter that does not join counts for
// nothing.
func (m *Model) Known(word string) bool {
	var buf [maxWord]byte
	key, mask, ok := appendKey(buf[:0], word)
	return ok && m.KnownKey(key, mask)
}

// KnownRunes is Known of code points.
func (m *Model) KnownRunes(word []rune) bool {
	var buf [maxWord]byte
	p := keyParser{key: buf[:0]}
	for _, r := range word {
		if !p.take(r) {
			return false
		}
	}
	key, mask, ok := p.parsed()
	return ok && m.KnownKey(key, mask)
}

// KnownKey is Known for a word that is folded already, see Key.
func (m *Model) KnownKey(key []byte, mask uint32) bool {
	w := m.words
	if i := w.find(key); i >= 0 {
		if _, ok := w.count(i, mask); ok {
			return true
		}
		if mask == 0 && w.free[i] > 0 {
			return true
		}
	}
	return w.built(key, mask)
}

// Listed reports whether the vocabulary holds a word with exactly these ZWNJs, of a text or of a lexicon.
func (m *Model) Listed(key []byte, mask uint32) bool {
	i := m.words.find(key)
	if i < 0 {
		return false
	}
	_, ok := m.words.count(i, mask)
	return ok
}

// Inflected reports whether a solid string, which the vocabulary need not hold, is
// a known stem with affixes.
func (m *Model) Inflected(key []byte) bool { return m.words.inflected(key, 2) }

// Frequency is how often texts of all kinds hold a solid string between two gaps.
func (m *Model) Frequency(key []byte) float64 {
	w := m.words
	if i := w.find(key); i >= 0 {
		return counts[w.free[i]]
	}
	return 0
}

// Count is how often the word was seen in the training text as it is written,
// to within 9 %.
func (m *Model) Count(word string) float64 {
	var buf [maxWord]byte
	key, mask, ok := appendKey(buf[:0], word)
	if !ok {
		return 0
	}
	return m.CountKey(key, mask)
}

// CountKey is Count for a word that is folded already, see Key.
func (m *Model) CountKey(key []byte, mask uint32) float64 {
	w := m.words
	i := w.find(key)
	if i < 0 {
		return 0
	}
	n, _ := w.count(i, mask)
	if mask == 0 {
		n = max(n, counts[w.free[i]])
	}
	return n
}

// Pair is how often b follows a with a gap between, and which share of these
// gaps is a ZWNJ, or -1 if clean text does not tell. Both are solid strings
// without gaps.
func (m *Model) Pair(a, b string) (n, joint float64) {
	var bufA, bufB [maxWord]byte
	ka, _, ok1 := appendKey(bufA[:0], a)
	kb, _, ok2 := appendKey(bufB[:0], b)
	if !ok1 || !ok2 {
		return 0, -1
	}
	w := m.words
	n, q, ok := w.pair(w.find(ka), w.find(kb))
	if !ok || q == 255 {
		return n, -1
	}
	return n, float64(q) / 254
}

// WordLogProb is the log probability of a solid string after another one
// (empty: after nothing known), by pairs backed off to single words (Jelinek and
// Mercer 1980), unseen strings by their length.
func (m *Model) WordLogProb(before, word string) float64 {
	w := m.words
	var buf, pre [maxWord]byte
	key, _, ok := appendKey(buf[:0], word)
	if !ok {
		return unseenWord
	}
	i := w.find(key)
	uni := math.Exp(unseenWord - unseenLetter*float64(len(key)))
	if i >= 0 {
		uni += counts[w.free[i]] / w.total
	}
	if before != "" {
		if kb, _, ok := appendKey(pre[:0], before); ok {
			if b := w.find(kb); b >= 0 && w.free[b] > 0 {
				n, _, _ := w.pair(b, i)
				f := counts[w.free[b]]
				// Witten-Bell in its simplest form: trust grows with what was seen of the first word.
				trust := f / (f + pairDoubt)
				return math.Log(trust*n/max(f, n) + (1-trust)*uni + 1e-12)
			}
		}
	}
	return math.Log(uni)
}

const (
	unseenWord   = -10.0 // log probability mass of words never seen
	unseenLetter = 0.5   // and what each of their letters takes off it
	pairDoubt    = 20.0  // sightings of a word at which its pairs weigh as much as the single words
)

// Spell is the inverse of Key, without ZWNJs.
func Spell(key []byte) string {
	rs := make([]rune, 0, len(key))
	for _, b := range key {
		if s := Symbol(b); s.letter() {
			rs = append(rs, s.rune())
		}
	}
	return string(rs)
}
