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
	jointWeight = 1.0 // of what the end of a line says about the start of the next
	jointDepth  = 12  // letters after a line end that are read in the context of the line before
	perLine     = 12  // readings of each line that take part
	rounds      = 2   // times the document is read
)

// Reader reads lines and remembers what it searched: a text is read again after
// other repairs have changed some of its lines. It is for one goroutine.
type Reader struct {
	m    *lang.Model
	seen map[string][]candidate
}

// NewReader makes a Reader.
func NewReader(m *lang.Model) *Reader { return &Reader{m, make(map[string][]candidate)} }

// Lines finds the readings of neighbouring lines together, see Reader.Lines.
func Lines(m *lang.Model, lines [][]rune, opt Options) []Choice {
	return NewReader(m).Lines(lines, opt)
}

// Lines finds the readings of neighbouring lines together, all under the same options: a sentence goes on
// over the line end, so the right readings continue each other. The result has
// the chosen reading of each line and its margin in nats over the best other
// reading of that line in the same company; a line that cannot be searched has
// a reading without runs.
func (rd *Reader) Lines(lines [][]rune, opt Options) []Choice {
	m := rd.m
	opt.Count = max(opt.Count, perLine)
	cands := make([][]candidate, len(lines))
	for i, line := range lines {
		cands[i] = rd.candidates(line, opt)
	}
	// First the document is taken as it stands, then as it was read.
	now := lines
	var chosen []Choice
	for range rounds {
		v := newVocabulary(m)
		for _, line := range now {
			v.add(line, 1)
		}
		for i := range cands {
			v.add(now[i], -1) // a line is no witness for itself
			for k := range cands[i] {
				c := &cands[i][k]
				c.total = c.Score + wordWeight*v.logProb(c.text)
			}
			v.add(now[i], 1)
		}
		var at []int
		chosen, at = viterbi(m, cands)
		now = make([][]rune, len(lines))
		for i := range now {
			now[i] = cands[i][at[i]].text
		}
	}
	return chosen
}

// candidates are the best readings of a line, from memory if it was searched.
func (rd *Reader) candidates(line []rune, opt Options) []candidate {
	key := string(line)
	cs, ok := rd.seen[key]
	if !ok {
		for _, r := range Search(rd.m, line, opt) {
			cs = append(cs, newCandidate(rd.m, line, r))
		}
		if len(cs) == 0 {
			cs = []candidate{{text: line}}
		}
		rd.seen[key] = cs
	}
	return slices.Clone(cs)
}

// Choice is the reading of a line among its neighbours.
type Choice struct {
	Reading
	Margin float64 // nats over the best other reading
	Gain   float64 // nats over the line as it stands
}

// candidate is a reading with what its neighbours need to know.
type candidate struct {
	Reading
	text  []rune
	head  []lang.Symbol // its first letters
	alone float64       // log probability of the head in no context
	total float64       // letters and words together
	last  lang.State    // after its last letter and a gap
}

func newCandidate(m *lang.Model, line []rune, r Reading) candidate {
	text := r.Apply(line)
	c := candidate{Reading: r, text: text}
	c.head = lang.Symbols(text)
	c.head = c.head[:min(len(c.head), jointDepth)]
	start, _ := m.StepSymbol(m.Unread(), lang.Gap) // as in Search
	c.alone = read(m, start, c.head)
	c.last = r.state
	if n := len(text); n > 0 && lang.SymbolOf(text[n-1]) != lang.Gap {
		c.last, _ = m.StepSymbol(c.last, lang.Gap)
	}
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
func viterbi(m *lang.Model, cands [][]candidate) (chosen []Choice, at []int) {
	n := len(cands)
	if n == 0 {
		return nil, nil
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
	chosen, at = make([]Choice, n), make([]int, n)
	for i := range cands {
		sums := make([]float64, len(cands[i]))
		for c := range sums {
			sums[c] = fore[i][c] + back[i][c]
		}
		best := slices.Index(sums, slices.Max(sums))
		second, whole := math.Inf(-1), math.Inf(-1)
		for c, s := range sums {
			if c != best {
				second = max(second, s)
			}
			if cands[i][c].Whole() {
				whole = s
			}
		}
		chosen[i], at[i] = Choice{cands[i][best].Reading, sums[best] - second, sums[best] - whole}, best
	}
	return chosen, at
}
