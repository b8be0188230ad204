package order

import (
	"math"
	"slices"
	"unicode"

	"github.com/paknevis/paknevis/repair/lang"
)

// Weights of the parts of a line's score, in nats of the character model.
const (
	wordWeight  = 0.5 // of the word model's log probability
	jointWeight = 1.0  // of what the end of a line says about the start of the next
	jointDepth  = 12   // letters after a line end that are read in the context of the line before
	perLine     = 24   // readings of each line that take part
)

// Lines finds the readings of neighbouring lines together: a sentence goes on
// over the line end, so the right readings continue each other. The result has
// the chosen reading of each line and its margin in nats over the best other
// reading of that line in the same company; a line that cannot be searched has
// a reading without runs.
func Lines(m *lang.Model, lines [][]rune, opt Options) []Choice {
	opt.Count = max(opt.Count, perLine)
	cands := make([][]candidate, len(lines))
	for i, line := range lines {
		for _, r := range Search(m, line, opt) {
			cands[i] = append(cands[i], newCandidate(m, line, r))
		}
		if len(cands[i]) == 0 {
			cands[i] = []candidate{{}}
		}
	}
	return viterbi(m, cands)
}

// Choice is the reading of a line among its neighbours.
type Choice struct {
	Reading
	Margin float64 // nats
}

// candidate is a reading with what its neighbours need to know.
type candidate struct {
	Reading
	head  []lang.Symbol // its first letters
	alone float64       // log probability of the head in no context
	total float64       // letters and words together
	last  lang.State    // after its last letter and a gap
}

func newCandidate(m *lang.Model, line []rune, r Reading) candidate {
	c := candidate{Reading: r, total: r.Score}
	text := r.Apply(line)
	before := ""
	for word := range words(text) {
		c.total += wordWeight * m.WordLogProb(before, word)
		before = word
	}
	c.head = lang.Symbols(text)
	c.head = c.head[:min(len(c.head), jointDepth)]
	c.alone = read(m, m.Unread(), c.head)
	c.last, _ = m.StepSymbol(r.state, lang.Gap)
	return c
}

// words yields the solid strings of letters in a text.
func words(text []rune) func(func(string) bool) {
	return func(yield func(string) bool) {
		from := -1
		for i := 0; i <= len(text); i++ {
			if i < len(text) && (unicode.IsLetter(text[i]) || unicode.Is(unicode.Mn, text[i])) {
				if from < 0 {
					from = i
				}
				continue
			}
			if from >= 0 {
				if !yield(string(text[from:i])) {
					return
				}
				from = -1
			}
		}
	}
}

func read(m *lang.Model, st lang.State, syms []lang.Symbol) float64 {
	sum := 0.0
	for _, s := range syms {
		var lp float64
		st, lp = m.StepSymbol(st, s)
		sum += lp
	}
	return sum
}

// viterbi chooses one candidate a line so that the sum of their scores and of
// the joints between them is the largest.
func viterbi(m *lang.Model, cands [][]candidate) []Choice {
	n := len(cands)
	if n == 0 {
		return nil
	}
	joint := func(a, b *candidate) float64 {
		if len(a.Runs) == 0 || len(b.head) == 0 {
			return 0
		}
		return jointWeight * (read(m, a.last, b.head) - b.alone)
	}
	fore := make([][]float64, n) // best sum up to and with a candidate
	back := make([][]float64, n) // best sum after a candidate
	joints := make([][][]float64, n)
	for i := range cands {
		fore[i] = make([]float64, len(cands[i]))
		joints[i] = make([][]float64, len(cands[i]))
		for b := range cands[i] {
			best := 0.0
			if i > 0 {
				best = math.Inf(-1)
				joints[i][b] = make([]float64, len(cands[i-1]))
				for a := range cands[i-1] {
					j := joint(&cands[i-1][a], &cands[i][b])
					joints[i][b][a] = j
					best = max(best, fore[i-1][a]+j)
				}
			}
			fore[i][b] = best + cands[i][b].total
		}
	}
	for i := n - 1; i >= 0; i-- {
		back[i] = make([]float64, len(cands[i]))
		if i == n-1 {
			continue
		}
		for a := range cands[i] {
			best := math.Inf(-1)
			for b := range cands[i+1] {
				best = max(best, joints[i+1][b][a]+cands[i+1][b].total+back[i+1][b])
			}
			back[i][a] = best
		}
	}
	out := make([]Choice, n)
	for i := range cands {
		sums := make([]float64, len(cands[i]))
		for c := range sums {
			sums[c] = fore[i][c] + back[i][c]
		}
		at := slices.Index(sums, slices.Max(sums))
		second := math.Inf(-1)
		for c, s := range sums {
			if c != at {
				second = max(second, s)
			}
		}
		out[i] = Choice{cands[i][at].Reading, sums[at] - second}
	}
	return out
}
