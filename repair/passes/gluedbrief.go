package passes

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paknevis/paknevis/repair/lang"
	"github.com/paknevis/paknevis/repair/script"
)

// Words without a space between in a text of a line or a few, where a single string may be all that
// is wrong: the words around it have their say. Tuned on single lines damaged by fixtures/damage, and on
// 170,000 healthy ones.
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
	knownMost     = 200 // sightings of the string from which on it is a spelling: آنرا
)

// briefCuts is where the word falls into others that fit between its neighbours.
func (g *gluer) briefCuts(i int) []int {
	w := &g.words[i]
	cuts := glued(g.m, w.key, briefGlued)
	if len(cuts) == 0 {
		return nil
	}
	parts := cutUp(w.key, cuts)
	if parts[0] == string(waw) || slices.ContainsFunc(parts, isAffix) || g.keepsTogether(parts) || isConjunction(parts) || g.isVerse(w.key, parts) {
		return nil
	}
	before, after := "", ""
	if w.after {
		before = lang.Spell(g.words[i-1].key)
	}
	if i+1 < len(g.words) && g.words[i+1].after {
		after = lang.Spell(g.words[i+1].key)
	}
	solid := lang.Spell(w.key)
	letters := g.m.LogProb(nil, among(before, strings.Join(parts, " "), after)) - g.m.LogProb(nil, among(before, solid, after))
	words, last := -g.m.WordLogProb(before, solid), before
	for _, p := range parts {
		words, last = words+g.m.WordLogProb(last, p), p
	}
	if after != "" {
		words += g.m.WordLogProb(last, after) - g.m.WordLogProb(solid, after)
	}
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
	return end == script.PersianYeh || end == '\u0646' // NOON
}

// isVerse reports a word with the copula as poets write it: یادست for یاد است.
func (g *gluer) isVerse(key []byte, parts []string) bool {
	stem, ok := bytes.CutSuffix(key, keySt)
	return ok && parts[len(parts)-1] != copula && g.m.KnownKey(stem, 0)
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
	return strings.HasSuffix(key, keyMi) && opensVerb(strings.TrimSuffix(key, keyMi)) || part != copula && (pluralEndings[key] || degreeEndings[key] || hehEndings[key])
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
