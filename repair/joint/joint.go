// Package joint tells how well the words on the right of a place go on from
// those on its left: the score of a joint between two stretches of Persian text.
//
//	Default()                the embedded model, safe for concurrent use
//	Wide()                   a larger one, for readings that a search has found
//	NewScorer(model)         remembers what it computed; for one goroutine
//	Scorer.Words(text)       the words, numbers and signs of a text
//	Scorer.Score(l, r)       how much likelier r follows l than chance, in nats
//
// Where the pieces of a line are known and only their order is not, all that a
// language model can add is what it says at the joints: log P(right | left) less
// log P(right). The model is made for that and nothing else. Two small networks
// read up to Reach words on either side, each word as a vector of its own plus
// those of its first and last letters, so that rare words lean on their form;
// the score is the product of the two vectors that come out.
//
//	w-3 w-2 w-1 ──> left  ─┐
//	                       ├─ · ── score
//	w+1 w+2 w+3 ──> right ─┘
//
// It is learned by contrast (van den Oord et al. 2018): in a stretch of text of
// two lines, which beginning follows which end. Line ends are no part of it: a
// context may hold fewer words than Reach, where no more is known.
//
// The models are learned by cmd/paknevis-train -joint, the larger one with -wide;
// joint.txt and wide.txt name every source with its licence.
package joint

import (
	_ "embed"
	"sync"
)

//go:embed joint.bin
var embedded []byte

//go:embed wide.bin
var embeddedWide []byte

var (
	defaultModel = sync.OnceValue(func() *Model { return mustParse(embedded) })
	wideModel    = sync.OnceValue(func() *Model { return mustParse(embeddedWide) })
)

// mustParse opens an embedded model. Its checksum is looked at by a test, as all of it would
// have to be read.
func mustParse(b []byte) *Model {
	m, err := parseModel(b)
	if err != nil {
		panic("joint: embedded model: " + err.Error()) // only a faulty build can get here
	}
	return m
}

// Wide is a larger model that is built into the program, for readings that were found.
func Wide() *Model { return wideModel() }

// Default is the model that is built into the program.
func Default() *Model { return defaultModel() }

// Reach is how many words on either side of a place are read at most, see Scorer.Reach.
const Reach = 4

// Word is a word, number or sign of a text as one Scorer knows it; the zero
// value stands for a word of which nothing is known.
type Word int32

// Scorer scores joints of one model. It is for one goroutine.
type Scorer struct {
	kept  int // bound of what is remembered
	m     *Model
	ids   map[string]Word
	vecs  [][]float32           // by word: its vector
	parts [2][][Reach][]float32 // by side and word: what it adds to the hidden layer at each distance, once it is asked
	ends  [2]map[[Reach]Word]End
	said  []said // the last scores: the readings of a line have most of their joints in common
	h     []float32
	rows  rows
	room  struct{ words, ends floats } // of vecs and parts, and of ends, which are forgotten at other times too
}

// floats has numbers to lend, which lie close together.
type floats struct {
	blocks [][]float32 // all that were made
	lent   int         // how many of them are lent, the last one maybe in part
	rest   []float32   // of that one
}

// spareFloats is how many numbers are made at a time, 64 kB of them: more than the widest layer has.
const spareFloats = 1 << 14

// take is n noughts.
func (f *floats) take(n int) []float32 {
	if len(f.rest) < n {
		if f.lent == len(f.blocks) {
			f.blocks = append(f.blocks, make([]float32, spareFloats))
		}
		f.rest = f.blocks[f.lent]
		f.lent++
		clear(f.rest) // new memory too: what is read first costs a second fault when it is written
	}
	out := f.rest[:n:n]
	f.rest = f.rest[n:]
	return out
}

// empty takes all back.
func (f *floats) empty() { f.lent, f.rest = 0, nil }

// said is the score of a joint.
type said struct {
	left, right [Reach]Word // nearest word first
	score       float64
	known       bool
}

// saidBits is the logarithm of how many scores are kept, 48 bytes each: the readings of a
// line have some hundreds of joints.
const saidBits = 11

// maxKept bounds what a Scorer remembers: words, and contexts on each side. At
// its size the tables take at most 15 MB.
const maxKept = 1 << 12

// NewScorer makes a Scorer.
func NewScorer(m *Model) *Scorer { return NewScorerOf(m, maxKept) }

// NewScorerOf makes a Scorer that remembers so many words, and contexts on each side: few
// where most are asked for once.
func NewScorerOf(m *Model, kept int) *Scorer {
	s := &Scorer{m: m, kept: kept, ids: make(map[string]Word), h: make([]float32, m.hidden), said: make([]said, 1<<saidBits)}
	for side := range s.ends {
		s.ends[side] = make(map[[Reach]Word]End)
	}
	s.forget()
	return s
}

// Reach is how many words on either side of a place are read.
func (s *Scorer) Reach() int { return s.m.reach }

func (s *Scorer) forget() {
	clear(s.ids)
	s.vecs = s.vecs[:0]
	for side := range s.parts {
		s.parts[side] = s.parts[side][:0]
		clear(s.ends[side])
	}
	s.room.words.empty()
	s.room.ends.empty()
	clear(s.said)
	s.add(Token{Sign: unknownSign})
}

// Trim forgets everything if too much is remembered. Words and ends that were asked for
// before are then void.
func (s *Scorer) Trim() {
	if len(s.ids) > s.kept {
		s.forget()
	}
}

// Words lists the words, numbers and signs of a text.
func (s *Scorer) Words(text []rune) []Word { return s.AppendWords(nil, text) }

// AppendWords appends them to others.
func (s *Scorer) AppendWords(out []Word, text []rune) []Word {
	scan(text, func(key []byte, sign uint8, _ int) { out = append(out, s.word(key, sign)) })
	return out
}

// WordsAt is Words with the index of the code point at which each begins.
func (s *Scorer) WordsAt(text []rune) (out []Word, at []int) {
	scan(text, func(key []byte, sign uint8, from int) { out, at = append(out, s.word(key, sign)), append(at, from) })
	return out, at
}

// word is that of a key, or of a sign if there is none.
func (s *Scorer) word(key []byte, sign uint8) Word {
	name := key
	if len(key) == 0 {
		name = []byte{sign}
	}
	w, ok := s.ids[string(name)]
	if !ok {
		w = s.add(Token{Key: string(key), Sign: sign})
		s.ids[string(name)] = w
	}
	return w
}

// add makes a word known.
func (s *Scorer) add(t Token) Word {
	v := s.room.words.take(s.m.dim)
	s.m.addVector(v, t)
	s.vecs = append(s.vecs, v)
	for side := range s.parts {
		s.parts[side] = append(s.parts[side], [Reach][]float32{})
	}
	return Word(len(s.vecs) - 1)
}

// part is what a word says to a network from a distance.
func (s *Scorer) part(side int, w Word, d int) []float32 {
	out := s.parts[side][w][d]
	if out != nil {
		return out
	}
	m := s.m
	out = s.room.words.take(m.hidden)
	s.rows.all(s.vecs[w], m.hidden)
	s.rows.add(out, m.first[side][d*m.dim*m.hidden:])
	s.parts[side][w][d] = out
	return out
}

// End is what a network makes of the words on one side of a joint.
type End []float32

// Left is the end of a text whose last words are given, in reading order.
func (s *Scorer) Left(words []Word) End { return s.end(0, s.last(words)) }

// last are the last words, nearest first.
func (s *Scorer) last(words []Word) (ctx [Reach]Word) {
	for d := range min(s.m.reach, len(words)) {
		ctx[d] = words[len(words)-1-d]
	}
	return ctx
}

// Right is the beginning of a text whose first words are given.
func (s *Scorer) Right(words []Word) End { return s.end(1, s.first(words)) }

// first are the first words.
func (s *Scorer) first(words []Word) (ctx [Reach]Word) {
	copy(ctx[:s.m.reach], words)
	return ctx
}

// Join is the score of a joint between two ends, see Scorer.Score.
func Join(left, right End) float64 {
	right = right[:len(left)]
	sums, i := joinBlocks(left, right)
	for ; i < len(left); i++ {
		sums[0] += left[i] * right[i]
	}
	return float64(sums[0] + sums[1] + (sums[2] + sums[3]))
}

// Score is how much likelier the words of right stand after those of left than
// by chance, in nats of the training: above 0 if they go well together. Both are
// in reading order; what lies beyond Reach is not looked at.
func (s *Scorer) Score(left, right []Word) float64 {
	l, r := s.last(left), s.first(right)
	h := uint32(0)
	for d := range Reach {
		// Multiplication spreads neighbouring words (Knuth, vol. 3, 6.4).
		h = (h ^ uint32(l[d])) * 0x9E3779B1
		h = (h>>15 ^ h ^ uint32(r[d])) * 0x85EBCA6B
	}
	k := &s.said[h>>(32-saidBits)]
	if !k.known || k.left != l || k.right != r {
		*k = said{left: l, right: r, score: Join(s.end(0, l), s.end(1, r)), known: true}
	}
	return k.score
}

// once adds a row as it is.
var once = rows{times: []float32{1}, at: []uint32{0}}

// end is what a network makes of a context, nearest word first.
func (s *Scorer) end(side int, ctx [Reach]Word) End {
	if v, ok := s.ends[side][ctx]; ok {
		return v
	}
	if len(s.ends[side]) > s.kept {
		clear(s.ends[side])
		s.room.ends = floats{} // somebody may have some of them
	}
	m := s.m
	copy(s.h, m.bias[side])
	for d, w := range ctx[:m.reach] {
		once.add(s.h, s.part(side, w, d))
	}
	out := End(s.room.ends.take(m.out))
	s.rows.positive(s.h, m.out)
	s.rows.add(out, m.second[side])
	s.ends[side][ctx] = out
	return out
}
