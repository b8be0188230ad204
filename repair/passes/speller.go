package passes

import (
	"slices"
	"sync"

	"github.com/paknevis/paknevis/repair/lang"
)

// What the passes ask the language model about words and the gaps between them, asked once for
// each word of a document: nearly all of its words are among the few thousand that came before.

// speller asks the model, and remembers what it said of words whose neighbours
// have no say. Pages of one document may ask it at the same time.
type speller struct {
	m     *lang.Model
	mu    sync.Mutex
	known map[string]*spelling
	fixed map[string]bool
}

// spelling is what the model says of a solid word.
type spelling struct {
	seams      []lang.Seam
	contextual bool  // the neighbours have a say: seams is not set
	known      bool  // as it stands, see lang.Model.Known
	whole      bool  // known, or built of what is
	common     bool  // see common
	cut        bool  // cuts is set
	cuts       []int // see glued
	loose      bool  // looseCuts is set
	looseCuts  []int // see textCuts

	alone []lang.Seam // of a contextual word that is not known: its places without neighbours
}

// maxSpellings bounds what a speller remembers.
const maxSpellings = 1 << 17

func newSpeller(m *lang.Model) *speller {
	return &speller{m: m, known: make(map[string]*spelling), fixed: make(map[string]bool)}
}

// spelling is what the model says of a word by itself.
func (s *speller) spelling(w *persianWord) *spelling {
	if w.spelling == nil {
		s.ask(w)
	}
	w.shape = w.wordForm.shape
	return w.spelling
}

// isKnown is known of the spelling of a word.
func (s *speller) isKnown(w *persianWord) bool {
	if w.shape&shapeAsked == 0 {
		s.spelling(w)
	}
	return w.shape&shapeKnown != 0
}

// isCommon is common of the spelling of a word.
func (s *speller) isCommon(w *persianWord) bool {
	if w.shape&shapeAsked == 0 {
		s.spelling(w)
	}
	return w.shape&shapeCommon != 0
}

// ask asks for the spelling of a word's form.
func (s *speller) ask(w *persianWord) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.known[string(w.key)]
	if p == nil {
		if len(s.known) >= maxSpellings {
			clear(s.known)
		}
		p = &spelling{contextual: s.m.Contextual(w.key), known: s.m.KnownKey(w.key, 0), common: s.common(w.key)}
		if p.whole = p.known; !p.contextual {
			p.seams = s.m.Seams(lang.Token{Word: w.key})
			p.whole = p.known || built(s.m, w.key, p.seams)
		} else if !p.known {
			p.alone = s.m.Seams(lang.Token{Word: w.key})
			p.whole = built(s.m, w.key, p.alone)
		}
		s.known[string(w.key)] = p
	}
	f := w.wordForm
	f.spelling = p
	f.shape |= shapeAsked
	if p.known {
		f.shape |= shapeKnown
	}
	if p.common {
		f.shape |= shapeCommon
	}
	if !p.contextual && len(p.seams) == 0 {
		f.shape |= shapePlain
	}
}

// built reports an unknown string that is a word all the same: with a ZWNJ that
// was lost, or with endings.
func built(m *lang.Model, key []byte, seams []lang.Seam) bool {
	return mayPart(seams) || m.Inflected(key)
}

// mayPart reports a place in a string where a ZWNJ is likely enough that the whole
// is one word.
func mayPart(seams []lang.Seam) bool {
	return slices.ContainsFunc(seams, func(p lang.Seam) bool { return p.P >= builtAt })
}

// builtAt is the probability of a ZWNJ from which on a string is one word.
const builtAt = 0.2

// common reports a word that texts hold often enough to be sure of it.
func (s *speller) common(key []byte) bool {
	return s.m.Frequency(key) >= splitRare
}

// commonPiece is common of a piece of a word, which is known for one that is all of it.
func (s *speller) commonPiece(w *persianWord, piece []byte) bool {
	if w.mask == 0 {
		return s.isCommon(w)
	}
	return s.common(piece)
}

// cuts is where a word that is none falls into others.
func (s *speller) cuts(p *spelling, key []byte) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !p.cut {
		p.cut, p.cuts = true, glued(s.m, key, sureGlued)
	}
	return p.cuts
}

// noSeams is what most words have between their neighbours.
var noSeams = new([]lang.Seam)

// seams are the places of a solid word.
func (s *speller) seams(words []persianWord, i int) []lang.Seam {
	w := &words[i]
	if w.shape&shapePlain != 0 {
		return nil
	}
	p := s.spelling(w)
	if !p.contextual {
		return p.seams
	}
	if w.here != nil {
		return *w.here
	}
	t := lang.Token{Word: w.key}
	if w.after {
		t.Left = words[i-1].key
	}
	if i+1 < len(words) && words[i+1].after {
		t.Right = words[i+1].key
	}
	w.here = noSeams
	if seams := s.m.Seams(t); len(seams) > 0 {
		w.here = &seams
	}
	return *w.here
}

// aroundSeam are the strings on both sides of a place, as far as the next places of the word that are
// as likely to hold a ZWNJ as not.
func aroundSeam(key []byte, seams []lang.Seam, n int) (left, right []byte) {
	from, to := 0, len(key)
	for _, p := range seams {
		switch {
		case p.P < evenOdds:
		case p.Letter < n:
			from = max(from, p.Letter+1)
		case p.Letter > n:
			to = min(to, p.Letter+1)
		}
	}
	return key[from : n+1], key[n+1 : to]
}

const evenOdds = 0.5

// joint is the probability that the gap before a word is a ZWNJ.
func (s *speller) joint(words []persianWord, i int) float64 {
	if !words[i].after {
		return 0
	}
	// The pieces next to the gap, not the words: «کتاب‌خانه ها» asks of خانه and ها.
	// So the answer does not change with what is joined around it.
	a, before := lastPiece(&words[i-1])
	if before == nil && words[i-1].after {
		before, _ = lastPiece(&words[i-2])
	}
	b, after := firstPiece(&words[i])
	if after == nil && i+1 < len(words) && words[i+1].after {
		after, _ = firstPiece(&words[i+1])
	}
	return s.m.Joint(a, b, before, after)
}

// attested reports whether careful texts join the two pieces by a ZWNJ. Where
// little tells that ZWNJs were lost, the odd one is put in only on this
// testimony: verse parts می and مخور with good reason.
func (s *speller) attested(a, b []byte) bool {
	left, right := lang.Spell(a), lang.Spell(b)
	n, joint := s.m.Pair(left, right)
	if n == 0 || joint < attestedShare {
		return false
	}
	if string(a) != keyMi {
		return true
	}
	// A verb has its negation: there is نمی‌خورد, but no نمی‌خواره.
	negated, _ := s.m.Pair("ن"+left, right)
	return negated > 0
}

// attestedShare is the share of ZWNJs in the gaps between two pieces from which
// on they are a word.
const attestedShare = 0.5

// attestedGap is attested for the pieces on both sides of a space.
func (s *speller) attestedGap(a, b *persianWord) bool {
	left, _ := lastPiece(a)
	right, _ := firstPiece(b)
	return s.attested(left, right) || s.endsLike(left, right)
}

// endsLike reports an ending that careful texts join to whatever stands before
// it. There are too many nouns for each to be attested.
func (s *speller) endsLike(left, right []byte) bool {
	k := gapKind(left, right)
	return k != seamVerb && k != seamOther
}

// lastPiece is what stands after the last ZWNJ of a word, and the piece before it.
func lastPiece(w *persianWord) (last, before []byte) {
	end := len(w.key)
	for n := len(w.key) - 1; n > 0; n-- {
		if w.mask>>(n-1)&1 == 1 {
			if last != nil {
				return last, w.key[n:end]
			}
			last, end = w.key[n:], n
		}
	}
	if last == nil {
		return w.key, nil
	}
	return last, w.key[:end]
}

// firstPiece is what stands before the first ZWNJ of a word, and the piece after it.
func firstPiece(w *persianWord) (first, after []byte) {
	from := 0
	for n := range w.key {
		if w.mask>>n&1 == 1 {
			if first != nil {
				return first, w.key[from : n+1]
			}
			first, from = w.key[:n+1], n+1
		}
	}
	if first == nil {
		return w.key, nil
	}
	return first, w.key[from:]
}

// Sightings of a word that stands solid, and how often it does for one time that it
// has a ZWNJ, from which on that is its usual spelling: آنها.
const (
	usualCount = 100
	usualTimes = 4
)

// usuallySolid reports a word that texts of all kinds write solid as a rule.
func (s *speller) usuallySolid(w *persianWord) bool {
	p := s.spelling(w)
	if !p.contextual { // one spelling: its seams are judged by that
		return false
	}
	solid, written := s.m.Spellings(w.key)
	return solid >= usualCount && solid >= usualTimes*written
}

// usuallyOne reports two words that texts of all kinds write as one, without a ZWNJ, as a rule.
func (s *speller) usuallyOne(a, b *persianWord) bool {
	if a.mask|b.mask != 0 {
		return false
	}
	solid, written := s.m.Spellings(slices.Concat(a.key, b.key))
	return solid >= usualCount && solid >= usualTimes*written
}

// neverSolid reports a word that texts of all kinds write with its ZWNJs only.
func (s *speller) neverSolid(key []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.fixed[string(key)]
	if !ok {
		if len(s.fixed) >= maxSpellings {
			clear(s.fixed)
		}
		solid, written := s.m.Spellings(key)
		v = written >= fixedCount && solid <= fixedShare*written
		s.fixed[string(key)] = v
	}
	return v
}

// mostlySolid reports a word that more texts write solid than with its ZWNJs: one of its own (میدانی, of a field).
func (s *speller) mostlySolid(key []byte) bool {
	solid, written := s.m.Spellings(key)
	return solid > written
}

// mostlyWritten reports a word that is written with its ZWNJs as a rule, or was never seen solid.
func (s *speller) mostlyWritten(key []byte) bool {
	solid, written := s.m.Spellings(key)
	return solid <= mostlyShare*(solid+written)
}

// mostlyShare: دانش‌آموزان stands solid in 6 of 100 texts, those that lost it, تفاهم‌نامه in 43.
const mostlyShare = 0.1

// Sightings of a word with its ZWNJs, and the share of solid ones up to which
// nobody writes it solid.
const (
	fixedCount = 8
	fixedShare = 0.02
)
