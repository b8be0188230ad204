package lang

import (
	"cmp"
	"math"
	"slices"
)

// Seams is a log-linear model of where a ZWNJ stood in a solid word: one
// logistic decision per place between two letters, from the letters around it,
// the words that end and begin there, the ways in which the whole word is
// written elsewhere, and the neighbours if those leave it open.
type Seams struct {
	weight []uint8 // by hashed feature, the bits of an int8; the length is a power of two
	scale  float32
	gap    [4]Calibration // of gaps, see Beside
	place  [4]Calibration // of places
}

// SeamTable is the seam model as the trainer makes it.
type SeamTable struct {
	Weight     []int8         // by hashed feature; the length is a power of two
	Scale      float64        // of one step of a weight
	Gap, Place [4]Calibration // of the sums of weights of gaps and places, see Beside
}

// Calibration makes a sum of weights the logarithm of the odds of a ZWNJ, in nats.
type Calibration struct{ Slope, Shift float64 }

// Beside tells which neighbours are known, as an index of calibrations: 1 for the one
// before, 2 for the one after, 3 for both.
func Beside(before, after []byte) (n int) {
	if len(before) > 0 {
		n |= 1
	}
	if len(after) > 0 {
		n |= 2
	}
	return n
}

// Place is one place in a word where a ZWNJ can stand.
type Place struct {
	Letter   int // the ZWNJ comes after this letter of the key, from 0
	Features []uint32
}

// Token is a solid word with its neighbours, as keys (see Key); a neighbour may be empty.
type Token struct{ Word, Left, Right []byte }

// Key folds a word to the letters by which the vocabulary knows it, and the
// places of its ZWNJs. It fails for a word with other signs in it.
func Key(word string) (key []byte, mask uint32, ok bool) { return parse(word) }

// Places are the places of the token and the features of each, for training.
func (m *Model) Places(t Token) []Place {
	f := m.featurer()
	var out []Place
	f.begin(t)
	for i := range len(t.Word) - 1 {
		if joinsNext(Symbol(t.Word[i])) {
			f.place(i)
			out = append(out, Place{i, slices.Clone(f.out)})
		}
	}
	return out
}

// Candidate is one way to write a solid word.
type Candidate struct {
	Text string  // with its ZWNJs
	Mask uint32  // bit i: a ZWNJ after letter i of the word (code points, marks not counted)
	P    float64 // probability, 0..1
}

const (
	openPlace     = 0.02 // probability below which a place is not considered
	maxPlaces     = 6    // most places considered in one word
	maxCandidates = 8
)

// Segment tells where ZWNJs belong in a solid word between two others (which may
// be empty), the likeliest way first; the word as it stands is always among the
// answers. A place after a letter that does not join is no place: a ZWNJ there
// leaves no trace. Words that are not solid strings of Persian letters, or
// longer than 31 letters, have no candidates.
func (m *Model) Segment(word, left, right string) []Candidate {
	key, mask, ok := parse(word)
	if !ok || mask != 0 {
		return nil
	}
	kl, _, _ := parse(left)
	kr, _, _ := parse(right)
	places := m.Seams(Token{key, kl, kr})
	out := []Candidate{{P: 1}}
	for _, p := range places {
		for _, c := range out[:len(out):len(out)] {
			out = append(out, Candidate{Mask: c.Mask | 1<<p.Letter, P: c.P * p.P})
		}
		for i := range len(out) / 2 {
			out[i].P *= 1 - p.P
		}
	}
	solid := out[0]
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.P, a.P) })
	if len(out) > maxCandidates {
		out = out[:maxCandidates]
		if !slices.ContainsFunc(out, func(c Candidate) bool { return c.Mask == 0 }) {
			out[maxCandidates-1] = solid
		}
	}
	for i := range out {
		out[i].Text = insert(word, out[i].Mask)
	}
	return out
}

// insert puts ZWNJs into a word.
func insert(word string, mask uint32) string {
	if mask == 0 {
		return word
	}
	var b []rune
	n := 0
	for _, r := range word {
		if SymbolOf(r).letter() {
			if n > 0 && mask>>(n-1)&1 == 1 {
				b = append(b, zwnj)
			}
			n++
		}
		b = append(b, r)
	}
	return string(b)
}

// Seam is a place in a solid word where a ZWNJ is conceivable.
type Seam struct {
	Letter int     // the ZWNJ comes after this letter of the key, from 0
	P      float64 // probability that it belongs there
}

// Contextual reports whether careful texts write the word in several ways, so
// that its neighbours have a say.
func (m *Model) Contextual(key []byte) bool {
	w := m.words
	if _, ok := hehStem(key); ok {
		return true
	}
	i := w.find(key)
	return i >= 0 && w.contextual(i)
}

func (w *Words) contextual(i int) bool {
	n := 0
	for v := range w.variants(i).all() {
		if v.count > 0 {
			n++
		}
	}
	return n > 1
}

// Spellings is how often texts of all kinds write a string of letters solid, and
// how often careful ones write it with ZWNJs.
func (m *Model) Spellings(key []byte) (solid, written float64) {
	w := m.words
	i := w.find(key)
	if i < 0 {
		return 0, 0
	}
	for v := range w.variants(i).all() {
		if v.mask == 0 {
			solid = counts[v.count]
		} else {
			written += counts[v.count]
		}
	}
	return max(solid, counts[w.free[i]]), written
}

// Seams are the places of the token at which a ZWNJ is conceivable, at most six,
// by rising letter. It is Segment without the spelling, for callers that look at
// many words. Words longer than 31 letters have none.
func (m *Model) Seams(t Token) []Seam {
	if len(t.Word) > maxWord {
		return nil
	}
	k := m.words.find(t.Word)
	if k >= 0 && (m.words.plain[k/32].Load()>>(k%32)&1 == 1 || m.words.settled(k)) {
		return nil
	}
	f := m.featurer()
	var places []Seam
	s := m.seams
	c := &s.place[Beside(t.Left, t.Right)]
	f.begin(t)
	for i := range len(t.Word) - 1 {
		if !joinsNext(Symbol(t.Word[i])) {
			continue
		}
		f.place(i)
		if p := s.p(f.out, c); p > openPlace {
			places = append(places, Seam{i, p})
		}
	}
	if len(places) == 0 && k >= 0 && !m.Contextual(t.Word) {
		m.words.plain[k/32].Or(1 << (k % 32))
	}
	m.veto(t.Word, places)
	exclude(places)
	if len(places) > maxPlaces {
		slices.SortStableFunc(places, func(a, b Seam) int { return cmp.Compare(b.P, a.P) })
		places = places[:maxPlaces]
		slices.SortFunc(places, func(a, b Seam) int { return cmp.Compare(a.Letter, b.Letter) })
	}
	return places
}

// settledCount is how often careful texts must have written a word solid, and
// never otherwise, for its letters not to be asked.
const settledCount = 60

// settled reports a word that is known to be written solid.
func (w *Words) settled(i int) bool {
	vs := w.variants(i)
	return vs.len() == 1 && vs.at(0).mask == 0 && counts[vs.at(0).count] >= settledCount
}

const (
	vetoCount = 30   // sightings of a word from which on its spelling is settled
	vetoShare = 0.05 // share of a ZWNJ below which it is written solid
	vetoed    = 0.1  // what is left of a probability
)

// veto lowers places inside a piece that, by itself, is a settled solid word:
// the places of a word are judged one by one, and تنها after another seam looks
// like تن and ها.
func (m *Model) veto(word []byte, places []Seam) {
	w := m.words
	from := 0
	for i := range places {
		if places[i].P < 0.5 {
			continue
		}
		to := len(word)
		for _, p := range places[i+1:] {
			if p.P >= 0.5 {
				to = p.Letter + 1
				break
			}
		}
		if k := w.find(word[from:to]); k >= 0 && to-from < len(word) {
			with, all := 0.0, 0.0
			for v := range w.variants(k).all() {
				all += counts[v.count]
				if v.mask>>(places[i].Letter-from)&1 == 1 {
					with += counts[v.count]
				}
			}
			if all >= vetoCount && with < vetoShare*all {
				places[i].P *= vetoed
				continue // the piece goes on
			}
		}
		from = places[i].Letter + 1
	}
}

// exclude lowers the worse of two places with one letter between them: no word has
// a piece of one letter.
func exclude(places []Seam) {
	for i := 1; i < len(places); i++ {
		a, b := &places[i-1], &places[i]
		if b.Letter-a.Letter > 1 {
			continue
		}
		if a.P < b.P {
			b = a
		}
		b.P *= vetoed
	}
}

// p is the probability of a place with these features.
func (s *Seams) p(features []uint32, c *Calibration) float64 {
	sum := int32(0)
	mask := uint32(len(s.weight) - 1)
	for _, h := range features {
		sum += int32(int8(s.weight[h&mask]))
	}
	return 1 / (1 + math.Exp(-float64(sum)*float64(s.scale)*c.Slope-c.Shift))
}
