package passes

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/pass"
	"github.com/paknevis/paknevis/repair/script"
)

// Words without a space between in a text of a line or a few, where a single string may be all that
// is wrong: the words around it have their say. Tuned on single lines damaged by fixtures/damage, and on
// 35,000 healthy ones.
var briefGlued = evidence{20, 20, -25, 0, -25, true}

// proof is the least nats by which the letters of a line read better with the spaces, and these
// together with those of its words.
type proof struct{ letters, both float64 }

var (
	proofOften     = []proof{{2.5, 6}, {5, 2}} // of words that often stand beside each other
	proofSeen      = []proof{{5, 12}, {8, 2}}  // of words that do, or stand beside anything
	proofStrange   = []proof{{9, 2}}           // of words that were never seen so
	proofInflected = []proof{{8, 2}}           // of a string that may be a stem with endings
	proofKnown     = []proof{{4, 8}}           // of a string that texts hold
)

// Sightings of two words beside each other by which they often stand so; by which a string that
// texts hold is the two, and how often for each time that it stands solid.
const (
	oftenTogether = 20
	knownTogether = 100
	knownTimes    = 20
	aloneStem     = 5   // of a stem in alef, by which it is a word
	knownMost     = 200 // sightings of the string from which on it is a spelling: آنرا
)

// briefCuts is where the word falls into others that fit between its neighbours.
func (g *gluer) briefCuts(i int) []int {
	w := &g.words[i]
	if solid, written := g.m.Spellings(w.key); written > solid || has(g.v.Text, w.at(), func(r rune) bool { return r == zwnj }) {
		return nil // careful texts write ZWNJs there, if anything
	}
	cuts := glued(g.m, w.key, briefGlued)
	if len(cuts) == 0 {
		return nil
	}
	parts := cutUp(w.key, cuts)
	if parts[0] == string(waw) || slices.ContainsFunc(parts, isAffix) || g.keepsTogether(parts) || isConjunction(parts) || g.isVerse(w.key, parts) {
		return nil
	}
	before, after := g.neighbours(i, i)
	letters, words := g.apart(before, lang.Spell(w.key), parts, after)
	if !slices.ContainsFunc(g.proofs(w, parts), func(p proof) bool { return letters >= p.letters && words+letters >= p.both }) {
		return nil
	}
	return cuts
}

// proofs are those of which one is enough to part a word.
func (g *gluer) proofs(w *persianWord, parts []string) []proof {
	least, function := math.Inf(1), false
	for k := 1; k < len(parts); k++ {
		seen, _ := g.m.Pair(parts[k-1], parts[k])
		if seen == 0 && (functionWords[parts[k-1]] || functionWords[parts[k]]) {
			function = true
			continue
		}
		least = min(least, seen)
	}
	last := parts[len(parts)-1]
	switch {
	case g.s.isKnown(w):
		if own := g.m.Frequency(w.key); function || own >= knownMost || least < max(knownTogether, knownTimes*own) {
			return nil
		}
		return proofKnown
	case last != copula && g.m.Inflected(w.key):
		return proofInflected
	case least == 0:
		return proofStrange
	case function || least < oftenTogether:
		return proofSeen
	}
	return proofOften
}

// isConjunction reports what many write solid: وقتیکه, چندانکه, بدانچه.
func isConjunction(parts []string) bool {
	if len(parts) != 2 || parts[1] != "که" && parts[1] != "چه" {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(parts[0])
	return end == script.PersianYeh || end == noon
}

// isVerse reports a word with the copula as poets write it, یادست for یاد است, and one of an alef
// with it: کاراست is کارا است too.
func (g *gluer) isVerse(key []byte, parts []string) bool {
	stem, ok := bytes.CutSuffix(key, keySt)
	return ok && (parts[len(parts)-1] != copula && g.m.KnownKey(stem, 0) || g.m.Count(lang.Spell(stem)) >= aloneStem)
}

var keySt = []byte(keyOf("ست"))

// keepsTogether reports parts between which careful texts write a ZWNJ, not a space.
func (g *gluer) keepsTogether(parts []string) bool {
	for k := 1; k < len(parts); k++ {
		a, b := []byte(keyOf(parts[k-1])), []byte(keyOf(parts[k]))
		if parts[k] == copula && !strings.HasSuffix(parts[k-1], string(heh)) {
			continue
		}
		if g.m.Joint(a, b, nil, nil) >= jointAt || g.s.attested(a, b) {
			return true
		}
	}
	return false
}

// copula is the ending of a silent heh that is a word of its own behind all else.
const copula = "\u0627\u0633\u062A" // ALEF, SEEN, TEH

// isAffix reports what stands in a word alone: a prefix of verbs or an ending.
func isAffix(part string) bool {
	key := keyOf(part)
	return isVerbPrefix(key) || part != copula && (pluralEndings[key] || degreeEndings[key] || hehEndings[key])
}

// cutUp cuts a word.
func cutUp(key []byte, cuts []int) (parts []string) {
	from := 0
	for _, c := range append(slices.Clone(cuts), len(key)) {
		parts = append(parts, lang.Spell(key[from:c]))
		from = c
	}
	return parts
}

// among is a word between its neighbours, which may be none.
func among(before, word, after string) []rune {
	return []rune(" " + strings.TrimSpace(before+" "+word+" "+after) + " ")
}

// neighbours are the pieces next to the words from i to k, empty where there are none.
func (g *gluer) neighbours(i, k int) (before, after string) {
	if g.words[i].after {
		p, _ := lastPiece(&g.words[i-1])
		before = lang.Spell(p)
	}
	if k+1 < len(g.words) && g.words[k+1].after {
		p, _ := firstPiece(&g.words[k+1])
		after = lang.Spell(p)
	}
	return before, after
}

// apart is by how many nats the letters and the words of a line read better with spaces between
// the parts of a word.
func (g *gluer) apart(before, whole string, parts []string, after string) (letters, words float64) {
	letters = g.m.LogProb(nil, among(before, strings.Join(parts, " "), after)) - g.m.LogProb(nil, among(before, whole, after))
	words = -g.m.WordLogProb(before, whole)
	last := before
	for _, p := range parts {
		words, last = words+g.m.WordLogProb(last, p), p
	}
	if after != "" {
		words += g.m.WordLogProb(last, after) - g.m.WordLogProb(whole, after)
	}
	return letters, words
}

// A word with a space inside in such a text: nats by which letters and words read better without.
// Words that are written in two by many (مروج گر) need more, and so does a letter that may be a name or,
// in verse, a word.
const (
	mendLetters  = 7.0
	mendWords    = 7.0
	mendCount    = 10     // sightings of the whole
	mendPiece    = 16     // sightings of a piece that is none, at most
	mendBoth     = 10.0   // letters, of two words
	mendBothNats = 15.0   // words, of two words
	mendOften    = 500    // sightings of the whole of two words
	mendNamed    = 16.0   // letters, of a letter that may stand alone
	mendLetter   = 0.001  // sightings of two pieces of which one is a letter, beside each other, for one of the whole, at most
	mendShort    = 10_000 // sightings of a whole of two letters
)

// briefJoins reports that the word and the one before are one, in a text of a line or a few.
func (g *gluer) briefJoins(i int) bool {
	last, w := &g.words[i-1], &g.words[i]
	both := pass.Range{From: int(last.from), To: int(w.to)}
	if g.v.Text[last.to].R != ' ' || has(g.v.Text, both, isSpoken) {
		return false
	}
	a, _ := lastPiece(last)
	b, _ := firstPiece(w)
	left, right := lang.Spell(a), lang.Spell(b)
	whole := left + right
	count := g.m.Count(whole)
	if w.mask != 0 && isVerbPrefix(string(b)) {
		return false // of a verb of its own
	}
	if n := len(a) + len(b); n > maxLetters || n < splitLetters && (count < mendShort || g.besideLetter(i)) {
		return false
	}
	if count < mendCount || isAffix(left) || left == string(waw) && g.m.Count(right) > 0 {
		return false
	}
	if g.isListed(i) {
		return false
	}
	letter := len(a) == 1 && a[0] != keyWaw || len(b) == 1 && b[0] != keyWaw
	seen, _ := g.m.Pair(left, right)
	needLetters, needWords := mendLetters, mendWords
	switch {
	case letter:
		if seen > mendLetter*count {
			return false
		}
		if right == string(zain) || left == string(zain) && len(b) > 1 || functionWords[left] && len(b) == 1 {
			needLetters = mendNamed
		}
	case seen > 0:
		return false
	case min(g.m.Count(left), g.m.Count(right)) <= mendPiece || tornEndings[right]:
	case count < mendOften:
		return false
	default:
		needLetters, needWords = mendBoth, mendBothNats
	}
	before, _ := g.neighbours(i-1, i-1)
	_, after := g.neighbours(i, i)
	letters, words := g.apart(before, whole, []string{left, right}, after)
	return -letters >= needLetters && -words >= needWords && ownAround(g.m, g.v, both)
}

// besideLetter reports a letter that stands alone next to the word or the one before, as in a list.
func (g *gluer) besideLetter(i int) bool {
	return i > 1 && g.words[i-1].after && len(g.words[i-2].key) == 1 || i+1 < len(g.words) && g.words[i+1].after && len(g.words[i+1].key) == 1
}

// isListed reports a letter of a list: بند ه و ج.
func (g *gluer) isListed(i int) bool {
	next := func(k int) bool { return k < len(g.words) && g.words[k].after && len(g.words[k].key) == 1 }
	return len(g.words[i].key) == 1 && next(i+1) && next(i+2) && g.words[i+1].key[0] == keyWaw
}

// tornEndings are endings of verbs that are no words.
var tornEndings = map[string]bool{"ید": true, "ند": true, "یم": true, "نند": true, "یند": true}
