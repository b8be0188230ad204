package order

import (
	"math"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// Crossing is how well the start of a line goes on from the end of the line before, in
// nats above what the ends of lines of prose have in the mean.
func (rd *Reader) Crossing(before, after []rune) float64 {
	if rd.ends == nil {
		rd.ends = joint.NewScorerOf(joint.Default(), endsKept)
	}
	sc := rd.ends
	sc.Trim()
	return sc.Score(sc.Words(lastWords(before)), sc.Words(firstWords(after))) - contextMean
}

// endsKept bounds what is remembered of line ends: few words stand at many.
const endsKept = 1 << 12

// scorer is that of the reader, made when somebody first asks.
func (rd *Reader) scorer() *joint.Scorer {
	if rd.sc == nil {
		rd.sc = joint.NewScorer(joint.Default())
	}
	return rd.sc
}

// lastWords are the words of a line that a joint reads, and maybe some before.
func lastWords(line []rune) []rune {
	gaps := 0
	for i := len(line) - 1; i > 0; i-- {
		if lang.SymbolOf(line[i]) == lang.Gap {
			if gaps++; gaps > joint.Reach {
				return line[i:]
			}
		}
	}
	return line
}

// firstWords are the words of a line that a joint reads, and maybe some after.
func firstWords(line []rune) []rune {
	gaps := 0
	for i, r := range line {
		if lang.SymbolOf(r) == lang.Gap {
			if gaps++; gaps > joint.Reach {
				return line[:i]
			}
		}
	}
	return line
}

// crossings scores the line ends between two lines' readings: what the first
// letters and words of the one say after the last of the other. Few of them
// differ, so what was computed is kept.
func (rd *Reader) crossings(w *weights, law Convention, before, after []candidate) func(a, b int) float64 {
	lasts, heads := make([]int, len(before)), make([]int, len(after))
	states := make(map[lang.State]int)
	for i := range before {
		lasts[i] = idOf(states, before[i].last)
	}
	texts := make(map[string]int)
	for i := range after {
		var buf [edgeDepth]byte
		for k, s := range after[i].head {
			buf[k] = byte(s)
		}
		heads[i] = idOf(texts, string(buf[:len(after[i].head)]))
	}
	lefts, rights := make([]int, len(before)), make([]int, len(after))
	ends := make(map[*float32]int)
	for i := range before {
		lefts[i] = endID(ends, before[i].left)
	}
	clear(ends)
	for i := range after {
		rights[i] = endID(ends, after[i].right)
	}
	letters := make([]float64, len(states)*len(texts))
	joints := make([]float64, len(before)*len(after))
	for i := range letters {
		letters[i] = math.NaN()
	}
	for i := range joints {
		joints[i] = math.NaN()
	}
	return func(i, k int) float64 {
		a, b := &before[i], &after[k]
		if len(a.Runs) == 0 || len(b.head) == 0 {
			return 0
		}
		if law.Segments && law.Bullet != 0 && len(b.text) > 0 && b.text[0] == law.Bullet {
			// An item goes on from nothing.
			if lastSign(a.text) == '.' {
				return itemAfterStop
			}
			return 0
		}
		x := &letters[lasts[i]*len(texts)+heads[k]]
		if math.IsNaN(*x) {
			*x = w.edge * (read(rd.m, a.last, b.head) - b.alone)
		}
		y := &joints[lefts[i]*len(after)+rights[k]]
		if math.IsNaN(*y) {
			*y = w.cross * (joint.Join(a.left, b.right) - contextMean)
		}
		return *x + *y
	}
}

// itemAfterStop is what speaks for a sentence that ends before a list item, in nats.
const itemAfterStop = 2

// stopTouches reports a full stop, behind a letter or a bracket, that touches the word after it:
// two runs met there.
func stopTouches(text []rune) bool {
	for i := 2; i+1 < len(text); i++ {
		if text[i] == '.' && lang.SymbolOf(text[i+1]).Letter() && (Mirror(text[i-1]) != text[i-1] || lang.SymbolOf(text[i-1]).Letter() && lang.SymbolOf(text[i-2]).Letter()) {
			return true
		}
	}
	return false
}

// idOf is the number of a key in the order in which they came.
func idOf[K comparable](seen map[K]int, key K) int {
	n, ok := seen[key]
	if !ok {
		n = len(seen)
		seen[key] = n
	}
	return n
}

// endID tells apart the ends of one scorer, which makes each once.
func endID(seen map[*float32]int, e joint.End) int {
	if len(e) == 0 {
		return idOf(seen, nil)
	}
	return idOf(seen, &e[0])
}
