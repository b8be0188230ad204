package passes

import (
	"context"
	"slices"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/page"
	"github.com/paknevis/paknevis/repair/pass"
)

// LostLetters puts letters back that a text lost wherever they were drawn with one glyph.
func LostLetters(m *lang.Model) pass.Pass {
	return pass.Pass{
		Name:  "lost-letters",
		Class: pass.Inferred,
		After: []string{"word-order"}, // what stands around a place tells of it
		Doc: `Fault: a letter is missing wherever a font draws it with one certain glyph, and no sign or shape tells of it: «م کند» for
می‌کند, «خروج» for خروجی, «دی ر» for دیگر.
Cause: the glyph has no name in the font's map, and the extractor (PDFBox) writes nothing for it, or the gap of its width.
Repair: a letter is lost that a text has next to never at the ends of words, or inside of them, and which makes several strings
that are no words frequent ones. Words get it where the text reads better so (lost), prefixes of verbs where they stand before one (prefix).
Left alone: texts with that letter in that place; strings that it makes no known word of.
Risk: a word that is one with and without, as خروج and خروجی.`,
		Run: func(ctx context.Context, v *pass.View) ([]pass.Edit, error) { return lostLetters(ctx, m, v) },
	}
}

// Tuned on 13 public documents of XeTeX through PDFBox, and on healthy pages that lost a letter so.
const (
	lossWords    = 80      // fewest words of a text
	lossSample   = 1 << 13 // words at its start that tell
	lossFrequent = 20.0    // sightings of a word that tells of a lost letter,
	lossTimes    = 20.0    // and so many times as many as of what stands there
	lossCommon   = 2000    // sightings of a string that nobody takes for part of a word
	lossExpected = 5.0     // times that the text would have the letter there,
	lossPresent  = 0.25    // and share of them that it may have: of other glyphs
	lossDistinct = 3       // different strings that tell
	lossTold     = 5       // of so many in all,
	lossShare    = 0.005   // and of all words
	lossAround   = 24      // code points on both sides that a place is read with
	lossSure     = 2.5     // nats by which it must read better: of held-out pages that lost four shapes 82 words come right to 2 that go wrong
	lossPairs    = 0.5     // share of what pairs of words say, which letters around say in part
)

// lostShape is a letter that joins on both sides, at the end of a word or inside.
type lostShape struct {
	r     rune
	final bool
}

func lostLetters(ctx context.Context, m *lang.Model, v *pass.View) (edits []pass.Edit, _ error) {
	if m == nil || m.Language() != lang.Persian || v.Firm || settingOf(v) != lang.Persian {
		return nil, nil
	}
	r := newShapeReader(m, v)
	prefix := r.lostPrefixes()
	lost := r.lostShapes(prefix)
	if len(lost) == 0 && !prefix {
		return nil, nil
	}
	for i := 0; i < len(r.words); i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if e, ok := r.mend(i, lost, prefix); ok {
			edits = append(edits, e)
			if i+1 < len(r.words) && e.End() > int(r.words[i+1].from) {
				i++
			}
		}
	}
	return edits, nil
}

// losesLetters reports that a text lost letters, so that what is left of a word stands alone.
func losesLetters(m *lang.Model, v *pass.View) bool {
	r := newShapeReader(m, v)
	return r.lostPrefixes() || len(r.lostShapes(false)) > 0
}

// shapeReader finds the shapes of letters that a text lost.
type shapeReader struct {
	lossReader
	present map[lostShape]int
	all     int // letters
}

func newShapeReader(m *lang.Model, v *pass.View) *shapeReader {
	return &shapeReader{lossReader: lossReader{m: m, v: v, words: wordsOf(v), s: surveyOf(v).spellerOf(m)}, present: make(map[lostShape]int)}
}

// sample are the words that tell.
func (r *shapeReader) sample() []persianWord { return r.words[:min(len(r.words), lossSample)] }

// count counts the letters of the text by their shapes.
func (r *shapeReader) count() {
	var seen [2][256]int // inside of words, at their ends
	for i := range r.sample() {
		w := &r.words[i]
		r.all += len(w.key)
		for k := 1; k < len(w.key); k++ {
			if x := w.key[k]; joining[x] && joining[w.key[k-1]] && w.mask>>(k-1)&1 == 0 {
				end := 0
				if k == len(w.key)-1 || w.mask>>k&1 == 1 {
					end = 1
				}
				seen[end][x]++
			}
		}
	}
	for _, x := range persianLetters {
		k := byte(lang.SymbolOf(x))
		r.present[lostShape{x, false}], r.present[lostShape{x, true}] = seen[0][k], seen[1][k]
	}
}

// joining tells the symbols of letters that join on both sides.
var joining = func() (yes [256]bool) {
	for _, x := range persianLetters {
		yes[byte(lang.SymbolOf(x))] = joinsNext(x)
	}
	return yes
}()

// rare reports a shape that the text has next to never.
func (r *shapeReader) rare(s lostShape) bool {
	expected := letterShare[s.r] / 1000 / 4 * float64(r.all) // of four shapes
	return expected >= lossExpected && float64(r.present[s]) <= lossPresent*expected
}

// lostShapes are the shapes that the text lost. One that lost a glyph, as that of a prefix, lost others.
func (r *shapeReader) lostShapes(prefix bool) (lost []lostShape) {
	if len(r.sample()) < lossWords {
		return nil
	}
	r.count()
	var ends, inner []rune
	for _, x := range persianLetters {
		if !joinsNext(x) {
			continue
		}
		if r.rare(lostShape{x, true}) {
			ends = append(ends, x)
		}
		if r.rare(lostShape{x, false}) {
			inner = append(inner, x)
		}
	}
	if len(ends)+len(inner) == 0 {
		return nil
	}
	told, distinct := make(map[lostShape]int), make(map[lostShape]map[string]bool)
	tell := func(s lostShape, what string) {
		if distinct[s] == nil {
			distinct[s] = make(map[string]bool)
		}
		if len(what) > 1 || s == finalYeh && what == keyM { // any other letter may stand alone where words are torn
			distinct[s][what] = true
		}
		told[s]++
	}
	telling := make(map[*wordForm][]lostShape)
	for i := range r.sample() {
		w := &r.words[i]
		if w.mask != 0 || !joining[w.key[len(w.key)-1]] {
			continue
		}
		telling[w.wordForm] = nil
		if len(inner) > 0 && r.isPair(i) {
			next := &r.words[i+1]
			for _, x := range inner {
				if whole := append(withLetter(w.key, x), next.key...); r.tellsWhole(whole, w.key, next.key) {
					tell(lostShape{x, false}, string(w.key)+" "+string(next.key))
				}
			}
		}
	}
	for form := range telling {
		f := r.m.Frequency(form.key)
		if f >= lossCommon {
			continue
		}
		for _, x := range ends {
			if n := r.m.Frequency(withLetter(form.key, x)); n >= lossFrequent && n >= lossTimes*f {
				telling[form] = append(telling[form], lostShape{x, true})
			}
		}
	}
	torn := 0 // what would tell, but that it goes on: of words in pieces
	for i := range r.sample() {
		if shapes := telling[r.words[i].wordForm]; shapes != nil && r.goesOn(i) {
			torn++
		} else {
			for _, s := range shapes {
				tell(s, string(r.words[i].key))
			}
		}
	}
	least, n := lossDistinct, max(lossTold, int(lossShare*float64(len(r.sample()))))
	if prefix {
		least, n = least-1, lossDistinct
	}
	for range 2 {
		for _, final := range []bool{true, false} {
			for _, x := range persianLetters {
				s := lostShape{x, final}
				if len(distinct[s]) >= least && told[s] >= n && told[s] > r.present[s] && told[s] > torn && !slices.Contains(lost, s) {
					lost = append(lost, s)
				}
			}
		}
		if len(lost) == 0 {
			return nil
		}
		least, n = lossDistinct-1, lossDistinct
	}
	if r.rare(finalKaf) && !slices.Contains(lost, finalKaf) {
		lost = append(lost, finalKaf)
	}
	return lost
}

var finalKaf, finalYeh = lostShape{kaf, true}, lostShape{yeh, true}

// losesOne reports a text that lost the end of the word for one, which stands before its noun; what is left of it
// is the yeh of an ezafe behind one.
func losesOne(m *lang.Model, v *pass.View) bool {
	return slices.Contains(newShapeReader(m, v).lostShapes(false), finalKaf)
}

const (
	kaf = '\u06A9' // KEHEH
	yeh = '\u06CC' // FARSI YEH
)

// lostPrefixes reports that those of verbs lost their yeh, which some fonts draw with a glyph of its own before a ZWNJ.
func (r *shapeReader) lostPrefixes() bool {
	verbs := make(map[string]bool)
	n, whole := 0, 0
	for i := range r.sample() {
		switch w := &r.words[i]; {
		case r.isPrefix(i):
			verbs[string(r.words[i+1].key)] = true
			n++
		case startsWith(w, keyM+keyYehs) || startsWith(w, keyNM+keyYehs):
			whole++
		}
	}
	return len(verbs) >= lossDistinct && n >= lossTold && float64(whole) <= lossPresent*float64(n)
}

// startsWith reports a word, or the part of it before its first ZWNJ.
func startsWith(w *persianWord, key string) bool {
	n := len(key)
	return len(w.key) >= n && string(w.key[:n]) == key && (len(w.key) == n || w.mask>>(n-1)&1 == 1)
}

// isPrefix reports the prefix of a verb without its yeh, with the verb behind it.
func (r *shapeReader) isPrefix(i int) bool {
	w := &r.words[i]
	if k := string(w.key); k != keyM && k != keyNM || !r.isPair(i) {
		return false
	}
	return r.m.Count(lang.Spell(withLetter(w.key, yeh))+string(zwnj)+lang.Spell(r.words[i+1].key)) > 0
}

func (r *shapeReader) tellsWhole(whole, a, b []byte) bool {
	if len(whole) > maxLetters {
		return false
	}
	n := r.m.Frequency(whole)
	if n < lossFrequent || n < lossTimes*min(r.m.Frequency(a), r.m.Frequency(b)) {
		return false
	}
	seen, _ := r.m.Pair(lang.Spell(a), lang.Spell(b))
	return n >= lossTimes*seen
}

// goesOn reports a piece of a word that was torn: the next piece, or a letter that stands alone, goes with it.
func (r *shapeReader) goesOn(i int) bool {
	if !r.isPair(i) {
		return false
	}
	next := &r.words[i+1]
	if len(next.key) == 1 {
		return isPart(next) && string(next.key) != keyM
	}
	both := slices.Concat(r.words[i].key, next.key)
	return len(both) <= maxLetters && r.m.Frequency(both) >= lossFrequent
}

func withLetter(key []byte, r rune) []byte {
	return append(slices.Clone(key), byte(lang.SymbolOf(r)))
}

// mend is the edit that gives a word, or two, a lost letter.
func (r *shapeReader) mend(i int, lost []lostShape, prefix bool) (e pass.Edit, ok bool) {
	w, t := &r.words[i], r.v.Text
	best := lossSure
	try := func(at pass.Range, new page.Text, last int, key []byte) {
		if gain := r.gainOf(at, new) + lossPairs*r.gainAmong(i, last, key); gain > best {
			best, e, ok = gain, r.v.Edit(at, new, "lost", 0.85), true
		}
	}
	end := int(w.to)
	if !joining[w.key[len(w.key)-1]] || isMark(t[end-1].R) || at(t, end) == zwnj {
		return e, false
	}
	if prefix && r.isPrefix(i) {
		return r.v.Edit(pass.Range{From: end - 1, To: end + 1}, page.Text{t[end-1], keep(t[end].From, yeh), inferred(zwnj)}, "prefix", 0.9), true
	}
	for _, s := range lost {
		if s.final {
			key := withLetter(w.key, s.r)
			if len(w.key) == 1 && (at(t, int(w.from)-1) != ' ' || at(t, end) != ' ' || s != finalKaf && string(key) != keyMi) { // the label of an item
				continue
			}
			if r.m.KnownKey(key, 0) {
				try(pass.Range{From: end - 1, To: end}, page.Text{t[end-1], keep(t[end-1].From, s.r)}, i, key)
			}
			continue
		}
		if r.isPair(i) {
			next := &r.words[i+1]
			whole := append(withLetter(w.key, s.r), next.key...)
			if len(whole) <= maxLetters && r.m.KnownKey(whole, 0) && r.m.Frequency(whole) >= lossFrequent {
				try(pass.Range{From: end - 1, To: int(next.to)}, slices.Concat(page.Text{t[end-1], keep(t[end].From, s.r)}, t[next.from:next.to]), i+1, whole)
			}
		}
	}
	return e, ok
}

var (
	keyM  = string([]byte{byte(lang.SymbolOf('\u0645'))})                                // MEEM
	keyNM = string([]byte{byte(lang.SymbolOf('\u0646')), byte(lang.SymbolOf('\u0645'))}) // NOON MEEM

	keyYehs = string([]byte{keyYeh})
)

// gainOf is by how many nats a stretch reads better as another.
func (r *shapeReader) gainOf(at pass.Range, new page.Text) float64 {
	t := r.v.Text
	before := plainLetters(t, pass.Range{From: max(0, at.From-lossAround), To: at.From})
	after := plainLetters(t, pass.Range{From: at.To, To: min(len(t), at.To+lossAround)})
	return r.m.LogProb(before, append(plainOf(new), after...)) - r.m.LogProb(before, append(plainLetters(t, at), after...))
}

// gainAmong is by how many nats words read better as one between their neighbours.
func (r *shapeReader) gainAmong(first, last int, key []byte) (gain float64) {
	before, after := "", ""
	if first > 0 {
		before = lang.Spell(r.words[first-1].key)
	}
	if last+1 < len(r.words) {
		after = lang.Spell(r.words[last+1].key)
	}
	word, prev := lang.Spell(key), before
	gain = r.m.WordLogProb(before, word)
	for i := first; i <= last; i++ {
		now := lang.Spell(r.words[i].key)
		gain -= r.m.WordLogProb(prev, now)
		prev = now
	}
	if after != "" {
		gain += r.m.WordLogProb(word, after) - r.m.WordLogProb(prev, after)
	}
	return gain
}
