package passes

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/paknevis/paknevis/repair/joint"
	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// Ligatures puts the letters of ligatures in order, but for those of [LamAlef].
func Ligatures(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "ligatures",
		Class: pass.Inferred,
		After: []string{"direction", "letters", "lam-alef"},
		Doc: `Fault: two letters that a font draws as one stand the wrong way round wherever they meet: «جملس» for مجلس,
«منایندگان» for نمایندگان, in Arabic «املدينة يف» for المدينة في.
Cause: as with lam-alef. Fonts with the ligatures of book print have dozens, each for two letters that join in one way.
Repair: words that are none and become words when two letters change places tell which ligatures the text turned round: those of
which hardly a word holds the letters in their order. Where these make up a good part of a text, all words with such letters are read the way that fits
their line better (swapped).
Left alone: texts with few such words; letters that do not join; words with marks between the letters.
Risk: a rare name whose letters are a word when swapped, in a text that turned that ligature round.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return ligatures(ctx, m, v) },
	}
}

// Tuned on texts whose ligatures were swapped, and on clean texts, which must stay.
const (
	ligatureFrequent = 20.0  // sightings of a word that a swap makes
	ligatureTimes    = 100.0 // so many times as frequent it is, if there is a word without the swap
	ligatureWords    = 3     // fewest different words that tell of ligatures turned round
	ligatureShare    = 0.015 // least share of the words of a text that they make up
	ligatureSuspects = 0.004 // least share of those among them that are no words
	ligatureMost     = 3.0   // so many times as many as words with the letters in their order they are, for each ligature
	ligatureBy       = 2.0   // nats by which a word must read better swapped
)

// ligature is two letters that one glyph stands for: in reading order, and whether they join
// what stands before and behind them.
type ligature struct {
	first, second lang.Symbol
	before, after bool
}

// ligatureWitness counts the words that tell of a ligature.
type ligatureWitness struct {
	wrong int             // that are words with its letters swapped, or far more frequent ones
	words map[string]bool // which these are
	right int             // that hold its letters in order
}

func ligatures(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil {
		return nil, nil
	}
	g := ligatureReader{m: m, v: v, words: wordsOf(v), s: surveyOf(v).spellerOf(m), turned: make(map[ligature]*ligatureWitness)}
	if !g.learn() {
		return nil, nil
	}
	sc := joint.NewScorerOf(joint.Default(), swappedKept)
	lines := v.Lines()
	line := 0
	for i := range g.words {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		at := g.words[i].at()
		for lines[line].To < at.To {
			line++
		}
		s := swapped{wordPlace: wordPlace{at, lines[line]}}
		if s.words = g.respell(v.Text[at.From:at.To]); len(s.words) == 0 || !ownAround(m, v, at) {
			continue
		}
		s.read(m, v.Text, s.wordPlace)
		by := s.by
		if m.Language() == lang.Persian {
			by = s.fits(sc, v.Text)
		}
		if (s.knows || !s.knew) && by > ligatureBy {
			edits = append(edits, v.Edit(at, s.new, "swapped", 0.85))
		}
	}
	return edits, nil
}

// ligatureReader finds the ligatures that a text turned round.
type ligatureReader struct {
	m      *lang.Model
	v      *pass.View
	words  []persianWord
	s      *speller
	turned map[ligature]*ligatureWitness // those that it did turn, once they are learned
}

// learn finds which ligatures the text turned round, and reports whether it turned any.
func (g *ligatureReader) learn() bool {
	if !g.suspects() {
		return false
	}
	g.witness()
	for i := range g.words {
		for part := range g.words[i].parts() {
			if !g.isKnown(&g.words[i], part) {
				continue
			}
			for k := range len(part) - 1 {
				if t := g.turned[ligatureAt(part, k, k+1)]; t != nil {
					t.right++
				}
			}
		}
	}
	n := 0
	words := make(map[string]bool)
	for l, t := range g.turned {
		if float64(t.wrong) < ligatureMost*float64(t.right) {
			delete(g.turned, l)
			continue
		}
		n += t.wrong
		maps.Copy(words, t.words)
	}
	return len(words) >= ligatureWords && float64(n) >= ligatureShare*float64(len(g.words))
}

// suspects reports a text in which many strings are words with two letters swapped only. A
// healthy one has few strings that are none, and is asked for nothing else.
func (g *ligatureReader) suspects() bool {
	tells := make(map[*wordForm]bool)
	var swap [maxLetters]byte
	words, n := 0, 0
	for i := range g.words {
		w := &g.words[i]
		if w.mask != 0 || g.s.isKnown(w) {
			continue
		}
		told, seen := tells[w.wordForm]
		if !seen {
			if told = len(g.tells(w.key, swap[:len(w.key)], ligatureFrequent)) > 0; told {
				words++
			}
			tells[w.wordForm] = told
		}
		if told {
			n++
		}
	}
	return words >= ligatureWords && float64(n) >= ligatureSuspects*float64(len(g.words))
}

// witness counts the words that tell of ligatures turned round.
func (g *ligatureReader) witness() {
	told := make(map[string][]ligature) // by word: the ligatures it tells of
	var swap [maxLetters]byte
	for i := range g.words {
		for part := range g.words[i].parts() {
			of, seen := told[string(part)]
			if !seen {
				of = g.tells(part, swap[:len(part)], max(ligatureFrequent, ligatureTimes*g.m.Frequency(part)))
				told[string(part)] = of
			}
			for _, l := range of {
				if g.turned[l] == nil {
					g.turned[l] = &ligatureWitness{words: make(map[string]bool)}
				}
				g.turned[l].wrong++
				g.turned[l].words[string(part)] = true
			}
		}
	}
}

// isKnown reports a part of a word that is a word.
func (g *ligatureReader) isKnown(w *persianWord, part []byte) bool {
	if w.mask == 0 {
		return g.s.isKnown(w)
	}
	return g.m.KnownKey(part, 0)
}

// parts are the letters of a word between its ZWNJs.
func (w *persianWord) parts() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if w.mask == 0 { // as nearly all
			yield(w.key)
			return
		}
		from := 0
		for k := range w.key {
			if w.mask&(1<<k) != 0 || k == len(w.key)-1 {
				if !yield(w.key[from : k+1]) {
					return
				}
				from = k + 1
			}
		}
	}
}

// tells lists the ligatures whose swap alone makes a word of a string, one that was seen so often;
// swap is room for it.
func (g *ligatureReader) tells(key, swap []byte, often float64) (of []ligature) {
	for k := range len(key) - 1 {
		l := ligatureAt(key, k+1, k)
		if !l.isOne() {
			continue
		}
		copy(swap, key)
		swap[k], swap[k+1] = key[k+1], key[k]
		if g.m.Frequency(swap) >= often {
			of = append(of, l)
		}
	}
	return of
}

// ligatureAt is that of the letters at first and second, which are neighbours in either order.
func ligatureAt(key []byte, first, second int) ligature {
	from, to := min(first, second), max(first, second)
	l := ligature{first: lang.Symbol(key[first]), second: lang.Symbol(key[second])}
	l.before = from > 0 && lang.Symbol(key[from-1]).JoinsNext()
	l.after = to+1 < len(key) && l.second.JoinsNext()
	return l
}

// isOne reports letters that may be drawn as one. Those of lam-alef are not asked for.
func (l ligature) isOne() bool {
	return l.first != l.second && l.first.JoinsNext() && !(l.first == symbolLam && l.second == symbolAlef)
}

var symbolLam, symbolAlef = lang.SymbolOf(lam), lang.SymbolOf(alef)

// respell lists the words that a word becomes when ligatures that the text turned round are put in order.
func (g *ligatureReader) respell(word page.Text) (words []page.Text) {
	var places []int // code points of the first of two letters
	var key []byte
	var at []int // code points of its letters
	part := func() {
		for k := 0; k+1 < len(key); k++ {
			if at[k+1] == at[k]+1 && g.turned[ligatureAt(key, k+1, k)] != nil {
				places = append(places, at[k])
			}
		}
		key, at = key[:0], at[:0]
	}
	for i, c := range word {
		if s := lang.SymbolOf(c.R); s.Letter() {
			key, at = append(key, byte(s)), append(at, i)
		} else if c.R == zwnj {
			part()
		}
	}
	part()
	if len(places) == 0 || len(places) > maxSwaps {
		return nil
	}
	for set := 1; set < 1<<len(places); set++ {
		new, last := slices.Clone(word), -2
		for n, k := range places {
			if set&(1<<n) == 0 {
				continue
			}
			if k == last+1 { // a letter belongs to one ligature
				new = nil
				break
			}
			last = k
			new[k], new[k+1] = new[k+1], new[k]
		}
		if new != nil {
			words = append(words, new)
		}
	}
	return words
}
