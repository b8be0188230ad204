package cipher

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
)

// guess is one way to read a code: as a text, and as a shape that has a stroke
// towards the next letter or has none. The empty text is a tatweel, or nothing.
type guess struct {
	text  []rune
	joins bool
}

func (g guess) first() rune { return g.text[0] }
func (g guess) last() rune  { return g.text[len(g.text)-1] }

// dual reports a text whose shape depends on whether the next letter is joined.
func (g guess) dual() bool { return len(g.text) > 0 && script.JoinsNext(g.last()) }

// ligatures are those that every Arabic font has to have.
var ligatures = [][]rune{
	lamAlef, []rune("\u0644\u0622"), []rune("\u0644\u0623"), []rune("\u0644\u0625"), // LAM with ALEF, ALEF MADDA, ALEF HAMZA ABOVE and BELOW
	[]rune("\u0644\u0644\u0647"), []rune("\u0627\u0644\u0644\u0647"), // LAM LAM HEH, with ALEF: the name of God
}

var lamAlef = []rune("\u0644\u0627") // ARABIC LETTER LAM, ALEF

// readings are all ways to read a code in a language.
type readings struct {
	single []guess // letters of its alphabet, with the hamza letters, and ligatures
	pairs  []guess // ligatures of two letters
	paired []guess // all of these
}

var persianReadings, arabicReadings = sync.OnceValue(func() readings { return readingsIn("fa") }), sync.OnceValue(func() readings { return readingsIn("ar") })

// readingsOf are the readings in the language of a model.
func readingsOf(m *lang.Model) readings {
	if m.Language() == lang.Arabic {
		return arabicReadings()
	}
	return persianReadings()
}

func readingsIn(tag string) readings {
	texts := [][]rune{nil}
	for _, r := range script.Alphabet(tag) {
		// For the model a heh with yeh above is a heh, and an alef maksura a yeh.
		if r != '\u06C0' && r != alefMaksura {
			texts = append(texts, []rune{r})
		}
	}
	single, pairs := inShapes(append(texts, ligatures...)), inShapes(pairsIn(tag))
	return readings{single, pairs, slices.Concat(single, pairs)}
}

// inShapes are guesses of texts, in two shapes where they have two.
func inShapes(texts [][]rune) (all []guess) {
	for _, t := range texts {
		g := guess{text: t}
		all = append(all, g)
		if g.dual() {
			all = append(all, guess{text: t, joins: true})
		}
	}
	return all
}

// nunated are the letters that carry a fathatan: ALEF, HAMZA, TEH MARBUTA, ALEF MAKSURA.
const nunated = "\u0627\u0621\u0629\u0649"

// Costs of what the writing system forbids, in nats. They are not infinite: one
// line may be cut wrongly.
const (
	wrongShape = 4.0 // a joining shape at the end of a word; a stroke that the next shape does not meet; fathatan without alef
	unlisted   = 0.7 // the character model's half of the mixture with the vocabulary
)

// reader scores words.
type reader struct {
	m     *lang.Model
	memo  map[string]float64
	plain bool // the ZWNJs of the words are known: shapes cost and tell nothing
}

// word is the log probability of a word between its neighbours, with every code
// read as given, less the costs of shapes that do not fit.
func (r *reader) word(w *word, read []guess) float64 {
	var b strings.Builder
	cost := 0.0
	for i, it := range w.items {
		if it.code == 0 {
			if !r.idle(w, i, read) {
				b.WriteRune(it.r)
			}
			continue
		}
		g := read[it.code]
		for _, c := range g.text {
			b.WriteRune(c)
		}
		if len(g.text) == 0 {
			// A tatweel draws out a join, so there has to be one.
			if !joined(w, i) {
				cost += wrongShape
			}
			continue
		}
		if r.plain {
			continue
		}
		if i > 0 && w.items[i-1].form.JoinsNext() && !script.JoinsPrevious(g.first()) {
			cost += wrongShape
		}
		if it.nunation && !strings.ContainsRune(nunated, g.last()) {
			cost += wrongShape
		}
		end := i+1 == len(w.items)
		joins := g.dual() && g.joins
		switch {
		case end && joins:
			cost += wrongShape
		case end:
		case w.items[i+1].r == script.ZWNJ:
			if joins {
				cost += wrongShape
			}
		default:
			next := w.items[i+1]
			if next.form != script.FormUnknown && next.form.JoinsPrevious() != joins && script.JoinsPrevious(next.r) {
				cost += wrongShape
			}
			if g.dual() && !joins {
				b.WriteRune(script.ZWNJ)
			}
		}
	}
	return r.text(w.before, b.String(), w.after) - cost
}

// idle reports a ZWNJ after a code that is read as a letter which joins nothing after
// it: it was inferred from another letter.
func (r *reader) idle(w *word, i int, read []guess) bool {
	return r.plain && i > 0 && w.items[i].r == script.ZWNJ && w.items[i-1].code > 0 && !read[w.items[i-1].code].dual()
}

// joined reports whether item i lies between letters that can be joined through it.
func joined(w *word, i int) bool {
	return i > 0 && i+1 < len(w.items) &&
		(w.items[i-1].code > 0 || w.items[i-1].r != script.ZWNJ && script.JoinsNext(w.items[i-1].r)) &&
		(w.items[i+1].code > 0 || w.items[i+1].r != script.ZWNJ && script.JoinsPrevious(w.items[i+1].r))
}

// text is the log probability of a word: the vocabulary's where it is a known
// one, mixed with that of its letters.
func (r *reader) text(before, word, after string) float64 {
	key := before + " " + word + " " + after
	if v, ok := r.memo[key]; ok {
		return v
	}
	v := r.spell(before, word, after) - unlisted
	if lp, ok := r.vocabulary(before, word, after); ok {
		lp -= unlisted
		v = max(v, lp) + math.Log1p(math.Exp(-math.Abs(v-lp)))
	}
	if r.memo == nil || len(r.memo) > maxMemo {
		r.memo = map[string]float64{}
	}
	r.memo[key] = v
	return v
}

const maxMemo = 1 << 16

// reach is how many letters of a neighbour the character model is shown.
const reach = 4

func (r *reader) spell(before, word, after string) float64 {
	st := r.m.Unread()
	st, _ = r.m.StepSymbol(st, lang.Gap)
	if n := []rune(before); len(n) > 0 {
		for _, c := range n[max(0, len(n)-reach):] {
			st, _ = r.m.Step(st, c)
		}
		st, _ = r.m.StepSymbol(st, lang.Gap)
	}
	sum := 0.0
	step := func(c rune) {
		var lp float64
		st, lp = r.m.Step(st, c)
		sum += lp
	}
	for _, c := range word {
		step(c)
	}
	step(' ')
	for i, c := range []rune(after) {
		if i == reach {
			break
		}
		step(c)
	}
	return sum
}

func (r *reader) vocabulary(before, word, after string) (float64, bool) {
	sum := 0.0
	for piece := range strings.SplitSeq(word, string(script.ZWNJ)) {
		if piece == "" {
			continue
		}
		if r.m.Count(piece) == 0 {
			return 0, false
		}
		sum += r.m.WordLogProb(before, piece)
		before = piece
	}
	if after != "" && before != "" {
		sum += max(r.m.WordLogProb(before, after), farFetched)
	}
	return sum, true
}

// farFetched bounds what an unknown neighbour may cost.
const farFetched = -12.0

// known reports whether the word, read as given, is one. Where the code stands alone
// between two gaps nothing is said: all letters are words to somebody.
func (r *reader) known(w *word, read []guess) bool {
	var b strings.Builder
	piece, named := 0, false // letters of this piece, and whether one of them was named
	for i, it := range w.items {
		if r.idle(w, i, read) {
			continue
		}
		text, gap := []rune{it.r}, it.r == script.ZWNJ
		if it.code > 0 {
			g := read[it.code]
			text, named = g.text, true
			gap = !r.plain && g.dual() && !g.joins && i+1 < len(w.items) && w.items[i+1].r != script.ZWNJ
		}
		for _, c := range text {
			b.WriteRune(c)
		}
		if it.r != script.ZWNJ {
			piece += len(text)
		}
		if gap || i+1 == len(w.items) {
			if named && piece < 2 {
				return false
			}
			piece, named = 0, false
			if it.r != script.ZWNJ {
				b.WriteRune(script.ZWNJ)
			}
		}
	}
	return r.m.Known(strings.Trim(b.String(), string(script.ZWNJ)))
}
