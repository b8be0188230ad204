package order

import (
	"fmt"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
)

// weights are those of the parts of a line's score, in nats of the character model.
type weights struct {
	price   float64   // of what the cuts cost
	context float64   // of the model of joints, within a line
	word    float64   // of the word model's log probability
	pair    float64   // of what the document's own pairs of words add to it
	whole   float64   // nats for a line that is not cut
	touch   float64   // nats for one in which a stop touches the next word
	run     float64   // nats for each cut: the prices know of no lines in many runs
	unknown float64   // nats for each word that neither the model nor the document has elsewhere
	cross   float64   // of the model of joints, over a line end
	edge    float64   // of what the last letters of a line say about the first of the next
	counts  []float64 // nats for so many runs, from two on; those beyond are the last
	stop    float64   // nats for a paragraph that ends with a stop
	halt    float64   // nats for another line that does
}

// The two laws. Learned as a conditional random field over the readings of the
// lines of the shared set and of held-out text broken by fixtures/damage, half of
// the documents against the other half, and rounded.
var (
	runWeights     = weights{price: 1, context: contextWeight, word: 0.1, pair: 0.5, whole: 2, unknown: -2, cross: 1.5, edge: 1}
	segmentWeights = weights{price: 1.6, context: 1, word: 0.1, pair: 0.3, whole: 7, touch: -7, run: 1.5, unknown: -2, cross: 2, edge: 0.7}
)

func (c Convention) weights() *weights {
	switch {
	case c.Segments:
		return &segmentWeights
	case c.Cut == Seldom:
		return &seldomWeights
	case c.Cut == Often:
		return &oftenWeights
	}
	return &runWeights
}

// contextWeight is the weight of the model of joints in a search.
const contextWeight = 0.8

// Bounds of reading lines together.
const (
	edgeDepth = 12  // letters after a line end that are read in the context of the line before
	perLine   = 80  // readings of each line that take part
	rounds    = 2   // times the document is read
	batch     = 250 // lines that are read together
	maxSeen   = 250 // lines whose readings are remembered, at most 100 kB each
)

// Reader reads lines and remembers what it searched: a text is read again after
// other repairs have changed some of its lines. It is for one goroutine.
type Reader struct {
	m    *letters
	sc   *joint.Scorer
	ends *joint.Scorer // of Crossing, made when somebody first asks; it may forget at any time
	runs *search
	lex  *lexicon
	seen map[string][]candidate
	wide *joint.Scorer // of readings that were found
}

// NewReader makes a Reader.
func NewReader(m *lang.Model) *Reader {
	return &Reader{m: newLetters(m), lex: newLexicon(m), seen: make(map[string][]candidate)}
}

// Lines finds the readings of neighbouring lines together, see Reader.Lines.
func Lines(m *lang.Model, lines [][]rune, opt Options) []Choice {
	return NewReader(m).Lines(lines, opt)
}

// Lines finds the readings of neighbouring lines together, all under the same
// options: a sentence goes on over the line end, so the right readings continue
// each other. The result has the chosen reading of each line and its margin in nats over the best other
// reading of that line in the same company; a line that cannot be searched has
// a reading without runs.
func (rd *Reader) Lines(lines [][]rune, opt Options) (chosen []Choice) {
	// First the document is taken as it stands, then each part as it was read.
	if len(rd.lex.words) > maxWords {
		rd.lex = newLexicon(rd.m.Model)
		clear(rd.seen)
	}
	v := newVocabulary(rd.lex)
	for _, line := range lines {
		v.add(v.list(line), 1)
	}
	for from := 0; from < len(lines); from += batch {
		to := min(len(lines), from+batch)
		part := opt
		if len(opt.Ends) == len(lines) {
			part.Ends = opt.Ends[from:to]
		}
		chosen = append(chosen, rd.together(lines[from:to], v, part)...)
	}
	return chosen
}

// together reads some lines of a document whose vocabulary is given.
func (rd *Reader) together(lines [][]rune, v *vocabulary, opt Options) (chosen []Choice) {
	rd.trim()
	w := opt.Law.weights()
	cands := make([][]candidate, len(lines))
	now := make([][]int32, len(lines)) // the words of each
	for i, line := range lines {
		cands[i] = rd.candidates(line, opt)
		now[i] = v.list(line)
		v.add(now[i], -1) // a line is no witness for itself
		cands[i] = near(w.weigh(cands[i], v, opt.endsAt(i)))
		v.add(now[i], 1)
		if opt.Wide && !opt.Law.Segments {
			rd.widen(cands[i])
		}
	}
	over := make([]*crossings, len(lines))
	for i := 1; i < len(lines); i++ {
		over[i] = rd.crossings(w, opt.Law, cands[i-1], cands[i])
	}
	for range rounds {
		for i := range cands {
			v.add(now[i], -1)
			w.weigh(cands[i], v, opt.endsAt(i))
			v.add(now[i], 1)
		}
		var at []int
		chosen, at = viterbi(cands, over)
		for i := range now {
			v.add(now[i], -1)
			now[i] = cands[i][at[i]].words
			v.add(now[i], 1)
		}
	}
	return chosen
}

// endsAt tells whether a paragraph ends with a line: 1 or -1, 0 if that is unknown.
func (o Options) endsAt(line int) int {
	switch {
	case len(o.Ends) == 0:
		return 0
	case o.Ends[line]:
		return 1
	}
	return -1
}

// weigh sums what speaks for each of some readings of a line but for its neighbours.
func (w *weights) weigh(cs []candidate, v *vocabulary, ends int) []candidate {
	for k := range cs {
		c := &cs[k]
		model, document := v.logProb(c.words)
		c.total = c.plain + w.price*(c.letters-c.plain) + w.context*c.context + w.word*model + w.pair*document
		c.total += w.run*float64(max(0, len(c.Runs)-1)) + w.unknown*float64(v.unknown(c.words))
		if n := len(c.Runs); n > 1 && len(w.counts) > 0 {
			c.total += w.counts[min(n-2, len(w.counts)-1)]
		}
		if c.stops && ends > 0 {
			c.total += w.stop
		} else if c.stops && ends < 0 {
			c.total += w.halt
		}
		if c.Whole() {
			c.total += w.whole
			if c.touches {
				c.total += w.touch
			}
		}
	}
	return cs
}

// far is how much a reading is at most behind the best of its line, in nats, to take part
// in what it costs most to find out: what neighbours and a larger model say. Of 2,070 held-out
// lines in two to four runs three are read otherwise with 20, none with 30.
const far = 30

// near are those readings, and the line as it stands.
func near(cs []candidate) []candidate {
	best := math.Inf(-1)
	for i := range cs {
		best = max(best, cs[i].total)
	}
	return slices.DeleteFunc(cs, func(c candidate) bool { return c.total < best-far && !c.Whole() })
}

// trim forgets what was remembered if it is too much.
func (rd *Reader) trim() {
	if len(rd.seen) > maxSeen {
		clear(rd.seen)
	}
}

// candidates are the best readings of a line, from memory if it was searched.
func (rd *Reader) candidates(line []rune, opt Options) []candidate {
	law := opt.Law
	if !law.Segments { // of the rest reversals are searched alike
		law = Convention{Bullet: law.Bullet, Cut: law.Cut}
	}
	key := fmt.Sprint(law, opt.probe, string(line))
	cs, ok := rd.seen[key]
	if !ok {
		rd.scorer().Trim()
		opt.Count = max(opt.Count, opt.Law.Cut.perLine())
		var found []Reading
		if opt.Law.Segments {
			found = searchLaw(rd.m, rd.sc, line, opt)
		} else {
			if rd.runs == nil {
				rd.runs = newSearch(rd.m, rd.sc)
			}
			found = rd.runs.find(line, opt)
		}
		for _, r := range found {
			cs = append(cs, rd.newCandidate(line, r))
		}
		if len(cs) == 0 {
			cs = []candidate{{text: line, words: rd.lex.list(line)}}
		}
		ownEnds(cs)
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
	text    []rune
	words   []int32       // of the lexicon
	head    []lang.Symbol // its first letters
	alone   float64       // log probability of the head in no context
	last    lang.State    // after its last letter and a gap
	left    joint.End     // of its last words
	right   joint.End     // of its first words
	letters float64       // log probability of the letters, less the price of the cuts
	context float64       // what its words say at the joints between them
	plain   float64       // log probability of the letters alone
	total   float64       // letters, context and words
	stops   bool          // it ends as sentences do
	touches bool          // a stop in it touches the next word
}

func (rd *Reader) newCandidate(line []rune, r Reading) candidate {
	m := rd.m
	text := r.Apply(line)
	words := rd.sc.Words(text)
	c := candidate{Reading: r, text: text, letters: r.Score - r.words, context: contextScore(words, rd.sc), stops: stops(text), touches: stopTouches(text)}
	c.words = rd.lex.list(text)
	c.left, c.right = rd.sc.Left(words), rd.sc.Right(words)
	c.head = lang.Symbols(text)
	st, _ := m.StepSymbol(m.Unread(), lang.Gap) // as in Search
	for k, s := range c.head {
		var lp float64
		if st, lp = m.StepSymbol(st, s); k < edgeDepth {
			c.alone += lp
		}
		c.plain += lp
	}
	c.head = c.head[:min(len(c.head), edgeDepth)]
	c.last = r.state
	if n := len(text); n > 0 && lang.SymbolOf(text[n-1]) != lang.Gap {
		c.last, _ = m.StepSymbol(c.last, lang.Gap)
	}
	return c
}

// ownEnds has the readings of a line keep their ends apart from what else the scorer remembers,
// which it may forget. The same ends are one.
func ownEnds(cs []candidate) {
	own := make(map[*float32]joint.End)
	keep := func(e joint.End) joint.End {
		if len(e) == 0 {
			return nil
		}
		kept, ok := own[&e[0]]
		if !ok {
			kept = slices.Clone(e)
			own[&e[0]] = kept
		}
		return kept
	}
	for i := range cs {
		cs[i].left, cs[i].right = keep(cs[i].left), keep(cs[i].right)
	}
}

// wideKept bounds what the scorer of the larger model remembers, 5 kB a word.
const wideKept = 1 << 11

// wideShare is the share of the larger model of joints in what they say.
const wideShare = 0.5

// widen lets the larger model of joints have its say on readings of a line, which are the
// reader's own.
func (rd *Reader) widen(cs []candidate) {
	if rd.wide == nil {
		rd.wide = joint.NewScorerOf(joint.Wide(), wideKept)
	}
	rd.wide.Trim()
	both := make(pairedEnds)
	for i := range cs {
		c := &cs[i]
		ws := rd.wide.Words(c.text)
		c.context = (1-wideShare)*c.context + wideShare*contextScore(ws, rd.wide)
		c.left, c.right = both.of(c.left, rd.wide.Left(ws)), both.of(c.right, rd.wide.Right(ws))
	}
}

// pairedEnds are ends as both models of joints have them, of which the product is the mean of
// theirs. The same ends are one.
type pairedEnds map[[2]*float32]joint.End

func (p pairedEnds) of(a, b joint.End) joint.End {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	key := [2]*float32{&a[0], &b[0]}
	e, ok := p[key]
	if !ok {
		e = make(joint.End, 0, len(a)+len(b))
		for _, x := range a {
			e = append(e, x*float32(math.Sqrt(1-wideShare)))
		}
		for _, x := range b {
			e = append(e, x*float32(math.Sqrt(wideShare)))
		}
		p[key] = e
	}
	return e
}

func read(m *letters, st lang.State, syms []lang.Symbol) float64 {
	sum := 0.0
	for _, s := range syms {
		var lp float64
		st, lp = m.StepSymbol(st, s)
		sum += lp
	}
	return sum
}

// viterbi chooses one candidate a line so that the sum of their scores and of the joints
// between them is the largest. over are the line ends before each line but the first.
func viterbi(cands [][]candidate, over []*crossings) (chosen []Choice, at []int) {
	n := len(cands)
	if n == 0 {
		return nil, nil
	}
	fore := make([][]float64, n) // best sum up to and with a candidate
	back := make([][]float64, n) // best sum after a candidate
	for i := range cands {
		fore[i] = make([]float64, len(cands[i]))
		if i == 0 {
			for b := range cands[i] {
				fore[i][b] = cands[i][b].total
			}
			continue
		}
		x := over[i]
		ends := filled(len(x.ends), math.Inf(-1)) // best sum up to a line that ends so
		for a, end := range x.lasts {
			ends[end] = max(ends[end], fore[i-1][a])
		}
		starts := filled(len(x.starts), math.Inf(-1)) // and up to one that begins so
		for start := range starts {
			for end, sum := range ends {
				starts[start] = max(starts[start], sum+float64(x.of(end, start)))
			}
		}
		for b, start := range x.firsts {
			fore[i][b] = starts[start] + cands[i][b].total
		}
	}
	for i := n - 1; i >= 0; i-- {
		back[i] = make([]float64, len(cands[i]))
		if i == n-1 {
			continue
		}
		x := over[i+1]
		ends := filled(len(x.ends), math.Inf(-1)) // best sum after a line that ends so
		for end := range ends {
			for b, start := range x.firsts {
				ends[end] = max(ends[end], float64(x.of(end, start))+cands[i+1][b].total+back[i+1][b])
			}
		}
		for a, end := range x.lasts {
			back[i][a] = ends[end]
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
		chosen[i], at[i] = Choice{Reading: cands[i][best].Reading, Margin: sums[best] - second, Gain: sums[best] - whole}, best
	}
	return chosen, at
}

// filled is n times x.
func filled[F float32 | float64](n int, x F) []F { return slices.Repeat([]F{x}, n) }
