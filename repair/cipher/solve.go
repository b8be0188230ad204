package cipher

import (
	"cmp"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/script"
)

const (
	maxRounds = 8
	// wordCap bounds in nats what one word may say for one reading and against
	// another: names and slips of the pen are words that the model has never seen.
	wordCap = 8.0
	// stretch is the prior of a code that stands for nothing: most unnamed glyphs
	// inside of words are tatweels.
	stretch = 3.0
	// piece is the price of less than two letters for a glyph that is painted in two pieces.
	piece = 6.0
	// twice is the price of a letter that another glyph of the font draws in the same shape.
	twice = 2.0
	// drawnCount: shapes of known glyphs seen so often are taken for the font's own.
	drawnCount = 3
	// sibling is the prior of what the same glyph is called in another cut of the
	// family that numbers its glyphs alike.
	sibling = 10.0
	// minMargin is how far in nats the best text must lie before the second,
	// loneMargin how far if all rests on one word, and shortMargin how far if no word
	// has more than one other letter. Tuned by taking names from sound
	// files at random, see TestDeletion.
	minMargin   = 5.0
	loneMargin  = 7.0
	shortMargin = 10.0
	// pieceMargin: lam-alef is the one letter that fonts paint in two pieces, so that it needs
	// no word that is known, only to be likelier than its sisters with a sign.
	pieceMargin = 3.0
	// minKnown is the share of the words around a code, weighted, that must be known
	// words once it is named.
	minKnown = 0.6
	// formMargin is how far in nats a shape must lie before the other.
	formMargin = 4.0
)

// solver names the codes of a sample.
type solver struct {
	*sample
	fonts  []page.Font
	reader reader
	readings
	read []guess // per code, from 1: how it is read at present
	done []bool  // per code, from 1

	shapes  *shapes
	parts   []Code // second pieces that got a name
	stretch []bool // per code, from 1: nothing, or a tatweel
}

func newSolver(m *lang.Model, fonts []page.Font, s *sample) *solver {
	return &solver{sample: s, fonts: fonts, reader: reader{m: m}, readings: readingsOf(m), read: make([]guess, len(s.codes)+1), done: make([]bool, len(s.codes)+1), stretch: make([]bool, len(s.codes)+1)}
}

// look asks the outlines of the fonts with codes to name. Pages are read as the file
// names their glyphs.
func (s *solver) look(pages []*page.Page, outlines Outliner) {
	asked := map[int32]bool{}
	for _, c := range s.codes {
		asked[c.code.Font] = true
	}
	s.shapes = newShapes(outlines)
	s.shapes.learn(pages, asked)
}

// verdict is what came of one code.
type verdict struct {
	best        guess
	margin      float64 // nats to the best other text
	known       float64 // share of known words, 0..1
	words       int     // different words
	long        bool    // one of them has two known letters and more
	kin         bool    // another cut of the family says the same
	pieces      bool    // it is painted in two
	near        bool    // a glyph numbered next to it is another shape of the letter
	apart, join float64 // scores of the two shapes of the best text
}

func (v verdict) sure() bool {
	if v.pieces && slices.Equal(v.best.text, lamAlef) {
		return v.margin >= pieceMargin
	}
	least := minMargin
	switch {
	case v.kin, v.near:
	case !v.long:
		least = shortMargin
	case v.words == 1:
		least = loneMargin
	}
	return len(v.best.text) > 0 && v.margin >= least && v.known >= minKnown
}

// solve names codes until nothing more follows: each one that is sure makes the
// words of others readable.
func (s *solver) solve() map[Code]page.Naming {
	names := map[Code]page.Naming{}
	s.number(names)
	order := make([]int, len(s.codes))
	for i := range order {
		order[i] = i + 1
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(s.codes[b-1].words), len(s.codes[a-1].words)) })
	for range maxRounds {
		changed := false
		for _, k := range order {
			if s.done[k] {
				continue
			}
			v, ok := s.weigh(k, s.single)
			s.stretch[k] = ok && len(v.best.text) == 0 && v.margin >= minMargin && s.inside(k)
			if !ok {
				continue
			}
			if !v.sure() {
				if v, ok = s.weighPairs(k); !ok {
					continue
				}
				s.stretch[k] = false
			}
			s.read[k], s.done[k] = v.best, true
			names[s.codes[k-1].code] = s.naming(k, v)
			changed = true
		}
		if !changed {
			break
		}
	}
	return names
}

// inside reports a code that mostly stands between letters that join.
func (s *solver) inside(k int) bool {
	in, all := 0, 0
	for _, i := range s.codes[k-1].words {
		for j, it := range s.words[i].items {
			if it.code == k {
				all++
				if joined(&s.words[i], j) {
					in++
				}
			}
		}
	}
	return 2*in > all
}

// weigh compares readings of a code over the words in which it is the only one that
// is not named yet.
func (s *solver) weigh(k int, guesses []guess) (verdict, bool) {
	c := &s.codes[k-1]
	var words []int
	for _, i := range c.words {
		open := false
		for _, o := range s.words[i].suspects() {
			open = open || o != k && !s.done[o]
		}
		if !open {
			words = append(words, i)
		}
	}
	if len(words) == 0 {
		return verdict{}, false
	}
	read := slices.Clone(s.read)
	total := make([]float64, len(guesses))
	for h, g := range guesses {
		total[h] = s.prior(k, g)
		if s.reader.plain && g.joins {
			total[h] = math.Inf(-1) // the same text again
		}
	}
	scores := make([]float64, len(guesses))
	for _, i := range words {
		w := &s.words[i]
		best := math.Inf(-1)
		for h, g := range guesses {
			read[k] = g
			scores[h] = s.reader.word(w, read)
			best = max(best, scores[h])
		}
		weight := 1 + math.Log2(float64(w.n))/2
		for h := range guesses {
			total[h] += weight * max(scores[h]-best, -wordCap)
		}
	}
	v := verdict{words: len(words), apart: math.Inf(-1), join: math.Inf(-1)}
	top := 0
	for h := range guesses {
		if total[h] > total[top] {
			top = h
		}
	}
	v.best = guesses[top]
	second := math.Inf(-1)
	for h, g := range guesses {
		if string(g.text) != string(v.best.text) {
			second = max(second, total[h])
			continue
		}
		if g.joins {
			v.join = total[h]
		} else {
			v.apart = total[h]
		}
	}
	v.margin = total[top] - second
	v.kin = slices.Contains(s.kinNames(k), string(v.best.text))
	v.near, v.pieces = s.near(k, string(v.best.text)), 2*c.apart > c.shown
	read[k] = v.best
	all := 0.0
	for _, i := range words {
		weight := 1 + math.Log2(float64(s.words[i].n))/2
		all += weight
		letters := 0
		for _, it := range s.words[i].items {
			if it.code != k && it.r != script.ZWNJ {
				letters++
			}
		}
		v.long = v.long || letters >= 2
		if s.reader.known(&s.words[i], read) {
			v.known += weight
		}
	}
	v.known /= all
	return v, true
}

// prior is what speaks for a reading before any word is looked at.
func (s *solver) prior(k int, g guess) float64 {
	c := &s.codes[k-1]
	p := 0.0
	if 2*c.apart > c.shown && len(g.text) < 2 {
		p -= piece
	}
	if len(g.text) == 0 {
		return p + stretch
	}
	p -= s.shapes.price(c, g)
	if g.pair() {
		p -= pairPrice
	}
	if len(g.text) == 1 {
		shape := 0
		if g.dual() && g.joins {
			shape = 1
		}
		if n := s.drawn[c.code.Font][g.text[0]]; n != nil && n[shape] >= drawnCount {
			p -= twice
		}
	}
	for _, t := range s.kinNames(k) {
		if t == string(g.text) {
			p += sibling
			break
		}
	}
	return p
}

// naming is the name of a code, with the shape that its places show.
func (s *solver) naming(k int, v verdict) page.Naming {
	n := page.Naming{Text: s.spelling(k, v.best), Evidence: page.EvidenceGuess, Conf: confidence(v)}
	next, sure := false, true
	if v.best.dual() {
		next = v.join > v.apart
		sure = math.Abs(v.join-v.apart) >= formMargin
	}
	joined, free := 0, 0
	for _, i := range s.codes[k-1].words {
		w := &s.words[i]
		for j, it := range w.items {
			if it.code != k {
				continue
			}
			if j > 0 && s.joinsNext(w.items[j-1]) && script.JoinsPrevious(v.best.first()) {
				joined += w.n
			} else {
				free += w.n
			}
		}
	}
	if sure {
		// Where both are seen the glyph serves two shapes; the one that joins less claims less.
		n.Form = script.FormOf(joined > 0 && free == 0, next)
	}
	return n
}

const alefMaksura = '\u0649' // ARABIC LETTER ALEF MAKSURA

// spelling is the text of a reading. Words do not tell the two yehs of Arabic apart, the dots do.
func (s *solver) spelling(k int, g guess) string {
	if len(g.text) == 1 && g.text[0] == '\u064A' && !g.joins && s.shapes != nil { // ARABIC LETTER YEH
		if d, ok := s.shapes.dots(s.codes[k-1].code.Font, s.codes[k-1].gid); ok && d == (dots{}) {
			return string(alefMaksura)
		}
	}
	return string(g.text)
}

// joinsNext reports an item that can have a stroke towards the next one.
func (s *solver) joinsNext(it item) bool {
	if it.code > 0 {
		g := s.read[it.code]
		return g.dual() && g.joins
	}
	return script.JoinsNext(it.r)
}

// confidence grows with the margin: measured, one in a hundred of the names that
// just pass is wrong.
func confidence(v verdict) float32 { return float32(1 - 0.1*math.Exp(-(v.margin-minMargin)/10)) }
