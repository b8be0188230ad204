package passes

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LamAlef puts the letters of lam-alef ligatures in order.
func LamAlef(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "lam-alef",
		Class: pass.Inferred,
		After: []string{"direction", "letters"},
		Doc: `Fault: the two letters of each lam-alef stand the wrong way round, those of the ligature of Allah too.
Cause: a ligature is one glyph that stands for two letters; extractors that turn a line of glyphs round turn the
letters inside of it as well, pdftotext among them.
Repair: where words become likelier ones by it that surely were meant, again and again, and hardly a lam-alef stands right,
all words are read the way that fits their line better (swapped); what no spelling has is swapped wherever it stands: an alef
before an alef with hamza and lam, an alef before the lam that ends a word with a fathatan, alef, heh, lam, lam at the end of one.
A text without a lam-alef shows by a single word that it swaps, if that is far more frequent swapped, or has what no spelling has.
Left alone: texts with few such words for their lam-alefs; where the text is not Persian, all but that.
Risk: a rare name in alef-lam on a page whose lam-alefs are swapped.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return lamAlef(ctx, m, v) },
	}
}

const (
	// swappedSure, in nats, is by how much a rarer word reads better swapped where it is surely
	// no other. Of 71,000 words of healthy texts with these letters 11 reach 6 and 2 reach 9,
	// half of them errors of the print; of those that a swap made 85 % reach 6 and 74 % reach 9.
	swappedSure = 6.0
	// swappedLeast: so many different words of that kind show that a text swaps, one less
	// where no lam-alef stands right, and there a single one if it reads better by swappedAlone
	// together with the logarithm of how many times as frequent it is: of 340,000 healthy lines in Persian and
	// Arabic, each a text of its own, one word does that is no error of the print, the name of a film.
	swappedLeast = 3
	swappedAlone = 11.5
	// swappedArabic is how often a word was seen in Arabic that tells nothing alone in a text that
	// passes for Persian: verses in both are written in the letters of one.
	swappedArabic = 20
	// swappedMost: in a text that swaps all its ligatures such words are so many times as
	// many as lam-alefs that stand right, and swappedSome in one that swaps some, in which
	// only such words are touched. Clean Persian has about one for two thousand.
	swappedMost = 2.0
	swappedSome = 0.2
	// swappedBy, in nats, is by how much better a word must read swapped in such a text: of
	// 373 held-out words that are known both ways 13 are judged wrong, 22 by their letters alone.
	swappedBy = 0.0
	// swappedKnown, in nats, speaks for a word that is known.
	swappedKnown = 2.0
	// minArticled: a word of more letters that is one without its alef-lam has the article.
	minArticled = 4
	// maxSwaps bounds the places in a word that are tried together.
	maxSwaps = 5
	// swappedAround is how many code points on both sides the letters of a word are read with.
	swappedAround = 12
	// swappedWords is how many code points on both sides hold the words that go with it.
	swappedWords = 60
	// swappedKept is how many words are remembered while they are compared.
	swappedKept = 1 << 10
)

const (
	lam = '\u0644' // LAM
	heh = '\u0647' // HEH
)

// firstLetter is the name of alef, which counts items and reads as a boast when swapped.
const firstLetter = "\u0627\u0644\u0641" // ALEF, LAM, FEH

// wordPlace is where a word stands.
type wordPlace struct{ at, line pass.Range }

// swapped is a word that may have its lam-alefs the wrong way round.
type swapped struct {
	wordPlace
	words     []page.Text // that a swap makes of it
	mayBeSure bool        // one of them is known and more frequent

	new     page.Text
	certain bool    // no spelling has what stands there
	hamza   bool    // which is an alef with hamza
	allah   bool    // but for the name of God, whose ligature tells nothing of the others
	right   int     // lam-alefs in it as it stands
	knew    bool    // it is a word as it stands
	knows   bool    // it is one when swapped
	rarer   bool    // and a more frequent one
	unseen  bool    // and one that was never seen
	more    float64 // logarithm of how many times as frequent
	by      float64 // nats by which its line reads better so
}

// sure reports that the word is surely none that was meant.
func (s *swapped) sure() bool { return s.knows && s.rarer && (s.by >= swappedSure || s.surest()) }

// surest reports that it shows alone that the text swaps.
func (s *swapped) surest() bool { return s.hamza || s.knows && s.by+s.more >= swappedAlone }

func lamAlef(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	s := swaps{m: m, v: v, words: map[string]bool{}}
	shown := linesOf(v)
	for n, l := range v.Lines() {
		if shown[n].arabic == 0 || shown[n].isStrange() {
			continue
		}
		if n%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		s.line(l, shown[n].signs&signMark != 0)
	}
	all, some := s.habit()
	if all {
		s.readOthers()
	}
	scorer := sync.OnceValue(func() *joint.Scorer {
		if m.Language() != lang.Persian {
			return nil
		}
		return joint.NewScorerOf(joint.Default(), swappedKept)
	})
	for _, w := range s.found {
		switch {
		case w.certain, some && w.sure():
			edits = append(edits, v.Edit(w.at, w.new, "swapped", 0.95))
		case all && (w.knows || !w.knew) && w.fits(scorer(), v.Text) > swappedBy:
			edits = append(edits, v.Edit(w.at, w.new, "swapped", 0.85))
		}
	}
	return edits, nil
}

// swaps are the lam-alefs of a text, and the words that may have them the wrong way round.
type swaps struct {
	m      *lang.Model
	v      *pass.View
	found  []swapped
	others []wordPlace // of words that no swap makes surer ones: read if the text swaps
	right  int         // lam-alefs that stand right
	wrong  int         // words that surely have one that does not
	words  map[string]bool
	alone  bool // one of them is so sure that it shows a habit alone
}

// line gathers those of a line, which may have marks.
func (s *swaps) line(l pass.Range, marks bool) {
	t := s.v.Text
	for i := l.From; i < l.To; i++ {
		if !isArabic(t[i].R) {
			continue
		}
		w := wordAfter(t, l, i)
		i = w.To
		before := s.right
		if !s.mayBeWrong(w, marks) || s.v.Slice(w) == firstLetter {
			continue
		}
		r, ok := respell(s.m, t[w.From:w.To])
		r.right = s.right - before
		switch {
		case !ok:
		case !r.certain && !r.mayBeSure:
			s.others = append(s.others, wordPlace{w, l})
		case r.certain || ownAround(s.m, s.v, w):
			r.read(s.m, t, wordPlace{w, l})
			if s.found = append(s.found, r); r.certain && !r.allah || r.sure() {
				s.wrong++
				s.right -= r.right
				s.words[s.v.Slice(w)] = true
				s.alone = s.alone || r.surest() && (s.m.Language() == lang.Arabic || lang.For(lang.Arabic).Count(s.v.Slice(w)) < swappedArabic)
			}
		}
	}
}

// mayBeWrong reports a word with letters that may be a ligature the wrong way round. It
// counts those that are not.
func (s *swaps) mayBeWrong(w pass.Range, marks bool) bool {
	t := s.v.Text
	any, hehs := false, false
	for i := w.From; i < w.To; i++ {
		switch r := t[i].R; {
		case r == lam:
			if isAlef(at(t, i+1)) {
				s.right++
			}
		case r == heh:
			hehs = true
			any = any || at(t, i+1) == lam && at(t, i+2) == lam
		case isAlef(r) && at(t, i+1) == lam:
			any = true
		}
	}
	if !any && hehs && marks {
		_, any = vowelledAllah(t[w.From:w.To])
	}
	return any
}

// habit tells whether the text swaps all its ligatures, or some.
func (s *swaps) habit() (all, some bool) {
	n := len(s.words)
	if n < swappedLeast && (s.right > 0 || n < swappedLeast-1 && !s.alone) {
		return false, false
	}
	return float64(s.wrong) >= swappedMost*float64(s.right), float64(s.wrong) >= swappedSome*float64(s.right)
}

// readOthers reads what tells nothing by itself, where the text swaps.
func (s *swaps) readOthers() {
	for _, p := range s.others {
		if ownAround(s.m, s.v, p.at) {
			r, _ := respell(s.m, s.v.Text[p.at.From:p.at.To])
			r.read(s.m, s.v.Text, p)
			s.found = append(s.found, r)
		}
	}
	slices.SortFunc(s.found, func(a, b swapped) int { return a.at.From - b.at.From })
}

// respell lists the words that a word becomes when lam-alefs are swapped in it, false if
// there are none.
func respell(m *lang.Model, word page.Text) (s swapped, ok bool) {
	if s.new, s.allah, s.hamza, s.certain = noSpelling(word); s.certain {
		if rest, ok := respell(m, s.new); ok && s.hamza && !rest.certain && rest.mayBeSure {
			s.new = slices.MaxFunc(rest.words, func(a, b page.Text) int { return cmp.Compare(timesSeen(m, a), timesSeen(m, b)) })
		}
		return s, true
	}
	var places []int
	for i := 0; i+1 < len(word); i++ {
		if isAlef(word[i].R) && word[i+1].R == lam || word[i].R == heh && word[i+1].R == lam && i+2 < len(word) && word[i+2].R == lam {
			places = append(places, i)
			i++
		}
	}
	if len(places) == 0 || len(places) > maxSwaps {
		return s, false
	}
	count := timesSeen(m, word)
	for set := 1; set < 1<<len(places); set++ {
		new := slices.Clone(word)
		for k, i := range places {
			switch {
			case set&(1<<k) == 0:
			case new[i].R == heh:
				new[i], new[i+2] = new[i+2], new[i]
			default:
				new[i], new[i+1] = new[i+1], new[i]
			}
		}
		if alefSounds(new) {
			continue // the marks tell that the letters stand right
		}
		s.words = append(s.words, new)
		s.mayBeSure = s.mayBeSure || timesSeen(m, new) > count && m.Known(new.String())
	}
	return s, true
}

// noSpelling puts a word right that has letters in an order which no spelling has, false if
// it has none; allah, if it is the name of God.
func noSpelling(word page.Text) (new page.Text, allah, hamza, ok bool) {
	new = slices.Clone(word)
	for i := 1; i+1 < len(word); i++ { // no word has the alef of an article before one with hamza
		if r := new[i].R; new[i-1].R == alef && startsArticle(word, i-1) && (r == '\u0623' || r == '\u0625') && new[i+1].R == lam { // HAMZA ABOVE, BELOW
			new[i], new[i+1], hamza, ok = new[i+1], new[i], true, true
		}
	}
	for i := 1; i+1 < len(word); i++ { // an alef carries the fathatan of a lam, or stands behind it
		if new[i-1].R == alef && new[i].R == lam && new[i+1].R == fathatan && baseAt(new, i+2) != alef {
			new[i-1], new[i], ok = new[i], new[i-1], true
		}
	}
	if ok {
		return new, false, hamza, true
	}
	if n := len(word) - 4; n >= 0 && word[n].R == alef && word[n+1].R == heh && word[n+2].R == lam && word[n+3].R == lam {
		new[n+1], new[n+3] = new[n+3], new[n+1]
		return new, true, false, true
	}
	if vowelled, ok := vowelledAllah(word); ok {
		return vowelled, true, false, true
	}
	return new, false, false, false
}

// startsArticle reports that an alef can be that of an article: nothing stands before it but what
// Arabic writes together with one. Any other ends a word that somebody wrote without the space
// behind it: \u0644\u0627\u0625\u0644\u0647, \u064A\u0627\u0625\u0644\u0647\u064A.
func startsArticle(word page.Text, at int) bool {
	for _, c := range word[:at] {
		switch c.R {
		case '\u0648', '\u0641', '\u0628', '\u0643', '\u06A9': // WAW, FEH, BEH, KAF, KEHEH
		default:
			if !isMark(c.R) {
				return false
			}
		}
	}
	return true
}

// alefSounds reports an alef behind a lam that carries a vowel, which none does.
func alefSounds(word page.Text) bool {
	for i := 2; i < len(word); i++ {
		if isVowel(word[i].R) && word[i].R != fathatan && word[i-1].R == alef && word[i-2].R == lam {
			return true
		}
	}
	return false
}

// swappedAllah is how readers end the ligature of the name of God.
const swappedAllah = string(heh) + string(lam) + string(lam)

var swappedLetters = [...]rune{heh, lam, lam}

// vowelledAllah puts the last letters of a word right that ends in the name of God with its
// marks, of which the second lam carries the shadda and what sounds as an alef.
func vowelledAllah(word page.Text) (new page.Text, ok bool) {
	for i, k := len(word)-1, len(swappedLetters)-1; i >= 0 && k >= 0; i-- { // the last letters of nearly all words are others
		switch r := word[i].R; {
		case isMark(r):
		case r != swappedLetters[k]:
			return nil, false
		default:
			k--
		}
	}
	letters, at := bare(word, pass.Range{To: len(word)})
	n := len(letters) - 3
	if n < 0 || len(letters) == len(word) || string(letters[n:]) != swappedAllah || n > 0 && letters[n-1] != alef {
		return nil, false
	}
	var doubled, vowels page.Text
	fatha := false
	for _, c := range word[at[n]:] {
		switch {
		case !isMark(c.R):
		case c.R == shadda, c.R == '\u0670', c.R == '\u064E' && !fatha: // SUPERSCRIPT ALEF, FATHA
			fatha = fatha || c.R != shadda
			doubled = append(doubled, c)
		default:
			vowels = append(vowels, c)
		}
	}
	if !slices.ContainsFunc(doubled, func(c page.Char) bool { return c.R == shadda }) {
		return nil, false
	}
	new = append(slices.Clone(word[:at[n]]), word[at[n+2]])
	if n == 0 && len(vowels) > 1 { // لِلَّهِ
		new, vowels = append(new, vowels[0]), vowels[1:]
	}
	new = append(append(new, word[at[n+1]]), doubled...)
	return append(append(new, word[at[n]]), vowels...), true
}

// read finds the likeliest of the words that a swap makes, where the word stands.
func (s *swapped) read(m *lang.Model, t page.Text, p wordPlace) {
	if s.wordPlace = p; s.certain {
		return
	}
	w, word := s.at, t[s.at.From:s.at.To]
	asIs := word.String()
	s.knew = m.Known(asIs) || len(word) > minArticled && word[0].R == alef && word[1].R == lam && m.Known(word[2:].String())
	before := plainLetters(t, pass.Range{From: max(s.line.From, w.From-swappedAround), To: w.From})
	after := plainLetters(t, pass.Range{From: w.To, To: min(s.line.To, w.To+swappedAround)})
	reads := func(word page.Text) float64 { return m.LogProb(before, append(plainOf(word), after...)) }
	stands, best := reads(word), math.Inf(-1)
	for _, new := range s.words {
		by, knows := reads(new)-stands, m.Known(new.String())
		value := by
		if knows {
			value += swappedKnown
		}
		if value > best {
			s.new, s.knows, s.by, best = new, knows, by, value
		}
	}
	now, then := timesSeen(m, word), timesSeen(m, s.new)
	s.rarer = now < then
	s.more = math.Log((then + 1) / (now + 1))
	s.unseen = then == 0
}

// timesSeen is how often a word was seen, or what a ZWNJ parts from its ending.
func timesSeen(m *lang.Model, word page.Text) float64 {
	n := m.Count(word.String())
	if i := slices.IndexFunc(word, func(c page.Char) bool { return c.R == zwnj }); n == 0 && i > 0 {
		n = m.Count(word[:i].String())
	}
	return n
}

// fits is by how many nats a word goes better with what stands around it when swapped: by the
// letters, and, where it is a word both ways, by the words, or, without sc, which knows Persian alone,
// by how much more frequent it is.
func (s *swapped) fits(sc *joint.Scorer, t page.Text) float64 {
	if !s.knew || !s.knows {
		return s.by
	}
	if sc == nil {
		return s.by + s.more
	}
	sc.Trim()
	w := s.at
	left := sc.Words(plainOf(t[max(s.line.From, w.From-swappedWords):w.From]))
	right := sc.Words(plainOf(t[w.To:min(s.line.To, w.To+swappedWords)]))
	goes := func(word page.Text) float64 { // on average of both ways to join three pieces
		own := sc.Words(plainOf(word))
		return (sc.Score(left, slices.Concat(own, right)) + sc.Score(own, right) + sc.Score(left, own) + sc.Score(slices.Concat(left, own), right)) / 2
	}
	by := s.by + goes(s.new) - goes(t[w.From:w.To])
	if s.unseen { // its letters and endings alone make it a word
		by += s.more
	}
	return by
}

func isAlef(r rune) bool { return r == alef || r == '\u0622' || r == '\u0623' || r == '\u0625' } // WITH MADDA, HAMZA ABOVE, BELOW
