package passes

import (
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Words without a space between. Tuned on text damaged by fixtures/damage, and on
// clean prose and verse that must stay as it is.
const (
	gluedLetters = 4    // fewest letters of a string that is parted
	gluedPart    = 2    // fewest letters of a part
	gluedParts   = 4    // most parts
	gluedJoint   = 0.1  // share of ZWNJs between them up to which they are two words
	gluedSure    = 0.95 // confidence
)

// evidence is what it takes to part a string.
type evidence struct {
	count  float64 // sightings of a part by which it is a frequent word
	alone  float64 // the same for parts that were never seen beside each other
	words  float64 // least nats by which the words are likelier than an unknown one
	likely float64 // least nats by which the letters read better with the spaces
	margin float64 // least sum of both
	and    bool    // و may be a part
}

var (
	sureGlued = evidence{100, 1000, -2, 2, 10, false} // to part a string
	textGlued = evidence{20, 20, -20, 0, 0, true}     // the same in a text that lost spaces
)

const waw = '\u0648' // ARABIC LETTER WAW, and

var keyWaw = byte(lang.SymbolOf(waw))

// gluer parts words that were glued together.
type gluer struct {
	m     *lang.Model
	v     *pass.View
	s     *speller
	words []persianWord
	lost  bool // the text lost spaces
	brief bool // it is one of a line or a few, see isBrief

	times  map[string]int  // see repeats; nil until somebody asks
	joined int             // the word that was last joined to the one before, in such a text; -1 for none
	quoted map[string]bool // see isName; nil until somebody asks

	counted, shortens bool // see shortensFrom
}

// part proposes spaces in a string that is no word.
func (g *gluer) part(edits []pass.Edit, i int) []pass.Edit {
	w := &g.words[i]
	if len(w.key) < lostShortest || !g.lost && (len(w.key) < gluedLetters || w.mask != 0 || g.s.isKnown(w) && !g.brief) {
		return edits
	}
	var cuts []int
	if g.lost {
		cuts, _ = g.lostCuts(i)
	} else {
		if p := g.s.spelling(w); !p.whole {
			cuts = g.s.cuts(p, w.key)
		}
		if len(cuts) == 0 && g.brief {
			cuts = g.briefCuts(i)
		}
	}
	if len(cuts) == 0 || !ownAround(g.m, g.v, w.at()) || !g.lost && g.isName(w.key) {
		return edits
	}
	t := g.v.Text
	var out page.Text
	letter := 0
	for _, c := range t[w.from:w.to] {
		if lang.SymbolOf(c.R).Letter() {
			if len(cuts) > 0 && letter == cuts[0] {
				out, cuts = append(out, inferred(' ')), cuts[1:]
			}
			letter++
		}
		out = append(out, c)
	}
	return append(edits, g.v.Edit(w.at(), out, reasonGlued, gluedSure))
}

// isName reports a string that the text has alone between quotation marks somewhere, as titles
// and names are: «سندیا» is a laboratory, not a document or.
func (g *gluer) isName(key []byte) bool {
	if g.quoted == nil {
		g.quoted = make(map[string]bool)
		t := g.v.Text
		for i := range g.words {
			if w := &g.words[i]; w.from > 0 && isQuotation(t[w.from-1].R) && int(w.to) < len(t) && isQuotation(t[w.to].R) {
				g.quoted[string(w.key)] = true
			}
		}
	}
	return g.quoted[string(key)]
}

// isQuotation is a mark that stands at either end of what is quoted.
func isQuotation(r rune) bool {
	return isQuote(r) || r == '\u00AB' || r == '\u00BB' || r == '\u201C' || r == '\u201D' // ANGLE, DOUBLE
}

// glued is where a string falls into frequent words that follow each other, the
// likeliest way; nowhere if the letters read as well without a space.
func glued(m *lang.Model, key []byte, e evidence) []int {
	if !falls(m, key, e) {
		return nil
	}
	word := []rune(lang.Spell(key))
	type state struct {
		logp  float64
		from  int // start of the last part
		parts int
	}
	n := len(word)
	// best[end][f]: the likeliest way to cut word[:end] whose last part begins at f.
	best := make([]map[int]state, n+1)
	for end := 1; end <= n; end++ {
		best[end] = make(map[int]state)
		for f := range end {
			if f == 0 && end == n || end-f < gluedPart && !(e.and && end-f == 1 && word[f] == waw) {
				continue
			}
			part := string(word[f:end])
			count := m.Count(part)
			if count < e.count {
				continue
			}
			if f == 0 {
				best[end][0] = state{m.WordLogProb("", part), -1, 1}
				continue
			}
			for pf, s := range best[f] {
				last := string(word[pf:f])
				if s.parts == gluedParts {
					continue
				}
				if seen, joint := m.Pair(last, part); joint > gluedJoint || seen == 0 && min(count, m.Count(last)) < e.alone {
					continue
				}
				p := s.logp + m.WordLogProb(last, part)
				old, ok := best[end][f]
				if !ok || p > old.logp || p == old.logp && pf < old.from {
					best[end][f] = state{p, pf, s.parts + 1}
				}
			}
		}
	}
	last := -1
	for f, s := range best[n] {
		if s.parts > 1 && (last < 0 || s.logp > best[n][last].logp || s.logp == best[n][last].logp && f < last) {
			last = f
		}
	}
	if last < 0 {
		return nil
	}
	words := best[n][last].logp - m.WordLogProb("", string(word))
	if words < e.words {
		return nil
	}
	var cuts []int
	for end, f := n, last; f > 0; end, f = f, best[end][f].from {
		cuts = append(cuts, f)
	}
	slices.Reverse(cuts)
	spaced := []rune{' '}
	for i, r := range word {
		if slices.Contains(cuts, i) {
			spaced = append(spaced, ' ')
		}
		spaced = append(spaced, r)
	}
	solid := append([]rune{' '}, word...)
	letters := m.LogProb(nil, append(spaced, ' ')) - m.LogProb(nil, append(solid, ' '))
	if letters < e.likely || words+letters < e.margin {
		return nil
	}
	return cuts
}

// falls reports whether a string falls into frequent words at all, which hardly any
// does.
func falls(m *lang.Model, key []byte, e evidence) bool {
	n := len(key)
	var ends [maxLetters + 1]bool // a row of them ends before the letter
	ends[0] = true
	for end := 1; end <= n; end++ {
		for f := end - 1; f >= 0 && !ends[end]; f-- {
			if !ends[f] || f == 0 && end == n || end-f < gluedPart && !(e.and && end-f == 1 && key[f] == keyWaw) {
				continue
			}
			count, _ := m.Spellings(key[f:end])
			ends[end] = count >= e.count
		}
	}
	return ends[n]
}

// A text lost spaces if so many of its words are unknown strings that fall into
// words, and so great a share of the letters of all unknown strings stands in them:
// 0.6 where every twelfth space is lost, at most 0.4 in the texts with runs in another
// order of the shared set.
const (
	gluedCount = 5
	gluedWords = 0.01
	gluedText  = 0.5
	// Or so great a share in those that fall into words which have been seen beside each other so often: of 59 held-out pages that
	// lost every twelfth space nine in ten, of such with many runs in another order one in ten; no healthy page has gluedCount.
	gluedSeen  = 0.22
	gluedPairs = 3
	gluedFalls = 2 // strings that fall into words, from which on each unknown one is read between its neighbours, see lostInReading
	// In a text of a line or a few one string is enough that falls into three words and more: of
	// 80,000 healthy lines, each a text of its own, none has one.
	gluedFew   = 40 // words
	gluedThree = 12 // letters of the string
)

// lostSpaces reports a text whose unknown strings are for the most part words
// without a space between.
func lostSpaces(m *lang.Model, v *pass.View) bool {
	s := surveyOf(v).spellerOf(m)
	unknown, parted, n, three := 0, 0, 0, false
	words := wordsOf(v)
	met := make(map[string]bool) // a name that falls into words is one witness, however often it stands there
	for i := range words {
		w := &words[i]
		if w.mask != 0 || s.isKnown(w) || met[string(w.key)] {
			continue
		}
		met[string(w.key)] = true
		unknown += len(w.key)
		if len(w.key) < gluedLetters {
			continue
		}
		if cuts := s.textCuts(w); len(cuts) > 0 {
			parted += len(w.key)
			n++
			three = three || len(cuts) > 1 && len(w.key) >= gluedThree
		}
	}
	if n < gluedFalls && !three || float64(n) < gluedWords*float64(len(words)) {
		return false
	}
	if (n >= gluedCount || three && len(words) < gluedFew) && float64(parted) >= gluedText*float64(unknown) {
		return true
	}
	if n >= gluedCount {
		if seen, known := seenGlued(m, v, s); float64(seen+known) >= gluedSeen*float64(unknown+known) {
			return true
		}
	}
	return lostInReading(m, v, s)
}

// seenGlued counts the letters of the unknown strings that fall into words which are known to follow one another, and of
// the known ones that some write for two which do far more often.
func seenGlued(m *lang.Model, v *pass.View, s *speller) (unknown, known int) {
	words := wordsOf(v)
	met := make(map[string]bool)
	for i := range words {
		w := &words[i]
		if w.mask != 0 || len(w.key) < gluedLetters || met[string(w.key)] {
			continue
		}
		met[string(w.key)] = true
		if s.isKnown(w) {
			if own := m.Frequency(w.key); own < knownMost && together(m, w.key) >= max(knownTogether, knownTimes*own) {
				known += len(w.key)
			}
		} else if !m.Inflected(w.key) && together(m, w.key) >= gluedPairs {
			unknown += len(w.key)
		}
	}
	return unknown, known
}

// together is how often those two words that a string falls into were seen beside each other, 0 if it falls into none.
func together(m *lang.Model, key []byte) float64 {
	parts := cutUp(key, glued(m, key, briefGlued))
	if len(parts) == 1 {
		return 0
	}
	least := math.Inf(1)
	for k := 1; k < len(parts); k++ {
		seen, _ := m.Pair(parts[k-1], parts[k])
		least = min(least, seen)
	}
	return least
}

// textCuts is where a word that is none falls into others, in a text that lost
// spaces; nowhere if what it lost is a ZWNJ.
func (s *speller) textCuts(w *persianWord) []int {
	p := s.spelling(w)
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.loose {
		return p.looseCuts
	}
	p.loose = true
	seams := p.seams
	if p.contextual {
		if seams = p.alone; p.known {
			seams = s.m.Seams(lang.Token{Word: w.key})
		}
	}
	for _, q := range seams {
		if q.P >= restoreAt && s.m.Joint(w.key[:q.Letter+1], w.key[q.Letter+1:], nil, nil) >= jointAt {
			return nil
		}
	}
	inflected := p.whole
	if p.known || mayPart(seams) { // which make it whole as well
		inflected = s.m.Inflected(w.key)
	}
	if !inflected {
		p.looseCuts = glued(s.m, w.key, textGlued)
	}
	return p.looseCuts
}

// jointAt is the probability of a ZWNJ, not a space, from which on two parts are
// one word.
const jointAt = 0.3
