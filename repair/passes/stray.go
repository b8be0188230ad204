package passes

import (
	"context"
	"math"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
)

// Strokes remembers, between the rounds of one text, what Stray asked of the model.
// It is not safe for concurrent use.
type Strokes struct {
	logp map[string]wordScore
	rare map[rune]float64 // expected share of a letter
}

// NewStrokes remembers nothing yet.
func NewStrokes() *Strokes {
	return &Strokes{logp: make(map[string]wordScore), rare: make(map[rune]float64)}
}

// Stray takes out letters that stand where a stretched line had tatweels. The memory
// holds answers of the same model, or is nil.
func Stray(m *lang.Model, memory *Strokes) pass.Pass {
	return pass.Pass{
		Name:  "stray-letter",
		Class: pass.Lossy,
		After: []string{"letters"},
		Doc: `Fault: one and the same letter stands one to six times over inside the words of a line, behind letters
that join on.
Cause: the line was stretched with tatweels, whose glyph the font's map gives that letter.
Repair: there are two kinds of line. In the one, seen, sheen, sad and dad are stretched, wherever they join
on and always alike (after-seen); in the other, any joining letter is (after-joined). The letter, the kind and the count
of a line are those under which its words are likeliest; a letter more than the count is a real one. Lines that are
sure by themselves tell the letter of the text, with which lines that show less are judged.
Left alone: letters after one that does not join, and the last letter of a word, which are never strokes; lines
in other languages; lines without at least two words that become words only when the letters are gone, unless a noon stands behind
every seen and sad of a text of a word or two (lone).
Words that somebody drew out (عااالی) tell of no line by themselves.
Risk: a single line of dialect or of doubled letters typed for emphasis, in a text that has such lines.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) {
			if m == nil {
				return nil, nil
			}
			s := strays{Strokes: memory, m: m, v: v, speller: surveyOf(v).spellerOf(m)}
			if memory == nil {
				s.Strokes = NewStrokes()
			}
			return s.run(ctx)
		},
	}
}

// Prices and margins, in nats. Tuned on package damage's stray letters in the
// treebank's and newspapers' text, and on 8 MB of the same text unbroken.
const (
	otherKind    = 2.0  // what a line of the second kind is less frequent than one of the first
	mixedKinds   = 2.0  // and one with another count behind seens
	seenHit      = 0.97 // share of the seens and sads that are stretched in a line of the first kind
	mixedHit     = 0.5  // the same in a line of the second kind
	joinedHit    = 0.13 // share of the other joining letters that are stretched there
	unseenPrice  = 2.0  // what a word costs that the vocabulary does not hold, beyond its letters
	sureMargin   = 9.0  // by which a line must read better to be sure by itself
	sureGain     = 2    // and words that must become known
	singleMargin = 16.0
	singleGain   = 3
	knownMargin  = 1.5  // the same margin once the letter is known from sure lines
	sureLines    = 2    // sure lines that tell the letter of a text
	rivalMargin  = 25.0 // margin of a line with another letter than the text's
)

const (
	maxStroke   = 6   // letters that one stretch can have
	maxRuns     = 6   // places in a word; words with more are left
	maxStraySet = 200 // candidates of a word
	minStray    = 8   // letters of a line that is looked at
	cacheWords  = 1 << 14
)

// strays is one run of the pass.
type strays struct {
	*Strokes
	m    *lang.Model
	v    *pass.View
	utf8 []byte // of a word, to look it up without making a string of it

	speller *speller
	list    []strayWord   // of a line, and the runs of its words
	runs    []pass.Range  //
	written map[rune]bool // see isWritten
}

// reading is a line without its strays.
type reading struct {
	kind   kind
	edits  []pass.Edit
	margin float64 // by which it reads better than the line as it stands
	gain   int     // words that become known less those that become unknown
}

func (s *strays) run(ctx context.Context) ([]pass.Edit, error) {
	lines := s.v.Lines()
	best := make(map[int]reading)
	votes := make(map[rune]int)
	shown := linesOf(s.v)
	for i, l := range lines {
		if shown[i].judged&strokeless != 0 {
			continue
		}
		letters := s.candidates(l)
		if len(letters) == 0 {
			shown[i].judged |= strokeless
			continue
		}
		unknown := s.unknown(i, letters...)
		for _, letter := range letters {
			if s.holding(unknown, letter) < sureGain || shown[i].isStrange() && !isStrange(letter) || s.isWritten(letter) { // see foreign
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if r := s.read(l, unknown, letter, sureGain); r.sure() && r.margin > best[i].margin {
				best[i] = r
			}
		}
		if r, ok := best[i]; ok {
			if s.foreign(i, best[i].kind.letter) {
				delete(best, i)
				continue
			}
			votes[r.kind.letter]++
		} else {
			shown[i].judged |= strokeless
		}
	}
	if len(best) == 0 {
		return s.lone(), nil
	}
	letter, most := rune(0), 0
	for r, n := range votes {
		if n > most || n == most && r < letter {
			letter, most = r, n
		}
	}
	if !accordsIn(s.m, most, len(lines)) {
		return nil, nil
	}
	var edits []pass.Edit
	for i, l := range lines {
		r, ok := best[i]
		if most >= sureLines && (!ok || r.kind.letter != letter && r.margin < rivalMargin) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			unknown := s.unknown(i, letter)
			if len(unknown) == 0 {
				continue
			}
			r = s.read(l, unknown, letter, 1)
			ok = r.margin > knownMargin && r.gain >= 1 && !s.foreign(i, r.kind.letter)
		}
		if !ok {
			continue
		}
		for _, e := range r.edits {
			e.Confidence = 1 - 0.1/(1+r.margin/sureMargin)
			edits = append(edits, e)
		}
	}
	return edits, nil
}

// sure reports a reading that needs no other line. Single letters here and there,
// not doubled and not behind each seen, must turn more words into known ones.
func (r reading) sure() bool {
	if r.kind.other == 1 {
		return r.margin > singleMargin && r.gain >= singleGain
	}
	return r.margin > sureMargin && r.gain >= sureGain
}

// foreign reports that line n is in another language of the script, which the letter
// that is a stroke does not tell.
func (s *strays) foreign(n int, letter rune) bool {
	l := *linesOf(s.v)[n]
	if isStrange(letter) {
		for _, c := range s.v.Text[s.v.Lines()[n].From:s.v.Lines()[n].To] {
			if c.R == letter {
				l.strange--
			}
		}
	}
	if l.isStrange() {
		return true
	}
	language, by := lang.IdentifyRunes(s.v.Runes(s.v.Lines()[n]))
	if isOthers(s.m, s.v) {
		return language != s.m.Language() || by < surePersian
	}
	return language != s.m.Language() && language != lang.Unknown && by > 0.7
}

const (
	writtenLeast = 4   // places of such a letter where no stroke can be,
	writtenShare = 0.2 // and share of them among all, from which on the text has it as a letter
)

// isWritten reports a letter that Persian has rarely or not, and the text as a letter, as texts in
// languages close to Persian do: it stands behind letters that do not join on and at the ends of
// words too, where no stroke does.
func (s *strays) isWritten(letter rune) bool {
	if !isRare(letter) {
		return false
	}
	if s.written == nil {
		s.written = s.writtenLetters()
	}
	return s.written[letter]
}

// isRare reports a letter that Persian has rarely or not.
func isRare(r rune) bool {
	return kindOf(r)&kindRare != 0
}

// writtenLetters are the rare letters that the text has as letters.
func (s *strays) writtenLetters() map[rune]bool {
	t, all, out := s.v.Text, make(map[rune]int), make(map[rune]int)
	for i, c := range t {
		if !isRare(c.R) {
			continue
		}
		if all[c.R]++; !isArabic(at(t, i+1)) || at(t, i-1) != c.R && !joinsNext(at(t, i-1)) {
			out[c.R]++
		}
	}
	written := make(map[rune]bool)
	for r, n := range out {
		written[r] = n >= writtenLeast && float64(n) >= writtenShare*float64(all[r])
	}
	return written
}

// candidates are the letters that are suspiciously frequent in a line: doubled,
// or behind nearly every seen, or far more than their share. It is the gate.
func (s *strays) candidates(l pass.Range) (letters []rune) {
	const low, high = 0x0620, 0x06D5
	var total, doubled, afterSeen [high - low]uint8
	seens, n := 0, 0
	prev := rune(0)
	for _, c := range s.v.Text[l.From:l.To] {
		r := c.R
		if r < low || r >= high || !isArabic(r) {
			prev = 0
			continue
		}
		n++
		i := r - low
		total[i] += uint8(1 - total[i]>>7) // up to 128
		if r == prev {
			doubled[i] += uint8(1 - doubled[i]>>7)
		}
		if isSeen(prev) {
			seens++
			afterSeen[i] += uint8(1 - afterSeen[i]>>7)
		}
		prev = r
	}
	if n < minStray {
		return nil
	}
	for i := range total {
		t := int(total[i])
		if t < 2 {
			continue
		}
		a := int(afterSeen[i])
		if doubled[i] >= 2 || a >= 2 && 5*a >= 4*seens || t >= 5 && float64(t) >= 1.5*s.share(rune(i)+low)*float64(n)+2 {
			letters = append(letters, rune(i)+low)
		}
	}
	return letters
}

// share is how frequent a letter is in the language.
func (s *strays) share(r rune) float64 {
	p, ok := s.rare[r]
	if !ok {
		p = math.Exp(s.m.LogProb([]rune{}, []rune{r}))
		s.rare[r] = p
	}
	return p
}

// read finds the likeliest kind of a line, stretched by the given letter, of whose words
// some are unknown. A reading by which fewer than gain of them become known is of no use.
func (s *strays) read(l pass.Range, unknown []pass.Range, letter rune, gain int) (best reading) {
	if !s.clear(unknown, letter, gain) {
		return reading{}
	}
	kinds := s.kinds(l, letter)
	if !s.promises(kinds, gain) {
		return reading{}
	}
	words := s.words(l, letter)
	for _, k := range kinds {
		if r := s.stretched(words, k, gain >= sureGain); r.margin > best.margin {
			best = r
		}
	}
	return best
}

// clear lists the unknown words that may become known without some letters, and reports whether they are as
// many as are asked for.
func (s *strays) clear(unknown []pass.Range, letter rune, gain int) bool {
	words, runs := s.list[:0], s.runs[:0]
	for _, w := range unknown {
		var word strayWord
		if word, runs = s.word(w, letter, runs); s.clears(&word) {
			words = append(words, word)
		}
	}
	s.list, s.runs = words, runs
	return len(words) >= gain
}

// promises reports that by some kind as many of the words that clear listed become known as are asked for.
// Known words can only take from that, so without a promise they need not be weighed.
func (s *strays) promises(kinds []kind, gain int) bool {
	words := s.list
	for i := range words {
		words[i].now = s.score(s.v.Text[words[i].From:words[i].To])
	}
	for _, k := range kinds {
		known := 0
		for i := range words {
			if s.best(&words[i], k).known {
				known++
			}
		}
		if known >= gain {
			return true
		}
	}
	return false
}

// unknown lists the words of line n that hold one of the letters and are not known.
// In a healthy line there are few, and no letter needs to be weighed.
func (s *strays) unknown(n int, letters ...rune) (words []pass.Range) {
	t, l, listed := s.v.Text, s.v.Lines()[n], listedIn(s.v, n)
	for i := l.From; i < l.To; i++ {
		if !isInWord(t[i].R) {
			continue
		}
		w := wordAfter(t, l, i)
		i = w.To - 1
		for len(listed) > 0 && int(listed[0].from) < w.From {
			listed = listed[1:]
		}
		if len(listed) > 0 && listed[0].isAt(w.From, w.To) {
			if s.isKnown(&listed[0]) {
				continue // as nearly all are, and have been asked for
			}
			if has(t, w, func(r rune) bool { return slices.Contains(letters, r) }) {
				words = append(words, w)
			}
		} else if has(t, w, func(r rune) bool { return slices.Contains(letters, r) }) && !s.m.Known(string(s.spell(t[w.From:w.To]))) {
			words = append(words, w)
		}
	}
	return words
}

// isKnown reports a word of the vocabulary.
func (s *strays) isKnown(w *persianWord) bool {
	if w.mask != 0 {
		return s.m.KnownKey(w.key, w.mask)
	}
	return s.speller.isKnown(w)
}

// holding counts the words that hold a letter.
func (s *strays) holding(words []pass.Range, letter rune) (n int) {
	for _, w := range words {
		if has(s.v.Text, w, func(r rune) bool { return r == letter }) {
			n++
		}
	}
	return n
}

// markTwice marks the words that stood before in their line: they say no more than once.
func (s *strays) markTwice(words []strayWord) {
	first := make(map[uint64]int, len(words)) // by hash
	for i := range words {
		w := &words[i]
		t := s.v.Text[w.From:w.To]
		same := func(b strayWord) bool {
			return b.Len() == w.Len() && s.v.Text[b.From:b.To].Compare(t) == 0
		}
		h := hashOf(t)
		k, met := first[h]
		switch {
		case !met:
			first[h] = i
		case same(words[k]):
			w.twice = true
		default: // of another word by chance or intent
			w.twice = slices.ContainsFunc(words[:i], same)
		}
	}
}

// stretched reads a line as stretched in the given way; one that stands by itself is not told of
// by words that somebody may have drawn out.
func (s *strays) stretched(words []strayWord, k kind, alone bool) (best reading) {
	best.kind = k
	for i := range words {
		w := &words[i]
		c := s.best(w, k)
		// A word that nobody knows is no better witness for being repeated.
		witness := !w.twice && !(alone && (s.isEmphatic(w, c) || s.isPrefixed(w, c)))
		if c.score < 0 || witness {
			best.margin += c.score
		}
		if c.runs == nil {
			continue
		}
		if c.known && !w.now.known {
			if witness {
				best.gain++
			}
		} else if !c.known && w.now.known {
			best.gain--
		}
		for j, n := range c.runs {
			if n == 0 {
				continue
			}
			r := w.runs[j]
			reason := "after-joined"
			if k.other == 0 {
				reason = "after-seen"
			}
			best.edits = append(best.edits, s.v.Delete(pass.Range{From: r.From, To: r.From + n}, reason, 0))
		}
	}
	switch {
	case k.other > 0 && k.seen != k.other:
		best.margin -= mixedKinds + otherKind
	case k.other > 0:
		best.margin -= otherKind
	}
	if len(best.edits) == 0 {
		best.margin = 0
	}
	return best
}
