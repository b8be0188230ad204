package main

import (
	"fmt"
	"iter"
	"math"
	"os"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
)

const (
	seamBits   = 22    // hashed features
	seamRate   = 0.1   // AdaGrad step
	seamDecay  = 0.003 // pull of a weight towards zero with each step
	seamEpochs = 8     // the weights are the mean of those after each of the last half
	seamStep   = 1.0 / 20
	clearly    = 4 // sightings of a word up to which each is learned from
)

// learnSeams trains the seam model on tier A with its ZWNJs taken out. What the
// vocabulary and the characters tell of a word are features, so each half of the
// blocks is learned with a model of the other half: the seams see how far to
// trust a model that may not know the word.
func learnSeams(c *corpus, order int) (lang.SeamTable, error) {
	var s seamLearner
	s.c = c
	for half := range s.models {
		var p lang.Parts
		other := func(b uint32) bool { return int(b%2) != half }
		p.Words, p.Pairs = countWords(c, other, alike)
		p.Chars = countChars(c, order, other, alike)
		p.Seams = lang.SeamTable{Weight: []int8{0}, Scale: 1}
		m, err := p.Build()
		if err != nil {
			return lang.SeamTable{}, fmt.Errorf("building half a model: %w", err)
		}
		s.models[half] = m
	}
	s.styles = readStyles(c, s.models)
	s.seen = make([]uint32, 1<<seenBits)
	x := examples{ends: []uint32{0}}
	s.each(view{}, func(e *example) {
		s.count(e)
		x.add(e)
	})
	t := s.table(&x, func(block uint32) bool { return !spare(block) })
	gap, place := s.calibrate(&t)
	t = s.table(&x, everyBlock)
	t.Gap, t.Place = gap, place
	return t, nil
}

// table learns weights from the examples of some blocks.
func (s *seamLearner) table(x *examples, of func(block uint32) bool) lang.SeamTable {
	places := learner{weight: make([]float32, 1<<seamBits), square: make([]float32, 1<<seamBits), keep: s.kept}
	gaps := places // one table: the kinds of their features differ
	mean := make([]float32, 1<<seamBits)
	for epoch := range seamEpochs {
		places.begin(epoch)
		gaps.begin(epoch)
		for e := range x.all() {
			if !of(e.block) {
				continue
			}
			l := &places
			if e.gap {
				l = &gaps
			}
			l.see(e.features, e.yes, s.c.trust[e.block])
		}
		if epoch >= seamEpochs/2 {
			for i, w := range places.weight {
				mean[i] += w / (seamEpochs - seamEpochs/2)
			}
		}
		fmt.Fprintf(os.Stderr, "seams: epoch %d, %d places, loss %.5f; %d gaps, loss %.5f\n", epoch+1, places.n, places.loss/float64(places.n), gaps.n, gaps.loss/float64(gaps.n))
	}
	t := lang.SeamTable{Weight: make([]int8, 1<<seamBits), Scale: seamStep}
	for i, w := range mean {
		t.Weight[i] = int8(max(-127, min(127, math.Round(float64(w)/seamStep))))
	}
	return t
}

// seamLearner holds what the examples are made with.
type seamLearner struct {
	c      *corpus
	models [2]*lang.Model // each of one half of the blocks
	styles []style
	seen   []uint32 // by the first bits of a feature, see count
}

// example is a place or a gap with the answer.
type example struct {
	features []uint32
	yes      bool // a ZWNJ
	gap      bool // rather than a space, not rather than nothing
	block    uint32
	beside   int // 1: the word before is known, 2: the word after
}

// view is what of the text examples are made of, and how.
type view struct {
	of   func(block uint32) bool // nil for all
	all  bool                    // frequent words are not thinned
	hide int                     // 1: the words before are not shown, 2: the words after
}

// examples are all that is learned from, in memory.
type examples struct {
	list     []example // without their features
	features []uint32
	ends     []uint32 // of the features of each; the first begins at ends[0]
}

func (x *examples) add(e *example) {
	x.features = append(x.features, e.features...)
	x.ends = append(x.ends, uint32(len(x.features)))
	x.list = append(x.list, example{nil, e.yes, e.gap, e.block, e.beside})
}

func (x *examples) all() iter.Seq[example] {
	return func(yield func(example) bool) {
		for i, e := range x.list {
			e.features = x.features[x.ends[i]:x.ends[i+1]]
			if !yield(e) {
				return
			}
		}
	}
}

// each makes examples in the order of the text.
func (s *seamLearner) each(v view, see func(*example)) {
	met, metGaps := map[string]int{}, map[string]int{}
	for _, ln := range s.c.lines {
		if ln.tier != 'A' || v.of != nil && !v.of(ln.block) {
			continue
		}
		m, style := s.models[ln.block%2], &s.styles[ln.block]
		ts := tokens(ln.text)
		for i, t := range ts {
			if !v.all && !learnFrom(met, t.key) {
				continue
			}
			tok := lang.Token{Word: t.key}
			if i > 0 && t.after {
				tok.Left = ts[i-1].key
			}
			if i+1 < len(ts) && ts[i+1].after {
				tok.Right = ts[i+1].key
			}
			beside := v.shown(&tok.Left, &tok.Right)
			for _, p := range m.Places(tok) {
				yes := t.mask>>p.Letter&1 == 1
				if !yes && style.chosen(t.key, p.Letter) && !mostlySolid(m, t.key) {
					continue
				}
				see(&example{p.Features, yes, false, ln.block, beside})
			}
		}
		ps := pieces(ts)
		for i := 1; i < len(ps); i++ {
			if !ps[i].after || !v.all && !learnFrom(metGaps, slices.Concat(ps[i-1].key, []byte{0}, ps[i].key)) {
				continue
			}
			before, after := around(ps, i)
			beside := v.shown(&before, &after)
			see(&example{m.GapFeatures(ps[i-1].key, ps[i].key, before, after), ps[i].joint, true, ln.block, beside})
		}
	}
}

// shown takes away the words that are hidden, and tells which are left.
func (v view) shown(before, after *[]byte) (beside int) {
	if v.hide&1 != 0 {
		*before = nil
	}
	if v.hide&2 != 0 {
		*after = nil
	}
	return lang.Beside(*before, *after)
}

// around are the pieces before and after the two that meet at the gap before piece i,
// nil where white space does not part them.
func around(ps []piece, i int) (before, after []byte) {
	if i > 1 && ps[i-1].after {
		before = ps[i-2].key
	}
	if i+1 < len(ps) && ps[i+1].after {
		after = ps[i+1].key
	}
	return before, after
}

// A feature is counted in 32 bits: its sightings up to three, its first block
// plus one, and whether another block has it.
const (
	seenBits  = 26
	seenTimes = 1<<2 - 1
	seenBlock = 1<<29 - 1
	seenWide  = 1 << 31
)

func (s *seamLearner) count(e *example) {
	for _, h := range e.features {
		v := &s.seen[h>>(32-seenBits)]
		switch {
		case *v == 0:
			*v = (e.block + 1) << 2
		case *v>>2&seenBlock != e.block+1:
			*v |= seenWide
		}
		if *v&seenTimes < seenTimes {
			*v++
		}
	}
}

// kept reports a feature that has a weight: the rule of n-grams holds for it too.
func (s *seamLearner) kept(h uint32) bool {
	v := s.seen[h>>(32-seenBits)]
	return v&seenWide != 0 && v&seenTimes >= minSeen
}

// learner takes the steps of a logistic regression (AdaGrad, Duchi et al. 2011).
type learner struct {
	weight, square []float32
	keep           func(uint32) bool // others have no weight, but their places in the table make noise
	rate           float64
	n              int
	loss           float64
}

func (l *learner) begin(epoch int) {
	l.rate, l.n, l.loss = seamRate/(1+float64(epoch)), 0, 0
}

// see learns from one example, which counts as much as its source is to be trusted.
func (l *learner) see(features []uint32, yes bool, trust float32) {
	y, sum := 0.0, 0.0
	if yes {
		y = 1
	}
	for _, h := range features {
		sum += float64(l.weight[h&(1<<seamBits-1)])
	}
	q := 1 / (1 + math.Exp(-sum))
	l.loss -= math.Log(max(1e-9, 1-math.Abs(q-y)))
	l.n++
	if math.Abs(q-y) < 1e-3 {
		return
	}
	d := trust * float32(q-y)
	for _, h := range features {
		if !l.keep(h) {
			continue
		}
		h &= 1<<seamBits - 1
		l.square[h] += d * d
		l.weight[h] -= float32(l.rate) * (d + seamDecay*l.weight[h]) / float32(math.Sqrt(float64(l.square[h])+1e-3))
	}
}

// learnFrom thins frequent words: each of the first few sightings, then ever
// fewer, so that rare words have a say.
func learnFrom(met map[string]int, key []byte) bool {
	met[string(key)]++
	n := met[string(key)]
	step := 1
	for n > clearly*step*2 {
		step *= 2
	}
	return n%step == 0
}
