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

// crossings are the scores of the line ends between two lines' readings. Few of the readings
// differ in what stands there.
type crossings struct {
	lasts, firsts []int // which end and which start the readings of the two lines have
	ends          []lineEnd
	starts        []lineStart
	scores        []float32 // by end and start
}

// of is the score of an end and a start.
func (c *crossings) of(end, start int) float32 { return c.scores[end*len(c.starts)+start] }

// lineEnd and lineStart are what crossings see of readings: numbers of what is the same in some.
type (
	lineEnd struct {
		state, words int
		known        bool // the line was searched
		stopped      bool // a full stop ends it, where items may follow
	}
	lineStart struct {
		letters, words int
		known          bool // it has letters
		item           bool // it is a list item or has a [Lead], which goes on from nothing
	}
)

// crossings scores the line ends between two lines' readings: what the first letters and
// words of the one say after the last of the other.
func (rd *Reader) crossings(w *weights, law Convention, before, after []candidate) *crossings {
	c := &crossings{lasts: make([]int, len(before)), firsts: make([]int, len(after))}
	items := law.Segments && law.Bullet != 0
	var ending, beginning []*candidate // the first reading with each end and start
	states, words, ends := make(map[lang.State]int), make(map[*float32]int), make(map[lineEnd]int)
	for i := range before {
		a := &before[i]
		e := lineEnd{idOf(states, a.last), endID(words, a.left), len(a.Runs) > 0, items && lastSign(a.text) == '.'}
		if c.lasts[i] = idOf(ends, e); c.lasts[i] == len(c.ends) {
			c.ends, ending = append(c.ends, e), append(ending, a)
		}
	}
	clear(words)
	texts, starts := make(map[string]int), make(map[lineStart]int)
	for i := range after {
		b := &after[i]
		var buf [edgeDepth]byte
		for k, s := range b.head {
			buf[k] = byte(s)
		}
		s := lineStart{idOf(texts, string(buf[:len(b.head)])), endID(words, b.right), len(b.head) > 0, len(b.text) > 0 && (items && b.text[0] == law.Bullet || b.text[0] == Lead)}
		if c.firsts[i] = idOf(starts, s); c.firsts[i] == len(c.starts) {
			c.starts, beginning = append(c.starts, s), append(beginning, b)
		}
	}
	letters := make([]float64, len(states)*len(texts))
	for i := range letters {
		letters[i] = math.NaN()
	}
	c.scores = make([]float32, 0, len(c.ends)*len(c.starts))
	for i, e := range c.ends {
		for k, s := range c.starts {
			score := 0.0
			switch a, b := ending[i], beginning[k]; {
			case !e.known || !s.known:
			case s.item && e.stopped:
				score = itemAfterStop
			case s.item:
			default:
				x := &letters[e.state*len(texts)+s.letters]
				if math.IsNaN(*x) {
					*x = w.edge * (read(rd.m, a.last, b.head) - b.alone)
				}
				score = *x + w.cross*(joint.Join(a.left, b.right)-contextMean)
			}
			c.scores = append(c.scores, float32(score))
		}
	}
	return c
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
