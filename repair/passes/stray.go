package passes

import (
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
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
in other languages; lines without at least two words that become words only when the letters are gone.
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

type wordScore struct {
	logp  float64
	known bool
}

// strays is one run of the pass.
type strays struct {
	*Strokes
	m    *lang.Model
	v    *pass.View
	utf8 []byte // of a word, to look it up without making a string of it

	speller *speller
	list    []strayWord  // of a line, and the runs of its words
	runs    []pass.Range //
}

// spell is a word in UTF-8, good until the next call.
func (s *strays) spell(w page.Text) []byte {
	s.utf8 = s.utf8[:0]
	for _, c := range w {
		s.utf8 = utf8.AppendRune(s.utf8, c.R)
	}
	return s.utf8
}

// kind is how a line is stretched: letter stands seen times behind seen, sheen,
// sad and dad, and other times behind other letters, 0 for never.
type kind struct {
	letter      rune
	seen, other int
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
			if s.holding(unknown, letter) < sureGain {
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
		return nil, nil
	}
	letter, most := rune(0), 0
	for r, n := range votes {
		if n > most || n == most && r < letter {
			letter, most = r, n
		}
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
	language, by := lang.Identify(s.v.Slice(s.v.Lines()[n]))
	return language != lang.Persian && language != lang.Unknown && by > 0.7
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

// isSeen reports the letters with a row of teeth and a bowl, whose joining
// stroke typesetters stretch first.
func isSeen(r rune) bool { return r >= 0x0633 && r <= 0x0636 } // SEEN, SHEEN, SAD, DAD

// read finds the likeliest kind of a line, stretched by the given letter, of whose words
// some are unknown. A reading by which fewer than gain of them become known is of no use.
func (s *strays) read(l pass.Range, unknown []pass.Range, letter rune, gain int) (best reading) {
	kinds := s.kinds(l, letter)
	if !s.promises(unknown, kinds, letter, gain) {
		return reading{}
	}
	words := s.words(l, letter)
	for _, k := range kinds {
		if r := s.stretched(words, k); r.margin > best.margin {
			best = r
		}
	}
	return best
}

// kinds lists the ways in which a line can be stretched by a letter.
func (s *strays) kinds(l pass.Range, letter rune) (kinds []kind) {
	t, most, behind := s.v.Text[l.From:l.To], 0, false
	for i := 0; i < len(t); i++ {
		if t[i].R != letter {
			continue
		}
		from := i
		for i+1 < len(t) && t[i+1].R == letter {
			i++
		}
		most = max(most, i+1-from)
		behind = behind || from > 0 && isSeen(t[from-1].R)
	}
	for k := 1; k <= min(most, maxStroke); k++ {
		if behind {
			kinds = append(kinds, kind{letter, k, 0})
		}
		for seen := k; seen <= min(most, k+2, maxStroke); seen++ {
			kinds = append(kinds, kind{letter, seen, k})
		}
	}
	return kinds
}

// promises reports that by some kind as many unknown words become known as are asked for.
// Known words can only take from that, so without a promise they need not be weighed.
func (s *strays) promises(unknown []pass.Range, kinds []kind, letter rune, gain int) bool {
	words, runs := s.list[:0], s.runs[:0]
	for _, w := range unknown {
		var word strayWord
		if word, runs = s.word(w, letter, runs); len(word.runs) > 0 {
			words = append(words, word)
		}
	}
	s.list, s.runs = words, runs
	if len(words) < gain {
		return false
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
		w := wordAfter(t, l, i)
		if w.Len() == 0 {
			continue
		}
		i = w.To - 1
		for len(listed) > 0 && listed[0].from < w.From {
			listed = listed[1:]
		}
		if has(t, w, func(r rune) bool { return slices.Contains(letters, r) }) && !s.known(w, listed) {
			words = append(words, w)
		}
	}
	return words
}

// known reports a word of the vocabulary. It may be the first of the listed ones,
// which have been asked for.
func (s *strays) known(w pass.Range, listed []persianWord) bool {
	if len(listed) > 0 && listed[0].isAt(w.From, w.To) && listed[0].mask == 0 {
		return s.speller.spelling(&listed[0]).known
	}
	return s.m.Known(string(s.spell(s.v.Text[w.From:w.To])))
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

// strayWord is a word of a line.
type strayWord struct {
	pass.Range
	runs []pass.Range // of the letter
	now  wordScore
}

// words lists the words of a line, with the runs of the letter in them. The list is
// good until the next call.
func (s *strays) words(l pass.Range, letter rune) (words []strayWord) {
	words, runs := s.list[:0], s.runs[:0]
	for i := l.From; i < l.To; i++ {
		w := wordAfter(s.v.Text, l, i)
		if w.Len() == 0 {
			continue
		}
		i = w.To - 1
		var word strayWord
		word, runs = s.word(w, letter, runs)
		words = append(words, word)
	}
	s.list, s.runs = words, runs
	return words
}

// word is a word with the runs of the letter, which are appended to runs.
func (s *strays) word(w pass.Range, letter rune, runs []pass.Range) (strayWord, []pass.Range) {
	t, n := s.v.Text, len(runs)
	for k := w.From; k < w.To; k++ {
		if t[k].R != letter {
			continue
		}
		from := k
		for k+1 < w.To && t[k+1].R == letter {
			k++
		}
		runs = append(runs, pass.Range{From: from, To: k + 1})
	}
	word := strayWord{Range: w, runs: runs[n:len(runs):len(runs)]}
	if len(word.runs) > 0 {
		word.now = s.score(t[w.From:w.To])
	}
	return word, runs
}

// score is the log probability of a word by itself: its count, or that of its
// letters if it was never seen.
func (s *strays) score(w page.Text) wordScore {
	b := s.spell(w)
	if p, ok := s.logp[string(b)]; ok {
		return p
	}
	str := string(b)
	if len(s.logp) >= cacheWords {
		clear(s.logp)
	}
	p := wordScore{known: s.m.Known(str)}
	if s.m.Count(str) > 0 {
		p.logp = s.m.WordLogProb("", str)
	}
	rs := make([]rune, 0, len(w)+1)
	for _, c := range w {
		rs = append(rs, c.R)
	}
	letters := s.m.LogProb([]rune{' '}, append(rs, ' '))
	if !p.known {
		letters = max(letters-unseenPrice, s.glued(w))
	}
	if p.logp == 0 || letters > p.logp {
		p.logp = letters
	}
	s.logp[str] = p
	return p
}

// glued is the log probability of two known words without the space between
// them, as where the runs of a line met.
func (s *strays) glued(w page.Text) float64 {
	best := math.Inf(-1)
	if len(w) > maxGlued {
		return best
	}
	for i := minPart; i <= len(w)-minPart; i++ {
		a, b := w[:i].String(), w[i:].String()
		if s.m.Count(a) >= partCount && s.m.Count(b) >= partCount {
			best = max(best, s.m.WordLogProb("", a)+s.m.WordLogProb("", b)-gluePrice)
		}
	}
	return best
}

const (
	minPart   = 2   // letters of a word that was glued to another
	maxGlued  = 24  // letters of both
	partCount = 50  // sightings of each
	gluePrice = 3.0 // nats
)

// stretched reads a line as stretched in the given way.
func (s *strays) stretched(words []strayWord, k kind) (best reading) {
	best.kind = k
	for i := range words {
		w := &words[i]
		c := s.best(w, k)
		best.margin += c.score
		if c.runs == nil {
			continue
		}
		if c.known && !w.now.known {
			best.gain++
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

// strayChoice is a word with some of its letters taken out.
type strayChoice struct {
	runs  []int // how many letters of each run go; nil if none does
	known bool
	score float64 // against the word as it stands
}

// best is the likeliest way to read a word of a line of the given kind.
//
// A run of the letter behind a base splits into real letters and strokes:
//
//	س ن ن ن ت      base, 3 = one real + 1 x 2 behind seen, or 3 strokes
//
// The base may carry strokes, and so may each real letter that joins on.
func (s *strays) best(w *strayWord, k kind) strayChoice {
	t := s.v.Text
	price := k.untouched(t, w.Range)
	stay := strayChoice{known: w.now.known, score: price}
	if len(w.runs) == 0 || len(w.runs) > maxRuns {
		return stay
	}
	type option struct {
		drop  int
		price float64 // hits against misses
	}
	options := make([][]option, len(w.runs))
	total := 1
	for i, r := range w.runs {
		options[i] = []option{{}}
		base := rune(0)
		if r.From > w.From {
			base = t[r.From-1].R
		}
		ends := r.To == w.To || !isArabic(t[r.To].R) // the last one is no stroke
		for a := 0; a <= 1; a++ {
			count := 0
			if a == 1 {
				if !joinsNext(base) {
					break
				}
				if count = k.count(base); count == 0 {
					break
				}
			}
			for b := 0; ; b++ {
				drop := a*count + b*k.other
				real := r.Len() - drop
				sites := real // real letters that can carry strokes
				if ends {
					sites--
				}
				if !joinsNext(k.letter) {
					sites = 0
				}
				if real < 0 || b > sites || ends && real < 1 || !joinsNext(base) && real < 1 {
					break
				}
				if drop > 0 {
					// What was priced as letters without a stroke are strokes.
					gone := float64(drop) * k.miss(k.letter)
					p := -gone + float64(b)*(k.hit(k.letter)-k.miss(k.letter))
					if a == 1 {
						p += k.hit(base) - k.miss(base)
					}
					options[i] = append(options[i], option{drop, p})
				}
				if k.other == 0 {
					break
				}
			}
		}
		total *= len(options[i])
	}
	if total == 1 || total > maxStraySet {
		return stay
	}
	best := stay
	drops, text := make([]int, len(w.runs)), make(page.Text, 0, w.Len())
	for n := 1; n < total; n++ {
		p, from := price, w.From
		text = text[:0]
		for i, m := 0, n; i < len(options); i++ {
			o := options[i][m%len(options[i])]
			m /= len(options[i])
			drops[i] = o.drop
			p += o.price
			text = append(text, t[from:w.runs[i].From]...)
			from = w.runs[i].From + o.drop
		}
		text = append(text, t[from:w.To]...)
		c := s.score(text)
		if p += c.logp - w.now.logp; p > best.score {
			best = strayChoice{slices.Clone(drops), c.known, p}
		}
	}
	return best
}

// count is how many strokes stand behind a letter.
func (k kind) count(r rune) int {
	if isSeen(r) {
		return k.seen
	}
	return k.other
}

// hit and miss are the log probabilities that a letter which joins on carries
// strokes in a line of this kind, or none.
func (k kind) hit(r rune) float64 { return k.odds(r).hit }

func (k kind) miss(r rune) float64 { return k.odds(r).miss }

// odds are the two log probabilities.
type odds struct{ hit, miss float64 }

func oddsOf(chance float64) odds { return odds{math.Log(chance), math.Log(1 - chance)} }

var seenOdds, mixedOdds, joinedOdds = oddsOf(seenHit), oddsOf(mixedHit), oddsOf(joinedHit)

func (k kind) odds(r rune) odds {
	switch {
	case isSeen(r) && k.other == 0:
		return seenOdds
	case isSeen(r):
		return mixedOdds
	case k.other == 0:
		return odds{}
	}
	return joinedOdds
}

// untouched is the price of a word in which no letter carries strokes.
func (k kind) untouched(t page.Text, w pass.Range) (price float64) {
	for i := w.From; i+1 < w.To; i++ {
		if r := t[i].R; (k.other > 0 || isSeen(r)) && joinsNext(r) && isArabic(t[i+1].R) {
			price += k.miss(r)
		}
	}
	return price
}
