package passes

import (
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
)

// ZWNJPolicy says what may be done about ZWNJs.
type ZWNJPolicy uint8

const (
	// RestoreZWNJ puts back what was lost, in the way the document itself writes:
	// where it writes pluralEndings solid and verbs with ZWNJ, pluralEndings stay solid.
	RestoreZWNJ ZWNJPolicy = iota
	// KeepZWNJ adds none and moves none.
	KeepZWNJ
	// AcademyZWNJ writes as the Academy of Persian Language and Literature
	// prescribes (dastur-e khatt, 2022), whatever the document's habit: half-spaces
	// for spaces too.
	AcademyZWNJ
)

// seamKind sorts the places of ZWNJs by what authors treat alike.
type seamKind uint8

const (
	seamVerb   seamKind = iota // می and نمی before a verb
	seamPlural                 // ها and what begins with it
	seamHeh                    // ای, ام, ات, اش, اند ... after a silent heh
	seamDegree                 // تر and ترین
	seamOther                  // compounds, clitics
	seamFixed                  // any other place in a word that careful texts never write solid
	seamKinds
)

// Habits is how a document writes its ZWNJs. Learn it from all pages that belong
// together; the zero value knows nothing.
type Habits struct {
	written [seamKinds]int // a ZWNJ stands
	solid   [seamKinds]int // nothing stands where one is sure to belong
	spaced  [seamKinds]int // a space stands there
	apart   [seamKinds]int // a space stands there and is surely right: می that is wine
	loose   int            // a space stands in a word that most texts write solid: آن ها
	close   int            // such a word stands solid: آنها
	beyond  int            // places in solid beyond doubt, none of which an author can have wanted so
	words   int            // all Persian words
	brief   bool           // the text is, see hasFewLines
	ordered bool           // see Context.Ordered: what is written was lost too

	language lang.Language // of the document
	speller  *speller      // what was asked of the model so far; nil without a model
}

// Sureness at which a place counts as evidence of a habit.
const sureSeam = 0.9

// LearnHabits reads a document's habits off its text.
func LearnHabits(m *lang.Model, t page.Text) *Habits {
	return habitsWith(newSpeller(m), persianWords(t), t)
}

func habitsWith(s *speller, words []persianWord, t page.Text) *Habits {
	h := habitsOf(s, words)
	h.countSpaced(s, words)
	h.brief = hasFewLines(t)
	h.language, h.speller = textLanguage(t[:min(len(t), sample)]), s
	return h
}

// spellerOf is the speller that the habits were learned with, if it asks the
// same model, or a new one.
func (h *Habits) spellerOf(m *lang.Model) *speller {
	if h != nil && h.speller != nil && h.speller.m == m {
		return h.speller
	}
	return newSpeller(m)
}

// habitsOf counts what is written with a ZWNJ and what stands solid.
func habitsOf(s *speller, words []persianWord) *Habits {
	h := &Habits{words: len(words)}
	for i := range words {
		w := &words[i]
		if w.mask != 0 {
			for n := range w.key {
				if w.mask>>n&1 == 1 {
					h.written[s.kind(w.key, n)]++
				}
			}
			continue
		}
		seams := s.seams(words, i)
		if len(seams) > 0 && s.usuallySolid(w) {
			h.close++
		}
		for _, p := range seams {
			if p.P < sureSeam {
				continue
			}
			k := s.kind(w.key, p.Letter)
			h.solid[k]++
			if p.P >= restoreFewAt && k.required() && s.attested(w.key[:p.Letter+1], w.key[p.Letter+1:]) {
				h.beyond++
			}
		}
	}
	return h
}

// countSpaced counts the spaces where a ZWNJ surely belongs.
func (h *Habits) countSpaced(s *speller, words []persianWord) {
	for i := range words {
		if !words[i].after {
			continue
		}
		k := gapBefore(words, i)
		if k == seamOther {
			continue
		}
		if s.usuallyOne(&words[i-1], &words[i]) {
			h.loose++
		}
		switch p := s.joint(words, i); {
		case p >= sureSeam:
			h.spaced[k]++
		case p <= 1-sureSeam:
			h.apart[k]++
		}
	}
}

func sum(a [seamKinds]int) (n int) {
	for _, v := range a {
		n += v
	}
	return n
}

const (
	// A document that writes this share of its ZWNJs has not lost them; what it
	// writes solid is its habit, or a slip.
	healthyShare = 0.5
	// Prose needs a ZWNJ in 7 to 9 of 100 words. Where fewer than this share of the
	// words surely lack one, none were lost: an author's spelling, or verse.
	lostDensity = 0.02
	// A kind of place that a healthy document writes with ZWNJ at least this often
	// is its habit, and what stands solid is a slip.
	habitShare = 0.9
	// Fewest written places that make a habit.
	habitCount = 5
	// Sure losses from which on a text is known to have lost its ZWNJs.
	lostCount = 4
	// A space is a slip only where no more than this share of its kind is right.
	apartShare = 0.02
)

// required reports the kinds of places that no spelling in use leaves solid: a
// word is misread there. Plurals, degreeEndings and compounds are written solid by
// whoever likes them so.
func (k seamKind) required() bool { return k == seamVerb || k == seamHeh || k == seamFixed }

// lost reports whether ZWNJs of this kind were lost, so that every sure place is
// to be restored.
func (h *Habits) lost(k seamKind) bool {
	written, solid := sum(h.written), sum(h.solid)
	if h.ordered {
		if k == seamOther || k == seamDegree { // within a run, at whose end a ZWNJ would stand: the author's
			return false
		}
		written, solid = 0, written+solid
	}
	if float64(solid) < lostDensity*float64(h.words) || float64(written) >= healthyShare*float64(written+solid) {
		return false
	}
	if k.required() {
		return true
	}
	// What may be solid by choice was lost only where the rest was.
	must := 0
	for r := range seamKinds {
		switch {
		case r.required() && h.ordered:
			must += h.solid[r] + h.written[r]
		case r.required():
			must += h.solid[r] - h.written[r]
		}
	}
	return must > 0
}

// few reports a text so short that its losses may be the author's spelling, or one in which most of what
// is left was never lost.
func (h *Habits) few() bool { return h.ordered || h.beyond == 0 && sum(h.solid) < lostCount }

// lostInBrief reports whether what stands solid between two pieces in a text of a line or a few was
// lost: a word is misread there, or the text writes no ZWNJ at all and types no spaces for them, or
// it writes as many in other places of the kind. Comparatives are written solid by many (بزرگتر).
func (h *Habits) lostInBrief(k seamKind, right []byte) bool {
	switch plurals := h.written[seamPlural] - h.solid[seamPlural]; {
	case sum(h.written)+sum(h.spaced) == 0:
		return k != seamDegree
	case k == seamHeh && pluralEndings[string(right)]:
		return plurals >= 0
	case k.required():
		return true
	case k == seamPlural:
		return h.written[k] > 0 && plurals >= 0
	}
	return k == seamDegree && h.written[k] > 0
}

// slip reports whether what stands solid in such a place is a slip. Only verbs
// tell: careful authors write pluralEndings and compounds now so, now so.
func (h *Habits) slip(k seamKind) bool {
	return k == seamVerb && h.written[k] >= habitCount && float64(h.written[k]) >= habitShare*float64(h.written[k]+h.solid[k])
}

// spacedSlip reports whether a space in such a place is a slip: the document all
// but always writes a ZWNJ there, or, in a line or a few, as often as not. Compounds are left out, which authors part now
// so, now so.
func (h *Habits) spacedSlip(k seamKind) bool {
	n := h.written[k]
	if h.lost(k) { // learned before they were restored
		n += h.solid[k]
	}
	if h.brief {
		return k != seamOther && n >= max(1, h.spaced[k]) && h.apart[k] == 0
	}
	return k != seamOther && n >= habitCount && float64(h.apart[k]) <= apartShare*float64(n) && float64(n) >= habitShare*float64(n+h.spaced[k])
}

// writes reports a text that writes its ZWNJs: most places that could have one do.
func (h *Habits) writes() bool {
	written := sum(h.written)
	return written >= habitCount && float64(written) >= writesShare*float64(written+sum(h.solid)+sum(h.spaced))
}

// spacesForJoiners reports a text that has spaces where its ZWNJs were, if it came out of a program
// that writes them so. Who types spaces writes words solid that most write solid (آنها): where a
// space parts these too, it was none.
func (h *Habits) spacesForJoiners() bool {
	written, solid, spaced := sum(h.written), sum(h.solid), sum(h.spaced)
	return spaced >= joinerSpaces && float64(written+solid) <= joinerOthers*float64(spaced) && h.close <= looseTimes*h.loose+looseLeast
}

const (
	joinerSpaces = 2   // places where a ZWNJ surely belongs and a space stands
	joinerOthers = 0.2 // places with a ZWNJ or nothing, for each of these, that other repairs may have made
)

// Words that most texts write solid, for each that has a space inside, up to which the spaces of
// a text are ZWNJs, and how many say nothing.
const (
	looseTimes = 2
	looseLeast = 1
)

// writesShare: on scans of texts that have all of theirs nine in ten come through.
const writesShare = 0.7

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

// kind sorts the place after letter n of a word.
func (s *speller) kind(key []byte, n int) seamKind {
	k := gapKind(key[:n+1], key[n+1:])
	if !k.required() && s.neverSolid(key) {
		return seamFixed
	}
	return k
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

var (
	keyMi, keyN = keyOf("می"), keyOf("ن")
	keyHeh      = keyOf("ه")
	// What can stand before می and نمی in one word.
	preverbs      = keySet("بر در باز فرو فرا وا")
	pluralEndings = keySet("ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هایند هایید هاییم هام هات هاش هامون هاتون هاشون")
	degreeEndings = keySet("تر تری ترین ترینی ترم ترت ترش ترها ترهای ترینها ترینهای")
	hehEndings    = keySet("ی ای ام ات اش اند ایم اید مان تان شان ایی است")
)

// opensEnding tells the letters with which one of the endings begins.
var opensEnding = func() (t [256]bool) {
	for _, set := range []map[string]bool{pluralEndings, degreeEndings, hehEndings} {
		for e := range set {
			t[e[0]] = true
		}
	}
	return t
}()

// isVerbPrefix reports می and what ends in it: نمی, برمی.
func isVerbPrefix(key string) bool {
	opening, ok := strings.CutSuffix(key, keyMi)
	return ok && opensVerb(opening)
}

// opensVerb reports what can stand before می in a verb.
func opensVerb(key string) bool {
	key = strings.TrimSuffix(key, keyN)
	return key == "" || preverbs[key]
}

// keySet is a set of words by key.
func keySet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[keyOf(w)] = true
	}
	return set
}

func keyOf(s string) string {
	key, _, _ := lang.Key(s)
	return string(key)
}

// gapBefore sorts the gap between word i and the one before it.
func gapBefore(words []persianWord, i int) seamKind {
	if words[i-1].shape&shapeMi == 0 && words[i].shape&shapeEnding == 0 {
		return seamOther // as nearly all are
	}
	return gapKind(words[i-1].key, words[i].key)
}

// gapKind sorts the place between two strings of letters.
func gapKind(a, b []byte) seamKind {
	n := len(a)
	if isVerbPrefix(string(a)) {
		return seamVerb
	}
	if len(b) == 0 || !opensEnding[b[0]] {
		return seamOther
	}
	plural, degree := pluralEndings[string(b)], degreeEndings[string(b)]
	switch {
	case n > 0 && a[n-1] == keyHeh[0] && (plural || degree || hehEndings[string(b)]):
		return seamHeh
	case plural:
		return seamPlural
	case degree:
		return seamDegree
	}
	return seamOther
}
