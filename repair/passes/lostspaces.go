package passes

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Where a string falls into words in a text that lost spaces here and there: a search over the ways to read it between
// what stands around it.

// Weights of a way to read a string, in nats of the model of letters: fitted by maximum likelihood on the strings of 59 held-out
// pages that lost every twelfth space, half of them at a time; the other half agrees within a tenth.
const (
	lostUnknown   = 5.8  // a word that is none costs
	lostInflected = 2.5  // one that is a stem with endings
	lostSpace     = 4.35 // a space that was lost
	wordsWeight   = 0.17 // nats of the model of words weigh so much
	lostRepeated  = 2.5  // what another time that the text has the string tells for it: one that lost its space has that elsewhere
	lostRepeats   = 4    // times that count

	lostShortest = 3  // fewest letters of such a string
	lostBeam     = 16 // ways that are kept
	readBefore   = 24 // code points before the string that are read
	readAfter    = 8  // and behind it
)

// A text lost spaces too if so many of its unknown strings read so much better with them between their neighbours, beside its words and
// among the letters of all such strings, and its lines read like lines: of 65 pages that lost every twelfth space 62, of 65 with many
// runs in another order, which have stops before words, 4 but for that and none with it.
const (
	readMargin = 8     // nats
	readCount  = 5     // strings
	readWords  = 0.03  // to each word
	readText   = 0.45  // of the letters
	readScore  = -2.05 // mean log probability per symbol of the text with its spaces
)

// spaceWay is a way to read a string as far as it was read.
type spaceWay struct {
	state       lang.State
	letters     float64 // log probability
	words       float64 // the same of the words, and what they cost
	cuts        uint32  // bit i: a space before letter i
	word, piece int     // first letters of the open word, and of its piece behind the last ZWNJ
	last        string  // the piece before that
}

func (g spaceWay) score() float64 { return g.letters + g.words }

// spaceReader reads a string.
type spaceReader struct {
	m      *lang.Model
	key    []byte
	joined uint32 // bit i: a ZWNJ before letter i
	pieces map[[2]int]string
}

func (r *spaceReader) piece(from, to int) string {
	s, ok := r.pieces[[2]int{from, to}]
	if !ok {
		s = lang.Spell(r.key[from:to])
		r.pieces[[2]int{from, to}] = s
	}
	return s
}

// endPiece ends a piece of a word before a letter.
func (r *spaceReader) endPiece(w spaceWay, i int) spaceWay {
	p := r.piece(w.piece, i)
	w.words += wordsWeight * r.m.WordLogProb(w.last, p)
	w.last, w.piece = p, i
	return w
}

// endWord ends a word there.
func (r *spaceReader) endWord(w spaceWay, i int) spaceWay {
	w = r.endPiece(w, i)
	key := r.key[w.word:i]
	mask := r.joined >> (w.word + 1) & (1<<(len(key)-1) - 1)
	w.word = i
	switch {
	case len(key) == 1 && key[0] == keyWaw:
	case len(key) > 1 && !pluralEndings[string(key)] && r.m.KnownKey(key, mask):
	case mask == 0 && r.m.Inflected(key):
		w.words -= lostInflected
	default:
		w.words -= lostUnknown
	}
	return w
}

// lostInReading reports a text that lost spaces by its unknown strings, see readMargin.
func lostInReading(m *lang.Model, v *pass.View, s *speller) bool {
	score, symbols := 0.0, 0
	for _, l := range v.Lines() {
		if l = trim(v.Text, l); l.Len() < minPiece {
			continue
		}
		if outOfPlace(v.Text, l, false) {
			return false
		}
		score += m.Score(v.Runes(l)) * float64(l.Len())
		symbols += l.Len()
	}
	g := gluer{m: m, v: v, s: s, words: wordsOf(v)}
	met := make(map[string]bool)
	unknown, read, n := 0, 0, 0
	for i := range g.words {
		w := &g.words[i]
		if len(w.key) < gluedLetters || m.KnownKey(w.key, w.mask) || met[string(w.key)] {
			continue
		}
		met[string(w.key)] = true
		unknown += len(w.key)
		_, margin := g.lostCuts(i)
		if margin >= readMargin {
			read += len(w.key)
			n++
		}
		score += margin
	}
	return n >= readCount && score >= readScore*float64(symbols) && float64(n) >= readWords*float64(len(g.words)) && float64(read) >= readText*float64(unknown)
}

// lostCuts is where the word falls into others that read better between its neighbours, and by how many nats.
func (g *gluer) lostCuts(i int) (cuts []int, margin float64) {
	w, t := &g.words[i], g.v.Text
	if g.m.Frequency(w.key) >= knownMost && w.mask == 0 {
		return nil, 0
	}
	r := spaceReader{m: g.m, key: w.key, pieces: make(map[[2]int]string)}
	letter := 0
	for _, c := range t[w.from:w.to] {
		switch {
		case c.R == zwnj && letter < len(w.key):
			if letter > 0 && lang.Symbol(w.key[letter-1]).JoinsNext() {
				r.joined |= 1 << letter
			}
		case lang.SymbolOf(c.R) != lang.Skip:
			letter++
		}
	}
	start := spaceWay{state: g.m.Unread()}
	from := int(w.from)
	for n := 0; n < readBefore && from > 0 && t[from-1].R != '\n'; n++ {
		from--
	}
	for _, c := range t[from:w.from] {
		start.state, _ = g.m.Step(start.state, c.R)
	}
	before, after := g.neighbours(i, i)
	start.last = before
	ways := r.read(start)
	to := int(w.to)
	for n := 0; n < readAfter && to < len(t) && t[to].R != '\n'; n++ {
		to++
	}
	for k := range ways {
		a := r.endWord(ways[k], len(w.key))
		if after != "" {
			a.words += wordsWeight * g.m.WordLogProb(a.last, after)
		}
		a.letters += g.lettersOf(a.state, t[w.to:to])
		if a.cuts == 0 {
			a.words += lostRepeated * float64(min(g.repeats(w), lostRepeats))
		}
		ways[k] = a
	}
	slices.SortStableFunc(ways, func(a, b spaceWay) int { return cmp.Compare(b.score(), a.score()) })
	for _, a := range ways {
		if a.cuts == 0 {
			break
		}
		if g.mayLose(&r, a.cuts) {
			solid := ways[slices.IndexFunc(ways, func(w spaceWay) bool { return w.cuts == 0 })]
			return cutsOf(a.cuts), a.score() - solid.score()
		}
	}
	return nil, 0
}

func cutsOf(mask uint32) (cuts []int) {
	for ; mask != 0; mask &= mask - 1 {
		cuts = append(cuts, bits.TrailingZeros32(mask))
	}
	return cuts
}

// lettersOf is the log probability of what follows.
func (g *gluer) lettersOf(s lang.State, t page.Text) (sum float64) {
	for _, c := range t {
		var lp float64
		s, lp = g.m.Step(s, c.R)
		sum += lp
	}
	return sum
}

// read gives the likeliest ways to read the string, the one without a space among them.
func (r *spaceReader) read(start spaceWay) []spaceWay {
	ways := []spaceWay{start}
	for i, symbol := range r.key {
		next := make([]spaceWay, 0, 2*len(ways))
		for _, w := range ways {
			switch {
			case i == 0:
			case r.joined>>i&1 == 1:
				w = r.endPiece(w, i)
				w.state, w.letters = r.step(w, ' ')
			default:
				cut := r.endWord(w, i)
				cut.state, cut.letters = r.step(cut, ' ')
				cut.words -= lostSpace
				cut.cuts |= 1 << i
				next = append(next, cut)
			}
			next = append(next, w)
		}
		for k := range next {
			var lp float64
			next[k].state, lp = r.m.StepSymbol(next[k].state, lang.Symbol(symbol))
			next[k].letters += lp
		}
		if len(next) > lostBeam {
			slices.SortStableFunc(next, func(a, b spaceWay) int {
				if (a.cuts == 0) != (b.cuts == 0) && min(a.cuts, b.cuts) == 0 {
					return cmp.Compare(a.cuts, b.cuts) // the way without a space stays
				}
				return cmp.Compare(b.score(), a.score())
			})
			next = next[:lostBeam]
		}
		ways = next
	}
	return ways
}

func (r *spaceReader) step(w spaceWay, c rune) (lang.State, float64) {
	s, lp := r.m.Step(w.state, c)
	return s, w.letters + lp
}

// mayLose reports places that can have had a space: the parts are words, none is an affix that its word lost, and careful
// texts write no ZWNJ between them.
func (g *gluer) mayLose(r *spaceReader, cuts uint32) bool {
	n := len(r.key)
	from := 0
	var last []byte
	for i := 1; i <= n; i++ {
		if i < n && (cuts|r.joined)>>i&1 == 0 {
			continue
		}
		part := r.key[from:i]
		behind := from > 0 && cuts>>from&1 == 1 // a space before it
		before := i < n && cuts>>i&1 == 1
		if len(part) == 1 && (part[0] != keyWaw || r.joined>>from&1 == 1 && from > 0) {
			return false
		}
		if behind && (last != nil && g.m.Joint(last, part, nil, nil) >= jointAt && r.piece(from, i) != copula || isSuffixKey(part)) || before && isVerbPrefix(string(part)) {
			return false
		}
		last, from = part, i
	}
	return true
}

// isSuffixKey reports an ending that no word is.
func isSuffixKey(key []byte) bool {
	s := string(key)
	return s != keyOf(copula) && (pluralEndings[s] || degreeEndings[s] || hehEndings[s])
}

// repeats is how many more times the text has the string, apart from this one, than the words that it would be.
func (g *gluer) repeats(w *persianWord) int {
	if g.times == nil {
		g.times = make(map[string]int)
		for i := range g.words {
			key := g.words[i].key
			g.times[string(key)]++
			if g.words[i].after {
				g.times[string(g.words[i-1].key)+string(key)]--
			}
		}
	}
	return max(0, g.times[string(w.key)]-1)
}
